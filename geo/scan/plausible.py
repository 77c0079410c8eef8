"""Leaving out what only looks like a place: persons, institutions, months, words of the language, places abroad."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from geo.names import fold
from geo.scan.bearers import BearersByName
from geo.scan.cues import Cues
from geo.scan.words import DIRECTIONS, Toponym, Word

_SHORT: Final = 4  # letters; shorter names are too often something else
_HEADLINE: Final = 0.7  # the share of long words with a capital from which a line is a headline
_LEAST_WORDS: Final = 4
_SURE: Final = 2  # words of its country that make a text one about it
_ENDS: Final = '.!?:\n“"”•'


class Filter:
    """Tells names of places from what is merely written like them, in one text.

    Parameters
    ----------
    bearers : BearersByName
        What kinds of place bear a name.
    cues : Cues
        The words beside names.
    words : sequence of Word
        Of the text.
    text : str
        The text.
    toponyms : sequence of Toponym
        All names found in it.
    """

    def __init__(
        self, bearers: BearersByName, cues: Cues, words: Sequence[Word], text: str, toponyms: Sequence[Toponym]
    ) -> None:
        self._bearers, self._cues = bearers, cues
        self._words, self._text, self._toponyms = words, text, toponyms
        self._taken = {at for one in toponyms if not one.guess for at in range(one.first, one.last + 1)}
        self._persons: set[str] = set()
        self._headlines: dict[int, bool] = {}

    @cached_property
    def _home_words(self) -> int:
        home = self._cues.home
        return sum(1 for _ in islice((word for word in self._words if word.key in home), _SURE))

    @cached_property
    def _strong(self) -> list[Toponym]:
        """The names that are of places of the home countries whatever the text is about."""
        return [
            one
            for one in self._toponyms
            if not (one.unknown or one.guess or one.abroad) and self._bearers[one.name].home and not self._is_weak(one)
        ]

    @cached_property
    def about(self) -> bool:
        """Whether the text is, among other things, about a home country."""
        return self._home_words > 0 or bool(self._strong)

    @cached_property
    def sure(self) -> bool:
        """Whether so much tells it that names which are merely alike are looked up."""
        return self._home_words + len({fold(one.name) for one in self._strong}) >= _SURE

    def plausible(self, groups: Sequence[list[Toponym]]) -> list[Toponym]:
        """Return the names that are of places, as far as the words beside them tell.

        Parameters
        ----------
        groups : sequence of list of Toponym
            The names that the text lists together.

        Returns
        -------
        list of Toponym
            In the order of the text.
        """
        good = {id(one) for one in self._strong}
        listed = {id(one) for group in groups if len(group) > 1 and any(id(o) in good for o in group) for one in group}
        guesses = [one for one in self._toponyms if one.guess] if self.sure else []
        leads = {id(one) for one in guesses if one.firm or id(one) in listed or self._led(one)}
        likely = {fold(one.name) for one in guesses if id(one) in leads}
        kept = [
            one
            for one in self._toponyms
            if not one.abroad and (not one.guess or fold(one.name) in likely) and self._keeps(one, id(one) in listed)
        ]
        # a guess that nothing leads to is the place that is meant elsewhere in the text, or nothing
        led = {fold(one.name) for one in kept if id(one) in leads}
        return [
            one
            for one in kept
            if (not one.guess or fold(one.name) in led)
            and (fold(one.name) not in self._persons or one.firm or self._led(one))
        ]

    def _keeps(self, one: Toponym, listed: bool) -> bool:  # noqa: FBT001 - of one caller
        if self._is_institution(one):
            return False
        key = fold(one.name)
        if one.firm or one.unknown:
            if key in self._cues.never and one.arabic:
                # "in the north of Khost province" is not Shamal district, whose name is the word for north
                return one.kind == "district" and bool(one.within)
            return not (one.loose and key in self._cues.never)
        if key in self._cues.never or self._is_known_person(one):
            return False
        return self._is_borne_out(one, listed)

    def _is_borne_out(self, one: Toponym, listed: bool) -> bool:  # noqa: FBT001 - of one caller
        """Tell whether enough speaks for a name that is a word, too, or that of a small place."""
        key = fold(one.name)
        if one.arabic:
            return (listed or key not in self._cues.ordinary) and (len(key) > _SHORT - 2 or self.about)
        joined = self.about and (self._led(one) or listed)
        if self._is_weak(one):
            return joined
        return not self._bearers[one.name].small or self.sure or joined

    def _is_known_person(self, one: Toponym) -> bool:
        """Tell whether a name is a person's, and remember it: the surname alone may follow."""
        person = self._is_person(one)
        if person and not self._bearers[one.name].well_known:
            self._persons.add(fold(one.name))
        return person

    def _led(self, one: Toponym) -> bool:
        before = one.before
        if before is not None and before.key == "the" and one.first > 1:
            before = self._words[one.first - 2]
        return before is not None and (before.key in self._cues.locative or before.key in DIRECTIONS)

    def _is_weak(self, one: Toponym) -> bool:
        key = fold(one.name)
        if key in self._cues.ordinary or key in self._cues.never:
            return True
        if one.arabic:
            return False
        if len(key) <= _SHORT:
            return not self._bearers[one.name].country
        # a word that the text writes small elsewhere is a word
        return one.first == one.last and f" {one.name.lower()} " in self._text and not one.name.isupper()

    def _is_institution(self, one: Toponym) -> bool:
        """Tell whether a name is part of the name of a university, a newspaper, a ministry or a council."""
        words, cues = self._words, self._cues
        behind, before = one.behind, one.before
        if behind is not None and behind.key == "provincial" and one.last + 2 < len(words):
            return words[one.last + 2].key in cues.council
        if one.arabic:
            return self._is_ministry(one)
        if behind is not None and behind.capital and behind.key in cues.institution and not self._headline(one):
            return True
        if before is not None and before.key == "of" and one.first > 1:
            before = words[one.first - 2]
        return before is not None and before.capital and before.key in cues.institution_before

    def _is_ministry(self, one: Toponym) -> bool:
        """Tell whether a country ends the name of an institution: the ministry of trade and industry of the country."""
        if not self._bearers[one.name].country:
            return False
        for at in range(one.first - 1, max(one.first - 6, -1), -1):
            word = self._words[at]
            if word.key in self._cues.institution_before:
                return True
            if word.key in self._cues.locative or self._text[word.end : self._words[at + 1].start].strip():
                return False
        return False

    def _is_person(self, one: Toponym) -> bool:
        """Tell whether the words beside a name make it a person's."""
        cues, words, text = self._cues, self._words, self._text
        before, behind = one.before, one.behind
        if before is None and one.first > 0 and text[words[one.first - 1].end : one.start].strip() == ".":
            before = words[one.first - 1] if words[one.first - 1].key in cues.title else None  # Gen. Wardak
        if one.arabic or (behind is not None and behind.key in cues.office):
            return False
        if before is not None and before.capital and (before.key in cues.given_name or before.key in cues.title):
            return True
        if before is not None and before.key in cues.locative:
            return False  # "the ambassador to Britain Ahmad Massoud"
        if behind is not None and behind.capital and behind.key in cues.given_name:
            return True
        # Khogyani said: a name that persons bear too speaks for itself
        speaks = behind is not None and behind.key in cues.speech
        speaks = speaks and not self._bearers[one.name].first_well_known
        return speaks or (before is not None and self._goes_on(before, one))

    def _goes_on(self, before: Word, one: Toponym) -> bool:
        """Tell whether a name goes on from a word with a capital that is nothing known: Ehud Barak, Radio Free."""
        cues, at = self._cues, one.first - 1
        if not before.capital or before.arabic or at in self._taken or self._headline(one):
            return False
        if before.key in cues.plain or before.key in DIRECTIONS or cues.kind_of(before.key):
            return False
        if before.text.endswith(("s", "'", "’")):
            return False
        # what begins a sentence has a capital anyway
        start = self._text[: before.start].rstrip(" \t")
        return bool(start) and start[-1] not in _ENDS and before.text[1:].islower()

    def _headline(self, one: Toponym) -> bool:
        """Tell whether a name stands in a line whose words all have capitals."""
        begin = self._text.rfind("\n", 0, one.start) + 1
        if begin not in self._headlines:
            end = self._text.find("\n", one.start)
            line = self._text[begin : end if end >= 0 else None].split()
            long = [word for word in line if len(word) >= _SHORT]
            capitals = sum(word[0].isupper() for word in long)
            enough = len(line) >= _LEAST_WORDS or len(long) == len(line)
            self._headlines[begin] = bool(long) and enough and capitals >= _HEADLINE * len(long)
        return self._headlines[begin]
