"""The boundaries on disk, read when first asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import geopandas as gpd
import pandas as pd
import shapely
from pyarrow import Table, parquet

from geo.boundaries.areas import AREAS_FILE, Areas, load_areas
from geo.boundaries.coverage import union
from geo.errors import BoundaryError, DataError, Problem

Resolution = Literal["full", "display"]
Layer = Literal["districts", "provinces", "countries"]

CRS = "EPSG:4326"
LAYERS: tuple[Layer, ...] = ("districts", "provinces", "countries")
#: the folder inside the store with the outlines of countries that were added
ADDED = "added"
# which of two outlines with one key is drawn: a country's own before the neighbour's background, provinces made
# of their districts before those published by themselves; 1 is the store as it was built
_PRECEDENCE = {"adm0": 0, "adm2": 2, "adm1": 3}


@dataclass
class Store:
    """The boundaries on disk, read when first asked for.

    Countries that were added (:func:`geo.boundaries.sources.add`) are in files of their own, in the folder
    ``added``; each layer includes them.

    Parameters
    ----------
    root : pathlib.Path
        The folder with the GeoParquet files, usually ``data/boundaries``.
    areas : mapping of str to shapely.Geometry, optional
        Further areas by key, EPSG:4326, the same at each resolution; none of their keys is one of the files'.

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
    areas: Areas = field(default_factory=dict, repr=False)
    _layers: dict[tuple[Layer, Resolution], gpd.GeoDataFrame] = field(default_factory=dict, repr=False)
    _added: dict[Resolution, dict[str, gpd.GeoDataFrame]] = field(default_factory=dict, repr=False)
    _geometries: dict[Resolution, gpd.GeoSeries] = field(default_factory=dict, repr=False)

    @classmethod
    def of_project(cls, folder: Path) -> Store:
        """Return the boundaries of a project folder, with the areas that people drew in it.

        Raises
        ------
        geo.errors.DataError
            With every problem of ``gazetteer/areas.geojson``.

        Examples
        --------
        >>> "af.kabul" in Store.of_project(Path())
        True
        """
        return cls(folder / "data" / "boundaries", load_areas(folder / "gazetteer" / AREAS_FILE))

    def with_areas(self, areas: Areas) -> Store:
        """Return the same boundaries with other areas beside them.

        Examples
        --------
        >>> "af.x" in Store(Path("data/boundaries")).with_areas({"af.x": shapely.box(71, 36, 72, 37)})
        True
        """
        return replace(self, areas=areas, _geometries={})

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
            When a file is missing or cannot be read.
        """
        key = (layer, resolution)
        if key not in self._layers:
            path = self.root / f"{layer}-{resolution}.parquet"
            if not path.exists():
                msg = f"{path.name} is not in {self.root}; build it with: geo boundaries build --source FOLDER"
                raise BoundaryError(msg)
            frame = _read(path, "build it again with: geo boundaries build")
            self._layers[key] = self._with_added(frame, layer, resolution)
        return self._layers[key]

    def added(self, resolution: Resolution = "display") -> dict[str, gpd.GeoDataFrame]:
        """Return the outlines of countries that were added, by country and level.

        Returns
        -------
        dict of str to geopandas.GeoDataFrame
            Under keys such as ``pk-adm2``; columns ``id``, ``parent``, ``layer``, ``name``,
            ``source_id``, ``code``, ``geometry``.

        Raises
        ------
        BoundaryError
            When a file cannot be read.

        Examples
        --------
        >>> Store(Path("data/boundaries")).added()
        {}
        """
        if resolution not in self._added:
            suffix = f"-{resolution}.parquet"
            frames = {}
            needed = {"id", "parent", "layer", "name", "source_id", "code", "geometry"}
            for path in sorted((self.root / ADDED).glob(f"*{suffix}")):
                country, _, level = path.name.removesuffix(suffix).rpartition("-")
                command = f"geo boundaries add {country.upper()} --level {level.removeprefix('adm')}"
                fix = f"delete it, and add it again with: {command}"
                frame = _read(path, fix)
                if missing := sorted(needed - set(frame.columns)):
                    raise BoundaryError(f"{path.name} in {path.parent} has no column '{missing[0]}'; {fix}")
                frames[f"{country}-{level}"] = frame
            self._added[resolution] = frames
        return self._added[resolution]

    def _with_added(self, frame: gpd.GeoDataFrame, layer: Layer, resolution: Resolution) -> gpd.GeoDataFrame:
        added = self.added(resolution)
        if not added:
            return frame
        ranked = [(1, frame)]
        for key, more in added.items():
            ranked.append((_PRECEDENCE.get(key.rpartition("-")[2], 4), more.loc[more["layer"] == layer, frame.columns]))
        ranked.sort(key=lambda pair: pair[0])
        whole = pd.concat([part for _, part in ranked if len(part)], ignore_index=True)
        return whole.drop_duplicates("id").sort_values("id", ignore_index=True)

    def forget(self) -> None:
        """Read everything anew when it is asked for next: files have changed."""
        for kept in (self._layers, self._added, self._geometries):
            kept.clear()

    def geometries(self, resolution: Resolution = "display") -> gpd.GeoSeries:
        """Return every geometry of the store, indexed by its key.

        Returns
        -------
        geopandas.GeoSeries
            Polygons in EPSG:4326; the index is what ``places.csv`` has in ``boundary``.
        """
        if resolution not in self._geometries:
            frames = [self.layer(layer, resolution) for layer in LAYERS]
            drawn = gpd.GeoSeries(dict(self.areas), crs=CRS, dtype="geometry")
            whole = pd.concat([*(frame.set_index("id")["geometry"] for frame in frames), drawn])
            if twice := whole.index[whole.index.duplicated()].tolist():
                message, fix = "has an outline in data/boundaries already", "give the area another id"
                raise DataError([Problem(f"gazetteer/{AREAS_FILE}", message, fix, value=key) for key in twice])
            self._geometries[resolution] = gpd.GeoSeries(whole, crs=CRS)
        return self._geometries[resolution]

    def keys(self) -> frozenset[str]:
        """Return all keys of the store."""
        return frozenset(self.geometries("display").index)

    def __contains__(self, key: object) -> bool:
        """Return whether the store has a geometry under this key."""
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
            msg = f"the boundaries have no '{missing[0]}'; add another country with: geo boundaries add"
            raise BoundaryError(msg)
        # for a single place, pandas' own selection takes longer than all the rest
        return union(geometries.to_numpy()[[geometries.index.get_loc(key) for key in wanted]])


def _read(path: Path, fix: str) -> gpd.GeoDataFrame:
    try:
        table = parquet.read_table(path)
        if not _is_ours(table):
            return gpd.read_parquet(path)
        frame = table.to_pandas()
        return gpd.GeoDataFrame(frame, geometry=shapely.from_wkb(frame["geometry"]), crs=CRS)
    except (OSError, ValueError) as error:
        first = (str(error).splitlines() or ["no reason given"])[0]
        raise BoundaryError(f"{path.name} in {path.parent} cannot be read ({first}); {fix}") from error


def _is_ours(table: Table) -> bool:
    """Return whether a file is in the CRS of the store; geopandas takes longer to parse a CRS than to read the rest."""
    described = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
    column = described.get("columns", {}).get("geometry", {})
    code = {"authority": "EPSG", "code": int(CRS.partition(":")[2])}
    return column.get("encoding") == "WKB" and (column.get("crs") or {}).get("id") == code
