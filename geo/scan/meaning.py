"""What the names of a text mean: each by itself first, then those in doubt by the other names of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from geo.gazetteer import Gazetteer, Place
from geo.names import fold
from geo.resolve import Candidate, Context, Resolution, resolve
from geo.scan.around import beside, lies_in, means_province, means_town, owned_by, plural_behind
from geo.scan.cues import Cues
from geo.scan.words import Toponym, Word

_REMEMBERED: Final = 50_000
_NEIGHBOURS: Final = 6  # more add nothing, and cost time
_WORTH_A_LOOK: Final = 0.6  # a score below which no context makes a place of a likeness
_A_LIST: Final = 2
_UNTOLD: Final = Resolution("", "unknown")


class Reader:
    """Resolves the names of texts; what a name means alone is remembered from text to text.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places.
    cues : Cues
        The words beside names.
    """

    def __init__(self, gazetteer: Gazetteer, cues: Cues) -> None:
        self._gazetteer, self._cues = gazetteer, cues
        self._alone: dict[tuple[str, str | None, tuple[str, ...], date | None], Resolution] = {}
        self._nearest: dict[tuple[str, str | None], tuple[Candidate, ...]] = {}

    def knows(self, name: str, kind: str | None) -> bool:
        """Return whether a name resolves, or nearly, where it is called a kind of place."""
        resolution = self.alone(name, kind)
        return resolution.verdict != "unknown"

    def alone(
        self, name: str, kind: str | None = None, within: tuple[str, ...] = (), day: date | None = None
    ) -> Resolution:
        """Return what a name means by itself, with what its sentence says of it."""
        key = (name, kind, within, day)
        if key not in self._alone:
            if len(self._alone) > _REMEMBERED:
                self._alone.clear()
            self._alone[key] = resolve(name, self._gazetteer, Context(kind, within, day=day), suggest=False)
        return self._alone[key]

    def _suggested(self, one: Toponym, answer: Resolution) -> Resolution:
        """Return the answer for a name that nothing bears, with the nearest names, which take long to find."""
        key = (one.name, one.kind)
        if key not in self._nearest:
            if len(self._nearest) > _REMEMBERED:
                self._nearest.clear()
            self._nearest[key] = resolve(one.name, self._gazetteer, Context(one.kind)).candidates
        return replace(answer, candidates=self._nearest[key])

    def told_of_all(self, groups: Sequence[list[Toponym]], words: Sequence[Word], text: str) -> None:
        """Give every name of a list the kind and the container that the list states once."""
        for group, following in zip(groups, [*groups[1:], None], strict=True):
            first, last = group[0], group[-1]
            kind = last.kind if last.kind and plural_behind(last, words) else first.kind if first.loose else None
            if kind is None and first.kind and first.first > 0 and first.past == first.last:
                kind = first.kind  # ولایت‌های کابل، قندهار
            outer = (
                following[0]
                if following and not following[0].guess and lies_in(last, following[0], words, text)
                else None
            )
            if len(group) == 1 and first.parts:
                first.kind = None  # the districts of Ghazni
            for one in group:
                if len(group) > 1 and one.kind is None and kind:
                    one.kind, one.firm, one.loose, one.guess = kind, True, True, False
                    one.unknown = one.unknown or fold(one.name) not in self._gazetteer.by_fold
                if outer is not None:
                    one.within.append(outer.name)
                    one.firm = True

    def meanings(
        self,
        toponyms: Sequence[Toponym],
        groups: Sequence[list[Toponym]],
        words: Sequence[Word],
        text: str,
        day: date | None,
    ) -> list[Resolution | None]:
        """Return what each name means; None where a guess turned out to be none."""
        first = [_UNTOLD if one.guess else self._first(one, day) for one in toponyms]
        first = self._by_outer(toponyms, first, words, text, day)
        near = _Near(self._gazetteer, toponyms, first, text)
        answers: list[Resolution | None] = []
        again: dict[tuple[object, ...], Resolution] = {}
        for at, (one, resolution) in enumerate(zip(toponyms, first, strict=True)):
            answer: Resolution | None = resolution
            if resolution.place is None and self._worth(one, resolution):
                context = Context(one.kind, tuple(one.within), *near.of(at), day)
                key = (one.name, context)
                if key not in again:
                    again[key] = resolve(one.name, self._gazetteer, context, suggest=False)
                answer = again[key]
                if one.kind and answer.place is None and one.loose:
                    answer = resolve(one.name, self._gazetteer, replace(context, kind=None), suggest=False)
                answer = replace(answer, inside=resolution.inside) if answer.place is None else answer
                if answer.place is not None and not self._bears_out(answer.place, one, near):
                    answer = resolution
            if answer is not None and answer.verdict == "unknown":
                answer = None if one.guess else self._suggested(one, answer)
            elif one.guess and answer is not None and answer.place is None:
                answer = None
            answers.append(answer)
        return self._towns(toponyms, answers, groups, words, text)

    def _first(self, one: Toponym, day: date | None) -> Resolution:
        within = tuple(one.within)
        resolution = self.alone(one.name, one.kind, within, day)
        if resolution.place is None and one.loose:
            # "the provinces of Afghanistan": the kind describes its parts
            plain = self.alone(one.name, None, within, day)
            resolution = plain if plain.place else resolution
        if resolution.place is None and within:
            # "forces of Russia and France in Deir az-Zour": "in" locates the forces, not the countries
            plain = self.alone(one.name, one.kind, (), day)
            resolution = plain if plain.place and plain.place.kind in {"country", "province"} else resolution
        return resolution

    def _by_outer(
        self,
        toponyms: Sequence[Toponym],
        first: Sequence[Resolution],
        words: Sequence[Word],
        text: str,
        day: date | None,
    ) -> list[Resolution]:
        """Resolve anew what another name contains: Khogyani in Nangarhar, the Imam Sahib of Kunduz."""
        answers = list(first)
        for at, one in enumerate(toponyms):
            for other in (at + 1, at - 1):
                place = first[other].place if 0 <= other < len(toponyms) else None
                if place is None or place.kind == "country":
                    continue
                outer = toponyms[other]
                contains = (
                    beside(one, outer, words, text) or lies_in(one, outer, words, text)
                    if other > at
                    else owned_by(one, outer, words, text)
                )
                if contains:
                    answers[at] = self._inside(one, answers[at], outer, place, day)
        return answers

    def _inside(self, one: Toponym, answer: Resolution, outer: Toponym, place: Place, day: date | None) -> Resolution:
        """Return what a name means in a place that is named beside it, and contains it as it seems."""
        known = answer.place
        kept = replace(answer, inside=place) if known is None else answer
        if outer.name in one.within:  # which is weighed already
            return kept
        if one.guess and not outer.firm and place.kind != "province":
            return answer
        if known is not None and not one.guess and self._gazetteer.contains(place.id, known.id):
            return answer
        found = self.alone(one.name, one.kind, (place.id,), day)
        if found.place is None or found.place.id == place.id or not self._gazetteer.contains(place.id, found.place.id):
            return kept
        return found

    def _worth(self, one: Toponym, resolution: Resolution) -> bool:
        """Return whether the other names of the text may decide what a name means."""
        if resolution.verdict == "ambiguous":
            return True
        shown = self.alone(one.name, one.kind) if one.guess else resolution
        return bool(shown.candidates) and shown.candidates[0].score >= _WORTH_A_LOOK

    def _bears_out(self, place: Place, one: Toponym, near: _Near) -> bool:
        """Return whether a guess is borne out: strictly alike, or in a province that the text speaks of."""
        if not (one.guess or one.unknown):
            return True
        province = self._gazetteer.province(place.id)
        if province is None:
            return False
        strict = (one.firm and one.unknown) or place.kind == "province"
        return province.id in near.provinces or (strict and self.alone(one.name, one.kind).place is not None)

    def _towns(
        self,
        toponyms: Sequence[Toponym],
        answers: list[Resolution | None],
        groups: Sequence[list[Toponym]],
        words: Sequence[Word],
        text: str,
    ) -> list[Resolution | None]:
        """Take the town for a province or a district of its name where the text means the town."""
        at_of = {id(one): at for at, one in enumerate(toponyms)}
        for group in groups:
            members = [at for one in group if (at := at_of.get(id(one))) is not None]
            open_ones = [
                (at, answer, town)
                for at in members
                if toponyms[at].kind not in {"province", "district"} or toponyms[at].parts
                if (answer := answers[at]) is not None and (town := self._town(answer)) is not None
            ]
            if not open_ones:
                continue
            metropolis = {at for at, _, _ in open_ones if fold(toponyms[at].name) in self._cues.metropolis}
            provinces = sum(
                1
                for at in members
                if at not in metropolis and (one := answers[at]) and one.place and one.place.kind == "province"
            )
            towns = any(means_town(toponyms[at], words, text) for at, _, _ in open_ones)
            for at, answer, town in open_ones:
                place = answer.place
                big = at in metropolis and provinces < _A_LIST and not means_province(toponyms[at], words, text)
                if towns or big or (place is not None and place.kind == "district"):
                    rest = tuple(other for other in answer.candidates if other.place.id != town.place.id)
                    reason = "the text means the town, not the area named after it"
                    answers[at] = replace(answer, candidates=(replace(town, reasons=(*town.reasons, reason)), *rest))
        return answers

    def _town(self, answer: Resolution) -> Candidate | None:
        """Return the city that bears the name of the place it lies in."""
        place = answer.place
        if place is None or place.kind not in {"province", "district"}:
            return None
        return next(
            (
                one
                for one in answer.candidates[1:]
                if one.place.kind == "city" and self._gazetteer.contains(place.id, one.place.id)
            ),
            None,
        )


class _Near:
    """What a text names near each of its names."""

    def __init__(
        self, gazetteer: Gazetteer, toponyms: Sequence[Toponym], first: Sequence[Resolution], text: str
    ) -> None:
        self._toponyms, self._text = toponyms, text
        self._places = [resolution.place for resolution in first]
        found = [gazetteer.province(place.id) if place else None for place in self._places]
        self._province = [province.id if province else None for province in found]
        self.provinces = {province for province in self._province if province}

    @cached_property
    def _keys(self) -> list[str]:
        return [fold(one.name) for one in self._toponyms]

    @cached_property
    def _paragraph(self) -> list[int]:
        return [self._text.count("\n", 0, one.start) for one in self._toponyms]

    def of(self, at: int) -> tuple[tuple[str, ...], str | None]:
        """Return the ids of the nearest places, and of the province that the paragraph, or else the text, is about."""
        others = [
            other for other in range(len(self._places)) if self._places[other] and self._keys[other] != self._keys[at]
        ]
        others.sort(key=lambda other: (self._paragraph[other] != self._paragraph[at], abs(other - at)))
        near = tuple(dict.fromkeys(place.id for other in others[:_NEIGHBOURS] if (place := self._places[other])))
        here = [other for other in others if self._paragraph[other] == self._paragraph[at]]
        # a province that was named last counts in a list under headings
        counted = Counter(one for other in here if (one := self._province[other])) or Counter(
            one for other in others if (one := self._province[other])
        )
        return near, counted.most_common(1)[0][0] if counted else None
