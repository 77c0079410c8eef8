"""What speaks for and against any event of a passage or of a text, worked out once for all of its events."""

from __future__ import annotations

from typing import Final

from geo.activity.suggestions.article import Article
from geo.activity.suggestions.parts import Part, Reading
from geo.activity.suggestions.roles import Told
from geo.activity.suggestions.tables import Tables

_PREPOSITIONS: Final = frozenset({"in", "of", "from", "to", "near", "at", "for", "across", "on"})
_SORTS: Final = {
    "background": "background",
    "hypothetical": "hypothetical",
    "negation": "negation",
    "past": "past",
    "status": "status",
    "another": "another",
    "inherit": "points back",
    "civil": "civil matter",
}
_LONG: Final = 25  # sentences of a long text
_SHORT: Final = 6
_FEW: Final = 2  # places
_MANY: Final = 8


class Passages:
    """The features that all events of a passage have in common.

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
        self._reading = reading
        self._text = [name for name, holds in _of_text(about, tables) if holds]
        self._known: dict[int, dict[str, float]] = {}
        self._tops = {key: votes.most_common(1)[0][0] for key, votes in about.votes.items() if votes}
        self._roles: dict[int, str] = {}

    def features(self, part: Part) -> dict[str, float]:
        """Return the features of a passage; a copy."""
        key = id(part)
        if key not in self._known:
            names = [*self._text, *(name for name, holds in _of_part(part, self._reading) if holds)]
            self._known[key] = dict.fromkeys(names, 1.0)
        return self._known[key].copy()

    def top(self, part: Part) -> str:
        """Return the kind that most predicates of a passage make it; empty where there are none."""
        return self._tops.get(id(part), "")

    def roles(self, told: Told) -> str:
        """Return a predicate between the sides that act and suffer: "insurgent kill civilian"."""
        if id(told) not in self._roles:
            agent, target = (next((entity.side for entity in some), "-") for some in (told.agents, told.targets))
            self._roles[id(told)] = f"{agent} {told.match.id} {target}"
        return self._roles[id(told)]


def _of_text(about: Article, tables: Tables) -> list[tuple[str, bool]]:
    return [
        ("no armed group in text", not any(tables.sides[key] == "insurgent" for key in about.actors)),
        ("long text", about.sentences > _LONG),
        ("short text", about.sentences < _SHORT),
        ("few places", len(about.places) <= _FEW),
        ("many places", len(about.places) > _MANY),
        ("civil matter in the headline", about.civil),
    ]


def _of_part(part: Part, reading: Reading) -> list[tuple[str, bool]]:
    line = reading.lines[part.sentence]
    before = part.group.before
    return [
        ("shared", part.shared),
        ("office", part.own and part.group.office),
        (f"before {before}" if before in _PREPOSITIONS else "before other", True),
        ("its place speaks", part.own and any(one.first <= part.group.first <= one.last for one in line.speakers)),
        ("said", bool(line.speakers)),
        ("quoted", line.sentence.quoted),
        ("arabic", "\u0600" <= reading.tokens.keys[part.first][0] <= "\u06ff"),
        *((name, bool(line.found.get(sort))) for sort, name in _SORTS.items()),
    ]
