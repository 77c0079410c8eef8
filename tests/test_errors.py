"""Errors say file, row, column, value and fix, in one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError, Problem


def test_a_problem_names_everything_that_finds_and_fixes_it() -> None:
    problem = Problem("places.csv", "is not a latitude", "write degrees from -90 to 90", 7, "lat", "95")
    assert str(problem) == "places.csv, row 7, lat: '95' is not a latitude; write degrees from -90 to 90"


@given(st.text(max_size=500))
def test_a_problem_stays_one_short_line_whatever_the_cell_holds(value: str) -> None:
    line = str(Problem("places.csv", "is not a latitude", "write degrees", 7, "lat", value))
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert len(line) < 150


def test_a_data_error_keeps_its_problems_and_says_all_of_them() -> None:
    problems = [Problem("a.csv", "is empty", "fill it", row) for row in (2, 3)]
    error = DataError(problems)
    assert list(error) == problems
    assert str(error).count("\n") == 1
