"""What a file holds, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.errors import DataError, ExtraError, Problem

_FULL: Final = 0.75  # of the longest lines: a shorter one ends its paragraph
_NARROW: Final = 45  # characters; text that is broken into lines has longer ones
_NO_TITLE: Final = re.compile(
    r"untitled.*|microsoft word - .*|.*\.(?:docx?|pdf|html?|indd|rtf)|document\d*", re.IGNORECASE
)
_NO_AUTHOR: Final = frozenset({"python-docx", "unknown", "user", "admin", "administrator", "owner", "anonymous"})


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file holds.

    Parameters
    ----------
    text : str
        Its text; empty when none was found.
    title, publisher, url : str
        Empty when it does not say.
    published : datetime.date, optional
        None when it does not say.
    saved : datetime.date, optional
        When the file was made, which may be long after the publication.
    left_out : tuple of str
        The headers and footers of its pages.
    """

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    saved: date | None = None
    left_out: tuple[str, ...] = ()


@contextmanager
def reading(name: str, what: str) -> Iterator[None]:
    """Report whatever a library raises on a damaged or hostile file as a problem of that file.

    Parameters
    ----------
    name : str
        The file.
    what : str
        What it should be: ``a PDF``.

    Yields
    ------
    None
        While the library reads.

    Raises
    ------
    DataError
        When it fails.

    Examples
    --------
    >>> with reading("a.pdf", "a PDF"):
    ...     {}["/Root"]
    Traceback (most recent call last):
    geo.errors.DataError: a.pdf: is not a PDF that can be read; save or download it again
    """
    try:
        yield
    except (DataError, ExtraError):
        raise
    except Exception as error:
        raise DataError([Problem(name, f"is not {what} that can be read", "save or download it again")]) from error


def given_title(text: str | None) -> str:
    """Return a title that a person gave a file; empty for those of programs.

    Examples
    --------
    >>> given_title("Snow in Jurm"), given_title("Microsoft Word - draft2.docx")
    ('Snow in Jurm', '')
    """
    bare = " ".join((text or "").split())
    return "" if _NO_TITLE.fullmatch(bare) else bare


def given_author(text: str | None) -> str:
    """Return the author of a file; empty for the names that programs set.

    Examples
    --------
    >>> given_author("Pajhwok"), given_author("python-docx")
    ('Pajhwok', '')
    """
    bare = " ".join((text or "").split())
    return "" if bare.lower() in _NO_AUTHOR else bare


def unwrapped(text: str) -> str:
    r"""Join the lines of paragraphs that were broken to a width.

    Examples
    --------
    >>> broken = "Officials in the north-east said on Tuesday that the road to Jurm\ndistrict was open again.\n\nBy Ali"
    >>> unwrapped(broken)
    'Officials in the north-east said on Tuesday that the road to Jurm district was open again.\n\nBy Ali'
    """
    lines = [line.strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    # some lines are longer than the rest: a headline, or two columns
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    if width > 4 * _NARROW:  # paragraphs stand on one line each
        return "\n".join(lines)
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line:
            before = joined.pop()
            # "Badakh-" and "shan" are one word; "north-" and "East" are not
            cut = before.endswith("-") and before[-2:-1].isalpha() and line[0].islower()
            joined.append(before[:-1] + line if cut else f"{before} {line}")
        else:
            joined.append(line)
        goes_on = len(line) >= max(_NARROW, _FULL * width)
    return "\n".join(joined)
