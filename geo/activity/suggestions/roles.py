"""Who acts and who suffers: read from the words beside a predicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.lexicon import Match, keyed
from geo.activity.suggestions.tables import Tables
from geo.activity.suggestions.tokens import Tokens

_BE: Final = keyed("is are was were be been being gets got get")
_SKIPPED: Final = keyed(
    "also reportedly allegedly later then just even all already not have has had been including both have"
)
_BY: Final = keyed("by توسط سوی طرف لخوا لهخوا")
_NO_OBJECT: Final = keyed(
    "in by during when as and , . ; : after on at near while from with before for or but since ) - – — where "
    "who that is was ''"
)
_AGAINST: Final = keyed("بر به علیه پر باندې against on")
_REACH: Final = 9
_ON: Final = keyed("on against targeting of at")
_NOUNS: Final = keyed(
    "attack attacks assault assaults ambush ambushes raid raids strike strikes airstrike airstrikes bombing bombings "
    "operation operations offensive offensives siege capture seizure arrest"
)
_ARTICLES: Final = keyed("a an the this that these those of in by another each several two three recent for with")


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone named: an actor of the table, or people of a sort.

    Parameters
    ----------
    first, last : int
        Tokens.
    actor : str
        Id of the actor, or empty.
    people : str
        Id of the sort of people, or empty.
    side : str
        Whose side it is.
    """

    first: int
    last: int
    actor: str
    people: str
    side: str


@dataclass(frozen=True, slots=True)
class Told:
    """A predicate as it is told: who acts, who suffers, and the kind that this makes it.

    Parameters
    ----------
    match : Match
        Where it stands.
    agents, targets : tuple of Entity
        Who acts and who suffers, as far as the words beside it say.
    kind : str
        The kind of activity.
    passive : bool
        Its subject suffers it.
    """

    match: Match
    agents: tuple[Entity, ...]
    targets: tuple[Entity, ...]
    kind: str
    passive: bool


def entities(
    actors: Sequence[Match],
    people: Sequence[Match],
    tables: Tables,
    swapped: frozenset[str],
    branches: Mapping[str, str],
) -> list[Entity]:
    """Return everyone named, in order; people inside an actor's name are no one else.

    Parameters
    ----------
    actors, people : sequence of Match
        As the lexicon found them.
    tables : Tables
        With everyone's side.
    swapped : frozenset of str
        Actors that are the authorities at the time of the text.
    branches : mapping of str to str
        Of an actor, the branch that is meant in the country of the text.

    Returns
    -------
    list of Entity
        In their order.
    """
    found = []
    taken = {at for match in actors for at in range(match.first, match.last + 1)}
    for match in actors:
        side = "government" if match.id in swapped else tables.sides[match.id]
        found.append(Entity(match.first, match.last, branches.get(match.id, match.id), "", side))
    found += [
        Entity(match.first, match.last, "", match.id, tables.sides[f"people:{match.id}"])
        for match in people
        if match.first not in taken
    ]
    return sorted(found, key=lambda one: one.first)


def told(tokens: Tokens, match: Match, stop: int, everyone: Sequence[Entity], tables: Tables) -> Told:
    """Read the roles of a predicate within a part of a sentence.

    Parameters
    ----------
    tokens : Tokens
        The text.
    match : Match
        The predicate.
    stop : int
        Where the part of the sentence ends.
    everyone : sequence of Entity
        Who is named in it, speakers left out; or who was named before, where it names nobody.
    tables : Tables
        The predicates.

    Returns
    -------
    Told
        The predicate with its roles and kind.
    """
    predicate = tables.predicates[match.id]
    before = [one for one in everyone if one.last < match.first]
    behind = [one for one in everyone if match.last < one.first < stop]
    if "\u0600" <= tokens.keys[match.first][0] <= "\u06ff":
        agents, targets, passive = _verb_last(tokens, match, before, behind, predicate.subject)
    else:
        agents, targets, passive = _verb_between(tokens, match, stop, before, behind, predicate.subject)
    sides = frozenset(one.side for one in agents), frozenset(one.side for one in targets)
    return Told(match, agents, targets, predicate.kind_for(*sides), passive)


Roles = tuple[tuple[Entity, ...], tuple[Entity, ...], bool]


def _verb_between(  # noqa: PLR0913, PLR0917 - what stands around a verb
    tokens: Tokens, match: Match, stop: int, before: Sequence[Entity], behind: Sequence[Entity], subject: str
) -> Roles:
    """Return roles in a language whose verb stands between subject and object."""
    keys = tokens.keys
    if keys[match.last] in _NOUNS and match.first and keys[match.first - 1] in _ARTICLES:
        return _noun(tokens, match, stop, before, behind)
    passive = is_passive(tokens, match.first, match.last, stop)
    by = next((at for at in range(match.last + 1, min(stop, match.last + _REACH)) if keys[at] in _BY), None)
    nearest = _joined(tokens, before)
    agents: tuple[Entity, ...] = ()
    targets: tuple[Entity, ...] = ()
    if by is not None and (passive or subject == "target" or keys[match.last].endswith("ing")):
        # "killed a doctor hired by a clinic": not who killed
        agents = tuple(one for one in behind if by < one.first <= by + _REACH)[:2]
    if subject == "target":
        return agents, nearest or tuple(behind[:1]), True
    if subject == "both":
        return nearest + tuple(behind[:1]), (), False
    if passive:
        return agents, nearest, True
    near = [one for one in behind if one.first - match.last <= _REACH]
    targets = _led(near) if not agents else nearest
    return agents or nearest, targets, False


def _noun(tokens: Tokens, match: Match, stop: int, before: Sequence[Entity], behind: Sequence[Entity]) -> Roles:
    """Return the roles of "an attack by X on Y", "X carried out an attack on Y"."""
    keys = tokens.keys
    by = next((at for at in range(match.last + 1, min(stop, match.last + _REACH)) if keys[at] in _BY), None)
    on = next((at for at in range(match.last + 1, min(stop, match.last + _REACH)) if keys[at] in _ON), None)
    agents = tuple(one for one in behind if by is not None and by < one.first <= by + _REACH)[:2]
    targets = _led([one for one in behind if on is not None and on < one.first <= on + _REACH])
    targets = tuple(one for one in targets if one not in agents)
    return agents or _joined(tokens, before), targets, False


def _verb_last(tokens: Tokens, match: Match, before: Sequence[Entity], behind: Sequence[Entity], subject: str) -> Roles:
    """Return roles in a language whose verb ends the clause: the first named acts, except behind "on"."""
    keys = tokens.keys
    agents, targets = [], []
    for one in before:
        lead = keys[max(0, one.first - 2) : one.first]
        follow = keys[one.last + 1 : one.last + 3]
        if any(key in _BY for key in lead) or any(key in _BY for key in follow):
            agents.append(one)
        elif any(key in _AGAINST for key in lead):
            targets.append(one)
    rest = [one for one in before if one not in agents and one not in targets]
    # "وسله‌والو طالبانو": two words for the same people
    rest = [
        one
        for index, one in enumerate(rest)
        if not index or one.side != rest[index - 1].side or one.first - rest[index - 1].last > 1
    ]
    following = keys[match.last + 1 : match.last + 3]
    passive = any(key.startswith(("شد", "شو", "سو", "شوي")) for key in following)
    if subject == "target" or passive:
        return tuple(agents), tuple(rest[-1:] + targets) or tuple(behind[:1]), True
    if subject == "both":
        return tuple(before[:2]), (), False
    if not agents:
        agents, rest = rest[:1], rest[1:]
    return tuple(agents), tuple(targets + rest[-1:]) or tuple(behind[:1]), False


def _joined(tokens: Tokens, before: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return the last named, with those that "and" or a comma joins to it."""
    found: list[Entity] = []
    for one in reversed(before):
        if found and not set(tokens.keys[one.last + 1 : found[-1].first]) <= {
            "and",
            ",",
            "the",
            "local",
            "afghan",
            "foreign",
        }:
            break
        found.append(one)
    return tuple(found)


def _led(behind: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return the first named behind a verb, with those that are joined to it."""
    found: list[Entity] = []
    for one in behind:
        if found and one.first - found[-1].last > 4:  # noqa: PLR2004
            break
        found.append(one)
    return tuple(found[:3])


def is_passive(tokens: Tokens, first: int, last: int, stop: int) -> bool:
    """Return whether the subject of a verb suffers it: "were killed", "12 killed in".

    Parameters
    ----------
    tokens : Tokens
        The text.
    first, last : int
        The verb.
    stop : int
        Where its clause ends.

    Returns
    -------
    bool
        True where the subject suffers it.

    Examples
    --------
    >>> tokens = Tokens.of("Two men were also killed")
    >>> is_passive(tokens, 4, 4, 5)
    True
    """
    keys = tokens.keys
    if keys[first].endswith("ing"):
        return False
    at = first - 1
    while at >= 0 and keys[at] in _SKIPPED:
        at -= 1
    if at >= 0 and keys[at] in _BE:
        return True
    return keys[first].endswith(("ed", "en", "n", "t", "dead", "de")) and (
        last + 1 >= stop or keys[last + 1] in _NO_OBJECT
    )
