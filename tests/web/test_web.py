"""The browser's half passes its own checks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from geo.maps.bundle import script
from tests.web import __main__ as web


def test_the_javascript_passes_its_checks() -> None:
    # one test, not one for each check: the packages must not be installed by two workers at once
    web.install()
    problems = {name: web.run(name, command) for name, command in web.commands().items()}
    assert not any(problems.values()), "\n".join(f"{name}: {problem}" for name, problem in problems.items() if problem)


@pytest.mark.parametrize("entry", ["timemap.js", "hosts/page.js", "hosts/loader.js"])
def test_the_joined_script_declares_no_name_twice(entry: str, tmp_path: Path) -> None:
    path = tmp_path / "joined.cjs"
    path.write_text(f'"use strict";\n{script(entry)}', encoding="utf-8")
    problem = web.run("joined", [str(web.node()), "--check", str(path)])
    assert not problem, problem


def test_without_a_network_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package.json").write_text("{}")
    monkeypatch.setattr(web, "TOOLS", tmp_path)
    monkeypatch.setattr(web, "_INSTALLED", tmp_path / "node_modules" / "installed.json")

    def refuse(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "request failed")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(web.ToolError, match="check the network, and try again\nrequest failed"):
        web.install()
