"""The rows of one file as records, problems included: what can be done with it alone, on any machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity import SCHEMA, Term
from geo.activity.several import categories, stacked
from geo.boundaries import Store
from geo.errors import DataError, Problem
from geo.gazetteer import Gazetteer
from geo.imports import source
from geo.imports.cells import Given
from geo.imports.differences import differences
from geo.imports.guess import missing
from geo.imports.mapping import ColumnMapping
from geo.imports.placing import place
from geo.imports.rows import Words, ids_of, rows_of

#: columns of imported records besides those of the activity table
OWN: Final = ("lat", "lon", "killed_best", "sources", "passage", "inside")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the rows of a table may refer to.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places.
    store : geo.boundaries.Store
        Their outlines.
    actors, kinds : mapping of str to Term
        The words that records use.
    """

    gazetteer: Gazetteer
    store: Store
    actors: Mapping[str, Term]
    kinds: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class FileRows:
    """The rows of one file.

    Parameters
    ----------
    file : str
        Its name.
    frame : pandas.DataFrame
        All rows, those with problems too: the columns of :mod:`geo.activity.schema`, and :data:`OWN`.
    numbers : array of int, shape (rows,)
        Their numbers in the file.
    problems : tuple of Problem
        What is wrong with some of them.
    differences : pandas.DataFrame
        Rows whose name and coordinates disagree; see :mod:`geo.imports.differences`.
    unknown : mapping of str to mapping of str to int
        By field, words that this project has no word for.
    id_column : str
        The column with the table's own ids; empty if the ids are made of what the rows say.
    mapping : ColumnMapping
        Which columns gave what.
    """

    file: str
    frame: pd.DataFrame
    numbers: NDArray[np.int32]
    problems: tuple[Problem, ...]
    differences: pd.DataFrame
    unknown: Mapping[str, Mapping[str, int]]
    id_column: str
    mapping: ColumnMapping

    @property
    def good(self) -> NDArray[np.bool_]:
        """Which rows have no problems."""
        bad = [problem.row for problem in self.problems if problem.row is not None]
        return ~np.isin(self.numbers, bad)


def read_rows(
    path: Path, vocabulary: Vocabulary, mapping: ColumnMapping, name: str, part: str | None = None
) -> FileRows:
    """Read the rows of one file.

    Parameters
    ----------
    path : pathlib.Path
        CSV, Excel, GeoJSON, GeoPackage or Parquet.
    vocabulary : Vocabulary
        What its rows may refer to.
    mapping : ColumnMapping
        Which columns give what.
    name : str
        The import's name.
    part : str, optional
        Its sheet or layer.

    Returns
    -------
    FileRows
        The rows.

    Raises
    ------
    DataError
        When the file cannot be read, or lacks a column without which no row can be used.
    """
    used = mapping.used()
    table = source.read(path, part, only=[*used, *source.POINT] if used else None)
    mapping = with_points(mapping, table.columns)
    if absent := [column for column in used if column not in table.columns]:
        fix = "correct the name in the mapping, or choose another file"
        raise DataError([Problem(path.name, "is missing", fix, column=column) for column in absent])
    if lacks := missing(mapping):
        columns = ", ".join(table.columns)
        raise DataError([Problem(path.name, f"has no {what}", f"choose one of {columns}") for what in lacks])
    given, words = Given(table, mapping), Words(vocabulary.actors, vocabulary.kinds)
    rows = rows_of(given, words)
    placed = place(given, name, vocabulary.gazetteer, vocabulary.store)
    frame = rows.assign(**placed.columns)
    frame.insert(0, "id", ids_of(given, name, frame))
    apart = differences(placed, frame["id"], table.numbers, vocabulary.gazetteer, vocabulary.store)
    problems = tuple(sorted(table.problems, key=lambda problem: problem.row or 0))
    id_column = next(iter(given.columns("id")), "")
    return FileRows(
        path.name, _complete(frame, name), table.numbers, problems, apart, words.unknown, id_column, mapping
    )


def with_points(mapping: ColumnMapping, columns: Sequence[str]) -> ColumnMapping:
    """Return a mapping that takes the coordinates of the table's geometry where it has no others."""
    lat, lon = source.POINT
    if mapping.columns.get("lat") or lat not in columns:
        return mapping
    return ColumnMapping.of({**mapping.as_toml(), "columns": {**mapping.columns, "lat": lat, "lon": lon}}, "")


def gathered(files: Sequence[FileRows]) -> FileRows:
    """Return the rows of several files of one table as one, with ids that occur once.

    Parameters
    ----------
    files : sequence of FileRows
        In the order of the table; at least one.

    Returns
    -------
    FileRows
        Without the rows with problems. ``differences`` has a column ``file`` if there are several.
    """
    frames = [one.frame for one in files]
    frame = (
        frames[0] if len(frames) == 1 else pd.DataFrame({name: stacked(frames, name) for name in map(str, frames[0])})
    )
    problems = [problem for one in files for problem in one.problems]
    good = np.concatenate([one.good for one in files])
    if files[0].id_column:
        again = _repeated(files, frame["id"], good)
        problems += again.values()
        good[list(again)] = False
    else:
        frame["id"] = _numbered(frame["id"])
    starts = np.cumsum([0, *map(len, frames)]).tolist()
    apart = [
        _apart(one, frame["id"], good, start, several=len(files) > 1) for one, start in zip(files, starts, strict=False)
    ]
    unknown: dict[str, Counter[str]] = {}
    for one in files:
        for field, words in one.unknown.items():
            unknown.setdefault(field, Counter()).update(words)
    kept = frame[good].reset_index(drop=True)
    # what only the others name is forgotten
    for name in ("place_id", "actors", "targets", "kind", "inside"):
        kept[name] = kept[name].cat.remove_unused_categories()
    listed = pd.concat(apart, ignore_index=True) if len(apart) > 1 else apart[0]
    listed = listed.sort_values("distance_km", ascending=False, kind="stable", ignore_index=True)
    numbers = np.concatenate([one.numbers for one in files])
    return FileRows(
        files[0].file, kept, numbers[good], tuple(problems), listed, unknown, files[0].id_column, files[0].mapping
    )


def _repeated(files: Sequence[FileRows], ids: pd.Series[Any], good: NDArray[np.bool_]) -> dict[int, Problem]:
    """Return the problems of ids that occurred in an earlier file, by the position of the row."""
    found: dict[int, Problem] = {}
    if len(files) == 1:
        return found
    of_file = np.repeat(np.arange(len(files)), [len(one.frame) for one in files])
    numbers = np.concatenate([one.numbers for one in files])
    first = pd.Series(np.arange(len(ids))).groupby(ids.to_numpy()).transform("min").to_numpy()
    for row in np.flatnonzero((of_file[first] < of_file) & good).tolist():
        own, other = files[of_file[row]], files[of_file[first[row]]]
        message = f"is already used in {other.file}, row {numbers[first[row]]}"
        value = ids[row].partition("/")[2]
        found[row] = Problem(own.file, message, "give each row its own", int(numbers[row]), own.id_column, value)
    return found


def _numbered(ids: pd.Series[Any]) -> pd.Series[Any]:
    """Return ids made of what rows say, with a number after those that occur again."""
    again = ids.groupby(ids).cumcount()
    return pd.Series(
        [f"{one}-{at + 1}" if at else one for one, at in zip(ids.tolist(), again.tolist(), strict=True)], dtype=str
    )


def _apart(one: FileRows, ids: pd.Series[Any], good: NDArray[np.bool_], start: int, *, several: bool) -> pd.DataFrame:
    """Return where names and coordinates disagree, in rows without problems, with the ids that these now have."""
    at = start + pd.Index(one.numbers).get_indexer(pd.Index(one.differences["row"]))
    listed = one.differences.assign(id=ids.to_numpy()[at])[good[at]]
    if several:
        listed.insert(0, "file", one.file)
    return listed


def retyped(frame: pd.DataFrame) -> pd.DataFrame:
    """Return records as they were before a Parquet file forgot some of their types."""
    for name in ("date_from", "date_to"):
        frame[name] = frame[name].astype("datetime64[s]")
    for name in [*(column.name for column in SCHEMA if column.type in {"word", "several"}), "inside"]:
        # a column of words that is empty loses its type
        frame[name] = frame[name].astype("category")
    return frame


def _complete(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return records with all columns of the activity table, in its order."""
    rows = len(frame)
    columns = {
        column.name: frame[column.name] if column.name in frame else pd.Series("", index=frame.index, dtype=str)
        for column in SCHEMA
    }
    columns["report_id"] = categories(np.zeros(rows, np.int32), [name])
    return pd.DataFrame({**columns, **{own: frame[own] for own in OWN}})
