"""The committed boundaries in the form in which geoBoundaries and Natural Earth publish theirs."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries import Store
from tests.conftest import ROOT

#: where the published files stand on machines that have them
REFERENCE = ROOT.parent / "shared" / "reference"
CROSSWALK = ROOT / "data" / "boundaries" / "crosswalk.csv"
# degrees; published provinces are much coarser than districts
_COARSE = 0.2


def districts() -> gpd.GeoDataFrame:
    """Return Afghanistan's districts as geoBoundaries has them at ADM2."""
    table = pd.read_csv(CROSSWALK, dtype=str)
    layer = Store(ROOT / "data" / "boundaries").layer("districts", "full")
    frame = layer.merge(table, on="id")
    columns = {"shapeName": frame["source_name"], "shapeISO": "", "shapeID": frame["source_id"], "shapeGroup": "AFG"}
    return gpd.GeoDataFrame({**columns, "shapeType": "ADM2"}, geometry=frame.geometry, crs=layer.crs)


def provinces() -> gpd.GeoDataFrame:
    """Return its provinces as geoBoundaries has them at ADM1: coarser than the districts."""
    layer = Store(ROOT / "data" / "boundaries").layer("provinces", "full")
    shapes = shapely.coverage_simplify(layer.geometry.to_numpy(), _COARSE)
    names = layer["id"].str.removeprefix("af.").str.title()
    columns = {"shapeName": names, "shapeISO": "", "shapeID": "ADM1-" + names, "shapeGroup": "AFG"}
    return gpd.GeoDataFrame({**columns, "shapeType": "ADM1"}, geometry=shapes, crs=layer.crs)


def countries() -> gpd.GeoDataFrame:
    """Return the countries around as Natural Earth has them."""
    layer = Store(ROOT / "data" / "boundaries").layer("countries", "full")
    codes = layer["id"].str.upper()
    # disputed areas have no code of ISO 3166
    two = np.where(codes.str.len() == 2, codes, "-99")
    return gpd.GeoDataFrame({"ADM0_A3": codes, "ISO_A2": two}, geometry=layer.geometry, crs=layer.crs)


def write(folder: Path) -> None:
    """Write what ``geo boundaries build`` reads, under the names that the publishers use."""
    districts().to_file(folder / "geoboundaries_afg_adm2.shp.zip", driver="ESRI Shapefile")
    countries().to_file(folder / "ne_50m_countries_region.geojson", driver="GeoJSON", COORDINATE_PRECISION=15)
