"""From CSV rows to places, with every fault of a file found before one is raised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from geo.errors import DataError, Fault
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.place import KINDS, RADIUS_KM, Alias, Place
from geo.tables import Row, Table, damage, read, unquoted

COLUMNS: Final = (
    "id", "name", "kind", "parent", "aliases", "lat", "lon", "radius_km", "boundary", "members", "valid_from",
    "valid_to", "iso_3166_2", "geonames", "wikidata", "source", "note",
)  # fmt: skip
_REQUIRED: Final = ("id", "name", "kind", "parent")
_ID: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
# how codes look, and one to show
_CODES: Final = (("geonames", re.compile(r"[0-9]{1,9}"), "1138958"), ("wikidata", re.compile(r"Q[1-9][0-9]*"), "Q5838"))
# 1130490 in a column too narrow for it, saved: the last digits are gone
_SCIENTIFIC: Final = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_ROUNDED: Final = ("was rounded by a spreadsheet", "look the number up again, and make the column one of text")
_FORMULA_ERRORS: Final = ("#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "Err:")
# half the way around the Earth: nothing on a map is less certain
_WIDEST_KM: Final = 20_000


def load(paths: Iterable[Path], boundaries: Collection[str] | None = None) -> Gazetteer:
    """Read gazetteer files and check them, each alone and all together.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        CSVs with at least the columns id, name, kind and parent.
    boundaries : collection of str, optional
        Keys of the geometry store, to check the column ``boundary`` against. None skips this check.

    Returns
    -------
    Gazetteer
        All places of all files.

    Raises
    ------
    DataError
        With every fault of every file: missing columns, unknown parents, cycles, ids that occur twice,
        coordinates that are none, dates that end before they begin, unknown boundaries and members.

    Examples
    --------
    >>> gazetteer = load([Path("gazetteer/places.csv")])
    >>> gazetteer["af.badakhshan.jurm"].name
    'Jurm'
    """
    tables: list[Table] = []
    unread: list[Fault] = []
    for path in paths:
        try:
            tables.append(read(path, _REQUIRED))
        except DataError as error:
            unread += error.faults
    for table in tables:
        table.check_filled("id", "name")
    found = [(row, _place(row, boundaries)) for table in tables for row in table]
    if not unread:  # else half the parents would seem unknown
        _check_together(found)
    faults = unread + [fault for table in tables for fault in table.sorted_faults()]
    if faults:
        raise DataError(faults)
    return Gazetteer(place for _, place in found)


def _place(row: Row, boundaries: Collection[str] | None) -> Place:
    """Read one row; what is wrong with it is noted in the row."""
    if row["id"] and not _ID.fullmatch(row["id"]):
        row.fault("id", "is not an id", "use a to z, digits, hyphens, and dots between the levels")
    kind = row.one_of("kind", KINDS)
    if not row["parent"] and kind in KINDS and kind != "country":
        row.fault("parent", "is empty", "name the id of the place that this one lies in")
    lat = row.coordinate("lat", 90, "NS", "a latitude")
    lon = row.coordinate("lon", 180, "EW", "a longitude")
    radius = row.number_between("radius_km", 0.01, _WIDEST_KM, "a radius in kilometres")
    _check_geometry(row, boundaries)
    _check_letters(row)
    for column, form, example in _CODES:
        if row[column] and not form.fullmatch(row[column]):
            row.fault(column, *(_ROUNDED if _SCIENTIFIC.fullmatch(row[column]) else _no_code(example)))
    valid_from, valid_to = row.date("valid_from"), row.date("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        row.fault("valid_to", f"ends before it begins, on {valid_from}", "exchange or correct the two dates")
    return Place(
        id=row["id"],
        name=unquoted(row["name"]),
        kind=kind,
        parent=row["parent"],
        aliases=tuple(Alias.read(unquoted(text)) for text in row.listed("aliases")),
        lat=lat,
        lon=lon,
        radius_km=radius or RADIUS_KM.get(kind, 0.0),
        boundary=row["boundary"],
        members=row.listed("members"),
        valid_from=valid_from,
        valid_to=valid_to,
        iso_3166_2=row["iso_3166_2"],
        geonames=row["geonames"],
        wikidata=row["wikidata"],
        source=row["source"],
        note=row["note"],
    )


def _no_code(example: str) -> tuple[str, str]:
    return "is no code", f"write one such as {example}"


def _check_letters(row: Row) -> None:
    """Note names that a program has damaged, which no reader would recognise, and no search find."""
    mend = "write it again, and save the file as CSV UTF-8"
    for column in ("name", "aliases"):
        for text in (row["name"],) if column == "name" else row.listed(column):
            if text.startswith(_FORMULA_ERRORS):
                row.fault(column, "is what a spreadsheet shows for a formula that fails", mend, text)
            elif problem := damage(text):
                row.fault(column, problem, mend, text)


def _check_geometry(row: Row, boundaries: Collection[str] | None) -> None:
    """Note what keeps a row from having exactly one geometry."""
    for given, missing in (("lat", "lon"), ("lon", "lat")):
        if row[given] and not row[missing]:
            row.fault(missing, f"is empty, while {given} is not", "give a point both, in degrees")
    if row["boundary"] and row["members"]:
        row.fault("members", "stands beside a boundary", "keep one of the two")
    if not (row["boundary"] or row["members"] or row["lat"] or row["lon"]):
        row.fault(
            "lat", "is empty, as are boundary and members", "give the place one of them: a place needs a geometry"
        )
    if boundaries is not None and row["boundary"] and row["boundary"] not in boundaries:
        row.fault(
            "boundary",
            "is no key of the boundaries",
            "take one of data/boundaries/crosswalk.csv, or give lat, lon and radius_km instead",
        )


def _check_together(found: list[tuple[Row, Place]]) -> None:
    """Note what only all rows of all files together can tell."""
    places: dict[str, Place] = {}
    rows: dict[str, Row] = {}
    for row, place in found:
        if first := rows.get(place.id):
            where = f"row {first.number}" if first.file == row.file else f"{first.file}, row {first.number}"
            row.fault("id", f"is already used in {where}", "give every place its own id")
        elif place.id:
            places[place.id], rows[place.id] = place, row
    for place in places.values():
        if place.parent and place.parent not in places:
            rows[place.id].fault("parent", "is no place of the gazetteer", "correct the id, or add a row for it")
        for member in place.members:
            if member not in places:
                problem = "is no place of the gazetteer"
                rows[place.id].fault("members", problem, "correct the id, or add a row for it", member)
    for column, joint, links in (
        ("parent", " in ", {place.id: (place.parent,) for place in places.values()}),
        ("members", " of ", {place.id: place.members for place in places.values()}),
    ):
        for cycle in _cycles(links):
            chain = joint.join((*cycle, cycle[0]))
            rows[cycle[0]].fault(column, f"makes a circle ({chain})", "give one of them a value outside the circle")


def _cycles(links: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return each circle of links once, from its first member in the order of the rows."""
    done: set[str] = set()
    cycles: list[tuple[str, ...]] = []
    for start in links:
        # an explicit stack: a chain of a hundred thousand rows must not exhaust Python's own
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(links[start])
        while path:
            here = next(reversed(path))
            step = next(path[here], None)
            if step is None:
                done.add(here)
                path.popitem()
            elif step in path:
                trail = tuple(path)
                cycles.append(trail[trail.index(step) :])
            elif step in links and step not in done:
                path[step] = iter(links[step])
    return cycles
