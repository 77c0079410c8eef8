"""The payload for the browser: geometry once, records as columns, every number traceable to its report."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from geo.activity import Filter, typed
from geo.cli import main
from geo.maps import Payload, View, payload
from geo.maps.polyline import encode
from geo.maps.scale import SCHEMES, Scheme, scale
from geo.maps.topology import Shape, topology
from geo.maps.wire import column
from geo.maps.words import MOST_WORDS, encode_texts
from geo.project import Project
from tests.conftest import ROOT
from tests.helpers.example import FIRST
from tests.helpers.exported import rows, texts, values
from tests.helpers.geoboundaries import geojson, tajikistan


@pytest.fixture(scope="module")
def sent(project: Project) -> Payload:
    return payload(project, project.records)


@pytest.fixture(scope="module")
def places(sent: Payload) -> dict[str, dict[str, Any]]:
    return rows(sent["places"])


def record(sent: Payload, key: str) -> dict[str, Any]:
    told = {name: texts(sent, name) for name in sent["texts"]["columns"] if name != "disputed_by"}
    told["disputers"] = texts(sent, "disputed_by")
    at = told["id"].index(key)
    return {
        **{name: values(column)[at] for name, column in sent["records"].items()},
        **{name: column[at] for name, column in told.items()},
    }


def decode(text: str) -> np.ndarray[Any, Any]:
    """Read an arc as the format's description says, apart from the code that writes it."""
    numbers, value, shift = [], 0, 0
    for character in text:
        chunk = ord(character) - 63
        value |= (chunk & 31) << shift
        shift += 5
        if chunk < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return np.cumsum(np.array(numbers).reshape(-1, 2), axis=0)[:, ::-1] / 1e4


def outline(arcs: list[str], shape: Shape) -> shapely.Geometry:
    """Put a shape together from its arcs."""

    def ring(indexes: list[int]) -> np.ndarray[Any, Any]:
        return np.concatenate([decode(arcs[~at])[::-1] if at < 0 else decode(arcs[at]) for at in indexes])

    return shapely.multipolygons(
        [shapely.Polygon(ring(outer), [ring(hole) for hole in holes]) for outer, *holes in shape]
    )


def test_the_encoding_is_the_published_one() -> None:
    # the example of the format's description, ten times as far from the origin: it has 5 decimals, ours 4
    points = np.array([[-1202.0, 385.0], [-1209.5, 407.0], [-1264.53, 432.52]])
    assert encode(points) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


@given(st.lists(st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-900_000, 900_000)), min_size=1))
def test_any_coordinates_survive_the_encoding(fixed: list[tuple[int, int]]) -> None:
    points = np.array(fixed) / 1e4
    assert np.allclose(decode(encode(points)), points, atol=1e-9)


@pytest.mark.parametrize("layer", ["districts", "provinces", "countries"])
def test_every_outline_survives_as_arcs(project: Project, layer: str, sent: Payload, places: Any) -> None:
    frame = project.store.layer(layer)  # type: ignore[arg-type]
    for key, geometry in zip(frame["id"], frame.geometry, strict=True):
        assert shapely.equals(outline(sent["arcs"], places[key]["shape"]), geometry), key


def test_a_border_that_districts_and_provinces_share_is_sent_once(project: Project, sent: Payload) -> None:
    ends = [tuple(map(tuple, (arc[0], arc[-1]))) for arc in map(decode, sent["arcs"])]
    drawn = {frozenset(map(tuple, np.round(decode(arc), 4))) for arc in sent["arcs"]}
    assert len(drawn) == len(sent["arcs"]) == len(ends)
    vertices = sum(len(decode(arc)) for arc in sent["arcs"])
    alone = sum(
        shapely.get_num_coordinates(project.store.layer(name).geometry).sum() for name in ("districts", "provinces")
    )
    assert vertices < 0.7 * alone


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=20))
def test_any_tiling_survives_as_arcs(cells: set[tuple[int, int]]) -> None:
    # cells of a grid, their union with its holes and corners that touch, and an island far away
    tiles = [shapely.box(x, y, x + 1, y + 1) for x, y in sorted(cells)]
    shapes = [*tiles, shapely.union_all(tiles), shapely.box(20, 20, 21, 21)]
    arcs, written = topology(shapes)
    for shape, geometry in zip(written, shapes, strict=True):
        assert shapely.equals(outline(arcs, shape), geometry)


def test_it_is_json_with_columns_of_one_length(sent: Payload, project: Project) -> None:
    assert json.loads(json.dumps(sent)) == sent
    assert {len(values(sent["records"][name])) for name in sent["records"]} == {len(project.records)}
    assert len({len(values(one)) for one in sent["places"].values()}) == 1


@given(st.lists(st.text(max_size=3) | st.none() | st.integers()))
def test_any_column_can_be_read_again(cells: list[Any]) -> None:
    assert values(column(cells)) == cells


@given(st.lists(st.text() | st.text(alphabet="ab '\0", max_size=40)), st.sampled_from([1, 8, MOST_WORDS]))
def test_any_text_can_be_read_again(cells: list[str], most: int) -> None:
    words, coded = encode_texts({"note": cells}, most)
    sent = {"texts": {"words": words, "columns": coded}}
    assert texts(sent, "note") == [cell.replace("\0", "") for cell in cells]


def test_thousands_of_words_can_be_read_again(project: Project) -> None:
    # every alias of the gazetteer, often enough that codes of one, two and three characters occur
    names = [name for place in project.gazetteer.values() for name in place.spellings]
    many = [f"{name} {number}" for number, name in enumerate(names)] * 3
    words, coded = encode_texts({"note": many})
    assert len(words) > 4504
    assert texts({"texts": {"words": words, "columns": coded}}, "note") == many


def test_more_words_than_codes_of_three_characters_can_be_read_again() -> None:
    letters = "abcdefghij"
    many = [" ".join(word) for word in product(letters, repeat=5)]
    different = ["".join(word) for word in product(letters, repeat=5)]
    words, coded = encode_texts({"note": different, "id": many})
    assert len(words) > 40 + 48 * 93 + 4 * 93**2
    sent = {"texts": {"words": words, "columns": coded}}
    assert (texts(sent, "note"), texts(sent, "id")) == (different, many)


def test_ids_that_count_upwards_share_their_words() -> None:
    words, _ = encode_texts({"id": [f"record-{number:06}" for number in range(150_000)]})
    assert len(words) < 12_000


def test_a_joint_record_names_all_its_places_and_rolls_up_to_their_province(sent: Payload, places: Any) -> None:
    keys = list(places)
    joint = record(sent, "newarab-foreign-fighters-two-districts")
    assert [keys[index] for index in joint["place_id"]] == ["af.jowzjan.darzab", "af.jowzjan.qush-tepa"]
    assert {keys[places[keys[index]]["up"]] for index in joint["place_id"]} == {"af.jowzjan"}
    assert (joint["count_low"], joint["count_high"], joint["unit"]) == (40, None, "foreign fighters")


def test_a_record_carries_who_says_so_who_doubts_it_and_its_report(sent: Payload) -> None:
    growing = record(sent, "tolo-growing-north")
    assert "governor" in growing["claimed_by"]
    assert growing["disputed_by"]
    assert "unnamed" in growing["disputers"]
    assert sent["texts"]["reports"][growing["report_id"]]["publisher"] == "TOLOnews"
    assert growing["date_precision"] == "within"
    assert growing["evidence"].endswith(".")


def test_days_count_from_the_first(sent: Payload) -> None:
    assert sent["base"] == FIRST.isoformat()
    joint = record(sent, "newarab-foreign-fighters-two-districts")
    assert (joint["date_from"], joint["date_to"]) == ((date(2017, 12, 12) - FIRST).days, 0)


def test_places_are_drawn_by_what_is_known_of_them(places: Any) -> None:
    levels = {key: place["level"] for key, place in places.items()}
    assert levels["af"] == levels["tj"] == "country"
    assert levels["af.kunduz"] == "province"
    assert levels["af.jowzjan.darzab"] == "district"
    assert levels["af.northern-afghanistan"] == "region"
    assert levels["af.badakhshan.jurm.khustak"] == levels["pk.north-waziristan"] == "area"


def test_neighbours_provinces_and_districts_lie_behind(places: Any) -> None:
    roles = [place["role"] for place in places.values()]
    assert (roles.count("district"), roles.count("province"), roles.count("country")) == (398, 34, 1)
    labels = {place["name"] for place in places.values() if place["label"] and place["role"] == "neighbour"}
    assert {"Pakistan", "Iran", "Tajikistan"} <= labels
    assert "United Arab Emirates" not in labels


def test_every_district_can_be_found_by_its_other_names(places: Any) -> None:
    assert "Qosh Tepa" in places["af.jowzjan.qush-tepa"]["aliases"]
    assert places["af.badakhshan.jurm"]["fa"] == "جرم"


def test_a_view_says_how_the_map_opens(project: Project) -> None:
    view = View("week", date(2017, 12, 1), date(2017, 12, 31), mode="since", measure="status", language="ps")
    opened = payload(project, project.records, view)
    assert opened["time"] == {"unit": "week", "mode": "since", "from": "2017-12-01", "to": "2017-12-31"}
    assert (opened["open"]["measure"], opened["open"]["language"]) == ("status", "ps")


def test_a_choice_of_nothing_is_still_a_map(project: Project) -> None:
    empty = payload(project, project.records[:0])
    assert len(rows(empty["places"])) > 398
    assert empty["records"]["date_from"] == []
    assert empty["scales"]["records"]["breaks"] == [1]


def test_the_map_looks_at_the_country_that_most_records_are_of(project: Project) -> None:
    abroad = Filter(places=frozenset({"pk"})).of(project.records, project.gazetteer)
    (south, west), (north, east) = payload(project, abroad)["view"]
    assert south < 30 < north
    assert west < 70 < east


def with_districts(folder: Path, code: str, east: float = 0.0) -> Project:
    """Add districts, without provinces, of a country, drawn as Tajikistan moved so many degrees to the east."""
    frame = tajikistan(2).assign(shapeGroup=code)
    path = folder / f"{code}.geojson"
    path.write_bytes(geojson(frame.set_geometry(frame.geometry.translate(east))))
    added = ["boundaries", "add", code, "--file", str(path), "--source", "Own survey", "--licence", "CC BY 4.0"]
    assert CliRunner().invoke(main, added).exit_code == 0
    return Project.load(folder)


def outlines(sent: Payload) -> dict[str, str]:
    return {key: place["role"] for key, place in rows(sent["places"]).items() if place["role"]}


def test_a_country_that_no_record_is_of_does_not_swell_the_map(copied: Path, sent: Payload) -> None:
    with_districts(copied, "KGZ", east=2)
    project = with_districts(copied, "MLI", east=-75)
    more = payload(project, project.records)
    assert outlines(more) == outlines(sent)
    assert more["credits"] == sent["credits"]
    assert outlines(payload(project, project.records[:0])) == outlines(payload(Project.load(ROOT), project.records[:0]))


def test_a_country_that_a_record_is_of_is_divided_and_its_source_named(copied: Path, sent: Payload) -> None:
    project = with_districts(copied, "MLI", east=-75)
    assert outlines(payload(project, project.records)) == outlines(sent)
    place = next(key for key in project.gazetteer if key.startswith("ml."))
    abroad = typed(project.records[:1].assign(place_id=place))
    both = typed(pd.concat([project.records.astype(object), abroad.astype(object)]))
    alone, together = (payload(project, records) for records in (abroad, both))
    mali = {key: role for key, role in outlines(alone).items() if key.startswith("ml")}
    assert [*mali.values()] == ["country", *["district"] * 9]
    # Afghanistan and its neighbours are far from there
    assert outlines(alone) == mali
    assert outlines(together) == outlines(sent) | mali
    assert together["view"] == sent["view"] != alone["view"]
    assert alone["credits"][:-2] == ["Outlines: Own survey, CC BY 4.0; simplified"]
    assert set(together["credits"]) == {*alone["credits"], *sent["credits"]}


def test_the_map_names_where_its_outlines_are_from(sent: Payload) -> None:
    assert sent["credits"][:-2] == [
        "Outlines: geoBoundaries gbOpen AFG ADM2 (2014, from AIMS), public domain; simplified",
        "Outlines: Natural Earth 1:50m countries, public domain; simplified",
    ]


@given(st.lists(st.integers(0, 10**7), max_size=50), st.sampled_from(SCHEMES))
def test_classes_reach_any_number_and_keep_small_ones_apart(numbers: list[int], scheme: Scheme) -> None:
    chosen = scale(numbers, scheme)
    assert chosen.breaks[0] == 1
    assert list(chosen.breaks) == sorted(set(chosen.breaks))
    assert len(chosen.breaks) == len(chosen.colors) == len(set(chosen.colors)) <= 6
    assert chosen.breaks[-1] <= max([*numbers, 1])


def test_a_map_without_links_has_nothing_more(project: Project) -> None:
    unlinked = project.records.assign(event_id="")
    assert "events" not in payload(project, unlinked)
    alone = unlinked.assign(event_id=["alone", *[""] * (len(unlinked) - 1)])
    assert "events" not in payload(project, alone)


def test_a_linked_event_has_its_records_and_the_number_of_its_publishers(project: Project) -> None:
    ids = ["newarab-planned-clearing", "newarab-french-darzab", "tolo-imu-joined"]
    linked = project.records.assign(event_id=project.records["id"].isin(ids).map({True: "e", False: ""}))
    [event] = payload(project, linked)["events"]
    assert [linked["id"].iloc[at] for at in event["records"]] == ids
    assert event["publishers"] == 2
