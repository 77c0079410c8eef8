"""Where sentences begin and end: headlines, lines that run together, titles and initials are minded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.tokens import Tokens

_ENDS: Final = frozenset(".!?…؟۔")
_CLOSING: Final = frozenset("\"”’')]»")
_OPENING: Final = frozenset("“«")
_STRAIGHT: Final = '"'


@dataclass(slots=True)
class Sentence:
    """A sentence or a headline.

    Parameters
    ----------
    first, stop : int
        Its tokens, the end excluded.
    paragraph : int
        The number of its paragraph.
    headline : bool
        It stands in a line of its own without a full stop, before the text begins.
    quoted : bool
        It begins inside a quotation.
    """

    first: int
    stop: int
    paragraph: int
    headline: bool = False
    quoted: bool = False


def sentences(tokens: Tokens, titles: Collection[str]) -> list[Sentence]:
    r"""Return the sentences of a text.

    Parameters
    ----------
    tokens : Tokens
        The text.
    titles : collection of str
        Abbreviations behind which a full stop ends nothing.

    Returns
    -------
    list of Sentence
        All of the text, in order.

    Examples
    --------
    >>> tokens = Tokens.of("Bomb in Herat\n\nGen. A. Campbell spoke. He left.")
    >>> [tokens.written(one.first, one.stop - 1) for one in sentences(tokens, {"gen"})]
    ['Bomb in Herat', 'Gen. A. Campbell spoke.', 'He left.']
    """
    found: list[Sentence] = []
    text, starts, ends, keys = tokens.text, tokens.starts, tokens.ends, tokens.keys
    first = paragraph = 0
    count = len(keys)
    inside = quoted = False  # a quotation; at the beginning of the sentence
    at = 0
    while at < count:
        key = keys[at]
        if key in _OPENING:
            inside = True
        elif key in {"”", "»"}:
            inside = False
        elif key == _STRAIGHT:
            inside = not inside
        stop = at + 1
        ended = False
        if key in _ENDS:
            ended = key != "." or not _abbreviated(tokens, at, titles)
            while ended and stop < count and keys[stop] in _CLOSING and starts[stop] == ends[stop - 1]:
                inside = False
                stop += 1
        broken = lines = 0
        if stop < count:
            gap = text[ends[stop - 1] : starts[stop]]
            lines = gap.count("\n")
            # a line that goes on in small letters was only wrapped
            broken = lines > 1 or (lines == 1 and (ended or tokens.capital(stop) or not keys[stop][0].isalpha()))
        if ended or broken or stop == count:
            found.append(Sentence(first, stop, paragraph, not ended and bool(broken), quoted))
            first = stop
            if lines:
                paragraph += 1
                inside = inside and lines == 1
            quoted = inside
        at = stop
    _only_above(found)
    return found


def _only_above(found: list[Sentence]) -> None:
    """Keep as headlines only the lines before the text begins."""
    begun = False
    for one in found:
        if not one.headline and one.stop - one.first > 4:  # noqa: PLR2004 - a by-line may end in a full stop
            begun = True
        one.headline = one.headline and not begun


def _abbreviated(tokens: Tokens, at: int, titles: Collection[str]) -> bool:
    """Return whether a full stop only shortens a word, or is part of an address."""
    if at + 1 < len(tokens) and tokens.starts[at + 1] == tokens.ends[at] and tokens.keys[at + 1].isalnum():
        return True
    if at == 0 or tokens.ends[at - 1] != tokens.starts[at]:
        return False
    before = tokens.keys[at - 1]
    if before in titles:
        return True
    return len(before) == 1 and before.isalpha() and before.isascii() and tokens.capital(at - 1)
