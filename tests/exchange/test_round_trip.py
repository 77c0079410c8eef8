"""Exports can be imported again: the whole gazetteer, and names of any kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.exchange import Hints, bring, export, linked_places
from geo.exchange.concepts import BASE, read_variant, variant
from geo.gazetteer import Alias, Code, Gazetteer, Place, load
from geo.gazetteer.codes import ordered
from geo.project import Project
from geo.tables import damage, unquoted
from geo.tables.cells import tidy
from tests.conftest import ROOT

Trip = Callable[[list[Place], Gazetteer], list[Place]]

# letters that mean something in one of the formats, and scripts that run from the right
HARD = st.text(alphabet="aJ '\"`|,@-=+#{}[]\\<>&\u200c\u200f\u064bجرمكهٔ𞤀😀", min_size=1)
# texts as the gazetteer reads them: it takes away what nobody sees, and refuses what a program has damaged
TEXT = (
    (HARD | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
    .map(tidy)
    .filter(lambda text: text and text == unquoted(tidy(text)) and damage(text) is None)
)


def lost(place: Place, form: str) -> Place:
    """Return a place without what the format cannot hold."""
    kept = {"geonames", "wikidata"} | ({"iso_3166_2"} if place.kind == "country" else set())
    codes = tuple(code for code in place.codes if code.in_column and code.scheme in kept)
    return place._replace(codes=codes) if form == "lp-tsv" else place


@pytest.fixture
def form(request: pytest.FixtureRequest) -> str:
    return str(request.node.callspec.params["there_and_back"])


def test_every_place_of_the_gazetteer_comes_back(there_and_back: Trip, form: str) -> None:
    gazetteer = load([ROOT / "gazetteer" / "places.csv", ROOT / "gazetteer" / "villages.csv"])
    places = list(gazetteer.values())
    back = there_and_back(places, gazetteer)
    assert len(back) == len(places) > 9_000
    assert back == [lost(place, form) for place in places]


@st.composite
def aliases(draw: st.DrawFn) -> Alias:
    text = draw(TEXT.filter(lambda text: not {";", "؛"} & {*text}))
    lang = draw(st.none() | st.sampled_from(["fa", "ps", "uz", "und"]))
    alias = Alias(text, lang, draw(st.none() | st.sampled_from(["Latn", "Arab"])) if lang else None)
    # as the gazetteer would have read it
    return Alias.read(variant(alias)) if Alias.read(variant(alias)).text else Alias("x")


# at most one code for each scheme, in the order in which the gazetteer has them
CODES = st.sets(
    st.sampled_from(["iso_3166_2:AF-BDS", "geonames:1138958", "wikidata:Q5838", "pcode:AF1501@2021", "gadm:AFG.1_1"])
).map(lambda texts: ordered(map(Code.read, sorted(texts))))


@st.composite
def valleys(draw: st.DrawFn) -> Place:
    days = draw(st.tuples(st.none() | st.dates(), st.none() | st.dates()))
    first, last = days if days[0] is None or days[1] is None else (min(days[0], days[1]), max(days[0], days[1]))
    return Place(
        id="x.y",
        name=draw(TEXT),
        kind="valley",
        parent="x",
        aliases=tuple(draw(st.lists(aliases(), max_size=4))),
        lat=draw(st.floats(-90, 90)),
        lon=draw(st.floats(-180, 180)),
        radius_km=draw(st.floats(0.01, 20_000)),
        valid_from=first,
        valid_to=last,
        codes=draw(CODES),
        source=draw(st.just("") | TEXT),
        note=draw(st.just("") | TEXT),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=valleys())
def test_whatever_a_place_is_called_it_comes_back(there_and_back: Trip, form: str, place: Place) -> None:
    country = Place("x", "X", "country", lat=1.0, lon=2.0, radius_km=500.0)
    _, back = there_and_back([country, place], Gazetteer([country, place]))
    assert back == lost(place, form)


@given(TEXT, st.none() | st.sampled_from(["fa", "ps"]))
def test_an_alias_is_read_as_it_was_written(text: str, lang: str | None) -> None:
    alias = Alias(text, lang)
    assert read_variant(variant(alias)) == alias


def test_tabs_and_line_breaks_become_spaces_in_tsv_only(there_and_back: Trip, form: str) -> None:
    place = Place("x", "New\nYork", "country", lat=1.0, lon=2.0, radius_km=500.0, note="one\ttwo\r\nthree")
    (back,) = there_and_back([place], Gazetteer([place]))
    assert back.note == ("one two three" if form == "lp-tsv" else place.note)


def test_an_id_is_a_uri_outside(project: Project, tmp_path: Path) -> None:
    base = "https://example.org/places/"
    jurm = project.gazetteer["af.badakhshan.jurm"]
    lines = list(export(linked_places([jurm], project.gazetteer, project.store, year=2026, base=base), "lp-tsv"))
    assert lines[1].startswith(f"{base}af.badakhshan.jurm\tJurm\t")
    path = tmp_path / "out.tsv"
    path.write_text("".join(lines), encoding="utf-8")
    settled = bring(path, "lp-tsv", project.gazetteer, project.store, Hints(base=base)).settled
    assert (settled.rows[0]["id"], settled.rows[0]["boundary"], settled.taken) == (jurm.id, jurm.id, 1)
    assert re.fullmatch(r"\w+:", BASE)
