"""Reading a table from a file: CSV, Excel, GeoJSON, GeoPackage or Parquet, as columns of texts."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import shapely

from geo.boundaries import CRS
from geo.errors import DataError, Problem
from geo.extras import optional
from geo.tables.cells import tidy
from geo.tables.columns import Cells, ColumnTable
from geo.tables.read import header
from geo.tables.read_columns import read_columns

#: the columns in which the coordinates of a geometry arrive
POINT: Final = ("geometry.lat", "geometry.lon")
_CSV: Final = (".csv", ".tsv", ".txt")
_EXCEL: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
# one driver for each ending, so that a file cannot name another that reads elsewhere
_VECTOR: Final = {".geojson": "GeoJSON", ".json": "GeoJSON", ".gpkg": "GPKG"}
_PARQUET: Final = (".parquet", ".geoparquet")
ENDINGS: Final = (*_CSV, *_EXCEL, *_VECTOR, *_PARQUET)
#: the endings of files of which several may together be one table
PARTS: Final = (*_CSV[:2], *_PARQUET)
# rows of an Excel sheet with its header; a table that fills it was probably cut off
_EXCEL_ROWS: Final = 1 << 20
_MIDNIGHT: Final = " 00:00:00"


def parts(path: Path) -> list[str]:
    """Return the names of the sheets or layers of a file; empty if it has a single table.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    list of str
        In the order of the file.

    Raises
    ------
    DataError
        When it cannot be read.

    Examples
    --------
    >>> parts(Path("data/activity.csv"))
    []
    """
    ending = _ending(path)
    try:
        if ending in _EXCEL:
            return list(_workbook(path).sheet_names)
        if ending == ".gpkg":
            return [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    except DataError:
        raise
    except Exception as error:  # each library raises its own
        raise _unreadable(path, error) from error
    return []


def columns_of(path: Path, part: str | None = None) -> tuple[str, ...]:
    """Return the columns of a table without reading all of it, where the format allows.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    part : str, optional
        Its sheet or layer.

    Returns
    -------
    tuple of str
        In the order of the file; a geometry is :data:`POINT`.

    Raises
    ------
    DataError
        When the file cannot be read.

    Examples
    --------
    >>> columns_of(Path("data/activity.csv"))[:2]
    ('id', 'place_id')
    """
    ending = _ending(path)
    if ending in _CSV:
        return header(path)
    if ending in _PARQUET:
        try:
            return tuple(pq.read_schema(path).names)
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from error
    return read(path, part).columns


def read(path: Path, part: str | None = None, only: Collection[str] | None = None) -> ColumnTable:
    """Read a table.

    Parameters
    ----------
    path : pathlib.Path
        CSV, Excel, GeoJSON, GeoPackage or Parquet, by its ending.
    part : str, optional
        The sheet or layer; by default the only one.
    only : collection of str, optional
        The columns to read; by default all.

    Returns
    -------
    ColumnTable
        Its cells as texts: days as 2017-12-31, whole numbers without decimals, nothing as an empty text. The
        coordinates of points are in the columns :data:`POINT`, in degrees, EPSG:4326.

    Raises
    ------
    DataError
        When the file cannot be read, has several sheets or layers and none was named, or has other geometries than
        points.

    Examples
    --------
    >>> len(read(Path("gazetteer/kinds.csv"))["id"].distinct) > 10
    True
    """
    ending = _ending(path)
    if not path.is_file():
        raise DataError([Problem(path.name, "does not exist", "check its name and folder")])
    if ending in _CSV:
        return read_columns(path, [], path.name, only=only)
    chosen = _part(path, part)
    try:
        if ending in _EXCEL:
            return _excel(path, chosen)
        if ending in _PARQUET:
            return _table(path, _parquet(path, only), first=1)
        return _table(path, _vector(path, chosen, _VECTOR[ending]), first=1)
    except DataError:
        raise
    except Exception as error:  # each library raises its own
        raise _unreadable(path, error) from error


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        known = "CSV, Excel, GeoJSON, GeoPackage or Parquet"
        raise DataError([Problem(path.name, "is not a kind of file that can be imported", f"save it as {known}")])
    return ending


def _part(path: Path, part: str | None) -> str | None:
    there = parts(path)
    if part is not None and part not in there:
        fix = f"choose {', '.join(there)}" if there else "leave the sheet out"
        raise DataError([Problem(path.name, f"has no sheet or layer '{part}'", fix)])
    if part is None and len(there) > 1:
        raise DataError([Problem(path.name, f"has several: {', '.join(there)}", "choose one with --sheet")])
    return part or next(iter(there), None)


def _workbook(path: Path) -> Any:
    library = optional("python_calamine", "excel", "Reading Excel files")
    return library.CalamineWorkbook.from_path(path)


def _excel(path: Path, sheet: str | None) -> ColumnTable:
    rows = _workbook(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    filled = next((at for at, row in enumerate(rows) if any(cell != "" for cell in row)), None)
    if filled is None:
        raise DataError([Problem(path.name, "is empty", "choose another sheet")])
    names = [_text(cell) for cell in rows[filled]]
    frame = pd.DataFrame(rows[filled + 1 :], columns=range(len(names)), dtype=object)
    table = _table(path, frame.set_axis(_unique(names), axis=1), first=filled + 2)
    if len(rows) >= _EXCEL_ROWS:
        fix = "export it as CSV where it comes from"
        table.problems.append(Problem(path.name, "has as many rows as Excel can hold: the rest may be missing", fix))
    return table


def _parquet(path: Path, only: Collection[str] | None) -> pd.DataFrame:
    file = pq.ParquetFile(path)
    names = file.schema_arrow.names
    chosen = [name for name in names if only is None or name in only]
    frame: pd.DataFrame = file.read(columns=chosen).to_pandas()
    if "geometry" in frame and only is None:
        return _with_points(frame, shapely.from_wkb(frame.pop("geometry").to_numpy()), path)
    return frame


def _vector(path: Path, layer: str | None, driver: str) -> pd.DataFrame:
    found = pyogrio.read_info(path, layer=layer)["driver"]
    if found != driver:
        raise DataError([Problem(path.name, f"is not {driver}, but {found}", "give it the ending of what it is")])
    frame: Any = pyogrio.read_dataframe(path, layer=layer, datetime_as_string=True)
    if "geometry" not in frame:
        return pd.DataFrame(frame)
    if frame.crs is not None and frame.crs != CRS:
        frame = frame.to_crs(CRS)
    geometry = frame.geometry.to_numpy()
    return _with_points(pd.DataFrame(frame.drop(columns="geometry")), geometry, path)


def _with_points(frame: pd.DataFrame, geometry: Any, path: Path) -> pd.DataFrame:
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    other = ~empty & (shapely.get_type_id(geometry) != shapely.GeometryType.POINT)
    if other.any():
        row = int(np.flatnonzero(other)[0]) + 1
        message = f"is a {geometry[row - 1].geom_type}; only points can be imported"
        raise DataError([Problem(path.name, message, "give a point, or the name of a place", row, "geometry")])
    return frame.assign(**dict(zip(POINT, (shapely.get_y(geometry), shapely.get_x(geometry)), strict=True)))


def _table(path: Path, frame: pd.DataFrame, first: int) -> ColumnTable:
    """Return a frame as columns of texts; ``first`` is the number of its first row."""
    cells = {str(name): _cells(frame[name]) for name in frame.columns}
    numbers = np.arange(first, first + len(frame), dtype=np.int32)
    filled = np.zeros(len(frame), bool)
    for column in cells.values():
        filled |= np.array([*map(bool, column.distinct)], bool)[column.codes]
    kept = {name: Cells(column.distinct, column.codes[filled]) for name, column in cells.items()}
    return ColumnTable(path.name, tuple(cells), numbers[filled], [], kept)


def _cells(column: pd.Series[Any]) -> Cells:
    codes, distinct = pd.factorize(column.to_numpy(dtype=object), use_na_sentinel=False)
    # values of different types may be the same text
    moved, texts = pd.factorize(np.array([_text(value) for value in distinct], dtype=object))
    return Cells(texts.tolist(), moved.astype(np.int32)[codes])


def _text(value: object) -> str:  # noqa: PLR0911 - one for each type of value
    """Return a value as people write it in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if not math.isfinite(value):
            return ""
        case float() if value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        case datetime():
            return "" if pd.isna(value) else str(value.replace(tzinfo=None)).removesuffix(_MIDNIGHT)
        case date():
            return value.isoformat()
        case str():
            return value.strip() if value.isascii() else tidy(value)
        case list() | tuple() | np.ndarray():
            return ";".join(map(_text, value))
        case _:
            return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _unique(names: Sequence[str]) -> list[str]:
    """Return headers, with a number after those that occur again, and for those that are empty."""
    seen: dict[str, int] = {}
    found = []
    for at, name in enumerate(names, start=1):
        seen[name] = seen.get(name, 0) + 1
        found.append((name or f"column {at}") if seen[name] == 1 else f"{name or 'column'} ({at})")
    return found


def _unreadable(path: Path, error: Exception) -> DataError:
    reason = (str(error).splitlines() or [type(error).__name__])[0].replace(str(path), path.name)
    fix = "check that it is what its ending says, and save it again"
    return DataError([Problem(path.name, f"cannot be read ({reason})", fix)])
