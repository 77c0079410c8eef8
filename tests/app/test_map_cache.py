"""A large project's map is kept on disk: the next start takes it, other files or a damaged copy are made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.app import map_cache
from geo.project import Project


@pytest.fixture(autouse=True)
def _every_project_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_cache, "LARGE", 1)


def test_the_next_start_takes_what_was_kept(tmp_path: Path) -> None:
    project, later = Project.load(), Project.load()
    map_cache.keep(project, "stamp", tmp_path)
    assert map_cache.restore(later, "stamp", tmp_path)
    assert later.drawn.base == project.drawn.base
    assert later.drawn.scales("steps") == project.drawn.scales("steps")


def test_other_files_have_another_map(tmp_path: Path) -> None:
    map_cache.keep(Project.load(), "stamp", tmp_path)
    assert not map_cache.restore(Project.load(), "another", tmp_path)


def test_a_damaged_copy_is_made_anew(tmp_path: Path) -> None:
    project = Project.load()
    map_cache.keep(project, "stamp", tmp_path)
    (path,) = (tmp_path / ".cache" / "map").iterdir()
    path.write_text(path.read_text(encoding="utf-8")[:100], encoding="utf-8")
    assert not map_cache.restore(Project.load(), "stamp", tmp_path)


def test_only_a_few_are_kept(tmp_path: Path) -> None:
    project = Project.load()
    for number in range(5):
        map_cache.keep(project, str(number), tmp_path)
    assert len(list((tmp_path / ".cache" / "map").iterdir())) == 3
