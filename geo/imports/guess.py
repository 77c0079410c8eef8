"""Guessing which column of an unknown table holds what: by its header, then by its first cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from geo.dates import read_day
from geo.imports.mapping import ColumnMapping
from geo.tables import split_list
from geo.tables.cells import coordinate
from geo.tables.columns import ColumnTable
from geo.tables.read import read

_HEADERS: Final = Path(__file__).parent / "headers.csv"
_SAMPLE: Final = 200  # distinct cells
# so many of the distinct cells must be what the header promises; the others are reported as problems
_ENOUGH: Final = 0.5
_WORDS: Final = re.compile(r"[^\W\d_]+|\d+")


def guess(table: ColumnTable) -> ColumnMapping:
    """Return a mapping for a table of no known format.

    Parameters
    ----------
    table : ColumnTable
        The table.

    Returns
    -------
    ColumnMapping
        With a column for each field whose usual names include its header, and whose first cells fit. No column is
        given to two fields.

    Examples
    --------
    >>> import numpy as np
    >>> from geo.tables.columns import Cells
    >>> cells = {"Event date": ["2015-05-03"], "Where": ["Darzab"], "Dead": ["3"], "Source": ["Pajhwok"]}
    >>> columns = {name: Cells(given, np.zeros(1, np.int32)) for name, given in cells.items()}
    >>> found = guess(ColumnTable("mine.csv", tuple(cells), np.array([2]), [], columns))
    >>> {name: given[0] for name, given in found.columns.items()}
    {'date_from': 'Event date', 'place_text': 'Where', 'killed_best': 'Dead', 'claimed_by': 'Source'}
    """
    chosen: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    headers = {_plain(column): column for column in reversed(table.columns)}
    for name, usual in _usual().items():
        fits = [headers[word] for word in usual if word in headers and headers[word] not in taken]
        found = next((column for column in fits if _holds(table, column, name)), None)
        if found:
            chosen[name] = (found,)
            taken.add(found)
    return ColumnMapping(columns=chosen)


def missing(mapping: ColumnMapping) -> list[str]:
    """Return what a mapping still lacks before a table can be imported.

    Examples
    --------
    >>> missing(ColumnMapping(columns={"lat": ("y",), "date_from": ("day",)}))
    ['a column for lon']
    >>> missing(ColumnMapping(columns={"date_from": ("day",)}))
    ['a column for the place: place_text, district or province, or lat and lon']
    """
    has = {name for name, given in mapping.columns.items() if given}
    lacks = [] if "date_from" in has else ["a column for date_from"]
    if len(has & {"lat", "lon"}) == 1:
        return [*lacks, f"a column for {'lon' if 'lat' in has else 'lat'}"]
    if not has & {"lat", "place_id", "place_text", "district", "province", "country"}:
        lacks.append("a column for the place: place_text, district or province, or lat and lon")
    return lacks


@cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    """Return the usual headers of each field."""
    return {
        row["field"]: tuple(map(_plain, split_list(row["headers"]))) for row in read(_HEADERS, ["field", "headers"])
    }


def _plain(header: str) -> str:
    return " ".join(_WORDS.findall(header.lower()))


def _holds(table: ColumnTable, column: str, name: str) -> bool:
    """Return whether a column's first cells are what the field needs; an empty column holds nothing."""
    test = _TESTS.get(name)
    cells = list(islice(filter(None, table[column].distinct), _SAMPLE))
    if test is None or not cells:
        return bool(cells)
    return sum(_is(test, cell) for cell in cells) >= _ENOUGH * len(cells)


def _is(read_cell: Callable[[str], object], cell: str) -> bool:
    try:
        read_cell(cell)
    except ValueError:
        return False
    return True


def _precision(cell: str) -> None:
    # numbers mean something else in each format, so only our own words are guessed
    if cell.replace(".", "").isdigit():
        raise ValueError(cell)


_TESTS: Final[Mapping[str, Callable[[str], object]]] = {
    "date_from": read_day,
    "date_to": read_day,
    "date_precision": _precision,
    "location_precision": _precision,
    "lat": lambda cell: coordinate(cell, 90, "NS"),
    "lon": lambda cell: coordinate(cell, 180, "EW"),
    **dict.fromkeys(
        ("killed_low", "killed_best", "killed_high", "wounded_low", "wounded_high", "count_low", "count_high"), float
    ),
}
