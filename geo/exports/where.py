"""What an export adds to a record from the gazetteer: names, codes to join on, a point and a geometry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import pandas as pd
import shapely

from geo.activity import PLACE_COLUMNS
from geo.boundaries import label_point
from geo.contents import Contents
from geo.timeline import level

# lists whose codes of a place have a column here
_SCHEMES: Final = ("iso_3166_2", "geonames", "wikidata", "pcode")
_DECIMALS: Final = 4
# of a degree, about 10 cm; circles around points would have 15
_OUTLINE_DECIMALS: Final = 6
# what is known less exactly is somewhere in a circle
_POINT_KM: Final = 2.0
_NUMBERS: Final = ("place_lat", "place_lon")


class Where:
    """Places as an export describes them; each is looked up once.

    Parameters
    ----------
    contents : Contents
        The gazetteer and the outlines.

    Examples
    --------
    >>> from geo.project import Project
    >>> where = Where(Project.load())
    >>> where.facts([("af.jowzjan.darzab", "af.jowzjan.qush-tepa")])["place_name"].tolist()
    ['Darzab;Qush Tepa']
    >>> where.shape(("af.jowzjan.darzab",)).geom_type
    'Polygon'
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._of = cache(self._facts)
        self._outline = cache(self._rounded)

    def facts(self, cells: Sequence[tuple[str, ...]]) -> pd.DataFrame:
        """Return the columns of :data:`geo.activity.PLACE_COLUMNS` for cells of ``place_id``.

        Parameters
        ----------
        cells : sequence of tuple of str
            The ids of each cell.

        Returns
        -------
        pandas.DataFrame
            One row per cell. Where several places share a cell, a value that all share stands once; otherwise
            there is one for each place, in their order, separated by ``;``. Several places have no one point:
            their ``place_lat`` and ``place_lon``, in degrees, are empty.
        """
        rows = [[_together(name, [self._of(key)[name] for key in cell]) for name in PLACE_COLUMNS] for cell in cells]
        columns = dict(zip(PLACE_COLUMNS, zip(*rows, strict=True) if rows else [()] * len(PLACE_COLUMNS), strict=True))
        return pd.DataFrame({
            name: pd.Series(values, dtype="float64" if name in _NUMBERS else "str") for name, values in columns.items()
        })  # fmt: skip

    def shape(self, cell: tuple[str, ...]) -> shapely.Geometry:
        """Return where a cell of ``place_id`` is, as one geometry.

        Parameters
        ----------
        cell : tuple of str
            The ids of its places.

        Returns
        -------
        shapely.Geometry
            A point where the location is known to 2 km, otherwise the outline or the circle that the place lies
            somewhere in; several places are united. Polygon, MultiPolygon, Point or MultiPoint, EPSG:4326,
            exterior rings counter-clockwise.
        """
        places = [self._contents.gazetteer[key] for key in cell]
        if all(level(place) == "point" and place.radius_km <= _POINT_KM for place in places):
            points = [(place.lon or 0.0, place.lat or 0.0) for place in places]
            return shapely.Point(points[0]) if len(points) == 1 else shapely.MultiPoint(points)
        shapes: list[shapely.Geometry] = [self._outline(key) for key in cell]
        if len(shapes) == 1:
            return shapes[0]
        parts = shapely.get_parts(shapes)
        if len(shapely.STRtree(parts).query(parts)[0]) == len(parts):
            # none is near another: much faster than a union, and the same
            return shapely.MultiPolygon(list(parts))
        return shapely.orient_polygons(shapely.union_all(shapes))

    def _rounded(self, key: str) -> Any:
        outline = self._contents.gazetteer.geometry(key, self._contents.store)
        return shapely.orient_polygons(shapely.transform(outline, lambda xy: xy.round(_OUTLINE_DECIMALS)))

    def _facts(self, key: str) -> dict[str, Any]:
        gazetteer = self._contents.gazetteer
        place = gazetteer[key]
        around = {one.kind: one for one in (*gazetteer.ancestors(key)[::-1], place)}
        country, province, district = (around.get(kind) for kind in ("country", "province", "district"))
        lat, lon = place.lat, place.lon
        if lat is None or lon is None:
            point = label_point(self._outline(key))
            lat, lon = point.y, point.x
        return {
            "place_name": place.name,
            "place_kind": place.kind,
            "place_country": country.name if country else "",
            "place_country_code": country.code("iso_3166_2") if country else "",
            "place_adm1": province.name if province else "",
            "place_adm1_code": province.code("iso_3166_2") if province else "",
            "place_adm2": district.name if district else "",
            "place_lat": round(lat, _DECIMALS),
            "place_lon": round(lon, _DECIMALS),
            **{f"place_{scheme}": place.code(scheme) for scheme in _SCHEMES},
            "place_pcode_edition": next((code.edition for code in place.codes if code.scheme == "pcode"), ""),
            "place_adm1_pcode": province.code("pcode") if province else "",
            "place_adm2_pcode": district.code("pcode") if district else "",
        }


def _together(name: str, values: Sequence[Any]) -> Any:
    """Return one value for the places of a cell."""
    if len(values) == 1:
        return values[0]
    if name in _NUMBERS:
        return None
    return values[0] if len(set(values)) == 1 else ";".join(values)
