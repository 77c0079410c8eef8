"""Linked Places TSV as specified (v0.5, 25 June 2024), and as people use it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.exchange import Hints, bring, export, linked_places
from geo.exchange.concepts import KIND_CONCEPTS, matched, read_variant
from geo.exchange.linked_tsv import read
from geo.gazetteer import Code, Gazetteer, Place
from geo.project import Project
from tests.exchange.conftest import Bring

# the columns that the specification names
SPECIFIED = [
    "id", "title", "title_source", "fclasses", "aat_types", "attestation_year", "start", "title_uri", "ccodes",
    "matches", "variants", "types", "parent_name", "parent_id", "lon", "lat", "geowkt", "geo_source", "geo_id",
    "approximation", "end", "description",
]  # fmt: skip
# three records of Croniken, an example file of World Historical Gazetteer (example_data, its columns, facts only)
CRONIKEN = (
    "id\ttitle\ttitle_source\tstart\tend\tgeowkt\tvariants\ttypes\taat_types\tccodes\tlon\tlat\n"
    "717_1\tMarienborch\tCroniken\t1480\t1491\tPOINT(19.03797 54.03613)\tMarienburg;Malbork\ttown; castle\t"
    "300008375; 300008063\tPL\t19.03797\t54.036131\n"
    "717_19\tEngelborch\tCroniken\t1480\t1491\tPOINT(18.8496 53.4385)\tEngelsberg;Górą Aniołów\tcastle\t"
    "300008375; 300008063\tPL\t18.8496\t53.4385\n"
    "717_2\tEluinghen\tCroniken\t1480\t1491\tPOINT(19.40427 54.15598)\tElbing;Elbląg\ttown;castle\t"
    "300008375; 300008063\tPL\t19.40427\t54.15598\n"
)
POLAND = Gazetteer(
    [Place("pl", "Poland", "country", lat=52.0, lon=19.0, radius_km=350.0, codes=(Code("iso_3166_2", "PL"),))]
)


@pytest.fixture(scope="module")
def written(project: Project) -> list[dict[str, str]]:
    """Return the gazetteer as the format has it."""
    lines = export(linked_places(project.gazetteer.values(), project.gazetteer, project.store, year=2026), "lp-tsv")
    header, *rows = [line.removesuffix("\n").split("\t") for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_our_file_has_what_the_specification_requires(written: list[dict[str, str]]) -> None:
    assert set(written[0]) <= set(SPECIFIED)
    assert len({row["id"] for row in written}) == len(written)
    for row in written:
        assert row["id"]
        assert row["title"]
        assert row["title_source"]
        assert row["start"] or row["attestation_year"]
        assert re.fullmatch(r"[AHLPRST](;[AHLPRST])*", row["fclasses"])
        # one concept per type, by their order
        assert row["aat_types"].count(";") == row["types"].count(";") == 0
        assert row["aat_types"] == KIND_CONCEPTS[row["types"]].aat
        assert bool(row["parent_name"]) == bool(row["parent_id"])
        assert re.fullmatch(r"\w+:\S+", row["parent_id"] or "a:b")
        assert re.fullmatch(r"(gn:\d+)?;?(wd:Q\d+)?", row["matches"])
        assert re.fullmatch(r"[A-Z]{2}", row["ccodes"])
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["start"])
        assert (row["lon"] and row["lat"]) or row["geowkt"]
        assert not row["geowkt"] or shapely.from_wkt(row["geowkt"]).is_valid


@pytest.mark.parametrize(
    ("written", "text", "lang"),
    [
        ("Zanzibar@sw", "Zanzibar", "sw"),
        ("زنجبار@ar", "زنجبار", "ar"),
        ("Zanzíbar@es-ES", "Zanzíbar", "es"),
        ("Sansibar@de-DE-1901", "Sansibar", "de"),
        ("蒙巴萨@zh-Hans-CN", "蒙巴萨", "zh"),
    ],
)
def test_the_names_that_the_specification_shows_are_read(written: str, text: str, lang: str) -> None:
    alias = read_variant(written)
    assert (alias.text, alias.lang) == (text, lang)
    assert alias.script == ("Hans" if "Hans" in written else None)


def test_the_matches_that_examples_have_are_read() -> None:
    # Mexico and Guadalajara of HGIS de las Indias, as versions of the specification show them
    assert matched(["http://vocab.getty.edu/page/tgn/7007227"]) == {}
    assert matched(["http://www.wikidata.org/entity/Q9022", "http://www.geonames.org/4005539"]) == {
        "geonames": "4005539",
        "wikidata": "Q9022",
    }
    assert matched(["http://sws.geonames.org/1628884", "wd:Q5684"]) == {"geonames": "1628884", "wikidata": "Q5684"}


def test_an_example_of_its_keepers_becomes_a_gazetteer(brought: Bring) -> None:
    rows = brought(CRONIKEN, "lp-tsv", POLAND)
    assert [row["id"] for row in rows] == ["pl.marienborch", "pl.engelborch", "pl.eluinghen"]
    first = rows[0]
    assert (first["name"], first["kind"], first["parent"]) == ("Marienborch", "town", "pl")
    # geowkt goes before lon and lat
    assert (first["lat"], first["lon"]) == ("54.03613", "19.03797")
    assert (first["valid_from"], first["valid_to"]) == ("1480-01-01", "1491-12-31")
    assert first["aliases"] == "Marienburg;Malbork"
    rest = json.loads(first["rest"])
    assert rest["id"] == "717_1"
    assert (rest["types"], rest["start"], rest["ccodes"]) == ("town; castle", "1480", "PL")


def test_commas_for_tabs_and_quotes_are_read_too(brought: Bring) -> None:
    rows = brought('id,title,types,lon,lat\n1,"Furghamu, upper",village,70.83,36.87\n', "lp-tsv")
    assert (rows[0]["id"], rows[0]["name"]) == ("af.badakhshan.jurm.furghamu-upper", "Furghamu, upper")


def test_quotes_are_letters_where_tabs_separate(brought: Bring) -> None:
    rows = brought('id\ttitle\ttypes\tlon\tlat\n1\t"Furghamu" bala"\tvillage\t70.83\t36.87\n', "lp-tsv")
    assert rows[0]["name"] == '"Furghamu" bala"'


def test_a_formula_is_none_in_either_file_and_comes_back(brought: Bring, project: Project) -> None:
    place = Place("af.x", "=HYPERLINK(1)", "town", "af", lat=-1.0, lon=-2.0, radius_km=1.0, note="+1+1")
    gazetteer = Gazetteer([project.gazetteer["af"], place])
    text = "".join(export(linked_places([place], gazetteer, project.store, year=2026), "lp-tsv"))
    assert "\t'=HYPERLINK(1)\t" in text
    assert "\t'+1+1\n" in text
    assert "\t-2\t-1\t" in text
    assert not re.search(r"(^|\t)[=+@]", text, re.MULTILINE)
    (row,) = brought(text, "lp-tsv")
    assert (row["name"], row["note"]) == ("'=HYPERLINK(1)", "'+1+1")


def test_an_outline_from_elsewhere_becomes_a_point_with_a_radius_around_it(brought: Bring) -> None:
    outline = "POLYGON ((70.8 36.8, 70.9 36.8, 70.9 36.9, 70.8 36.9, 70.8 36.8))"
    header = "id\ttitle\taat_types\tgeowkt\tgeo_id\tapproximation\n"
    (row,) = brought(f"{header}1\tDara\t300008761\t{outline}\tatlas:outline/gone\tgvp:containedWithin\n", "lp-tsv")
    assert (row["kind"], row["parent"], row["lat"], row["lon"]) == ("valley", "af.badakhshan.jurm", "36.85", "70.85")
    assert 7 < float(row["radius_km"]) < 8
    rest = json.loads(row["rest"])
    assert (rest["geowkt"], rest["approximation"]) == (outline, "gvp:containedWithin")


def test_places_of_the_file_lie_in_one_another(brought: Bring) -> None:
    header = "id\ttitle\ttypes\tlon\tlat\tparent_name\tparent_id\n"
    rows = brought(f"{header}2\tBazar\tvillage\t1\t1\tHome\t#1\n1\tHome\ttown\t70.83\t36.87\t\t\n", "lp-tsv")
    assert [row["id"] for row in rows] == ["af.badakhshan.jurm.home.bazar", "af.badakhshan.jurm.home"]


def test_namesakes_get_numbers_and_known_places_are_left_out(brought: Bring, project: Project) -> None:
    header = "id\ttitle\tfclasses\tlon\tlat\tmatches\n"
    known = next(place for place in project.gazetteer.values() if place.code("geonames"))
    lines = "".join(f"{number}\tDeh-e Naw\tP\t70.83\t36.87\t\n" for number in range(3))
    rows = brought(f"{header}{lines}9\tX\tP\t70\t36\tgn:{known.code('geonames')}\n", "lp-tsv")
    ids = [row["id"].removeprefix("af.badakhshan.jurm.") for row in rows]
    assert ids == ["deh-e-naw", "deh-e-naw-2", "deh-e-naw-3"]


@pytest.mark.parametrize(
    ("hints", "parent"),
    [({"country": "FR"}, "fr"), ({"parent": "af.kabul"}, "af.kabul"), ({"parent": "af", "country": "FR"}, "af")],
)
def test_the_parent_of_a_place_outside_all_outlines_can_be_named(
    brought: Bring, hints: dict[str, str], parent: str
) -> None:
    (row,) = brought("id\ttitle\tfclasses\tlon\tlat\n1\tX\tP\t-30\t10\n", "lp-tsv", **hints)
    assert row["parent"] == parent


def test_the_kind_of_records_that_tell_none_can_be_named(brought: Bring) -> None:
    text = "id\ttitle\tfclasses\ttypes\tlon\tlat\n1\tX\tT\tgorge\t70.83\t36.87\n2\tY\t\ttown\t70.83\t36.87\n"
    assert [row["kind"] for row in brought(text, "lp-tsv", kind="valley")] == ["valley", "town"]


def test_all_problems_are_told_at_once_with_row_column_value_and_fix(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    lines = [
        "id\ttitle\ttypes\tlon\tlat\tstart\tend\tgeowkt\tparent_id",
        "1\t\ttown\t70.83\t36.87",
        "2\tA\tgorge\t70.83\t36.87",
        "3\tB\ttown\t700\t36.87\t-320",
        "4\tC\ttown\t\t\t2020\t2019\tPOLYGON",
        "5\tD\ttown",
        "6\tE\ttown\t-30\t10",
        "6\tF\ttown\t70.83\t36.87\t\t\t\tatlas:gone",
        "7\tG\ttown\t70.83\t36.87\t\t\t\t#7\ttoo much",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        bring(path, "lp-tsv", project.gazetteer, project.store, Hints())
    told = [str(problem) for problem in caught.value]
    for start in (
        "bad.tsv, row 2, title: '' is empty; give the place a name",
        "bad.tsv, row 3, types: 'gorge' matches none of the kinds of place used here; write one of country",
        "bad.tsv, row 4, lon: '700' is not a longitude; write a number from -180 to 180",
        "bad.tsv, row 4, start: '-320' is not a date from the year 1 on; write it as 2017-12-31, 2017-12 or 2017",
        "bad.tsv, row 5, end: '2019' is before the start, 2020-01-01; swap or correct",
        "bad.tsv, row 5, geowkt: 'POLYGON' is not a geometry in degrees; write it as POINT (71.2 36.75): longitude",
        "bad.tsv, row 6, lat: '' is empty, as is geowkt; give the place a point",
        "bad.tsv, row 7, parent: 'E' is not given, and its point is in no outline; give it with --parent",
        "bad.tsv, row 8, id: '6' is already used in row 7; give each place its own",
        "bad.tsv, row 8, parent_id: 'atlas:gone' is in neither the gazetteer nor this file; add it, or correct",
        "bad.tsv, row 9: 'too much' is beyond the last column, parent_id; delete the extra tab",
        "bad.tsv, row 9, parent_id: '#7' lies in itself; correct what it lies in",
    ):
        assert any(problem.startswith(start) for problem in told), (start, told)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "there.tsv: is empty"),
        (b"name\tlat\n", "there.tsv, row 1, id: is missing; add a column"),
        (b"id\ttitle\tid\n", "there.tsv, row 1, id: occurs twice"),
        (b"id\ttitle\n1\t\xff\n", "there.tsv, row 2: 'byte ff' is not UTF-8"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "there.tsv"
    path.write_bytes(data)
    with pytest.raises(DataError, match=told):
        read(path)


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                name: st.text(max_size=8)
                | st.sampled_from(["1", "atlas:af", "atlas:x", "#1", "P", "town", "POINT (1 NaN)"])
                for name in (*SPECIFIED, "iso_3166_2")
            },
        ),
        max_size=4,
    )
)
def test_whatever_stands_in_a_file_is_used_or_refused(
    tried: Callable[[str, str], None], rows: list[dict[str, str]]
) -> None:
    flat = [[re.sub(r"[\t\r\n]", " ", row.get(name, "")) for name in SPECIFIED] for row in rows]
    tried("\n".join("\t".join(line) for line in [SPECIFIED, *flat]), "lp-tsv")
