"""Which places bear a name: made for all places, or brought up to date for the few that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from geo.gazetteer.place import Place
from geo.names import bare, fold, folds, skeleton, skeletons

#: each place that bears a name, by its id, and its spellings of the name, that on the map before the others
Bearers = Mapping[str, tuple[Place, list[str]]]


class Index(Mapping[str, Bearers]):
    """Places and their spellings by a key of the spelling.

    Parameters
    ----------
    places : mapping of str to sequence of Place
        Those that have a spelling with this key, in the order of the files.
    key_of : callable
        Returns the key of a spelling.

    Examples
    --------
    >>> Index({"jurm": [Place("af.jurm", "Jurm", "district")]}, fold)["jurm"]["af.jurm"][1]
    ['Jurm']
    """

    def __init__(self, places: Mapping[str, Sequence[Place]], key_of: Callable[[str], str]) -> None:
        self._places, self._key_of = places, key_of
        self._told: dict[str, Bearers] = {}

    def __getitem__(self, key: str) -> Bearers:
        """Return the places that have this key, with the spellings that have it."""
        # few keys are ever asked for, and only their answers are kept
        if key not in self._told:
            several = {place.id: place for place in self._places[key]}.values()
            self._told[key] = {
                place.id: (place, [spelling for spelling in spellings(place) if self._key_of(spelling) == key])
                for place in several
            }
        return self._told[key]

    def __contains__(self, key: object) -> bool:
        """Return whether a place has this key."""
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, in the order in which the places have them."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._places)

    def keys_of(self, place: Place) -> set[str]:
        """Return the keys that a place has.

        Examples
        --------
        >>> Index({}, fold).keys_of(Place("af.jurm", "Jurm", "district"))
        {'jurm'}
        """
        return {self._key_of(spelling) for spelling in spellings(place)} - {""}

    def by_skeleton(self) -> Index:
        """Return the index by :func:`geo.names.skeleton` that belongs to this one by :func:`geo.names.fold`.

        Examples
        --------
        >>> list(by_fold([Place("af.jurm", "Jurm", "district")]).by_skeleton())
        ['jrm']
        """
        found: dict[str, list[Place]] = defaultdict(list)
        for key, places in zip(skeletons(list(self._places)), self._places.values(), strict=True):
            found[key] += places
        return Index(dict(found), skeleton)

    def updated(self, gone: Iterable[Place], come: Iterable[Place], rank: Callable[[str], tuple[int, int]]) -> Index:
        """Return an index in which some places are replaced by others; ``rank`` orders those that share a key.

        Examples
        --------
        >>> jurm, zebak = Place("af.jurm", "Jurm", "district"), Place("af.zebak", "Zebak", "district")
        >>> list(by_fold([jurm]).updated([jurm], [zebak], lambda key: (0, 0)))
        ['zebak']
        """
        changed: dict[str, dict[str, Place]] = {}
        for places, are_there in ((gone, False), (come, True)):
            for place in places:
                for key in self.keys_of(place):
                    several = changed.setdefault(key, {old.id: old for old in self._places.get(key, ())})
                    if are_there:
                        several[place.id] = place
                    else:
                        several.pop(place.id, None)
        fresh = dict(self._places)
        for key, several in changed.items():
            if several:
                fresh[key] = sorted(several.values(), key=lambda place: rank(place.id))
            else:
                fresh.pop(key, None)
        return Index(fresh, self._key_of)


def by_fold(places: Iterable[Place]) -> Index:
    """Return an index by :func:`geo.names.fold`.

    Examples
    --------
    >>> list(by_fold([Place("af.khustak", "Khustak Valley", "valley")]))
    ['khustakvalley', 'khustak']
    """
    written: list[str] = []
    bearers: list[Place] = []
    for place in places:
        written += place.spellings
        bearers += [place] * len(place.spellings)
    found: dict[str, list[Place]] = defaultdict(list)
    for place, spelling, key in zip(bearers, written, folds(written), strict=True):
        found[key].append(place)
        if name := bare(spelling, place.kind, key):
            found[fold(name)].append(place)
    found.pop("", None)
    return Index(dict(found), fold)


def spellings(place: Place) -> Iterator[str]:
    """Iterate over what a place is found by: its name, its aliases, and these without the word for its kind.

    "Khustak Valley" is found as Khustak too; Dara-i-Nur, a district, not as Nur.

    Examples
    --------
    >>> list(spellings(Place("af.khustak", "Khustak Valley", "valley")))
    ['Khustak Valley', 'Khustak']
    """
    for spelling in place.spellings:
        yield spelling
        if name := bare(spelling, place.kind, fold(spelling)):
            yield name
