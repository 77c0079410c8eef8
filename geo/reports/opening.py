"""What the first lines of a text say about it: its title, its day, and the agency of its dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.dates import dateline

_LINES: Final = 12
_LONGEST_TITLE: Final = 200  # characters
_LONGEST_DATE_LINE: Final = 120
# as in: KABUL (Pajhwok) - or: Kabul, Afghanistan, March 3, 2015 (Reuters) —
_AGENCY: Final = re.compile(
    r"\s*(?P<where>[^\W\d_][^()\n]{1,60}?)\s*\((?P<agency>(?=[A-Z\u0620-\u06d3])[^()\n]{2,40})\)\s*[-–—:،]"
)
_LABEL: Final = re.compile(
    r"^\s*(?:(?:first |date )?(?:published|posted|issued)(?: on| at)?|publication date|date|تاریخ نشر|تاریخ|نیټه)"
    r"\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?:\bat\s+)?\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:GMT|UTC|AFT|EST|EDT|[+-]\d{2}:?\d{2}))*",
    re.IGNORECASE,
)
_PIECES: Final = re.compile(r"[|·•–—]|\s-\s")
_SOURCE: Final = re.compile(r"^source:\s*(\S.{1,60})$", re.IGNORECASE | re.MULTILINE)
_RIGHTS: Final = re.compile(
    r"(?:©|copyright)[\s©(c)]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)[\s,]*(?:by\s+)?([^\W\d_][^.|©,]{2,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a text says about itself; each is empty, or None, when it does not say.

    Parameters
    ----------
    title : str
        The first line, unless the article begins with it.
    publisher : str
        From a line "Source: …", or the agency of the dateline.
    published : datetime.date, optional
        From a line of its own.
    """

    title: str = ""
    publisher: str = ""
    published: date | None = None


def opening(text: str) -> Opening:
    r"""Return what the first lines of a text say about it.

    Parameters
    ----------
    text : str
        Without the furniture of a page.

    Returns
    -------
    Opening
        Nothing in it is guessed: a day inside a sentence may be of anything, and is not taken.

    Examples
    --------
    >>> found = opening("Night in Darzab\nPublished: 3 March 2015 | 10:30\nKABUL (Pajhwok) - Officials said …")
    >>> found.title, found.publisher, found.published
    ('Night in Darzab', 'Pajhwok', datetime.date(2015, 3, 3))
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_LINES]
    agency = next((found for line in lines if (found := _AGENCY.match(line[:_LONGEST_DATE_LINE]))), None)
    source = _SOURCE.search(text)
    publisher = source[1].strip() if source else agency["agency"].strip() if agency else ""
    published = next((day for line in lines if (day := _day(line))), None)
    if published is None and agency:
        # as in: KABUL, March 3, 2015 (Reuters) —
        published = dateline(agency["where"].partition(",")[2].strip())
    return Opening(_title(lines), publisher, published)


def rights_holder(lines: tuple[str, ...]) -> str:
    """Return who holds the copyright by a page's footer; empty when it does not say.

    Examples
    --------
    >>> rights_holder(("Tags: Kabul", "© 2015 The Paper. All rights reserved."))
    'The Paper'
    """
    found = next((match for line in lines if (match := _RIGHTS.search(line))), None)
    return re.split(r"\s*all rights", found[1], maxsplit=1, flags=re.IGNORECASE)[0].strip() if found else ""


def _title(lines: list[str]) -> str:
    if len(lines) < 2 or len(lines[0]) > _LONGEST_TITLE:  # noqa: PLR2004 - a title has something below it
        return ""
    return "" if _AGENCY.match(lines[0]) or _day(lines[0]) else lines[0]


def _day(line: str) -> date | None:
    """Return the day that a line gives beside nothing but a label, a time or an author."""
    if len(line) > _LONGEST_DATE_LINE:
        return None
    labelled = _LABEL.sub("", line, count=1)
    for piece in (labelled, *_PIECES.split(labelled)):
        if day := dateline(_TIME.sub("", _LABEL.sub("", piece, count=1)).strip(" ,;:-")):
            return day
    return None
