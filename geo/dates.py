"""Days, spans of days and how exactly they are known: every reader and writer of a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

#: how exactly a date is known
PRECISIONS: Final = ("day", "month", "year", "range")

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days, and how exactly it is known.

    Parameters
    ----------
    first, last : datetime.date
        Both included.
    precision : {"day", "month", "year", "range"}
        ``range``: at some time within, or throughout; the report does not tell.
    """

    first: date
    last: date
    precision: str = "range"

    def __str__(self) -> str:
        """Say the span as its precision allows.

        Examples
        --------
        >>> print(Span(date(2015, 5, 1), date(2015, 5, 31), "month"))
        May 2015
        >>> print(Span(date(2019, 1, 1), date(2021, 8, 14)))
        between 1 January 2019 and 14 August 2021
        """
        if self.precision == "month" and self.first.replace(day=1) == self.last.replace(day=1):
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        if self.precision == "year" and self.first.year == self.last.year:
            return str(self.first.year)
        if self.first == self.last:
            return _day(self.first)
        return f"between {_day(self.first)} and {_day(self.last)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
