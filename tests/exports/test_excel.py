"""The workbook as LibreOffice opens it: texts that stay texts, dates that are dates, four sheets."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.activity import load
from geo.errors import GeoError
from geo.exports import Extract, check, export, to_bytes
from geo.exports.credits import forbidden
from geo.exports.excel import MOST_ROWS
from geo.project import Project
from tests.exports.conftest import ACLED, HOSTILE, made
from tests.exports.test_delimited import same
from tests.helpers.programs import office
from tests.helpers.spreadsheets import convert, save_as

TABLE, OFFICE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text"))
Cells = list[tuple[str | None, str]]


@pytest.fixture(scope="module")
def files(
    project: Project, imported: Extract, added_up: Extract, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("excel")
    old = Extract(project, made({"date_from": "1880-07-27", "date_to": "1880-07-27"}))
    written = {"records": imported, "months": added_up, "old": old}
    paths = [export(extract, folder / f"{name}.xlsx").path for name, extract in written.items()]
    convert(office(), paths, folder / "opened", "fods")
    return {path.stem: path for path in (folder / "opened").iterdir()}


def sheets(path: Path) -> dict[str, list[Cells]]:
    """Return the type and the text of each cell, by sheet."""
    found = {}
    for sheet in ET.parse(path).iter(f"{TABLE}table"):  # noqa: S314 - what LibreOffice wrote just now
        rows: list[Cells] = []
        for row in sheet.iter(f"{TABLE}table-row"):
            cells: Cells = []
            for cell in row.iter(f"{TABLE}table-cell"):
                assert cell.get(f"{TABLE}formula") is None
                text = "\n".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p"))
                times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
                # the empty rest of a row is one cell, repeated
                cells += [(cell.get(f"{OFFICE}value-type"), text)] * min(times, 50)
            rows.append(cells)
        found[str(sheet.get(f"{TABLE}name"))] = rows
    return found


def table(rows: list[Cells]) -> list[dict[str, tuple[str | None, str]]]:
    header = [name for _, name in rows[0]]
    return [dict(zip(header, row, strict=False)) for row in rows[1:] if row and row[0][1]]


def test_texts_are_texts_and_dates_are_dates(files: dict[str, Path]) -> None:
    found = sheets(files["records"])
    assert list(found) == ["Records", "Places", "Sources", "About"]
    first, together, *_ = table(found["Records"])
    assert first["id"] == ("string", "=1+1")
    assert first["note"] == ("string", HOSTILE)
    assert first["date_from"] == ("date", "2017-12-12")
    assert together["count_low"] == ("float", "40")
    places = {row["place_id"][1]: row for row in table(found["Places"])}
    assert places["af.badakhshan"]["place_iso_3166_2"][1] == "AF-BDS"
    assert [row["publisher"][1] for row in table(found["Sources"])] == ["The New Arab", "TOLOnews"]


def test_the_sheet_about_says_on_what_terms(files: dict[str, Path]) -> None:
    about = [(what[1], text[1]) for what, text, *_ in sheets(files["records"])["About"] if what[1]]
    assert ("Citation", "Raleigh et al. 2023") in about
    assert [text for what, text in about if what == "Warning"] == [*forbidden([ACLED])]


def test_added_up_rows_have_a_sheet_of_their_own(files: dict[str, Path], added_up: Extract) -> None:
    rows = table(sheets(files["months"])["Aggregated"])
    assert len(rows) == len(added_up.table)
    assert {row["period_from"][0] for row in rows} == {"date"}


def test_the_sheet_saved_as_csv_reads_as_the_same_records(
    extract: Extract, records: pd.DataFrame, project: Project, tmp_path: Path
) -> None:
    export(extract, tmp_path / "records.xlsx")
    save_as(office(), [tmp_path / "records.xlsx"], tmp_path / "saved", ",", "utf-8")
    read = load(
        tmp_path / "saved" / "records.csv", project.gazetteer, project.reports, project.actors, project.kinds
    )  # fmt: skip
    same(read, records)


def test_what_does_not_fit_is_refused(project: Project) -> None:
    long = Extract(project, made({"note": "x" * 40_000}))
    with pytest.raises(GeoError, match="Records, r0, note: the text has 40,000 characters; an Excel cell"):
        to_bytes(long, "xlsx")
    times = MOST_ROWS // len(project.records) + 1
    many = Extract(project, project.records[["id", "place_id"]].iloc[np.tile(np.arange(len(project.records)), times)])
    with pytest.raises(GeoError, match=r"rows do not fit on one sheet: Excel has 1,048,575 below the header"):
        check(many, "xlsx")


def test_days_before_1900_stay_what_they_are(files: dict[str, Path]) -> None:
    (row,) = table(sheets(files["old"])["Records"])
    assert row["date_from"] == ("string", "1880-07-27")
