"""``geo export`` and ``project.export`` choose what the map's filters choose, and say what to know about the file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.cli.export import command as export_command
from geo.cli.map import command as map_command
from geo.errors import GeoError
from geo.exports import FORMATS, Extract, export
from geo.exports.credits import forbidden
from geo.exports.formats import reference
from geo.project import Project
from tests.conftest import ROOT
from tests.exports.conftest import ACLED
from tests.helpers.example import DENIED, PLANNED, RECORDS, chosen
from tests.helpers.programs import ogrinfo
from tests.imports.tables import ged


def geo(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def rows(path: Path) -> int:
    return len(duckdb.read_csv(str(path)))


def test_the_filters_are_those_of_the_map(tmp_path: Path) -> None:
    own = {option.name for option in map_command.params} & {option.name for option in export_command.params}
    assert own == {"out", "unit", "actors", "kinds", "statuses", "precisions", "places", "first", "last"}
    out = tmp_path / "jowzjan.csv"
    told = geo("--out", str(out), "--place", "Jowzjan", "--status", "reported", "--from", "2017-01-01")
    number = chosen(places=frozenset({"af.jowzjan"}), statuses=frozenset({"reported"}))
    assert told.output.startswith(f"{out}: {number} of {RECORDS} records as CSV")
    assert rows(out) == number
    assert geo("--out", str(out), "--actor", "nobody").exit_code == 2


def test_the_ending_gives_the_format_unless_it_is_named(tmp_path: Path) -> None:
    for form in FORMATS.values():
        for suffix in form.suffixes:
            told = geo("--out", str(tmp_path / f"out{suffix}"))
            assert (told.exit_code, told.stderr) == (0, "")
    told = geo("--out", str(tmp_path / "out.txt"))
    assert told.exit_code == 1
    assert "out.txt does not say in which format to write it; end its name with one of .csv, .xlsx," in told.stderr
    assert geo("--out", str(tmp_path / "out.txt"), "--format", "csv").exit_code == 0


def test_what_a_format_cannot_hold_is_said_aloud(tmp_path: Path) -> None:
    told = geo("--out", str(tmp_path / "ged.csv"), "--format", "ged")
    left = DENIED + PLANNED
    assert f"Warning: {left} records are left out of the file" in told.stderr
    assert rows(tmp_path / "ged.csv") == RECORDS - left
    refused = geo("--out", str(tmp_path / "months.csv"), "--format", "ged", "--aggregate")
    assert (refused.exit_code, "use csv instead" in refused.stderr) == (1, True)
    assert not (tmp_path / "months.csv").exists()


def test_what_must_not_be_passed_on_is_said_aloud(project: Project, tmp_path: Path) -> None:
    imported = project.records.assign(dataset="acled")
    done = export(Extract(project, imported, known=[ACLED]), tmp_path / "acled.geojson")
    assert list(done.notes) == forbidden([ACLED])
    assert done.notes[0] in done.path.read_text("utf-8")


def test_an_export_that_fails_leaves_the_old_file(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "records.xlsx"
    path.write_text("old")
    with pytest.raises(GeoError, match="characters"):
        project.export(path, project.records.assign(note="x" * 40_000))
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("records.xlsx", "old")]


def test_an_export_of_nothing_is_a_file_without_rows(project: Project, tmp_path: Path) -> None:
    for form in FORMATS.values():
        for adds_up in {False, form.adds_up}:
            path = tmp_path / f"none{form.suffixes[0]}"
            assert project.export(path, project.records.iloc[:0], format=form.name, aggregate=adds_up).rows == 0


def test_the_documents_list_the_formats() -> None:
    assert reference() in (ROOT / "data" / "README.md").read_text("utf-8")
    assert all(f"{form.name:<8} {form.title}" in (export_command.help or "") for form in FORMATS.values())


def test_an_import_of_ged_leaves_as_it_came(copied: Path) -> None:
    events = copied / "GEDEvent_v25_1.csv"
    month = {"date_prec": 4, "date_start": "2018-01-01", "date_end": "2018-01-31"}
    ged({}, {"where_prec": 3, **month}, {"where_prec": 4, "best": 0, "low": 0, "high": 9}).to_csv(events, index=False)
    assert CliRunner().invoke(main, ["import", str(events)]).exit_code == 0
    project = Project.load(copied)
    imported = project.records[project.records["dataset"] == "ucdp-ged"]
    done = project.export(copied / "out.csv", imported, format="ged")
    given, left = (duckdb.read_csv(str(path)).df() for path in (events, done.path))
    for name in ("best", "low", "high", "where_prec", "date_prec", "date_start", "date_end", "latitude", "longitude"):
        assert left[name].astype(str).tolist() == given[name].astype(str).tolist(), name
    assert set(left["licence"]) == {"CC BY 4.0"}
    # points of an import are places, too
    done = project.export(copied / "out.gpkg", imported)
    assert "places_points (Multi Point)" in ogrinfo(done.path)


def test_p_codes_of_a_place_and_of_what_it_lies_in_are_columns(copied: Path) -> None:
    places = copied / "gazetteer" / "places.csv"
    lines = places.read_text("utf-8").splitlines()
    codes = {"af.jowzjan": "pcode:AF27@cod-ab-2021", "af.jowzjan.darzab": "pcode:AF2710@cod-ab-2021;gadm:AFG.1"}
    lines = [f"{lines[0]},codes", *(f"{line},{codes.get(line.partition(',')[0], '')}" for line in lines[1:])]
    places.write_text("\n".join(lines), encoding="utf-8")
    project = Project.load(copied)
    records = project.records[project.records["place_id"] == "af.jowzjan.darzab"]
    path = project.export(copied / "out.csv", records).path
    found = duckdb.read_csv(str(path)).project("place_pcode, place_pcode_edition, place_adm1_pcode, place_adm2_pcode")
    assert ("AF2710", "cod-ab-2021", "AF27", "AF2710") in found.fetchall()
