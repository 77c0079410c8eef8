"""Dates in running text: the line above an article."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from geo.dates.reading import ISO_DAY, named_day
from geo.dates.span import WEEKDAYS

_HEAD_LINES: Final = 12
_WEEKDAY: Final = re.compile(rf"(?:{'|'.join(WEEKDAYS)}) ", re.IGNORECASE)


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
