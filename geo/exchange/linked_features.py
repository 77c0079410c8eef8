"""Features of the Linked Places Format read as the cells of LP-TSV, in all the variants that occur."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry import shape

from geo.errors import DataError, Problem
from geo.exchange.concepts import read_variant, variant
from geo.exchange.incoming import Incoming
from geo.exchange.linked import COLUMNS, LinkedPlace
from geo.exchange.linked_json import PARENT, Json, feature
from geo.exchange.shape import number, wkt
from geo.gazetteer.place import Alias
from geo.tables import Row, Table

_AAT: Final = ("aat:", "http://vocab.getty.edu/aat/", "https://vocab.getty.edu/aat/")
_SAME: Final = ("closeMatch", "exactMatch")


# in which member of a feature a cell stands
_MEMBERS: Final = {
    "id": "@id",
    "fclasses": "properties",
    "ccodes": "properties",
    "iso_3166_2": "properties",
    "codes": "properties",
    "start": "when",
    "end": "when",
    "variants": "names",
    "attestation_year": "names",
    "types": "types",
    "aat_types": "types",
    "matches": "links",
    "parent_name": "relations",
    "parent_id": "relations",
    "geowkt": "geometry",
    "geo_id": "geometry",
    "approximation": "geometry",
}


def read(path: Path) -> tuple[Table, list[Json]]:
    """Read a file of the Linked Places Format as the cells of LP-TSV.

    Parameters
    ----------
    path : pathlib.Path
        A FeatureCollection in UTF-8.

    Returns
    -------
    Table
        A row per feature, numbered from 1.
    list of dict
        The feature of each row.

    Raises
    ------
    DataError
        When it cannot be read or is not a FeatureCollection.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "places.geojson"
    ...     one = {"@id": "http://mygaz.org/places/p_12345", "properties": {"title": "Abingdon (UK)"}, "depictions": []}
    ...     _ = path.write_text(json.dumps({"type": "FeatureCollection", "features": [one]}))
    ...     table, features = read(path)
    >>> table.rows[0]["title"], features[0]["depictions"]
    ('Abingdon (UK)', [])
    """
    try:
        # the mark is not JSON's, but editors write it
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            [Problem(path.name, f"cannot be read ({reason})", "check its name and your permissions")]
        ) from error
    except (ValueError, RecursionError) as error:
        fix = "save it again as GeoJSON in UTF-8"
        raise DataError([Problem(path.name, f"is not JSON ({error})", fix, getattr(error, "lineno", None))]) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise DataError([Problem(path.name, "is not a collection of places", "give a FeatureCollection with features")])
    table = Table(path.name, COLUMNS, [], [])
    read_features = []
    for place, one in enumerate(features, start=1):
        row = Row.of(path.name, place, {}, table.problems)
        table.rows.append(row)
        if not isinstance(one, dict):
            row.add_problem(
                "features", "is not a feature", "give an object with @id, properties, names and geometry", repr(one)
            )
            one = {}  # noqa: PLW2901 - nothing more can be said about it
        row.cells.update({name: text.strip() for name, text in _cells(one, _Reader(row)).items()})
        read_features.append(one)
    return table, read_features


def rest_of(one: Json, incoming: Incoming) -> Json:
    """Return what a feature says that has no column in the gazetteer: the members that the columns do not give back.

    Parameters
    ----------
    one : dict
        The feature.
    incoming : Incoming
        The place that was made of it.

    Returns
    -------
    dict
        Members, whole.

    Examples
    --------
    >>> row = Row.of("x", 1, {"title": "Jurm"}, [])
    >>> rest_of({"properties": {"title": "Jurm"}, "depictions": []}, Incoming(row, {"name": "Jurm"}))
    {'depictions': []}
    """
    again = feature(dict.fromkeys(COLUMNS, "") | dict(incoming.row.cells))
    lost = {_MEMBERS[column] for column in incoming.rest}
    return {name: value for name, value in one.items() if name in lost or again.get(name) != value}


class _Reader:
    """What stands in a member of an object, in the form it should have; another form is a problem."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def add_problem(self, name: str, message: str, fix: str, value: Any) -> None:
        """Note what is wrong with a member."""
        self._row.add_problem(name, message, fix, json.dumps(value, ensure_ascii=False))

    def text(self, one: Json, name: str) -> str:
        """Return a text; a number is one, too."""
        value = one.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return number(value)
        self.add_problem(name, "is not text", "write it in quotation marks", value)
        return ""

    def object(self, one: Json, name: str) -> Json:
        """Return an object."""
        value = one.get(name)
        if value is None or isinstance(value, dict):
            return value or {}
        self.add_problem(name, "is not an object", "write its members in braces", value)
        return {}

    def objects(self, one: Json, name: str) -> list[Json]:
        """Return a list of objects."""
        value = one.get(name)
        if value is None or (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
            return value or []
        self.add_problem(name, "is not a list of objects", "write it in brackets, each object in braces", value)
        return []

    def texts(self, one: Json, name: str) -> list[str]:
        """Return a list of texts."""
        value = one.get(name)
        if value is None or (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return value or []
        self.add_problem(name, "is not a list of texts", "write it in brackets, each text in quotation marks", value)
        return []


def _cells(one: Json, told: _Reader) -> LinkedPlace:
    properties = told.object(one, "properties")
    title = told.text(properties, "title")
    names = told.objects(one, "names")
    citations = [citation for name in names for citation in told.objects(name, "citations")]
    citation = citations[0] if citations else {}
    spellings = [(told.text(name, "toponym"), told.text(name, "lang")) for name in names]
    if (title, "") in spellings:
        # the title stands among the names, once
        spellings.remove((title, ""))
    types = told.objects(one, "types")
    labels = [told.text(item, "label") for item in types]
    labels += [told.text(label, "label") for item in types for label in told.objects(item, "sourceLabels")]
    concepts = [told.text(item, "identifier") for item in types]
    links = [link for link in told.objects(one, "links") if link.get("type") in _SAME]
    parents = [item for item in told.objects(one, "relations") if item.get("relationType") == PARENT]
    parent = parents[0] if parents else {}
    descriptions = told.objects(one, "descriptions")
    return {
        "id": told.text(one, "@id"),
        "title": title,
        "title_source": told.text(citation, "label"),
        "attestation_year": told.text(citation, "year"),
        "fclasses": ";".join(told.texts(properties, "fclasses")),
        "ccodes": ";".join(told.texts(properties, "ccodes")),
        "iso_3166_2": told.text(properties, "iso_3166_2"),
        "codes": _codes(properties),
        "variants": ";".join(_variant(text, lang) for text, lang in spellings if text.strip()),
        "types": ";".join(filter(None, labels)),
        "aat_types": ";".join(item.removeprefix(base) for item in concepts for base in _AAT if item.startswith(base)),
        "matches": ";".join(told.text(link, "identifier") for link in links),
        "parent_id": told.text(parent, "relationTo"),
        "parent_name": told.text(parent, "label"),
        "description": told.text(descriptions[0], "value") if descriptions else "",
        **_span(one, told),
        **_where(one, told),
    }


def _codes(properties: Json) -> str:
    """Return codes as a cell; under this name, other programs have properties of any form, which stay in the rest."""
    codes = properties.get("codes")
    texts = isinstance(codes, list) and all(isinstance(code, str) for code in codes)
    return ";".join(codes) if texts and codes else ""


def _variant(text: str, lang: str) -> str:
    """Return a name as LP-TSV has it; a semicolon would make two of it."""
    plain = text.strip().replace(";", ",")
    language, dash, beyond = lang.partition("-")
    tagged = f"{plain}@{language.lower()}{dash}{beyond}"
    # a language without a code ("Dari") stays in the rest
    return tagged if lang and read_variant(tagged).text == plain else variant(Alias(plain))


def _span(one: Json, told: _Reader) -> LinkedPlace:
    """Return the first timespan of a feature; one without an end is the interval that its start gives."""
    timespans = told.objects(told.object(one, "when"), "timespans")
    if not timespans:
        return {}
    days = {}
    for name in ("start", "end"):
        # some write the day itself instead of {"in": day}
        value = timespans[0].get(name)
        days[name] = value if isinstance(value, str) else told.text(told.object(timespans[0], name), "in")
    if "end" not in timespans[0]:
        days["end"] = days["start"]
    return days


def _where(one: Json, told: _Reader) -> LinkedPlace:
    """Return the first point of a feature and its first other geometry."""
    geometry = told.object(one, "geometry")
    shapes = told.objects(geometry, "geometries") if "geometries" in geometry else [geometry]
    cells: LinkedPlace = {}
    for item in filter(None, shapes):
        found = _geometry(item, told)
        if found is None:
            continue
        if isinstance(found, shapely.Point) and not found.is_empty:
            near = told.text(told.object(item, "approximation"), "tolerance")
            cells.setdefault("lon", number(found.x))
            cells.setdefault("lat", number(found.y))
            cells.setdefault("approximation", near)
        elif "geowkt" not in cells:
            sources = [told.text(citation, "@id") for citation in told.objects(item, "citations")]
            cells |= {"geowkt": wkt(found), "geo_id": sources[0] if sources else ""}
    return cells


def _geometry(item: Json, told: _Reader) -> shapely.Geometry | None:
    written = item.get("geowkt") or item.get("geo_wkt")
    try:
        if "coordinates" in item:
            return shape(item)
        if isinstance(written, str):
            return shapely.from_wkt(written)
    # anything that a list of lists can contain besides numbers
    except (shapely.errors.ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError):
        pass
    told.add_problem("geometry", "is not a geometry", "write coordinates as GeoJSON does: [71.2, 36.75]", item)
    return None
