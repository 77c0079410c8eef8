"""What the browser needs to draw a time map: geometry once, records as parallel columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import shapely

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES, Record, Span, Term
from geo.boundaries import Layer
from geo.gazetteer import Gazetteer, Place
from geo.maps.polyline import rings
from geo.maps.scale import scale
from geo.project import Project
from geo.reports import Report
from geo.timeline import Bins, Unit, bins, join, level, rolled_up

Payload = dict[str, Any]

#: what the map says of itself when nobody says otherwise
TITLE: Final = "Reported militant activity"
CREDITS: Final = (
    "Districts: geoBoundaries gbOpen AFG ADM2 (2014, from AIMS), public domain; simplified",
    "Neighbouring countries: Natural Earth 1:50m, public domain",
    "Names: afghanistan-provinces-districts-villages, MIT licence; GeoNames, CC BY 4.0",
    "Map library: Leaflet, BSD 2-Clause licence",
)
PRECISION_NAMES: Final = {"exact": "the exact place", "near": "near the place"}
# a joint claim is asserted; these are not, and are drawn so that nobody takes them for it
ASSERTED: Final = frozenset({"reported", "confirmed"})
_ROLES: Final[tuple[tuple[Layer, str], ...]] = (
    ("countries", "neighbour"),
    ("districts", "district"),
    ("provinces", "province"),
)
# how far around the country its neighbours are named
_MARGIN_DEGREES: Final = 1.5


@dataclass(frozen=True, slots=True)
class View:
    """How the map opens.

    Parameters
    ----------
    unit : {"month", "quarter", "year", "span"}
        The length of a step in time.
    first, last : datetime.date, optional
        The window shown first; by default all.
    roll_up : bool
        Show what is reported of districts on their provinces.
    selected : str, optional
        Id of the place whose records are open.
    title, note : str
        Shown above the map and in its panel; they are the author's.
    """

    unit: Unit = "month"
    first: date | None = None
    last: date | None = None
    roll_up: bool = False
    selected: str | None = None
    title: str = TITLE
    note: str = ""


def payload(project: Project, records: Sequence[Record], view: View | None = None) -> Payload:
    """Return all that a time map shows, as plain values for JSON.

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
        Coordinates are degrees in EPSG:4326, encoded by :func:`geo.maps.polyline.encode`; radii are
        metres; dates are ISO 8601. ``geo/maps/timemap.js`` tells what it does with each entry.

    Examples
    --------
    >>> project = Project.load()
    >>> sent = payload(project, project.records)
    >>> sorted({place["level"] for place in sent["places"]})[:2]
    ['area', 'country']
    """
    view = view or View()
    time = bins((record.span for record in records), view.unit)
    around = _bounds(records, project)
    drawn = _drawn(records, project.gazetteer)
    index = {key: position for position, key in enumerate(drawn)}
    return {
        "version": 1,
        "title": view.title,
        "note": view.note,
        "generated": date.today().isoformat(),  # noqa: DTZ011 - the user's own day
        "credits": list(CREDITS),
        "bins": {
            "unit": time.unit,
            "starts": [start.isoformat() for start in time.starts],
            "end": time.last.isoformat(),
            "labels": list(time.labels),
        },
        "window": list(time.window(view.first, view.last)),
        "mode": "provinces" if view.roll_up else "reported",
        "places": [_place(project.gazetteer[key], project) for key in drawn],
        "background": _background(project, around),
        **_records(records, time, index, project),
        "scale": _scale(records, project, roll_up=view.roll_up),
        "view": around,
        "selected": view.selected,
        "tiles": None,
    }


def _drawn(records: Sequence[Record], gazetteer: Gazetteer) -> list[str]:
    """Return the ids of the places that records are of, and of the provinces they roll up to."""
    reported = [key for record in records for key in record.places]
    return list(dict.fromkeys([*reported, *(rolled_up(key, gazetteer) for key in reported)]))


def _place(place: Place, project: Project) -> Payload:
    shape: Payload
    if place.is_point:
        shape = {"lat": place.lat, "lon": place.lon, "radius_m": round(place.radius_km * 1000)}
    else:
        shape = {"rings": rings(project.gazetteer.geometry(place.id, project.store))}
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "names": place.names_in("fa", "ps"),
        "level": level(place),
        "in": project.gazetteer.where(place.id),
        "note": place.note,
        **shape,
    }


def _records(records: Sequence[Record], time: Bins, index: dict[str, int], project: Project) -> Payload:
    """Return the records as columns, and the words that the columns' codes stand for."""
    actors = _used(project.actors, (key for record in records for key in record.actors))
    kinds = _used(project.kinds, (record.kind for record in records))
    cited = _used(project.reports, (record.report_id for record in records))
    code = {
        name: {key: position for position, key in enumerate(keys)}
        for name, keys in (("actors", actors), ("kinds", kinds), ("reports", cited))
    }
    touched = [time.touched(record.span) for record in records]
    return {
        "records": {
            "id": [record.id for record in records],
            "p": [[index[key] for key in record.places] for record in records],
            "up": [sorted({index[rolled_up(key, project.gazetteer)] for key in record.places}) for record in records],
            "b0": [first for first, _ in touched],
            "b1": [last for _, last in touched],
            "status": [STATUSES.index(record.status) for record in records],
            "kind": [code["kinds"][record.kind] for record in records],
            "actors": [[code["actors"][key] for key in record.actors] for record in records],
            "count": [record.count for record in records],
            "low": [record.count_low for record in records],
            "high": [record.count_high for record in records],
            "when": [str(record.span) for record in records],
            "text": [record.place_text for record in records],
            "by": [record.claimed_by for record in records],
            "disputed": [record.disputed_by for record in records],
            "precision": [PRECISIONS.index(record.location_precision) for record in records],
            "confidence": [CONFIDENCES.index(record.confidence) for record in records],
            "report": [code["reports"][record.report_id] for record in records],
            "evidence": [project.reports[record.report_id].quote(record.evidence) for record in records],
            "note": [record.note for record in records],
        },
        "statuses": _words(STATUSES),
        "kinds": [_term(project.kinds[key]) for key in kinds],
        "actors": [_term(project.actors[key]) for key in actors],
        "precisions": [{"id": word, "name": PRECISION_NAMES.get(word, word)} for word in PRECISIONS],
        "confidences": _words(CONFIDENCES),
        "reports": [_citation(project.reports[key]) for key in cited],
    }


def _used(known: Any, keys: Any) -> list[str]:
    """Return the keys that are used, in the order in which they are known."""
    wanted = set(keys)
    return [key for key in known if key in wanted]


def _words(words: Sequence[str]) -> list[dict[str, str]]:
    return [{"id": word, "name": word.capitalize()} for word in words]


def _term(term: Term) -> dict[str, str]:
    return {"id": term.id, "name": term.name, "note": term.note}


def _citation(report: Report) -> dict[str, str]:
    published = Span(report.published_from, report.published_to, report.date_precision)
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "date": str(published),
        "url": report.url,
    }


def _scale(records: Sequence[Record], project: Project, *, roll_up: bool) -> Payload:
    """Return classes that fit every window: up to all asserted records of the place that has most."""
    asserted = [record for record in records if record.status in ASSERTED]
    joined = join(asserted, project.gazetteer, project.store, roll_up=roll_up)
    most = int(joined["place_id"].value_counts().max()) if len(joined) else 0
    chosen = scale(most)
    return {"title": "Records", "breaks": list(chosen.breaks), "colors": list(chosen.colors)}


def _background(project: Project, view: Sequence[Sequence[float]]) -> list[Payload]:
    """Return what lies behind the data: the countries, and the outlines of provinces and districts."""
    (south, west), (north, east) = view
    near = shapely.box(west - _MARGIN_DEGREES, south - _MARGIN_DEGREES, east + _MARGIN_DEGREES, north + _MARGIN_DEGREES)
    homes = set(project.store.layer("provinces")["parent"])
    entries: list[Payload] = []
    for layer, role in _ROLES:
        frame = project.store.layer(layer)
        for key, geometry in zip(frame["id"], frame.geometry, strict=True):
            place = project.gazetteer.get(key)
            entry = {
                "id": key,
                "name": place.name if place else "",
                "role": "country" if key in homes else role,
                "rings": rings(geometry),
            }
            # a neighbour is named where the map shows it first, not in its own middle
            seen = shapely.intersection(geometry, near) if role == "neighbour" else geometry
            if entry["role"] in {"neighbour", "province"} and not seen.is_empty:
                label = shapely.point_on_surface(seen)
                entry["label"] = [round(label.y, 3), round(label.x, 3)]
            entries.append(entry)
    return entries


def _bounds(records: Sequence[Record], project: Project) -> list[list[float]]:
    """Return the southwest and northeast corner, as latitude and longitude, of what to look at first.

    That is the country that most records are of: one record of a far country must not shrink it.
    """
    roots = [
        (project.gazetteer[key], *project.gazetteer.ancestors(key))[-1].id
        for record in records
        for key in record.places
    ]
    countries = project.store.layer("provinces")["parent"]
    home = max(dict.fromkeys(roots), key=roots.count) if roots else countries.iloc[0]
    west, south, east, north = shapely.bounds(project.gazetteer.geometry(home, project.store)).tolist()
    return [[round(south, 4), round(west, 4)], [round(north, 4), round(east, 4)]]
