"""From CSV rows to places, with every problem of a file found before one is raised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from geo.errors import DataError, Problem
from geo.gazetteer.code_reading import check_codes, read_codes
from geo.gazetteer.cycles import cycles
from geo.gazetteer.elsewhere import rows_needed
from geo.gazetteer.foreign import FOREIGN_FILE
from geo.gazetteer.gazetteer import Gazetteer, Origins, PreviousRead
from geo.gazetteer.gc_pause import gc_paused
from geo.gazetteer.place import KINDS, RADIUS_KM, Alias, Place
from geo.tables import Row, Table, damage, read, unquoted
from geo.tables.formulas import unguarded

COLUMNS: Final = (
    "id", "name", "kind", "parent", "aliases", "lat", "lon", "radius_km", "boundary", "members", "valid_from",
    "valid_to", "iso_3166_2", "geonames", "wikidata", "source", "note", "codes",
)  # fmt: skip
REQUIRED: Final = ("id", "name", "kind", "parent")
_ID: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_EMPTY: Final = ("is empty", "fill it")
_NO_ID: Final = ("is not an id", "use a to z, digits, hyphens, and dots between the levels")
# what damaged names have, and few others: a close look at each name costs more
_SUSPECT: Final = re.compile("[#?:\ufffd\u00c2-\u00f4]")
_FORMULA_ERRORS: Final = ("#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "Err:")
# half the way around the Earth: nothing on a map is less certain
_WIDEST_KM: Final = 20_000


class Survey(NamedTuple):
    """What gazetteer files contain.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places of all rows without a problem.
    problems : list of geo.errors.Problem
        All that is wrong, in the order of files and rows.
    """

    gazetteer: Gazetteer
    problems: list[Problem]


def load(
    paths: Iterable[Path], boundaries: Collection[str] | None = None, before: Gazetteer | None = None
) -> Gazetteer:
    """Read gazetteer files and check them, each alone and all together.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        CSVs with at least the columns id, name, kind and parent. Where two have a row for one id, the
        file that comes first counts; :func:`geo.gazetteer.warnings` reports the other.
    boundaries : collection of str, optional
        Keys of the geometry store, to check the column ``boundary`` against. None skips this check.
    before : Gazetteer, optional
        What the files held before: rows that did not change are not read again.

    Returns
    -------
    Gazetteer
        All places of all files.

    Raises
    ------
    DataError
        With every problem of every file: missing columns, unknown parents, cycles, ids that occur twice,
        invalid coordinates, dates that end before they begin, unknown boundaries and members.

    Examples
    --------
    >>> gazetteer = load([Path("gazetteer/places.csv")])
    >>> gazetteer["af.badakhshan.jurm"].name
    'Jurm'
    """
    gazetteer, problems = survey(paths, boundaries, before)
    if problems:
        raise DataError(problems)
    return gazetteer


def survey(
    paths: Iterable[Path],
    boundaries: Collection[str] | None = None,
    before: Gazetteer | None = None,
    *,
    cited: Collection[str] = (),
    others: Iterable[Path] = (),
) -> Survey:
    """Read gazetteer files as :func:`load` does, and leave out what is wrong with them instead of refusing all.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        As for :func:`load`.
    boundaries, before : optional
        As for :func:`load`.
    cited : collection of str, optional
        Ids of places that are needed, wherever they are.
    others : iterable of pathlib.Path, optional
        Gazetteer files from which only those cited places are taken that the first ones do not have, with the places
        that these lie in or consist of.

    Returns
    -------
    Survey
        The places that are right, and all problems.

    Examples
    --------
    >>> survey([Path("gazetteer/places.csv"), Path("gazetteer/gone.csv")]).problems[0].message
    'does not exist'
    """
    with gc_paused():
        return _survey(paths, boundaries, before, cited, others)


def _survey(
    paths: Iterable[Path],
    boundaries: Collection[str] | None,
    before: Gazetteer | None,
    cited: Collection[str],
    others: Iterable[Path],
) -> Survey:
    tables: list[Table] = []
    problems: list[Problem] = []
    files_read = list(paths)
    foreign = files_read[0].parent / FOREIGN_FILE if files_read else None
    for path in files_read:
        try:
            tables.append(read(path, REQUIRED))
        except DataError as error:
            problems += error.problems
    keys = None if boundaries is None else frozenset(boundaries)
    found: list[tuple[Row, Place]] = []
    known: dict[str, PreviousRead] = {}

    def take(table: Table) -> None:
        basis = (table.columns, table.delimiter, keys)
        old = before.known.get(table.file) if before is not None else None
        same: Mapping[str, Place] = old.places if old and old.basis == basis else {}
        read_as = [(row, same.get(row.record.raw) or _place(row, keys)) for row in table]
        known[table.file] = PreviousRead(basis, {row.record.raw: place for row, place in read_as})
        found.extend(read_as)

    for table in tables:
        take(table)
    there = {place.id for _, place in found}
    if missing := set(cited) - there:
        spare = rows_needed(missing, there, others, REQUIRED)
        tables += spare
        for table in spare:
            take(table)
    kept, overridden = _first_of_each(found)
    if not problems:  # else half the parents would seem unknown
        _check_together(kept)
    problems += [problem for table in tables for problem in table.sorted_problems()]
    files = {key: row.file for key, (row, _) in kept.items()}
    origins = Origins(files, {key: row.number for key, (row, _) in kept.items()})
    places = {key: place for key, (_, place) in kept.items()}
    if problems:
        return Survey(
            Gazetteer(_sound(places, origins, problems).values(), origins, overridden, foreign=foreign), problems
        )
    gazetteer = Gazetteer(places.values(), origins, overridden, known, foreign)
    if before is not None:
        gazetteer.take_over(before)
    return Survey(gazetteer, problems)


def _sound(places: Mapping[str, Place], origins: Origins, problems: Iterable[Problem]) -> dict[str, Place]:
    """Return the places whose rows have no problem, and whose members have none."""
    wrong = {(problem.file, problem.row) for problem in problems}
    sound = {key: place for key, place in places.items() if origins[key] not in wrong}
    while broken := [key for key, place in sound.items() if any(member not in sound for member in place.members)]:
        sound = {key: place for key, place in sound.items() if key not in broken}
    return sound


def _place(row: Row, boundaries: Collection[str] | None) -> Place:
    """Read one row; what is wrong with it is noted in the row."""
    cell = row.cells.get
    key, name, parent = cell("id", ""), cell("name", ""), cell("parent", "")
    if not _ID.fullmatch(key):
        row.add_problem("id", *(_NO_ID if key else _EMPTY))
    if not name:
        row.add_problem("name", *_EMPTY)
    kind = row.one_of("kind", KINDS)
    if not parent and kind in KINDS and kind != "country":
        row.add_problem("parent", "is empty", "write the id of the place that this one lies in")
    lat = row.coordinate("lat", 90, "NS", "a latitude")
    lon = row.coordinate("lon", 180, "EW", "a longitude")
    radius = row.number_between("radius_km", 0.01, _WIDEST_KM, "a radius in kilometres")
    _check_geometry(row, boundaries)
    if _SUSPECT.search(name) or _SUSPECT.search(cell("aliases", "")):
        _check_letters(row)
    valid_from, valid_to = row.date("valid_from"), row.date("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        row.add_problem("valid_to", f"ends before it begins, on {valid_from}", "swap or correct the two dates")
    return Place(
        id=key,
        name=unquoted(unguarded(name)),
        kind=kind,
        parent=parent,
        aliases=_aliases(row.listed("aliases")),
        lat=lat,
        lon=lon,
        radius_km=radius or RADIUS_KM.get(kind, 0.0),
        boundary=cell("boundary", ""),
        members=row.listed("members"),
        valid_from=valid_from,
        valid_to=valid_to,
        codes=read_codes(row),
        source=unguarded(cell("source", "")),
        note=unguarded(cell("note", "")),
    )


def _aliases(texts: tuple[str, ...]) -> tuple[Alias, ...]:
    """Read the aliases of a cell; what keeps a cell from being a formula stands before the first."""
    if texts and texts[0].startswith("'"):
        texts = (unguarded(texts[0]), *texts[1:])
    return tuple([Alias.read(unquoted(text)) for text in texts])


def _check_letters(row: Row) -> None:
    """Note names that a program has damaged: readers would not recognise them, nor searches find them."""
    fix = "type it again, and save the file as CSV UTF-8"
    for column in ("name", "aliases"):
        for text in (row["name"],) if column == "name" else row.listed(column):
            if text.startswith(_FORMULA_ERRORS):
                row.add_problem(column, "is a spreadsheet's sign for a failed formula", fix, text)
            elif message := damage(text):
                row.add_problem(column, message, fix, text)


def _check_geometry(row: Row, boundaries: Collection[str] | None) -> None:
    """Note what keeps a row from having exactly one geometry."""
    cell = row.cells.get
    lat, lon, boundary, members = cell("lat"), cell("lon"), cell("boundary"), cell("members")
    if bool(lat) != bool(lon):
        given, missing = ("lat", "lon") if lat else ("lon", "lat")
        row.add_problem(missing, f"is empty, while {given} is not", "give both, in degrees")
    if boundary and members:
        row.add_problem("members", "is filled, and so is boundary", "keep one of the two")
    if not (boundary or members or lat or lon):
        row.add_problem(
            "lat", "is empty, as are boundary and members", "give the place one of them: a place needs a geometry"
        )
    if boundaries is not None and boundary and boundary not in boundaries:
        row.add_problem(
            "boundary",
            "is not among the boundaries",
            "use an id from data/boundaries/crosswalk.csv or of a country that was added, or give lat, lon and "
            "radius_km instead",
        )


def _first_of_each(found: Iterable[tuple[Row, Place]]) -> tuple[dict[str, tuple[Row, Place]], list[Problem]]:
    """Return the row that counts for each id, and warnings about the others; within one file they are problems."""
    kept: dict[str, tuple[Row, Place]] = {}
    overridden: list[Problem] = []
    for row, place in found:
        first, _ = kept.setdefault(place.id, (row, place))
        if first is row or not place.id:
            continue
        if first.file == row.file:
            row.add_problem("id", f"is already used in row {first.number}", "give each place its own id")
        else:
            message = f"is already used in {first.file}, row {first.number}, which comes first; this row is ignored"
            fix = "delete one of the two rows, or give this place its own id"
            overridden.append(Problem(row.file, message, fix, row.number, "id", place.id))
    kept.pop("", None)
    return kept, overridden


def _check_together(kept: Mapping[str, tuple[Row, Place]]) -> None:
    """Note problems that only show when all rows of all files are there."""
    for row, place in kept.values():
        if place.parent and place.parent not in kept:
            row.add_problem("parent", "is not in the gazetteer", "correct the id, or add a row for it")
        for member in place.members:
            if member not in kept:
                row.add_problem("members", "is not in the gazetteer", "correct the id, or add a row for it", member)
    check_codes(kept.values())
    # only what others lie in can lie in itself
    parents = {place.parent for _, place in kept.values()}
    for column, joint, links in (
        ("parent", " in ", {key: (place.parent,) for key, (_, place) in kept.items() if key in parents}),
        ("members", " of ", {key: place.members for key, (_, place) in kept.items() if place.members}),
    ):
        for cycle in cycles(links):
            chain = joint.join((*cycle, cycle[0]))
            kept[cycle[0]][0].add_problem(
                column, f"is part of a circle ({chain})", "give one of these places a value outside the circle"
            )
