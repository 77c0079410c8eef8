"""Outlines with P-codes, as OCHA publishes administrative boundaries (COD-AB)."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from geo.boundaries.sources.vector import as_texts, check_shapes, column_of, in_degrees, open_layer
from geo.boundaries.store import CRS
from geo.errors import BoundaryError, DataError, Problem

_PCODE: Final = ("adm{level}_pcode",)
_NAMES: Final = ("adm{level}_en", "adm{level}_name", "adm{level}_name_en", "adm{level}name")


class CodedOutlines(NamedTuple):
    """The outlines of one level.

    Parameters
    ----------
    level : {1, 2}
        1 for provinces, 2 for districts.
    outlines : geopandas.GeoDataFrame
        One row for each P-code: ``pcode``, ``name``, ``outer`` (the P-code of the province; texts, empty where
        the file has none), ``row`` (the first of the file's rows with it, from 1) and ``geometry`` (valid polygons
        and multipolygons, EPSG:4326).
    column : str
        Where the file has the P-codes.
    """

    level: int
    outlines: gpd.GeoDataFrame
    column: str


def read_coded(path: Path, layer: str | None = None) -> tuple[list[CodedOutlines], list[str]]:
    """Read outlines with their P-codes.

    Parameters
    ----------
    path : pathlib.Path
        GeoJSON, Shapefile or GeoPackage, or a ZIP archive with one of them; with the columns ``adm1_pcode``,
        ``adm2_pcode`` or both, in any case. Outlines with the same P-code are united: a file of districts has the
        provinces, too.
    layer : str, optional
        Which layer, when the file has several.

    Returns
    -------
    list of CodedOutlines
        Provinces before districts; levels that the file does not have are left out.
    list of str
        What the reader noticed, for people.

    Raises
    ------
    BoundaryError
        When the file cannot be read, has no such layer or column, or something else than polygons.
    DataError
        With every outline that has no P-code.

    Examples
    --------
    >>> import tempfile
    >>> columns = {"ADM1_PCODE": ["AF15"] * 2, "ADM2_PCODE": ["AF1501", "AF1502"], "ADM2_EN": ["Fayzabad", "Argo"]}
    >>> two = gpd.GeoDataFrame(columns, geometry=[shapely.box(70, 36, 71, 37), shapely.box(71, 36, 72, 37)], crs=CRS)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     two.to_file(Path(folder) / "cod-ab.gpkg")
    ...     levels, remarks = read_coded(Path(folder) / "cod-ab.gpkg")
    >>> [(found.level, list(found.outlines["pcode"])) for found in levels]
    [(1, ['AF15']), (2, ['AF1501', 'AF1502'])]
    """
    frame, remarks = open_layer(path, layer)
    codes = {level: column_of(frame, path, None, _PCODE, level) for level in (1, 2)}
    if not any(codes.values()) or frame.empty:
        columns = ", ".join(column for column in frame.columns if column != "geometry")
        reason = f"no column adm1_pcode or adm2_pcode (it has {columns})" if len(frame) else "no outlines"
        raise BoundaryError(f"{path.name} has {reason}; choose another file or layer")
    whole = gpd.GeoDataFrame(
        {"row": np.arange(1, len(frame) + 1)}, geometry=in_degrees(frame, path).to_numpy(), crs=CRS
    )
    levels, problems = [], []
    for level, column in codes.items():
        if column is None:
            continue
        named = column_of(frame, path, None, _NAMES, level)
        outer = codes[1] if level > 1 else None
        parts = {"pcode": column, "name": named, "outer": outer}
        coded = whole.assign(**{key: as_texts(frame[name]) if name else "" for key, name in parts.items()})
        fix = "fill it, or delete the outline"
        problems += [
            Problem(path.name, "is empty", fix, row, column) for row in coded.loc[coded["pcode"] == "", "row"].tolist()
        ]
        check_shapes(coded, path)
        levels.append(CodedOutlines(level, _united(coded), column))
    if problems:
        raise DataError(problems)
    return levels, remarks


def _united(coded: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one valid outline for each P-code."""
    shapes = shapely.make_valid(coded.geometry.to_numpy())
    first = coded.drop_duplicates("pcode")
    if len(first) < len(coded):
        groups = coded.groupby("pcode", sort=False).indices
        shapes = np.array([shapely.union_all(shapes[groups[code]]) for code in first["pcode"]], dtype=object)
    return first.set_geometry(shapes, crs=CRS).reset_index(drop=True)
