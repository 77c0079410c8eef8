"""Finding toponyms in running text.

One pass over the words: at each one that can begin a name, the longest run of up to four words that some
place is called is looked up by its folded form, in a dictionary. What it costs does not depend on how many
places there are. What stands beside a name then tells whether it is a place's at all (a person's name, a
group's and an ordinary word are none), and what kind of place it is said to be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from geo.gazetteer import Gazetteer, Place
from geo.names import fold, is_arabic, kind_of
from geo.resolve import Context, Resolution, resolve
from geo.scan.cues import Cues
from geo.scan.words import (
    DIRECTIONS,
    Toponym,
    Word,
    adjacent,
    lies_in,
    listed,
    plural_behind,
    read_around,
    run,
    sole,
    word_before,
    word_behind,
    words_of,
)

_LONGEST: Final = 4  # words of a name: Khost wa Fereng, Nawa-i Barak Zayi
_NO_NAMES: Final = frozenset("the this that these each every another some many all any its their".split())  # noqa: SIM905
_REMEMBERED: Final = 50_000
_NEIGHBOURS: Final = 12  # more tell no more, and cost
_SHORT: Final = 4  # letters; shorter names are too often something else


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym in a text.

    Parameters
    ----------
    start, end : int
        Offsets into the text, the end excluded: the name with the words that tell its kind.
    text : str
        As written.
    name : str
        The name alone.
    kind : str, optional
        What the text calls it.
    resolution : Resolution
        The place that it means, with reasons; unknown for a district or valley that no row is about.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str | None
    resolution: Resolution


class Scanner:
    """Finds toponyms in texts.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places there are.
    cues : Cues
        The words beside names.
    groups : iterable of str
        Names of armed groups: a place in one of them is not reported.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    >>> found = scanner.scan("Clashes were reported in Darzab and Qushtepa districts of Jowzjan.")
    >>> [(mention.text, mention.resolution.place.id) for mention in found][:2]
    [('Darzab', 'af.jowzjan.darzab'), ('Qushtepa districts', 'af.jowzjan.qush-tepa')]
    """

    def __init__(self, gazetteer: Gazetteer, cues: Cues, groups: Iterable[str] = ()) -> None:
        named = list(groups)
        self.gazetteer = gazetteer
        self.cues = cues
        self._groups = {fold(group) for group in named if fold(group)} | cues.group
        self._most_words = max((len(group.split()) for group in named), default=3)
        self._beginnings = {fold(group.split()[0]) for group in named if fold(group)} | cues.group_first
        self._starters = self._beginnings | DIRECTIONS
        self._alone: dict[tuple[str, str | None, tuple[str, ...], bool], Resolution] = {}

    def scan(self, text: str, day: date | None = None) -> list[Mention]:
        """Find the toponyms of a text.

        Parameters
        ----------
        text : str
            Running text, of any length.
        day : datetime.date, optional
            When it was published; places that did not exist then are not meant.

        Returns
        -------
        list of Mention
            In the order of the text. A name that several places bear and that nothing tells apart is
            ambiguous; an unknown district, valley or village is unknown, with suggestions.
        """
        words = words_of(text)
        toponyms = self._toponyms(words, text)
        read_around(toponyms, words, text, self.cues)
        groups = listed(toponyms, words, text)
        self._read_lists(groups, words, text)
        kept = self._places_only(toponyms, groups, words, text)
        return self._resolved(kept, words, text, day)

    def _toponyms(self, words: Sequence[Word], text: str) -> list[Toponym]:
        """Return the runs of words that some place is called, the longest at each word."""
        toponyms: list[Toponym] = []
        resume = 0
        # most words begin nothing
        for at in [at for at, word in enumerate(words) if word.capital or word.key in self._starters]:
            if at >= resume:
                step, toponym = self._at(words, at, text)
                resume = at + step
                if toponym is not None:
                    toponyms.append(toponym)
        return toponyms

    def _at(self, words: Sequence[Word], at: int, text: str) -> tuple[int, Toponym | None]:
        """Return how far to go on from a word, and the name that begins at it."""
        word = words[at]
        skipped = self._group_at(words, at)
        if not word.capital and word.key not in DIRECTIONS:
            return max(skipped, 1), None
        longest = run(words, at, text, _LONGEST)
        # a group's name is no place's, unless the place's is longer: Lashkar Gah is no Lashkar
        for count in range(longest, skipped, -1):
            last = words[at + count - 1]
            if not last.capital or (count == 1 and not word.capital):
                continue
            key = "".join(one.key for one in words[at : at + count])
            for ending in (key, key.removesuffix("s") if last.text.endswith(("'s", "’s")) else key):
                if ending in self.gazetteer.by_fold:
                    name = text[word.start : last.end]
                    return count, Toponym(at, at + count - 1, re.sub(r"['’]s?$", "", name))
        return (skipped, None) if skipped else self._unknown_at(words, at, longest, text)

    def _unknown_at(self, words: Sequence[Word], at: int, longest: int, text: str) -> tuple[int, Toponym | None]:
        """Return a name that no place is called, where the next word says that it is one."""
        for count in range(1, min(longest, 3) + 1):
            end = at + count
            if not words[end - 1].capital or end >= len(words):
                break
            kind = kind_of(words[end].text) if not words[end].capital or words[end].text.istitle() else None
            if kind in {"district", "valley", "village"} and adjacent(words[end - 1], words[end], text):
                if fold(words[at].text) in _NO_NAMES or kind_of(words[at].text):
                    break
                return count, Toponym(at, end - 1, text[words[at].start : words[end - 1].end], unknown=True)
        return 1, None

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

    def _read_lists(self, groups: Sequence[list[Toponym]], words: Sequence[Word], text: str) -> None:
        """Give every place of a list the kind and the surroundings that are told of all."""
        for group in groups:
            last = group[-1]
            kind = last.kind if last.kind and plural_behind(last, words) else group[0].kind
            after = next((other for other in groups if other[0].first > last.last), None)
            outer = after[0] if after and lies_in(last, after[0], words, text) else None
            for toponym in group:
                if len(group) > 1 and toponym.kind is None and kind:
                    toponym.kind, toponym.firm, toponym.loose = kind, True, True
                if outer is not None:
                    toponym.within.append(outer.name)
                    toponym.firm = True

    def _places_only(
        self, toponyms: Sequence[Toponym], groups: Sequence[list[Toponym]], words: Sequence[Word], text: str
    ) -> list[Toponym]:
        """Leave out what only looks like a place: persons' names and ordinary words."""
        weak = {id(toponym) for toponym in toponyms if self._is_weak(toponym)}
        strong = [toponym for toponym in toponyms if id(toponym) not in weak and not toponym.unknown]
        homes = {self.gazetteer.ancestors(place.id)[-1:] for toponym in strong for place in self._bearers(toponym)}
        about = bool(homes) and any(home and home[0].id in self._homes for home in homes)
        about = about or any(place.id in self._homes for toponym in strong for place in self._bearers(toponym))
        among = {id(toponym) for group in groups if any(id(one) not in weak for one in group) for toponym in group}
        kept = []
        for toponym in toponyms:
            before, behind = word_before(toponym, words, text), word_behind(toponym, words, text)
            if not toponym.firm and self._is_person(before, behind):
                continue
            if id(toponym) in weak and not toponym.firm:
                led = before is not None and before.key in self.cues.locative | DIRECTIONS
                if not (about and (led or (id(toponym) in among and len(words) > 1 and not sole(toponym, groups)))):
                    continue
            kept.append(toponym)
        return kept

    @cached_property
    def _homes(self) -> frozenset[str]:
        """The countries whose districts the gazetteer knows: ordinary words need one of them to be places."""
        return frozenset(
            self.gazetteer.ancestors(place.id)[-1].id for place in self.gazetteer.values() if place.kind == "province"
        )

    def _bearers(self, toponym: Toponym) -> list[Place]:
        return [place for place, _ in self.gazetteer.by_fold.get(fold(toponym.name), {}).values()]

    def _is_weak(self, toponym: Toponym) -> bool:
        key = fold(toponym.name)
        return key in self.cues.ordinary or (len(key) <= _SHORT and not is_arabic(toponym.name))

    def _is_person(self, before: Word | None, behind: Word | None) -> bool:
        """Tell whether the words beside a name make it a person's."""
        if behind is not None and behind.key in self.cues.office:
            return False
        names = self.cues.given_name | self.cues.title
        if before is not None and before.capital and before.key in names:
            return True
        if before is not None and before.key in self.cues.locative:
            return False  # "the ambassador to Britain Ahmad Massoud"
        return behind is not None and behind.capital and behind.key in self.cues.given_name

    def _resolved(
        self, toponyms: Sequence[Toponym], words: Sequence[Word], text: str, day: date | None
    ) -> list[Mention]:
        """Resolve the names: first each alone, then those in doubt by what the text names besides."""
        first = [self._resolve_alone(toponym) for toponym in toponyms]
        known = [resolution.place for resolution in first if resolution.place]
        provinces = Counter(
            province.id for place in known if (province := self.gazetteer.province(place.id)) is not None
        )
        near = tuple(dict.fromkeys(place.id for place in known))[:_NEIGHBOURS]
        main = provinces.most_common(1)[0][0] if provinces else None
        mentions = []
        again: dict[tuple[str, str | None, tuple[str, ...]], Resolution] = {}
        for toponym, resolution in zip(toponyms, first, strict=True):
            answer = resolution
            if day is not None or (resolution.verdict == "ambiguous" and near):
                key = (toponym.name, toponym.kind, tuple(toponym.within))
                if key not in again:  # texts repeat their names
                    again[key] = resolve(toponym.name, self.gazetteer, Context(*key[1:], near, main, day))
                answer = again[key]
            start, end = words[toponym.first].start, words[toponym.last].end
            if toponym.kind and (behind := word_behind(toponym, words, text)) and kind_of(behind.text):
                end = behind.end
            mentions.append(Mention(start, end, text[start:end], toponym.name, toponym.kind, answer))
        return mentions

    def _resolve_alone(self, toponym: Toponym) -> Resolution:
        key = (toponym.name, toponym.kind, tuple(toponym.within), toponym.loose)
        if key not in self._alone:
            if len(self._alone) > _REMEMBERED:
                self._alone.clear()
            resolution = resolve(toponym.name, self.gazetteer, kind=toponym.kind, within=toponym.within)
            if resolution.place is None and toponym.loose:
                # "the provinces of Afghanistan": the kind is told of its parts
                plain = resolve(toponym.name, self.gazetteer, within=toponym.within)
                resolution = plain if plain.place else resolution
            if resolution.place is None and toponym.within:
                # "forces of Russia and the US in Deir az-Zour": in tells where forces are, not the countries
                plain = resolve(toponym.name, self.gazetteer, kind=toponym.kind)
                resolution = plain if plain.place and plain.place.kind == "country" else resolution
            self._alone[key] = resolution
        return self._alone[key]
