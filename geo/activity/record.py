"""One record: what a report says happened, where, when, by whom, and according to whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.activity.schema import COLUMNS
from geo.activity.several import joined, parted
from geo.dates import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of the activity table, for work on one record at a time: a review, a form, a card.

    The fields are the columns of :mod:`geo.activity.schema`.
    """

    id: str
    place_id: tuple[str, ...]
    date_from: date
    date_to: date
    kind: str
    report_id: tuple[str, ...]
    place_text: str = ""
    date_precision: str = "range"
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    count_low: int | None = None
    count_high: int | None = None
    unit: str = ""
    killed_low: int | None = None
    killed_high: int | None = None
    wounded_low: int | None = None
    wounded_high: int | None = None
    claimed_by: str = ""
    disputed_by: str = ""
    status: str = "reported"
    location_precision: str = ""
    confidence: str = ""
    evidence: tuple[tuple[int, int], ...] = ()
    event_id: str = ""
    note: str = ""
    why: str = ""
    accepted_by: str = ""
    accepted_at: str = ""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Record:
        """Return the record in a row of the typed table, or of texts as in the CSV.

        Parameters
        ----------
        row : mapping of str to object
            Cells by column; missing columns are empty.

        Examples
        --------
        >>> row = {"id": "r", "place_id": "af.kunar;af.nuristan", "date_from": "2017-12-12", "date_to": "2017-12-12",
        ...        "kind": "presence", "report_id": "tolo", "count_low": "40", "unit": "fighters"}
        >>> Record.from_row(row).count
        '40 or more fighters'
        """
        read: dict[str, Callable[[Any], Any]] = {
            "several": parted,
            "date": _day,
            "number": int,
            "offsets": offsets,
            "text": str,
            "word": str,
        }
        values: dict[str, Any] = {}
        for name, column in COLUMNS.items():
            cell = row.get(name)
            if not (pd.isna(cell) or cell == ""):
                values[name] = read[column.type](cell)
        return cls(**{"report_id": (), **values})

    def to_row(self) -> dict[str, str]:
        """Return the record as texts by column, as in the CSV.

        Examples
        --------
        >>> day = date(2017, 12, 12)
        >>> record = Record(id="r", place_id=("af",), date_from=day, date_to=day, kind="presence", report_id=("t",))
        >>> Record.from_row(record.to_row()) == record
        True
        """
        row = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "evidence":
                value = ";".join(f"{start}-{end}" for start, end in value)
            elif isinstance(value, tuple):
                value = joined(value)
            row[field.name] = "" if value is None else str(value)
        return {name: row[name] for name in COLUMNS}

    @property
    def span(self) -> Span:
        """The dates, with their precision."""
        return Span(self.date_from, self.date_to, self.date_precision)

    @property
    def count(self) -> str:
        """The number reported, in words; empty if there is none.

        Examples
        --------
        >>> day = date(2017, 12, 12)
        >>> Record(id="r", place_id=("af",), date_from=day, date_to=day, kind="presence", report_id=("t",), count_low=4,
        ...        unit="fighters").count
        '4 or more fighters'
        """
        return bounds_in_words(self.count_low, self.count_high, self.unit)


def bounds_in_words(low: int | None, high: int | None, unit: str = "") -> str:
    """Describe a number between two bounds, either of which may be open; empty if both are.

    Examples
    --------
    >>> bounds_in_words(None, 1200, "families"), bounds_in_words(3, 5), bounds_in_words(None, None, "fighters")
    ('up to 1,200 families', '3 to 5', '')
    """
    if low is None and high is None:
        return ""
    if high is None:
        number = f"{low:,} or more"
    elif low is None:
        number = f"up to {high:,}"
    elif low == high:
        number = f"{low:,}"
    else:
        number = f"{low:,} to {high:,}"
    return f"{number} {unit}".strip()


def records_of(table: pd.DataFrame) -> list[Record]:
    """Return the rows of a table as records: for cards or a form, not for 400,000 rows.

    Examples
    --------
    >>> from geo.project import Project
    >>> records_of(Project.load().records)[0].place_id
    ('af.badakhshan',)
    """
    return [Record.from_row({str(name): cell for name, cell in row.items()}) for row in table.to_dict("records")]


def rows_of(table: pd.DataFrame, ids: Collection[str]) -> pd.DataFrame:
    """Return the rows of some records, in the order of the table; quick where they are few among many.

    Examples
    --------
    >>> rows_of(pd.DataFrame({"id": ["a", "b"], "note": ["x", "y"]}), ["b"])["note"].tolist()
    ['y']
    """
    return table.iloc[np.flatnonzero(table["id"].isin(ids).to_numpy())]


def offsets(cell: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets in a valid cell of evidence.

    Examples
    --------
    >>> offsets("0-202;300-400")
    ((0, 202), (300, 400))
    """
    pairs = (text.split("-") for text in parted(cell))
    return tuple((int(start), int(end)) for start, end in pairs)


def _day(cell: str | date) -> date:
    if isinstance(cell, str):
        return date.fromisoformat(cell)
    return cell.date() if isinstance(cell, pd.Timestamp) else cell
