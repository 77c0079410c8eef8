"""The set-up does its work once, says in a line what failed, and needs only the standard library."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from geo import setup
from tests.conftest import ROOT


def test_it_imports_only_what_python_brings() -> None:
    for name in ("setup.py", "__init__.py"):
        tree = ast.parse((ROOT / "geo" / name).read_text())
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert all(found.split(".")[0] in sys.stdlib_module_names for found in names), names


def test_constraints_pin_exact_versions_and_name_no_address() -> None:
    lines = setup.CONSTRAINTS.read_text().splitlines()
    assert len(lines) > 30
    assert all("==" in line and "://" not in line for line in lines)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that the set-up takes for the checkout, with an interpreter in place."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "CONSTRAINTS", tmp_path / "constraints.txt")
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "constraints.txt").write_text("shapely==2.2.0")
    python = setup.python_in(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.write_text("")
    return tmp_path


def test_packages_are_installed_again_only_when_the_pins_change(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(setup, "run", lambda command, *_, **__: commands.append([str(word) for word in command]))
    setup.install("test")
    setup.install("test")
    assert len(commands) == 1
    assert commands[0][-1] == ".[test]"
    (checkout / "constraints.txt").write_text("shapely==2.3.0")
    setup.install("test")
    assert len(commands) == 2


def test_an_installation_that_fails_is_tried_again_next_time(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del checkout

    def fail(*_: object, **__: object) -> None:
        raise setup.SetupError("the packages could not be installed; check the network, and try again")

    monkeypatch.setattr(setup, "run", fail)
    for _ in range(2):
        with pytest.raises(setup.SetupError, match="check the network"):
            setup.install()


def test_a_failed_step_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise setup.SetupError("there is no Chromium; install one")

    monkeypatch.setattr(setup, "test", fail)
    with pytest.raises(SystemExit) as caught:
        setup.main(["test"])
    assert caught.value.code == "Set-up: there is no Chromium; install one"


def test_further_arguments_go_to_the_program_that_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[object] = []
    monkeypatch.setattr(setup, "test", passed.append)
    monkeypatch.setattr(setup, "app", lambda port, rest: passed.extend([port, rest]))
    setup.main(["test", "-k", "names"])
    setup.main(["app", "--port", "8600", "--server.headless", "true"])
    assert passed == [["-k", "names"], 8600, ["--server.headless", "true"]]


def test_an_older_python_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        setup.main(["test"])


def test_a_browser_is_found_by_name_or_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPATCH_ATLAS_BROWSER", "/somewhere/chrome")
    assert setup.find_browser() == "/somewhere/chrome"
    monkeypatch.delenv("DISPATCH_ATLAS_BROWSER")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert setup.find_browser() is None
    program = tmp_path / "chromium"
    program.write_text("")
    program.chmod(0o755)
    assert setup.find_browser() == str(program)
