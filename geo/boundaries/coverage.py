"""Polygons that share their borders: measure, dissolve, simplify."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geo.errors import BoundaryError

Geometries = NDArray[np.object_]

_GEOD = Geod(ellps="WGS84")


def area_km2(geometries: Iterable[shapely.Geometry]) -> NDArray[np.float64]:
    """Return geodesic areas on the WGS 84 ellipsoid.

    Parameters
    ----------
    geometries : iterable of shapely.Geometry
        Polygons in EPSG:4326.

    Returns
    -------
    numpy.ndarray
        Areas in square kilometres (Karney 2013, as implemented by PROJ).

    Examples
    --------
    >>> degree_at_equator = shapely.box(0, 0, 1, 1)
    >>> area_km2([degree_at_equator]).round()
    array([12309.])
    """
    return np.array([abs(_GEOD.geometry_area_perimeter(shape)[0]) / 1e6 for shape in geometries])


def simplify(coverage: Geometries, tolerance: float, decimals: int) -> Geometries:
    """Simplify and round polygons that share their borders, and keep them a valid coverage.

    Rounding moves vertices, and can fold a thin polygon over its neighbour. So the borders are
    snap-rounded together, as one set of lines, and the polygons are rebuilt from it: what two
    neighbours share stays shared.

    Parameters
    ----------
    coverage : array of shapely.Polygon or MultiPolygon
        A valid coverage in EPSG:4326: no gaps, no overlaps.
    tolerance : float
        In degrees; 0 keeps every vertex. See ``shapely.coverage_simplify``.
    decimals : int
        Decimals of a degree to keep.

    Returns
    -------
    numpy.ndarray
        As many polygons as came in, in the same order.

    Raises
    ------
    BoundaryError
        When a polygon vanishes at this tolerance.

    Examples
    --------
    >>> left, right = shapely.box(0, 0, 1.00004, 1), shapely.box(1.00004, 0, 2, 1)
    >>> rounded = simplify(np.array([left, right]), tolerance=0, decimals=4)
    >>> bool(shapely.coverage_is_valid(rounded)), float(rounded[0].bounds[2])
    (True, 1.0)
    """
    shapes = shapely.coverage_simplify(coverage, tolerance) if tolerance else coverage
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=10.0**-decimals)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    # a piece belongs to the polygon that held a point well inside it; lakes and enclaves belong to none
    piece, owner = shapely.STRtree(shapes).query(shapely.point_on_surface(pieces), predicate="within")
    rebuilt = np.array([union(pieces[piece[owner == i]]) for i in range(len(shapes))])
    if (gone := np.flatnonzero(shapely.is_empty(rebuilt))).size:
        msg = f"polygon {gone[0]} vanishes at a tolerance of {tolerance} degrees; use a smaller one"
        raise BoundaryError(msg)
    # normalised and rounded, so that building again gives the same bytes
    exact: Geometries = shapely.normalize(shapely.transform(rebuilt, lambda xy: np.round(xy, decimals)))
    return exact


def union(shapes: Geometries) -> shapely.Geometry:
    """Return the union of polygons that do not overlap.

    Parameters
    ----------
    shapes : array of shapely.Polygon or MultiPolygon
        Members of one coverage.

    Returns
    -------
    shapely.Geometry
        A polygon or multipolygon, normalised.

    Examples
    --------
    >>> union(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])).area
    2.0
    """
    return shapely.normalize(shapely.coverage_union_all(shapes))


def circle(lat: float, lon: float, radius_km: float, corners: int = 64) -> shapely.Polygon:
    """Return the area within a distance of a point.

    Parameters
    ----------
    lat, lon : float
        The centre, in degrees, EPSG:4326.
    radius_km : float
        In kilometres along the ellipsoid.
    corners : int, default 64
        Of the polygon that stands for the circle; with 64, its area is 0.2 % short.

    Returns
    -------
    shapely.Polygon
        EPSG:4326.

    Examples
    --------
    >>> area_km2([circle(36.9, 70.8, radius_km=10)]).round()
    array([314.])
    """
    azimuths = np.linspace(0, 360, corners, endpoint=False)
    lons, lats, _ = _GEOD.fwd(
        np.full(corners, lon), np.full(corners, lat), azimuths, np.full(corners, radius_km * 1000)
    )
    return shapely.Polygon(np.column_stack([lons, lats]))


def distance_km(shape: shapely.Geometry, lat: float, lon: float) -> float:
    """Return how far a point is from an area.

    Parameters
    ----------
    shape : shapely.Geometry
        Polygon or multipolygon, EPSG:4326.
    lat, lon : float
        The point, in degrees.

    Returns
    -------
    float
        Kilometres along the ellipsoid to the nearest point of the area, good to a few per cent; 0 inside.

    Examples
    --------
    >>> round(distance_km(shapely.box(70, 36, 71, 37), 36.5, 71.1), 1)
    9.0
    """
    return float(distances_km(shape, np.array([lat]), np.array([lon]))[0])


def distances_km(shape: shapely.Geometry, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far points are from an area; see :func:`distance_km`.

    Examples
    --------
    >>> distances_km(shapely.box(70, 36, 71, 37), np.array([36.5, 36.5]), np.array([70.5, 71.1])).round(1)
    array([0., 9.])
    """
    if not len(lat):
        return np.zeros(0)
    # a degree of longitude is shorter than one of latitude; only so is the nearest corner the nearest
    middle = (shapely.bounds(shape)[1] + shapely.bounds(shape)[3] + 2 * lat.mean()) / 4
    narrowed = np.array([max(np.cos(np.radians(middle)), 0.01), 1.0])
    near = shapely.transform(shape, lambda xy: xy * narrowed)
    shapely.prepare(near)
    lines = shapely.shortest_line(near, shapely.points(lon * narrowed[0], lat))
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)[:, 0] / narrowed
    return np.asarray(_GEOD.inv(lon, lat, ends[:, 0], ends[:, 1])[2] / 1000)
