"""Errors give file, row, column, value and fix in one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError, Problem, grouped


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


def in_rows(message: str, rows: range, values: str = "x", column: str = "place_id") -> list[Problem]:
    return [Problem("activity.csv", message, "correct the id", row, column, values[row % len(values)]) for row in rows]


def test_one_mistake_in_many_rows_is_one_problem_to_read() -> None:
    lines = grouped(in_rows("is not in the gazetteer", range(2, 48_002), "aab"))
    assert lines == [
        "activity.csv, rows 2, 3, 4, 5 and 47,996 more, place_id: 'b' is not in the gazetteer; correct the id",
        "  'a' 32,000 times, 'b' 16,000 times",
    ]


def test_messages_that_differ_in_their_particulars_have_one_cause() -> None:
    messages = (
        "is also the name of af.jowzjan.darzab, a district (gazetteer/places.csv, row 12)",
        "is also the name of af.badakhshan.jurm, a town (gazetteer/mine.csv, row 3)",
    )
    assert len(grouped(Problem("mine.csv", one, "keep one", 5, "name") for one in messages)) == 1
    assert len(grouped(in_rows("ends before it begins, on 2017-12-01", range(2, 4)))) == 1


@pytest.mark.parametrize(
    "other",
    [
        Problem("mine.csv", "is empty", "correct the id", 2, "place_id"),
        Problem("activity.csv", "is missing", "correct the id", 2, "place_id"),
        Problem("activity.csv", "is empty", "correct the id", 2, "kind"),
        Problem("activity.csv", "is empty", "fill it", 2, "place_id"),
    ],
)
def test_another_file_column_message_or_fix_is_another_cause(other: Problem) -> None:
    assert len(grouped([Problem("activity.csv", "is empty", "correct the id", 2, "place_id"), other])) == 2


def test_what_is_not_listed_is_counted() -> None:
    problems = [one for column in "abc" for one in in_rows("is empty", range(2, 6), column=column)]
    assert grouped(problems, most=1)[1:] == ["and 8 more problems with 2 other causes"]
    assert len(grouped(problems, most=None)) == 3


@given(
    st.lists(
        st.builds(Problem, st.sampled_from("ab"), st.sampled_from(["is bad", "is 5"]), st.just("fix it")), max_size=9
    )
)
def test_no_problem_is_lost(problems: list[Problem]) -> None:
    counts = [int(found[1]) if (found := re.search(r"(\d+) times", line)) else 1 for line in grouped(problems)]
    assert sum(counts) == len(problems)
