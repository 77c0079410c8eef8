"""What is allowed in a gazetteer, and yet most likely a mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

import numpy as np
import shapely
from pyproj import Geod

from geo.boundaries import Store, distance_km
from geo.errors import BoundaryError, Problem
from geo.gazetteer.codes import Code
from geo.gazetteer.gazetteer import Gazetteer, Origin
from geo.gazetteer.place import KINDS, Place
from geo.names import fold

_GEOD: Final = Geod(ellps="WGS84")
# regions and valleys are of any size
_SIZED: Final = frozenset(KINDS) - {"region", "valley"}
# two of these never lie in one another
_APART: Final = frozenset({"country", "province", "district"})
# how far from an outline a point may be that is said to lie in it: outlines are not better known
_SLACK_KM: Final = 1.0
_NORTHMOST: Final = 90.0


def warnings(gazetteer: Gazetteer, store: Store | None = None) -> list[Problem]:
    """Return what is probably a mistake, though each row by itself is valid.

    Parameters
    ----------
    gazetteer : Gazetteer
        Read from files, so that each place has its file and row.
    store : geo.boundaries.Store, optional
        The outlines, to look where points lie. None leaves this out.

    Returns
    -------
    list of geo.errors.Problem
        In the order of files and rows: rows that give way to others with their id; names and aliases that
        another place in the same parent bears; codes that another place has; parents of a lower kind; points
        outside their parent, or swapped coordinates; files whose rows have no source.

    Examples
    --------
    >>> afghanistan = Place("af", "Afghanistan", "country", boundary="af", source="map")
    >>> jurm = Place("af.jurm", "Jurm", "town", "af", lat=70.8, lon=36.9, radius_km=2, source="map")
    >>> from geo.gazetteer.gazetteer import Origins
    >>> origins = Origins({"af": "mine.csv", "af.jurm": "mine.csv"}, {"af": 2, "af.jurm": 3})
    >>> from pathlib import Path
    >>> for warning in warnings(Gazetteer([afghanistan, jurm], origins), Store(Path("data/boundaries"))):
    ...     print(warning)
    mine.csv, row 3, lat: '70.8' and lon 36.9 look swapped: only the other way round does the point lie in \
Afghanistan; swap them
    """
    found = [
        *gazetteer.overridden,
        *_namesakes(gazetteer),
        *_shared_codes(gazetteer),
        *_lower_parents(gazetteer),
        *_without_source(gazetteer),
        *(_astray(gazetteer, store) if store else ()),
    ]
    order = {file: at for at, file in enumerate(gazetteer.origins.files())}
    return sorted(found, key=lambda problem: (order.get(problem.file, len(order)), problem.row or 0))


def _at(gazetteer: Gazetteer, place: Place) -> Origin:
    return gazetteer.origins.get(place.id, Origin("the gazetteer", 0))


def _namesakes(gazetteer: Gazetteer) -> Iterator[Problem]:
    """Yield a warning for a name that two places in the same parent share: no report can distinguish them."""
    bearers: dict[tuple[str, str], list[tuple[Place, str, bool]]] = defaultdict(list)
    for place in gazetteer.values():
        spellings = {fold(spelling): spelling for spelling in reversed(place.spellings)}
        for key, spelling in spellings.items():
            bearers[place.parent, key].append((place, spelling, spelling == place.name))
    reported: set[tuple[str, str]] = set()
    for (_, key), several in bearers.items():
        for (one, _, first_named), (other, spelling, named) in combinations(several, 2):
            # an alias that two places share is how people speak; one that is another's name hides it
            if not key or not (first_named or named) or (one.id, other.id) in reported or not _confusable(one, other):
                continue
            reported.add((one.id, other.id))
            origin = _at(gazetteer, other)
            borne = "the name" if first_named else "an alias"
            message = f"is also {borne} of {one.id}, a {one.kind} ({_at(gazetteer, one)})"
            fix = "if they are the same place, keep one row; if not, give each a distinct name"
            yield Problem(origin.file, message, fix, origin.row, "name" if named else "aliases", spelling)


def _confusable(one: Place, other: Place) -> bool:
    """Return whether two namesakes are at one place and time: villages of one name are many, far from each other."""
    if not one.coexists(other):
        return False
    if one.is_point and other.is_point:
        metres = _GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2]
        return bool(metres / 1000 <= max(one.radius_km, other.radius_km))
    return True


def _shared_codes(gazetteer: Gazetteer) -> Iterator[Problem]:
    bearers: dict[Code, list[Place]] = defaultdict(list)
    for place in gazetteer.values():
        for code in place.codes:
            if not code.in_column:
                continue  # a problem, found when the file is read
            if other := next((other for other in bearers[code] if place.coexists(other)), None):
                origin = _at(gazetteer, place)
                message, fix = f"is also the code of {other.id} ({_at(gazetteer, other)})", "keep it where it belongs"
                yield Problem(origin.file, message, fix, origin.row, code.scheme, code.code)
            bearers[code].append(place)


def _lower_parents(gazetteer: Gazetteer) -> Iterator[Problem]:
    for place in gazetteer.values():
        parent = gazetteer.get(place.parent)
        if parent is None or not {place.kind, parent.kind} <= _SIZED:
            continue
        lower = KINDS.index(parent.kind) > KINDS.index(place.kind)
        if lower or (parent.kind == place.kind and place.kind in _APART):
            origin = _at(gazetteer, place)
            message = f"is a {parent.kind}, and a {place.kind} does not lie in one"
            fix = "give the place that it lies in, or correct one of the two kinds"
            yield Problem(origin.file, message, fix, origin.row, "parent", place.parent)


def _without_source(gazetteer: Gazetteer) -> Iterator[Problem]:
    """Tell once for each file, where most rows may lack it."""
    rows: dict[str, list[int]] = defaultdict(list)
    for place in gazetteer.values():
        if not place.source:
            origin = _at(gazetteer, place)
            rows[origin.file].append(origin.row)
    for file, numbers in rows.items():
        others = f", and in {len(numbers) - 1:,} more rows" if len(numbers) > 1 else ""
        fix = "say where the place comes from, so that others can judge it"
        yield Problem(file, f"is empty{others}", fix, numbers[0], "source")


def _astray(gazetteer: Gazetteer, store: Store) -> Iterator[Problem]:
    """Yield a warning for points outside their own outline or their parent's."""
    within: dict[str, list[Place]] = defaultdict(list)
    for place in gazetteer.values():
        if place.lat is not None:
            around = (place, *gazetteer.ancestors(place.id))
            outer = next((one for one in around if one.boundary or one.members), None)
            if outer:
                within[outer.id].append(place)
    for key, places in within.items():
        try:
            outline = gazetteer.geometry(key, store, "full")
        except BoundaryError:
            continue  # a problem, reported elsewhere
        shapely.prepare(outline)
        xy = np.array([(place.lon, place.lat) for place in places])
        inside = shapely.contains_xy(outline, xy)
        yield from _outside(
            [place for place, is_in in zip(places, inside, strict=True) if not is_in], key, outline, gazetteer
        )


def _outside(places: Iterable[Place], key: str, outline: shapely.Geometry, gazetteer: Gazetteer) -> Iterator[Problem]:
    name = gazetteer[key].name
    for place in places:
        if place.lat is None or place.lon is None:
            continue
        origin = _at(gazetteer, place)
        if abs(place.lon) <= _NORTHMOST and shapely.contains_xy(outline, place.lat, place.lon):
            message = f"and lon {place.lon:g} look swapped: only the other way round does the point lie in {name}"
            yield Problem(origin.file, message, "swap them", origin.row, "lat", f"{place.lat:g}")
            continue
        distance = distance_km(outline, place.lat, place.lon)
        if distance > max(_SLACK_KM, place.radius_km if place.is_point else 0.0):
            message = f"and lon {place.lon:g} are {distance:,.0f} km outside {name}"
            fix = "correct lat and lon" if place.id == key else "correct lat and lon, or the parent"
            yield Problem(origin.file, message, fix, origin.row, "lat", f"{place.lat:g}")
