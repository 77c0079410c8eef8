"""Areas that people drew: a GeoJSON file beside the gazetteer, whose ids are keys of the store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from geo.errors import DataError, GeoError, Problem

Areas = Mapping[str, shapely.Geometry]

#: its name, in the folder of the gazetteer
AREAS_FILE: Final = "areas.geojson"
#: of a degree, about 11 m: nobody draws more exactly
DECIMALS: Final = 4
_EMPTY: Final = '{"type": "FeatureCollection", "features": []}'
_AREAL: Final = ("Polygon", "MultiPolygon")
_FEWEST: Final = 3
# as GEOS says it: Self-intersection[71.15 36.75]
_AT: Final = re.compile(r"\[(?P<lon>\S+) (?P<lat>\S+)\]")


def drawn(vertices: Iterable[Sequence[float]]) -> shapely.Polygon:
    """Return the area within a line that somebody drew.

    Parameters
    ----------
    vertices : iterable of (float, float)
        Longitude and latitude in degrees, EPSG:4326, in the order in which they were drawn.

    Returns
    -------
    shapely.Polygon
        With :data:`DECIMALS` decimals, its vertices counter-clockwise, as RFC 7946 asks for.

    Raises
    ------
    GeoError
        When the line has fewer than three corners, lies beyond the map, or crosses itself.

    Examples
    --------
    >>> drawn([(71.1, 36.7), (71.2, 36.7), (71.15, 36.80001)]).wkt
    'POLYGON ((71.1 36.7, 71.2 36.7, 71.15 36.8, 71.1 36.7))'
    """
    rounded = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in vertices]
    corners = [at for at, before in zip(rounded, [None, *rounded], strict=False) if at != before]
    if len(set(corners)) < _FEWEST:
        raise GeoError("an area has three corners or more; draw it again")
    polygon = shapely.Polygon(corners)
    if message := _wrong(polygon):
        raise GeoError(f"the area {message}; draw it again")
    return shapely.orient_polygons(polygon)


def _wrong(shape: shapely.Geometry) -> str | None:
    """Return what keeps a shape from being an area, as the end of a sentence."""
    west, south, east, north = shapely.bounds(shape) if not shapely.is_empty(shape) else (0, 0, 0, 0)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - the whole map
        return "lies beyond the map: longitude comes first, from -180 to 180, then latitude"
    if not shapely.area(shapely.convex_hull(shape)):
        return "is empty"
    if not shapely.is_valid(shape):
        at = _AT.search(shapely.is_valid_reason(shape))
        return "crosses or touches itself" + (f" near {float(at['lat']):.4f}, {float(at['lon']):.4f}" if at else "")
    return None


def load_areas(path: Path) -> dict[str, shapely.Geometry]:
    """Read the areas of a file.

    Parameters
    ----------
    path : pathlib.Path
        A GeoJSON FeatureCollection of polygons, each feature with an ``id``. Without the file there are no areas.

    Returns
    -------
    dict of str to shapely.Geometry
        Polygons or multipolygons by id, EPSG:4326.

    Raises
    ------
    DataError
        With every problem of the file: not GeoJSON, not an area, or an id that is missing or repeated.

    Examples
    --------
    >>> load_areas(Path("gazetteer/none.geojson"))
    {}
    """
    if not path.exists():
        return {}
    file = f"{path.parent.name}/{path.name}"
    areas: dict[str, shapely.Geometry] = {}
    problems = []
    for number, feature in enumerate(_document(path.read_bytes(), file)["features"], start=1):
        key = _id(feature)
        message, fix = "has no text as its id", "use the boundary that a row of the gazetteer names"
        if key:
            message, fix = "occurs twice", "keep one of the two areas"
            if key not in areas:
                try:
                    shape = areas[key] = shapely.from_geojson(json.dumps(feature.get("geometry")))
                    message, fix = _wrong(shape) or "", "draw it again, or correct its coordinates"
                    if shape.geom_type not in _AREAL:
                        message = "is not an area"
                except (shapely.GEOSException, TypeError, ValueError):
                    message, fix = "has a geometry that cannot be read", "draw it again"
        if message:
            problems.append(Problem(file, message, fix, value=key or f"feature {number}"))
    if problems:
        raise DataError(problems)
    return areas


def _id(feature: Any) -> str | None:
    key = feature.get("id") if isinstance(feature, dict) else None
    return key if isinstance(key, str) else None


def _document(data: bytes, file: str) -> dict[str, Any]:
    fix = "save it as GeoJSON again, or delete it and draw its areas anew"
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise DataError([Problem(file, f"cannot be read as JSON ({error})", fix)]) from error
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise DataError([Problem(file, "is not a GeoJSON FeatureCollection", fix)])
    return document


def with_areas(data: bytes | None, changes: Mapping[str, shapely.Geometry | None]) -> bytes:
    r"""Return a file of areas in which some are changed.

    Parameters
    ----------
    data : bytes, optional
        The file as it is; None when it does not exist yet.
    changes : mapping of str to shapely.Geometry or None
        By id: a polygon to add or to put in the place of the old one; None takes it out.

    Returns
    -------
    bytes
        One feature in each line; everything else in the file stays.

    Raises
    ------
    DataError
        When the file is not GeoJSON.

    Examples
    --------
    >>> one = with_areas(None, {"af.badakhshan.warduj.gul-sang": drawn([(71.1, 36.7), (71.2, 36.7), (71.15, 36.8)])})
    >>> b'"id":"af.badakhshan.warduj.gul-sang"' in one, with_areas(one, {"af.badakhshan.warduj.gul-sang": None})
    (True, b'{"type":"FeatureCollection","features":[\n]}\n')
    """
    document = _document(_EMPTY.encode() if data is None else data, AREAS_FILE)
    left = dict(changes)
    features = []
    for feature in document["features"]:
        key = _id(feature)
        shape = left.pop(key, None) if key else None
        if shape is not None:
            features.append({**feature, "geometry": _geometry(shape)})
        elif key not in changes:
            features.append(feature)
    for key, shape in left.items():
        if shape is not None:
            features.append({"type": "Feature", "id": key, "properties": {}, "geometry": _geometry(shape)})
    head = {name: value for name, value in document.items() if name != "features"}
    opening = "".join(f"{_line(name)}:{_line(value)}," for name, value in head.items())
    lines = ",\n".join(map(_line, features))
    end = "\n" if lines else ""
    return f'{{{opening}"features":[\n{lines}{end}]}}\n'.encode()


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _geometry(shape: shapely.Geometry) -> Any:
    rounded = shapely.transform(shape, lambda xy: np.round(xy, DECIMALS))
    return json.loads(shapely.to_geojson(rounded))
