"""Ids for outlines that come from elsewhere: readable, stable, and shared with places that are already known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import shapely

from geo.names import fold, slug


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place that the gazetteer has, as far as it matters here.

    Parameters
    ----------
    id, kind, parent : str
        As its row has them.
    names : frozenset of str
        Its name and aliases, folded (:func:`geo.names.fold`).
    boundary : str
        The outline that its row names.
    point : shapely.Point, optional
        EPSG:4326.
    """

    id: str
    kind: str
    parent: str
    names: frozenset[str]
    boundary: str = ""
    point: shapely.Point | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline that needs an id.

    Parameters
    ----------
    name, source_id, code : str
        As the source has them.
    kind : str
        Of the gazetteer's kinds: province, district.
    parent : str
        Id of the place that it lies in.
    shape : shapely.Geometry
        Polygon or multipolygon, EPSG:4326.
    """

    name: str
    source_id: str
    code: str
    kind: str
    parent: str
    shape: shapely.Geometry

    def is_of(self, place: KnownPlace, country: str) -> bool:
        """Return whether a place of the gazetteer is this one: same kind, same country, and name or position."""
        if place.kind != self.kind or place.id.partition(".")[0] != country:
            return False
        if place.boundary not in {"", place.id}:
            return False
        named = fold(self.name) in place.names
        if place.point is None:
            return named and place.parent == self.parent
        # a row with an outline of its own keeps it when it is renamed; a point alone must bear the name
        return (named or bool(place.boundary)) and bool(shapely.intersects(self.shape, place.point))


def propose_ids(
    outlines: Iterable[Outline],
    country: str,
    known: Iterable[KnownPlace],
    before: Mapping[str, str],
    taken: Collection[str],
) -> list[str]:
    """Return an id for each outline.

    Parameters
    ----------
    outlines : iterable of Outline
        All of one country and level.
    country : str
        Its id: ``pk``.
    known : iterable of KnownPlace
        The places of the gazetteer.
    before : mapping of str to str
        Ids by the source's own, from the last time.
    taken : collection of str
        Ids of other outlines.

    Returns
    -------
    list of str
        In the same order: the id from last time; else the id of the place that the gazetteer has
        already; else one made of the parent's id and the name, with a number where it would occur twice.

    Examples
    --------
    >>> swat = Outline("Swat", "7", "", "district", "pk.khyber-pakhtunkhwa", shapely.box(72, 34.5, 73, 36))
    >>> propose_ids([swat, swat], "pk", [], {}, {"pk"})
    ['pk.khyber-pakhtunkhwa.swat', 'pk.khyber-pakhtunkhwa.swat-2']
    >>> point = KnownPlace("pk.swat", "district", "pk", frozenset({"swat"}), point=shapely.Point(72.5, 35))
    >>> propose_ids([swat], "pk", [point], {}, {"pk"})
    ['pk.swat']
    """
    wanted = list(outlines)
    places = [place for place in known if place.id.partition(".")[0] == country]
    used = set(taken)
    ids: list[str | None] = []
    for outline in wanted:
        key = before.get(outline.source_id) if outline.source_id else None
        if key is None or key in used:
            key = next((place.id for place in places if place.id not in used and outline.is_of(place, country)), None)
        ids.append(key)
        used |= {key} if key else set()
    # new ids come last, so that none takes one that a later outline has from before
    used |= {place.id for place in places}
    for at, outline in enumerate(wanted):
        if ids[at] is None:
            ids[at] = _new(outline, used)
            used.add(str(ids[at]))
    return [str(key) for key in ids]


def _new(outline: Outline, used: Collection[str]) -> str:
    stem = slug(outline.name) or slug(outline.code.rpartition("-")[2]) or outline.kind
    key, number = f"{outline.parent}.{stem}", 2
    while key in used:
        key, number = f"{outline.parent}.{stem}-{number}", number + 1
    return key
