"""Warnings report what is allowed but most likely a mistake, and not what is merely unusual."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.boundaries import Store
from geo.cli import main
from geo.contents import check
from geo.gazetteer import load, survey, warnings
from tests.conftest import ROOT

STORE = Store(ROOT / "data" / "boundaries")
GOOD = """id,name,kind,parent,aliases,lat,lon,radius_km,boundary,members,valid_from,valid_to,source
af,Afghanistan,country,,,,,,af,,,,map
af.badakhshan,Badakhshan,province,af,,,,,af.badakhshan,,,,map
af.badakhshan.jurm,Jurm,district,af.badakhshan,,36.64,70.87,,af.badakhshan.jurm,,,,map
af.badakhshan.jurm.jurm,Jurm,town,af.badakhshan.jurm,Jorm,36.864,70.834,,,,,,map
"""
JURM = "af.badakhshan.jurm"


def told(tmp_path: Path, *rows: str, file: str = GOOD) -> list[str]:
    path = tmp_path / "mine.csv"
    path.write_text(file + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return [str(warning).removeprefix(f"{tmp_path.name}/") for warning in warnings(load([path], STORE.keys()), STORE)]


def test_our_own_places_and_villages_give_no_warning() -> None:
    findings = check(ROOT)
    assert (findings.problems, findings.warnings) == ([], [])


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        (
            f"{JURM}.x,Jūrm,village,{JURM},,36.865,70.835,,,,,,map",
            f"row 6, name: 'Jūrm' is also the name of {JURM}.jurm, a town (",
        ),
        (
            f"{JURM}.x,Ambar,village,{JURM},Sabz;Jurm,36.865,70.835,,,,,,map",
            f"row 6, aliases: 'Jurm' is also the name of {JURM}.jurm, a town (",
        ),
        (
            f"{JURM}.x,Jorm,village,{JURM},,36.865,70.835,,,,,,map",
            f"row 6, name: 'Jorm' is also an alias of {JURM}.jurm, a town (",
        ),
        (
            "af.badakhshan.x,Jurm,village,af.badakhshan,,36.865,70.835,,,,,,map",
            f"row 6, name: 'Jurm' is also the name of {JURM}, a district (",
        ),
        (
            f"af.badakhshan.x,Ambar,district,{JURM}.jurm,,36.865,70.835,,,,,,map",
            f"row 6, parent: '{JURM}.jurm' is a town, and a district does not lie in one; give the place",
        ),
        (
            f"af.badakhshan.x,Ambar,district,{JURM},,36.865,70.835,,,,,,map",
            f"row 6, parent: '{JURM}' is a district, and a district does not lie in one",
        ),
        (
            f"{JURM}.x,Ambar,village,{JURM},,70.835,36.865,,,,,,map",
            "row 6, lat: '70.835' and lon 36.865 look swapped: only the other way round does the point lie in Jurm;",
        ),
        (
            f"{JURM}.x,Ambar,village,{JURM},,36.865,71.835,,,,,,map",
            "row 6, lat: '36.865' and lon 71.835 are 67 km outside Jurm; correct lat and lon, or the parent",
        ),
        (
            "af.badakhshan.x,Ambar,district,af.badakhshan,,36.865,70.835,,af.badakhshan.zebak,,,,map",
            "row 6, lat: '36.865' and lon 70.835 are 43 km outside Ambar; correct lat and lon",
        ),
        (
            f"{JURM}.x,Ambar,village,{JURM},,36.865,70.835,,,,,,",
            "row 6, source: is empty; say where the place comes from",
        ),
    ],
)
def test_a_likely_mistake_is_told_with_row_column_value_and_fix(tmp_path: Path, row: str, warning: str) -> None:
    (found,) = told(tmp_path, row)
    assert found.startswith(f"mine.csv, {warning}")


@pytest.mark.parametrize(
    "row",
    [
        # villages of one name, far from each other, are how it is
        f"{JURM}.x,Jurm,village,{JURM},,36.7,70.85,,,,,,map",
        # an alias that several share is how people speak
        f"{JURM}.x,Ambar,village,{JURM},Jorm,36.865,70.835,,,,,,map",
        # one after the other
        "af.badakhshan.x,Jurm,region,af.badakhshan,,,,,,af.badakhshan.jurm,1900-01-01,1950-01-01,map",
        # a valley may reach into its parent, and hold villages
        f"{JURM}.x,Ambar,valley,{JURM},,36.4,71.3,60,,,,,map",
        f"{JURM}.x,Ambar,valley,{JURM},,36.864,70.9,9,,,,,map\n{JURM}.x.y,Sabz,village,{JURM}.x,,36.86,70.9,,,,,,map",
        # a point with a radius as wide as it is far outside
        f"{JURM}.x,Ambar,village,{JURM},,36.865,71.2,20,,,,,map",
    ],
)
def test_what_is_merely_unusual_is_not_told(tmp_path: Path, row: str) -> None:
    file = GOOD.replace(",,36.64,70.87,,af.badakhshan.jurm,,,,", ",,36.64,70.87,,af.badakhshan.jurm,,1960-01-01,,")
    assert told(tmp_path, row, file=file) == []


def test_missing_sources_are_one_warning_for_each_file(tmp_path: Path) -> None:
    rows = [f"{JURM}.x{n},Ambar {n},village,{JURM},,36.8,70.85,,,,,," for n in range(50)]
    (found,) = told(tmp_path, *rows)
    assert found.startswith("mine.csv, row 6, source: is empty, and in 49 more rows;")


def test_of_one_id_in_two_files_the_first_counts(tmp_path: Path) -> None:
    for name in ("places.csv", "mine.csv"):
        text = GOOD if name == "places.csv" else GOOD.replace("Jurm,district", "Jerm,district")
        (tmp_path / name).write_text(text)
    gazetteer = load([tmp_path / "mine.csv", tmp_path / "places.csv"])
    assert gazetteer[JURM].name == "Jerm"
    found = warnings(gazetteer)
    assert len(found) == 4
    assert f"places.csv, row 4, id: '{JURM}' is already used in {tmp_path.name}/mine.csv, row 4, which comes" in str(
        found[2]
    )


def test_a_file_with_problems_is_searched_for_likely_mistakes_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    circle = "af.a,A,region,af.b,,,,,,af.c,,,\naf.b,B,region,af.a,,,,,,af,,,map\naf.c,C,region,af,,,,,,af.a,,,map\n"
    path.write_text(
        f"{GOOD}{JURM}.x,Ambar,village,{JURM},,36.865,71.835,,,,,,map\n{JURM}.y,Y,hamlet,,,95,,,,,,,\n{circle}"
    )
    gazetteer, problems = survey([path], STORE.keys())
    assert [problem.column for problem in problems] == ["kind", "lat", "lon", "parent", "members"]
    assert [warning.row for warning in warnings(gazetteer, STORE)] == [6]


def test_warnings_fail_only_a_strict_check(copied: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("gazetteer/places.csv", "36.86477,70.83421", "70.83421,36.86477")
    run = CliRunner().invoke
    warning = "Warning: gazetteer/places.csv, row 473, lat: '70.8342' and lon 36.8648 look swapped"
    result = run(main, ["check"])
    assert result.exit_code == 0
    assert result.output.startswith(warning)
    assert "No problems, 1 warning:" in result.output
    assert run(main, ["check", "--strict"]).exit_code == 1
    answer = json.loads(run(main, ["check", "--json"]).output)
    assert (answer["problems"], [one["row"] for one in answer["warnings"]]) == ([], [473])
    edit("gazetteer/places.csv", ",province,af,", ",land,af,")
    result = run(main, ["check"])
    assert result.exit_code == 1
    assert "is not one of the allowed words" in result.output
    assert warning in result.output
    assert copied.exists()
