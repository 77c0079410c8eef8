"""What an installation costs on disk, for the package alone and for each extra.

``python -m tests.benchmarks.install_size`` adds up the files of every distribution that an extra
installs, compiled modules included, in the current environment. It installs nothing.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.benchmarks.results import save
from tests.conftest import ROOT

NAME: Final = "dispatch-atlas"
EXTRAS: Final = ("articles", "classes", "countries", "app", "all")


def brought(extra: str = "") -> set[str]:
    """Return the names of the distributions that the package needs with an extra, without itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    inner = Requirement(extras["all"][0]).extras if extra == "all" else {extra} - {""}
    asked = [*project["dependencies"], *(line for name in inner for line in extras[name])]
    found: set[str] = set()
    waiting = [canonicalize_name(Requirement(line).name) for line in asked]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            needed = map(Requirement, distribution(name).requires or ())
            plain = (one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""}))
            waiting += [canonicalize_name(one.name) for one in plain]
    return found


def megabytes(names: set[str]) -> float:
    """Return how much installed distributions hold, in MB of 1,000,000 bytes."""
    files = {Path(str(file.locate())) for name in names for file in distribution(name).files or ()}
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def main() -> None:
    """Measure the package alone and what each extra adds, and save both for the README."""
    core = brought()
    figures = {f"`{NAME}`": f"{megabytes(core):.0f} MB: {_largest(core)}"}
    for extra in EXTRAS:
        more = brought(extra) - core
        figures[f"`{NAME}[{extra}]`"] = f"{megabytes(more):.0f} MB more: {_largest(more)}"
    save("install_size", figures)


def _largest(names: set[str]) -> str:
    sizes = {name: megabytes({name}) for name in names}
    shown = sorted(sizes, key=sizes.__getitem__, reverse=True)[:4]
    return ", ".join(f"{name} {sizes[name]:.0f}" for name in shown)


if __name__ == "__main__":
    main()
