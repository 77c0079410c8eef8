"""Which places bear a name: made for all places, or brought up to date for the few that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from geo.gazetteer.place import Place
from geo.names import parse, shortened

#: by a key of a name: each place that bears it, and the spellings that have this key, its name before its aliases
Index = Mapping[str, Mapping[str, tuple[Place, list[str]]]]
KeyOf = Callable[[str], str]


def index(places: Iterable[Place], key_of: KeyOf) -> Index:
    """Return places and their spellings by a key of the spelling.

    Examples
    --------
    >>> list(index([Place("af.jurm", "Jurm", "district")], str.lower))
    ['jurm']
    """
    found: dict[str, dict[str, tuple[Place, list[str]]]] = defaultdict(dict)
    for place in places:
        for spelling in _spellings(place):
            found[key_of(spelling)].setdefault(place.id, (place, []))[1].append(spelling)
    found.pop("", None)
    return dict(found)


def keys_of(places: Iterable[Place], key_of: KeyOf) -> set[str]:
    """Return the keys that the spellings of some places have.

    Examples
    --------
    >>> keys_of([Place("af.jurm", "Jurm", "district")], str.lower)
    {'jurm'}
    """
    return {key_of(spelling) for place in places for spelling in _spellings(place)} - {""}


def updated(
    old: Index, gone: Iterable[Place], come: Iterable[Place], key_of: KeyOf, rank: Callable[[str], tuple[int, int]]
) -> Index:
    """Return an index in which some places are replaced by others; ``rank`` orders those that share a key.

    Examples
    --------
    >>> jurm, zebak = Place("af.jurm", "Jurm", "district"), Place("af.zebak", "Zebak", "district")
    >>> list(updated(index([jurm], str.lower), [jurm], [zebak], str.lower, lambda key: (0, 0)))
    ['zebak']
    """
    fresh = dict(old)
    changed: dict[str, dict[str, tuple[Place, list[str]]]] = {}
    for place in gone:
        for key in keys_of([place], key_of):
            changed.setdefault(key, dict(old.get(key, {}))).pop(place.id, None)
    for key, bearers in index(come, key_of).items():
        changed.setdefault(key, dict(old.get(key, {}))).update(bearers)
    for key, several in changed.items():
        if several:
            fresh[key] = dict(sorted(several.items(), key=lambda item: rank(item[0])))
        else:
            fresh.pop(key, None)
    return fresh


def by_shortened(keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return keys by what is left of them without one of their letters, or by themselves.

    Examples
    --------
    >>> by_shortened(["kbl", "kb"])["kb"]
    ('kbl', 'kb')
    """
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        for rest in shortened(key):
            found[rest].append(key)
    return {rest: tuple(several) for rest, several in found.items()}


def _spellings(place: Place) -> Iterator[str]:
    for spelling in place.spellings:
        yield spelling
        # "Khustak Valley" is found as Khustak too; Dara-i-Nur, a district, not as Nur
        parts = parse(spelling) if len(spelling.split()) > 1 or "-" in spelling else ()
        if len(parts) == 1 and parts[0].kind == place.kind and parts[0].name:
            yield parts[0].name
