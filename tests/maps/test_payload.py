"""What the browser is told is what the files say."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.activity import Choice
from geo.maps import Payload, View, payload
from geo.maps.polyline import encode, rings
from geo.maps.scale import scale
from geo.project import Project


@pytest.fixture(scope="module")
def sent(project: Project) -> Payload:
    return payload(project, project.records)


def record(sent: Payload, key: str) -> dict[str, Any]:
    at = sent["records"]["id"].index(key)
    return {name: column[at] for name, column in sent["records"].items()}


def decode(text: str) -> np.ndarray[Any, Any]:
    """Read a ring as the format's description says, apart from the code that writes it."""
    values, value, shift = [], 0, 0
    for character in text:
        chunk = ord(character) - 63
        value |= (chunk & 31) << shift
        shift += 5
        if chunk < 32:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return np.cumsum(np.array(values).reshape(-1, 2), axis=0)[:, ::-1] / 1e4


def test_the_encoding_is_the_published_one() -> None:
    # the example of the format's description, ten times as far from the origin: it has 5 decimals, ours 4
    points = np.array([[-1202.0, 385.0], [-1209.5, 407.0], [-1264.53, 432.52]])
    assert encode(points) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


@given(st.lists(st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-900_000, 900_000)), min_size=1))
def test_any_coordinates_survive_the_encoding(fixed: list[tuple[int, int]]) -> None:
    points = np.array(fixed) / 1e4
    assert np.allclose(decode(encode(points)), points, atol=1e-9)


def test_an_outline_survives_the_encoding(project: Project) -> None:
    jurm = project.gazetteer.geometry("af.badakhshan.jurm", project.store)
    (outer,) = rings(jurm)
    assert shapely.equals(shapely.Polygon(decode(outer[0])), jurm)


def test_it_is_json_with_columns_of_one_length(sent: Payload, project: Project) -> None:
    assert json.loads(json.dumps(sent)) == sent
    assert {len(column) for column in sent["records"].values()} == {len(project.records)}


def test_a_joint_record_names_all_its_places_and_rolls_up_to_their_province(sent: Payload) -> None:
    places = [place["id"] for place in sent["places"]]
    joint = record(sent, "newarab-foreign-fighters-two-districts")
    assert [places[index] for index in joint["p"]] == ["af.jowzjan.darzab", "af.jowzjan.qush-tepa"]
    assert [places[index] for index in joint["up"]] == ["af.jowzjan"]
    assert joint["count"] == "40 or more foreign fighters"


def test_a_record_carries_who_says_so_who_doubts_it_and_its_report(sent: Payload) -> None:
    allegiance = record(sent, "tolo-allegiance-governor")
    assert "governor" in allegiance["by"]
    assert "unnamed" in allegiance["disputed"]
    assert sent["reports"][allegiance["report"]]["publisher"] == "TOLOnews"
    assert allegiance["when"] == "May 2015"
    assert allegiance["evidence"].endswith(".")


def test_places_are_drawn_by_what_is_known_of_them(sent: Payload) -> None:
    levels = {place["id"]: place["level"] for place in sent["places"]}
    assert levels["af"] == levels["tj"] == "country"
    assert levels["af.kunduz"] == "province"
    assert levels["af.jowzjan.darzab"] == "district"
    assert levels["af.northern-afghanistan"] == "region"
    assert levels["af.badakhshan.jurm.khustak"] == levels["pk.north-waziristan"] == "area"


def test_neighbours_provinces_and_districts_lie_behind(sent: Payload) -> None:
    roles = [entry["role"] for entry in sent["background"]]
    assert (roles.count("district"), roles.count("province"), roles.count("country")) == (398, 34, 1)
    labels = {entry["name"] for entry in sent["background"] if "label" in entry and entry["role"] == "neighbour"}
    assert {"Pakistan", "Iran", "Tajikistan"} <= labels
    assert "United Arab Emirates" not in labels


def test_the_window_opens_at_the_time_that_was_chosen(project: Project) -> None:
    view = View(first=date(2017, 12, 1), last=date(2017, 12, 31))
    opened = payload(project, project.records, view)
    assert [opened["bins"]["labels"][index] for index in opened["window"]] == ["Dec 2017", "Dec 2017"]


def test_a_choice_of_nothing_is_still_a_map(project: Project) -> None:
    sent = payload(project, [])
    assert sent["places"] == []
    assert len(sent["background"]) > 398
    assert sent["scale"]["breaks"] == [1]


def test_the_map_looks_at_the_country_that_most_records_are_of(project: Project) -> None:
    abroad = Choice(places=frozenset({"pk"})).of(project.records, project.gazetteer)
    (south, west), (north, east) = payload(project, abroad)["view"]
    assert south < 30 < north
    assert west < 70 < east


@given(st.integers(0, 10**7))
def test_classes_reach_any_number_and_keep_small_ones_apart(most: int) -> None:
    chosen = scale(most)
    assert chosen.breaks[0] == 1
    assert list(chosen.breaks) == sorted(set(chosen.breaks))
    assert len(chosen.breaks) == len(chosen.colors) == len(set(chosen.colors)) <= 6
    assert chosen.breaks[-1] <= max(most, 1)
