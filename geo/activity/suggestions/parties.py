"""Who takes part in an event: those named near it, and what speaks for each, as numbers that weights are given to."""

from __future__ import annotations

from collections import Counter
from typing import Final

from geo.activity.suggestions.article import Article
from geo.activity.suggestions.candidates import Candidate
from geo.activity.suggestions.features import MILITANT, Features
from geo.activity.suggestions.parts import Reading
from geo.activity.suggestions.tables import Tables

_FORCES: Final = "afghan-government-forces"


def possible_actors(one: Candidate, about: Article, tables: Tables) -> list[str]:
    """Return the actors that may take part in an event: those named near it, and the main one of each side."""
    named = [tables.wholes[entity.actor] for part in one.parts for entity in part.everyone if entity.actor]
    main: dict[str, str] = {}
    for key, _ in about.actors.most_common():
        main.setdefault(tables.sides[key], key)
    named += [main[side] for side in ("insurgent", "international") if side in main]
    named += [_FORCES] * (_FORCES in tables.sides)
    return list(dict.fromkeys(named))


def actor_features(one: Candidate, key: str, about: Article, reading: Reading, tables: Tables) -> Features:
    """Return the features of an actor's part in an event."""
    side = tables.sides[key]
    out: Features = {"always": 1.0, "actor " + key: 1.0, f"{side}, {one.kind}": 1.0}

    def flag(name: str, value: object) -> None:
        if value:
            out[name] = 1.0
            out[f"{name}, {side}"] = 1.0
            out[f"{name}, {side}, {one.kind}"] = 1.0

    def is_it(entity_actor: str) -> bool:
        return bool(entity_actor) and tables.wholes[entity_actor] == key

    parts = [part for part in one.parts if abs(part.sentence - one.main.sentence) <= 4]  # noqa: PLR2004
    main = one.main
    flag("named in the main part", any(is_it(entity.actor) for entity in main.everyone))
    flag(
        "role in the main part",
        any(is_it(entity.actor) for told in main.told for entity in (*told.agents, *told.targets)),
    )
    flag("in the main sentence", any(is_it(entity.actor) for entity in reading.lines[main.sentence].everyone))
    flag("people of its side in the main part", any(entity.people and entity.side == side for entity in main.everyone))
    named_there = {tables.wholes[entity.actor] for entity in main.everyone if entity.actor}
    flag(
        "another of its side in the main part",
        any(tables.sides[other] == side and other != key for other in named_there),
    )
    flag("nobody named in the main part", not named_there)
    flag("agent", any(is_it(entity.actor) for told in one.votes for entity in told.agents))
    flag("target", any(is_it(entity.actor) for told in one.votes for entity in told.targets))
    inside = [part for part in parts if any(is_it(entity.actor) for entity in part.everyone)]
    flag("named with it", inside)
    flag("named with it in its own part", any(part.own for part in inside))
    flag(
        "other role",
        any(is_it(entity.actor) for part in parts for told in part.told for entity in (*told.agents, *told.targets)),
    )
    spoken = [part for part in parts if any(is_it(entity.actor) for entity in reading.lines[part.sentence].everyone)]
    flag("in its sentence", spoken)
    flag("speaks", spoken and not inside)
    before = [n for part in parts for n in (part.sentence - 1, part.sentence - 2) if n >= 0]
    flag("in the sentences before", any(is_it(entity.actor) for n in before for entity in reading.lines[n].everyone))
    following = [part.sentence + 1 for part in parts if part.sentence + 1 < len(reading.lines)]
    flag("in the sentence behind", any(is_it(entity.actor) for n in following for entity in reading.lines[n].everyone))
    flag("in the headline", any(is_it(entity.actor) for line in reading.lines[:2] for entity in line.everyone))
    rivals = [other for other in about.actors if tables.sides[other] == side and other != key]
    flag("only one of its side in text", not rivals)
    flag(
        "most named of its side",
        all(about.actors[key] >= about.actors[other] for other in rivals) and about.actors[key],
    )
    flag(
        "of the text's only armed group",
        side == MILITANT and sum(tables.sides[other] == MILITANT for other in about.actors) == 1,
    )
    flag("armed group suffers", any(entity.side == MILITANT for told in one.votes for entity in told.targets))
    flag("armed group acts", any(entity.side == MILITANT for told in one.votes for entity in told.agents))
    flag("forces suffer", any(entity.side == "government" for told in one.votes for entity in told.targets))
    flag("forces act", any(entity.side == "government" for told in one.votes for entity in told.agents))
    flag("civilians suffer", any(entity.side == "civilian" for told in one.votes for entity in told.targets))
    for predicate in {told.match.id for told in one.votes}:
        out[f"{predicate}, {side}"] = 1.0
    flag("never named", not about.actors[key])
    others = {tables.wholes[entity.actor] for part in parts for entity in part.everyone if entity.actor}
    flag("another of its side with it", any(tables.sides[other] == side and other != key for other in others))
    people = Counter(entity.side for part in parts for entity in part.everyone if entity.people)
    flag("people of its side", people[side])
    roles = {entity.side for told in one.votes for entity in (*told.agents, *told.targets) if entity.people}
    flag("people of its side in a role", side in roles)
    flag("people counted of its side", any(count.side == side for part in parts for count in part.counts))
    return out
