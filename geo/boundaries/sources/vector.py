"""Outlines in a file as others publish them: GeoJSON, Shapefile, GeoPackage."""

from __future__ import annotations

import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo.boundaries.sources.countries import Country
from geo.boundaries.store import CRS
from geo.errors import BoundaryError

_GEOJSON: Final = (".geojson", ".json")
_READABLE: Final = (*_GEOJSON, ".shp", ".gpkg")
# how publishers call their columns: geoBoundaries, OCHA, GADM, Natural Earth; the first that is there is taken
_NAMES: Final = (
    "shapename", "adm{level}_en", "adm{level}_name", "name_{level}", "adm{level}name", "name_en", "name",
)  # fmt: skip
_IDS: Final = ("shapeid", "adm{level}_pcode", "gid_{level}", "adm1_code")
_CODES: Final = ("shapeiso", "iso_3166_2", "iso_{level}")
_COUNTRIES: Final = ("shapegroup", "gid_0", "adm0_a3", "iso3", "adm0_pcode")
# the first bytes of what Git LFS leaves in the place of a large file
_POINTER: Final = b"version https://git-lfs"


@dataclass(frozen=True, slots=True)
class Form:
    """What a file calls things, where that is not to be guessed.

    Parameters
    ----------
    layer : str, optional
        Which layer, when the file has several.
    name : str, optional
        The column with the names; by default one that a known publisher uses.
    province : str, optional
        The column with the names of the provinces; by default one that a known publisher uses, if it is
        there.
    """

    layer: str | None = None
    name: str | None = None
    province: str | None = None


def read(path: Path, country: Country, level: int, form: Form | None = None) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Read outlines, and call their columns as we do.

    Parameters
    ----------
    path : pathlib.Path
        GeoJSON, Shapefile or GeoPackage; or a ZIP archive with one of them.
    country : Country
        Whose outlines they should be.
    level : {0, 1, 2}
        0 for the country, 1 for provinces, 2 for districts.
    form : Form, optional
        Its layer and columns; by default those that are usual.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``name``, ``source_id``, ``code`` (ISO 3166-2), ``province`` (texts, empty where the file
        has none) and ``geometry`` (polygons or multipolygons, EPSG:4326).
    list of str
        What the reader noticed, for people.

    Raises
    ------
    BoundaryError
        When the file cannot be read, has no such layer or column, another country's outlines, or
        something else than polygons.

    Examples
    --------
    >>> import tempfile
    >>> from geo.boundaries.sources.countries import country
    >>> vanj = gpd.GeoDataFrame({"ADM2_EN": ["Vanj"]}, geometry=[shapely.box(71, 38, 72, 39)], crs=CRS)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     vanj.to_file(Path(folder) / "tajikistan.gpkg")
    ...     frame, remarks = read(Path(folder) / "tajikistan.gpkg", country("TJK"), 2)
    >>> list(frame["name"]), remarks
    (['Vanj'], [])
    """
    form = form or Form()
    frame, remarks = open_layer(path, form.layer)
    if frame.empty:
        raise BoundaryError(f"{path.name} has no outlines; choose another file or layer")
    _check_country(frame, country, path)
    named = column_of(frame, path, form.name, _NAMES, level)
    if named is None and level:
        columns = ", ".join(column for column in frame.columns if column != "geometry")
        raise BoundaryError(f"{path.name} has no column known for names; say which of {columns} with --name")
    parts = {
        "name": named,
        "source_id": column_of(frame, path, None, _IDS, level),
        "code": column_of(frame, path, None, _CODES, level),
        "province": column_of(frame, path, form.province, _NAMES[1:4], 1) if level > 1 else None,
    }
    shaped = gpd.GeoDataFrame(
        {key: as_texts(frame[column]) if column else "" for key, column in parts.items()},
        geometry=in_degrees(frame, path).to_numpy(),
        crs=CRS,
    )
    if level == 0:
        shaped["name"] = country.name
    check_shapes(shaped, path)
    return _joined(shaped), remarks


def open_layer(path: Path, layer: str | None) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return a layer of a file as it is, and what the reader noticed.

    Raises
    ------
    BoundaryError
        As :func:`read`, for the file and its layers.
    """
    source = check_whole(path)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            layers = [str(found) for found in pyogrio.list_layers(source)[:, 0]]
            if layer is not None and layer not in layers:
                raise BoundaryError(f"{path.name} has no layer '{layer}'; it has {', '.join(layers)}")
            if layer is None and len(layers) > 1:
                raise BoundaryError(f"{path.name} has the layers {', '.join(layers)}; say which with --layer")
            frame = pyogrio.read_dataframe(source, layer=layer)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeDecodeError, ValueError) as error:
        reason = (str(error).splitlines() or ["no reason given"])[0].replace(str(source), path.name)
        raise BoundaryError(f"{path.name} cannot be read ({reason}); save it again as GeoJSON or GeoPackage") from error
    remarks = [f"{path.name}: {' '.join(str(warning.message).split())}" for warning in caught]
    if not isinstance(frame, gpd.GeoDataFrame):
        raise BoundaryError(f"{path.name} is a table without outlines; choose another file or layer")
    if frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    return frame, list(dict.fromkeys(remarks))


def check_whole(path: Path) -> str:
    """Return what GDAL is to open: the file, or the one in an archive.

    Raises
    ------
    BoundaryError
        When it is damaged or cut off, or a page or a pointer came in its place.

    Examples
    --------
    >>> check_whole(Path("data/boundaries/districts-full.geojson"))
    Traceback (most recent call last):
    geo.errors.BoundaryError: data/boundaries/districts-full.geojson does not exist; check its name
    """
    if not path.is_file():
        raise BoundaryError(f"{path} does not exist; check its name")
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise BoundaryError(f"{path.name} is not a ZIP archive, or is cut off; download it again")
        if path.suffix.lower() == ".shp" and not path.with_suffix(".shx").exists():
            raise BoundaryError(f"{path.name} is only one part of a Shapefile; put its .shx, .dbf and .prj beside it")
        _check_text(path)
        return str(path)
    with zipfile.ZipFile(path) as archive:
        if damaged := archive.testzip():
            raise BoundaryError(f"{path.name} is damaged ({damaged}); download it again")
        inner = [
            name for name in archive.namelist() if Path(name).suffix.lower() in _READABLE and "__MACOSX" not in name
        ]
    # geoBoundaries' archive has the same outlines several times: in other formats, and simplified
    found = [name for name in inner if "simplified" not in name.lower()] or inner
    for suffix in (".gpkg", ".shp", *_GEOJSON):
        same = [name for name in found if name.lower().endswith(suffix)]
        if len(same) == 1:
            return f"/vsizip/{{{path.resolve()}}}/{same[0]}"
    if found:
        raise BoundaryError(f"{path.name} holds {', '.join(found[:4])}; unpack it, and give the one you want")
    raise BoundaryError(f"{path.name} contains no GeoJSON, Shapefile or GeoPackage; choose another archive")


def _check_text(path: Path) -> None:
    """Find out what GDAL would not say, or would half read: JSON that is cut off or none."""
    with path.open("rb") as file:
        head = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_POINTER):
        raise BoundaryError(f"{path.name} is a Git LFS pointer instead of the file; download the file itself")
    if head[:1] == b"<":
        raise BoundaryError(f"{path.name} is a web page, not outlines; check the address that it came from")
    if path.suffix.lower() not in _GEOJSON:
        return
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise BoundaryError(f"{path.name} is not JSON, or is cut off ({error}); download it again") from error
    kind = content.get("type") if isinstance(content, dict) else None
    if kind != "FeatureCollection":
        raise BoundaryError(f"{path.name} is JSON, but not GeoJSON with outlines (type {kind!r}); choose another file")


def column_of(frame: gpd.GeoDataFrame, path: Path, asked: str | None, usual: Sequence[str], level: int) -> str | None:
    """Return the column that was asked for, or the first of the usual ones, in any case; None if there is none."""
    if asked is not None:
        if asked not in frame.columns or asked == "geometry":
            columns = ", ".join(column for column in frame.columns if column != "geometry")
            raise BoundaryError(f"{path.name} has no column '{asked}'; it has {columns}")
        return asked
    there = {str(column).lower(): str(column) for column in frame.columns}
    return next((there[key] for pattern in usual if (key := pattern.format(level=level)) in there), None)


def _check_country(frame: gpd.GeoDataFrame, country: Country, path: Path) -> None:
    for key in _COUNTRIES:
        if column := next((column for column in frame.columns if str(column).lower() == key), None):
            others = set(as_texts(frame[column])) - {"", country.iso3, country.iso2}
            if others:
                raise BoundaryError(
                    f"{path.name} holds outlines of {min(others)} ({column}), not only of {country.iso3}; "
                    "choose the country's own file, or take the others out"
                )


def in_degrees(frame: gpd.GeoDataFrame, path: Path) -> gpd.GeoSeries:
    """Return the outlines in EPSG:4326; BoundaryError when their coordinates cannot be degrees."""
    geometry = frame.geometry
    if geometry.crs is not None and not geometry.crs.equals(CRS, ignore_axis_order=True):
        geometry = geometry.to_crs(CRS)
    xy = shapely.get_coordinates(geometry.to_numpy())
    if not np.isfinite(xy).all() or (np.abs(xy) > [180.000001, 90.000001]).any():
        raise BoundaryError(f"{path.name} has coordinates that are not degrees; add its coordinate system (.prj)")
    return geometry


def check_shapes(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Raise BoundaryError for the first outline of a frame, which has a column ``name``, that is not an area."""
    for number, (name, shape) in enumerate(zip(frame["name"], frame.geometry, strict=True), start=1):
        if shape is None or shape.is_empty:
            raise BoundaryError(f"{path.name}, outline {number} ({name}) is empty; delete it, or draw it")
        if shape.geom_type not in {"Polygon", "MultiPolygon"}:
            raise BoundaryError(f"{path.name}, outline {number} ({name}) is a {shape.geom_type}, not a polygon")


def _joined(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one outline per id: some publishers give each island a row."""
    several = (frame["source_id"] != "") & frame.duplicated("source_id", keep=False)
    if not several.any():
        return frame
    whole = frame.loc[several].dissolve("source_id", as_index=False)[frame.columns]
    return gpd.GeoDataFrame(pd.concat([frame.loc[~several], whole], ignore_index=True), crs=CRS)


def as_texts(column: Iterable[object]) -> list[str]:
    """Return cells as lines of text."""
    values = pd.Series(list(column), dtype=object)
    texts = values.where(values.notna(), "").astype(str)
    return [re.sub(r"\s+", " ", text).strip() for text in texts]
