"""Editing records by hand: checked as the file is read, saved so that all else in it stays, and undone."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self

import pandas as pd

from geo.activity import events
from geo.activity.apart import FILE as APART_FILE
from geo.activity.apart import Pair, pairs_of, with_pairs
from geo.activity.events_file import FILE as EVENTS_FILE
from geo.activity.events_file import with_links
from geo.activity.known import Known
from geo.activity.schema import SCHEMA
from geo.activity.store import ActivityFile
from geo.errors import DataError, Problem
from geo.files import write
from geo.tables.formulas import guarded
from geo.tables.saving import Written
from geo.tables.sheets import Sheet

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """A change to records.

    Parameters
    ----------
    cells : mapping of str to mapping
        By id, the cells of ``activity.csv`` that get another text.
    added : sequence of mapping
        New rows of ``activity.csv``.
    deleted : collection of str
        Ids of rows to delete from ``activity.csv``.
    links : mapping of str to str
        The new ``event_id`` of imported records, for ``events.csv``.
    apart : sequence of tuple of str
        Pairs of records that are different events, for ``apart.csv``.
    what : str
        The change in words, for the offer to undo it.
    """

    cells: Mapping[str, Cells] = field(default_factory=dict)
    added: Sequence[Cells] = ()
    deleted: Collection[str] = ()
    links: Cells = field(default_factory=dict)
    apart: Sequence[Pair] = ()
    what: str = ""

    @classmethod
    def change(cls, key: str, cells: Cells) -> Self:
        """Change some cells of a record."""
        return cls(cells={key: cells}, what=f"{key} changed")

    @classmethod
    def add(cls, row: Cells) -> Self:
        """Add a record."""
        return cls(added=[row], what=f"{row['id']} added")

    @classmethod
    def delete(cls, table: pd.DataFrame, keys: Iterable[str]) -> Self:
        """Delete records; those of imports stay."""
        own = set(table.loc[~events.imported(table), "id"])
        gone = [key for key in keys if key in own]
        return cls(deleted=gone, what=f"{_counted(gone)} deleted")

    @classmethod
    def link(cls, table: pd.DataFrame, keys: Collection[str]) -> Self:
        """Make records one event; see :func:`geo.activity.events.link`.

        Examples
        --------
        >>> table = pd.DataFrame({"id": ["a", "ged/1"], "event_id": ["", ""], "dataset": ["", "ged"]})
        >>> edit = RecordEdit.link(table, ["a", "ged/1"])
        >>> edit.cells, edit.links, edit.what
        ({'a': {'event_id': 'event-a'}}, {'ged/1': 'event-a'}, '2 records linked')
        """
        return cls._linking(table, events.link(table, keys), f"{_counted(keys)} linked")

    @classmethod
    def unlink(cls, table: pd.DataFrame, keys: Collection[str]) -> Self:
        """Take records out of their events; see :func:`geo.activity.events.unlink`."""
        return cls._linking(table, events.unlink(table, keys), f"{_counted(keys)} unlinked")

    @classmethod
    def part(cls, table: pd.DataFrame, keys: Collection[str]) -> Self:
        """Record that records are different events, so that they are not suggested as one again.

        Raises
        ------
        ValueError
            When two of them are linked as one event.

        Examples
        --------
        >>> table = pd.DataFrame({"id": ["a", "ged/1"], "event_id": ["", ""]})
        >>> RecordEdit.part(table, ["ged/1", "a"]).apart
        (('a', 'ged/1'),)
        """
        linked = table.loc[table["id"].isin(set(keys)) & (table["event_id"] != ""), "event_id"]
        if linked.duplicated().any():
            raise ValueError(f"they are linked as one event, {linked[linked.duplicated()].iloc[0]}; unlink them first")
        return cls(apart=pairs_of(keys), what=f"{_counted(keys)} kept apart")

    @classmethod
    def _linking(cls, table: pd.DataFrame, changed: Cells, what: str) -> Self:
        theirs = set(table.loc[events.imported(table), "id"])
        return cls(
            cells={key: {"event_id": event} for key, event in changed.items() if key not in theirs},
            links={key: event for key, event in changed.items() if key in theirs},
            what=what,
        )

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return bool(self.cells or self.added or self.deleted or self.links or self.apart)


class Preview(NamedTuple):
    """The effects of an edit, without anything being written.

    Parameters
    ----------
    files : tuple of Written
        The files to write.
    problems : list of geo.errors.Problem
        What prevents the edit from being saved.
    keys : dict of int to str
        The ids of the changed and new rows of ``activity.csv``, by row number.
    notice : str or None
        A notice to show, such as that the file's encoding changes.
    """

    files: tuple[Written, ...]
    problems: list[Problem]
    keys: dict[int, str]
    notice: str | None = None


def preview(  # noqa: PLR0913 - what is edited, by whom, and against what it is checked
    edit: RecordEdit, folder: Path, bases: Mapping[str, bytes], known: Known, *, by: str, at: str | None = None
) -> Preview:
    """Check an edit as if it were saved, by the checks of the reader of ``activity.csv``.

    Parameters
    ----------
    edit : RecordEdit
        The edit.
    folder : pathlib.Path
        The folder ``data``.
    bases : mapping of str to bytes
        What ``activity.csv``, ``events.csv`` and ``apart.csv`` held when the edit began, by name; empty if there was
        no file. A save is refused if they have changed since.
    known : Known
        What the records may refer to.
    by : str
        Who makes the edit.
    at : str, optional
        When: date and time, ISO 8601; by default now.

    Returns
    -------
    Preview
        The problems and the files. :func:`geo.tables.saving.save` writes them.

    Raises
    ------
    geo.errors.DataError
        When a file cannot be read as a table at all.

    Examples
    --------
    >>> from geo.project import Project
    >>> edit = RecordEdit.change("ariana-families-officials", {"count_low": "some"})
    >>> bases = {"activity.csv": Path("data/activity.csv").read_bytes()}
    >>> print(preview(edit, Path("data"), bases, Project.load(), by="Mariam").problems[0])
    data/activity.csv, row 2, count_low: 'some' is not a whole number; write digits only, such as 40
    """
    at = at or datetime.now(UTC).isoformat(timespec="seconds")
    files: list[Written] = []
    problems: list[Problem] = []
    keys: dict[int, str] = {}
    notice = None
    if edit.cells or edit.added or edit.deleted:
        path = folder / "activity.csv"
        sheet = Sheet.of(path, bases[path.name])
        problems += _apply(edit, sheet, {"accepted_by": by, "accepted_at": at})
        data, notice = sheet.encoded()
        files.append(Written(path, sheet.before, data))
        found, keys = _checked(path, data, {*edit.cells, *(row["id"] for row in edit.added)}, known)
        problems += found
    if edit.links:
        path = folder / EVENTS_FILE
        before = bases.get(path.name) or None
        files.append(Written(path, before, with_links(path, before, edit.links, by, at)))
    if edit.apart:
        path = folder / APART_FILE
        before = bases.get(path.name) or None
        files.append(Written(path, before, with_pairs(path, before, edit.apart, by, at)))
    return Preview(tuple(files), problems, keys, notice)


def new_id(report: str, taken: Collection[str]) -> str:
    """Return an id for a new record: its report's, with the next free number.

    Examples
    --------
    >>> new_id("tolo-kunduz-allegiance", {"tolo-kunduz-allegiance-1"})
    'tolo-kunduz-allegiance-2'
    """
    number = 1
    while f"{report or 'record'}-{number}" in taken:
        number += 1
    return f"{report or 'record'}-{number}"


def _apply(edit: RecordEdit, sheet: Sheet, stamp: Cells) -> list[Problem]:
    """Change a sheet, and return the rows to change that no longer exist as problems."""
    # older files call some columns otherwise
    old = {column.name: column.formerly for column in SCHEMA if column.formerly in sheet.columns}
    named = {name: other for name, other in old.items() if name not in sheet.columns}

    def cells(of: Cells) -> dict[str, str]:
        return {named.get(name, name): guarded(text) for name, text in {**of, **stamp}.items()}

    rows = {row.get("id", "").strip(): row for row in sheet.rows}
    file = f"{sheet.path.parent.name}/{sheet.path.name}"
    lost = [key for key in (*edit.cells, *edit.deleted) if key not in rows]
    for key, changed in edit.cells.items():
        if key in rows:
            new = cells(changed)
            sheet.columns += [name for name in new if name not in sheet.columns]
            rows[key].update(new)
    gone = {id(rows[key]) for key in edit.deleted if key in rows}
    sheet.rows = [row for row in sheet.rows if id(row) not in gone]
    for added in edit.added:
        sheet.add({name: text for name, text in cells(added).items() if text or name in sheet.columns})
    fix = "someone has deleted it; add it as a new record, or discard the change"
    return [Problem(file, "no longer exists", fix, column="id", value=key) for key in lost]


def _checked(path: Path, data: bytes, touched: Collection[str], known: Known) -> tuple[list[Problem], dict[int, str]]:
    """Read a changed file as if it were saved, and return its problems and the numbers of the rows that changed."""
    with tempfile.TemporaryDirectory() as scratch:
        # under the same name, which problems quote
        tried = write(Path(scratch) / path.parent.name / path.name, data)
        try:
            file = ActivityFile.read(tried)
        except DataError as error:
            return list(error.problems), {}
    ids = file.table["id"]
    wanted = [code for code, key in enumerate(ids.distinct) if key in touched]
    rows = file.table.rows_of("id", wanted)
    keys = {int(file.table.numbers[row]): ids.distinct[ids.codes[row]] for row in rows}
    # what only imports bring along, activity.csv cannot refer to
    places = frozenset(known.gazetteer)
    reports = {key: report for key, report in known.reports.items() if key not in known.imports}
    actors = {key for key, term in known.actors.items() if not term.dataset}
    try:
        file.check(places, reports, actors, known.kinds)
    except DataError as error:
        return list(error.problems), keys
    return [], keys


def _counted(keys: Collection[str]) -> str:
    return f"{len(keys):,} records" if len(keys) != 1 else next(iter(keys))
