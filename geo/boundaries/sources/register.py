"""Where added outlines come from: licence, checksum, date, kept beside them."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from geo import tables
from geo.errors import BoundaryError
from geo.files import write
from geo.tables.formulas import guarded, unguarded
from geo.tables.sheets import Sheet

#: the table of sources, in the folder of the store
SOURCES = "sources.csv"
# a Shapefile is what lies side by side under one name
_SHAPEFILE = (".cpg", ".dbf", ".prj", ".shp", ".shx")


@dataclass(frozen=True, slots=True)
class Source:
    """One publication of outlines, as a row of ``data/boundaries/sources.csv``.

    Parameters
    ----------
    id : str
        Country and level: ``pk-adm2``.
    name : str
        What it is, for people: ``geoBoundaries gbOpen PAK ADM2``.
    boundary_id : str
        The publisher's own name of this version; empty when it has none.
    year : str
        The year that the outlines are of.
    origin : str
        Whom the publisher has them from.
    licence, licence_detail : str
        As the publisher states it, and where; ``not stated`` when nobody says.
    url : str
        Where the file came from.
    sha256 : str
        Of the file as it came.
    added : str
        The day, ``2026-01-31``.
    """

    id: str
    name: str
    boundary_id: str = ""
    year: str = ""
    origin: str = ""
    licence: str = "not stated"
    licence_detail: str = ""
    url: str = ""
    sha256: str = ""
    added: str = ""

    @property
    def credit(self) -> str:
        """One line for a map: what it is, of when, from whom, under which licence.

        Examples
        --------
        >>> name = "geoBoundaries gbOpen PAK ADM2"
        >>> Source("pk-adm2", name, year="2020", origin="UN OCHA", licence="CC BY 4.0").credit
        'geoBoundaries gbOpen PAK ADM2 (2020, from UN OCHA), CC BY 4.0'
        """
        facts = ", ".join(filter(None, [self.year, f"from {self.origin}" if self.origin else ""]))
        return f"{self.name}{f' ({facts})' if facts else ''}, {self.licence}"


def load_sources(folder: Path) -> dict[str, Source]:
    """Return the sources that are recorded beside the outlines, by their ids.

    Parameters
    ----------
    folder : pathlib.Path
        Of the store, usually ``data/boundaries``.

    Returns
    -------
    dict of str to Source
        Empty when nothing was added yet.

    Raises
    ------
    geo.errors.DataError
        When the table cannot be read.

    Examples
    --------
    >>> load_sources(Path("data/boundaries"))["af-adm2"].licence
    'public domain'
    """
    path = folder / SOURCES
    if not path.exists():
        return {}
    table = tables.read(path, ["id", "name", "licence", "sha256"])
    table.check_filled("id", "name", "licence")
    table.check_unique("id")
    table.finish()
    columns = [field.name for field in fields(Source)]
    return {row["id"]: Source(**{column: unguarded(row[column]) for column in columns}) for row in table}


def check_same(folder: Path, source: Source) -> None:
    """Refuse a publication that would take the place of another one.

    Raises
    ------
    BoundaryError
        When the checksum is not the recorded one: the publisher has a new version, or changed it in
        silence under the same name, or it is not what it says.

    Examples
    --------
    >>> check_same(Path("data/boundaries"), Source("af-adm2", "geoBoundaries gbOpen AFG ADM2", sha256="0" * 64))
    Traceback (most recent call last):
    geo.errors.BoundaryError: geoBoundaries gbOpen AFG ADM2 has changed since it was added before: SHA-256 ...
    """
    known = load_sources(folder).get(source.id)
    if known is None or known.sha256 in {"", source.sha256}:
        return
    since = f"on {known.added}" if known.added else "before"
    sums = f"SHA-256 {source.sha256[:16]}…, not {known.sha256[:16]}…"
    if known.boundary_id == source.boundary_id:
        label = f"{source.name} ({source.boundary_id})" if source.boundary_id else source.name
        message = f"{label} has changed since it was added {since}: {sums}"
    else:
        message = (
            f"{source.boundary_id or source.name} is not {known.boundary_id or known.name}, which was added before"
        )
    raise BoundaryError(f"{message}; nothing was changed. To use the new one instead, add --replace")


def record(folder: Path, source: Source) -> None:
    """Write a source into the table, in the place of the one with its id.

    Rows of others, their order and columns that people added stay.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     record(Path(folder), Source("pk-adm2", "a map", licence="CC0"))
    ...     load_sources(Path(folder))["pk-adm2"].licence
    'CC0'
    """
    path = folder / SOURCES
    row = {column: guarded(value) for column, value in asdict(source).items()}
    if not path.exists():
        text = io.StringIO(newline="")
        csv.DictWriter(text, list(row), lineterminator="\n").writeheader()
        write(path, text.getvalue())
    sheet = Sheet.open(path)
    if known := next((old for old in sheet.rows if old.get("id") == source.id), None):
        if all(known.get(column, "") == value for column, value in row.items() if column != "added"):
            return
        sheet.columns += [column for column in row if column not in sheet.columns]
        known |= row
    else:
        sheet.add(row)
    sheet.save()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file; for a Shapefile, of all its files in the order of their suffixes.

    Examples
    --------
    >>> sha256(Path("LICENSE")) == sha256(Path("LICENSE"))
    True
    """
    beside = [path.with_suffix(suffix) for suffix in _SHAPEFILE] if path.suffix.lower() == ".shp" else [path]
    digest = hashlib.sha256()
    for part in beside:
        if part.exists() or part == path:
            with part.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()
