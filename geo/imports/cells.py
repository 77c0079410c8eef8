"""Cells of somebody's table as days, numbers and words: with the tolerance that files of programs need."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.dates import read_day
from geo.errors import UnclearError
from geo.imports.mapping import ColumnMapping
from geo.names import fold
from geo.tables import Row
from geo.tables.columns import Cells, ColumnTable

Floats = NDArray[np.float64]

#: no table of events that anybody has reaches further back; a spreadsheet turns an empty cell into 1899 or 1904
_FIRST_YEAR: Final = 1905
#: whole numbers, and what a program made of them that had empty cells beside
_WHOLE: Final = re.compile(r"(-?\d{1,12})(?:\.0*)?")
_TIME: Final = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
# 05/06/2015: day and month, or month and day
_ORDERED: Final = re.compile(r"(\d\d?)([-/.])(\d\d?)\2(\d{4})")
_MONTHS: Final = 12
_NO_DAY: Final = np.datetime64("NaT", "s")


@dataclass(frozen=True, slots=True)
class Given:
    """A table, and the mapping that says which column gives what.

    Parameters
    ----------
    table : ColumnTable
        As read; problems are added to it.
    mapping : ColumnMapping
        Which column gives which field.
    """

    table: ColumnTable
    mapping: ColumnMapping

    def columns(self, name: str) -> list[str]:
        """Return the columns that give a field, and are there."""
        return [column for column in self.mapping.columns.get(name, ()) if column in self.table.columns]

    def text(self, name: str) -> pd.Series[Any]:
        """Return a field as texts: of several columns, the first that is filled."""
        found = pd.Series("", index=range(len(self.table)), dtype=str)
        for column in self.columns(name):
            cells = self.table[column]
            more = pd.Series(cells.distinct, dtype=str).take(cells.codes).reset_index(drop=True)
            found = more if column == self.columns(name)[0] else found.where(found != "", more)
        return found

    def words(self, name: str) -> Cells:
        """Return a field of a single column as distinct words, in the words that the mapping gives for them."""
        cells = self._first(name)
        meanings = self.mapping.meanings.get(name, {})
        return Cells([_meant(word, meanings) for word in cells.distinct], cells.codes)

    def numbers(self, name: str) -> pd.Series[Any]:
        """Return a field as whole numbers; negative ones, by which some tables mean unknown, are missing."""
        column = next(iter(self.columns(name)), None)
        values = self.table.parse(column, lambda row: _whole(row, column)) if column else [None]
        return pd.Series(pd.array(values, dtype="Int64").take(self._first(name).codes))

    def degrees(self, name: str, limit: float, letters: str) -> Floats:
        """Return a field as degrees; NaN where it is empty or wrong."""
        column = next(iter(self.columns(name)), None)
        if column is None:
            return np.full(len(self.table), np.nan)
        what = "a latitude" if letters == "NS" else "a longitude"
        values = self.table.parse(
            column,
            lambda row: _none_as_nan(row.coordinate(column, limit, letters, what)),
            lambda text: _plain(text, limit),
        )
        return np.array(values, np.float64)[self.table[column].codes]

    def days(self, name: str) -> NDArray[np.datetime64]:
        """Return a field as days; NaT where it is empty or wrong."""
        column = next(iter(self.columns(name)), None)
        if column is None:
            return np.full(len(self.table), _NO_DAY)
        cells = self.table[column].distinct
        day_first = self.mapping.day_first if self.mapping.day_first is not None else _day_first(cells)
        found = self.table.parse(
            column,
            lambda row: row.parse(
                column, lambda text: _day(text, day_first=day_first), "is not a date", "write it as 2017-12-31"
            ),
        )
        days = np.array([_NO_DAY if day is None else np.datetime64(day, "s") for day in found], "datetime64[s]")
        return days[self.table[column].codes]

    def _first(self, name: str) -> Cells:
        column = next(iter(self.columns(name)), None)
        return self.table[column] if column else Cells([""], np.zeros(len(self.table), np.int32))


def _meant(word: str, meanings: Mapping[str, str]) -> str:
    if word in meanings:
        return meanings[word]
    plain = _WHOLE.fullmatch(word)
    if plain and plain[1] in meanings:
        return meanings[plain[1]]
    key = fold(word)
    return next((meant for other, meant in meanings.items() if fold(other) == key), word)


def _whole(row: Row, column: str) -> int | None:
    def convert(text: str) -> int | None:
        found = _WHOLE.fullmatch(text.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", text) else text)
        if found is None:
            raise ValueError(text)
        return int(found[1]) if int(found[1]) >= 0 else None

    return row.parse(column, convert, "is not a whole number", "write digits only, such as 40")


def day_order(cells: Iterable[str]) -> set[bool]:
    """Return what the dates of a column, as 25/06/2015 or 06/25/2015, tell of their order: whether the day is first.

    Examples
    --------
    >>> day_order(["05/06/2015", "25/06/2015"]), day_order(["05/06/2015"])
    ({True}, set())
    """
    pairs = [(int(found[1]), int(found[3])) for found in map(_ORDERED.fullmatch, cells) if found]
    return {True for one, _ in pairs if one > _MONTHS} | {False for _, other in pairs if other > _MONTHS}


def _day_first(cells: Iterable[str]) -> bool | None:
    told = day_order(cells)
    return told.pop() if len(told) == 1 else None


def _day(text: str, *, day_first: bool | None) -> date:
    # programs add the time of day
    plain = _TIME.sub("", text)
    found = _ORDERED.fullmatch(plain)
    if found and day_first is not None:
        one, other = int(found[1]), int(found[3])
        plain = f"{found[4]}-{other if day_first else one:02}-{one if day_first else other:02}"
    day = read_day(plain)
    if day.year < _FIRST_YEAR:
        raise UnclearError(f"is before {_FIRST_YEAR}", "a spreadsheet may have made it of an empty cell; correct it")
    if day > date.today() + timedelta(days=366):  # noqa: DTZ011 - the user's own day
        raise UnclearError("is in the future", "correct it; it may have day and month swapped")
    return day


def _plain(text: str, limit: float) -> float | None:
    """Return degrees as programs write them; None for any other text."""
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -limit <= value <= limit and "_" not in text else None


def _none_as_nan(value: float | None) -> float:
    return math.nan if value is None else value
