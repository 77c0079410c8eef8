"""Reading a CSV into columns, for tables of hundreds of thousands of rows with repeated cells.

It accepts and refuses the same files as :func:`geo.tables.read`, with the same problems. A file without comments and
with regular quotation marks, as programs write it, is parsed by pyarrow in a fraction of the time; any other file by
the tolerant reader.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from geo.errors import DataError, Problem
from geo.tables.columns import ColumnTable
from geo.tables.dialect import ERRORS, LONGEST_CELL, Dialect, is_comment, raw_rows
from geo.tables.plain import Header, Numbered, Numbers, is_plain, is_utf_8, read_plain, tidied, tidy_cells
from geo.tables.read import CURLY, beyond, columns_of, file_bytes, torn

_CHUNK: Final = 4096  # rows
_HEAD: Final = 1 << 16  # characters that are searched for the header first


def read_columns(
    path: Path, required: Sequence[str], name: str | None = None, only: Collection[str] | None = None
) -> ColumnTable:
    """Read a CSV as people save it into columns, with the tolerance of :func:`geo.tables.read`.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    required : sequence of str
        Columns that it must have. Others are kept.
    name : str, optional
        The file's name in errors; by default its name with its folder.
    only : collection of str, optional
        The columns that are needed; others may be left out. By default all.

    Returns
    -------
    ColumnTable
        With problems for rows that have more cells than the header.

    Raises
    ------
    DataError
        As :func:`geo.tables.read` raises it.

    Examples
    --------
    >>> kinds = read_columns(Path("gazetteer/kinds.csv"), ["id", "name"])
    >>> kinds["id"].distinct[0], kinds.numbers[:2].tolist()
    ('presence', [2, 3])
    """
    file = name or f"{path.parent.name}/{path.name}"
    data = file_bytes(path, file)
    top = data[: data.rfind(b"\n", 0, _HEAD) + 1]
    # a large file in UTF-8 is read from its bytes: as a text it may take twice the memory
    dialect, text = Dialect.of(top if top and is_utf_8(data) else data, file)
    try:
        header = _header(text, dialect, required, file)
    except DataError:
        dialect, text = Dialect.of(data, file)
        header = _header(text, dialect, required, file)
    curly = any(mark.encode(dialect.encoding) in data for mark in CURLY if _has(mark, dialect))
    plain = is_plain(data, dialect)
    offset = len((dialect.lead + text[: header.start]).encode(dialect.encoding)) + len(dialect.mark)
    del text
    table = read_plain(data, offset, dialect, header, file, only) if plain else None
    if table is None:
        table = _read_any(data, dialect, header, file, curly=curly)
    if curly:
        _note_torn(table)
    return table


def _header(text: str, dialect: Dialect, required: Sequence[str], file: str) -> Header:
    """Return the header: the first row that is neither empty nor a comment."""
    # the header is usually in the first lines; search the whole text only if it is not
    for part in (text[: text.rfind("\n", 0, _HEAD) + 1], text):
        start = 0
        with suppress(csv.Error):
            for record in raw_rows(part, dialect.delimiter, file):
                if not _is_none(record.cells):
                    columns = columns_of([tidied(cell) for cell in record.cells], required, file, record.number)
                    return Header(columns, len(record.cells), record.number, start)
                start += len(record.raw)
    raise DataError([Problem(file, "is empty", f"give it the columns {', '.join(required)}")])


def _has(character: str, dialect: Dialect) -> bool:
    """Return whether an encoding has a character."""
    try:
        return bool(character.encode(dialect.encoding))
    except UnicodeEncodeError:
        return False


def _read_any(data: bytes, dialect: Dialect, header: Header, file: str, *, curly: bool) -> ColumnTable:
    """Read a file row by row, with everything that :func:`geo.tables.read` tolerates."""
    columns = header.columns
    problems: list[Problem] = []
    numbered = [Numbered() for _ in columns]
    codes: list[list[Numbers]] = [[np.empty(0, np.int32)] for _ in columns]
    numbers: list[Numbers] = [np.empty(0, np.int32)]
    rows = _rows(data, dialect, file)
    number = sum(1 for _ in islice(rows, header.number))
    while chunk := list(islice(rows, _CHUNK)):
        at = np.arange(number + 1, number + 1 + len(chunk), dtype=np.int32)
        number += len(chunk)
        if any(len(cells) != len(columns) or not cells[0][:1].isalnum() for cells in chunk):
            chunk, at = _whole(chunk, at, columns, file, problems, curly=curly)
        numbers.append(at)
        for column, texts, of in zip(zip(*chunk, strict=True), numbered, codes, strict=False):
            of.append(np.fromiter(map(texts.__getitem__, column), np.int32, len(column)))
    cells = {
        column: tidy_cells(list(texts), np.concatenate(of))
        for column, texts, of in zip(columns, numbered, codes, strict=True)
    }
    return ColumnTable(file, columns, np.concatenate(numbers), problems, cells)


def _rows(data: bytes, dialect: Dialect, file: str) -> Iterator[list[str]]:
    """Yield a file's records; comments are yielded as empty records."""
    body = io.BytesIO(data)
    body.seek(len(dialect.mark))
    lines = io.TextIOWrapper(body, encoding=dialect.encoding, newline="")
    lines.read(len(dialect.lead))
    begins = True

    def fed() -> Iterator[str]:
        nonlocal begins
        for line in lines:
            # a line that continues a quoted cell may begin with #
            comment = begins and line[0] == "#" and not line.startswith(ERRORS)
            begins = False
            yield "\n" if comment else line

    csv.field_size_limit(LONGEST_CELL)
    number = 1
    try:
        for cells in csv.reader(fed(), delimiter=dialect.delimiter, strict=True, skipinitialspace=True):
            begins = True
            yield cells
            number += 1
    except csv.Error as error:
        fix = "look for a quotation mark that is not closed, or save the file as CSV again"
        raise DataError([Problem(file, f"cannot be read as CSV ({error})", fix, number)]) from error


def _is_none(cells: list[str]) -> bool:
    """Return whether a record is empty or a comment."""
    return not any(map(str.strip, cells)) or is_comment(cells)


def _whole(  # noqa: PLR0913 - the parts of a problem
    chunk: list[list[str]],
    numbers: Numbers,
    columns: tuple[str, ...],
    file: str,
    problems: list[Problem],
    *,
    curly: bool,
) -> tuple[list[list[str]], Numbers]:
    """Return rows without empty ones and comments, each with as many cells as there are columns."""
    size = len(columns)
    kept = [at for at, cells in enumerate(chunk) if not _is_none(cells)]
    rows = []
    for at in kept:
        cells = chunk[at]
        if len(cells) > size:
            if curly:
                problems += torn(cells, columns, file, int(numbers[at]))
            problems += beyond(cells, columns, file, int(numbers[at]))
        rows.append(cells[:size] + [""] * (size - len(cells)))
    return rows, numbers[kept]


def _note_torn(table: ColumnTable) -> None:
    """Note the rows with a cell that was split despite its curly quotation marks."""
    noted = {problem.row for problem in table.problems}
    suspects: set[int] = set()
    for column in table.columns[:-1]:
        texts = enumerate(table[column].distinct)
        opened = [at for at, text in texts if text and text[0] in CURLY and not any(mark in text[1:] for mark in CURLY)]
        suspects.update(table.rows_of(column, opened) if opened else ())
    for row in sorted(suspects):
        number = int(table.numbers[row])
        if number not in noted:
            cells = [table[column].distinct[table[column].codes[row]] for column in table.columns]
            table.problems += torn(cells, table.columns, table.file, number)
