"""Where names of places begin and end: by the gazetteer, by other countries' places, by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise, product
from typing import Final

from geo.gazetteer import Gazetteer
from geo.names import fold, is_arabic
from geo.scan.cues import Cues
from geo.scan.guesses import Guesses
from geo.scan.words import ARABIC_LINK, DIRECTIONS, LINK, Toponym, Word, adjacent, run, without_possessive

_LONGEST: Final = 4  # words of a name: Khost wa Fereng, Nawa-i Barak Zayi
_KINDS_BEHIND: Final = frozenset({"district", "valley", "village", "province"})
_UNKNOWN: Final = 3  # words of a name that nothing is called
_SIDES: Final = {"n": "northern", "s": "southern", "e": "eastern", "w": "western"}
_PASHTO: Final = re.compile("[ټډړږښڼېۍځڅ]")
# how Pashto inflects names, folded: بورکې for بورکه, غني خېلو for غني خېل
_OBLIQUE: Final = (("ی", ("ه", "")), ("و", ("", "ه")))
_ATTACHED: Final = fold("د")  # of, which some write without a space
_LEAST_ATTACHED: Final = 4
_LEAST_INFLECTED: Final = 4


def is_pashto(text: str) -> bool:
    """Tell whether a text is in Pashto, which names the kind of a place behind its name.

    Examples
    --------
    >>> is_pashto("د بغلان د بورکې ولسوالۍ"), is_pashto("ولسوالی جرم")
    (True, False)
    """
    return len(list(islice(_PASHTO.finditer(text), 2))) > 1


class Finder:
    """Finds names of places, longest first, in one pass.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places.
    cues : Cues
        The words beside names.
    groups : iterable of str
        Names of armed groups, which are skipped.
    known : callable
        Tells whether a name, with what the text calls it, resolves to a place.
    """

    def __init__(
        self, gazetteer: Gazetteer, cues: Cues, groups: Iterable[str], known: Callable[[str, str | None], bool]
    ) -> None:
        named = [words for group in groups if fold(group) and (words := group.split())]
        self._gazetteer, self._cues, self._known = gazetteer, cues, known
        self._groups = {fold("".join(words)) for words in named} | cues.group
        self._most_words = max(map(len, named), default=3)
        self._beginnings = {fold(words[0]) for words in named} | cues.group_first
        self._guesses = Guesses(gazetteer, cues, self._groups)
        self._pashto = False

    def find(self, words: Sequence[Word], text: str) -> list[Toponym]:
        """Return the names, in the order of the text.

        Parameters
        ----------
        words : sequence of Word
            Of the text.
        text : str
            The text.

        Returns
        -------
        list of Toponym
            With what may be one by where it stands.
        """
        self._pashto = is_pashto(text)
        toponyms: list[Toponym] = []
        resume = 0
        # most words begin nothing
        for at in [at for at, word in enumerate(words) if word.capital or word.key in DIRECTIONS]:
            if at >= resume:
                step, toponym = self._at(words, at, text)
                resume = at + step
                if toponym is not None:
                    toponym.arabic = words[toponym.first].arabic
                    toponyms.append(toponym)
        return self._guesses.with_listed(toponyms, words, text)

    def _at(self, words: Sequence[Word], at: int, text: str) -> tuple[int, Toponym | None]:
        """Return how far to go on from a word, and the name that begins at it."""
        word = words[at]
        if word.key in DIRECTIONS or word.text in {"N", "S", "E", "W"}:
            if side := self._side(words, at, text):
                return side.last - at + 1, side
            if not word.capital:
                return 1, None
        longest = run(words, at, text, _LONGEST)
        if word.key in self._cues.function and not word.arabic:
            # "Now" begins Now Zad; most others begin nothing
            found = self._spelt(words, at, text, longest, 1) if longest > 1 else None
            return (found.last - at + 1, found) if found and not found.abroad else (1, None)
        skipped = self._group_at(words, at)
        # a group's name is not a place's, unless the place's is longer: Lashkar Gah is not Lashkar
        found = self._spelt(words, at, text, longest, skipped)
        if skipped and (found is None or found.last - at + 1 <= skipped):
            return skipped, None
        if found is None or not found.abroad:
            whole = self._whole(words, at, text, found)
            found = whole or found
        if found is None:
            found = self._guesses.at(words, at, text, longest)
        return (found.last - at + 1, found) if found else (1, None)

    def _spelt(self, words: Sequence[Word], at: int, text: str, longest: int, least: int) -> Toponym | None:
        """Return the longest name from here that a place bears, here or in another country."""
        index, foreign = self._gazetteer.by_fold, self._gazetteer.foreign
        for count in range(longest, least, -1):
            last = words[at + count - 1]
            if not last.capital or (count == 1 and last.key in self._cues.function):
                continue
            if count > 1 and words[at].key in ARABIC_LINK:
                continue  # and without, in Pashto, is written like Obe
            key = "".join([one.key for one in words[at : at + count]]) if count > 1 else words[at].key
            # most names are neither here nor abroad, and in no form that has to be looked at
            ours, start = key in index, words[at].start
            if not ours and (last.arabic or last.text.endswith("s")):
                ours, start = self._inflected_name(words, at, count, key, text)
            if ours or key in foreign:
                name = without_possessive(text[start : last.end])
                return Toponym(at, at + count - 1, name, start, abroad=not ours)
        return None

    def _inflected_name(self, words: Sequence[Word], at: int, count: int, key: str, text: str) -> tuple[bool, int]:
        """Tell whether a place bears a name in one of the forms that running text gives it, and where it begins."""
        start, written = words[at].start, words[at + count - 1].text
        index = self._gazetteer.by_fold
        if written.endswith(("'s", "’s")) and key.removesuffix("s") in index:
            return True, start
        if not self._pashto or not words[at].arabic:
            return False, start
        if self._inflected(words, at, count, text) and any(
            form in index and form not in self._cues.ordinary
            for form in self._forms([one.key for one in words[at : at + count]])
        ):
            return True, start
        attached = (
            count == 1 and key.startswith(_ATTACHED) and len(key) > _LEAST_ATTACHED and key[len(_ATTACHED) :] in index
        )
        return attached, start + len(_ATTACHED) if attached else start

    def _inflected(self, words: Sequence[Word], at: int, count: int, text: str) -> bool:
        """Tell whether a name stands where Pashto inflects it; short words are inflected too, and are not names."""
        behind = words[at + count] if at + count < len(words) else None
        if behind is not None and self._cues.kind_of(behind.key) and adjacent(words[at + count - 1], behind, text):
            return True
        led = at > 0 and words[at - 1].key in self._cues.locative and adjacent(words[at - 1], words[at], text)
        return led and sum(len(word.key) for word in words[at : at + count]) > _LEAST_INFLECTED

    @staticmethod
    def _forms(keys: Sequence[str]) -> Iterator[str]:
        """Yield what a name may be where no case changes it."""
        choices = [
            [key, *(key.removesuffix(end) + plain for end, plains in _OBLIQUE if key.endswith(end) for plain in plains)]
            for key in keys
        ]
        for chosen in product(*choices):
            yield "".join(chosen)

    def base(self, name: str) -> str:
        """Return a name as the gazetteer spells it, without the endings that Pashto gives it."""
        index = self._gazetteer.by_fold
        if fold(name) in index or not is_arabic(name):
            return name
        words = name.split()
        return next((form for form in self._forms([fold(word) for word in words]) if form in index), name)

    def _side(self, words: Sequence[Word], at: int, text: str) -> Toponym | None:
        """Return a part of a country that has a name of its own: the north of Afghanistan, N. Afghanistan."""
        side = _SIDES.get(words[at].key, words[at].key)
        then = at + 1
        while then < len(words) and words[then].key in {"region", "of", "the"}:
            then += 1
        if then >= len(words) or not words[then].capital or text[words[at].end : words[then].start].strip(" .\n"):
            between = text[words[at].end : words[then].start] if then < len(words) else ","
            if re.search(r"[^\w\s.]|\n\s*\n", between) or then >= len(words) or not words[then].capital:
                return None
        key = side + words[then].key
        if then - at < _LONGEST and key in self._gazetteer.by_fold:
            return Toponym(at, then, f"{side} {words[then].text}", words[at].start)
        return None

    def _whole(self, words: Sequence[Word], at: int, text: str, found: Toponym | None) -> Toponym | None:
        """Return a name that reaches to a word for its kind, where it resolves as a whole: Khas Oruzgon district."""
        arabic = words[at].arabic
        if arabic and not self._pashto:
            return self._behind_kind(words, at, text, found)
        count = self._to_kind(words, at, text)
        shorter = count <= (found.last - at + 1 if found else 0)
        if shorter or self._cues.kind_of(words[at].key) or words[at + count - 1].key in LINK:
            return None
        kind = self._cues.kind_of(words[at + count].key)
        name = text[words[at].start : words[at + count - 1].end]
        # a longer name than is known, and a province, only where there is one
        if (found or kind == "province") and not self._known(name, kind):
            return None
        return Toponym(at, at + count - 1, name, words[at].start, unknown=True)

    def _to_kind(self, words: Sequence[Word], at: int, text: str) -> int:
        """Return how many words from here stand before a word for a kind; 0 when none does."""
        # most names end here: what follows neither goes on nor says a kind
        if at + 1 >= len(words) or words[at].key in self._cues.function:
            return 0
        behind = words[at + 1]
        if not (behind.capital or behind.key in LINK or self._cues.kind_of(behind.key)):
            return 0
        for count, (last, after) in enumerate(pairwise(words[at : at + _UNKNOWN + 1]), start=1):
            inside = last.capital and (count == 1 or last.key not in self._cues.function)
            if not (inside or last.key in LINK):
                return 0
            written = not after.capital or after.arabic or after.text.istitle()
            kind = written and self._cues.kind_of(after.key) in _KINDS_BEHIND
            if not (kind or after.capital or after.key in LINK) or not adjacent(last, after, text):
                return 0
            if kind:
                return count
        return 0

    def _behind_kind(self, words: Sequence[Word], at: int, text: str, found: Toponym | None) -> Toponym | None:
        """Return the name behind a word for its kind, as Dari has it, where no place is spelt so."""
        if at == 0 or found or not adjacent(words[at - 1], words[at], text):
            return None
        before = words[at - 1]
        kind = self._cues.kind_of(before.key) if before.arabic else None
        area = before.key in self._cues.area
        if not (kind or area) or words[at].key in self._cues.function or self._cues.kind_of(words[at].key):
            return None
        longest = 1
        while (
            longest < _UNKNOWN
            and at + longest < len(words)
            and adjacent(words[at + longest - 1], words[at + longest], text)
            and (words[at + longest].key not in self._cues.function or words[at + longest].key in ARABIC_LINK)
            and not self._cues.kind_of(words[at + longest].key)
        ):
            longest += 1
        for count in range(longest, 0, -1):
            name = text[words[at].start : words[at + count - 1].end]
            if words[at + count - 1].key not in ARABIC_LINK and self._known(name, kind):
                return Toponym(at, at + count - 1, name, words[at].start, unknown=True)
        if kind in {"city", "province"} or area:
            return None
        return Toponym(at, at, words[at].text, words[at].start, unknown=True)

    def _group_at(self, words: Sequence[Word], at: int) -> int:
        """Return how many words from here are a group's name; 0 when none is."""
        if words[at].key not in self._beginnings:
            return 0
        key, found = "", 0
        for count, word in enumerate(words[at : at + self._most_words], start=1):
            key += word.key
            if key in self._groups:
                found = count
        return found
