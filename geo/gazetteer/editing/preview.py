"""A change to a gazetteer file, checked as if it were saved."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from geo.boundaries import AREAS_FILE, Store, with_areas
from geo.errors import DataError, Problem
from geo.files import write
from geo.gazetteer.editing.change import Change, Key, keyed
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.load import REQUIRED, survey
from geo.gazetteer.plausibility import warnings
from geo.tables import read
from geo.tables.saving import Written, difference
from geo.tables.sheets import Sheet


class Preview(NamedTuple):
    """The effects of a change, without anything being written.

    Parameters
    ----------
    sheet : Sheet
        The file as changed.
    gazetteer : Gazetteer
        The places after the change, except those of rows with problems.
    store : geo.boundaries.Store
        The outlines after the change.
    problems : list of geo.errors.Problem
        Problems that prevent the change from being saved.
    warnings : list of geo.errors.Problem
        Warnings that the change would cause.
    numbers : dict of int to (str, int)
        The changed rows, by their number in the file.
    files : tuple of Written
        The files to write: first that of areas, if it changes, as the rows name what it contains.
    difference : str
        The changes to the files, as a unified difference.
    notice : str or None
        A notice to show, such as that the file's encoding changes.
    """

    sheet: Sheet
    gazetteer: Gazetteer
    store: Store
    problems: list[Problem]
    warnings: list[Problem]
    numbers: dict[int, Key]
    files: tuple[Written, ...]
    difference: str
    notice: str | None


def preview(change: Change, sheet: Sheet, files: Iterable[Path], before: Gazetteer, store: Store) -> Preview:
    """Check a change as if it were saved.

    Parameters
    ----------
    change : Change
        The change; the rows that it refers to exist.
    sheet : Sheet
        The file to change; it is changed in memory.
    files : iterable of pathlib.Path
        All gazetteer files in use, including the sheet's.
    before : Gazetteer
        The places as they are now.
    store : geo.boundaries.Store
        The outlines as they are now.

    Returns
    -------
    Preview
        The problems; if there are none, also the new files and warnings.

    Raises
    ------
    DataError
        If the file of areas cannot be read.

    Examples
    --------
    >>> from geo.project import Project
    >>> project, path = Project.load(), Path("gazetteer/places.csv")
    >>> change = Change({("af.badakhshan.jurm", 0): {"kind": "distict"}})
    >>> checked = preview(change, Sheet.open(path), [path], project.gazetteer, project.store)
    >>> checked.problems[0].message
    'is not one of the allowed words'
    """
    areas, outlines = _drawn(change, sheet.path.parent / AREAS_FILE, store)
    touched = set(change.apply(sheet))
    data, notice = sheet.encoded()
    with tempfile.TemporaryDirectory() as scratch:
        # under the same name, so that problems name the file and its known rows are found
        tried = write(Path(scratch) / sheet.path.parent.name / sheet.path.name, data)
        after, problems = survey([tried if path == sheet.path else path for path in files], outlines.keys(), before)
        numbers = _numbers(tried, touched)
    problems = [*problems, *(_unsourced(sheet.path, change, numbers))]
    known = set(warnings(before, store))
    new = [] if problems else [warning for warning in warnings(after, outlines) if warning not in known]
    changed = Written(sheet.path, sheet.before, data)
    folder = sheet.path.parent.name
    shown = "".join(
        difference(file.before or b"", file.after or b"", f"{folder}/{file.path.name}")
        for file in filter(None, (changed, areas))
    )
    written = (changed,) if areas is None else (areas, changed)
    return Preview(sheet, after, outlines, problems, new, numbers, written, shown, notice)


def _drawn(change: Change, path: Path, store: Store) -> tuple[Written | None, Store]:
    """Return the file of areas and the outlines after the change."""
    if not change.areas:
        return None, store
    old = path.read_bytes() if path.exists() else None
    kept = {key: shape for key, shape in store.areas.items() if key not in change.areas}
    new = {key: shape for key, shape in change.areas.items() if shape is not None}
    return Written(path, old, with_areas(old, change.areas)), store.with_areas({**kept, **new})


def _numbers(path: Path, touched: Collection[Key]) -> dict[int, Key]:
    try:
        table = read(path, REQUIRED)
    except DataError:
        return {}  # reported elsewhere
    rows = keyed({"id": row["id"], "row": str(row.number)} for row in table)
    return {int(row["row"]): key for key, row in rows.items() if key in touched}


def _unsourced(path: Path, change: Change, numbers: Mapping[int, Key]) -> Iterable[Problem]:
    """Return problems for new rows without a source; in imported files that is only a warning."""
    lacking = {row.get("id", "") for row in change.added if not row.get("source", "").strip()}
    fix = "say where the place comes from, so that others can judge it"
    file = f"{path.parent.name}/{path.name}"
    return [Problem(file, "is empty", fix, row, "source") for row, key in numbers.items() if key[0] in lacking]
