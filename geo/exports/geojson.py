"""GeoJSON (RFC 7946): a feature for each row, with the terms of use beside the features."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.activity import COLUMNS
from geo.activity.several import distinct
from geo.exports.extract import Extract


def write(extract: Extract, out: Path) -> list[str]:
    """Write the rows as features, in WGS 84.

    Parameters
    ----------
    extract : Extract
        The rows. A record of several places is one feature with one geometry.
    out : pathlib.Path
        The file to write.

    Returns
    -------
    list of str
        Empty: nothing is left out.
    """
    with out.open("w", encoding="utf-8", newline="\n") as file:
        head = {"type": "FeatureCollection", "name": extract.name, "about": [*map(list, extract.about)]}
        file.write(f'{_line(head)[:-1]},"features":[\n')
        separator = ""
        for feature in _features(extract):
            file.write(f"{separator}{feature}")
            separator = ",\n"
        file.write("\n]}\n")
    return []


def _features(extract: Extract) -> Iterator[str]:
    """Yield each row as a feature."""
    table = extract.table
    shapes = [shapely.to_geojson(shape) for shape in extract.shapes]
    names = [str(name) for name in table.columns]
    columns = [_values(table[name]) for name in table.columns]
    ids = table["id"].tolist() if "id" in table else None
    for row, (at, *cells) in enumerate(zip(extract.cells[1].tolist(), *columns, strict=True)):
        key = f'"id":{_line(ids[row])},' if ids else ""
        properties = _line(dict(zip(names, cells, strict=True)))
        yield f'{{"type":"Feature",{key}"properties":{properties},"geometry":{shapes[at]}}}'


def _values(column: pd.Series) -> list[Any]:
    """Return a column as values of JSON: several ids as a list, days as text, empty cells as null."""
    name = str(column.name)
    if name in COLUMNS and COLUMNS[name].type == "several":
        cells, codes = distinct(column)
        lists = [list(cell) or None for cell in cells]
        return [lists[code] for code in codes.tolist()]
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if day == "NaT" else day for day in column.to_numpy().astype("datetime64[D]").astype(str)]
    empty = np.asarray(column.isna())
    return [None if missing or cell == "" else cell for cell, missing in zip(column.tolist(), empty, strict=True)]


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
