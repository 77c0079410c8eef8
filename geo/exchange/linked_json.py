"""Linked Places Format (LPF v1.2.2): GeoJSON with names, types, dates and links, which is JSON-LD as well.

A collection of features, each a place. What the specification requires of one: ``@id`` (a URI), ``properties.title``,
``names`` (one of them with a citation), ``geometry`` (null where unknown) and a ``when`` in one place at least;
``fclasses`` or ``types`` are required from v1.3 on. :mod:`geo.exchange.linked` describes what else is
written; here it stands in the members ``when``, ``names``, ``types``, ``links``, ``relations`` (what the place
lies in: gvp:broaderPartitive; what a region consists of: gvp:tgn3318_member_is) and ``descriptions``. Of the
columns, GeoJSON's ``properties`` hold ``iso_3166_2`` and ``codes`` (a list), too.

When a place came into being is seldom known. A name is said to be in use in the year of the file: it started then at
the latest and ended then at the earliest.

What the format cannot hold: an alias without a name, and columns that are not the gazetteer's own.

The specification: github.com/LinkedPasts/linked-places-format, README.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import shapely

from geo.exchange.concepts import read_variant
from geo.exchange.linked import LinkedPlace
from geo.gazetteer.place import Alias
from geo.tables import split_list

CONTEXT: Final = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
PARENT, _MEMBER = "gvp:broaderPartitive", "gvp:tgn3318_member_is"
_NEAR: Final = "gvp:approximateLocation"

_YEAR: Final = re.compile(r"-?[0-9]{1,9}")

Json = dict[str, Any]


def write(records: Iterable[LinkedPlace]) -> Iterator[str]:
    """Yield the lines of a file, a feature in each.

    Examples
    --------
    >>> from geo.exchange.linked import COLUMNS
    >>> record = dict.fromkeys(COLUMNS, "") | {"id": "atlas:x", "title": "X", "attestation_year": "2026"}
    >>> json.loads("".join(write([record])))["features"][0]["names"][0]["toponym"]
    'X'
    """
    yield f'{{"type": "FeatureCollection", "@context": {json.dumps(CONTEXT)}, "features": [\n'
    comma = ""
    for record in records:
        yield comma + json.dumps(feature(record), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def feature(record: LinkedPlace) -> Json:
    """Return a record as a feature.

    Parameters
    ----------
    record : dict of str to str
        The cells of LP-TSV, ``iso_3166_2`` and ``codes``.

    Returns
    -------
    dict
        GeoJSON, EPSG:4326; members that would be empty are left out.

    Examples
    --------
    >>> from geo.exchange.linked import COLUMNS
    >>> record = dict.fromkeys(COLUMNS, "") | {"id": "atlas:x", "title": "X", "lat": "36.75", "lon": "71.2"}
    >>> feature(record)["geometry"]
    {'type': 'Point', 'coordinates': [71.2, 36.75]}
    """
    year = record["attestation_year"]
    citation: Json = {"label": record["title_source"]} | ({"year": int(year)} if _YEAR.fullmatch(year) else {})
    known = {"timespans": [{"start": {"latest": year}, "end": {"earliest": year}}]}
    title = {"toponym": record["title"], "citations": [citation]} | ({"when": known} if year else {})
    others = [_name(read_variant(text)) for text in split_list(record["variants"])]
    concepts = split_list(record["aat_types"])
    types = [
        ({"identifier": f"aat:{concepts[at]}"} if at < len(concepts) else {}) | {"label": label}
        for at, label in enumerate(split_list(record["types"]))
    ]
    return {
        "@id": record["id"],
        "type": "Feature",
        "properties": {"title": record["title"]}
        | {name: list(split_list(record[name])) for name in ("ccodes", "fclasses") if record[name]}
        | ({"iso_3166_2": record["iso_3166_2"]} if record.get("iso_3166_2") else {})
        | ({"codes": list(split_list(record["codes"]))} if record.get("codes") else {}),
        **_when(record),
        "names": [title, *others],
        **({"types": types} if types else {}),
        "geometry": _geometry(record),
        **_some("links", [{"type": "closeMatch", "identifier": one} for one in split_list(record["matches"])]),
        **_some("relations", _relations(record)),
        **_some("descriptions", [{"value": record["description"]}] if record["description"] else []),
    }


def _name(alias: Alias) -> Json:
    lang = "-".join(filter(None, (alias.lang, alias.script)))
    return {"toponym": alias.text} | ({"lang": lang} if lang else {})


def _some(name: str, members: list[Json]) -> Json:
    return {name: members} if members else {}


def _when(record: LinkedPlace) -> Json:
    """Return when the place existed; open ends follow from what is known: it lasts, it began before."""
    start, end = record["start"], record["end"]
    if not start and not end:
        return {}
    begun = {"in": start} if start else {"latest": end}
    ended = {"in": end} if end else {"earliest": max(record["attestation_year"], start[:4])}
    return {"when": {"timespans": [{"start": begun, "end": ended}]}}


def _relations(record: LinkedPlace) -> list[Json]:
    relations = []
    if record["parent_id"]:
        label = {"label": record["parent_name"]} if record["parent_name"] else {}
        relations.append({"relationType": PARENT, "relationTo": record["parent_id"], **label})
    base, union, members = record["geo_id"].partition("union/")
    if union:
        relations += [{"relationType": _MEMBER, "relationTo": base + member} for member in members.split("+")]
    return relations


def _geometry(record: LinkedPlace) -> Json | None:
    shapes: list[Json] = []
    if record["lat"] and record["lon"]:
        point: Json = {"type": "Point", "coordinates": [_float(record["lon"]), _float(record["lat"])]}
        if record["approximation"]:
            point["approximation"] = {"type": _NEAR, "tolerance": _float(record["approximation"])}
        shapes.append(point)
    if record["geowkt"]:
        outline = json.loads(shapely.to_geojson(shapely.from_wkt(record["geowkt"])))
        shapes.append(outline | ({"citations": [{"@id": record["geo_id"]}]} if record["geo_id"] else {}))
    if len(shapes) > 1:
        return {"type": "GeometryCollection", "geometries": shapes}
    return shapes[0] if shapes else None


def _float(text: str) -> float | str:
    """Return a number; anything else stays as it is, so that the reader reports it."""
    try:
        return float(text)
    except ValueError:
        return text
