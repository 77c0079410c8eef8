"""From places and records, wherever they come from, to what the browser needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import shapely

from geo.maps.scale import scale
from geo.maps.topology import topology
from geo.maps.view import View, tiles
from geo.maps.wire import Payload, column, table
from geo.maps.words import encode_texts

Row = Mapping[str, Any]

#: the colours of the strongest claim; denied and planned have marks besides
STATUS_COLORS: Final = {"denied": "#ffffff", "planned": "#ffffff", "reported": "#fd8d3c", "confirmed": "#a50f15"}
# a joint claim is asserted; denied and planned ones are not, and are drawn so that nobody takes them for it
ASSERTED: Final = frozenset({"reported", "confirmed"})

_PLACE_COLUMNS: Final = (
    "id", "name", "fa", "ps", "kind", "level", "role", "where", "aliases", "note", "up", "shape", "lat", "lon",
    "radius_m", "label",
)  # fmt: skip
_AS_NAMED: Final = "="
# a column of these alone is left out
_NOTHING: Final[tuple[Any, ...]] = (None, "", [])
_TEXTS: Final = ("id", "count", "text", "by", "disputed", "evidence", "note")
_CODES: Final = {
    "status": "statuses",
    "kind": "kinds",
    "precision": "precisions",
    "confidence": "confidences",
    "report": "reports",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What a time map shows, before it is written for the browser.

    Parameters
    ----------
    places : sequence of mapping
        Rows with ``id``, ``name``, ``kind``, ``level`` (how it is drawn) and ``geometry`` (EPSG:4326), or
        ``lat``, ``lon`` (degrees) and ``radius_m`` (metres); optionally ``role`` (as what its outline lies
        in the background), ``fa``, ``ps``, ``aliases``, ``where``, ``note``, ``label`` (latitude and
        longitude), and ``up``: the id of the place that its records can be rolled up to.
    records : sequence of mapping
        Rows with ``places`` (ids), ``from`` and ``to`` (dates, both included), ``status``, ``kind``,
        ``actors`` (keys of ``words``); optionally ``id``, ``count``, ``number``, ``text``, ``by``,
        ``disputed``, ``precision``, ``confidence``, ``report``, ``evidence``, ``note``, and ``grain``: how
        exactly the dates are known (day, month, year, range).
    words : mapping of str to mapping
        For ``statuses``, ``kinds``, ``actors``, ``precisions``, ``confidences`` and ``reports``: what each
        key stands for.
    bounds : list
        Southwest and northeast corner, as latitude and longitude, of what to look at first.
    credits : sequence of str
        Origin and licence of the data.
    """

    places: Sequence[Row]
    records: Sequence[Row]
    words: Mapping[str, Mapping[str, Row]]
    bounds: list[list[float]]
    credits: Sequence[str] = field(default_factory=tuple)


def assemble(content: Content, view: View) -> Payload:
    """Return all that a time map shows, as plain values for JSON.

    Parameters
    ----------
    content : Content
        Places, records and the words that they use.
    view : View
        How the map opens.

    Returns
    -------
    dict
        Outlines are arcs (:mod:`geo.maps.topology`); radii are metres; days count from ``base``. ``texts`` is
        what the browser needs only when somebody reads: the records' texts (:mod:`geo.maps.words`), and the
        reports that they cite.

    Raises
    ------
    GeoError
        When the view names a tile service that there is not.
    """
    position = {place["id"]: index for index, place in enumerate(content.places)}
    days = [day for record in content.records for day in (record["from"], record["to"])]
    base = min(days, default=date.today())  # noqa: DTZ011 - the user's own day
    words = {kind: _used(kind, known, content.records) for kind, known in content.words.items()}
    cited = words.pop("reports")
    names = {place["id"]: place["name"] for place in content.places}
    told = [{**record, "text": _as_reported(record, names)} for record in content.records]
    vocabulary, coded = encode_texts({name: [record.get(name) for record in told] for name in _TEXTS})
    outlines = [place["geometry"] for place in content.places if place.get("geometry") is not None]
    arcs, shapes = topology(outlines)
    shape = iter(shapes)
    rows = [
        {
            **place,
            "up": position.get(place.get("up", "")),
            "shape": next(shape) if place.get("geometry") is not None else None,
        }
        for place in content.places
    ]
    return {
        "version": 2,
        "title": view.title,
        "note": view.note,
        "generated": date.today().isoformat(),  # noqa: DTZ011 - the user's own day
        "credits": list(content.credits),
        "base": base.isoformat(),
        "arcs": arcs,
        "places": table(rows, [name for name in _PLACE_COLUMNS if any(row.get(name) not in _NOTHING for row in rows)]),
        "records": _records(content.records, position, base, {**words, "reports": cited}),
        "texts": {
            "words": vocabulary,
            "columns": coded,
            "reports": [{"id": key, **row} for key, row in cited.items()],
        },
        **{kind: [{"id": key, **row} for key, row in known.items()] for kind, known in words.items()},
        "scales": _scales(content, view),
        "view": content.bounds,
        "time": {
            "unit": view.unit,
            "mode": view.mode,
            "from": view.first.isoformat() if view.first else None,
            "to": view.last.isoformat() if view.last else None,
        },
        "open": {
            "measure": view.measure,
            "roll_up": view.roll_up,
            "language": view.language,
            "selected": view.selected,
        },
        "controls": list(view.controls),
        "tiles": tiles(view.tiles),
    }


def _as_reported(record: Row, names: Mapping[str, str]) -> str | None:
    """Return the place as reported; where that is how the map calls it, only say so."""
    text: str | None = record.get("text")
    return _AS_NAMED if text == " and ".join(names[key] for key in record["places"]) else text


def _used(kind: str, known: Mapping[str, Row], records: Sequence[Row]) -> dict[str, Row]:
    """Return the words that records use, in the order in which they are known; of closed lists, all."""
    if kind == "actors":
        wanted = {key for record in records for key in record["actors"]}
    elif kind in {"kinds", "reports"}:
        wanted = {record.get(kind[:-1], "") for record in records}
    else:
        return dict(known)
    return {key: row for key, row in known.items() if key in wanted}


def _records(
    records: Sequence[Row], position: Mapping[str, int], base: date, words: Mapping[str, Mapping[str, Row]]
) -> Payload:
    """Return the records as columns; a list of one is written as the one."""
    codes = {kind: {key: code for code, key in enumerate(known)} for kind, known in words.items()}

    def listed(keys: Iterable[str], code: Mapping[str, int]) -> int | list[int]:
        numbers = [code[key] for key in keys]
        return numbers[0] if len(numbers) == 1 else numbers

    return {
        "places": [listed(record["places"], position) for record in records],
        "from": [(record["from"] - base).days for record in records],
        "days": [(record["to"] - record["from"]).days for record in records],
        "grain": column([record.get("grain", "range") for record in records]),
        "number": [record.get("number") for record in records],
        "doubted": [int(bool(record.get("disputed"))) for record in records],
        "actors": [listed(record["actors"], codes["actors"]) for record in records],
        **{name: [codes[kind].get(record.get(name, "")) for record in records] for name, kind in _CODES.items()},
    }


def _scales(content: Content, view: View) -> Payload:
    """Return classes that fit every window, whether rolled up or not."""
    upper = {place["id"]: place.get("up") or place["id"] for place in content.places}
    totals: dict[tuple[bool, str], int] = {}
    monthly: dict[tuple[bool, str, date], int] = {}
    numbers: list[float] = []
    for record in content.records:
        if record["status"] not in ASSERTED:
            continue
        if record.get("number"):
            numbers.append(record["number"])
        for rolled in (False, True):
            for place in {upper[key] if rolled else key for key in record["places"]}:
                totals[rolled, place] = totals.get((rolled, place), 0) + 1
                month = (rolled, place, record["from"].replace(day=1))
                monthly[month] = monthly.get(month, 0) + 1
    found = {
        "records": scale([*totals.values(), *monthly.values()], view.scheme),
        "number": scale(numbers, view.scheme),
    }
    chosen: Payload = {
        name: {"breaks": list(classes.breaks), "colors": list(classes.colors)} for name, classes in found.items()
    }
    return {**chosen, "status": STATUS_COLORS}


def corners(geometry: shapely.Geometry) -> list[list[float]]:
    """Return the southwest and the northeast corner of a geometry, as latitude and longitude in degrees.

    Examples
    --------
    >>> corners(shapely.box(60.5, 29.4, 74.9, 38.5))
    [[29.4, 60.5], [38.5, 74.9]]
    """
    west, south, east, north = shapely.bounds(geometry).tolist()
    return [[round(south, 4), round(west, 4)], [round(north, 4), round(east, 4)]]
