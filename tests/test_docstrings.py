"""The docstrings of public functions match the functions, and follow numpydoc."""

from __future__ import annotations

import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest
from numpydoc.validate import get_validation_checks, validate

import geo
from tests.conftest import ROOT

CHECKS = get_validation_checks(
    set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["numpydoc_validation"]["checks"])
)
# a sentence may say it all; but a list of parameters is whole, and what is returned stands below it
ALL_OR_NONE = {"PR01", "RT01", "YD01"}
# dataclasses keep to themselves what they read on first use
PRIVATE = re.compile(r"Parameters \{('_\w+'(, )?)+\} not documented")
LISTED = re.compile(r"^\s*Parameters\n\s*---", re.MULTILINE)

MODULES = [
    module.name for module in pkgutil.walk_packages(geo.__path__, "geo.") if not module.name.endswith("__main__")
]


def public(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield the name and the docstring of each public function, class and method that a module defines."""
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(thing):
            yield f"{module.__name__}.{name}", thing.__doc__ or ""
            for member, method in vars(thing).items():
                bound = getattr(method, "__func__", method)
                if not member.startswith("_") and (inspect.isroutine(bound) or isinstance(bound, property)):
                    yield f"{module.__name__}.{name}.{member}", bound.__doc__ or ""
        elif inspect.isroutine(inspect.unwrap(thing)):
            yield f"{module.__name__}.{name}", thing.__doc__ or ""


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_are_whole_and_true(name: str) -> None:
    found = []
    for thing, docstring in public(import_module(name)):
        checks = CHECKS if LISTED.search(docstring) else CHECKS - ALL_OR_NONE
        found += [
            f"{thing}: {check} {message}"
            for check, message in validate(thing)["errors"]
            if check in checks and not PRIVATE.fullmatch(message)
        ]
    assert not found, "\n".join(["", *found])
