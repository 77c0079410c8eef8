"""The time map of anybody's tables: areas or points as geopandas has them, and what happened there as pandas has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES
from geo.boundaries import CRS
from geo.errors import DataError, Problem
from geo.maps.assemble import Content, assemble, corners
from geo.maps.view import View
from geo.maps.wire import Payload

_TEXTS: Final = ("id", "text", "by", "disputed", "evidence", "note")
_PLACE_TEXTS: Final = ("kind", "where", "fa", "ps", "note")
# a wider circle is an uncertain area of its own, not one point of many
_POINT_METRES: Final = 2_000


def frames_payload(
    records: pd.DataFrame,
    areas: gpd.GeoDataFrame | None = None,
    view: View | None = None,
    credits: Sequence[str] = (),  # noqa: A002 - that is what they are
) -> Payload:
    """Return all that a time map of tables shows, for :class:`geo.maps.TimeMap`.

    Parameters
    ----------
    records : pandas.DataFrame
        One row per record. Where: ``place``, the id of an area, or ``lat`` and ``lon`` in degrees
        (EPSG:4326). When: ``date``, or ``from`` and ``to``, both included; anything that
        :func:`pandas.to_datetime` reads. What else there is appears in the popups: ``kind``; ``actors``,
        separated by ``;``; ``status`` (reported, denied, planned, confirmed); ``count``, a number or a text;
        ``by``, who says so; ``disputed``, who doubts it; ``text``, the place as reported; ``evidence``;
        ``note``; ``title``, ``publisher`` and ``url`` of the source.
    areas : geopandas.GeoDataFrame, optional
        Polygons, or points with ``radius_m`` in metres. Columns ``id`` and ``name``, and optionally
        ``kind``, ``where``, ``note``, ``fa`` and ``ps`` (names in Dari and Pashto). In any CRS.
    view : View, optional
        How the map opens.
    credits : sequence of str, optional
        Origin and licence of the data.

    Returns
    -------
    dict
        As :func:`geo.maps.assemble.assemble` returns it.

    Raises
    ------
    DataError
        With every problem: columns that are missing, dates and coordinates that are none, unknown places.

    Examples
    --------
    >>> from geo.maps import TimeMap
    >>> import folium
    >>> squares = gpd.GeoDataFrame(
    ...     {"id": ["a", "b"], "name": ["West", "East"]},
    ...     geometry=[shapely.box(70, 36, 71, 37), shapely.box(71, 36, 72, 37)], crs="EPSG:4326",
    ... )
    >>> happened = pd.DataFrame({"place": ["a", "b", "a"], "date": ["2017-11-02", "2017-12-12", "2018-01-01"]})
    >>> time_map = TimeMap(frames_payload(happened, squares))
    >>> folium_map = time_map.add_to(folium.Map(tiles=None))
    """
    problems: list[Problem] = []
    places = _areas(areas, problems)
    table = _where(records.reset_index(drop=True), places, problems)
    table = _when(table, problems)
    if "status" in table:
        for row in np.flatnonzero(~table["status"].isin(STATUSES)).tolist():
            value = str(table["status"].iloc[row])
            problems.append(
                _problem("records", "is no status", f"write one of {', '.join(STATUSES)}", row, "status", value)
            )
    if problems:
        raise DataError(problems)
    shapes = [place["geometry"] for place in places.values() if place.get("geometry") is not None]
    shapes += [shapely.Point(place["lon"], place["lat"]) for place in places.values() if "lat" in place]
    words, rows = _rows(table)
    content = Content(
        places=list(places.values()),
        records=rows,
        words=words,
        bounds=corners(shapely.GeometryCollection(shapes)) if shapes else [[-60, -170], [75, 170]],
        credits=credits,
    )
    return assemble(content, view or View(title=""))


def _problem(  # noqa: PLR0913, PLR0917 - what a problem consists of
    table: str, message: str, fix: str, row: int | None = None, column: str | None = None, value: str = ""
) -> Problem:
    """Return a problem in a table, whose rows pandas counts from 0."""
    return Problem(table, message, fix, row, column, value)


def _areas(areas: gpd.GeoDataFrame | None, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """Return areas as rows of places, by id."""
    if areas is None:
        return {}
    missing = [column for column in ("id", "name") if column not in areas]
    problems += [_problem("areas", "is missing", "add a column with this name", column=column) for column in missing]
    if areas.crs is None:
        problems.append(_problem("areas", "have no CRS", 'say which it is: areas.set_crs("EPSG:4326")'))
    if missing or areas.crs is None:
        return {}
    places: dict[str, dict[str, Any]] = {}
    moved = areas.to_crs(CRS)
    for row, (area, geometry) in enumerate(zip(moved.to_dict("records"), moved.geometry, strict=True)):
        key = str(area["id"])
        place: dict[str, Any] = {"id": key, "name": str(area["name"]), "kind": "area", "level": "district"}
        place |= {name: str(area[name]) for name in _PLACE_TEXTS if name in area and not pd.isna(area[name])}
        if key in places:
            problems.append(_problem("areas", "occurs twice", "give every area its own id", row, "id", key))
        elif geometry is None or geometry.is_empty:
            problems.append(_problem("areas", "has no geometry", "give it one, or leave it out", row, "geometry", key))
        elif isinstance(geometry, shapely.Point):
            radius = float(area.get("radius_m", 0) or 0)
            level = "area" if radius > _POINT_METRES else "point"
            place |= {"lat": geometry.y, "lon": geometry.x, "radius_m": radius, "level": level}
        elif isinstance(geometry, shapely.Polygon | shapely.MultiPolygon):
            place |= {"geometry": geometry, "role": "district"}
        else:
            fix = "give a polygon, or a point with radius_m"
            problems.append(_problem("areas", f"is a {geometry.geom_type}", fix, row, "geometry", key))
        places[key] = place
    return places


def _where(records: pd.DataFrame, places: dict[str, dict[str, Any]], problems: list[Problem]) -> pd.DataFrame:
    """Return the records with a place each; what has coordinates only gets a place of its own."""
    if "place" in records:
        for row in np.flatnonzero(~records["place"].astype(str).isin(places.keys())).tolist():
            value = str(records["place"].iloc[row])
            problems.append(
                _problem("records", "is no id of the areas", "correct it, or add the area", row, "place", value)
            )
        return records.assign(place=records["place"].astype(str))
    if not {"lat", "lon"} <= set(records.columns):
        problems.append(_problem("records", "is missing", "give place, or lat and lon", column="place"))
        return records
    located = {}
    for column, limit in (("lat", 90), ("lon", 180)):
        numbers = pd.to_numeric(records[column], errors="coerce")
        located[column] = numbers.round(5)
        for row in np.flatnonzero(~numbers.between(-limit, limit)).tolist():
            value = str(records[column].iloc[row])
            fix = f"write degrees from {-limit} to {limit}"
            problems.append(_problem("records", "is no coordinate", fix, row, column, value))
    names = records["name"].astype(str) if "name" in records else [""] * len(records)
    keys = []
    for lat, lon, name in zip(located["lat"].tolist(), located["lon"].tolist(), names, strict=True):
        key = f"{lat},{lon}"
        place = {"id": key, "name": name or f"{lat:.3f}, {lon:.3f}", "kind": "point", "level": "point"}
        places.setdefault(key, {**place, "lat": lat, "lon": lon, "radius_m": 0})
        keys.append(key)
    return records.assign(place=keys)


def _when(records: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    """Return the records with the dates ``from`` and ``to``."""
    names = ("date", "date") if "date" in records else ("from", "to")
    days = {}
    for target, name in zip(("from", "to"), names, strict=True):
        if name not in records:
            problems.append(_problem("records", "is missing", "give date, or from and to", column=name))
            continue
        read = pd.to_datetime(records[name], errors="coerce", format="mixed")
        for row in np.flatnonzero(read.isna()).tolist() if target == "from" or names[0] != names[1] else ():
            value = str(records[name].iloc[row])
            problems.append(_problem("records", "is not a date", "write it as 2017-12-31", row, name, value))
        days[target] = read.dt.date
    if len(days) == 2 and not problems:  # noqa: PLR2004 - from and to
        for row in np.flatnonzero(days["to"] < days["from"]).tolist():
            value = str(days["to"].iloc[row])
            problems.append(_problem("records", "ends before it begins", "exchange from and to", row, "to", value))
    return records.assign(**days)


def _rows(records: pd.DataFrame) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the words that records use, and the records as rows."""
    texts = {name: _texts(records, name) for name in (*_TEXTS, "kind", "actors", "title", "publisher", "url")}
    actors = [[name.strip() for name in cell.split(";") if name.strip()] for cell in texts["actors"]]
    status = records["status"].tolist() if "status" in records else ["reported"] * len(records)
    sources = list(zip(texts["title"], texts["publisher"], texts["url"], strict=True))
    numbers = (
        pd.to_numeric(records["count"], errors="coerce") if "count" in records else pd.Series(np.nan, records.index)
    )
    counts = _texts(records, "count")
    rows = [
        {
            **{name: texts[name][row] for name in _TEXTS},
            "places": [place],
            "from": first,
            "to": last,
            "grain": "day" if first == last else "range",
            "kind": texts["kind"][row] or "record",
            "actors": actors[row],
            "status": status[row],
            "count": counts[row],
            "number": None if np.isnan(number) else number,
            "report": repr(sources[row]),
        }
        for row, (place, first, last, number) in enumerate(
            zip(records["place"], records["from"], records["to"], numbers.tolist(), strict=True)
        )
    ]
    words = {
        "statuses": {word: {"name": word.capitalize()} for word in STATUSES},
        "kinds": {row["kind"]: {"name": row["kind"]} for row in rows},
        "actors": {name: {"name": name} for names in actors for name in names},
        "precisions": {word: {"name": word} for word in PRECISIONS},
        "confidences": {word: {"name": word} for word in CONFIDENCES},
        "reports": {
            repr(source): dict(zip(("title", "publisher", "url"), source, strict=True))
            for source in dict.fromkeys(sources)
        },
    }
    return words, rows


def _texts(records: pd.DataFrame, name: str) -> list[str]:
    """Return a column as texts; one that is not there is empty."""
    if name not in records:
        return [""] * len(records)
    return ["" if pd.isna(cell) else str(cell) for cell in records[name]]
