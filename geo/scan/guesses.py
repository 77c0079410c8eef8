"""What may be the name of a place by where it stands, though nothing is spelt like it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from geo.gazetteer import Gazetteer
from geo.scan.cues import Cues
from geo.scan.words import ARABIC_LINK, DIRECTIONS, Toponym, Word, adjacent, without_possessive

_SEPARATOR: Final = re.compile(r"\s*،\s*(?:و\s+)?")
_LEAST_GUESSED: Final = 4  # letters


class Guesses:
    """Finds names that the gazetteer does not know as they are spelt; what they mean, the text has to say.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places.
    cues : Cues
        The words beside names.
    groups : collection of str
        Folded names of groups.
    """

    def __init__(self, gazetteer: Gazetteer, cues: Cues, groups: Collection[str]) -> None:
        self._gazetteer, self._cues, self._groups = gazetteer, cues, groups

    def at(self, words: Sequence[Word], at: int, text: str, longest: int) -> Toponym | None:
        """Return what may be a name that nothing is spelt like: whether it is, its place in the text has to tell."""
        word, cues = words[at], self._cues
        if word.arabic or len(word.key) < _LEAST_GUESSED or word.text.isupper() or not self._names(word):
            return None
        if word.key in cues.given_name or word.key in cues.title or word.key in DIRECTIONS:
            return None
        count = longest
        while count > 1 and not (
            words[at + count - 1].capital and all(self._names(one) for one in words[at + 1 : at + count])
        ):
            count -= 1
        if count > 1:
            # in a headline every word has a capital: a name that is known ends what may be another
            count = next((size for size in range(1, count) if self._begins(words, at + size, count - size)), count)
        name = without_possessive(text[word.start : words[at + count - 1].end])
        return Toponym(at, at + count - 1, name, word.start, guess=True)

    def _begins(self, words: Sequence[Word], at: int, longest: int) -> bool:
        """Tell whether a known name begins at a word."""
        keys = ["".join([one.key for one in words[at : at + count]]) for count in range(1, longest + 1)]
        return any(key in self._gazetteer.by_fold or key in self._gazetteer.foreign for key in keys)

    def _names(self, word: Word) -> bool:
        """Tell whether a word can be one of a name."""
        cues = self._cues
        return not (
            word.key in cues.function or word.key in cues.never or word.key in cues.home or cues.kind_of(word.key)
        )

    def with_listed(self, toponyms: Sequence[Toponym], words: Sequence[Word], text: str) -> list[Toponym]:
        """Add what stands in a list of names, or before a province, in a script without capitals."""
        found: list[Toponym] = []
        resume = 0
        for toponym in toponyms:
            if toponym.arabic and not toponym.abroad:
                found += [one for one in self._before(toponym, words, text) if one.first >= resume]
            found.append(toponym)
            resume = toponym.last + 1
            if toponym.arabic and not toponym.abroad:
                behind = self._behind(toponym, words, text)
                found += behind
                resume = behind[-1].last + 1 if behind else resume
        return [one for at, one in enumerate(found) if at == 0 or one.first > found[at - 1].last]

    def _before(self, toponym: Toponym, words: Sequence[Word], text: str) -> list[Toponym]:
        """Return a word that a list, or the word for province, joins to the name behind it."""
        at = toponym.first - 1
        if at < 1:
            return []
        joined = _SEPARATOR.fullmatch(text[words[at].end : toponym.start]) is not None
        if words[at].key in ARABIC_LINK or words[at].key in self._cues.province:
            joined, at = adjacent(words[at - 1], words[at], text), at - 1
        led = words[at - 1].key in self._cues.locative or _SEPARATOR.fullmatch(
            text[words[at - 1].end : words[at].start]
        )
        return [self._bare(words, at)] if joined and led and self._may_be_bare(words[at]) else []

    def _behind(self, toponym: Toponym, words: Sequence[Word], text: str) -> list[Toponym]:
        """Return a word that a list joins to the name before it, and that the list goes on or ends behind."""
        at = toponym.last + 1
        if at < len(words) and words[at].key in ARABIC_LINK and adjacent(words[at - 1], words[at], text):
            at += 1
        elif at >= len(words) or not _SEPARATOR.fullmatch(text[words[at - 1].end : words[at].start]):
            return []
        if at >= len(words) or not self._may_be_bare(words[at]):
            return []
        behind = words[at + 1] if at + 1 < len(words) else None
        if behind is None:
            return [self._bare(words, at)]
        goes_on = behind.key in ARABIC_LINK or text[words[at].end : behind.start].strip() != ""
        goes_on = goes_on or bool(self._cues.kind_of(behind.key)) or behind.key in self._cues.locative
        return [self._bare(words, at)] if goes_on else []

    def _may_be_bare(self, word: Word) -> bool:
        return word.arabic and len(word.key) >= _LEAST_GUESSED and self._names(word) and word.key not in self._groups

    @staticmethod
    def _bare(words: Sequence[Word], at: int) -> Toponym:
        return Toponym(at, at, words[at].text, words[at].start, guess=True, arabic=True)
