"""A GeoPackage: rows and places as layers, areas and points apart, with styles that QGIS opens by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely

from geo.boundaries import CRS
from geo.exports.arrow import arrow
from geo.exports.extract import Extract
from geo.exports.style import Symbol, graduated

_POINTS: Final = ("Point", "MultiPoint")
_GEOMETRY: Final = "geom"
# older programs warn of later versions, whose additions are not used here
_VERSION: Final = {"VERSION": "1.2"}


def write(extract: Extract, out: Path) -> list[str]:
    """Write the layers ``places`` and ``records`` (or ``aggregated``), and the tables ``sources`` and ``about``.

    QGIS draws a layer with one kind of symbol, so settlements that are points are in layers of their own:
    ``places_points`` and ``records_points``.

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
    places = extract.places
    keys = [(key,) for key in places["place_id"]]
    styles = [
        *_layers(out, "places", places, [extract.where.shape(key) for key in keys], np.arange(len(keys)), extract),
        *_layers(out, extract.name, extract.table, extract.shapes, extract.cells[1], extract),
    ]
    about = pd.DataFrame(extract.about, columns=["what", "text"], dtype="str")
    tables = {"sources": arrow(extract.sources), "about": arrow(about), "layer_styles": _styles(styles)}
    for name, table in tables.items():
        pyogrio.write_arrow(table, out, layer=name, driver="GPKG", append=True)
    return []


def _layers(  # noqa: PLR0913, PLR0917 - the parts of a layer
    out: Path,
    name: str,
    frame: pd.DataFrame,
    shapes: Sequence[Any],
    codes: np.ndarray[tuple[int], np.dtype[np.int64]],
    extract: Extract,
) -> list[tuple[str, str]]:
    """Write the areas of a table as one layer and its points as another; return their styles."""
    styles = []
    is_point = np.isin([shape.geom_type for shape in shapes], _POINTS)
    kinds: tuple[tuple[str, str, Symbol, bool], ...] = (
        (name, "MultiPolygon", "fill", False), (f"{name}_points", "MultiPoint", "marker", True),
    )  # fmt: skip
    for layer, geometry_type, symbol, points in kinds:
        chosen = np.flatnonzero(is_point[codes] == points)
        if points and not len(chosen):
            continue
        wkb = np.array([shapely.to_wkb(_several(shape)) for shape in shapes], dtype=object)
        rows = frame.iloc[chosen]
        table = arrow(rows).append_column(_GEOMETRY, pa.array(wkb[codes[chosen]].tolist(), pa.binary()))
        pyogrio.write_arrow(
            table, out, layer=layer, driver="GPKG", append=out.exists(), geometry_name=_GEOMETRY,
            geometry_type=geometry_type, crs=CRS, layer_metadata=_metadata(extract),
            dataset_options=None if out.exists() else _VERSION,
            layer_options={"GEOMETRY_NAME": _GEOMETRY, "DESCRIPTION": extract.selection},
        )  # fmt: skip
        if "records" in rows:
            styles.append((layer, graduated(rows["records"].tolist(), symbol)))
    return styles


def _several(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a geometry as the type of its layer."""
    if isinstance(shape, shapely.Polygon):
        return shapely.MultiPolygon([shape])
    return shapely.MultiPoint([shape]) if isinstance(shape, shapely.Point) else shape


def _metadata(extract: Extract) -> dict[str, str]:
    """Return what a reader should know, as GeoPackage's metadata; headings that repeat share a line."""
    texts: dict[str, list[str]] = {}
    for what, text in extract.about:
        texts.setdefault(what.upper().replace(" ", "_"), []).append(text)
    return {what: "; ".join(of) for what, of in texts.items()}


def _styles(styles: Sequence[tuple[str, str]]) -> pa.Table:
    """Return the table in which QGIS looks for the style of a layer."""
    size = len(styles)
    return pa.table({
        # QGIS compares the first two with an empty text, not with null
        "f_table_catalog": [""] * size,
        "f_table_schema": [""] * size,
        "f_table_name": [layer for layer, _ in styles],
        "f_geometry_column": [_GEOMETRY] * size,
        "styleName": [f"{layer} by number of records" for layer, _ in styles],
        "styleQML": [style for _, style in styles],
        "styleSLD": [""] * size,
        "useAsDefault": [True] * size,
        "description": ["coloured by number of records"] * size,
        "owner": [""] * size,
        "ui": [""] * size,
        "update_time": pa.array([datetime.now(UTC)] * size, pa.timestamp("ms", "UTC")),
    })  # fmt: skip
