"""The examples in the documents work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo import __version__
from tests.conftest import PLACE_ROWS, ROOT

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "gazetteer/README.md", "data/README.md")]


def test_the_readme_s_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    names: dict[str, object] = {}
    # what a block saves stays out of the checkout
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    for code in blocks:
        exec(code, names)  # noqa: S102 - our own README
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "Events" in names["map_"].html()  # type: ignore[attr-defined]


def test_the_readme_is_short_enough_to_read() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 200
    assert [line for line in lines if len(line) > 100] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(path: object) -> None:
    document = ROOT / str(path)
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (document.parent / target).exists(), target


def test_the_layout_at_the_top_is_the_one_that_is_fixed() -> None:
    shown = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith((".", "__pycache__")) and path.suffix != ".html"
    }
    documents = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CITATION.cff", "LICENSE"}
    assert shown == {"app.py", "geo", "gazetteer", "data", "tests", "pyproject.toml"} | documents


def test_the_figures_of_the_readmes_are_those_of_the_files() -> None:
    assert f"regions, valleys: {PLACE_ROWS} rows" in (ROOT / "gazetteer" / "README.md").read_text(encoding="utf-8")
    assert f"gazetteer of {PLACE_ROWS} places" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_changelog_has_the_version_and_the_form_of_keep_a_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert releases[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d", releases[1])
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= {
        "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security",
    }  # fmt: skip


def test_modules_stay_short() -> None:
    for path in (ROOT / "geo").rglob("*"):
        if path.suffix in {".py", ".js"}:
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 320, path.name
