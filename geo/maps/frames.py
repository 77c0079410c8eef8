"""The time map of any two data frames: areas from geopandas, and events from pandas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES, typed
from geo.activity.several import categories, explode
from geo.boundaries import CRS
from geo.errors import DataError, Problem
from geo.maps.content import Content, corners

_PLACE_TEXTS: Final = ("kind", "where", "fa", "ps", "note")
# a larger circle is drawn as an uncertain area, not as a point
_POINT_METRES: Final = 2_000
_SOURCE: Final = ("title", "publisher", "url")

Places = dict[str, dict[str, Any]]


def content_of_frames(
    events: pd.DataFrame,
    areas: gpd.GeoDataFrame | None = None,
    credits: Sequence[str] = (),  # noqa: A002 - the natural name for them
) -> Content:
    """Return what a time map of events shows; :class:`geo.maps.TimeMap` lists the columns they may have.

    Raises
    ------
    DataError
        With every problem: missing columns, invalid dates and coordinates, unknown places.

    Examples
    --------
    >>> happened = pd.DataFrame({"lat": [36.73], "lon": [68.86], "date": ["2015-05-03"]})
    >>> content_of_frames(happened).records["place_id"].tolist()
    ['36.73,68.86']
    """
    problems: list[Problem] = []
    plain = events.reset_index(drop=True)
    places = _areas(areas, problems)
    chosen = {
        **_where(plain, places, problems),
        **_when(plain, problems),
        **_what(plain, problems),
    }
    own = plain.drop(columns=["place", "lat", "lon", "name", "date", "count", *_SOURCE], errors="ignore")
    named = own.assign(**chosen)
    if "place_id" in named:
        problems += _unknown_places(typed(named[["place_id"]]), places)
    try:
        records = typed(named, "events")
    except DataError as error:
        raise DataError([*problems, *_as_given(error.problems, plain)]) from error
    if problems:
        raise DataError(problems)
    one_day = records["date_from"] == records["date_to"]
    precision = records["date_precision"]
    records["date_precision"] = precision.where(precision.notna() | ~one_day, "day").fillna("range")
    records["status"] = records["status"].fillna("reported")
    reports, records["report_id"] = _sources(plain, records)
    shapes = [place["geometry"] for place in places.values() if place.get("geometry") is not None]
    shapes += [shapely.Point(place["lon"], place["lat"]) for place in places.values() if "lat" in place]
    actors = [key for name in ("actors", "targets") for key in explode(records[name]).keys]
    return Content(
        places=list(places.values()),
        records=records,
        words={
            "statuses": {word: {"name": word.capitalize()} for word in STATUSES},
            "kinds": {word: {"name": word} for word in records["kind"].cat.categories},
            "actors": {name: {"name": name} for name in actors},
            "precisions": {word: {"name": word} for word in PRECISIONS},
            "confidences": {word: {"name": word} for word in CONFIDENCES},
            "reports": reports,
        },
        bounds=corners(shapely.GeometryCollection(shapes)) if shapes else [[-60, -170], [75, 170]],
        credits=credits,
    )


def _areas(areas: gpd.GeoDataFrame | None, problems: list[Problem]) -> Places:
    """Return areas as rows of places, by id."""
    if areas is None:
        return {}
    missing = [column for column in ("id", "name") if column not in areas]
    problems += [Problem("areas", "is missing", "add a column with this name", column=column) for column in missing]
    if areas.crs is None:
        problems.append(Problem("areas", "have no CRS", 'say which it is: areas.set_crs("EPSG:4326")'))
    if missing or areas.crs is None:
        return {}
    places: Places = {}
    moved = areas.to_crs(CRS)
    for row, (area, geometry) in enumerate(zip(moved.to_dict("records"), moved.geometry, strict=True)):
        key = str(area["id"])
        place: dict[str, Any] = {"id": key, "name": str(area["name"]), "kind": "area", "level": "district"}
        place |= {name: str(area[name]) for name in _PLACE_TEXTS if name in area and not pd.isna(area[name])}
        if key in places:
            problems.append(Problem("areas", "occurs twice", "give every area its own id", row, "id", key))
        elif geometry is None or geometry.is_empty:
            problems.append(Problem("areas", "has no geometry", "give it one, or leave it out", row, "geometry", key))
        elif isinstance(geometry, shapely.Point):
            radius = float(area.get("radius_m", 0) or 0)
            level = "area" if radius > _POINT_METRES else "point"
            place |= {"lat": geometry.y, "lon": geometry.x, "radius_m": radius, "level": level}
        elif isinstance(geometry, shapely.Polygon | shapely.MultiPolygon):
            place |= {"geometry": geometry, "role": "district"}
        else:
            fix = "give a polygon, or a point with radius_m"
            problems.append(Problem("areas", f"is a {geometry.geom_type}", fix, row, "geometry", key))
        places[key] = place
    return places


def _where(events: pd.DataFrame, places: Places, problems: list[Problem]) -> dict[str, pd.Series]:
    """Return the column of places; events with only coordinates get a place of their own."""
    if "place_id" in events:
        return {}
    if "place" in events:
        return {"place_id": events["place"].map(str)}
    if not {"lat", "lon"} <= set(events.columns):
        problems.append(Problem("events", "is missing", "give place_id, or lat and lon", column="place_id"))
        return {}
    located = {}
    for column, limit in (("lat", 90), ("lon", 180)):
        numbers = pd.to_numeric(events[column], errors="coerce")
        located[column] = numbers.round(5)
        for row in np.flatnonzero(~numbers.between(-limit, limit)).tolist():
            fix = f"write degrees from {-limit} to {limit}"
            problems.append(Problem("events", "is not a coordinate", fix, row, column, str(events[column].iloc[row])))
    points = pd.DataFrame({**located, "name": events["name"].map(str) if "name" in events else ""})
    keys = points["lat"].map(str) + "," + points["lon"].map(str)
    first = points.assign(key=keys).drop_duplicates("key")
    for lat, lon, name, key in first.itertuples(index=False):
        shown = name or f"{lat:.3f}, {lon:.3f}"
        place = {"id": key, "name": shown, "kind": "point", "level": "point", "lat": lat, "lon": lon, "radius_m": 0}
        places.setdefault(key, place)
    return {"place_id": keys}


def _when(events: pd.DataFrame, problems: list[Problem]) -> dict[str, pd.Series]:
    """Return the date columns when a single column gives both; missing dates are problems."""
    if "date" in events:
        return {"date_from": events["date"], "date_to": events["date"]}
    missing = [name for name in ("date_from", "date_to") if name not in events]
    problems += [
        Problem("events", "is missing", "give date, or date_from and date_to", column=name) for name in missing
    ]
    empty = [
        Problem("events", "is empty", "write it as 2017-12-31", row, name)
        for name in ("date_from", "date_to")
        if name in events
        for row in np.flatnonzero(events[name].isna()).tolist()
    ]
    problems += empty
    return {}


def _what(events: pd.DataFrame, problems: list[Problem]) -> dict[str, Any]:
    """Return the count's bounds when a single column gives both, and a kind of activity when none is given."""
    chosen: dict[str, Any] = {}
    if "date" in events:
        problems += [
            Problem("events", "is empty", "write it as 2017-12-31", row, "date")
            for row in np.flatnonzero(events["date"].isna()).tolist()
        ]
    if "count" in events:
        chosen |= {"count_low": events["count"], "count_high": events["count"]}
    if "kind" not in events:
        chosen["kind"] = "record"
    return chosen


def _as_given(found: Sequence[Problem], events: pd.DataFrame) -> list[Problem]:
    """Return problems with the events' own column names, without duplicates."""
    names = {
        **({"date_from": "date", "date_to": "date"} if "date" in events else {}),
        **({"count_low": "count", "count_high": "count"} if "count" in events else {}),
    }
    renamed = [
        Problem(one.file, one.message, one.fix, one.row, names.get(one.column or "", one.column), one.value)
        for one in found
    ]
    return list(dict.fromkeys(renamed))


def _unknown_places(records: pd.DataFrame, places: Places) -> list[Problem]:
    """Return a problem for each place of a record that is not among the areas."""
    named = explode(records["place_id"])
    unknown = np.array([key not in places for key in named.keys], bool)
    fix = "correct it, or add the area"
    problems = [
        Problem("events", "is not the id of an area", fix, row, "place_id", named.keys[code])
        for row, code in zip(named.rows.tolist(), named.codes.tolist(), strict=True)
        if unknown[code]
    ]
    nowhere = np.setdiff1d(np.arange(len(records)), named.rows).tolist()
    return problems + [Problem("events", "is empty", "name an area", row, "place_id") for row in nowhere]


def _sources(events: pd.DataFrame, records: pd.DataFrame) -> tuple[dict[str, dict[str, str]], pd.Series]:
    """Return the reports that events cite by title, publisher and address, and the column of these reports."""
    if not any(name in events for name in _SOURCE):
        cited = {key: {"title": key} for key in explode(records["report_id"]).keys}
        return cited, records["report_id"]
    texts = pd.DataFrame(
        {name: events[name].fillna("").map(str) if name in events else "" for name in _SOURCE}, index=events.index
    )
    codes, sources = pd.factorize(pd.MultiIndex.from_frame(texts))
    keys = [f"report-{number}" for number in range(1, len(sources) + 1)]
    reports = {key: dict(zip(_SOURCE, source, strict=True)) for key, source in zip(keys, sources, strict=True)}
    return reports, categories(codes, keys)
