"""Places that come in get a parent and an id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from geo.boundaries import LAYERS, Layer, Store
from geo.exchange.incoming import Incoming
from geo.gazetteer.editing.propose import propose_id
from geo.gazetteer.gazetteer import Gazetteer
from geo.tables import split_list

# where the parent of a place is looked for, the narrowest first; a country lies in nothing
_WITHIN: Final[Mapping[str, tuple[Layer, ...]]] = {
    "country": (),
    "region": ("countries",),
    "province": ("countries",),
    "district": ("provinces", "countries"),
}
_CODES: Final = ("geonames", "wikidata")


@dataclass(frozen=True, slots=True)
class Settled:
    """The rows to write, and what became of the others.

    Parameters
    ----------
    rows : list of dict
        By columns of ``places.csv``, each with an id and, but for countries, a parent.
    known : int
        How many were left out, because the gazetteer has a place with their code in GeoNames or Wikidata.
    taken : int
        How many rows are of this gazetteer, which still has them.
    """

    rows: list[dict[str, str]]
    known: int
    taken: int


def settle(
    arrivals: Iterable[Incoming], gazetteer: Gazetteer, store: Store | None, *, parent: str = "", country: str = ""
) -> Settled:
    """Give places their parents and ids.

    A place lies in what its file says it lies in; else in the district, the province or the country around its
    point; else in ``parent``; else in the country whose code it has; else in ``country``. An id that this
    gazetteer gave stays; another is the parent's, a dot and the name, with a number where it is taken.

    Parameters
    ----------
    arrivals : iterable of Incoming
        The places.
    gazetteer : Gazetteer
        What there is already.
    store : geo.boundaries.Store, optional
        The outlines that points are looked for in.
    parent : str, optional
        Id of the parent of places whose own parent is unknown.
    country : str, optional
        ISO 3166-1 code of two letters of the country that they lie in.

    Returns
    -------
    Settled
        Rows in the order of the file. What is wrong with a place is noted in its row: a parent that nothing
        tells, or that is nowhere; a name for it that occurs twice.

    Examples
    --------
    >>> from geo.project import Project
    >>> from geo.tables import Row
    >>> project = Project.load()
    >>> cells = {"name": "Furghamu", "kind": "village", "lat": "36.87", "lon": "70.83"}
    >>> incoming = Incoming(Row.of("x.tsv", 2, {}, []), cells, point=(36.87, 70.83), plain="Furghamu")
    >>> settle([incoming], project.gazetteer, project.store).rows[0]["id"]
    'af.badakhshan.jurm.furghamu'
    """
    found = list(arrivals)
    new = _unknown(found, gazetteer)
    by_key = _by_key(new)
    ours = {incoming.cells["id"] for incoming in new if incoming.ours}
    countries = {place.code("iso_3166_2"): place.id for place in gazetteer.values() if place.kind == "country"}
    around = _around(new, gazetteer, store) if store else {}
    taken = {*gazetteer, *ours}
    for incoming in _outer_first(new, by_key):
        cells = incoming.cells
        if incoming.parent_key in by_key:
            cells["parent"] = by_key[incoming.parent_key].cells["id"]
        elif cells.get("parent"):
            if cells["parent"] not in gazetteer:
                incoming.row.add_problem(
                    "parent_id", "is in neither the gazetteer nor this file", "add it, or correct the id"
                )
        elif cells["kind"] != "country":
            codes = (countries[code] for code in (*incoming.countries, country) if code in countries)
            cells["parent"] = around.get(incoming.row.number) or parent or next(codes, "")
            # a place that is nowhere is a problem already
            if not cells["parent"] and (incoming.point or cells.get("boundary") or cells.get("members")):
                message = "is not given, and its point is in no outline"
                incoming.row.add_problem("parent", message, "give it with --parent ID or --country CODE", cells["name"])
        for member in split_list(cells.get("members", "")):
            if member not in gazetteer and member not in ours:
                incoming.row.add_problem("geo_id", "is in neither the gazetteer nor this file", "add it first", member)
        if not incoming.ours:
            cells["id"] = propose_id(incoming.plain or cells["name"], cells["kind"], cells.get("parent", ""), taken)
            taken.add(cells["id"])
    again = sum(incoming.ours and incoming.cells["id"] in gazetteer for incoming in new)
    return Settled([incoming.finished() for incoming in new], len(found) - len(new), again)


def _unknown(arrivals: Sequence[Incoming], gazetteer: Gazetteer) -> list[Incoming]:
    """Return the arrivals that are new to the gazetteer by their codes, and those exported from it."""
    codes = {(name, place.code(name)) for place in gazetteer.values() for name in _CODES}
    known = [
        any((name, incoming.cells.get(name)) in codes for name in _CODES if incoming.cells.get(name))
        for incoming in arrivals
    ]
    return [incoming for incoming, is_known in zip(arrivals, known, strict=True) if incoming.ours or not is_known]


def _by_key(arrivals: Iterable[Incoming]) -> dict[str, Incoming]:
    """Return arrivals by what their file calls them, which must be one each."""
    by_key: dict[str, Incoming] = {}
    for incoming in arrivals:
        if incoming.key and (first := by_key.setdefault(incoming.key, incoming)) is not incoming:
            message = f"is already used in row {first.row.number}"
            incoming.row.add_problem(incoming.key_column, message, "give each place its own", incoming.key)
    return by_key


def _outer_first(arrivals: Iterable[Incoming], by_key: Mapping[str, Incoming]) -> Iterator[Incoming]:
    """Yield arrivals, parents first."""
    done: set[int] = set()
    for incoming in arrivals:
        chain: dict[int, Incoming] = {}
        here: Incoming | None = incoming
        while here is not None and here.row.number not in done:
            if here.row.number in chain:
                here.row.add_problem("parent_id", "lies in itself", "correct what it lies in")
                break
            chain[here.row.number] = here
            here = by_key.get(here.parent_key) if here.parent_key else None
        done.update(chain)
        yield from reversed(chain.values())


def _around(arrivals: Sequence[Incoming], gazetteer: Gazetteer, store: Store) -> dict[int, str]:
    """Return by row the place whose outline is around a incoming's point, the narrowest that it can lie in."""
    outlined = {place.boundary: place.id for place in gazetteer.values() if place.boundary}
    looked_for = [
        (incoming, incoming.point) for incoming in arrivals if incoming.point and not incoming.cells.get("parent")
    ]
    if not looked_for:
        return {}
    # the outlines look for points, not the points for outlines: shapely prepares what looks
    tree = shapely.STRtree(shapely.points([lon for _, (_, lon) in looked_for], [lat for _, (lat, _) in looked_for]))
    around: dict[int, str] = {}
    for layer in LAYERS:
        outlines = store.layer(layer, "full")
        keys = outlines["id"].to_numpy()
        for outline, point in tree.query(outlines.geometry.to_numpy(), predicate="intersects").T:
            incoming, key = looked_for[point][0], outlined.get(keys[outline], "")
            if key and layer in _WITHIN.get(incoming.cells["kind"], LAYERS):
                around.setdefault(incoming.row.number, key)
    return around
