"""Linked Places TSV (LP-TSV v0.5), the format that World Historical Gazetteer takes uploads in.

A header and a line per place, UTF-8, tabs between the cells, no quotes around them, semicolons between the values of
one cell. :mod:`geo.exchange.linked` describes the columns.

What the format cannot hold, and a place that goes out and comes back therefore loses:

- ``iso_3166_2`` of anything but a country, for which ``ccodes`` has it, and ``codes``: ``matches`` may only cite
  authorities of the specification's list;
- tabs and line breaks in a text, which become spaces;
- an alias without a name (``@fa``), and columns that are not the gazetteer's own.

The specification: github.com/LinkedPasts/linked-places-format, tsv_0.5.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem
from geo.exchange.linked import COLUMNS, LinkedPlace
from geo.tables import Row, Table
from geo.tables import read as read_csv
from geo.tables.formulas import guarded, unguarded

_REQUIRED: Final = ("id", "title")
_BREAKS: Final = re.compile(r"[\t\r\n]+")


def write(records: Iterable[LinkedPlace]) -> Iterator[str]:
    r"""Yield the lines of a file, each with its end.

    Texts that a spreadsheet would run as a formula get an apostrophe, which :func:`read` removes.

    Examples
    --------
    >>> record = dict.fromkeys(COLUMNS, "") | {"id": "atlas:x", "title": "=1+1", "lon": "-99.1"}
    >>> list(write([record]))[1]
    "atlas:x\t'=1+1\t\t\t\t\t\t\t\t\t\t\t\t\t-99.1\t\t\t\t\t\n"
    """
    yield "\t".join(COLUMNS) + "\n"
    for record in records:
        yield "\t".join(guarded(_BREAKS.sub(" ", record[column])) for column in COLUMNS) + "\n"


def read(path: Path) -> Table:
    r"""Read a file; one with commas or semicolons instead of tabs, too, which World Historical Gazetteer takes.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Table
        Its rows, apostrophes against formulas taken away.

    Raises
    ------
    DataError
        When it cannot be read, is not UTF-8, or has no column id or title.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "crimea.tsv"
    ...     _ = path.write_text("id\ttitle\tlon\tlat\n1\tMarienborch\t19.03797\t54.036131\n")
    ...     read(path).rows[0]["title"]
    'Marienborch'
    """
    rows = list(lines(path))
    header = rows[0][1] if rows else ""
    if "\t" not in header:
        return _restored(read_csv(path, _REQUIRED, path.name))
    columns = tuple(name.strip() for name in header.split("\t"))
    problems = [
        Problem(path.name, "is missing", "add a column with this name to the first row", 1, name)
        for name in _REQUIRED
        if name not in columns
    ]
    problems += [
        Problem(path.name, "occurs twice", "keep one of the two columns", 1, name)
        for name in sorted(set(columns) - {""})
        if columns.count(name) > 1
    ]
    if problems:
        raise DataError(problems)
    table = Table(path.name, columns, [], [])
    for number, line in rows[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        row = Row.of(path.name, number, dict(zip(columns, cells, strict=False)), table.problems)
        table.rows.append(row)
        if beyond := [cell for cell in cells[len(columns) :] if cell]:
            message = f"is beyond the last column, {columns[-1]}"
            table.problems.append(Problem(path.name, message, "delete the extra tab", number, value=beyond[0]))
    return _restored(table)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers, one at a time however large it is.

    Parameters
    ----------
    path : pathlib.Path
        A text file in UTF-8, with or without a mark.

    Yields
    ------
    tuple of int and str
        Numbered from 1; without the line's end.

    Raises
    ------
    DataError
        When the file cannot be read, or a line is not UTF-8.

    Examples
    --------
    >>> next(lines(Path("gazetteer/kinds.csv")))
    (1, 'id,name,acled,plover,note')
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                try:
                    yield number, data.decode().rstrip("\r\n")
                except UnicodeDecodeError as error:
                    fix, value = "save it as text in UTF-8", f"byte {data[error.start]:02x}"
                    raise DataError([Problem(path.name, "is not UTF-8", fix, number, value=value)]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            [Problem(path.name, f"cannot be read ({reason})", "check its name and your permissions")]
        ) from error


def _restored(table: Table) -> Table:
    for row in table:
        row.cells.update({column: unguarded(cell) for column, cell in row.cells.items()})
    return table
