"""Phrases of the tables, found in tokens: each sort of phrase on its own, the longest at each place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from geo.activity.suggestions.tokens import Tokens, key_of

_REMEMBERED: Final = 200_000
_LONGEST_ACRONYM: Final = 6


class Match(NamedTuple):
    """A phrase found: the first and last token, and what it stands for."""

    first: int
    last: int
    id: str


class _Phrase(NamedTuple):
    rest: tuple[str, ...]
    sort: str
    id: str
    written: str  # in capitals only, when not empty: IS is not "is"
    stem: bool  # the last word may go on
    second: str  # the second word, where it has to be just that


class Lexicon:
    """Phrases of several sorts, by their first word.

    Parameters
    ----------
    phrases : iterable of (str, str, str)
        The sort, each phrase and what it stands for. A phrase that ends in ``*`` stands for all that begin so;
        a short one of capitals alone is found in capitals only.

    Examples
    --------
    >>> kinds = [("what", "drone strike*", "airstrike"), ("what", "strike*", "attack")]
    >>> lexicon = Lexicon([("who", "IS", "islamic-state"), *kinds])
    >>> found = lexicon.find(Tokens.of("It is said that drone strikes hit IS."))
    >>> [match.id for match in found["what"]], [match.first for match in found["who"]]
    (['airstrike'], [7])
    """

    def __init__(self, phrases: Iterable[tuple[str, str, str]]) -> None:
        self._whole: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        self._known: dict[str, tuple[_Phrase, ...]] = {}
        self._sorts: dict[str, None] = {}
        for sort, phrase, meaning in phrases:
            words = Tokens.of(phrase.removesuffix("*")).keys
            if not words:
                continue
            self._sorts[sort] = None
            acronym = phrase.isupper() and phrase.isascii() and len(phrase) <= _LONGEST_ACRONYM
            stem, rest = phrase.endswith("*"), tuple(words[1:])
            second = rest[0] if rest and (len(rest) > 1 or not stem) else ""
            entry = _Phrase(rest, sort, meaning, phrase if acronym else "", stem, second)
            only_stem = entry.stem and len(words) == 1
            (self._stems if only_stem else self._whole).setdefault(words[0], []).append(entry)
        self._shortest = min(map(len, self._stems), default=1)

    def _beginning(self, key: str) -> tuple[_Phrase, ...]:
        """Return the phrases that may begin with a word, the longest first."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        found = list(self._whole.get(key, ()))
        for end in range(self._shortest, len(key) + 1):
            found += self._stems.get(key[:end], ())
        known = tuple(sorted(found, key=lambda one: (-len(one.rest), one.stem)))
        self._known[key] = known
        return known

    def find(self, tokens: Tokens) -> dict[str, list[Match]]:
        """Return the phrases in tokens by their sorts, in their order; none of a sort within another of it."""
        known, keys = self._known, tokens.keys
        found: dict[str, list[Match]] = {sort: [] for sort in self._sorts}
        free = dict.fromkeys(self._sorts, 0)
        for at, key in enumerate(keys):
            phrases = known.get(key)
            if phrases is None:
                phrases = self._beginning(key)
            if not phrases:
                continue
            following = keys[at + 1] if at + 1 < len(keys) else ""
            for phrase in phrases:
                if phrase.second and phrase.second != following:
                    continue
                if free[phrase.sort] <= at and self._fits(phrase, tokens, at):
                    last = at + len(phrase.rest)
                    free[phrase.sort] = last + 1
                    found[phrase.sort].append(Match(at, last, phrase.id))
        return found

    @staticmethod
    def _fits(phrase: _Phrase, tokens: Tokens, at: int) -> bool:
        if phrase.written and tokens.text[tokens.starts[at] : tokens.ends[at]].rstrip("’'s") != phrase.written:
            return False
        count = len(phrase.rest)
        if not count:
            return True
        rest = phrase.rest
        following = tuple(tokens.keys[at + 1 : at + 1 + count])
        if phrase.stem:
            return len(following) == count and following[:-1] == rest[:-1] and following[-1].startswith(rest[-1])
        return following == rest


def keyed(words: str) -> frozenset[str]:
    """Return words in the form of tokens.

    Parameters
    ----------
    words : str
        With spaces between.

    Returns
    -------
    frozenset of str
        As tokens have them.

    Examples
    --------
    >>> sorted(keyed("Gen Col"))
    ['col', 'gen']
    """
    return frozenset(map(key_of, words.split()))
