"""The formats of exports: one entry for each, from which the command, the page and the documents are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from geo.errors import GeoError
from geo.exports import delimited, excel, ged, geojson, geopackage, geoparquet, hxl
from geo.exports.extract import Extract


class Format(NamedTuple):
    """One format.

    Parameters
    ----------
    name : str
        As given to the command.
    suffixes : tuple of str
        Endings of its files, the usual one first.
    title : str
        As shown on the page.
    holds : str
        What is in the file, for the documents.
    mime : str
        Its media type.
    write : callable
        Writes an extract to a file, and returns what the reader should be told.
    adds_up : bool, default True
        Whether it can hold aggregated rows.
    most : int, optional
        How many rows it can hold.
    """

    name: str
    suffixes: tuple[str, ...]
    title: str
    holds: str
    mime: str
    write: Callable[[Extract, Path], list[str]]
    adds_up: bool = True
    most: int | None = None


_CSV: Final = "text/csv"
#: every format by its name
FORMATS: Final = {
    one.name: one
    for one in (
        Format(
            "csv", (".csv",), "CSV",
            "the columns of `activity.csv`, then those of the place; reads back as the same records",
            _CSV, delimited.write,
        ),
        Format(
            "ged", (".csv",), "CSV shaped like UCDP GED",
            "the 49 columns of UCDP GED, empty where nothing is known; denied and planned records are left out",
            _CSV, ged.write, adds_up=False,
        ),
        Format(
            "hxl", (".csv",), "CSV with HXL hashtags",
            "the columns of `csv`, with hashtags of HXL 1.1 in the second row",
            _CSV, hxl.write,
        ),
        Format(
            "xlsx", (".xlsx",), "Excel",
            "sheets Records, Places, Sources and About",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", excel.write, most=excel.MOST_ROWS,
        ),
        Format(
            "geojson", (".geojson", ".json"), "GeoJSON",
            "a feature for each record, RFC 7946",
            "application/geo+json", geojson.write,
        ),
        Format(
            "gpkg", (".gpkg",), "GeoPackage (QGIS)",
            "layers `places` and `records`, which QGIS opens coloured; points are in `places_points`, `records_points`",
            "application/geopackage+sqlite3", geopackage.write,
        ),
        Format(
            "parquet", (".parquet", ".geoparquet"), "GeoParquet",
            "typed columns and geometry, GeoParquet 1.1; the smallest and the fastest",
            "application/vnd.apache.parquet", geoparquet.write,
        ),
    )
}  # fmt: skip


def format_of(path: Path, name: str | None = None) -> Format:
    """Return the format of a file to write.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    name : str, optional
        The format's name; by default the file's ending decides.

    Returns
    -------
    Format
        The format.

    Raises
    ------
    GeoError
        When there is no such format.

    Examples
    --------
    >>> format_of(Path("out.gpkg")).title, format_of(Path("out.csv"), "ged").name
    ('GeoPackage (QGIS)', 'ged')
    """
    if name is not None:
        if name not in FORMATS:
            raise GeoError(f"{name} is not a format; use one of {', '.join(FORMATS)}")
        return FORMATS[name]
    found = next((one for one in FORMATS.values() if path.suffix.lower() in one.suffixes), None)
    if found is None:
        endings = ", ".join(dict.fromkeys(one.suffixes[0] for one in FORMATS.values()))
        raise GeoError(f"{path.name} does not say in which format to write it; end its name with one of {endings}")
    return found


def reference() -> str:
    """Return the formats as a table in Markdown.

    Examples
    --------
    >>> print(reference().splitlines()[2][:26])
    | `csv` | `.csv` | yes | t
    """
    rows = ["| `--format` | file | `--aggregate` | what it holds |", "|---|---|---|---|"]
    for one in FORMATS.values():
        endings = ", ".join(f"`{suffix}`" for suffix in one.suffixes)
        rows.append(f"| `{one.name}` | {endings} | {'yes' if one.adds_up else 'no'} | {one.holds} |")
    return "\n".join(rows)
