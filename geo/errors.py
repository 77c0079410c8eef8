"""What went wrong, where, and what to do about it.

Every error that a user can cause derives from :class:`GeoError`, so that the command line and the page
have one thing to catch. Errors in data files gather *all* problems of a file before they are raised: whoever
edits a CSV in a spreadsheet wants one list to work through, not one complaint per attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# a cell can hold a whole novel; one line of a terminal cannot
_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one file.

    Parameters
    ----------
    file : str
        The file's name as the user knows it, for example ``gazetteer/places.csv``.
    message : str
        What is wrong, as the end of a sentence: ``is not a latitude``.
    fix : str
        What to do about it, in the imperative.
    row : int, optional
        The row as a spreadsheet numbers it: the header is row 1.
    column : str, optional
        The column's name.
    value : str, optional
        What the cell holds.

    Examples
    --------
    >>> print(Problem("places.csv", "is not a latitude", "write degrees from -90 to 90", 7, "lat", "95"))
    places.csv, row 7, lat: '95' is not a latitude; write degrees from -90 to 90
    """

    file: str
    message: str
    fix: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Say the problem in one line."""
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(self.column)
        subject = "" if self.value is None else f"{_shown(self.value)} "
        return f"{', '.join(where)}: {subject}{self.message}; {self.fix}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the problem as plain values, for JSON."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "fix": self.fix,
        }


def _shown(value: str) -> str:
    """Return a cell's value in quotes, in one line, and no longer than a line can bear."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(flat) > _LONGEST_VALUE:
        flat = flat[: _LONGEST_VALUE - 1] + "…"
    return f"'{flat}'"


class GeoError(Exception):
    """Base of every error that a user can cause and fix."""


class DataError(GeoError):
    """One or more data files hold problems; nothing of them was used.

    Parameters
    ----------
    problems : iterable of Problem
        All that is wrong, in the order of files and rows.

    Examples
    --------
    >>> error = DataError([Problem("places.csv", "is missing", "add a column with this name", column="kind")])
    >>> print(error)
    places.csv, kind: is missing; add a column with this name
    >>> len(error.problems)
    1
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __iter__(self) -> Iterator[Problem]:
        """Iterate over the problems."""
        return iter(self.problems)


class UnclearError(ValueError):
    """A cell cannot be read, for a reason of its own.

    Parameters
    ----------
    message : str
        What is wrong, as the end of a sentence.
    fix : str
        What to do about it.
    """

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


class AssetError(GeoError):
    """A web asset (Leaflet) is neither in the cache nor to be had, or is not what it should be."""


class BoundaryError(GeoError):
    """The geometry store is missing, damaged, or does not hold what was asked for."""


class ConflictError(GeoError):
    """A file changed on disk since it was read; writing would lose somebody's work."""


class DownloadError(GeoError):
    """A server cannot be reached, or what it answers is not what was asked for."""
