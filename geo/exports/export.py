"""Exports: records written for other programs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import NamedTuple, TypedDict, Unpack

import pandas as pd

from geo.contents import Contents
from geo.errors import GeoError
from geo.exports.extract import Extract
from geo.exports.formats import format_of
from geo.files import replacing
from geo.timeline import Unit


class Exported(NamedTuple):
    """A file that was written.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    format : str
        Its format.
    rows : int
        How many records, or aggregated rows, were to be exported.
    notes : tuple of str
        What whoever uses the file or passes it on must know: what the licence of a dataset forbids, and what the
        format cannot hold.
    """

    path: Path
    format: str
    rows: int
    notes: tuple[str, ...]


class ExportOptions(TypedDict, total=False):
    """What an export can be.

    - ``format``: the name of one of :data:`geo.exports.FORMATS`; by default the file's ending gives it.
    - ``aggregate``: add the records up by place, period and kind; see :func:`geo.exports.aggregate`.
    - ``unit``: the length of a period, ``day``, ``week``, ``month`` (the default), ``quarter``, ``year`` or ``span``.
    - ``selection``: which records these are, in words, for the reader of the file.
    """

    format: str | None
    aggregate: bool
    unit: Unit
    selection: str


def export_records(
    contents: Contents,
    out: str | os.PathLike[str],
    records: pd.DataFrame | None = None,
    **options: Unpack[ExportOptions],
) -> Exported:
    """Write records of a project to a file.

    Parameters
    ----------
    contents : Contents
        What the records refer to.
    out : path
        The file to write.
    records : pandas.DataFrame, optional
        Rows of the project's table; all by default.
    **options
        As in :class:`ExportOptions`.

    Returns
    -------
    Exported
        The file, and what to know about it.

    Raises
    ------
    GeoError
        As :func:`export` raises it.
    """
    chosen = contents.records if records is None else records
    words = options.get("selection") or ("all records" if records is None else f"{len(chosen):,} records")
    unit = options.get("unit", "month") if options.get("aggregate") else None
    extract = Extract(contents, chosen, unit, words)
    return export(extract, Path(out), options.get("format"))


def export(extract: Extract, out: Path, form: str | None = None) -> Exported:
    """Write an extract to a file.

    Parameters
    ----------
    extract : Extract
        What to write.
    out : pathlib.Path
        The file; its ending gives the format unless ``form`` does.
    form : str, optional
        The name of one of :data:`geo.exports.FORMATS`.

    Returns
    -------
    Exported
        The file, and what to know about it.

    Raises
    ------
    GeoError
        When the format is unknown, or cannot hold the rows.
    ExtraError
        When the format needs a library that is not installed.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     done = export(Extract(project, project.records), Path(folder) / "records.parquet")
    >>> done.format, done.rows == len(project.records)
    ('parquet', True)
    """
    chosen = format_of(out, form)
    check(extract, chosen.name)
    with replacing(out) as partial:
        notes = chosen.write(extract, partial)
    return Exported(out, chosen.name, len(extract.own), (*extract.warnings, *notes))


def to_bytes(extract: Extract, form: str) -> bytes:
    """Return an extract as the content of a file, for a download.

    Parameters
    ----------
    extract : Extract
        What to write.
    form : str
        The name of one of :data:`geo.exports.FORMATS`.

    Returns
    -------
    bytes
        The whole file.

    Raises
    ------
    GeoError
        As :func:`export` raises it.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> to_bytes(Extract(project, project.records), "csv")[:6].decode("utf-8-sig")
    'id,'
    """
    chosen = format_of(Path(), form)
    with tempfile.TemporaryDirectory() as folder:
        return export(extract, Path(folder) / f"records{chosen.suffixes[0]}", form).path.read_bytes()


def check(extract: Extract, form: str) -> None:
    """Refuse rows that a format cannot hold.

    Parameters
    ----------
    extract : Extract
        What is to be written.
    form : str
        The name of one of :data:`geo.exports.FORMATS`.

    Raises
    ------
    GeoError
        When there are too many rows, or aggregated ones.
    """
    chosen = format_of(Path(), form)
    if extract.unit and not chosen.adds_up:
        raise GeoError(f"{chosen.name} has one row for each event, so it cannot hold aggregated rows; use csv instead")
    # there are never more rows than records
    if chosen.most and len(extract.records) > chosen.most and len(extract.own) > chosen.most:
        raise GeoError(
            f"{len(extract.own):,} rows do not fit on one sheet: Excel has {chosen.most:,} below the header; "
            "export csv or parquet instead, or choose fewer records"
        )
