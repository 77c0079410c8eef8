"""The geometry store: read it, dissolve and simplify in it, build it.

The store is a folder of GeoParquet files in EPSG:4326, one per layer (districts, provinces, countries)
and resolution (full, display).
"""

from geo.boundaries.build import build
from geo.boundaries.coverage import area_km2, circle, distance_km, simplify, union
from geo.boundaries.store import CRS, LAYERS, Layer, Resolution, Store

__all__ = [
    "CRS", "LAYERS", "Layer", "Resolution", "Store", "area_km2", "build", "circle", "distance_km", "simplify", "union",
]  # fmt: skip
