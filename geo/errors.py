"""What went wrong, where, and how to fix it.

Every error that a user can cause derives from :class:`GeoError`, so that the command line and the page
have one thing to catch. Errors in data files gather *all* problems of a file before they are raised: people
who edit a CSV in a spreadsheet want one list to work through, not one complaint per attempt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

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
        What is in the cell.

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
        """Describe the problem in one line."""
        return self.line("" if self.row is None else f"row {self.row}")

    def line(self, rows: str) -> str:
        """Describe the problem in one line, with other words for the rows that it is in.

        Examples
        --------
        >>> Problem("places.csv", "is empty", "fill it", 7, "name").line("rows 7 and 9")
        'places.csv, rows 7 and 9, name: is empty; fill it'
        """
        where = [self.file, *filter(None, [rows])]
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
    """One or more data files have problems; none of their data was used.

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

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Problem, ...]]]:
        """Pickle the problems: an exception's own way would pickle the message."""
        return type(self), (self.problems,)


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
    """A web asset (Leaflet) is neither in the cache nor available, or is not what it should be."""


class BoundaryError(GeoError):
    """The geometry store is missing, damaged, or lacks what was asked for."""


class ConflictError(GeoError):
    """A file changed on disk since it was read; writing would lose somebody's work."""


class DownloadError(GeoError):
    """A server cannot be reached, or does not answer what was asked for."""


class ExtraError(GeoError):
    """A library that an extra installs is missing; the message says how to install it."""


#: how many causes are listed before the rest is only counted
MOST_CAUSES: Final = 20
_MOST_ROWS: Final = 4
_MOST_VALUES: Final = 5
# a number, a date, a name or an id: from there on, messages about the same mistake differ
_PARTICULAR: Final = re.compile(r"[(“]|\b[A-Z]|\S*(?:[0-9]|[^\W\d_][.][^\W\d_])")


def grouped(problems: Iterable[Problem], most: int | None = MOST_CAUSES) -> list[str]:
    """Describe problems in lines, those with the same cause together.

    Problems have the same cause if file, column, kind of message and fix are the same: one mistake that was
    made in many rows.

    Parameters
    ----------
    problems : iterable of Problem
        In any order; causes are listed in the order in which they first occur.
    most : int, optional
        The number of causes to list; the rest are counted. None lists all of them.

    Returns
    -------
    list of str
        For each cause the first of its problems, with the rows of the others, and a line that counts the values
        where they differ; at the end, how many problems are not listed.

    Examples
    --------
    >>> rows = [Problem("places.csv", "is not a latitude", "write degrees", row, "lat", "95") for row in range(2, 9)]
    >>> for line in grouped([*rows, Problem("places.csv", "is not a latitude", "write degrees", 9, "lat", "x")]):
    ...     print(line)
    places.csv, rows 2, 3, 4, 5 and 4 more, lat: '95' is not a latitude; write degrees
      '95' 7 times, 'x' once
    """
    causes: dict[tuple[str, str | None, str, str], list[Problem]] = {}
    for problem in problems:
        kind = _PARTICULAR.split(problem.message, maxsplit=1)[0]
        causes.setdefault((problem.file, problem.column, kind, problem.fix), []).append(problem)
    groups = list(causes.values())
    lines = [line for group in groups[:most] for line in _described(group)]
    if rest := groups[len(groups) if most is None else most :]:
        number = sum(map(len, rest))
        lines.append(f"and {counted(number, 'more problem')} with {counted(len(rest), 'other cause')}")
    return lines


def _described(group: Sequence[Problem]) -> Iterator[str]:
    """Describe problems with the same cause in one line, or in two if their values differ."""
    first = group[0]
    if len(group) == 1:
        yield str(first)
        return
    rows = [problem.row for problem in group if problem.row is not None]
    numbers = ", ".join(map(str, rows[:_MOST_ROWS]))
    more = f" and {len(rows) - _MOST_ROWS:,} more" if len(rows) > _MOST_ROWS else ""
    yield first.line(f"rows {numbers}{more}" if rows else f"{len(group):,} times")
    values = Counter(problem.value for problem in group if problem.value is not None)
    if len(values) > 1:
        times = [f"{_shown(value)} {_times(count)}" for value, count in values.most_common(_MOST_VALUES)]
        others = len(values) - len(times)
        yield "  " + ", ".join(times) + (f" and {counted(others, 'other value')}" if others else "")


def counted(number: int, noun: str) -> str:
    """Return a number of things in words.

    Examples
    --------
    >>> counted(1, "record"), counted(75_000, "record")
    ('1 record', '75,000 records')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
