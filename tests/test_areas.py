"""Drawn areas are kept as GeoJSON beside the gazetteer, and usable wherever an outline is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries import drawn, load_areas, with_areas
from geo.contents import check
from geo.errors import DataError, GeoError
from geo.folder import fingerprint
from geo.project import Project
from tests.conftest import PLACE_ROWS

WARDUJ = [(71.1, 36.7), (71.25, 36.72), (71.2, 36.85)]
ROW = "af.badakhshan.warduj.tuf-shah,Tuf Shah,valley,af.badakhshan.warduj,,,,,af.tuf-shah,,,,,,,drawn,"


def test_a_drawn_area_is_valid_rounded_and_counter_clockwise() -> None:
    area = drawn([(71.10004, 36.7), (71.2, 36.85), (71.25, 36.72), (71.25, 36.72)])
    assert area.wkt == "POLYGON ((71.1 36.7, 71.25 36.72, 71.2 36.85, 71.1 36.7))"


@pytest.mark.parametrize(
    ("vertices", "message"),
    [
        ([(71.1, 36.7), (71.2, 36.8), (71.2, 36.7), (71.1, 36.8)], "crosses or touches itself near 36.7500, 71.1500"),
        ([(71.1, 36.7), (71.2, 36.8)], "three corners or more"),
        ([(71.1, 36.7), (71.10001, 36.7), (71.1, 36.70001), (71.1, 36.7)], "three corners or more"),
        ([(71.1, 36.7), (71.2, 36.7), (71.3, 36.7)], "is empty"),
        ([(36.7, 171.1), (36.8, 171.2), (36.7, 171.3)], "beyond the map"),
    ],
)
def test_what_is_no_area_is_refused(vertices: list[tuple[float, float]], message: str) -> None:
    with pytest.raises(GeoError, match=message):
        drawn(vertices)


@given(st.lists(st.tuples(st.floats(60, 75), st.floats(29, 39)), min_size=3, max_size=8))
def test_every_area_that_is_taken_comes_back_from_its_file(vertices: list[tuple[float, float]]) -> None:
    try:
        area = drawn(vertices)
    except GeoError:
        return
    document = json.loads(with_areas(None, {"af.x": area}))
    assert shapely.from_geojson(json.dumps(document["features"][0]["geometry"])).equals_exact(area)
    assert area.is_valid


def test_a_place_with_a_drawn_area_has_it_on_the_map_and_in_checks(copied: Path) -> None:
    before = fingerprint(copied)
    path = copied / "gazetteer" / "areas.geojson"
    path.write_bytes(with_areas(None, {"af.tuf-shah": drawn(WARDUJ)}))
    assert fingerprint(copied) != before
    with (copied / "gazetteer" / "places.csv").open("a", encoding="utf-8") as file:
        file.write(f"{ROW}\n")
    project = Project.load(copied)
    outline = project.gazetteer.geometry("af.badakhshan.warduj.tuf-shah", project.store)
    assert shapely.equals(outline, drawn(WARDUJ))
    findings = check(copied)
    assert (findings.problems, findings.warnings) == ([], [])


def test_without_its_area_the_row_is_at_problem(copied: Path) -> None:
    with (copied / "gazetteer" / "places.csv").open("a", encoding="utf-8") as file:
        file.write(f"{ROW}\n")
    with pytest.raises(DataError, match=rf"row {PLACE_ROWS + 2}, boundary: 'af\.tuf-shah' is not among the boundaries"):
        Project.load(copied)


def test_all_problems_of_the_file_are_told_at_once(copied: Path) -> None:
    def feature(key: object, geometry: object) -> dict[str, object]:
        return {"type": "Feature", "id": key, "properties": {}, "geometry": geometry}

    ring = [[71, 36], [72, 36], [72, 37], [71, 36]]
    crossing = [[71, 36], [72, 37], [72, 36], [71, 37], [71, 36]]
    good = {"type": "Polygon", "coordinates": [ring]}
    features = [
        feature("af.kabul", good),
        feature("one", good),
        feature("one", good),
        feature(7, good),
        feature("crossing", {"type": "Polygon", "coordinates": [crossing]}),
        feature("point", {"type": "Point", "coordinates": [71, 36]}),
        feature("none", None),
        "no feature",
    ]
    path = copied / "gazetteer" / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    told = {(problem.file, problem.value, problem.message.split(" near")[0]) for problem in check(copied).problems}
    assert told == {
        ("gazetteer/areas.geojson", "one", "occurs twice"),
        ("gazetteer/areas.geojson", "feature 4", "has no text as its id"),
        ("gazetteer/areas.geojson", "crossing", "crosses or touches itself"),
        ("gazetteer/areas.geojson", "point", "is not an area"),
        ("gazetteer/areas.geojson", "none", "has a geometry that cannot be read"),
        ("gazetteer/areas.geojson", "feature 8", "has no text as its id"),
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features[:2]}), encoding="utf-8")
    assert [str(problem) for problem in check(copied).problems] == [
        "gazetteer/areas.geojson: 'af.kabul' has an outline in data/boundaries already; give the area another id"
    ]
    path.write_text("{", encoding="utf-8")
    assert "cannot be read as JSON" in check(copied).problems[0].message


def test_a_change_leaves_the_rest_of_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    first = with_areas(None, {"a": drawn(WARDUJ), "b": drawn(WARDUJ), "c": drawn(WARDUJ)})
    noted = first.replace(b'"id":"b","properties":{}', '"id":"b","properties":{"note":"درهٔ سبز"}'.encode())
    path.write_bytes(with_areas(noted, {"b": drawn([*WARDUJ, (71.1, 36.8)]), "c": None, "d": drawn(WARDUJ)}))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == noted.decode().splitlines()[:2]
    assert '"note":"درهٔ سبز"' in lines[2]
    assert list(load_areas(path)) == ["a", "b", "d"]
