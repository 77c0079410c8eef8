"""Spans of days, how exactly they are known, and how they are written."""

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
#: Monday is 0, as for :meth:`datetime.date.weekday`
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days, and how exactly it is known.

    Parameters
    ----------
    first, last : datetime.date
        Both included.
    precision : {"day", "month", "year", "within", "throughout", "range"}
        ``within``: some day between the two; ``throughout``: all of them; ``range``: the report does not say which.
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
            return written_day(self.first)
        if self.precision == "throughout":
            return f"from {written_day(self.first)} to {written_day(self.last)}"
        some_day = "on a day " if self.precision == "within" else ""
        return f"{some_day}between {written_day(self.first)} and {written_day(self.last)}"


def written_day(day: date) -> str:
    """Return a day as people write it.

    Examples
    --------
    >>> written_day(date(2017, 12, 1))
    '1 December 2017'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
