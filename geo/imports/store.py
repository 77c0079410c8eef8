"""Imports on disk: ``data/imports/NAME.parquet`` has the records, ``NAME.toml`` says whose they are."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import tomli_w

from geo.activity import SCHEMA
from geo.activity.several import parted
from geo.errors import DataError, Problem
from geo.files import locked, write
from geo.gazetteer import Place
from geo.imports.file_rows import OWN, retyped
from geo.imports.incoming import Incoming, files_of
from geo.imports.mapping import ColumnMapping
from geo.imports.points import points_of
from geo.tables import spreadsheet_safe

#: the folder of imports inside a project
FOLDER: Final = Path("data", "imports")
#: the file beside them that lists where names and coordinates disagree
DIFFERENCES: Final = ".differences.csv"
# where the Parquet file keeps what the TOML file says
_KEY: Final = b"dispatch_atlas_import"
_TOLD: Final = ("edition", "file", "sha256", "imported_at", "imported_by")


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: whose data it is, and its records.

    Parameters
    ----------
    name : str
        As in the records' ids: ``ucdp-ged``.
    edition : str
        The source's: ``25.1``.
    file, sha256 : str
        The name of the file that was imported, and its SHA-256.
    imported_at, imported_by : str
        When, ISO 8601, and who.
    mapping : ColumnMapping
        Which columns gave what, and the title, publisher, licence and citation.
    records : pandas.DataFrame
        The typed table of :mod:`geo.activity.schema`, with the columns :data:`geo.imports.file_rows.OWN`.
    """

    name: str
    edition: str
    file: str
    sha256: str
    imported_at: str
    imported_by: str
    mapping: ColumnMapping
    records: pd.DataFrame

    @property
    def title(self) -> str:
        """The source's title with its edition."""
        return " ".join(filter(None, (self.mapping.title or self.name, self.edition)))

    @property
    def licence(self) -> str:
        """The source's licence."""
        return self.mapping.licence

    @property
    def citation(self) -> str:
        """How the source asks to be cited."""
        return self.mapping.citation

    @property
    def share(self) -> bool:
        """Whether the licence allows the data to be passed on."""
        return self.mapping.share

    @property
    def credit(self) -> str:
        """The source in one line, for maps and files."""
        said = [f"{self.title}, {self.mapping.publisher}".rstrip(", "), self.licence, self.citation]
        return "; ".join(filter(None, said))

    def places(self) -> list[Place]:
        """Return the places that only this import knows."""
        return list(points_of(self.records, self.name))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read an import.

        Parameters
        ----------
        path : pathlib.Path
            The Parquet file; what the TOML file beside it says comes first.

        Returns
        -------
        Imported
            The import.

        Raises
        ------
        DataError
            When it is damaged, or not an import.
        """
        file, fix = f"imports/{path.name}", "import the table again with: geo import FILE"
        try:
            table = pq.read_table(path)
        except (OSError, ValueError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0].replace(str(path), path.name)
            raise DataError([Problem(file, f"cannot be read ({reason})", fix)]) from error
        written = (table.schema.metadata or {}).get(_KEY, b"").decode()
        beside = path.with_suffix(".toml")
        data = _told(written, file)
        # people may correct the file beside it; after a kill between the two writes, it belongs to the edition before
        if beside.exists():
            corrected = _told(beside.read_text(encoding="utf-8", errors="replace"), f"imports/{beside.name}")
            data = corrected if corrected.get("imported_at") == data.get("imported_at") else data
        frame = table.to_pandas()
        names = [column.name for column in SCHEMA]
        if absent := [name for name in (*names, *OWN) if name not in frame]:
            raise DataError([Problem(file, "is missing", fix, column=absent[0])])
        told = {name: str(data.get(name, "")) for name in _TOLD}
        return cls(path.stem, **told, mapping=ColumnMapping.of(data, file), records=retyped(frame))

    def check(self, places: Container[str], kinds: Container[str]) -> list[Problem]:
        """Return the places and kinds of its records that the project no longer has.

        Parameters
        ----------
        places, kinds : container of str
            The ids in the project.

        Returns
        -------
        list of Problem
            One for each id.
        """
        file, fix = f"imports/{self.name}.parquet", "add it again, or import the table again"
        own = f"{self.name}/"
        cited = {key for cell in self.records["place_id"].cat.categories for key in parted(cell)}
        gone = [("place_id", key) for key in sorted(cited) if not key.startswith(own) and key not in places]
        gone += [("kind", key) for key in self.records["kind"].cat.categories if key not in kinds]
        where = {"place_id": "is not in the gazetteer", "kind": "is not in gazetteer/kinds.csv"}
        return [Problem(file, where[column], fix, column=column, value=key) for column, key in gone]


def load(folder: Path) -> list[Imported]:
    """Return the imports of a project.

    Parameters
    ----------
    folder : pathlib.Path
        The project's folder.

    Returns
    -------
    list of Imported
        By name.

    Raises
    ------
    DataError
        With the problems of all that cannot be read.

    Examples
    --------
    >>> load(Path())
    []
    """
    found: list[Imported] = []
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.parquet")):
        try:
            found.append(Imported.read(path))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return found


def save(
    incoming: Incoming, file: Path, folder: Path, *, by: str = "", given: Mapping[str, Any] | None = None
) -> Imported:
    """Write an import; an older edition of the same name is replaced.

    Parameters
    ----------
    incoming : Incoming
        The records.
    file : pathlib.Path
        The file that they were read from, or the folder.
    folder : pathlib.Path
        The project's folder.
    by : str, optional
        Who imports it.
    given : mapping, optional
        ``title``, ``publisher``, ``url``, ``licence``, ``citation`` or ``share``, to replace those of the mapping.

    Returns
    -------
    Imported
        As it is on disk.

    Raises
    ------
    ConflictError
        When another process is importing.
    OSError
        When the folder cannot be written to.
    """
    mapping = replace(
        incoming.mapping, **{name: value for name, value in (given or {}).items() if value not in {None, ""}}
    )
    found = Imported(
        incoming.name,
        incoming.edition,
        file.name,
        _sha256(file),
        datetime.now(UTC).isoformat(timespec="seconds"),
        by,
        mapping,
        incoming.records,
    )
    told = {name: getattr(found, name) for name in _TOLD}
    written = tomli_w.dumps({**told, "rows": len(found.records), **mapping.as_toml()})
    table = pa.Table.from_pandas(found.records, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), _KEY: written.encode()})
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression="zstd")
    base = folder / FOLDER
    with locked(base / ".lock", "an import", wait=5):
        # this write decides; the file beside it repeats for people what is in its metadata
        write(base / f"{found.name}.parquet", buffer.getvalue().to_pybytes())
        write(base / f"{found.name}.toml", written)
    return found


def _told(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fix = "correct it, or delete it: the table is complete without it"
        raise DataError([Problem(file, f"is not TOML ({error})", fix)]) from error


def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file; of a folder, that of its files' names and sums, as sha256sum lists them."""
    sums = {}
    for one in files_of(path):
        with one.open("rb") as file:
            sums[one.name] = hashlib.file_digest(file, "sha256").hexdigest()
    if not path.is_dir():
        return sums[path.name]
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()).hexdigest()


def write_differences(incoming: Incoming, folder: Path) -> Path | None:
    """Write the list of rows whose name and coordinates disagree, beside the import.

    Parameters
    ----------
    incoming : Incoming
        The import.
    folder : pathlib.Path
        The project's folder.

    Returns
    -------
    pathlib.Path or None
        The file, a CSV that is safe to open in a spreadsheet; None, and no file, if there are no such rows.
    """
    path = folder / FOLDER / f"{incoming.name}{DIFFERENCES}"
    if incoming.differences.empty:
        path.unlink(missing_ok=True)
        return None
    texts = [name for name in ("file", "id", "place_text", "drawn", "named", "reason") if name in incoming.differences]
    return write(path, "\ufeff" + spreadsheet_safe(incoming.differences, texts).to_csv(index=False))
