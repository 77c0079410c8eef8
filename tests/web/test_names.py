"""The time map's search box knows the same spellings of a toponym as ``geo resolve``, by the same rules."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.maps.payload import payload
from geo.names import fold, similarity, skeleton, sounds
from geo.project import Project
from geo.resolve import resolve
from tests.conftest import ROOT
from tests.web.asking import Browser, browser

with (ROOT / "tests" / "toponyms" / "search.csv").open(encoding="utf-8", newline="") as file:
    SEARCHES = [(row["query"], row["place_id"]) for row in csv.DictReader(file)]

# Latin, with the marks of romanisations; Arabic, with its marks, digits and presentation forms; what parts words
LETTERS = st.characters(
    codec="utf-8", categories=["L", "M", "N", "P", "Zs", "Cf"], max_codepoint=0x6FF
) | st.sampled_from("ßſŉǰﬁﷲﻙ‌‍‘’ʻʼẖ①Ⅳ\n 𝐀")
NAMES = st.text(LETTERS, max_size=16) | st.text("abcdefghijklmnopqrstuvwxyz -'", max_size=16)


@pytest.fixture(scope="module")
def asked() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def found(asked: Browser, project: Project) -> dict[str, list[str]]:
    """Return the ids of the places that the search box shows for each query, the first first."""
    asked.ask("open", payload(project, project.records)["places"])
    queries = [query for query, _ in SEARCHES]
    return dict(zip(queries, asked.ask("find", queries), strict=True))


def keys(names: list[str]) -> list[list[str]]:
    return [[fold(name), skeleton(name), sounds(name)] for name in names]


@pytest.mark.parametrize(("query", "expected"), SEARCHES)
def test_a_spelling_leads_to_its_place(
    query: str, expected: str, project: Project, found: dict[str, list[str]]
) -> None:
    resolution = resolve(query, project.gazetteer)
    assert resolution.place
    assert resolution.place.id == expected
    assert found[query][0] == expected


def test_every_spelling_of_the_gazetteer_has_the_same_keys(asked: Browser, project: Project) -> None:
    names = [name for place in project.gazetteer.values() for name in (place.name, *place.spellings)]
    assert asked.ask("keys", names) == keys(names)


@given(st.lists(NAMES, max_size=20))
@settings(max_examples=200)
def test_any_name_has_the_same_keys(asked: Browser, names: list[str]) -> None:
    assert asked.ask("keys", names) == keys(names)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=20))
def test_names_are_as_alike(asked: Browser, pairs: list[tuple[str, str]]) -> None:
    folded = [(fold(one), fold(other)) for one, other in pairs]
    assert asked.ask("similarities", folded) == pytest.approx([similarity(*pair) for pair in folded])
