"""CSV: read back as the same records, safe in a spreadsheet, in three shapes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.activity import PLACE_COLUMNS, SCHEMA, load
from geo.exports import Extract, export
from geo.exports.ged import COLUMNS
from geo.exports.hxl import TAGS
from geo.project import Project
from geo.tables.cells import tidy
from geo.tables.formulas import guarded
from tests.exports.conftest import DARZAB, HOSTILE, NUSAY, QUSH_TEPA, made

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
# whole cells without what a reader takes out, invisible marks and outer spaces, or refuses: quotation marks of a word
# processor that a cell opens and the next one closes
_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="“”„")
TEXTS = (st.text(_LETTERS) | st.text("'=+-@\t\r\"\n;,#1aجرم ")).map(tidy)


@pytest.fixture(scope="module")
def files(extract: Extract, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("csv")
    return {form: export(extract, folder / f"{form}.csv", form).path for form in ("csv", "hxl", "ged")}


def rows(path: Path, skip: int = 0) -> list[dict[str, Any]]:
    """Return a CSV's rows as DuckDB reads them."""
    found = duckdb.read_csv(str(path), skiprows=skip)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def read_back(path: Path, project: Project) -> pd.DataFrame:
    return load(path, project.gazetteer, project.reports, project.actors, project.kinds)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Compare cells and types; which words a category could have besides is not in a file."""
    assert one.dtypes.map(str).to_dict() == other.dtypes.map(str).to_dict()
    pd.testing.assert_frame_equal(*(frame.apply(lambda column: column.astype(object)) for frame in (one, other)))


@pytest.mark.parametrize("form", ["csv", "hxl"])
def test_a_file_that_was_written_reads_as_the_same_records(
    files: dict[str, Path], form: str, records: pd.DataFrame, project: Project
) -> None:
    same(read_back(files[form], project), records)


def test_the_project_s_records_read_as_the_same(project: Project, tmp_path: Path) -> None:
    same(read_back(project.export(tmp_path / "all.csv").path, project), project.records)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    texts=st.lists(st.tuples(TEXTS.filter(bool), TEXTS, TEXTS), min_size=1, max_size=4, unique_by=lambda row: row[0])
)
def test_any_text_is_read_as_it_was_written(
    project: Project, tmp_path: Path, texts: list[tuple[str, str, str]]
) -> None:
    table = made(*({"id": key, "note": note, "mine": mine} for key, note, mine in texts))
    path = export(Extract(project, table), tmp_path / "texts.csv").path
    same(read_back(path, project), table)


def test_no_cell_runs_as_a_formula_and_duckdb_reads_the_rest(files: dict[str, Path]) -> None:
    first, second, *_ = rows(files["csv"])
    assert (first["id"], first["note"], first["place_text"]) == ("'=1+1", guarded(HOSTILE), "'+1 village")
    assert first["date_from"].isoformat() == "2017-12-12"
    assert (second["count_low"], second["count_high"], second["killed_low"]) == (40, None, None)
    for row in (row for path in files.values() for row in rows(path)):
        assert not [cell for cell in row.values() if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell]


def test_a_place_brings_its_names_and_codes(files: dict[str, Path]) -> None:
    darzab, together, nusay, *_, badakhshan = rows(files["csv"])
    assert set(darzab) >= set(PLACE_COLUMNS)
    assert [darzab[f"place_{name}"] for name in ("name", "adm1", "adm1_code", "adm2", "country_code")] == [
        "Darzab", "Jowzjan", "AF-JOW", "Darzab", "AF",
    ]  # fmt: skip
    assert (badakhshan["place_iso_3166_2"], badakhshan["place_adm2"]) == ("AF-BDS", None)
    assert (together["place_name"], together["place_adm1"]) == ("Darzab;Qush Tepa", "Jowzjan")
    # two districts have no one point
    assert (together["place_lat"], nusay["place_lat"]) == (None, pytest.approx(38.42, abs=0.1))


def test_hxl_tags_are_valid_and_stand_below_the_header(
    files: dict[str, Path], added_up: Extract, tmp_path: Path
) -> None:
    header, tags = files["hxl"].read_text("utf-8-sig").splitlines()[:2]
    tagged = dict(zip(header.split(","), tags.split(","), strict=True))
    assert tagged["place_adm1_code"] == "#adm1+code+v_iso3166_2"
    assert [name for name, tag in tagged.items() if not tag] == ["evidence", "why", "accepted_by", "accepted_at"]
    assert all(map(TAG.fullmatch, TAGS.values()))
    assert {column.name for column in SCHEMA} - set(TAGS) == {"evidence", "why", "accepted_by", "accepted_at"}
    # DuckDB takes the tags for the header, as programs that know HXL do
    assert {row["#event+type"] for row in rows(files["hxl"], skip=1)} == {"clash", "presence", "attack"}
    summed = export(added_up, tmp_path / "months.csv", "hxl").path.read_text("utf-8-sig").splitlines()[1]
    assert "" not in summed.split(",")


def test_ged_has_its_49_columns_filled_as_far_as_is_known(files: dict[str, Path]) -> None:
    assert len(COLUMNS) == 49
    darzab, together, near, exact, province = rows(files["ged"])
    assert tuple(darzab) == COLUMNS
    known = ("where_prec", "date_prec", "adm_1", "adm_2", "country", "year", "number_of_sources", "side_a")
    assert [darzab[name] for name in known] == [
        3, 1, "Jowzjan province", "Darzab district", "Afghanistan", 2017, 1, "Taliban",
    ]  # fmt: skip
    assert darzab["source_office"] == "The New Arab"
    # a date that is no uncertainty, a year that is two, a point that is nowhere
    assert [together[name] for name in ("date_prec", "year", "latitude", "geom_wkt")] == [None] * 4
    assert [near[name] for name in ("where_prec", "low", "high", "best")] == [2, 3, 5, None]
    assert (exact["where_prec"], exact["number_of_sources"]) == (1, 2)
    assert near["relid"] == exact["relid"] == "nusay"
    assert near["geom_wkt"] == f"POINT ({near['longitude']} {near['latitude']})"
    assert [province[name] for name in ("type_of_violence", "side_b", "best", "date_prec", "where_prec")] == [
        3, "civilians", 2, 4, 4,
    ]  # fmt: skip
    assert [name for name in COLUMNS if darzab[name] is not None and name.endswith(("_id", "clarity", "gwnoa"))] == []


def test_the_cell_of_priogrid_is_counted_as_ged_counts_it(project: Project, tmp_path: Path) -> None:
    (row,) = rows(export(Extract(project, made({"place_id": NUSAY})), tmp_path / "ged.csv", "ged").path)
    # GED's own event 300380, at 35.763 N and 36.559 E, is in cell 181154
    north, east = ((row[name] - edge) // 0.5 for name, edge in (("latitude", 35.5), ("longitude", 36.5)))
    assert row["priogrid_gid"] == 181154 + 720 * north + east


def test_ged_says_what_it_leaves_out(extract: Extract, tmp_path: Path) -> None:
    done = export(extract, tmp_path / "ged.csv", "ged")
    assert [note.split(",")[0] for note in done.notes] == [
        "1 record is left out of the file", "1 record is of an event that has another row: count by relid",
    ]  # fmt: skip


def test_added_up_rows_are_what_duckdb_adds_up(added_up: Extract, extract: Extract, tmp_path: Path) -> None:
    found = rows(export(added_up, tmp_path / "months.csv").path)
    assert sum(row["records"] for row in found) == len(extract.records)
    (together,) = [row for row in found if row["place_id"] == f"{DARZAB};{QUSH_TEPA}"]
    assert (str(together["period_from"]), str(together["period_to"])) == ("2017-10-01", "2018-01-31")


def test_licences_go_with_imported_rows(imported: Extract, tmp_path: Path) -> None:
    for form in ("csv", "ged"):
        done = export(imported, tmp_path / f"{form}.csv", form)
        assert done.notes[0].startswith("the licence of ACLED, downloaded on 1 March 2024 (ACLED Terms of Use) forbids")
        assert {(row["dataset"], row["licence"]) for row in rows(done.path)} == {
            (None, None), ("acled", "ACLED Terms of Use"), ("ucdp-ged", "CC BY 4.0"),
        }  # fmt: skip
