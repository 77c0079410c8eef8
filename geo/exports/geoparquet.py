"""GeoParquet 1.1: typed columns, and each place's geometry stored once however many records it has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.exports.arrow import arrow
from geo.exports.extract import Extract

# bytes; with a lower limit, geometries are repeated in every row
_DICTIONARY: Final = 1 << 30


def write(extract: Extract, out: Path) -> list[str]:
    """Write the rows with their geometry; the terms of use are in the file's metadata, under ``about``.

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
    shapes = extract.shapes
    table = arrow(extract.table)
    # a dictionary with a value twice, as of a;b and b;a, would be written out for every row
    known = pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()).dictionary_encode()
    codes = known.indices.take(pa.array(extract.cells[1]))
    table = table.append_column("geometry", pa.DictionaryArray.from_arrays(codes, known.dictionary))
    metadata = {"geo": json.dumps(_geo(shapes)), "about": json.dumps(extract.about, ensure_ascii=False)}
    # without Arrow's own schema the geometry is plain binary to every reader, as GeoParquet wants it
    options = {"compression": "zstd", "dictionary_pagesize_limit": _DICTIONARY, "store_schema": False}
    with pq.ParquetWriter(out, table.schema, **options) as file:
        file.write_table(table)
        # Arrow leaves out the metadata of a table together with its schema
        file.add_key_value_metadata(metadata)
    return []


def _geo(shapes: list[Any]) -> dict[str, Any]:
    """Return the metadata that makes a Parquet file a GeoParquet file; without a CRS, it is OGC:CRS84."""
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes}),
        "orientation": "counterclockwise",
    }
    if shapes:
        column["bbox"] = shapely.total_bounds(shapes).tolist()
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
