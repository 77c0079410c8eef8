"""A project's places and records, as what a time map shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import shapely

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES, Record, Span
from geo.boundaries import Layer
from geo.gazetteer import Place
from geo.maps.assemble import Content, assemble, corners
from geo.maps.view import LANGUAGES, View
from geo.maps.wire import Payload
from geo.project import Project
from geo.reports import Report
from geo.timeline import level, rolled_up

CREDITS: Final = (
    "Districts: geoBoundaries gbOpen AFG ADM2 (2014, from AIMS), public domain; simplified",
    "Neighbouring countries: Natural Earth 1:50m, public domain",
    "Names: afghanistan-provinces-districts-villages, MIT licence; GeoNames, CC BY 4.0",
    "Map library: Leaflet, BSD 2-Clause licence",
)
PRECISION_NAMES: Final = {"exact": "the exact place", "near": "near the place"}
_ROLES: Final[tuple[tuple[Layer, str], ...]] = (
    ("countries", "neighbour"),
    ("districts", "district"),
    ("provinces", "province"),
)
# how far around the country its neighbours are named
_MARGIN_DEGREES: Final = 1.5


def payload(project: Project, records: Sequence[Record], view: View | None = None) -> Payload:
    """Return all that a time map of a project shows, as plain values for JSON.

    Parameters
    ----------
    project : Project
        Places, reports, actors and kinds that the records name.
    records : sequence of Record
        What to show, in the order of the popups.
    view : View, optional
        How the map opens.

    Returns
    -------
    dict
        As :func:`geo.maps.assemble.assemble` returns it.

    Raises
    ------
    GeoError
        When the view names a tile service that there is not.

    Examples
    --------
    >>> project = Project.load()
    >>> sent = payload(project, project.records)
    >>> len(sent["records"]["from"])
    45
    """
    bounds = _bounds(records, project)
    content = Content(
        places=_places(records, project, bounds),
        records=[_record(record, project) for record in records],
        words={
            "statuses": _words(STATUSES),
            "kinds": {key: {"name": term.name, "note": term.note} for key, term in project.kinds.items()},
            "actors": {key: {"name": term.name, "note": term.note} for key, term in project.actors.items()},
            "precisions": {word: {"name": PRECISION_NAMES.get(word, word)} for word in PRECISIONS},
            "confidences": _words(CONFIDENCES),
            "reports": {key: _citation(report) for key, report in project.reports.items()},
        },
        bounds=bounds,
        credits=CREDITS,
    )
    return assemble(content, view or View())


def _words(words: Sequence[str]) -> dict[str, dict[str, str]]:
    return {word: {"name": word.capitalize()} for word in words}


def _record(record: Record, project: Project) -> dict[str, Any]:
    return {
        "id": record.id,
        "places": record.places,
        "from": record.span.first,
        "to": record.span.last,
        "status": record.status,
        "kind": record.kind,
        "actors": record.actors,
        "count": record.count,
        "number": max((number for number in (record.count_low, record.count_high) if number is not None), default=None),
        "grain": record.span.precision,
        "text": record.place_text,
        "by": record.claimed_by,
        "disputed": record.disputed_by,
        "precision": record.location_precision,
        "confidence": record.confidence,
        "report": record.report_id,
        "evidence": project.reports[record.report_id].quote(record.evidence),
        "note": record.note,
    }


def _citation(report: Report) -> dict[str, str]:
    published = Span(report.published_from, report.published_to, report.date_precision)
    return {
        "title": report.title,
        "publisher": report.publisher,
        "date": str(published),
        "url": report.url,
    }


def _places(records: Sequence[Record], project: Project, bounds: list[list[float]]) -> list[dict[str, Any]]:
    """Return what lies behind the data, then the other places that records are of or roll up to."""
    background = _background(project, bounds)
    reported = dict.fromkeys(key for record in records for key in record.places)
    upper = {key: rolled_up(key, project.gazetteer) for key in reported}
    drawn = dict.fromkeys([*reported, *upper.values()])
    rows = []
    for key in (*background, *(key for key in drawn if key not in background)):
        place = project.gazetteer.get(key)
        row = {**background.get(key, {}), **(_place(place, project) if place else {"id": key, "name": ""})}
        if upper.get(key, key) != key:
            row["up"] = upper[key]
        if place and key not in background and not place.is_point:
            row["geometry"] = project.gazetteer.geometry(key, project.store)
        rows.append(row)
    return rows


def _place(place: Place, project: Project) -> dict[str, Any]:
    names = place.names_in(*LANGUAGES)
    shown = {place.name, *names.values()}
    point = {"lat": place.lat, "lon": place.lon, "radius_m": round(place.radius_km * 1000)} if place.is_point else {}
    return {
        "id": place.id,
        "name": place.name,
        **names,
        "kind": place.kind,
        "level": level(place),
        "where": project.gazetteer.where(place.id),
        "aliases": [name for name in dict.fromkeys(place.spellings) if name not in shown],
        "note": place.note,
        **point,
    }


def _background(project: Project, bounds: list[list[float]]) -> dict[str, dict[str, Any]]:
    """Return the outlines behind the data, widest first: countries, districts, and provinces around these."""
    (south, west), (north, east) = bounds
    near = shapely.box(west - _MARGIN_DEGREES, south - _MARGIN_DEGREES, east + _MARGIN_DEGREES, north + _MARGIN_DEGREES)
    homes = set(project.store.layer("provinces")["parent"])
    entries: dict[str, dict[str, Any]] = {}
    for layer, role in _ROLES:
        frame = project.store.layer(layer)
        for key, geometry in zip(frame["id"], frame.geometry, strict=True):
            entry = {"geometry": geometry, "role": "country" if key in homes else role}
            # a neighbour is named where the map shows it first, not in its own middle
            seen = shapely.intersection(geometry, near) if role == "neighbour" else geometry
            if entry["role"] != "country" and not seen.is_empty:
                label = shapely.point_on_surface(seen)
                entry["label"] = [round(label.y, 3), round(label.x, 3)]
            entries[key] = entry
    return entries


def _bounds(records: Sequence[Record], project: Project) -> list[list[float]]:
    """Return the corners of what to look at first.

    That is the country that most records are of: one record of a far country must not shrink it.
    """
    roots = [
        (project.gazetteer[key], *project.gazetteer.ancestors(key))[-1].id
        for record in records
        for key in record.places
    ]
    countries = project.store.layer("provinces")["parent"]
    home = max(dict.fromkeys(roots), key=roots.count) if roots else countries.iloc[0]
    return corners(project.gazetteer.geometry(home, project.store))
