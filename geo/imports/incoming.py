"""Reading somebody's table into records, with all that a person should know before they are used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from geo.errors import DataError, Problem
from geo.imports import source
from geo.imports.cells import day_order
from geo.imports.file_rows import FileRows, Vocabulary, gathered, read_rows
from geo.imports.guess import guess
from geo.imports.mapping import ColumnMapping, formats, recognised
from geo.names import slug


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
        The rows without problems: the columns of :mod:`geo.activity.schema`, and :data:`geo.imports.file_rows.OWN`.
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
    first = files_of(path)[0]
    columns = source.columns_of(first, part)
    if form := recognised(columns):
        return Choice(form, formats()[form])
    for name, mapping in (earlier or {}).items():
        if mapping.used() and set(mapping.used()) <= set(columns):
            return Choice(name, mapping)
    return Choice(None, guess(source.read(first, part)))


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
        CSV, Excel, GeoJSON, GeoPackage or Parquet; or a folder of CSV and Parquet files that together are one table.
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
    paths = files_of(path)
    if mapping is None:
        form, mapping = mapping_of(path, part)
    chosen, mapping = name_of(path, name or form), with_day_order(mapping, paths, part)
    files = [read_rows(one, vocabulary, mapping, chosen, part) for one in paths]
    return incoming_of(files, path, chosen, edition)


def name_of(path: Path, name: str | None = None) -> str:
    """Return the name of an import: as given, or made from the file's."""
    return slug(name or path.stem) or "table"


def files_of(path: Path) -> list[Path]:
    """Return a file, or the CSV and Parquet files of a folder that together are one table.

    Parameters
    ----------
    path : pathlib.Path
        A file or a folder.

    Returns
    -------
    list of pathlib.Path
        Those of a folder by name.

    Raises
    ------
    DataError
        When a folder has none.

    Examples
    --------
    >>> [one.name for one in files_of(Path("data"))]
    ['activity.csv']
    """
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.iterdir() if one.suffix.lower() in source.PARTS and not one.name.startswith("."))
    if not found:
        fix = "put the CSV or Parquet files of one table there"
        raise DataError([Problem(path.name, "is a folder without tables", fix)])
    return found


def with_day_order(mapping: ColumnMapping, paths: Sequence[Path], part: str | None = None) -> ColumnMapping:
    """Return a mapping that says whether 05/06/2015 is in May or June, if the dates of any of several files tell.

    A single file's dates are looked at when they are read.

    Raises
    ------
    DataError
        When dates of some files have the day first, and others the month.
    """
    if mapping.day_first is not None or len(paths) == 1:
        return mapping
    names = [name for field in ("date_from", "date_to") for name in mapping.columns.get(field, ())[:1]]
    changed = mapping
    for name in dict.fromkeys(names):
        told: dict[bool, Path] = {}
        for path in paths:
            order = day_order(source.read(path, part, only=[name])[name].distinct)
            told |= dict.fromkeys(order, path)
        if len(told) > 1:
            message = f"has dates with the day first, and {told[False].name} with the month first"
            raise DataError([Problem(told[True].name, message, "write them as 2017-12-31", column=name)])
        for first in told:
            changed = replace(changed, day_first=first)
    return changed


def incoming_of(files: Sequence[FileRows], path: Path, name: str, edition: str | None = None) -> Incoming:
    """Return the rows of the files of one table as an import.

    Parameters
    ----------
    files : sequence of FileRows
        The rows of each file, in order.
    path : pathlib.Path
        The file, or the folder that they are in.
    name : str
        The import's name.
    edition : str, optional
        By default as the file's name has it.

    Returns
    -------
    Incoming
        The records, and what is wrong with the other rows.
    """
    found = gathered(files)
    return Incoming(
        name,
        found.mapping,
        found.mapping.edition(path.name) if edition is None else edition,
        found.frame,
        sum(len(one.frame) for one in files),
        found.problems,
        found.differences,
        found.unknown,
    )
