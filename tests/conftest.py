"""Shared fixtures: the committed project, and copies of it to break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from geo.folder import ROOT_VARIABLE, root
from geo.project import Project

ROOT = Path(__file__).resolve().parents[1]
#: what a project consists of
DATA_FOLDERS = ("gazetteer", "data")
#: how many rows places.csv has, without its header
PLACE_ROWS = len((ROOT / "gazetteer" / "places.csv").read_text(encoding="utf-8").splitlines()) - 1

# a busy machine must not fail tests
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def project() -> Project:
    """Return the committed project."""
    return Project.load(root())


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project's data, which the package uses as the project."""
    for folder in DATA_FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path))
    return tmp_path


@pytest.fixture
def edit(copied: Path) -> Callable[[str, str, str], None]:
    """Return a function that replaces the first occurrence of a text in a file of the copy."""

    def change(name: str, old: str, new: str) -> None:
        path = copied / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change
