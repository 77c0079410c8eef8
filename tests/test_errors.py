"""Errors say file, row, column, value and mend, in one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError, Fault


def test_a_fault_names_everything_that_finds_and_mends_it() -> None:
    fault = Fault("places.csv", "is not a latitude", "write degrees from -90 to 90", 7, "lat", "95")
    assert str(fault) == "places.csv, row 7, lat: '95' is not a latitude; write degrees from -90 to 90"


@given(st.text(max_size=500))
def test_a_fault_stays_one_short_line_whatever_the_cell_holds(value: str) -> None:
    line = str(Fault("places.csv", "is not a latitude", "write degrees", 7, "lat", value))
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert len(line) < 150


def test_a_data_error_keeps_its_faults_and_says_all_of_them() -> None:
    faults = [Fault("a.csv", "is empty", "fill it", row) for row in (2, 3)]
    error = DataError(faults)
    assert list(error) == faults
    assert str(error).count("\n") == 1
