"""The set-up does its work once, reports a failure in one line, and needs only the standard library."""

from __future__ import annotations

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from geo import setup
from tests.conftest import ROOT


def test_it_imports_only_what_python_brings() -> None:
    alone = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import geo, geo.setup; geo.__version__"
    # -S and -I leave out whatever is installed
    subprocess.run([sys.executable, "-I", "-S", "-c", alone], check=True)


def test_constraints_pin_exact_versions_and_name_no_address() -> None:
    lines = setup.CONSTRAINTS.read_text().splitlines()
    assert len(lines) > 30
    assert all("==" in line and "://" not in line for line in lines)


def test_the_oldest_versions_are_the_lower_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [extra for name, extra in project["optional-dependencies"].items() if name != "test"]
    bounds = {line for lines in [project["dependencies"], *extras] for line in lines if ">=" in line}
    oldest = (ROOT / ".ci" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    assert {line.replace("==", ">=") for line in oldest if not line.startswith("#")} == bounds


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
    monkeypatch.setattr(setup, "has_pip", Path.exists)
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
    def fail(*_: object, **__: object) -> None:
        raise setup.SetupError("there is no Chromium; install one")

    monkeypatch.setattr(setup, "run_tests", fail)
    with pytest.raises(SystemExit) as caught:
        setup.main(["test"])
    assert caught.value.code == "Set-up: there is no Chromium; install one"


def test_further_arguments_go_to_the_program_that_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[object] = []
    monkeypatch.setattr(setup, "run_tests", lambda rest, *, apt: passed.extend([rest, apt]))
    monkeypatch.setattr(setup, "run_app", lambda port, rest: passed.extend([port, rest]))
    setup.main(["test", "-k", "names"])
    setup.main(["test", "--apt"])
    setup.main(["app", "--port", "8600", "--server.headless", "true"])
    assert passed == [["-k", "names"], False, [], True, 8600, ["--server.headless", "true"]]


@pytest.mark.parametrize("command", ["test", "app"])
def test_two_dashes_part_our_arguments_from_the_others(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    passed: list[object] = []
    monkeypatch.setattr(setup, "run_tests", lambda rest, **_: passed.append(rest))
    monkeypatch.setattr(setup, "run_app", lambda _, rest: passed.append(rest))
    setup.main([command, "--", "-k", "names"])
    assert passed == [["-k", "names"]]


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 4)])
def test_an_older_python_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        runpy.run_path(str(ROOT / "geo" / "__init__.py"))


def test_an_older_python_can_read_what_refuses_it() -> None:
    text = (ROOT / "geo" / "__init__.py").read_text(encoding="utf-8")
    assert text.isascii()
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.FunctionDef)
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, newer)]
    assert "__future__" not in text


def test_an_environment_that_was_half_made_is_made_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(setup, "has_pip", lambda _: False)
    monkeypatch.setattr(setup, "run", lambda command, *_, **__: commands.append([str(word) for word in command]))
    setup.install()
    assert commands[0] == [sys.executable, "-m", "venv", str(checkout / ".venv")]


def test_an_interpreter_without_pip_is_known_as_such(tmp_path: Path) -> None:
    assert setup.has_pip(Path(sys.executable))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "half"], check=True)
    assert not setup.has_pip(setup.python_in(tmp_path / "half"))


def test_the_page_starts_without_questions_and_for_this_computer_only() -> None:
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert server == {"showEmailPrompt": False, "address": "localhost", "fileWatcherType": "none"}


def test_a_named_browser_that_does_not_exist_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPATCH_ATLAS_BROWSER", "/somewhere/chrome")
    with pytest.raises(setup.SetupError, match="names /somewhere/chrome, not a program"):
        setup.install_browser(Path(sys.executable))


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return what the set-up would run, on a machine of root's with apt and nothing else."""
    ran: list[list[str]] = []
    monkeypatch.delenv("DISPATCH_ATLAS_BROWSER", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(setup, "run", lambda command, *_, **__: ran.append([str(word) for word in command]))
    monkeypatch.setattr(setup, "install", lambda _: Path("python"))
    monkeypatch.setattr(setup, "passes", lambda *_: True)
    monkeypatch.delenv("CI", raising=False)
    return ran


def test_apt_is_only_called_when_asked(commands: list[list[str]]) -> None:
    setup.run_tests([], apt=False)
    assert not [command for command in commands if "apt-get" in command]
    assert ["python", "-m", "playwright", "install", "chromium"] in commands
    setup.run_tests([], apt=True)
    assert [command[-4:] for command in commands if "install" in command and "apt-get" in command] == [
        ["chromium", "fonts-noto-core", "libreoffice-calc", "gdal-bin"]
    ]


def test_apt_without_root_ends_with_the_command_to_run(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(setup.SetupError, match="needs root; run: sudo apt install chromium"):
        setup.run_tests([], apt=True)
    assert not [command for command in commands if "apt-get" in command]


def test_without_a_browser_or_a_download_the_fix_is_told(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    del commands

    def fail(_: object, failure: str, **__: object) -> None:
        raise setup.SetupError(failure)

    monkeypatch.setattr(setup, "run", fail)
    with pytest.raises(setup.SetupError, match=r"could not be downloaded; install one .*sudo apt install chromium"):
        setup.install_browser(Path("python"))


def test_every_check_and_test_that_fails_is_named(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    del commands

    def run(command: list[str | Path], failure: str, **_: object) -> None:
        if "pytest" in command:
            raise setup.SetupError(failure)

    monkeypatch.setattr(setup, "run", run)
    monkeypatch.setattr(setup, "passes", lambda name, _: name != "mypy")
    with pytest.raises(setup.SetupError, match=r"^pytest and mypy failed; see above$"):
        setup.run_tests([], apt=False)


def test_a_check_that_fails_shows_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert not setup.passes("mypy", [sys.executable, "-c", "import sys; sys.exit('geo/dates.py:7: error')"])
    assert re.match(r"geo/dates\.py:7: error\n== mypy failed in \d+ s\n", capsys.readouterr().out)


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


@pytest.mark.parametrize("ci", ["", "true"])
def test_without_libreoffice_and_gdal_ci_fails_and_others_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    if ci:
        with pytest.raises(setup.SetupError, match="install libreoffice-calc"):
            setup.check_programs()
    else:
        setup.check_programs()
        printed = capsys.readouterr().out
        assert "Some tests are skipped; install libreoffice-calc (on Debian" in printed
        assert "sudo apt install gdal-bin)." in printed
