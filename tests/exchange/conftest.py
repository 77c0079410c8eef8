"""Shared by the tests of exchange: exporting and importing places."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.exchange import EXPORT_FORMATS, Hints, as_csv, bring, export, linked_places
from geo.gazetteer import Gazetteer, Place, load
from geo.project import Project

Bring = Callable[..., list[dict[str, str]]]


@pytest.fixture
def brought(project: Project, tmp_path: Path) -> Bring:
    """Return a way to read text of some format as rows for the gazetteer."""

    def read(text: str, form: str, gazetteer: Gazetteer | None = None, **hints: str) -> list[dict[str, str]]:
        path = tmp_path / f"there.{form}"
        path.write_text(text, encoding="utf-8")
        base = project.gazetteer if gazetteer is None else gazetteer
        rows = bring(path, form, base, project.store, Hints(**hints)).settled.rows  # type: ignore[arg-type]
        # what is written is read again: the checks of the gazetteer are the last word
        written = tmp_path / "brought.csv"
        written.write_text(as_csv(rows), encoding="utf-8")
        context = tmp_path / "context.csv"
        context.write_text(as_csv([_outer(place) for place in base.values()]), encoding="utf-8")
        known = {row["id"] for row in rows} & set(base)
        if not known:
            load([written, context], project.store.keys())
        with written.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="session")
def tried(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], None]:
    """Return a way to read any text as a file of some format; a text that is refused with problems is all right."""
    path = tmp_path_factory.mktemp("any") / "any"

    def read(text: str, form: str) -> None:
        path.write_text(text, encoding="utf-8")
        with suppress(DataError):
            bring(path, form, project.gazetteer, project.store, Hints(country="GB"))  # type: ignore[arg-type]

    return read


def _outer(place: Place) -> dict[str, str]:
    """Return a row that stands for a place of the project."""
    cells = {"id": place.id, "name": place.name, "kind": place.kind, "parent": place.parent}
    return cells | ({"members": ";".join(place.members)} if place.members else {"lat": "0", "lon": "0"})


@pytest.fixture(params=EXPORT_FORMATS)
def there_and_back(request: pytest.FixtureRequest, project: Project, tmp_path: Path) -> Callable[..., list[Place]]:
    """Return a way to write places in each format, and to read them again."""

    def go(places: list[Place], gazetteer: Gazetteer) -> list[Place]:
        out, back = tmp_path / "out", tmp_path / "back.csv"
        text = export(linked_places(places, gazetteer, project.store, year=2026), request.param)
        out.write_text("".join(text), encoding="utf-8", newline="")
        rows = bring(out, request.param, Gazetteer([]), project.store, Hints()).settled.rows
        assert not [row["rest"] for row in rows if "rest" in row]
        back.write_text(as_csv(rows), encoding="utf-8", newline="")
        return list(load([back], project.store.keys()).values())

    return go
