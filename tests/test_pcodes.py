"""P-codes come from the right outlines, and what splits, merges or does not fit is listed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from click.testing import CliRunner, Result

from geo.boundaries.sources.coded import CodedOutlines, read_coded
from geo.cli import main
from geo.errors import BoundaryError, ConflictError, DataError
from geo.gazetteer import Gazetteer, Place, load
from geo.gazetteer.editing.code_change import OpenGazetteer
from geo.gazetteer.pcodes import Finding, match_codes
from geo.project import Project

SPLIT, SHRUNK, MERGED = "af.badakhshan.jurm", "af.badakhshan.zebak", ("af.ghazni.muqur", "af.ghazni.gelan")
RENAMED, LOST, MOVED = "af.herat.ghoryan", "af.kabul.paghman", "af.jowzjan.darzab"


def geo(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["gazetteer", "codes", *arguments])


def cut(outline: shapely.Geometry, share: float) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Return a western part of an outline with about this share of its area, and the rest."""
    west, south, east, north = shapely.bounds(outline)
    boxes = [shapely.box(west - 1, south - 1, at, north + 1) for at in np.linspace(west, east, 200)]
    parts = shapely.intersection(outline, boxes)
    at = int(np.searchsorted(shapely.area(parts), share * shapely.area(outline)))
    return parts[at], shapely.difference(outline, boxes[at])


def made_up(project: Project) -> gpd.GeoDataFrame:
    """Return the project's districts as another publisher might have them, with made-up P-codes."""
    districts = project.store.layer("districts", "full").set_index("id").geometry
    places = project.gazetteer
    provinces = sorted({places[key].parent for key in districts.index})
    rows = []
    for number, (key, outline) in enumerate(districts.items()):
        name, province = places[key].name, places[key].parent
        code = f"AF{provinces.index(province) + 1:02}{number:03}"
        shapes = [outline]
        if key == SPLIT:
            shapes = list(cut(outline, 0.5))
        elif key == SHRUNK:
            shapes = list(cut(outline, 0.96))
        elif key == MERGED[0]:
            shapes = [outline.union(districts[MERGED[1]])]
        elif key in {MERGED[1], LOST}:
            continue
        elif key == MOVED:
            shapes = [shapely.transform(outline, lambda xy: xy + np.array([0.004, 0.003]))]
        name = "Nowhere Else" if key == RENAMED else name
        for part, shape in enumerate(shapes):
            rows.append((f"{code}{part or ''}", f"{name}{' New' * part}", code[:4], places[province].name, shape))
    return gpd.GeoDataFrame(
        rows, columns=["ADM2_PCODE", "ADM2_EN", "ADM1_PCODE", "ADM1_EN", "geometry"], geometry="geometry", crs=4326
    )


@pytest.fixture(scope="module")
def boundary_file(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cod") / "afg_adm2.gpkg"
    made_up(project).to_file(path)
    return path


@pytest.fixture(scope="module")
def findings(boundary_file: Path, project: Project) -> list[Finding]:
    levels, _ = read_coded(boundary_file)
    return match_codes(levels, project.gazetteer, project.store, file="afg_adm2.gpkg", edition="2021")


def of(findings: list[Finding], *places: str) -> list[Finding]:
    return [found for found in findings if found.place_id in places]


def test_every_place_and_every_outline_is_in_the_list(
    findings: list[Finding], project: Project, boundary_file: Path
) -> None:
    districts = [found for found in findings if found.kind == "district"]
    outlines = gpd.read_file(boundary_file)
    assert {found.pcode for found in districts} - {""} == set(outlines["ADM2_PCODE"])
    assert {found.place_id for found in districts} - {""} == set(project.store.layer("districts")["id"])
    given = [found.pcode for found in findings if found.given]
    assert len(given) == len(set(given))
    one_to_one = [found for found in districts if found.group == "one to one"]
    assert len(one_to_one) == 398 - 5
    assert all(found.given for found in one_to_one)


def test_provinces_are_matched_too(findings: list[Finding]) -> None:
    provinces = [found for found in findings if found.kind == "province"]
    assert len(provinces) == 34
    assert all(found.given for found in provinces)


def test_a_district_that_was_split_gets_no_code(findings: list[Finding]) -> None:
    halves = of(findings, SPLIT)
    assert [(found.group, found.given, found.name) for found in halves] == [
        ("split", False, "Jurm"),
        ("split", False, "Jurm New"),
    ]
    assert halves[0].reason == "one of 2 outlines there"
    assert sum(found.share_here for found in halves) == pytest.approx(1, abs=0.01)


def test_a_district_that_kept_nearly_all_of_its_area_keeps_its_code(findings: list[Finding]) -> None:
    most, little = of(findings, SHRUNK)
    assert (most.group, most.given, little.given) == ("split", True, False)
    assert most.reason == "same outline, same name; the place has 2 outlines there"
    assert most.share_here == pytest.approx(0.96, abs=0.02)


def test_districts_that_were_merged_are_listed_together(findings: list[Finding]) -> None:
    merged = of(findings, *MERGED)
    assert {found.group for found in merged} == {"merged"}
    assert len({found.pcode for found in merged}) == 1
    assert not any(found.given for found in merged)


def test_a_new_name_or_a_shifted_border_changes_nothing(findings: list[Finding]) -> None:
    (renamed,), (moved,) = of(findings, RENAMED), of(findings, MOVED)
    assert (renamed.given, renamed.reason) == (True, "same outline, another name")
    assert (moved.given, moved.reason) == (True, "same outline, same name")
    assert moved.share_here < 1


def test_a_district_without_an_outline_there_is_told(findings: list[Finding]) -> None:
    (lost,) = of(findings, LOST)
    assert (lost.group, lost.pcode, lost.given) == ("no match", "", False)
    assert lost.reason == "nothing there"


def redrawn(name: str, share: float, project: Project) -> list[Finding]:
    outline = project.store.dissolve(["af.badakhshan.jurm"], "full")
    frame = gpd.GeoDataFrame(
        {"pcode": ["AF1501"], "name": name, "outer": "", "row": 1}, geometry=[cut(outline, share)[0]], crs=4326
    )
    found = match_codes([CodedOutlines(2, frame, "pcode")], project.gazetteer, project.store, file="x")
    return [one for one in found if one.pcode or one.place_id == "af.badakhshan.jurm"]


def test_a_name_decides_where_the_outlines_have_most_in_common(project: Project) -> None:
    (found,) = redrawn("Jorm", 0.7, project)
    assert (found.group, found.reason) == ("one to one", "most of the outline in common, same name")
    assert {one.group for one in redrawn("Elsewhere", 0.7, project)} == {"no match"}
    here, there = redrawn("Jorm", 0.3, project)
    assert here.reason.endswith("AF1501 Jorm has its name, but too little of its area")
    assert there.reason.endswith("af.badakhshan.jurm has its name, but too little of its area")


def test_only_reporting_writes_nothing(boundary_file: Path, copied: Path) -> None:
    before = (copied / "gazetteer" / "places.csv").read_bytes()
    told = geo("--file", str(boundary_file), "--out", str(copied / "list.csv"))
    assert told.exit_code == 0
    assert "Districts: 393 one to one, 4 split, 2 merged, 1 no match; 394 P-codes found" in told.output
    assert "Provinces: 34 one to one" in told.output
    assert "Nothing was written; add --write" in told.output
    assert (copied / "gazetteer" / "places.csv").read_bytes() == before
    with (copied / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 400 + 34
    assert rows[0].keys() == set(Finding._fields)


def test_written_codes_are_read_again_and_all_else_stays_to_the_byte(boundary_file: Path, copied: Path) -> None:
    path = copied / "gazetteer" / "places.csv"
    before = path.read_text(encoding="utf-8").splitlines()
    told = geo("--file", str(boundary_file), "--edition", "cod-ab-2021", "--write", "--json")
    assert told.exit_code == 0, told.output
    gazetteer = load([path])
    given = [found for found in json.loads(told.stdout) if found["given"]]
    assert {found["place_id"]: found["pcode"] for found in given} == {
        key: place.code("pcode") for key, place in gazetteer.items() if place.code("pcode")
    }
    assert str(gazetteer[MOVED].codes[-1]).endswith("@cod-ab-2021")
    after = path.read_text(encoding="utf-8").splitlines()
    assert after[0] == f"{before[0]},codes"
    assert len(after) == len(before)
    assert [line.rpartition(",")[0] for line in after] == before


GIVEN = Finding("district", "one to one", MOVED, "Darzab", "AF2805", "Darzab", 1, 1, given=True, reason="")


def test_another_edition_replaces_the_code_and_the_same_changes_nothing(copied: Path, project: Project) -> None:
    path = copied / "gazetteer" / "places.csv"
    added = [OpenGazetteer.read([path]).add_codes([GIVEN], "2021", project.store)]
    written = path.read_bytes()
    added.append(OpenGazetteer.read([path]).add_codes([GIVEN], "2021", project.store))
    assert path.read_bytes() == written
    added.append(OpenGazetteer.read([path]).add_codes([GIVEN], "2022", project.store))
    assert added == [[], [], [f"{MOVED}: pcode:AF2805@2022 replaces pcode:AF2805@2021"]]
    assert [str(code) for code in load([path])[MOVED].codes] == ["pcode:AF2805@2022"]


def test_a_file_that_somebody_changed_is_not_written(copied: Path, project: Project) -> None:
    path = copied / "gazetteer" / "places.csv"
    files = OpenGazetteer.read([path])
    path.write_bytes(path.read_bytes() + b"# mine\n")
    changed = path.read_bytes()
    with pytest.raises(ConflictError, match=r"places\.csv was changed by someone else"):
        files.add_codes([GIVEN], "", project.store)
    assert path.read_bytes() == changed


def test_a_code_that_another_place_has_is_refused(copied: Path, project: Project) -> None:
    path = copied / "gazetteer" / "places.csv"
    OpenGazetteer.read([path]).add_codes([GIVEN], "", project.store)
    written = path.read_bytes()
    with pytest.raises(DataError, match=f"'pcode:AF2805' is also the code of {MOVED}"):
        OpenGazetteer.read([path]).add_codes([GIVEN._replace(place_id=LOST)], "", project.store)
    assert path.read_bytes() == written


BOX = shapely.box(70, 36, 71, 37)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"name": ["A"]}, "has no column adm1_pcode or adm2_pcode (it has name); choose another file or layer"),
        ({"adm2_pcode": [""]}, "x.geojson, row 1, adm2_pcode: is empty; fill it, or delete the outline"),
        ({"adm2_pcode": ["28 05"]}, "row 1, adm2_pcode: '28 05' is not a code with its scheme; write it as AF2805"),
        ({"Adm2_PCode": ["2805"]}, "row 1, Adm2_PCode: '2805' is not a code; write one like AF2805"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, columns: dict[str, list[str]], told: str) -> None:
    path = tmp_path / "x.geojson"
    gpd.GeoDataFrame(columns, geometry=[BOX], crs=4326).to_file(path)
    result = geo("--file", str(path))
    assert result.exit_code == 1
    assert told in " ".join(result.output.split())
    assert isinstance(result.exception, SystemExit)


def test_an_edition_is_a_word(boundary_file: Path) -> None:
    told = geo("--file", str(boundary_file), "--edition", "the 2021 one")
    assert "--edition: 'the 2021 one' is not an edition; write it as cod-ab-2021" in told.output


def test_outlines_of_another_country_are_refused(project: Project) -> None:
    frame = gpd.GeoDataFrame(
        {"pcode": ["FR01"], "name": "Paris", "outer": "", "row": 1}, geometry=[shapely.box(2, 48, 3, 49)], crs=4326
    )
    for gazetteer in (project.gazetteer, Gazetteer([Place("fr", "France", "country", boundary="fr")])):
        with pytest.raises(BoundaryError, match="no outline with adm2_pcode lies on a district of the gazetteer"):
            match_codes([CodedOutlines(2, frame, "adm2_pcode")], gazetteer, project.store, file="fr.gpkg")
