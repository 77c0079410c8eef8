"""Reading ``activity.csv`` into the typed table, with all problems collected and raised together."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.activity.schema import PLACE_COLUMNS, SCHEMA, Column
from geo.activity.several import categories, joined, parted
from geo.reports import Report
from geo.tables import Row
from geo.tables.columns import Codes, ColumnTable
from geo.tables.formulas import unguarded
from geo.tables.read_columns import read_columns

_OFFSETS: Final = re.compile(r"(\d+)-(\d+)")
_NO_DAY: Final = np.datetime64("NaT", "s")
#: columns that refer to other files, with the message and fix for an unknown id
_NAMED: Final = (
    ("place_id", "is not in the gazetteer", "correct the id, or add a row for it"),
    ("actors", "is not in gazetteer/actors.csv", "correct the id, or add a row for it"),
    ("kind", "is not in gazetteer/kinds.csv", "correct the id, or add a row for it"),
    ("report_id", "is not in data/reports", "correct the id, or add the file"),
)


def load(
    path: Path,
    places: Container[str],
    reports: Mapping[str, Report],
    actors: Container[str],
    kinds: Container[str],
) -> pd.DataFrame:
    """Read activity records and check their references.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns of :mod:`geo.activity.schema`.
    places : container of str
        Ids in the gazetteer.
    reports : mapping of str to Report
        By id.
    actors, kinds : container of str
        Ids in ``actors.csv`` and ``kinds.csv``.

    Returns
    -------
    pandas.DataFrame
        The typed table, in the order of the file.

    Raises
    ------
    geo.errors.DataError
        With every problem in the file.

    Examples
    --------
    >>> from geo.project import Project
    >>> records = Project.load().records
    >>> records.loc[records["place_id"] == "af.jowzjan.darzab;af.jowzjan.qush-tepa", "count_low"].max()
    np.int64(40)
    """
    return ActivityFile.read(path).check(places, reports, actors, kinds)


@dataclass(frozen=True, slots=True)
class ActivityFile:
    """An activity file as read, before its references are checked.

    Parameters
    ----------
    table : ColumnTable
        Its columns.
    """

    table: ColumnTable

    @classmethod
    def read(cls, path: Path) -> ActivityFile:
        """Read a file.

        Raises
        ------
        geo.errors.DataError
            When it cannot be read, or a required column is missing.
        """
        return cls(read_columns(path, [column.name for column in SCHEMA if column.required]))

    def place_ids(self) -> set[str]:
        """Return the ids of all places that the file cites.

        Examples
        --------
        >>> "af.jowzjan.darzab" in ActivityFile.read(Path("data/activity.csv")).place_ids()
        True
        """
        return {key for cell in self.table["place_id"].distinct for key in parted(cell)}

    def check(
        self, places: Container[str], reports: Mapping[str, Report], actors: Container[str], kinds: Container[str]
    ) -> pd.DataFrame:
        """Check the file and return it as the typed table; see :func:`load`."""
        table = self.table
        table.check_filled(*(column.name for column in SCHEMA if column.filled))
        table.check_unique("id")
        columns = {column.name: _typed(table, column) for column in SCHEMA}
        _check_order(table, columns)
        for (name, message, fix), known in zip(_NAMED, (places, actors, kinds, reports), strict=True):
            _check_named(table, name, known, message, fix)
        _check_evidence(table, reports)
        table.finish()
        known_names = {name for column in SCHEMA for name in (column.name, column.formerly)}.union(PLACE_COLUMNS)
        # people add columns of their own in spreadsheets
        more = {name: _text(table, name) for name in table.columns if name and name not in known_names}
        return pd.DataFrame({**columns, **more})


def _typed(table: ColumnTable, column: Column) -> pd.Series[Any]:  # noqa: PLR0911 - one for each column type
    """Return a column of the typed table."""
    name = column.name
    codes = table[name].codes
    match column.type:
        case "several":
            cells = table.parse(name, lambda row: joined(row.listed(name)))
            return _category(cells, codes)
        case "word":
            if column.allowed:
                words = table.parse(name, lambda row: row.one_of(name, column.allowed))
                positions = [column.allowed.index(word) if word in column.allowed else -1 for word in words]
                return categories(np.array(positions, np.int32)[codes], column.allowed)
            return _category(table[name].distinct, codes)
        case "date":
            days = table.parse(name, lambda row: row.date(name))
            return pd.Series(np.array([_NO_DAY if day is None else day for day in days], "datetime64[s]")[codes])
        case "number":
            numbers = table.parse(name, lambda row: row.whole(name)) if name in table.columns else [None]
            return pd.Series(pd.array(numbers, dtype="Int64")[codes])
        case "offsets":
            table.parse(name, lambda row: _offsets(row, name), lambda text: () if _OFFSETS.fullmatch(text) else None)
            return _text(table, name)
        case "text":
            if column.formerly and column.formerly in table.columns:
                old = _text(table, column.formerly)
                new = _text(table, name)
                return new.where(new != "", old) if name in table.columns else old
            return _text(table, name)


def _text(table: ColumnTable, name: str) -> pd.Series[Any]:
    """Return a column of texts, without the apostrophes that guard against formulas."""
    cells = table[name]
    texts = pd.Series([unguarded(text) if text[:1] == "'" else text for text in cells.distinct], dtype=str)
    return texts.take(cells.codes).reset_index(drop=True)


def _category(cells: Sequence[str], codes: Codes) -> pd.Series[Any]:
    """Return a column of words, with the distinct non-empty words as its categories."""
    number = {cell: at for at, cell in enumerate(dict.fromkeys(filter(None, cells)))}
    return categories(np.array([number.get(cell, -1) for cell in cells], np.int32)[codes], list(number))


def _check_order(table: ColumnTable, columns: Mapping[str, pd.Series[Any]]) -> None:
    """Note dates and numbers whose upper bound is below the lower bound."""
    first, last = columns["date_from"], columns["date_to"]
    for row in np.flatnonzero((last < first).to_numpy()).tolist():
        message = f"ends before it begins, on {first[row]:%Y-%m-%d}"
        table.add_problem(row, "date_to", message, "swap or correct the two dates")
    for what in ("count", "killed", "wounded"):
        low, high = columns[f"{what}_low"], columns[f"{what}_high"]
        for row in np.flatnonzero((high < low).fillna(value=False).to_numpy(dtype=bool)).tolist():
            message = f"is less than {what}_low, {low[row]}"
            table.add_problem(row, f"{what}_high", message, "swap or correct the two counts")


def _check_named(table: ColumnTable, column: str, known: Container[str], message: str, fix: str) -> None:
    """Note the unknown ids."""
    unknown = {
        code: values
        for code, cell in enumerate(table[column].distinct)
        if (values := [value for value in parted(cell) if value not in known])
    }
    if unknown:
        codes = table[column].codes
        for row in table.rows_of(column, list(unknown)):
            for value in unknown[int(codes[row])]:
                table.add_problem(row, column, message, fix, value)


def _check_evidence(table: ColumnTable, reports: Mapping[str, Report]) -> None:
    """Note the offsets that lie outside the first report cited."""
    cited, evidence = table["report_id"], table["evidence"]
    bodies = [reports.get(next(iter(parted(cell)), "")) for cell in cited.distinct]
    length = np.array([-1 if report is None else len(report.body) for report in bodies], np.int64)
    spans = [[(int(a), int(b)) for a, b in _OFFSETS.findall(cell)] for cell in evidence.distinct]
    ends = np.array([max((end for _, end in pairs), default=0) for pairs in spans], np.int64)
    turned = np.array([any(start >= end for start, end in pairs) for pairs in spans], bool)
    there = length[cited.codes] >= 0
    wrong = there & ((ends[evidence.codes] > length[cited.codes]) | turned[evidence.codes])
    for row in np.flatnonzero(wrong).tolist():
        size = int(length[cited.codes[row]])
        for start, end in spans[evidence.codes[row]]:
            if not start < end <= size:
                message = f"points outside the report, which has {size} characters"
                table.add_problem(row, "evidence", message, "write first-last with first < last", f"{start}-{end}")


def _offsets(row: Row, column: str) -> tuple[()]:
    """Note the parts of a cell that are not a pair of offsets."""
    for text in row.listed(column):
        if not _OFFSETS.fullmatch(text):
            fix = "write first-last, such as 120-264; separate several by ;"
            row.add_problem(column, "is not a pair of offsets", fix, text)
    return ()
