"""Dates in running text: the line above an article, and what a sentence says of its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from geo.dates.reading import ISO_DAY, NUMBER_OF_MONTH, named_day, read_partial
from geo.dates.span import MONTHS, WEEKDAYS, Span

_HEAD_LINES: Final = 12
_WEEKDAY: Final = re.compile(rf"(?:{'|'.join(WEEKDAYS)}) ", re.IGNORECASE)

_TOLD: Final = re.compile(
    rf"\b(?P<how>in|since|after|during|of)\s+(?:(?P<month>{'|'.join(MONTHS)})\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(
    rf"\byesterday\b|\bon\s+(?:{'|'.join(WEEKDAYS)})\b|\b(?:in|over|during)?\s*(?:the\s+)?(?:last|past)\s+(?:week|month|year)\b",
    re.IGNORECASE,
)
_LENGTHS: Final = {"week": 7, "month": 31, "year": 365}  # days


def dateline(text: str) -> date | None:
    r"""Return the day that stands alone on one of an article's first lines; None when none does.

    A day inside a sentence may be of anything, and is not taken.

    Examples
    --------
    >>> dateline("Night in Darzab\nTuesday, 12 December, 2017\nOfficials said …")
    datetime.date(2017, 12, 12)
    """
    for line in text.splitlines()[:_HEAD_LINES]:
        bare = " ".join(line.replace(",", "").split())
        try:
            return date.fromisoformat(bare) if ISO_DAY.fullmatch(bare) else named_day(_WEEKDAY.sub("", bare, count=1))
        except ValueError:
            continue
    return None


def told_span(sentence: str, published: Span) -> Span:
    """Return when a sentence says that something happened; the day of its report when it does not say.

    Parameters
    ----------
    sentence : str
        In English.
    published : Span
        When the report was published, from which "yesterday" and "on Sunday" are counted back.

    Returns
    -------
    Span
        With the precision at which the sentence tells it.

    Examples
    --------
    >>> day = Span(date(2017, 12, 12), date(2017, 12, 12), "day")
    >>> print(told_span("It overran the province in May 2015.", day))
    May 2015
    >>> print(told_span("It has spread since 2015.", day))
    between 1 January 2015 and 12 December 2017
    """
    told, relative = _TOLD.search(sentence), _RELATIVE.search(sentence)
    if told is None and relative and published.first == published.last:
        return _counted_back(relative[0].lower().split(), published.first)
    if told is None or int(told["year"]) > published.last.year:
        return published
    month = f"-{NUMBER_OF_MONTH[told['month'].lower()]:02}" if told["month"] else ""
    span = read_partial(f"{told['year']}{month}")
    if told["how"].lower() in {"since", "after"}:
        return Span(span.first, max(published.last, span.first))
    return span


def _counted_back(words: Sequence[str], published: date) -> Span:
    """Return the days that words such as "on Sunday" or "in the last week" mean in a report of a known day."""
    if words[-1] in _LENGTHS:
        return Span(published - timedelta(_LENGTHS[words[-1]]), published)
    back = 1
    if words[-1] != "yesterday":
        # "on Tuesday" in a report of a Tuesday is that day
        back = (published.weekday() - WEEKDAYS.index(words[-1].capitalize())) % 7
    day = published - timedelta(back)
    return Span(day, day, "day")
