"""The geometry store: read it, dissolve and simplify in it, build it.

The store is a folder of GeoParquet files in EPSG:4326, one per layer (districts, provinces, countries)
and resolution (full, display). Countries that were added (:mod:`geo.boundaries.sources`) have files of their own in
the folder ``added``; beside it stand areas that people drew, as GeoJSON.
"""

from geo.boundaries.areas import AREAS_FILE, Areas, drawn, load_areas, with_areas
from geo.boundaries.build import build
from geo.boundaries.coverage import area_km2, circle, distance_km, simplify, union
from geo.boundaries.label import label_point
from geo.boundaries.store import CRS, LAYERS, Layer, Resolution, Store

__all__ = [
    "AREAS_FILE", "CRS", "LAYERS", "Areas", "Layer", "Resolution", "Store", "area_km2", "build", "circle",
    "distance_km", "drawn", "label_point", "load_areas", "simplify", "union", "with_areas",
]  # fmt: skip
