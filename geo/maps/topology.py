"""Outlines as arcs: a border shared by two districts, their provinces and the country is written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.maps.polyline import SCALE, encode

Vertex = tuple[int, int]
#: polygons of rings of arcs; a reversed arc is written as the complement of its index (``~index``)
Shape = list[list[list[int]]]

_LEAST_RING: Final = 3


def topology(geometries: Iterable[shapely.Geometry]) -> tuple[list[str], list[Shape]]:
    """Cut outlines into arcs at the vertices where they diverge, and keep each arc once.

    This is the idea of TopoJSON (Bostock 2012), for outlines that share their vertices exactly, as those in
    the geometry store do.

    Parameters
    ----------
    geometries : iterable of shapely.Polygon or shapely.MultiPolygon
        EPSG:4326; rounded to 4 decimals here.

    Returns
    -------
    arcs : list of str
        Coordinates, encoded by :func:`geo.maps.polyline.encode`.
    shapes : list of Shape
        One per geometry: for each polygon its outer ring, then its holes, each a list of arcs that join end
        to end.

    Examples
    --------
    Two adjacent squares have three arcs: the shared side, and the rest of each.

    >>> arcs, shapes = topology([shapely.box(70, 36, 71, 37), shapely.box(71, 36, 72, 37)])
    >>> len(arcs), [len(shape[0][0]) for shape in shapes]
    (3, [2, 2])
    """
    return _topology(tuple(shapely.to_wkb(list(geometries))))


# the page draws the same outlines at every run
@lru_cache(maxsize=4)
def _topology(outlines: tuple[bytes, ...]) -> tuple[list[str], list[Shape]]:
    geometries = shapely.from_wkb(list(outlines))
    rings = [
        [
            [_vertices(ring) for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in shapely.get_parts(geometry)
        ]
        for geometry in geometries
    ]
    nodes = _nodes(ring for polygons in rings for polygon in polygons for ring in polygon)
    known: dict[tuple[Vertex, ...], int] = {}
    shapes = [
        [[_arcs(ring, nodes, known) for ring in polygon if len(ring) >= _LEAST_RING] for polygon in polygons]
        for polygons in rings
    ]
    return [encode(np.array(arc) / SCALE) for arc in known], [
        [polygon for polygon in shape if polygon] for shape in shapes
    ]


def _vertices(ring: shapely.LinearRing) -> list[Vertex]:
    """Return a ring's vertices on the grid, without the last, which repeats the first, and without repetitions."""
    fixed: NDArray[np.int64] = np.rint(shapely.get_coordinates(ring) * SCALE).astype(np.int64)
    moved = np.any(np.diff(fixed, axis=0) != 0, axis=1)
    return list(map(tuple, fixed[:-1][moved].tolist()))


def _nodes(rings: Iterable[Sequence[Vertex]]) -> set[Vertex]:
    """Return the vertices at which outlines meet or diverge."""
    beside: dict[Vertex, tuple[Vertex, Vertex]] = {}
    nodes: set[Vertex] = set()
    for ring in rings:
        for before, here, after in zip((*ring[-1:], *ring[:-1]), ring, (*ring[1:], *ring[:1]), strict=True):
            pair = (before, after) if before < after else (after, before)
            if beside.setdefault(here, pair) != pair:
                nodes.add(here)
    return nodes


def _arcs(ring: list[Vertex], nodes: set[Vertex], known: dict[tuple[Vertex, ...], int]) -> list[int]:
    """Return a ring as arcs, adding new arcs to the known ones."""
    cuts = [position for position, vertex in enumerate(ring) if vertex in nodes]
    if not cuts:  # an island, which must start at the same vertex wherever it occurs
        cuts = [ring.index(min(ring))]
    turned = [*ring[cuts[0] :], *ring[: cuts[0]], ring[cuts[0]]]
    ends = [*(cut - cuts[0] for cut in cuts), len(ring)]
    found = []
    for start, end in pairwise(ends):
        arc = tuple(turned[start : end + 1])
        back = arc[::-1]
        if back in known:
            found.append(~known[back])
        else:
            found.append(known.setdefault(arc, len(known)))
    return found
