"""The words of a text, the names among them, and what stands beside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, NamedTuple

from geo.names import fold, is_arabic, kind_of
from geo.scan.cues import Cues

_WORD: Final = re.compile(r"([^\W_]+(?:[’'‘`\-‑–][^\W_]+)*['’]?)")
_INNER: Final = re.compile(r"^[a-z]{1,3}-[^\W\d_a-z]")
_REMEMBERED: Final = 200_000
LIST: Final = re.compile(r"\s*(?:,|،|;|و|and|or|as well as|&|,\s*and)\s*", re.IGNORECASE)
LINK: Final = frozenset({"e", "i", "wa", "va", "o", "az", "al", "ul", "ye"})
DIRECTIONS: Final = frozenset(
    fold(side + end)
    for side in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for end in ("", "ern")
) | {"central"}


class Word(NamedTuple):
    """A word of a text: its offsets, how it is written, and folded."""

    start: int
    end: int
    text: str
    key: str
    capital: bool


@dataclass(slots=True)
class Toponym:
    """A name found, before it is resolved."""

    first: int
    last: int
    name: str
    kind: str | None = None
    within: list[str] = field(default_factory=list)
    unknown: bool = False
    loose: bool = False  # the kind is told of several places, or of a part of this one
    firm: bool = False  # the words beside it say that it is a place


class _Keys(dict[str, tuple[str, bool]]):
    """Words as they are folded, and whether they can begin a name; each is looked at once."""

    def __missing__(self, written: str) -> tuple[str, bool]:
        if len(self) > _REMEMBERED:
            self.clear()
        first = written[0]
        # az-Zour begins a name as much as Zour does; Arabic script has no capitals
        capital = first.isupper() or "\u0600" <= first <= "\u06ff" or _INNER.match(written) is not None
        self[written] = fold(written), capital
        return self[written]


_KEYS: Final = _Keys()


def words_of(text: str) -> list[Word]:
    """Return the words of a text, in their order."""
    # what is between words, a word, what is between, and so on; where each begins is where the one before it ends
    pieces = _WORD.split(text)
    ends, written = list(accumulate(map(len, pieces))), pieces[1::2]
    keys = [_KEYS[word] for word in written]
    return list(map(Word._make, zip(ends[:-1:2], ends[1::2], written, *zip(*keys, strict=True), strict=True)))


def adjacent(one: Word, other: Word, text: str) -> bool:
    """Tell whether only space, or one line break, is between two words."""
    gap = text[one.end : other.start]
    return gap.isspace() and gap.count("\n") <= 1


def run(words: Sequence[Word], at: int, text: str, most: int) -> int:
    """Return how many words from here may be one name."""
    count = 1
    while (
        count < most
        and at + count < len(words)
        and adjacent(words[at + count - 1], words[at + count], text)
        and (words[at + count].capital or words[at + count].key in LINK)
    ):
        count += 1
    return count


def word_before(toponym: Toponym, words: Sequence[Word], text: str) -> Word | None:
    """Return the word right before a name, or None."""
    if toponym.first == 0:
        return None
    word = words[toponym.first - 1]
    return word if adjacent(word, words[toponym.first], text) else None


def word_behind(toponym: Toponym, words: Sequence[Word], text: str) -> Word | None:
    """Return the word right behind a name, or None."""
    if toponym.last + 1 >= len(words):
        return None
    word = words[toponym.last + 1]
    return word if adjacent(words[toponym.last], word, text) else None


def read_around(toponyms: Sequence[Toponym], words: Sequence[Word], text: str, cues: Cues) -> None:
    """Read what the words beside each name say of it."""
    taken = {toponym.last + 1 for toponym in toponyms}
    for toponym in toponyms:
        before, behind = word_before(toponym, words, text), word_behind(toponym, words, text)
        if behind is not None and (kind := kind_of(behind.text)):
            toponym.kind, toponym.firm = kind, True
        elif behind is not None and behind.key.startswith("governor"):
            toponym.kind, toponym.firm = "province", True
        elif behind is not None and behind.key in cues.office:
            toponym.firm = True
        elif before is not None and before.key == "of" and toponym.first > 1:
            # "the district of Jurm", "provinces of Sari Pul, Faryab and Jowzjan", "governor of Kunduz"
            told = words[toponym.first - 2]
            kind = "province" if told.key == "governor" else kind_of(told.text)
            # in "Jurm district of Badakhshan" the district is Jurm
            if kind and adjacent(told, before, text) and toponym.first - 2 not in taken:
                toponym.kind, toponym.firm, toponym.loose = kind, True, True
        elif before is not None and (kind := kind_of(before.text)) and is_arabic(before.text):
            toponym.kind, toponym.firm = kind, True


def listed(toponyms: Sequence[Toponym], words: Sequence[Word], text: str) -> list[list[Toponym]]:
    """Return the names in groups that a text lists together: Jurm, Warduj and Raghistan."""
    groups: list[list[Toponym]] = []
    for toponym in toponyms:
        if groups and LIST.fullmatch(text[words[groups[-1][-1].last].end : words[toponym.first].start]):
            groups[-1].append(toponym)
        else:
            groups.append([toponym])
    return groups


def sole(toponym: Toponym, groups: Sequence[list[Toponym]]) -> bool:
    """Tell whether a name stands in no list."""
    return any(group == [toponym] for group in groups)


def plural_behind(toponym: Toponym, words: Sequence[Word]) -> bool:
    """Tell whether the word behind a name is a plural: "districts"."""
    return toponym.last + 1 < len(words) and words[toponym.last + 1].key.endswith(("s", "ies"))


def lies_in(toponym: Toponym, outer: Toponym, words: Sequence[Word], text: str) -> bool:
    """Tell whether one name is said to lie in the next: "Darzab district of Jowzjan"."""
    end = words[toponym.last].end
    if toponym.last + 1 < outer.first and kind_of(words[toponym.last + 1].text):
        end = words[toponym.last + 1].end
    return bool(re.fullmatch(r"\s+(?:of|in)\s+(?:the\s+)?", text[end : words[outer.first].start]))
