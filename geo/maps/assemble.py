"""Turn places and records, from any source, into the payload that the browser needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.activity import SCHEMA
from geo.activity.events import event_numbers
from geo.activity.several import Exploded, distinct, explode
from geo.maps.content import Content
from geo.maps.linked import events_of
from geo.maps.scale import Scheme, scale
from geo.maps.topology import topology
from geo.maps.view import View, tiles
from geo.maps.wire import Payload, table
from geo.maps.words import encode_texts

Row = Mapping[str, Any]
_Numbers = np.ndarray[Any, np.dtype[np.int64]]

#: colours for the strongest claim; denied and planned are also marked with patterns
STATUS_COLORS: Final = {"denied": "#ffffff", "planned": "#ffffff", "reported": "#fd8d3c", "confirmed": "#a50f15"}
# denied and planned claims are not asserted, and are drawn so that nobody mistakes them for facts
ASSERTED: Final = ("reported", "confirmed")

_PLACE_COLUMNS: Final = (
    "id", "name", "fa", "ps", "kind", "level", "role", "where", "aliases", "note", "up", "shape", "lat", "lon",
    "radius_m", "label",
)  # fmt: skip
_AS_NAMED: Final = "="
# a column that holds nothing else is left out
_NOTHING: Final[tuple[Any, ...]] = (None, "", [])
_TEXTS: Final = tuple(column.name for column in SCHEMA if column.type in {"text", "offsets"})
_NUMBERS: Final = tuple(column.name for column in SCHEMA if column.type == "number")
# the list of words that the codes in each column refer to
_CODES: Final = {
    "status": "statuses",
    "kind": "kinds",
    "location_precision": "precisions",
    "confidence": "confidences",
}


def assemble(content: Content, view: View) -> Payload:
    """Return everything that a time map shows, as plain values for JSON.

    Parameters
    ----------
    content : Content
        Places, records and the words that they use.
    view : View
        How the map opens.

    Returns
    -------
    dict
        ``records`` has the non-empty columns of :mod:`geo.activity.schema`, as codes and numbers: places and words as
        positions in the accompanying lists, ``date_from`` in days from ``base``, ``date_to`` in days from
        ``date_from``, ``disputed_by`` as 1 or 0. Outlines are arcs (:mod:`geo.maps.topology`); radii are in metres.
        ``events``, only where records are linked, has the positions of each event's records and the number of its
        independent publishers. ``texts`` is needed only once somebody reads a record: the text columns
        (:mod:`geo.maps.words`), and the reports that they cite.

    Raises
    ------
    GeoError
        When the view names a tile service that does not exist.
    """
    return {**base_of(content), **shown(content, view)}


def base_of(content: Content) -> Payload:
    """Return the part of :func:`assemble` that is the same in every view: places, records and their words."""
    records = content.records
    position = {place["id"]: index for index, place in enumerate(content.places)}
    words = {kind: _used(kind, known, records) for kind, known in content.words.items()}
    cited = words["reports"]
    base = records["date_from"].min().date() if len(records) else date.today()  # noqa: DTZ011 - the user's own day
    vocabulary, coded = encode_texts(_texts(records, content))
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
        "version": 3,
        "generated": date.today().isoformat(),  # noqa: DTZ011 - the user's own day
        "credits": list(content.credits),
        "base": base.isoformat(),
        "arcs": arcs,
        "places": table(rows, [name for name in _PLACE_COLUMNS if any(row.get(name) not in _NOTHING for row in rows)]),
        "records": _records(records, position, base, words),
        # a map without links is not larger for them
        **({"events": events} if (events := events_of(records, cited)) else {}),
        "texts": {
            "words": vocabulary,
            "columns": coded,
            "reports": [{"id": key, **row} for key, row in cited.items()],
        },
        **{
            kind: [{"id": key, **row} for key, row in known.items()]
            for kind, known in words.items()
            if kind != "reports"
        },
        "view": content.bounds,
    }


def shown(content: Content, view: View) -> Payload:
    """Return the part of :func:`assemble` that a view decides: what is a few hundred bytes, whatever the records."""
    return {
        "title": view.title,
        "note": view.note,
        "scales": scales(content, view.scheme),
        **settings(view),
    }


def settings(view: View) -> Payload:
    """Return how a map opens, as :func:`assemble` writes it."""
    return {
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


def _texts(records: pd.DataFrame, content: Content) -> dict[str, pd.Series | list[str]]:
    """Return the text columns that are not empty."""
    texts: dict[str, pd.Series | list[str]] = {
        name: records[name] for name in _TEXTS if name == "id" or (records[name] != "").any()
    }
    if "place_text" in texts:
        names = {place["id"]: place["name"] for place in content.places}
        cells, codes = distinct(records["place_id"])
        named = np.array([" and ".join(names[key] for key in cell) for cell in cells], dtype=object)[codes]
        reported = records["place_text"].to_numpy(dtype=object)
        # a text that equals the map's own name is replaced by a mark
        texts["place_text"] = pd.Series(np.where(reported == named, _AS_NAMED, reported), dtype=object)
    if records["targets"].notna().any():
        known = content.words["actors"]
        cells, codes = distinct(records["targets"])
        named = np.array(
            [", ".join(known.get(key, {"name": key})["name"] for key in cell) for cell in cells], dtype=object
        )
        texts["targets"] = named[codes].tolist()
    return texts


def _used(kind: str, known: Mapping[str, Row], records: pd.DataFrame) -> dict[str, Row]:
    """Return the words that records use, in their original order; for closed lists, all words."""
    match kind:
        case "actors":
            wanted = {key for name in ("actors", "targets") for cell in distinct(records[name])[0] for key in cell}
        case "reports":
            wanted = {key for cell in distinct(records["report_id"])[0] for key in cell}
        case "kinds":
            wanted = set(records["kind"].unique())
        case _:
            return dict(known)
    return {key: row for key, row in known.items() if key in wanted}


def _records(
    records: pd.DataFrame, position: Mapping[str, int], base: date, words: Mapping[str, Mapping[str, Row]]
) -> Payload:
    """Return the records as columns; a list of one is written as its single element."""
    codes = {kind: {key: code for code, key in enumerate(known)} for kind, known in words.items()}
    first, last = (records[name].to_numpy().astype("datetime64[D]") for name in ("date_from", "date_to"))
    return {
        "place_id": _listed(records["place_id"], position),
        "date_from": (first - np.datetime64(base)).astype(int).tolist(),
        "date_to": (last - first).astype(int).tolist(),
        "date_precision": _words(records["date_precision"]),
        **{
            name: [None if number is pd.NA else number for number in records[name].tolist()]
            for name in _NUMBERS
            if records[name].notna().any()
        },
        "disputed_by": (records["disputed_by"] != "").astype(int).tolist(),
        "actors": _listed(records["actors"], codes["actors"]),
        "report_id": _listed(records["report_id"], codes["reports"]),
        **{name: _coded(records[name], codes[kind]) for name, kind in _CODES.items()},
    }


def _words(column: pd.Series) -> dict[str, list[Any]]:
    """Return a column of words as the distinct words, and codes that refer to them."""
    used, codes = np.unique(column.cat.codes.to_numpy(), return_inverse=True)
    return {"values": [column.cat.categories[at] for at in used.tolist()], "codes": codes.tolist()}


def _listed(cells: pd.Series, code: Mapping[str, int]) -> list[Any]:
    """Return the codes of each cell's ids; a list of one is written as its single element."""
    lists, rows = distinct(cells)
    numbers: list[Any] = [[code[key] for key in keys] for keys in lists]
    written = [one[0] if len(one) == 1 else one for one in numbers]
    return [written[row] for row in rows.tolist()]


def _coded(words: pd.Series, code: Mapping[str, int]) -> list[int | None]:
    """Return the code of each cell's word; None for an empty one."""
    # the last element is for rows without a category, whose code is -1
    numbers = [*(code.get(word) for word in words.cat.categories), None]
    return [numbers[at] for at in words.cat.codes.tolist()]


def scales(content: Content, scheme: Scheme) -> Payload:
    """Return classes that fit every period, whether rolled up or not.

    Parameters
    ----------
    content : Content
        Places and records.
    scheme : {"steps", "headtail", "quantiles", "equal"}
        How numbers are classed.

    Returns
    -------
    dict
        ``breaks`` and ``colors`` of ``records`` and ``number``, and the colours of each ``status``.
    """
    asserted = content.records[content.records["status"].isin(ASSERTED)]
    numbers = asserted[["count_low", "count_high"]].max(axis=1).dropna()
    upper = {place["id"]: place.get("up") or place["id"] for place in content.places}
    months = asserted["date_from"].to_numpy().astype("datetime64[M]").astype(int)
    linked = bool((asserted["event_id"] != "").any())
    # without links every record is an event of its own
    event = event_numbers(asserted["event_id"]) if linked else np.arange(len(asserted))
    reported = explode(asserted["place_id"])
    found = [
        count
        for placed in (reported, _rolled_up(reported, upper))
        for count in (
            _counts(placed.codes, event[placed.rows], linked=linked),
            _counts(placed.codes * 100_000 + months[placed.rows], event[placed.rows], linked=linked),
        )
    ]
    classed = {
        "records": scale(np.concatenate(found).tolist(), scheme),
        "number": scale(numbers[numbers > 0].tolist(), scheme),
    }
    chosen: Payload = {
        name: {"breaks": list(classes.breaks), "colors": list(classes.colors)} for name, classes in classed.items()
    }
    return {**chosen, "status": STATUS_COLORS}


def _counts(keys: _Numbers, event: _Numbers, *, linked: bool) -> _Numbers:
    """Return how many events have each key: a linked one counts once."""
    if linked:
        keys = keys[pd.Series(keys).groupby([keys, event]).cumcount().to_numpy() == 0]
    counts: _Numbers = np.unique(keys, return_counts=True)[1]
    return counts


def _rolled_up(reported: Exploded, upper: Mapping[str, str]) -> Exploded:
    """Return the places of records after rolling up: each record once per place."""
    codes, keys = pd.factorize(np.array([upper[key] for key in reported.keys], dtype=object))
    pairs = np.unique(np.stack([reported.rows, codes[reported.codes]]), axis=1) if len(keys) else np.empty((2, 0), int)
    return Exploded(pairs[0], pairs[1], keys.tolist())
