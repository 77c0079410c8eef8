"""Outlines as published become outlines as the store keeps them: valid, fitting together, rounded, small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import shapely

from geo.boundaries.coverage import Geometries, area_km2, simplify
from geo.boundaries.store import Resolution
from geo.errors import BoundaryError

#: tolerance in degrees, for shapely.coverage_simplify. 0.005 leaves no Afghan district more than 1.3 % off its
#: full area (tests/test_boundaries.py limits it to 2 %)
TOLERANCE: Final[Mapping[Resolution, float]] = {"full": 0.0, "display": 0.005}
DECIMALS: Final[Mapping[Resolution, int]] = {"full": 5, "display": 4}
# where the usual tolerance takes too much of the smallest polygon, a finer one is tried; tolerance and decimals
_FINER: Final = ((0.002, 4), (0.001, 4), (0.0005, 5), (0.0, 5))
_WORST_AREA_ERROR: Final = 0.02
# about 10 m: a gap this narrow between two polygons is a slip of the pen, not no man's land
_SLIVER_DEGREES: Final = 1e-4
# a polygon that cleaning changes by more did not border the others to begin with
_WORST_FIX: Final = 0.05


def fixed(shapes: Geometries) -> tuple[Geometries, list[str]]:
    """Make polygons valid, and neighbours share their borders.

    Parameters
    ----------
    shapes : array of shapely.Polygon or MultiPolygon
        EPSG:4326, as published.

    Returns
    -------
    numpy.ndarray
        As many polygons, in the same order, each valid and two-dimensional. They are a valid coverage,
        unless what overlaps is more than borders drawn twice.
    list of str
        What was done, for people; empty when nothing was.

    Raises
    ------
    BoundaryError
        When a polygon has no area.

    Examples
    --------
    >>> west, east = shapely.box(0, 0, 1.001, 1), shapely.box(1, 0, 2, 1)
    >>> shapes, done = fixed(np.array([west, east]))
    >>> bool(shapely.coverage_is_valid(shapes)), done
    (True, ['borders that overlapped or left slivers were joined; no outline changed by more than 0.1 %'])
    """
    flat = shapely.force_2d(shapes)
    invalid = ~shapely.is_valid(flat)
    done: list[str] = []
    if invalid.any():
        repaired = shapely.make_valid(flat[invalid], method="structure", keep_collapsed=False)
        flat[invalid] = [_polygons(shape) for shape in repaired]
        noun = "outline was" if invalid.sum() == 1 else "outlines were"
        done.append(f"{invalid.sum()} {noun} made valid (a border crossed itself)")
    if (gone := np.flatnonzero(shapely.area(flat) == 0)).size:
        raise BoundaryError(f"outline {gone[0] + 1} has no area; delete it from the source, or correct it")
    if shapely.coverage_is_valid(flat):
        return flat, done
    joined = shapely.coverage_clean(flat, gap_width=_SLIVER_DEGREES)  # type: ignore[attr-defined] # stubs are of 2.1
    before = area_km2(flat)
    changed = float(np.abs(area_km2(joined) / before - 1).max())
    if changed > _WORST_FIX or not shapely.coverage_is_valid(joined) or not shapely.is_valid(joined).all():
        return flat, [*done, "outlines overlap by more than their borders; they are kept as they are, unsimplified"]
    extent = f"no outline changed by more than {max(changed, 0.001):.1%}".replace("%", " %")
    return joined, [*done, f"borders that overlapped or left slivers were joined; {extent}"]


def reduced(shapes: Geometries, resolution: Resolution) -> Geometries:
    """Round polygons to a resolution of the store, and simplify them as far as it bears.

    Parameters
    ----------
    shapes : array of shapely.Polygon or MultiPolygon
        Valid, in EPSG:4326.
    resolution : {"full", "display"}
        See :data:`TOLERANCE` and :data:`DECIMALS`. Where that takes more than 2 % of a polygon's area, a
        finer tolerance is taken for all. Polygons that are not a valid coverage are only rounded, each by
        itself.

    Returns
    -------
    numpy.ndarray
        As many polygons, in the same order; a valid coverage if they came as one.

    Examples
    --------
    >>> (square,) = reduced(np.array([shapely.box(70.123456789, 36, 70.5, 36.5)]), "full")
    >>> square.bounds
    (70.12346, 36.0, 70.5, 36.5)
    """
    decimals = DECIMALS[resolution]
    if shapely.coverage_is_valid(shapes):
        areas = area_km2(shapes)
        finest = (0.0, DECIMALS["full"])
        for tolerance, digits in ((TOLERANCE[resolution], decimals), *_FINER):
            try:
                smaller = simplify(shapes, tolerance, digits)
            except BoundaryError:
                continue
            right = shapely.coverage_is_valid(smaller) and bool(shapely.is_valid(smaller).all())
            if right and (
                (tolerance, digits) == finest or np.abs(area_km2(smaller) / areas - 1).max() <= _WORST_AREA_ERROR
            ):
                return smaller
    rounded = np.array([_polygons(shape) for shape in shapely.set_precision(shapes, 10.0**-decimals)])
    # what rounding would swallow is kept as it came
    kept: Geometries = np.where(shapely.is_empty(rounded), shapes, rounded)
    return shapely.normalize(kept)


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return only the polygons of a geometry: repairs leave lines and points behind."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    whole: shapely.Geometry = polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
    return whole
