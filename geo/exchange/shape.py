"""Where a place is, as others write it: an outline, a union, or a point and how far around it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np
import shapely
from pyproj import Geod

from geo.gazetteer.place import Place
from geo.tables import Row

_OUTLINE, _UNION = "outline/", "union/"
_GEOD: Final = Geod(ellps="WGS84")


def source_of(place: Place, base: str) -> str:
    """Return the URI of what a place has its outline from; nothing for a point.

    Examples
    --------
    >>> source_of(Place("af.east", "East", "region", "af", members=("af.kunar", "af.laghman")), "atlas:")
    'atlas:union/af.kunar+af.laghman'
    """
    if place.boundary:
        return f"{base}{_OUTLINE}{place.boundary}"
    return f"{base}{_UNION}{'+'.join(place.members)}" if place.members else ""


def shape_of(row: Row, boundaries: Collection[str], base: str) -> dict[str, str]:
    """Return where a record of Linked Places says that its place is.

    Parameters
    ----------
    row : Row
        With the columns lat, lon, geowkt, geo_id and approximation, any of them.
    boundaries : collection of str
        Keys of the geometry store.
    base : str
        What URIs of this gazetteer begin with.

    Returns
    -------
    dict of str to str
        By columns of ``places.csv``: lat and lon in degrees, radius_km, boundary, members. A problem is noted in the
        row when they give no way to a geometry.

    Examples
    --------
    >>> shape_of(Row.of("x.tsv", 2, {"geowkt": "POLYGON ((71 36, 72 36, 72 37, 71 37, 71 36))"}, []), [], "atlas:")
    {'lat': '36.5', 'lon': '71.5', 'radius_km': '71.4'}
    """
    lat, lon = row.number_between("lat", -90, 90, "a latitude"), row.number_between("lon", -180, 180, "a longitude")
    for given, missing in (("lat", "lon"), ("lon", "lat")):
        if row[given] and not row[missing]:
            row.add_problem(missing, f"is empty, while {given} is not", "give both, in degrees")
    cells = {"lat": number(lat), "lon": number(lon)}
    source = row["geo_id"].removeprefix(base) if row["geo_id"].startswith(base) else ""
    if source.startswith(_UNION):
        return cells | {"members": source.removeprefix(_UNION).replace("+", ";")}
    if source.startswith(_OUTLINE) and source.removeprefix(_OUTLINE) in boundaries:
        return cells | {"boundary": source.removeprefix(_OUTLINE)}
    # it may be a URI, too: gvp:containedWithin
    if row["approximation"] and ":" not in row["approximation"]:
        cells["radius_km"] = number(row.number_between("approximation", 0.01, 20_000, "a number of kilometres"))
    if row["geowkt"]:
        # the specification: it goes before lon and lat
        cells |= _around(row)
    elif not (row["lat"] or row["lon"]):
        row.add_problem("lat", "is empty, as is geowkt", "give the place a point in degrees: a place needs a geometry")
    return cells


def wkt(geometry: shapely.Geometry) -> str:
    """Return a geometry as well-known text, with all its decimals.

    Examples
    --------
    >>> wkt(shapely.Point(71.2, 36.75))
    'POINT (71.2 36.75)'
    """
    return str(shapely.to_wkt(geometry, rounding_precision=-1, trim=True))


def number(value: float | None) -> str:
    """Return a number as a cell has it: never with an exponent, which is what spreadsheets make of long codes.

    Examples
    --------
    >>> number(8.0), number(36.75), number(0.00001), number(None)
    ('8', '36.75', '0.00001', '')
    """
    return "" if value is None else np.format_float_positional(value, trim="-")


def _around(row: Row) -> dict[str, str]:
    """Return a point in a geometry and how far, in km, it reaches from there; of a point, the point."""
    try:
        geometry = shapely.from_wkt(row["geowkt"])
        west, south, east, north = geometry.bounds
        inner = geometry.point_on_surface()
    except shapely.errors.GEOSException:
        west = south = east = north = float("nan")
    # the bounds of an empty geometry are not numbers, so they fail this comparison
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - the Earth's
        row.add_problem("geowkt", "is not a geometry in degrees", "write it as POINT (71.2 36.75): longitude first")
        return {}
    if geometry.geom_type == "Point":
        return {"lat": number(inner.y), "lon": number(inner.x)}
    corners = shapely.get_coordinates(geometry)
    home = [inner.x] * len(corners), [inner.y] * len(corners)
    _, _, metres = _GEOD.inv(*home, corners[:, 0], corners[:, 1])
    reach = max(0.01, round(float(metres.max()) / 1000, 2))
    return {"lat": number(round(inner.y, 6)), "lon": number(round(inner.x, 6)), "radius_km": number(reach)}
