"""CSV that a spreadsheet shows right and does not run."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.csv import WriteOptions, write_csv

from geo.exports.arrow import arrow
from geo.exports.extract import Extract
from geo.tables.formulas import guarded

# every cell that geo.tables.formulas may guard, and few others
_SUSPECT: Final = r"^'*[=+\-@\t\r\n＝＋－＠]"


def write(extract: Extract, out: Path) -> list[str]:
    """Write the rows with their own columns, as ``data/activity.csv`` has them, and those of their places.

    Parameters
    ----------
    extract : Extract
        The rows.
    out : pathlib.Path
        The file to write.

    Returns
    -------
    list of str
        Empty: nothing is left out.
    """
    write_table(arrow(extract.table), out)
    return []


def write_table(table: pa.Table, out: Path, tags: Sequence[str] | None = None) -> None:
    """Write a table as UTF-8 with a byte order mark, by which Excel recognises it.

    Parameters
    ----------
    table : pyarrow.Table
        The rows; null is written as an empty cell.
    out : pathlib.Path
        The file to write.
    tags : sequence of str, optional
        A second row, below the header.
    """
    header = io.StringIO()
    rows = csv.writer(header, lineterminator="\n")
    rows.writerow(map(guarded, table.column_names))
    if tags:
        # not quoted: a line that begins with # is a comment to geo.tables
        rows.writerow(tags)
    safe = pa.table({name: _guarded(table[name]) for name in table.column_names})
    with out.open("wb") as file:
        file.write(codecs.BOM_UTF8 + header.getvalue().encode())
        write_csv(safe, file, WriteOptions(include_header=False, quoting_style="needed"))


def _guarded(column: Any) -> Any:
    """Return a column in which no text runs as a formula."""
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    suspect = pc.fill_null(pc.match_substring_regex(column, _SUSPECT), fill_value=False).combine_chunks()
    if not pc.any(suspect).as_py():
        return column
    texts = [guarded(text) for text in pc.filter(column, suspect).to_pylist()]
    return pc.replace_with_mask(column, suspect, pa.array(texts, column.type))
