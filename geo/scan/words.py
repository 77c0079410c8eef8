"""The words of a text, and the names among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, repeat
from typing import Final, NamedTuple

from geo.names import fold

# Arabic vowel signs and the zero-width non-joiner are inside words: what stands before them goes on behind them
_LETTERS: Final = "[^\\W_]+(?:[\u064b-\u065f\u0670\u0300-\u036f]+[^\\W_]*)*"
_WORD: Final = re.compile(f"({_LETTERS}(?:[’'‘`\\-‑–\u200c]{_LETTERS})*['’]?)")
_INNER: Final = re.compile(r"^[a-z]{1,3}-[^\W\d_a-z]")
_REMEMBERED: Final = 200_000
_POSSESSIVE: Final = ("'s", "’s", "'", "’")
LINK: Final = frozenset({"e", "i", "wa", "va", "o", "az", "al", "ul", "ye"})
# words that a name in Arabic script may have inside: Khost wa Fereng
ARABIC_LINK: Final = frozenset({fold("و"), fold("او")})
DIRECTIONS: Final = frozenset(
    fold(side + end)
    for side in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for end in ("", "ern")
) | {"central"}


class Word(NamedTuple):
    """A word of a text: its offsets, how it is written, folded, whether it can begin a name, and its script."""

    start: int
    end: int
    text: str
    key: str
    capital: bool
    arabic: bool


@dataclass(slots=True, eq=False)
class Toponym:
    """A name found, before it is resolved.

    Parameters
    ----------
    first, last : int
        Its words.
    name : str
        As written, without what is attached to it.
    start : int
        Offset of the name, which may begin inside its first word.
    kind : str, optional
        What the text calls it.
    within : list of str
        What the text says that it lies in.
    unknown : bool
        Nothing in the gazetteer is spelt so.
    guess : bool
        Nothing but its place in the sentence says that it is a name of a place.
    abroad : bool
        It is spelt like a place of another country, and like none in the gazetteer.
    loose : bool
        The kind is told of several places, or of a part of this one.
    firm : bool
        The words beside it say that it is a place.
    dateline : bool
        Where the report was written.
    parts : bool
        The kind is told in the plural, of a list or of the parts of this one.
    arabic : bool
        It is written in Arabic script.
    past : int
        The last of the words that belong to the mention, with the word for its kind.
    before, behind : Word, optional
        The words right beside it.
    """

    first: int
    last: int
    name: str
    start: int
    kind: str | None = None
    within: list[str] = field(default_factory=list)
    unknown: bool = False
    guess: bool = False
    abroad: bool = False
    loose: bool = False
    firm: bool = False
    dateline: bool = False
    parts: bool = False
    arabic: bool = False
    past: int = -1
    before: Word | None = None
    behind: Word | None = None


class _Keys(dict[str, tuple[str, bool, bool]]):
    """Words as they are folded, whether they can begin a name, and their script; each is looked at once."""

    def __missing__(self, written: str) -> tuple[str, bool, bool]:
        if len(self) > _REMEMBERED:
            self.clear()
        first = written[0]
        # az-Zour begins a name as much as Zour does; Arabic script has no capitals
        arabic = "\u0600" <= first <= "\u06ff"
        capital = arabic or first.isupper() or _INNER.match(written) is not None
        self[written] = fold(written), capital, arabic
        return self[written]


_KEYS: Final = _Keys()


def words_of(text: str) -> list[Word]:
    """Return the words of a text, in their order."""
    # what is between words, a word, what is between, and so on; where each begins is where the one before it ends
    pieces = _WORD.split(text)
    ends, written = list(accumulate(map(len, pieces))), pieces[1::2]
    keys = [_KEYS[word] for word in written]
    fields = zip(ends[:-1:2], ends[1::2], written, *zip(*keys, strict=True), strict=True)
    # as Word._make does, without a step of Python for each word
    return list(map(tuple.__new__, repeat(Word), fields))


def without_possessive(name: str) -> str:
    """Return a name as it is without what says that something is its own: Kunduz's."""
    return name[: -2 if name.endswith("s") else -1] if name.endswith(_POSSESSIVE) else name


def adjacent(one: Word, other: Word, text: str) -> bool:
    """Tell whether only space, or one line break, is between two words."""
    gap = text[one.end : other.start]
    return gap == " " or (gap.isspace() and gap.count("\n") <= 1)


def run(words: Sequence[Word], at: int, text: str, most: int) -> int:
    """Return how many words from here may be one name."""
    count = 1
    for one, other in pairwise(words[at : at + most]):
        if not ((other.capital or other.key in LINK) and adjacent(one, other, text)):
            break
        count += 1
    return count


def look_beside(toponyms: Sequence[Toponym], words: Sequence[Word], text: str) -> None:
    """Note the words right beside each name."""
    for one in toponyms:
        first, last = one.first, one.last
        if first > 0 and adjacent(words[first - 1], words[first], text):
            one.before = words[first - 1]
        if last + 1 < len(words) and adjacent(words[last], words[last + 1], text):
            one.behind = words[last + 1]
