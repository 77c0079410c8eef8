"""Reading a date from a cell, an address or a file.

Which reader fits depends on who wrote the date: :func:`read_day` reads a cell and refuses what may mean two days;
:func:`read_partial` reads what programs write, and :func:`read_period` what stands in the address of a map.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal

from geo.dates.span import MONTHS, Span
from geo.errors import UnclearError

#: the periods that :func:`read_period` knows
Period = Literal["day", "week", "month", "quarter", "year"]
#: months by their names and abbreviations in lower case
NUMBER_OF_MONTH: Final = {
    name: number for number, month in enumerate(MONTHS, start=1) for name in (month.lower(), month[:3].lower())
}

_WRITE_DAY: Final = "write it as 2017-12-31"
# \d and int() read the digits of every script
_MIDNIGHT: Final = r"(?:[T ]\s*0?0:00(?::00(?:\.0+)?)?Z?)?"
ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-/.]?)(\d\d?)\2(\d\d?){_MIDNIGHT}")
_YEAR_LAST: Final = re.compile(rf"(\d\d?)([-/.])(\d\d?)\2(\d{{4}}){_MIDNIGHT}")
_NAMED: Final = re.compile(r"(?:(\d\d?)\.?[ -]([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? (\d\d?)),?[ -](\d{4})")
_MONTHS_PER_YEAR: Final = 12
# years of the calendar of Afghanistan and Iran, as lists write them: 1396/10/10
_SOLAR: Final = range(1250, 1450)
_SERIAL: Final = re.compile(r"\d{5}(?:\.0+)?")
# day 0 of Excel and LibreOffice: Excel thinks that there was a 29 February 1900
_DAY_0: Final = date(1899, 12, 30)

_PARTIAL: Final = re.compile(r"([0-9]{1,4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_WEEK: Final = re.compile(r"([0-9]{4})-W([0-9]{2})")
_QUARTER: Final = re.compile(r"([0-9]{4})-Q([1-4])")


def read_day(text: str) -> date:
    """Return a date that can mean one day only.

    Parameters
    ----------
    text : str
        ``2017-12-31``, or what a spreadsheet made of it: ``12/31/2017``, ``31.12.2017``,
        ``2017-12-31 00:00:00``, ``31-Dec-2017``.

    Returns
    -------
    datetime.date
        That day.

    Raises
    ------
    geo.errors.UnclearError
        When it is not a date, or may be one of two.

    Examples
    --------
    >>> read_day("12/31/2017") == read_day("31.12.2017") == read_day("2017-12-31 00:00:00") == date(2017, 12, 31)
    True
    """
    try:
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else _read_day(re.sub("[−–]", "-", text))
    except UnclearError:
        raise
    except ValueError as error:
        raise UnclearError("is not a date", _WRITE_DAY) from error


def _read_day(text: str) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, of_month = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "/" and year in _SOLAR:
            raise UnclearError("may be a date of the Afghan calendar", f"{_WRITE_DAY}, in the Gregorian calendar")
        if found[2] or len(text) == 8:  # noqa: PLR2004 - 20171231
            return date(year, month, of_month)
    if found := _YEAR_LAST.fullmatch(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        days = {date(year, month, day) for day, month in ((one, other), (other, one)) if month <= _MONTHS_PER_YEAR}
        if len(days) > 1:
            raise UnclearError(f"may be {' or '.join(map(str, sorted(days)))}", _WRITE_DAY)
        return days.pop() if days else date(year, one, other)
    if _NAMED.fullmatch(text):
        return named_day(text)
    if _SERIAL.fullmatch(text):
        meant = _DAY_0 + timedelta(days=int(text[:5]))
        raise UnclearError(f"is a spreadsheet's number for a day, usually {meant}", _WRITE_DAY)
    raise UnclearError("is not a date", _WRITE_DAY)


def named_day(text: str) -> date:
    """Return a day whose month is a word: ``31 December 2017``, ``Dec 31, 2017``.

    Raises
    ------
    ValueError
        When it is not one.

    Examples
    --------
    >>> named_day("Dec 31, 2017")
    datetime.date(2017, 12, 31)
    """
    found = _NAMED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    month = NUMBER_OF_MONTH.get((found[2] or found[3]).lower(), 0)
    return date(int(found[5]), month, int(found[1] or found[4]))


def read_partial(text: str) -> Span:
    """Return the days of a year, a month or a day in ISO 8601.

    Parameters
    ----------
    text : str
        ``2017``, ``2017-12`` or ``2017-12-31``; early years may have fewer digits.

    Returns
    -------
    Span
        From the first day to the last, with the precision ``year``, ``month`` or ``day``.

    Raises
    ------
    ValueError
        When it is not one of these, or a year before 1, which Python's calendar does not have.

    Examples
    --------
    >>> span = read_partial("2004-02")
    >>> span.last.isoformat(), span.precision
    ('2004-02-29', 'month')
    """
    found = _PARTIAL.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' is not a year, month or day")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if day is not None and month is not None:
        return Span(date(year, month, day), date(year, month, day), "day")
    first = date(year, month or 1, 1)
    end = month or _MONTHS_PER_YEAR
    return Span(first, date(year, end, monthrange(year, end)[1]), "month" if month else "year")


def read_period(text: str) -> tuple[Span, Period]:
    """Read a period as the address of an exported map writes it.

    Parameters
    ----------
    text : str
        ``2017``, ``2017-Q4``, ``2017-12``, ``2017-W50`` (ISO 8601) or ``2017-12-31``; or two of one sort with
        ``..`` between them.

    Returns
    -------
    span : Span
        From the first day to the last.
    unit : {"day", "week", "month", "quarter", "year"}
        The length of a step that fits.

    Raises
    ------
    ValueError
        When it is not a period, or two of different sorts.

    Examples
    --------
    >>> span, unit = read_period("2017-Q4")
    >>> span.first.isoformat(), span.last.isoformat(), unit
    ('2017-10-01', '2017-12-31', 'quarter')
    """
    first, _, last = text.partition("..")
    try:
        (begin, unit), (end, other) = _read_period(first), _read_period(last or first)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a time") from error
    if unit != other or end.last < begin.first:
        raise ValueError(f"'{text}' is not a time")
    return Span(begin.first, end.last), unit


def _read_period(text: str) -> tuple[Span, Period]:
    if found := _WEEK.fullmatch(text):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return Span(monday, monday + timedelta(days=6)), "week"
    if found := _QUARTER.fullmatch(text):
        year, last = int(found[1]), 3 * int(found[2])
        return Span(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])), "quarter"
    if len(text.partition("-")[0]) != 4:  # noqa: PLR2004 - digits of a year
        raise ValueError(text)
    span = read_partial(text)
    units: dict[str, Period] = {"day": "day", "month": "month", "year": "year"}
    return span, units[span.precision]


def leading_day(value: object) -> date | None:
    """Return the day that a value begins with, in ISO 8601; None when it does not begin with one.

    Examples
    --------
    >>> leading_day("2017-12-12T10:00:00Z"), leading_day(None)
    (datetime.date(2017, 12, 12), None)
    """
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
