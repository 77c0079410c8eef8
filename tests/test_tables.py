"""CSVs as people save them are read right, or refused with what to mend."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.tables import read


def faults_of(path: Path, data: bytes, *required: str) -> list[str]:
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read(path, required)
    return [str(fault) for fault in caught.value]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spreadsheets_dialects_are_read_alike(tmp_path: Path, delimiter: str, mark: str, end: str) -> None:
    path = tmp_path / "t.csv"
    rows = [["id", "name", ""], ["af.kabul", 'Kabul, "the city"', ""], ["", "", ""], ["af.jurm", "جرم", ""]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    path.write_bytes((mark + text.getvalue()).encode())
    table = read(path, ["id", "name"])
    assert [(row.number, row["name"]) for row in table] == [(2, 'Kabul, "the city"'), (4, "جرم")]


def test_a_line_break_in_quotes_begins_no_new_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,note\na,"two\nlines"\nb,\n')
    assert [row.number for row in read(path, ["id"])] == [2, 3]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty; give it the columns id, name"),
        (b"id,nom\n", "t.csv, row 1, name: is missing; add a column"),
        (b"id,name,id\n", "row 1, id: occurs twice"),
        (b"id,name\n1,J\xfcrm\n", "row 2: 'byte fc' is not UTF-8; save it as CSV UTF-8"),
        ("id,name\n1,Jurm\n".encode("utf-16"), "UTF-8"),
        (b'id,name\n1,"Jurm\n', "cannot be read as CSV"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_mend(tmp_path: Path, data: bytes, told: str) -> None:
    faults = faults_of(tmp_path / "t.csv", data, "id", "name")
    assert any(told in fault for fault in faults), faults


def test_a_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.csv: does not exist; put it back"):
        read(tmp_path / "gone.csv", ["id"])


def test_a_cell_beyond_the_last_column_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name\na,Jurm,Badakhshan\n")
    with pytest.raises(DataError, match="row 2: 'Badakhshan' stands beyond the last column, name; put quotes"):
        read(path, ["id"]).finish()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "t.csv"
    path.write_bytes(data)
    with suppress(DataError):
        assert read(path, ["id"]).columns
