"""Rows for the outlines of a country that was added; rows that are there already stay as people made them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import shapely

from geo.boundaries import label_point
from geo.boundaries.sources import Addition, KnownPlace
from geo.files import write
from geo.gazetteer.load import COLUMNS, REQUIRED
from geo.gazetteer.place import Alias
from geo.names import fold
from geo.tables import Row, read
from geo.tables.formulas import guarded
from geo.tables.sheets import Sheet

_KINDS: Final = {"countries": "country", "provinces": "province", "districts": "district"}


def known_places(paths: Iterable[Path], country: str) -> list[KnownPlace]:
    """Return the places of a country as far as the ids of its outlines depend on them.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Gazetteer files, which may have problems; files that do not exist are left out.
    country : str
        Its id: ``pk``.

    Returns
    -------
    list of KnownPlace
        Those whose id or outline is of the country, in the order of the files; if two have the same id, the
        first counts.

    Raises
    ------
    DataError
        When a file cannot be read as a table at all.

    Examples
    --------
    >>> known_places([Path("gazetteer/places.csv")], "tj")[0].id
    'tj'
    """
    known: dict[str, KnownPlace] = {}
    for path in paths:
        if path.exists():
            for row in read(path, REQUIRED):
                key = row["id"]
                if key not in known and country in {key.partition(".")[0], row["boundary"].partition(".")[0]}:
                    known[key] = _known(row)
    return list(known.values())


def _known(row: Row) -> KnownPlace:
    spellings = [row["name"], *(Alias.read(text).text for text in row.listed("aliases"))]
    lat, lon = row.coordinate("lat", 90, "NS", "a latitude"), row.coordinate("lon", 180, "EW", "a longitude")
    point = None if lat is None or lon is None else shapely.Point(lon, lat)
    return KnownPlace(row["id"], row["kind"], row["parent"], frozenset(map(fold, spellings)), row["boundary"], point)


def add_rows(path: Path, addition: Addition, known: Iterable[KnownPlace]) -> tuple[list[str], list[str]]:
    """Append a row for each outline that has none.

    Parameters
    ----------
    path : pathlib.Path
        The country's own file, ``gazetteer/pk.csv``; made if it does not exist. Its rows, their order and
        columns of its own stay as they are.
    addition : Addition
        What :func:`geo.boundaries.sources.add` returned.
    known : iterable of KnownPlace
        The country's places in all gazetteer files, this one included.

    Returns
    -------
    list of str
        Ids of the rows that were appended.
    list of str
        Remarks about rows that already existed.

    Raises
    ------
    ConflictError
        When somebody changed the file at the same time; nothing is written then.

    Examples
    --------
    >>> import tempfile
    >>> import geopandas as gpd
    >>> from geo.boundaries.sources import Source, country
    >>> vanj = gpd.GeoDataFrame(
    ...     {"id": ["tj.vanj"], "parent": "tj", "layer": "districts", "name": "Vanj", "code": "", "note": ""},
    ...     geometry=[shapely.box(71, 38, 72, 39)], crs=4326)
    >>> addition = Addition(country("TJK"), Source("tj-adm2", "a sketch", licence="CC0"), vanj)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     add_rows(Path(folder) / "tj.csv", addition, [])
    (['tj.vanj'], [])
    """
    by_id = {place.id: place for place in known}
    # a row is about an outline by its id, or, when that was changed, by the outline it names
    row_of = {place.boundary: place.id for place in by_id.values() if place.boundary} | {key: key for key in by_id}
    fresh, remarks = [], []
    for record in addition.outlines.to_dict("records"):
        there = by_id.get(row_of.get(record["id"], ""))
        if there is None:
            fresh.append(_row(record, row_of.get(record["parent"], record["parent"]), addition))
        elif not there.boundary:
            fix = f"write {record['id']} in its boundary column to draw its outline"
            remarks.append(f"{there.id} is already in the gazetteer as a point, and stays one; {fix}")
    if fresh and (notice := _append(path, fresh)):
        remarks.append(notice)
    return [row["id"] for row in fresh], remarks


def _row(record: dict[Any, Any], parent: str, addition: Addition) -> dict[str, str]:
    """Return the row of one outline."""
    point = label_point(record["geometry"])
    kind = _KINDS[record["layer"]]
    source, country = addition.source, addition.country
    # publishers put other codes of theirs into the same column
    code = record["code"] if re.fullmatch(rf"{country.iso2}-[A-Z0-9]{{1,3}}", record["code"]) else ""
    row = {
        "id": record["id"],
        "name": record["name"],
        "kind": kind,
        "parent": parent,
        "lat": f"{point.y:.4f}",
        "lon": f"{point.x:.4f}",
        "boundary": record["id"],
        "iso_3166_2": code,
        "source": f"{source.name}{f' {source.year}' if source.year else ''} ({source.licence})",
        "note": record["note"],
    }
    if kind == "country":
        row |= {"iso_3166_2": country.iso2, "aliases": ";".join(f"{name}@{lang}" for name, lang in country.names)}
    return {column: guarded(cell) for column, cell in row.items()}


def _append(path: Path, rows: list[dict[str, str]]) -> str | None:
    if not path.exists():
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
        write(path, text.getvalue())
        return None
    sheet = Sheet.open(path)
    for row in rows:
        sheet.add({column: value for column, value in row.items() if value or column in sheet.columns})
    return sheet.save()
