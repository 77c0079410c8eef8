"""Build the geometry store from published boundaries.

*Full* keeps every vertex of the source, rounded to 5 decimals (about 1 m). *Display* is simplified as a
coverage, so that neighbours still share their borders exactly, and rounded to 4 decimals (about 10 m).
Provinces and the country are dissolved from the districts, so that no border exists twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries.clean import DECIMALS, TOLERANCE
from geo.boundaries.coverage import Geometries, simplify, union
from geo.boundaries.store import CRS, Layer, Resolution
from geo.errors import BoundaryError

# the neighbours are background: 1:50m data, simplified further
_BACKGROUND_TOLERANCE: Mapping[Resolution, float] = {"full": 0.0, "display": 0.02}

# one file each, for any country
_DISTRICTS = "geoboundaries_*_adm2.shp.zip"
_COUNTRIES = "ne_50m_countries_*.geojson"


def build(source: Path, crosswalk: Path, out: Path, progress: Callable[[str], None] = lambda _: None) -> list[Path]:
    """Build the store from published boundaries.

    Parameters
    ----------
    source : pathlib.Path
        Folder with geoBoundaries' ADM2 Shapefile (zipped) of one country and Natural Earth's 1:50m
        countries around it (GeoJSON); ``data/README.md`` gives their origin.
    crosswalk : pathlib.Path
        CSV with ``source_id``, ``source_name``, ``id``, ``province``: which district is which. The id of
        the country is what stands before the first dot of a province's.
    out : pathlib.Path
        Folder to write into; made if it does not exist. Each file is replaced as a whole.
    progress : callable, optional
        Called with a line of text after each layer.

    Returns
    -------
    list of pathlib.Path
        The files written. Building again with the same libraries gives the same bytes.

    Raises
    ------
    BoundaryError
        When a source is missing, the districts do not match the crosswalk, or a result is not a valid
        coverage.
    """
    districts = _districts(_source(source, _DISTRICTS), crosswalk)
    outlines = gpd.read_file(_source(source, _COUNTRIES))
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for resolution in ("full", "display"):
        layers = _layers(districts, outlines, resolution)
        for layer, frame in layers.items():
            path = out / f"{layer}-{resolution}.parquet"
            partial = path.with_suffix(".partial")
            frame.to_parquet(partial, index=False, compression="brotli")
            partial.replace(path)
            written.append(path)
            vertices = int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum())
            size = path.stat().st_size / 1000
            progress(f"{path.name}: {len(frame)} polygons, {vertices:,} vertices, {size:,.0f} KB")
    return written


def _source(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        msg = f"{pattern} is not in {folder}; data/README.md says where to get it"
        raise BoundaryError(msg)
    if len(found) > 1:
        msg = f"{folder} contains {found[0].name} and {found[1].name}; keep only the one to build from"
        raise BoundaryError(msg)
    return found[0]


def _districts(path: Path, crosswalk: Path) -> gpd.GeoDataFrame:
    """Return the source's districts under our ids, sorted by id."""
    districts = gpd.read_file(path)[["shapeID", "geometry"]]
    table = pd.read_csv(crosswalk, dtype=str)
    merged = districts.merge(table, left_on="shapeID", right_on="source_id", how="outer", indicator=True)
    if not (stray := merged.loc[merged["_merge"] != "both"]).empty:
        shape = stray.iloc[0][["shapeID", "source_id"]].dropna().iloc[0]
        msg = f"district {shape} is in only one of {path.name} and {crosswalk.name}; give each district one row"
        raise BoundaryError(msg)
    return merged.sort_values("id", ignore_index=True)


def _layers(
    districts: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame, resolution: Resolution
) -> dict[Layer, gpd.GeoDataFrame]:
    """Return all layers at one resolution, each from the one before."""
    shapes = simplify(districts.geometry.to_numpy(), TOLERANCE[resolution], DECIMALS[resolution])
    if not shapely.coverage_is_valid(shapes) or not shapely.is_valid(shapes).all():
        msg = f"the districts are not a valid coverage at {resolution} resolution; try another tolerance"
        raise BoundaryError(msg)
    provinces = sorted(set(districts["province"]))
    dissolved = np.array([union(shapes[(districts["province"] == province).to_numpy()]) for province in provinces])
    homes = np.array([province.partition(".")[0] for province in provinces])
    countries = {home: union(dissolved[homes == home]) for home in sorted(set(homes.tolist()))}
    countries |= _neighbours(outlines, countries, resolution)
    return {
        "districts": _frame(districts["id"], districts["province"], shapes),
        "provinces": _frame(provinces, homes, dissolved),
        "countries": _frame(countries, [""] * len(countries), countries.values()),
    }


def _frame(ids: Iterable[str], parents: Iterable[str], shapes: Iterable[shapely.Geometry]) -> gpd.GeoDataFrame:
    """Return one layer of the store, sorted by id."""
    frame = gpd.GeoDataFrame({"id": list(ids), "parent": list(parents)}, geometry=list(shapes), crs=CRS)
    return frame.sort_values("id", ignore_index=True)


def _neighbours(
    outlines: gpd.GeoDataFrame, homes: Mapping[str, shapely.Geometry], resolution: Resolution
) -> dict[str, shapely.Geometry]:
    """Return the countries around, fitted to the border of the countries that have districts.

    The 1:50m outlines neither follow the districts' outer border nor leave it alone: what they claim
    inside is cut away, and what their idea of the country leaves unclaimed outside goes to the
    neighbour it touches most. Otherwise the map would show slivers without a country.
    """
    outlines = outlines.sort_values("ADM0_A3", ignore_index=True)
    shapes = shapely.coverage_simplify(outlines.geometry.to_numpy(), _BACKGROUND_TOLERANCE[resolution])
    # Natural Earth gives disputed areas no ISO code; they keep its own three letters
    ids = np.where(outlines["ISO_A2"] == "-99", outlines["ADM0_A3"], outlines["ISO_A2"])
    home = union(np.array(list(homes.values())))
    fitted = dict(zip(np.char.lower(ids.astype(str)).tolist(), shapely.difference(shapes, home), strict=True))
    unclaimed = shapely.get_parts([fitted.pop(key) for key in homes if key in fitted])
    fitted = dict(zip(fitted, _grown(np.array(list(fitted.values())), unclaimed), strict=True))
    grid = 10.0 ** -DECIMALS["display"]
    return {key: _polygons(shapely.set_precision(shape, grid)) for key, shape in fitted.items()}


def _grown(shapes: Geometries, unclaimed: Geometries) -> Geometries:
    """Return polygons, each with the unclaimed pieces that share more of their border with it than with another."""
    while len(unclaimed):
        piece, owner = shapely.STRtree(shapes).query(shapely.boundary(unclaimed), predicate="intersects")
        shared = shapely.length(shapely.intersection(shapes[owner], shapely.boundary(unclaimed)[piece]))
        pairs = pd.DataFrame({"piece": piece, "owner": owner, "shared": shared})
        widest = pairs[pairs["shared"] > 0].sort_values(["piece", "shared"]).drop_duplicates("piece", keep="last")
        if widest.empty:
            break  # holes that the districts leave inside the country: nobody else's either
        for at in set(widest["owner"].tolist()):
            shapes[at] = shapely.union_all([shapes[at], *unclaimed[widest.loc[widest["owner"] == at, "piece"]]])
        # what touches only pieces that were unclaimed comes next
        unclaimed = np.delete(unclaimed, widest["piece"])
    return shapes


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return only the polygons of a geometry, normalised: overlays leave lines and points behind."""
    parts = shapely.get_parts(shape)
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    rounded = shapely.transform(shapely.multipolygons(polygons), lambda xy: np.round(xy, DECIMALS["display"]))
    exact: shapely.Geometry = shapely.normalize(rounded)
    return exact
