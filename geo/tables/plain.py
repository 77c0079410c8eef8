"""Reading a CSV as programs write it: without comments, with regular quotation marks, and with pyarrow."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from geo.tables.cells import tidy
from geo.tables.columns import Cells, ColumnTable
from geo.tables.dialect import LONGEST_CELL, Dialect, is_comment

Numbers = NDArray[np.int32]

_BLOCK: Final = 1 << 24  # bytes
_QUOTE: Final = ord('"')
_NEW_LINES: Final = (10, 13)


class Header(NamedTuple):
    """The header of a file: its columns, its number of cells, its row, and its offset in the text."""

    columns: tuple[str, ...]
    size: int
    number: int
    start: int


class Numbered(dict[str, int]):
    """Numbers for texts, in the order of their first lookup."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def is_utf_8(data: bytes) -> bool:
    """Return whether a file is UTF-8, without a text as large as the file."""
    if b"\0" in data:
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(data[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def is_plain(data: bytes, dialect: Dialect) -> bool:
    """Return whether a file has no comments, and quotation marks only around cells or doubled within them."""
    # in these encodings, the byte of a mark or a line end is never part of another character
    if dialect.encoding.startswith("utf-16"):
        return False
    start = len(dialect.mark) + len(dialect.lead)
    if data[start : start + 1] == b"#" or b"\n#" in data or b"\r#" in data:
        return False
    letters = np.frombuffer(data, np.uint8)
    size = np.int32 if len(data) < 1 << 31 else np.int64
    parts = [np.empty(0, size)]
    for at in range(0, len(letters), _BLOCK):
        marks_here: NDArray[Any] = np.flatnonzero(letters[at : at + _BLOCK] == _QUOTE).astype(size)
        parts.append(marks_here + size(at))
    marks = np.concatenate(parts)
    if len(marks) % 2:
        return False
    ends = np.zeros(256, bool)
    ends[[ord(dialect.delimiter), _QUOTE, *_NEW_LINES]] = True
    before = letters[marks[::2] - 1]
    before[marks[::2] == start] = _NEW_LINES[0]
    after = letters[np.minimum(marks[1::2] + 1, len(letters) - 1)]
    return bool(ends[before].all() and ends[after].all())


def read_plain(  # noqa: PLR0913, PLR0917 - how the file is written
    data: bytes, offset: int, dialect: Dialect, header: Header, file: str, only: Collection[str] | None
) -> ColumnTable | None:
    """Read a plain file with pyarrow; None if it does not fit the header, so that problems must be found row by row."""
    names = [str(at) for at in range(header.size)]
    wanted = [at for at, name in enumerate(header.columns) if only is None or name in only] or [0]
    texts = pa.dictionary(pa.int32(), pa.string())
    try:
        parsed = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(offset)),
            arrow_csv.ReadOptions(column_names=names, encoding=dialect.encoding, block_size=_BLOCK),
            arrow_csv.ParseOptions(delimiter=dialect.delimiter, newlines_in_values=True, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, texts), strings_can_be_null=False, check_utf8=False,
                include_columns=[names[at] for at in wanted],
            ),
        )  # fmt: skip
    except pa.ArrowInvalid:
        return None
    if len(header.columns) != header.size:
        return None
    cells: list[Cells] = []
    for column in parsed.columns:
        whole = column.combine_chunks() if column.num_chunks else pa.array([], texts)
        cells.append(tidy_cells(*_without_header(whole.dictionary.to_pylist(), whole.indices.to_numpy())))
    if any(max(map(len, column.distinct), default=0) > LONGEST_CELL for column in cells):
        return None
    numbers = np.arange(header.number + 1, header.number + 1 + len(cells[0].codes), dtype=np.int32)
    kept = _rows_with_cells(cells)
    if not kept.all():
        numbers, cells = numbers[kept], [Cells(column.distinct, column.codes[kept]) for column in cells]
    named = dict(zip((header.columns[at] for at in wanted), cells, strict=True))
    return ColumnTable(file, header.columns, numbers, [], named)


def _without_header(distinct: list[str], codes: Numbers) -> tuple[list[str], Numbers]:
    """Return a column's distinct cells and codes after the header, its first row."""
    others = codes[1:]
    # cells are numbered in the order of the rows, so the header is the first of them
    return (distinct, others) if (others == 0).any() else (distinct[1:], others - 1)


def _rows_with_cells(cells: Sequence[Cells]) -> NDArray[np.bool_]:
    """Return which rows are neither empty nor a comment in quotation marks."""
    first, *others = cells
    starts = np.array([not text or (text[0] == "#" and is_comment([text])) for text in first.distinct], bool)
    none = starts[first.codes]
    for column in others:
        if none.any():
            none &= np.array([not text for text in column.distinct], bool)[column.codes]
    return ~none


def tidied(text: str) -> str:
    """Return a cell without invisible characters and outer spaces."""
    return text.strip() if text.isascii() else tidy(text)


def tidy_cells(raw: list[str], codes: Numbers) -> Cells:
    """Return a column's cells without invisible characters and outer spaces, which may make some of them equal."""
    texts = list(map(str.strip if "".join(raw).isascii() else tidied, raw))
    if texts == raw:
        return Cells(raw, codes)
    distinct = Numbered()
    moved = np.array([distinct[text] for text in texts], np.int32)
    return Cells(list(distinct), moved[codes])
