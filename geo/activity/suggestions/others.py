"""The other events that a text may tell of, beside one of them."""

from __future__ import annotations

from collections.abc import Iterable

from geo.activity.suggestions.candidates import Candidate
from geo.gazetteer import Gazetteer

Places = tuple[str, ...]


class Others:
    """The events of the places around and inside an event's; each pair of places is compared once.

    Parameters
    ----------
    every : iterable of Candidate
        All events that a text may tell of; those told again do not count.
    gazetteer : Gazetteer
        Tells what lies in what.
    """

    def __init__(self, every: Iterable[Candidate], gazetteer: Gazetteer) -> None:
        self._kinds: dict[Places, set[str]] = {}
        self._first: dict[tuple[str, Places], int] = {}
        for one in every:
            if one.again is None:
                self._kinds.setdefault(one.places, set()).add(one.kind)
                key, sentence = (one.kind, one.places), one.parts[0].sentence
                self._first[key] = min(sentence, self._first.get(key, sentence))
        self._wider: dict[Places, frozenset[str]] = {}
        self._narrower: dict[Places, frozenset[str]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._gazetteer = gazetteer

    def wider(self, places: Places) -> frozenset[str]:
        """Return the kinds of activity reported for places that some places lie in."""
        if places not in self._wider:
            self._wider[places] = self._told(outer for outer in self._kinds if self._within(places, outer))
        return self._wider[places]

    def narrower(self, places: Places) -> frozenset[str]:
        """Return the kinds of activity reported for places inside some places."""
        if places not in self._narrower:
            self._narrower[places] = self._told(inner for inner in self._kinds if self._within(inner, places))
        return self._narrower[places]

    def first(self, kind: str, places: Places) -> int:
        """Return the first sentence that reports a kind of activity at places; a late one if none does."""
        return self._first.get((kind, places), 1 << 30)

    def _told(self, several: Iterable[Places]) -> frozenset[str]:
        return frozenset(kind for places in several for kind in self._kinds[places])

    def _within(self, inner: Places, outer: Places) -> bool:
        return bool(inner) and all(not self._containers(place).isdisjoint(outer) for place in inner)

    def _containers(self, place: str) -> frozenset[str]:
        """Return the places of events that a place lies in."""
        if place not in self._above:
            every = {key for places in self._kinds for key in places if key != place}
            self._above[place] = frozenset(key for key in every if self._gazetteer.contains(key, place))
        return self._above[place]
