"""Who takes part in an event: those named near it, and what speaks for each, as numbers that weights are given to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Final

from geo.activity.suggestions.article import Article
from geo.activity.suggestions.candidates import Candidate
from geo.activity.suggestions.features import MILITANT, Features
from geo.activity.suggestions.parts import Part, Reading
from geo.activity.suggestions.roles import Entity
from geo.activity.suggestions.tables import Tables
from geo.activity.suggestions.weights import score

_FORCES: Final = "afghan-government-forces"
_NEAR: Final = 4  # sentences from the main passage to others that say who takes part
_STATES: Final = ("government", "international")
_MOST: Final = 5  # groups of a side that are weighed against each other


class Parties:
    """Everyone who may take part in the events of a text.

    Parameters
    ----------
    about : Article
        What the text is about.
    reading : Reading
        The text.
    tables : Tables
        With everyone's side.
    """

    def __init__(self, about: Article, reading: Reading, tables: Tables) -> None:
        self._about = about
        self._lines = reading.lines
        self._sides = tables.sides
        self._wholes = tables.wholes
        self._in_line = [self._actors(line.everyone) for line in reading.lines]
        main: dict[str, str] = {}
        for key, _ in about.actors.most_common():
            main.setdefault(self._sides[key], key)
        self._usual = [main[side] for side in ("insurgent", "international") if side in main]
        self._usual += [_FORCES] * (_FORCES in tables.sides)

    def of(self, one: Candidate, weights: Mapping[str, float]) -> tuple[str, ...]:
        """Return who takes part in an event: the likeliest of all choices from those who may.

        Parameters
        ----------
        one : Candidate
            The event.
        weights : mapping of str to float
            What each feature counts.

        Returns
        -------
        tuple of str
            Ids, those named first in front.
        """
        alone = {key: score(self._features(one, key), weights) for key in self.possible(one)}
        weighed = {
            some: sum(alone[key] for key in some) + score(self._together(one, some), weights)
            for some in self._choices(alone)
        }
        return max(weighed, key=lambda some: weighed[some])

    def choices(self, one: Candidate) -> dict[tuple[str, ...], Features]:
        """Return all choices from those who may take part in an event, with the features of each."""
        alone = {key: self._features(one, key) for key in self.possible(one)}
        out = {}
        for some in self._choices(alone):
            features = self._together(one, some)
            for key in some:
                for name, value in alone[key].items():
                    features[name] = features.get(name, 0.0) + value
            out[some] = features
        return out

    def possible(self, one: Candidate) -> list[str]:
        """Return those who may take part in an event: named near it, or the main one of each side."""
        named = [key for part in one.parts for key in self._in_line[part.sentence]]
        return list(dict.fromkeys([*named, *self._usual]))

    def _choices(self, keys: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the choices: of each state's side nobody, one or all; of armed groups up to two."""
        keys = list(keys)
        several: list[list[tuple[str, ...]]] = []
        for side in _STATES:
            here = tuple(key for key in keys if self._sides[key] == side)[:_MOST]
            several.append(list(dict.fromkeys([(), *((key,) for key in here), here])))
        armed = [key for key in keys if self._sides[key] not in _STATES][:_MOST]
        several.append([(), *((key,) for key in armed), *combinations(armed, 2)])
        order = {key: at for at, key in enumerate(keys)}
        return [tuple(sorted((*a, *b, *c), key=order.__getitem__)) for a, b, c in product(*several)]

    def _actors(self, everyone: Iterable[Entity]) -> dict[str, None]:
        return dict.fromkeys(self._wholes[entity.actor] for entity in everyone if entity.actor)

    def _together(self, one: Candidate, some: tuple[str, ...]) -> Features:
        """Return the features of several who take part together: which sides they make up."""
        sides = [self._sides[key] for key in some]
        states = [side for side in _STATES if side in sides]
        armed = sum(side not in _STATES for side in sides)
        name = " and ".join([*states, *["armed group"] * armed]) or "nobody"
        out = {name: 1.0, f"{name}, {one.kind}": 1.0}
        for told in one.votes:
            out |= {f"{name}, agent {entity.side}": 1.0 for entity in told.agents}
            out |= {f"{name}, target {entity.side}": 1.0 for entity in told.targets}
        return out

    def _features(self, one: Candidate, key: str) -> Features:  # noqa: PLR0915 - one line per feature
        """Return the features of an actor's part in an event."""
        side, sides, about, lines = self._sides[key], self._sides, self._about, self._lines
        out: Features = {"always": 1.0, "actor " + key: 1.0, f"{side}, {one.kind}": 1.0}

        def flag(name: str, value: object) -> None:
            if value:
                out[name] = 1.0
                out[f"{name}, {side}"] = 1.0
                out[f"{name}, {side}, {one.kind}"] = 1.0

        def is_it(entity: Entity) -> bool:
            return bool(entity.actor) and self._wholes[entity.actor] == key

        main = one.main
        parts: list[Part] = [part for part in one.parts if abs(part.sentence - main.sentence) <= _NEAR]
        votes = [told for told in one.votes if any(told in part.told for part in parts)] or one.votes
        flag("named in the main part", any(is_it(entity) for entity in main.everyone))
        flag(
            "role in the main part",
            any(is_it(entity) for told in main.told for entity in (*told.agents, *told.targets)),
        )
        flag("in the main sentence", key in self._in_line[main.sentence])
        flag(
            "people of its side in the main part",
            any(entity.people and entity.side == side for entity in main.everyone),
        )
        there = self._actors(main.everyone)
        flag("another of its side in the main part", any(sides[other] == side and other != key for other in there))
        flag("nobody named in the main part", not there)
        flag("agent", any(is_it(entity) for told in votes for entity in told.agents))
        flag("target", any(is_it(entity) for told in votes for entity in told.targets))
        inside = [part for part in parts if any(is_it(entity) for entity in part.everyone)]
        flag("named with it", inside)
        flag("named with it in its own part", any(part.own for part in inside))
        flag(
            "other role",
            any(is_it(entity) for part in parts for told in part.told for entity in (*told.agents, *told.targets)),
        )
        spoken = any(key in self._in_line[part.sentence] for part in parts)
        flag("in its sentence", spoken)
        flag("speaks", spoken and not inside)
        before = [n for part in parts for n in (part.sentence - 1, part.sentence - 2) if n >= 0]
        flag("in the sentences before", any(key in self._in_line[n] for n in before))
        following = [part.sentence + 1 for part in parts if part.sentence + 1 < len(lines)]
        flag("in the sentence behind", any(key in self._in_line[n] for n in following))
        flag("in the headline", any(key in named for named in self._in_line[:2]))
        rivals = [other for other in about.actors if sides[other] == side and other != key]
        flag("only one of its side in text", not rivals)
        flag(
            "most named of its side",
            all(about.actors[key] >= about.actors[other] for other in rivals) and about.actors[key],
        )
        flag(
            "of the text's only armed group",
            side == MILITANT and sum(sides[other] == MILITANT for other in about.actors) == 1,
        )
        flag("armed group suffers", any(entity.side == MILITANT for told in votes for entity in told.targets))
        flag("armed group acts", any(entity.side == MILITANT for told in votes for entity in told.agents))
        flag("forces suffer", any(entity.side == "government" for told in votes for entity in told.targets))
        flag("forces act", any(entity.side == "government" for told in votes for entity in told.agents))
        flag("civilians suffer", any(entity.side == "civilian" for told in votes for entity in told.targets))
        for predicate in {told.match.id for told in votes}:
            out[f"{predicate}, {side}"] = 1.0
        flag("never named", not about.actors[key])
        others = {other for part in parts for other in self._actors(part.everyone)}
        flag("another of its side with it", any(sides[other] == side and other != key for other in others))
        people = Counter(entity.side for part in parts for entity in part.everyone if entity.people)
        flag("people of its side", people[side])
        roles = {entity.side for told in votes for entity in (*told.agents, *told.targets) if entity.people}
        flag("people of its side in a role", side in roles)
        flag("people counted of its side", any(count.side == side for part in parts for count in part.counts))
        return out
