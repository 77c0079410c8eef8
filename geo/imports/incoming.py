"""Reading somebody's table into records, with all that a person should know before they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity import SCHEMA, Term
from geo.activity.several import categories
from geo.boundaries import Store
from geo.errors import DataError, Problem
from geo.gazetteer import Gazetteer
from geo.imports import source
from geo.imports.cells import Given
from geo.imports.differences import differences
from geo.imports.guess import guess, missing
from geo.imports.mapping import ColumnMapping, formats, recognised
from geo.imports.placing import place
from geo.imports.rows import Words, ids_of, rows_of
from geo.names import slug

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
class Incoming:
    """A table as records, before anything is written.

    Parameters
    ----------
    name : str
        The import's name: ``ucdp-ged``.
    mapping : ColumnMapping
        Which columns gave what.
    edition : str
        As the file's name has it, or as given.
    records : pandas.DataFrame
        The rows without problems: the columns of :mod:`geo.activity.schema`, and :data:`OWN`.
    rows : int
        How many rows the file has.
    problems : tuple of Problem
        What is wrong with the other rows.
    differences : pandas.DataFrame
        Rows whose name and coordinates disagree; see :mod:`geo.imports.differences`.
    unknown : mapping of str to mapping of str to int
        By field, words that this project has no word for.
    """

    name: str
    mapping: ColumnMapping
    edition: str
    records: pd.DataFrame
    rows: int
    problems: tuple[Problem, ...]
    differences: pd.DataFrame
    unknown: Mapping[str, Mapping[str, int]]


class Choice(NamedTuple):
    """A mapping for a file.

    Parameters
    ----------
    name : str or None
        Of the format or of the earlier import that it is from; None for a guess.
    mapping : ColumnMapping
        The mapping.
    """

    name: str | None
    mapping: ColumnMapping


def mapping_of(path: Path, part: str | None = None, earlier: Mapping[str, ColumnMapping] | None = None) -> Choice:
    """Return the mapping for a file: that of its format, of an earlier edition, or a guess.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    part : str, optional
        Its sheet or layer.
    earlier : mapping of str to ColumnMapping, optional
        The mappings of imports, by name.

    Returns
    -------
    Choice
        The mapping, and whose it is.

    Raises
    ------
    DataError
        When the file cannot be read.

    Examples
    --------
    >>> name, mapping = mapping_of(Path("data/activity.csv"))
    >>> name, mapping.columns["place_text"]
    (None, ('place_text',))
    >>> mapping_of(Path("data/activity.csv"), earlier={"ours": mapping}).name
    'ours'
    """
    columns = source.columns_of(path, part)
    if form := recognised(columns):
        return Choice(form, formats()[form])
    for name, mapping in (earlier or {}).items():
        if mapping.used() and set(mapping.used()) <= set(columns):
            return Choice(name, mapping)
    return Choice(None, guess(source.read(path, part)))


def read(  # noqa: PLR0913 - what the user may choose
    path: Path,
    vocabulary: Vocabulary,
    *,
    mapping: ColumnMapping | None = None,
    name: str | None = None,
    part: str | None = None,
    edition: str | None = None,
) -> Incoming:
    """Read a table into records.

    Parameters
    ----------
    path : pathlib.Path
        CSV, Excel, GeoJSON, GeoPackage or Parquet.
    vocabulary : Vocabulary
        What its rows may refer to.
    mapping : ColumnMapping, optional
        Which columns give what; by default that of its format, or a guess.
    name : str, optional
        The import's name; by default that of the format, or made from the file's.
    part : str, optional
        Its sheet or layer.
    edition : str, optional
        By default as the file's name has it.

    Returns
    -------
    Incoming
        The records, and what is wrong with the other rows.

    Raises
    ------
    DataError
        When the file cannot be read, or the mapping lacks a column without which no row can be used.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> vocabulary = Vocabulary(project.gazetteer, project.store, project.actors, project.kinds)
    >>> incoming = read(Path("data/activity.csv"), vocabulary, name="mine")
    >>> len(incoming.records) == len(project.records), incoming.problems
    (True, ())
    """
    form = None
    if mapping is None:
        form, mapping = mapping_of(path, part)
    used = mapping.used()
    table = source.read(path, part, only=[*used, *source.POINT] if used else None)
    mapping = _with_points(mapping, table.columns)
    if absent := [column for column in used if column not in table.columns]:
        fix = "correct the name in the mapping, or choose another file"
        raise DataError([Problem(path.name, "is missing", fix, column=column) for column in absent])
    if lacks := missing(mapping):
        columns = ", ".join(table.columns)
        raise DataError([Problem(path.name, f"has no {what}", f"choose one of {columns}") for what in lacks])
    chosen = slug(name or form or path.stem) or "table"
    given, words = Given(table, mapping), Words(vocabulary.actors, vocabulary.kinds)
    rows = rows_of(given, words)
    placed = place(given, chosen, vocabulary.gazetteer, vocabulary.store)
    frame = rows.assign(**placed.columns)
    frame.insert(0, "id", ids_of(given, chosen, frame))
    bad = {problem.row for problem in table.problems}
    good = ~np.isin(table.numbers, [row for row in bad if row is not None])
    apart = differences(placed, frame["id"], table.numbers, vocabulary.gazetteer, vocabulary.store)
    return Incoming(
        chosen,
        mapping,
        mapping.edition(path.name) if edition is None else edition,
        _kept(_complete(frame, chosen), good),
        len(table),
        tuple(sorted(table.problems, key=lambda problem: problem.row or 0)),
        apart[apart["row"].isin(table.numbers[good])].reset_index(drop=True),
        words.unknown,
    )


def _with_points(mapping: ColumnMapping, columns: tuple[str, ...]) -> ColumnMapping:
    """Return a mapping that takes the coordinates of the table's geometry where it has no others."""
    if mapping.columns.get("lat") or POINT_LAT not in columns:
        return mapping
    lat, lon = source.POINT
    return ColumnMapping.of({**mapping.as_toml(), "columns": {**mapping.columns, "lat": lat, "lon": lon}}, "")


def _kept(frame: pd.DataFrame, good: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the rows without problems; what only the others name is forgotten."""
    kept = frame[good].reset_index(drop=True)
    for name in ("place_id", "actors", "targets", "kind", "inside"):
        kept[name] = kept[name].cat.remove_unused_categories()
    return kept


def _complete(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return records with all columns of the activity table, in its order."""
    rows = len(frame)
    columns = {
        column.name: frame[column.name] if column.name in frame else pd.Series("", index=frame.index, dtype=str)
        for column in SCHEMA
    }
    columns["report_id"] = categories(np.zeros(rows, np.int32), [name])
    return pd.DataFrame({**columns, **{own: frame[own] for own in OWN}})


POINT_LAT: Final = source.POINT[0]
