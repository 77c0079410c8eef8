"""Lines that came along with an article and are not part of it: menus, captions, "Related:", comments, footers.

The phrases are in ``furniture.csv`` beside this module. Furniture is replaced by spaces, so that offsets into a
text stay true, and each line left out can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from geo.reports.furniture_line import (
    ADDRESS,
    PROSE,
    SENTENCE_END,
    Line,
    beginning,
    heads_list,
    is_footer,
    lines_of,
    phrases,
    plain,
    stands_alone,
)  # fmt: skip

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
_BETWEEN: Final = re.compile(r"[|›»>•·→\t]+")
_FORWARDED: Final = re.compile(
    r"[-_ ]*(?:forwarded message|original message|begin forwarded message:)[-_ ]*", re.IGNORECASE
)


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
    lines = lines_of(text)
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
    found = {line.split()[0].strip("<>") for line in lines if ADDRESS.fullmatch(line)}
    return found.pop() if len(found) == 1 else ""


class _Reading:
    """One text while its furniture is looked for."""

    def __init__(self, lines: Sequence[Line], whole: re.Pattern[str] | None) -> None:
        self._lines = lines
        self._whole = whole
        self._drop: set[int] = set()
        self._last: int | None = None
        said = "\n".join(line.plain for line in lines)
        self._inside = tuple(phrase for phrase in phrases("inside") if phrase in said)

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
            elif heads_list(line):
                end = self._end_of_list(index, begun=prose > 0)
            elif line.plain in phrases("rest"):
                end = len(lines) if prose >= _ARTICLE else end
            elif is_footer(line):
                end = len(lines) if prose and index > self._last_prose() else end
            elif not (
                stands_alone(line, self._inside)
                or line.text in seen
                or (self._whole and self._whole.fullmatch(line.text))
            ):
                furniture = False
                prose += len(line.text) if len(line.text) >= PROSE else 0
            if furniture:
                self._drop.update(range(index, end))
            if len(line.text) >= _REPEATED:
                seen.add(line.text)
            index = end
        return self._drop

    def _named(self, line: Line) -> bool:
        return self._whole is not None and self._whole.fullmatch(line.text) is not None

    def _last_prose(self) -> int:
        """Return the index of the last line of prose; -1 without one."""
        if self._last is None:
            found = (at for at in range(len(self._lines) - 1, -1, -1) if self._lines[at].prose)
            self._last = next((at for at in found if not stands_alone(self._lines[at], self._inside)), -1)
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
            if line.plain in phrases("rest") or is_footer(line) or heads_list(line):
                return at if begun else first
            if not begun and line.start > self._lines[at - 1].end + 1 and at >= first + _ABOVE:
                return at
            if not begun and line.text.count(" ") < _HEADLINE_WORDS:
                return first
            if line.prose or SENTENCE_END.search(line.text) or self._goes_on(at):
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
            if len(line.text) > _LONGEST_ENTRY or SENTENCE_END.search(line.text):
                self._close(run)
            elif line.plain in phrases("menu"):
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
        if not line.plain or SENTENCE_END.search(line.text):
            return False
        entries = [plain(entry) for entry in _BETWEEN.split(line.text)]
        known = sum(entry in phrases("menu") for entry in entries)
        if len(entries) > 1:
            return (entries[0] in phrases("menu") and len(entries) >= _MENU) or known >= _MENU
        words = line.plain.split()
        known = sum(word in phrases("menu") for word in words)
        return known > _MENU and 2 * known >= len(words)

    def _mail_heads(self) -> None:
        """Find the heads of forwarded e-mails."""
        run: list[int] = []
        for index, line in enumerate(self._lines):
            if _FORWARDED.fullmatch(line.text):
                self._drop.add(index)
            if beginning("head").match(line.plain):
                run.append(index)
                continue
            if len(run) >= _HEAD:
                self._drop |= set(run)
            run = []
        if len(run) >= _HEAD:
            self._drop |= set(run)
