"""An Excel workbook: the rows, their places and sources, and what a reader should know."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.errors import GeoError
from geo.exports.extract import Extract
from geo.extras import optional
from geo.tables.formulas import guarded

#: limits of Excel's format: rows below the header, characters in a cell
MOST_ROWS: Final = 1_048_575
LONGEST_CELL: Final = 32_767
_FIRST_YEAR: Final = 1900
_WIDE, _MEDIUM = 40, 16
_LONG_TEXTS: Final = frozenset({"note", "why", "title", "url", "claimed_by", "disputed_by", "place_text"})


def write(extract: Extract, out: Path) -> list[str]:
    """Write the sheets Records (or Aggregated), Places, Sources and About.

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

    Raises
    ------
    GeoError
        When a text is longer than a cell can hold.
    ExtraError
        When XlsxWriter is not installed.
    """
    about = pd.DataFrame(extract.about, columns=["what", "text"], dtype="str")
    sheets = {
        extract.name.capitalize(): extract.table, "Places": extract.places, "Sources": extract.sources, "About": about,
    }  # fmt: skip
    for name, frame in sheets.items():
        _check(name, frame)
    library = optional("xlsxwriter", "excel", "Writing Excel files")
    # row by row to disk: a sheet of 400,000 rows need not fit into memory
    with library.Workbook(str(out), {"constant_memory": True}) as book:
        book.set_properties({"title": "Dispatch Atlas", "comments": extract.selection})
        formats = {
            "head": book.add_format({"bold": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            # shown as it is, and still a text after somebody has edited the cell
            "formula": book.add_format({"quote_prefix": True}),
        }
        for name, frame in sheets.items():
            _fill(book.add_worksheet(name), frame, formats)
    return []


def _check(name: str, frame: pd.DataFrame) -> None:
    """Refuse texts that Excel would cut off."""
    for column in frame.select_dtypes(["str", "object", "category"]):
        texts = frame[column].drop_duplicates().dropna().astype(str)
        if len(texts) and texts.str.len().max() > LONGEST_CELL:
            row = int(texts.index[texts.str.len() > LONGEST_CELL][0])
            which = frame["id"].iloc[row] if "id" in frame else row + 2
            raise GeoError(
                f"{name}, {which}, {column}: the text has {len(str(frame[column].iloc[row])):,} characters; "
                f"an Excel cell holds {LONGEST_CELL:,}; export csv or parquet instead"
            )


def _fill(sheet: Any, frame: pd.DataFrame, formats: dict[str, Any]) -> None:
    """Write a table to a sheet."""
    for at, name in enumerate(frame.columns):
        sheet.set_column(at, at, _WIDE if name in _LONG_TEXTS or name == "text" else _MEDIUM)
        sheet.write_string(0, at, str(name), formats["head"])
    sheet.freeze_panes(1, 0)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    columns = [_cells(frame[name]) for name in frame.columns]
    for row, cells in enumerate(zip(*columns, strict=True), start=1):
        for at, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(row, at, cell, formats["formula"] if guarded(cell) != cell else None)
            elif isinstance(cell, int | float):
                sheet.write_number(row, at, cell)
            elif cell.year < _FIRST_YEAR:
                # Excel's calendar begins in 1900
                sheet.write_string(row, at, cell.date().isoformat())
            else:
                sheet.write_datetime(row, at, cell, formats["date"])


def _cells(column: pd.Series) -> list[Any]:
    """Return a column's cells as texts, numbers, days or None."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if day is pd.NaT else day.to_pydatetime() for day in column]
    return [None if missing else cell for cell, missing in zip(column.tolist(), np.asarray(column.isna()), strict=True)]
