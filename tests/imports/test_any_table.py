"""Any other table: its columns are guessed, its places found by name, and what is wrong is said by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.imports import ColumnMapping, Incoming, Vocabulary, read
from geo.project import Project

ROWS: list[dict[str, Any]] = [
    {
        "Event date": "2015-05-03",
        "Where": "Darzab",
        "Province": "Jowzjan",
        "Dead": 3,
        "Group": "Taliban",
        "Source": "A",
    },
    {"Event date": "2015-05-04", "Where": "Sang-e Foo village", "Province": "Kunduz", "Dead": None, "Group": "IMU"},
]


@pytest.fixture(scope="module")
def vocabulary(project: Project) -> Vocabulary:
    return Vocabulary(project.gazetteer, project.store, project.actors, project.kinds)


def table(rows: list[dict[str, Any]], path: Path) -> Path:
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def problems(rows: list[dict[str, Any]], path: Path, vocabulary: Vocabulary) -> list[str]:
    return [str(problem) for problem in read(table(rows, path), vocabulary).problems]


def test_a_newsrooms_table_is_guessed_and_placed_by_name(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = read(table(ROWS, tmp_path / "Our incidents.csv"), vocabulary)
    assert found.name == "our-incidents"
    assert found.mapping.columns == {
        "date_from": ("Event date",), "place_text": ("Where",), "province": ("Province",), "actors": ("Group",),
        "killed_best": ("Dead",), "claimed_by": ("Source",),
    }  # fmt: skip
    # an unknown village is drawn on the province that is named
    assert found.records["place_id"].tolist() == ["af.jowzjan.darzab", "af.kunduz"]
    assert found.records["location_precision"].tolist() == ["district", "province"]
    assert found.records["actors"].tolist() == ["taliban", "imu"]


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "geojson", "gpkg"])
def test_the_same_table_reads_the_same_from_every_kind_of_file(
    ending: str, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    frame = pd.DataFrame(ROWS).assign(lat=[35.98, 36.7], lon=[65.37, 68.9])
    path = tmp_path / f"incidents.{ending}"
    if ending == "xlsx":
        frame.to_excel(path, index=False, engine="xlsxwriter")
    elif ending == "parquet":
        frame.to_parquet(path)
    else:
        points = gpd.points_from_xy(frame.pop("lon"), frame.pop("lat"), crs=4326)
        gpd.GeoDataFrame(frame, geometry=points).to_file(path)
    found = read(path, vocabulary)
    assert found.records["place_id"].tolist() == ["incidents/35.98,65.37", "incidents/36.7,68.9"]
    assert found.records["killed_low"].tolist() == [3, pd.NA]
    assert found.records["date_from"].dt.strftime("%Y-%m-%d").tolist() == ["2015-05-03", "2015-05-04"]
    assert not found.problems


def test_a_workbook_with_several_sheets_asks_which(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "incidents.xlsx"
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        for year in ("2014", "2015"):
            pd.DataFrame(ROWS).to_excel(book, sheet_name=year, index=False)
    with pytest.raises(DataError, match="has several: 2014, 2015; choose one with --sheet"):
        read(path, vocabulary)
    assert len(read(path, vocabulary, part="2015").records) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"Event date": ""}, "row 2, Event date: '' is empty; write the day, as 2017-12-31"),
        ({"Event date": "1899-12-30"}, "row 2, Event date: '1899-12-30' is before 1905"),
        ({"Event date": "05/04/2015"}, "row 2, Event date: '05/04/2015' may be 2015-04-05 or 2015-05-04"),
        ({"Event date": "42127"}, "row 2, Event date: '42127' is a spreadsheet's number for a day, usually 2015-05-03"),
        ({"Dead": "some"}, "row 2, Dead: 'some' is not a whole number"),
        ({"lat": 65.37, "lon": 35.98}, "row 2, lat: '65.37' lies in no country known here; swapped"),
        ({"lat": 95.0}, "row 2, lat: '95.0' is not a latitude; write a number from -90 to 90"),
        ({"lat": 0, "lon": 0}, "row 2, lat: '0.0' is 0, as the longitude is: no place is known"),
        ({"lon": float("nan")}, "row 2, lon: '' is empty, but the other coordinate is not"),
        (
            {"lat": None, "lon": None, "Where": "Springfield", "Province": ""},
            "row 2, Where: 'Springfield' is not in the",
        ),
    ],
)
def test_a_bad_row_is_told_with_row_column_value_and_fix(
    change: dict[str, Any], told: str, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    good = [{**row, "lat": 35.98, "lon": 65.37} for row in (ROWS[0], ROWS[0], ROWS[0], ROWS[0], ROWS[0], ROWS[0])]
    lines = problems([{**good[0], **change}, *good], tmp_path / "incidents.csv", vocabulary)
    assert len(lines) == 1
    assert told in lines[0]


def test_dates_of_a_column_tell_the_order_of_the_others(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = [{**ROWS[0], "Event date": day} for day in ("05/06/2015", "25/06/2015")]
    days = read(table(rows, tmp_path / "list.csv"), vocabulary).records["date_from"]
    assert days.dt.strftime("%Y-%m-%d").tolist() == ["2015-06-05", "2015-06-25"]


def test_an_id_that_occurs_twice_is_a_problem(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = [{"id": "7", **ROWS[0]}, {"id": "7", **ROWS[1]}]
    assert problems(rows, tmp_path / "twice.csv", vocabulary) == [
        "twice.csv, row 3, id: '7' is already used in row 2; give each row its own"
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("map.pdf", b"%PDF", "is not a kind of file that can be imported; save it as CSV, Excel"),
        ("book.xlsx", b"no workbook", "cannot be read"),
        ("part.parquet", b"PAR1", "cannot be read"),
        ("points.geojson", b"{", "cannot be read"),
        ("nothing.csv", b"", "nothing.csv"),
        ("words.csv", b"colour,size\nred,3\n", "has no a column for date_from; choose one of colour, size"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_fix(
    name: str, content: bytes, told: str, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=told):
        read(tmp_path / name, vocabulary)


def test_what_this_program_wrote_is_read_with_its_own_place_ids(vocabulary: Vocabulary, project: Project) -> None:
    found = read(Path("data/activity.csv"), vocabulary, name="ours")
    assert found.records["place_id"].tolist() == project.records["place_id"].tolist()


def test_a_mapping_says_what_a_tables_words_mean(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = table([{"day": "2015-05-03", "place": "Darzab", "what": "Überfall"}], tmp_path / "liste.csv")
    columns = {"date_from": ("day",), "place_text": ("place",), "kind": ("what",)}
    without = read(path, vocabulary, mapping=ColumnMapping(columns))
    assert (without.records["kind"][0], without.unknown["kind"]) == ("other", {"Überfall": 1})
    meant = ColumnMapping(columns, meanings={"kind": {"Überfall": "attack"}})
    assert read(path, vocabulary, mapping=meant).records["kind"][0] == "attack"


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS, _CELLS), min_size=1, max_size=5))
def test_whatever_a_table_holds_every_row_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary, cells: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.mktemp("open") / "any.csv"
    pd.DataFrame(cells, columns=["date", "place", "lat", "lon"]).to_csv(path, index=False)
    columns = {"date_from": ("date",), "place_text": ("place",), "lat": ("lat",), "lon": ("lon",)}
    try:
        found: Incoming = read(path, vocabulary, mapping=ColumnMapping(columns))
    except DataError:
        return
    told = {problem.row for problem in found.problems}
    assert len(found.records) + len(told) == found.rows
