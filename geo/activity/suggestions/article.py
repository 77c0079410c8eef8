"""What a text is about as a whole: whom it names, and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from geo.activity.suggestions.parts import Reading
from geo.activity.suggestions.tables import Tables

#: the day since which the Taliban are the authorities
TAKEOVER: Final = date(2021, 8, 15)
_TOP: Final = 2  # sentences at the top that say what a text is about


@dataclass(frozen=True)
class Article:
    """What a text is about as a whole.

    Parameters
    ----------
    actors : Counter of str
        How often each actor is named.
    sentences : int
        How many sentences there are.
    votes : dict
        For each part, the kinds that its predicates make it.
    places : Counter of str
        How often each place is named.
    headline : frozenset of str
        The predicates of its headline.
    headline_places : frozenset of str
        The places of its headline.
    home : str
        The country of which the gazetteer knows most.
    civil : bool
        Its first lines tell of floods, trade, health and the like.
    since_takeover : bool
        It was published when the Taliban were the authorities.
    """

    actors: Counter[str]
    sentences: int
    votes: dict[int, Counter[str]]
    places: Counter[str]
    headline: frozenset[str]
    headline_places: frozenset[str]
    home: str
    civil: bool
    since_takeover: bool

    @cached_property
    def main_places(self) -> frozenset[str]:
        """The place that is named most often, with those named as often."""
        most = max(self.places.values(), default=0)
        return frozenset(place for place, count in self.places.items() if count == most)


def article(reading: Reading, tables: Tables, home: str) -> Article:
    """Return what a text is about as a whole."""
    named = Counter(tables.wholes[one.actor] for line in reading.lines for one in line.everyone if one.actor)
    votes = {id(part): Counter(one.kind for one in part.told) for part in reading.parts}
    top = [line for line in reading.lines[:3] if line.sentence.headline]
    return Article(
        named,
        len(reading.lines),
        votes,
        Counter(place for line in reading.lines for group in line.groups for place in group.places),
        frozenset(match.id for line in top for match in line.found.get("predicate", ())),
        frozenset(place for line in top for group in line.groups for place in group.places),
        home,
        any(line.found.get("civil") for line in reading.lines[:_TOP]),
        reading.published is not None and reading.published.first >= TAKEOVER,
    )
