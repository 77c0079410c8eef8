"""The geometry store: read it, dissolve and simplify in it, build it, add countries to it.

The store is a folder of GeoParquet files in EPSG:4326, one per layer (districts, provinces, countries)
and resolution (full, display). Countries that were added have files of their own in the folder ``added``; beside
it stand areas that people drew, as GeoJSON.
"""

from geo.boundaries.add import Addition, add, check_room
from geo.boundaries.areas import AREAS_FILE, Areas, drawn, load_areas, with_areas
from geo.boundaries.build import build
from geo.boundaries.countries import Country, country
from geo.boundaries.coverage import area_km2, circle, distance_km, simplify, union
from geo.boundaries.ids import Known
from geo.boundaries.sources import Source, load_sources
from geo.boundaries.store import CRS, LAYERS, Layer, Resolution, Store

__all__ = [
    "AREAS_FILE",
    "CRS",
    "LAYERS",
    "Addition",
    "Areas",
    "Country",
    "Known",
    "Layer",
    "Resolution",
    "Source",
    "Store",
    "add",
    "area_km2",
    "build",
    "check_room",
    "circle",
    "country",
    "distance_km",
    "drawn",
    "load_areas",
    "load_sources",
    "simplify",
    "union",
    "with_areas",
]
