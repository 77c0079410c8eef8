"""A place as a record of Linked Places, and back.

Linked Places has two forms: the delimited LP-TSV (v0.5, 25 June 2024) and the GeoJSON of the Linked Places Format
(LPF v1.2.2). World Historical Gazetteer takes both, and turns the first into the second field by field. So does this
package: a *record* here is the cells of LP-TSV, whichever of the two it is written to.

What the specification says of the fields, and what they hold here:

==================  ==========================================================================================
``id``              required, unique, stays; our id behind a base (``atlas:af.kabul``)
``title``           required, the preferred name; ``name``
``title_source``    required, where the title is from; ``source``
``fclasses``        this or ``aat_types`` is required: feature classes of GeoNames; from ``kind``
``aat_types``       concepts of the Art and Architecture Thesaurus, one per type; from ``kind``
``types``           the contributor's own words for the type; ``kind``
``attestation_year``  this or ``start`` is required; the year in which the file is written
``start``, ``end``  ISO 8601, to the day, month or year; ``valid_from``, ``valid_to``
``ccodes``          ISO 3166-1 codes of today's countries; from the country that the place lies in
``matches``         places elsewhere, with given prefixes; ``geonames`` (gn:), ``wikidata`` (wd:)
``variants``        ``name@language-Script-REGION`` after BCP 47; ``aliases``
``parent_name``, ``parent_id``  what it lies in, and the URI of that; from ``parent``
``lon``, ``lat``    decimal degrees, EPSG:4326; ``lat``, ``lon``
``geowkt``          a geometry, which goes before the point; the outline, or the union of the members
``geo_id``          the URI of the geometry's source: ``atlas:outline/KEY`` for a ``boundary``, and
                    ``atlas:union/ID+ID`` for ``members``
``codes``           not in LP-TSV, whose ``matches`` may cite the authorities of its list alone; the column ``codes``
``approximation``   kilometres within which the place is; ``radius_km``
``description``     ``note``
==================  ==========================================================================================

What is imported and fits no column here (``title_uri``, other matches, the region of a language, an
outline …) is kept in a column ``rest``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from geo.boundaries import Store
from geo.dates import read_partial
from geo.exchange.concepts import (
    BASE,
    KIND_CONCEPTS,
    cell,
    codes_cell,
    iso_code,
    kind_of,
    matched,
    matches,
    read_variant,
    variant,
)
from geo.exchange.incoming import Incoming
from geo.exchange.shape import number, shape_of, source_of, wkt
from geo.gazetteer.codes import code_cells
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.place import Alias, Place
from geo.tables import Row, split_list

LinkedPlace = dict[str, str]

COLUMNS: Final = (
    "id", "title", "title_source", "fclasses", "aat_types", "attestation_year", "start", "end", "ccodes", "matches",
    "variants", "types", "parent_name", "parent_id", "lon", "lat", "geowkt", "geo_id", "approximation", "description",
)  # fmt: skip

_NO_SOURCE: Final = "no source given"
_ID: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
# columns whose content the gazetteer's own columns carry completely; for a place exported from here, more
_TOLD: Final = frozenset({"title", "title_source", "description", "lon", "lat"})
_TOLD_OF_OURS: Final = frozenset({"id", "parent_name", "parent_id", "ccodes", "attestation_year", "geowkt", "geo_id"})


def linked_places(
    places: Iterable[Place], gazetteer: Gazetteer, store: Store, *, year: int, base: str = BASE
) -> Iterator[LinkedPlace]:
    """Yield places as records.

    Parameters
    ----------
    places : iterable of Place
        Those to write.
    gazetteer : Gazetteer
        With all that they lie in.
    store : geo.boundaries.Store
        Where outlines come from, at display resolution.
    year : int
        The year in which the gazetteer attests its names.
    base : str, default "atlas:"
        What makes a URI of an id: ``https://example.org/places/``.

    Yields
    ------
    dict of str to str
        The cells of LP-TSV, all of :data:`COLUMNS`; and ``iso_3166_2`` and ``codes``, which only GeoJSON has.

    Raises
    ------
    geo.errors.BoundaryError
        When the store does not hold an outline.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> jurm = project.gazetteer["af.badakhshan.jurm"]
    >>> record = next(linked_places([jurm], project.gazetteer, project.store, year=2026))
    >>> record["id"], record["types"], record["ccodes"], record["geo_id"]
    ('atlas:af.badakhshan.jurm', 'district', 'AF', 'atlas:outline/af.badakhshan.jurm')
    """
    for place in places:
        term, codes = KIND_CONCEPTS[place.kind], code_cells(place.codes)
        parent = gazetteer[place.parent] if place.parent else None
        outlined = bool(place.boundary or place.members)
        yield {
            "id": base + place.id,
            "title": place.name,
            "title_source": place.source or _NO_SOURCE,
            "fclasses": term.fclass,
            "aat_types": term.aat,
            "attestation_year": str(year),
            "start": place.valid_from.isoformat() if place.valid_from else "",
            "end": place.valid_to.isoformat() if place.valid_to else "",
            "ccodes": _country(place, gazetteer),
            "matches": ";".join(matches(codes["geonames"], codes["wikidata"])),
            "variants": ";".join(variant(alias) for alias in place.aliases if alias.text),
            "types": place.kind,
            "parent_name": parent.name if parent else "",
            "parent_id": base + parent.id if parent else "",
            "lon": number(place.lon),
            "lat": number(place.lat),
            "geowkt": wkt(gazetteer.geometry(place.id, store)) if outlined else "",
            "geo_id": source_of(place, base),
            "approximation": number(place.radius_km) if place.is_point else "",
            "description": place.note,
            "iso_3166_2": codes["iso_3166_2"],
            "codes": codes["codes"],
        }


def incoming(row: Row, boundaries: Collection[str], *, base: str = BASE, kind: str = "") -> Incoming:
    """Return a record as a place on its way in; what is wrong with it is noted in the row.

    Parameters
    ----------
    row : Row
        With the columns of LP-TSV, any of them; ``iso_3166_2`` and ``codes`` too, where the file has them.
    boundaries : collection of str
        Keys of the geometry store. A record whose outline is not among them becomes a point in its outline,
        with a radius that reaches around it.
    base : str, default "atlas:"
        What the ids of this gazetteer begin with.
    kind : str, optional
        The kind of a record whose types do not give one.

    Returns
    -------
    Incoming
        Its ``rest`` has everything without a column here.

    Examples
    --------
    >>> cells = {"id": "1000003", "title": "Chihuahua", "types": "Villa", "aat_types": "300008375"}
    >>> row = Row.of("x.tsv", 2, cells, [])
    >>> incoming(row, []).cells["kind"]
    'town'
    """
    own = row["id"].removeprefix(base)
    ours = row["id"].startswith(base) and _ID.fullmatch(own) is not None
    known = matched(split_list(row["matches"]))
    aliases = [read_variant(text) for text in split_list(row["variants"])]
    source = row["title_source"]
    parent = row["parent_id"].removeprefix(base) if row["parent_id"].startswith(base) else ""
    iso = iso_code(row["iso_3166_2"])
    codes = codes_cell(split_list(row["codes"]), {*known, "iso_3166_2"} if iso else known)
    cells = {
        "id": own if ours else "",
        "parent": parent,
        "name": row["title"],
        "kind": kind_of(split_list(row["types"]), split_list(row["aat_types"]), split_list(row["fclasses"]), kind),
        "aliases": cell(alias for alias in aliases if ours or alias != Alias(row["title"])),
        **_dates(row),
        "iso_3166_2": iso,
        **known,
        "codes": codes,
        "source": "" if ours and source == _NO_SOURCE else source,
        "note": row["description"],
    }
    if ours and cells["kind"] == "country" and not iso and "iso_3166_2:" not in codes:
        cells["iso_3166_2"] = iso_code(row["ccodes"])
    if not row["title"]:
        row.add_problem("title", "is empty", "give the place a name")
    if row["title"] and not cells["kind"]:
        fix = f"write one of {', '.join(KIND_CONCEPTS)} in types, or name the kind of such rows with --kind"
        row.add_problem("types", "matches none of the kinds of place used here", fix)
    shape = shape_of(row, boundaries, base)
    cells |= shape
    point = (float(shape["lat"]), float(shape["lon"])) if shape.get("lat") and shape.get("lon") else None
    return Incoming(
        row,
        cells,
        key=row["id"],
        parent_key=row["parent_id"].removeprefix("#"),
        ours=ours,
        point=point,
        countries=tuple(split_list(row["ccodes"])),
        plain=row["title"],
        rest=_rest(row, cells, ours=ours),
    )


def _country(place: Place, gazetteer: Gazetteer) -> str:
    """Return the code of the country that a place is or lies in."""
    chain = (place, *gazetteer.ancestors(place.id))
    codes = [one.code("iso_3166_2") for one in chain if one.kind == "country"]
    return next((code for code in codes if len(code) == 2), "")  # noqa: PLR2004 - of ISO 3166-1, alpha-2


def _dates(row: Row) -> dict[str, str]:
    """Return when the place existed; a year or a month is taken from its first to its last day."""
    message, fix = "is not a date from the year 1 on", "write it as 2017-12-31, 2017-12 or 2017, or delete it"
    start = row.parse("start", read_partial, message, fix)
    end = row.parse("end", read_partial, message, fix)
    if start and end and end.last < start.first:
        row.add_problem("end", f"is before the start, {start.first}", "swap or correct the two dates")
    return {
        "valid_from": start.first.isoformat() if start else "",
        "valid_to": end.last.isoformat() if end else "",
    }


def _rest(row: Row, cells: dict[str, str], *, ours: bool) -> dict[str, str]:
    """Return what a record contains beyond the cells that were made from it."""
    term = KIND_CONCEPTS.get(cells["kind"])
    again = {
        "types": cells["kind"],
        "fclasses": term.fclass if term else "",
        "aat_types": term.aat if term else "",
        "start": cells["valid_from"],
        "end": cells["valid_to"],
        "matches": ";".join(matches(cells.get("geonames", ""), cells.get("wikidata", ""))),
        "variants": cells["aliases"],
        "approximation": cells.get("radius_km", ""),
        "iso_3166_2": cells["iso_3166_2"],
        "codes": cells["codes"],
    }
    told = _TOLD | _TOLD_OF_OURS if ours else _TOLD
    return {
        name: text
        for name, text in row.cells.items()
        # spaces after semicolons do not matter
        if text and name not in told and again.get(name) not in {text, ";".join(split_list(row[name]))}
    }
