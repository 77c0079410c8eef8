"""Reading a CSV into columns, for tables of hundreds of thousands of rows with repeated cells.

It accepts and refuses the same files as :func:`geo.tables.read`, with the same problems. A file without comments and
with regular quotation marks, as programs write it, is parsed by pandas in a quarter of the time; any other file by the
tolerant reader.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import DataError, Problem
from geo.tables.cells import tidy
from geo.tables.columns import Cells, ColumnTable
from geo.tables.dialect import ERRORS, LONGEST_CELL, Dialect, is_comment, raw_rows
from geo.tables.read import CURLY, beyond, columns_of, file_bytes, torn

Numbers = NDArray[np.int32]

_CHUNK: Final = 4096  # rows
_HEAD: Final = 1 << 16  # characters that are searched for the header first
_QUOTE: Final = ord('"')
_NEW_LINES: Final = (10, 13)


class _Header(NamedTuple):
    """The header of a file: its columns, its number of cells, its row, and its offset in the text."""

    columns: tuple[str, ...]
    size: int
    number: int
    start: int


class _Numbered(dict[str, int]):
    """Numbers for texts, in the order of their first lookup."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def read_columns(path: Path, required: Sequence[str], name: str | None = None) -> ColumnTable:
    """Read a CSV as people save it into columns, with the tolerance of :func:`geo.tables.read`.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    required : sequence of str
        Columns that it must have. Others are kept.
    name : str, optional
        The file's name in errors; by default its name with its folder.

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
    dialect, text = Dialect.of(data, file)
    header = _header(text, dialect, required, file)
    curly = any(mark in text for mark in CURLY)
    plain = _is_plain(text, data, dialect)
    offset = len((dialect.lead + text[: header.start]).encode(dialect.encoding)) + len(dialect.mark)
    del text  # as large as the file
    table = _read_plain(data, offset, dialect, header, file) if plain else None
    if table is None:
        table = _read_any(data, dialect, header, file, curly=curly)
    if curly:
        _note_torn(table)
    return table


def _header(text: str, dialect: Dialect, required: Sequence[str], file: str) -> _Header:
    """Return the header: the first row that is neither empty nor a comment."""
    # the header is usually in the first lines; search the whole text only if it is not
    for part in (text[: text.rfind("\n", 0, _HEAD) + 1], text):
        start = 0
        with suppress(csv.Error):
            for record in raw_rows(part, dialect.delimiter, file):
                if not _is_none(record.cells):
                    columns = columns_of([_tidied(cell) for cell in record.cells], required, file, record.number)
                    return _Header(columns, len(record.cells), record.number, start)
                start += len(record.raw)
    raise DataError([Problem(file, "is empty", f"give it the columns {', '.join(required)}")])


def _is_plain(text: str, data: bytes, dialect: Dialect) -> bool:
    """Return whether a text has no comments, and quotation marks only around cells or doubled within them."""
    if text[:1] == "#" or "\n#" in text or "\r#" in text:
        return False
    if '"' not in text:
        return True
    # in UTF-8, the byte of a quotation mark is never part of another character
    letters = np.frombuffer(data if dialect.encoding == "utf-8" else text.encode(), np.uint8)
    marks = np.flatnonzero(letters == _QUOTE)
    if len(marks) % 2:
        return False
    opening, closing = marks[::2], marks[1::2]
    ends = np.zeros(256, bool)
    ends[[ord(dialect.delimiter), _QUOTE, *_NEW_LINES]] = True
    before = letters[opening - 1]
    before[opening == len(dialect.mark)] = _NEW_LINES[0]
    after = letters[np.minimum(closing + 1, len(letters) - 1)]
    return bool(ends[before].all() and ends[after].all())


def _read_plain(data: bytes, offset: int, dialect: Dialect, header: _Header, file: str) -> ColumnTable | None:
    """Read a plain file with pandas; None if it does not fit the header, so that problems must be found row by row."""
    body = io.BytesIO(data)
    body.seek(offset)
    try:
        # reading the header as a row keeps every column a column of texts
        frame = pd.read_csv(
            body, sep=dialect.delimiter, encoding=dialect.encoding, header=None, na_filter=False,
            skip_blank_lines=False, low_memory=False,
        )  # fmt: skip
    except pd.errors.ParserError:
        return None
    if frame.shape[1] != header.size or len(header.columns) != header.size:
        return None
    cells: list[Cells] = []
    for name in frame.columns:
        codes, distinct = pd.factorize(frame.pop(name).iloc[1:])
        cells.append(_tidy_cells(distinct.tolist(), codes.astype(np.int32)))
    if any(max(map(len, column.distinct), default=0) > LONGEST_CELL for column in cells):
        return None
    numbers = np.arange(header.number + 1, header.number + 1 + len(cells[0].codes), dtype=np.int32)
    kept = _rows_with_cells(cells)
    if not kept.all():
        numbers, cells = numbers[kept], [Cells(column.distinct, column.codes[kept]) for column in cells]
    return ColumnTable(file, header.columns, numbers, [], dict(zip(header.columns, cells, strict=True)))


def _rows_with_cells(cells: Sequence[Cells]) -> NDArray[np.bool_]:
    """Return which rows are neither empty nor a comment in quotation marks."""
    first, *others = cells
    starts = np.array([not text or (text[0] == "#" and is_comment([text])) for text in first.distinct], bool)
    none = starts[first.codes]
    for column in others:
        if none.any():
            none &= np.array([not text for text in column.distinct], bool)[column.codes]
    return ~none


def _read_any(data: bytes, dialect: Dialect, header: _Header, file: str, *, curly: bool) -> ColumnTable:
    """Read a file row by row, with everything that :func:`geo.tables.read` tolerates."""
    columns = header.columns
    problems: list[Problem] = []
    numbered = [_Numbered() for _ in columns]
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
        column: _tidy_cells(list(texts), np.concatenate(of))
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


def _tidied(text: str) -> str:
    return text.strip() if text.isascii() else tidy(text)


def _tidy_cells(raw: list[str], codes: Numbers) -> Cells:
    """Return a column's cells without invisible characters and outer spaces, which may make some of them equal."""
    texts = list(map(str.strip if "".join(raw).isascii() else _tidied, raw))
    if texts == raw:
        return Cells(raw, codes)
    distinct = _Numbered()
    moved = np.array([distinct[text] for text in texts], np.int32)
    return Cells(list(distinct), moved[codes])


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
