"""The boundaries on disk, read when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries.coverage import union
from geo.errors import BoundaryError

Resolution = Literal["full", "display"]
Layer = Literal["districts", "provinces", "countries"]

CRS = "EPSG:4326"
LAYERS: tuple[Layer, ...] = ("districts", "provinces", "countries")


@dataclass
class Store:
    """The boundaries on disk, read when first asked for.

    Parameters
    ----------
    root : pathlib.Path
        The folder with the GeoParquet files, usually ``data/boundaries``.

    Examples
    --------
    >>> store = Store(Path("data/boundaries"))
    >>> len(store.layer("districts"))
    398
    >>> store.layer("provinces").crs.to_string()
    'EPSG:4326'
    >>> "af.jowzjan.darzab" in store
    True
    """

    root: Path
    _layers: dict[tuple[Layer, Resolution], gpd.GeoDataFrame] = field(default_factory=dict, repr=False)
    _geometries: dict[Resolution, gpd.GeoSeries] = field(default_factory=dict, repr=False)

    def layer(self, layer: Layer, resolution: Resolution = "display") -> gpd.GeoDataFrame:
        """Return one layer.

        Parameters
        ----------
        layer : {"districts", "provinces", "countries"}
            Which polygons.
        resolution : {"full", "display"}, default "display"
            How many vertices.

        Returns
        -------
        geopandas.GeoDataFrame
            Columns ``id``, ``parent``, ``geometry`` (polygons, EPSG:4326), sorted by ``id``.

        Raises
        ------
        BoundaryError
            When the file is missing or cannot be read.
        """
        key = (layer, resolution)
        if key not in self._layers:
            path = self.root / f"{layer}-{resolution}.parquet"
            try:
                self._layers[key] = gpd.read_parquet(path)
            except FileNotFoundError:
                msg = f"{path.name} is not in {self.root}; build it with: geo boundaries build --source FOLDER"
                raise BoundaryError(msg) from None
            except (OSError, ValueError) as error:
                first = (str(error).splitlines() or ["no reason given"])[0]
                msg = f"{path.name} in {self.root} cannot be read ({first}); build it again with: geo boundaries build"
                raise BoundaryError(msg) from error
        return self._layers[key]

    def geometries(self, resolution: Resolution = "display") -> gpd.GeoSeries:
        """Return every geometry of the store, indexed by its key.

        Returns
        -------
        geopandas.GeoSeries
            Polygons in EPSG:4326; the index holds the keys that ``places.csv`` names in ``boundary``.
        """
        if resolution not in self._geometries:
            frames = [self.layer(layer, resolution) for layer in LAYERS]
            whole = pd.concat([frame.set_index("id")["geometry"] for frame in frames])
            self._geometries[resolution] = gpd.GeoSeries(whole, crs=CRS)
        return self._geometries[resolution]

    def keys(self) -> frozenset[str]:
        """Return all keys of the store."""
        return frozenset(self.geometries("display").index)

    def __contains__(self, key: object) -> bool:
        """Tell whether the store holds a geometry under this key."""
        return key in self.geometries("display").index

    def dissolve(self, keys: Iterable[str], resolution: Resolution = "display") -> shapely.Geometry:
        """Return the union of several places' polygons.

        Parameters
        ----------
        keys : iterable of str
            Keys of the store. They must not overlap (districts of one layer never do).
        resolution : {"full", "display"}, default "display"
            How many vertices.

        Returns
        -------
        shapely.Geometry
            A polygon or multipolygon in EPSG:4326.

        Raises
        ------
        BoundaryError
            When a key is not in the store.

        Examples
        --------
        >>> store = Store(Path("data/boundaries"))
        >>> east = store.dissolve(["af.nangarhar", "af.kunar", "af.laghman", "af.nuristan"])
        >>> east.geom_type
        'Polygon'
        """
        wanted = list(keys)
        geometries = self.geometries(resolution)
        if missing := [key for key in wanted if key not in geometries.index]:
            msg = f"the boundaries hold no '{missing[0]}'; see data/boundaries/crosswalk.csv for the keys there are"
            raise BoundaryError(msg)
        return union(geometries.loc[wanted].to_numpy())
