"""What went wrong, where, and what to do about it.

Every error that a user can cause derives from :class:`GeoError`, so that the command line and the page
have one thing to catch. Errors in data files gather *all* faults of a file before they are raised: whoever
edits a CSV in a spreadsheet wants one list to work through, not one complaint per attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# a cell can hold a whole novel; one line of a terminal cannot
_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one file.

    Parameters
    ----------
    file : str
        The file's name as the user knows it, for example ``gazetteer/places.csv``.
    problem : str
        What is wrong, as the end of a sentence: ``is not a latitude``.
    mend : str
        What to do about it, in the imperative.
    row : int, optional
        The row as a spreadsheet numbers it: the header is row 1.
    column : str, optional
        The column's name.
    value : str, optional
        What the cell holds.

    Examples
    --------
    >>> print(Fault("places.csv", "is not a latitude", "write degrees from -90 to 90", 7, "lat", "95"))
    places.csv, row 7, lat: '95' is not a latitude; write degrees from -90 to 90
    """

    file: str
    problem: str
    mend: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Say the fault in one line."""
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(self.column)
        subject = "" if self.value is None else f"{_shown(self.value)} "
        return f"{', '.join(where)}: {subject}{self.problem}; {self.mend}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the fault as plain values, for JSON."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.problem,
            "mend": self.mend,
        }


def _shown(value: str) -> str:
    """Return a cell's value in quotes, in one line, and no longer than a line can bear."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(flat) > _LONGEST_VALUE:
        flat = flat[: _LONGEST_VALUE - 1] + "…"
    return f"'{flat}'"


class GeoError(Exception):
    """Base of every error that a user can cause and mend."""


class DataError(GeoError):
    """One or more data files hold faults; nothing of them was used.

    Parameters
    ----------
    faults : iterable of Fault
        All that is wrong, in the order of files and rows.

    Examples
    --------
    >>> error = DataError([Fault("places.csv", "is missing", "add a column with this name", column="kind")])
    >>> print(error)
    places.csv, kind: is missing; add a column with this name
    >>> len(error.faults)
    1
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __iter__(self) -> Iterator[Fault]:
        """Iterate over the faults."""
        return iter(self.faults)


class AssetError(GeoError):
    """A web asset (Leaflet) is neither in the cache nor to be had, or is not what it should be."""


class BoundaryError(GeoError):
    """The geometry store is missing, damaged, or does not hold what was asked for."""


class ConflictError(GeoError):
    """A file changed on disk since it was read; writing would lose somebody's work."""


class DownloadError(GeoError):
    """A server cannot be reached, or what it answers is not what was asked for."""
