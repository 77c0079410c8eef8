"""From a file to a table, whichever program saved it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem
from geo.tables.cells import UNTIDY, tidy
from geo.tables.dialect import Dialect, RawRow, is_comment, raw_rows
from geo.tables.table import Row, Table

CURLY: Final = "“”„"
_TOP: Final = 1 << 16  # bytes


def read(path: Path, required: Sequence[str], name: str | None = None, *, verbatim: bool = False) -> Table:
    """Read a CSV as people save it.

    UTF-8, UTF-16 with a mark, Windows-1252 or Windows-1256; commas, semicolons or tabs; any line ends;
    with empty rows and columns, comments (lines that begin with ``#``) and Excel's line ``sep=;``.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    required : sequence of str
        Columns that it must have. Others are kept.
    name : str, optional
        What to call the file in errors; by default its name with its folder.
    verbatim : bool, default False
        Take lines that begin with ``#`` for rows, and leave invisible characters in the cells: for
        tables that are not ours to tidy.

    Returns
    -------
    Table
        With problems for rows that have more cells than the header.

    Raises
    ------
    DataError
        When the file does not exist, is not a CSV, has an unclear encoding, or lacks a column:
        nothing else can be checked then.

    Examples
    --------
    >>> table = read(Path("gazetteer/kinds.csv"), ["id", "name"])
    >>> table.rows[0].number
    2
    """
    file = name or f"{path.parent.name}/{path.name}"
    dialect, text = Dialect.of(file_bytes(path, file), file)
    # what the file as a whole is free of, no row is searched for
    untidy = not verbatim and UNTIDY.search(text) is not None
    curly = any(mark in text for mark in CURLY)
    problems: list[Problem] = []
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    for record in raw_rows(text, dialect.delimiter, file, comments=not verbatim):
        # most rows need not be taken apart here: what begins with a letter is neither empty nor a comment
        if not record.raw[0].isalnum() and _is_none(record, verbatim=verbatim):
            continue
        if not columns:
            header = [tidy(cell) if untidy else cell.strip() for cell in record.cells]
            columns = columns_of(header, required, file, record.number)
            continue
        if curly:
            problems += torn(record.cells, columns, file, record.number)
        if record.raw.count(dialect.delimiter) >= len(columns):
            problems += beyond(record.cells, columns, file, record.number)
        rows.append(Row(file, record.number, columns, record, untidy and not record.raw.isascii(), problems))
    if not columns:
        raise DataError([Problem(file, "is empty", f"give it the columns {', '.join(required)}")])
    return Table(file, columns, rows, problems, dialect.delimiter)


def header(path: Path) -> tuple[str, ...]:
    """Return the columns of a CSV, whatever its rows are.

    Raises
    ------
    DataError
        When the file does not exist, or the header's encoding is unclear.

    Examples
    --------
    >>> header(Path("gazetteer/kinds.csv"))
    ('id', 'name', 'acled', 'plover', 'note')
    """
    file = f"{path.parent.name}/{path.name}"
    # usually the first lines are enough; only an unclear encoding needs the whole file
    with suppress(DataError, OSError), path.open("rb") as opened:
        top = opened.read(_TOP)
        if columns := _header(top[: top.rfind(b"\n") + 1], file):
            return columns
    data = file_bytes(path, file)
    return _header(data, file)


def _header(data: bytes, file: str) -> tuple[str, ...]:
    dialect, text = Dialect.of(data, file)
    for record in raw_rows(text, dialect.delimiter, file):
        cells = [tidy(cell) for cell in record.cells]
        if any(cells) and not is_comment(cells):
            return columns_of(cells, (), file, record.number)
    return ()


def _is_none(record: RawRow, *, verbatim: bool) -> bool:
    """Return whether a record is empty or a comment."""
    cells = record.cells
    return not any(map(str.strip, cells)) or (not verbatim and is_comment(cells))


def file_bytes(path: Path, file: str) -> bytes:
    """Return what a file holds; a file that cannot be read is a problem."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DataError([Problem(file, "does not exist", "put it back, or create it")]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            [Problem(file, f"cannot be read ({reason})", "check that it is a file and that you may open it")]
        ) from error


def columns_of(header: Sequence[str], required: Sequence[str], file: str, row: int) -> tuple[str, ...]:
    """Return the columns of a header; one that is missing or occurs twice is a problem."""
    columns = tuple(header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    problems = [
        Problem(file, "is missing", "add a column with this name to the first row", row, column)
        for column in required
        if column not in columns
    ]
    problems += [
        Problem(file, "occurs twice", "keep one of the two columns", row, column)
        for column in sorted(set(columns))
        if column and columns.count(column) > 1
    ]
    if problems:
        raise DataError(problems)
    return columns


def beyond(cells: Sequence[str], columns: Sequence[str], file: str, row: int) -> Iterator[Problem]:
    """Yield a problem for the first cell beyond the columns."""
    extra = [cell.strip() for cell in cells[len(columns) :] if cell.strip()]
    if extra:
        message = f"is beyond the last column, {columns[-1]}"
        fix = "put quotes around a cell that contains a comma, or delete it"
        yield Problem(file, message, fix, row, value=extra[0])


def torn(cells: Sequence[str], columns: Sequence[str], file: str, row: int) -> Iterator[Problem]:
    """Yield a problem for a cell whose curly quotation marks did not hold it together."""
    cells = [cell.strip() for cell in cells]
    for at, cell in enumerate(cells[:-1]):
        if cell[:1] in tuple(CURLY) and not any(mark in cell[1:] for mark in CURLY):
            if any(later.endswith(tuple(CURLY)) for later in cells[at + 1 :]):
                column = columns[at] if at < len(columns) else None
                message = "was cut in two: curly quotation marks do not hold a cell together"
                yield Problem(file, message, 'put straight ones (") around it', row, column, cell)
            return
