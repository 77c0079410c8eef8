"""Reading into columns gives the same table and the same problems as the tolerant reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import DataError, Problem
from geo.tables import read
from geo.tables.columns import ColumnTable
from geo.tables.read_columns import read_columns

Read = tuple[list[tuple[int, dict[str, str]]], list[Problem]]


def by_rows(path: Path) -> Read:
    try:
        table = read(path, ["id"])
        rows = [(row.number, {name: row[name] for name in table.columns if name}) for row in table]
    except DataError as error:
        return [], list(error)
    return rows, table.sorted_problems()


def by_columns(path: Path) -> Read:
    try:
        table = read_columns(path, ["id"])
    except DataError as error:
        return [], list(error)
    return rows_of(table), sorted(table.problems, key=lambda problem: problem.row or 0)


def rows_of(table: ColumnTable) -> list[tuple[int, dict[str, str]]]:
    return [
        (number, {name: table[name].distinct[table[name].codes[row]] for name in table.columns if name})
        for row, number in enumerate(table.numbers.tolist())
    ]


PLAIN = st.sampled_from(
    ["", "a", "b c", "1", "007", "True", "NA", "null", "1e5", "جرم", "Kabul\u00a0city", " x ", "'=1+1"]
)
ODD = st.sampled_from(
    ["#NAME?", "# towns", "“two", "words”", '"', '""', '5" gun', '"a;b"', '"a\nb"', '"#\n#x"', " ", "x" * 9]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(PLAIN, min_size=1, max_size=4), max_size=8),
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_plain_files_are_read_alike(
    tmp_path: Path, rows: list[list[str]], delimiter: str, end: str, encoding: str
) -> None:
    path = tmp_path / "table.csv"
    lines = ["id", *rows]
    text = end.join(
        delimiter.join([*line]) if isinstance(line, list) else f"id{delimiter}name{delimiter}note" for line in lines
    )
    path.write_bytes(text.encode(encoding))
    assert by_columns(path) == by_rows(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(PLAIN | ODD, max_size=4), max_size=6),
    head=st.sampled_from(["", "# mine\n", "sep=,\n", "\n,,\n"]),
)
def test_files_with_what_people_do_are_read_alike(tmp_path: Path, rows: list[list[str]], head: str) -> None:
    path = tmp_path / "table.csv"
    text = head + "\n".join(["id,name,note", *(",".join(row) for row in rows)])
    path.write_bytes(text.encode())
    assert by_columns(path) == by_rows(path)


@pytest.mark.parametrize("text", ["", "\n\n", "name\n1\n", "id,id\n1,2\n", 'id\n"open\n'])
def test_what_is_refused_is_refused_alike(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    rows, problems = by_columns(path)
    assert (rows, problems) == by_rows(path)
    assert problems


def test_values_that_occur_again_are_told_as_the_tolerant_reader_tells_them(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("id,name\na,1\n,2\na,3\nb,\na,5\n", encoding="utf-8")
    rows, columns = read(path, ["id"]), read_columns(path, ["id"])
    for table in (rows, columns):
        table.check_filled("id", "name")
        table.check_unique("id")
    assert sorted(map(str, columns.problems)) == sorted(map(str, rows.problems))
