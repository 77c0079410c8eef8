"""One line of a text, and whether it reads like furniture; the phrases are in ``furniture.csv`` beside this module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from geo.tables.word_list import WordList

_FILE: Final = Path(__file__).with_name("furniture.csv")
_SORTS: Final = ("line", "start", "list", "rest", "footer", "inside", "caption", "menu", "head")
# characters
_LONGEST: Final = 300  # a longer line is a paragraph, whatever it begins with
_LONGEST_HEADLINE: Final = 140
PROSE: Final = 60  # a line as long as this, with the end of a sentence, is prose

SENTENCE_END: Final = re.compile(r"""[.!…۔؟]["'”’»)\]]*$""")
ADDRESS: Final = re.compile(r"<?(?:https?://|www\.)\S+>?(?: \d{1,4}/\d{1,4})?", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# characters that are written in two ways, and mere decoration
_UNIFIED: Final = str.maketrans(
    "يىك\u200c\u00a0’", "ییک  '", "*_#0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩\u200e\u200f\u200b\ufeff"
)
_EDGES: Final = " \t-–—|›»>•·→▶◀«‹<+,"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text.

    Parameters
    ----------
    start, end : int
        Offsets into the text, without white space around.
    text : str
        What it says.
    plain : str
        The same in lower case, without digits and decoration, to compare with phrases; empty for a paragraph.
    """

    start: int
    end: int
    text: str
    plain: str

    @property
    def prose(self) -> bool:
        """Whether it is a sentence or a paragraph rather than a headline."""
        return len(self.text) > _LONGEST_HEADLINE or (
            len(self.text) >= PROSE and SENTENCE_END.search(self.text) is not None
        )


def plain(text: str) -> str:
    """Return a line as it is compared: lower case, without digits, decoration and the difference of ي and ی.

    Examples
    --------
    >>> plain("» Comments (3)"), plain("**Related :** Snow in Jurm")
    ('comments', 'related: snow in jurm')
    """
    return _folded(text).strip(_EDGES)


def _folded(text: str) -> str:
    return _spaced(text.casefold().translate(_UNIFIED))


def _spaced(text: str) -> str:
    return " ".join(text.replace("()", "").split()).replace(" :", ":")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    listed = WordList.read(_FILE, ["id", "words"], ids=_SORTS)
    listed.table.finish()
    return {sort: tuple(_folded(word) for word in listed.words[sort]) for sort in _SORTS}


@cache
def phrases(sort: str) -> frozenset[str]:
    """Return the phrases of a sort in ``furniture.csv``, written as :func:`plain` writes a line.

    Examples
    --------
    >>> "share this article" in phrases("line")
    True
    """
    return frozenset(_words()[sort])


@cache
def beginning(sort: str) -> re.Pattern[str]:
    """Return an expression for the beginnings of a sort; those that end in a letter end a word.

    Examples
    --------
    >>> beginning("start").match("photo: reuters") is not None
    True
    """
    longest = sorted(_words()[sort], key=len, reverse=True)
    return re.compile("|".join(re.escape(word) + (r"\b" if word[-1:].isalnum() else "") for word in longest))


@cache
def _opened() -> tuple[str, ...]:
    return tuple(word.removesuffix("…") + " " for word in _words()["list"] if word.endswith("…"))


def heads_list(line: Line) -> bool:
    r"""Return whether a line is the heading of a list of other articles.

    Examples
    --------
    >>> [heads_list(line) for line in lines_of("Read also: Snow in Jurm\nSnow in Jurm")]
    [True, False]
    """
    if line.plain in phrases("list"):
        return True
    phrase, colon, _ = line.plain.partition(":")
    if colon and f"{phrase}:" in phrases("list"):
        return True
    # "more from Security", "more from this section"
    return not line.prose and line.plain.startswith(_opened())


def is_footer(line: Line) -> bool:
    r"""Return whether a line is a page's copyright notice.

    Examples
    --------
    >>> [is_footer(line) for line in lines_of("© 2015 The Paper\nCopyright law in Kabul")]
    [True, False]
    """
    if not beginning("footer").match(line.plain):
        return False
    return _YEAR.search(line.text) is not None or "rights reserved" in line.plain


def stands_alone(line: Line, inside: Sequence[str]) -> bool:
    r"""Return whether a line is furniture by itself.

    Parameters
    ----------
    line : Line
        The line.
    inside : sequence of str
        The phrases of the sort ``inside`` that occur in its text: few, so that each line is compared with few.

    Returns
    -------
    bool
        True for buttons, captions and addresses.

    Examples
    --------
    >>> [stands_alone(line, []) for line in lines_of("Share\nPhoto: Reuters\nFighters took Darzab.")]
    [True, True, False]
    """
    if line.plain in phrases("line") or ADDRESS.fullmatch(line.text):
        return True
    if not line.plain:
        return False
    if beginning("start").match(line.plain) or any(phrase in line.plain for phrase in inside):
        return True
    if not line.text.endswith((")", "]")):
        return False
    credit = line.plain[max(line.plain.rfind("("), line.plain.rfind("[")) + 1 :].rstrip(")]")
    first = credit.replace(":", " ").replace("/", " ").split(" ", 1)[0]
    return first in phrases("caption") or "getty" in credit


def lines_of(text: str) -> list[Line]:
    r"""Return the lines that are not empty.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of Line
        In their order.

    Examples
    --------
    >>> [line.plain for line in lines_of("Share\n\nNight in Darzab")]
    ['share', 'night in darzab']
    """
    lines, at = [], 0
    # folded as a whole, which is faster than line by line
    folded = text.casefold().translate(_UNIFIED)
    for raw, bare_fold in zip(text.split("\n"), folded.split("\n"), strict=True):
        if bare := raw.strip():
            start = at + raw.index(bare)
            lines.append(
                Line(start, start + len(bare), bare, _spaced(bare_fold).strip(_EDGES) if len(bare) <= _LONGEST else "")
            )
        at += len(raw) + 1
    return lines
