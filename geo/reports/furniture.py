"""Lines that came along with an article and are not part of it: menus, captions, "Related:", comments, footers.

The phrases are in ``furniture.csv`` beside this module. Furniture is replaced by spaces, so that offsets into a
text stay true, and each line left out can be listed.
"""

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
_PROSE: Final = 60  # a line as long as this, with the end of a sentence, is prose
_ARTICLE: Final = 200  # prose before comments; with less, the "Comments" may be a link above the article
_REPEATED: Final = 40  # a shorter line may occur twice in earnest
_LONGEST_ENTRY: Final = 30  # of a menu
# lines
_LISTED: Final = 15  # headlines in one box
_ABOVE: Final = 3  # headlines that are more than the article's own
_HEADLINE_WORDS: Final = 4  # spaces in a headline; a byline or a date has fewer
_MENU: Final = 3  # entries that make a menu
_APART: Final = 6  # from one known entry of a menu to the next
_HEAD: Final = 3  # of an e-mail

_SENTENCE_END: Final = re.compile(r"""[.!…۔؟]["'”’»)\]]*$""")
_BETWEEN: Final = re.compile(r"[|›»>•·→\t]+")
_ADDRESS: Final = re.compile(r"<?(?:https?://|www\.)\S+>?(?: \d{1,4}/\d{1,4})?", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_FORWARDED: Final = re.compile(
    r"[-_ ]*(?:forwarded message|original message|begin forwarded message:)[-_ ]*", re.IGNORECASE
)
# what is written in two ways, and what only decorates
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
            len(self.text) >= _PROSE and _SENTENCE_END.search(self.text) is not None
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
def _phrases(sort: str) -> frozenset[str]:
    return frozenset(_words()[sort])


@cache
def _beginning(sort: str) -> re.Pattern[str]:
    """Return an expression for the beginnings of a sort; those that end in a letter end a word."""
    longest = sorted(_words()[sort], key=len, reverse=True)
    return re.compile("|".join(re.escape(word) + (r"\b" if word[-1:].isalnum() else "") for word in longest))


@cache
def _opened() -> tuple[str, ...]:
    return tuple(word.removesuffix("…") + " " for word in _words()["list"] if word.endswith("…"))


def blank(text: str, whole: re.Pattern[str] | None = None) -> tuple[str, tuple[str, ...]]:
    r"""Replace the furniture of a page by spaces.

    Parameters
    ----------
    text : str
        As saved, pasted or extracted.
    whole : re.Pattern of str, optional
        Further lines to leave out.

    Returns
    -------
    text : str
        Of the same length, with every other character in its place.
    left_out : tuple of str
        The lines that were left out, in their order.

    Examples
    --------
    >>> text, left_out = blank("Fighters took Darzab.\nRelated: Snow in Jurm\nThey left again.")
    >>> text.split(), left_out
    (['Fighters', 'took', 'Darzab.', 'They', 'left', 'again.'], ('Related: Snow in Jurm',))
    """
    lines = _lines(text)
    dropped = sorted(_Reading(lines, whole).dropped())
    pieces, at = [], 0
    for index in dropped:
        line = lines[index]
        pieces += [text[at : line.start], " " * (line.end - line.start)]
        at = line.end
    return "".join([*pieces, text[at:]]), tuple(lines[index].text for index in dropped)


def lone_address(lines: Sequence[str]) -> str:
    """Return the address that stands alone on a line, as browsers print it; empty when none or several do.

    Examples
    --------
    >>> lone_address(["Share", "https://example.org/darzab 1/2"])
    'https://example.org/darzab'
    """
    found = {line.split()[0].strip("<>") for line in lines if _ADDRESS.fullmatch(line)}
    return found.pop() if len(found) == 1 else ""


def _lines(text: str) -> list[Line]:
    """Return the lines that are not empty."""
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


class _Reading:
    """One text while its furniture is looked for."""

    def __init__(self, lines: Sequence[Line], whole: re.Pattern[str] | None) -> None:
        self._lines = lines
        self._whole = whole
        self._drop: set[int] = set()
        self._last: int | None = None
        said = "\n".join(line.plain for line in lines)
        self._inside = tuple(phrase for phrase in _phrases("inside") if phrase in said)

    def dropped(self) -> set[int]:
        """Return the indices of the lines to leave out."""
        self._menus()
        self._mail_heads()
        lines, seen = self._lines, set[str]()
        prose = index = 0
        while index < len(lines):
            line, end = lines[index], index + 1
            furniture = True
            if index in self._drop:
                pass
            elif _heads_list(line):
                end = self._end_of_list(index, begun=prose > 0)
            elif line.plain in _phrases("rest"):
                end = len(lines) if prose >= _ARTICLE else end
            elif _is_footer(line):
                end = len(lines) if prose and index > self._last_prose() else end
            elif not (
                _alone(line, self._inside) or line.text in seen or (self._whole and self._whole.fullmatch(line.text))
            ):
                furniture = False
                prose += len(line.text) if len(line.text) >= _PROSE else 0
            if furniture:
                self._drop.update(range(index, end))
            if len(line.text) >= _REPEATED:
                seen.add(line.text)
            index = end
        return self._drop

    def _last_prose(self) -> int:
        """Return the index of the last line of prose; -1 without one."""
        if self._last is None:
            found = (at for at in range(len(self._lines) - 1, -1, -1) if self._lines[at].prose)
            self._last = next((at for at in found if not _alone(self._lines[at], self._inside)), -1)
        return self._last

    def _end_of_list(self, heading: int, *, begun: bool) -> int:
        """Return the index after the headlines below a heading.

        Above the article its own headline may follow: there, only several headlines and an empty line are a list.
        """
        first = heading + 1
        if ":" in self._lines[heading].plain.rstrip(":"):
            return first
        for at in range(first, min(first + _LISTED, len(self._lines))):
            line = self._lines[at]
            if line.plain in _phrases("rest") or _is_footer(line) or _heads_list(line):
                return at if begun else first
            if not begun and line.start > self._lines[at - 1].end + 1 and at >= first + _ABOVE:
                return at
            if not begun and line.text.count(" ") < _HEADLINE_WORDS:
                return first
            if line.prose or _SENTENCE_END.search(line.text) or self._goes_on(at):
                return at if begun else first
        return min(first + _LISTED, len(self._lines)) if begun else first

    def _goes_on(self, at: int) -> bool:
        """Whether a line is the beginning of a paragraph that was broken into lines."""
        following = self._lines[at + 1] if at + 1 < len(self._lines) else None
        return (
            following is not None
            and len(self._lines[at].text) >= _REPEATED
            and following.start == self._lines[at].end + 1
            and following.text[0].islower()
        )

    def _menus(self) -> None:
        """Find menus: known entries near each other, with the short lines between them."""
        run: list[int] = []
        for index, line in enumerate(self._lines):
            if self._is_menu_line(line):
                self._drop.add(index)
            if len(line.text) > _LONGEST_ENTRY or _SENTENCE_END.search(line.text):
                self._close(run)
            elif line.plain in _phrases("menu"):
                if run and index - run[-1] > _APART:
                    self._close(run)
                run.append(index)
        self._close(run)

    def _close(self, run: list[int]) -> None:
        if len(run) > _MENU:
            self._drop |= set(range(run[0], run[-1] + 1))
        run.clear()

    @staticmethod
    def _is_menu_line(line: Line) -> bool:
        """Whether a line is a menu or a path such as "Home > News > Kabul"."""
        if not line.plain or _SENTENCE_END.search(line.text):
            return False
        entries = [plain(entry) for entry in _BETWEEN.split(line.text)]
        known = sum(entry in _phrases("menu") for entry in entries)
        if len(entries) > 1:
            return (entries[0] in _phrases("menu") and len(entries) >= _MENU) or known >= _MENU
        words = line.plain.split()
        known = sum(word in _phrases("menu") for word in words)
        return known > _MENU and 2 * known >= len(words)

    def _mail_heads(self) -> None:
        """Find the heads of forwarded e-mails."""
        run: list[int] = []
        for index, line in enumerate(self._lines):
            if _FORWARDED.fullmatch(line.text):
                self._drop.add(index)
            if _beginning("head").match(line.plain):
                run.append(index)
                continue
            if len(run) >= _HEAD:
                self._drop |= set(run)
            run = []
        if len(run) >= _HEAD:
            self._drop |= set(run)


def _heads_list(line: Line) -> bool:
    if line.plain in _phrases("list"):
        return True
    phrase, colon, _ = line.plain.partition(":")
    if colon and f"{phrase}:" in _phrases("list"):
        return True
    # "more from Security", "more from this section"
    return not line.prose and line.plain.startswith(_opened())


def _is_footer(line: Line) -> bool:
    if not _beginning("footer").match(line.plain):
        return False
    return _YEAR.search(line.text) is not None or "rights reserved" in line.plain


def _alone(line: Line, inside: Sequence[str]) -> bool:
    """Whether a line is furniture by itself; of the phrases inside a line, only those of its text are compared."""
    if line.plain in _phrases("line") or _ADDRESS.fullmatch(line.text):
        return True
    if not line.plain:
        return False
    if _beginning("start").match(line.plain) or any(phrase in line.plain for phrase in inside):
        return True
    if not line.text.endswith((")", "]")):
        return False
    credit = line.plain[max(line.plain.rfind("("), line.plain.rfind("[")) + 1 :].rstrip(")]")
    first = credit.replace(":", " ").replace("/", " ").split(" ", 1)[0]
    return first in _phrases("caption") or "getty" in credit
