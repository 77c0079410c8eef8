"""Finding the polygon that each of very many points lies in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.int64]
Degrees = NDArray[np.float64]

#: at most this many cells; more of them answer more points without a test, but take longer to make
_MOST_CELLS: Final = 2_000_000
#: below this many points, making the grid costs more than it saves
_FEW_POINTS: Final = 4_000
# the labels of cells without a polygon, and of cells that a border passes
_NONE, _BORDER = -1, -2


@dataclass(frozen=True)
class Locator:
    """Polygons of one layer, to find the one that a point lies in.

    A grid is laid over the polygons. Cells that no border passes lie in one polygon as a whole, so a point in such a
    cell needs no geometry at all; only points in the other cells are tested against polygons. The answer is exact.

    Parameters
    ----------
    keys : sequence of str
        One for each polygon.
    polygons : array of shapely.Geometry
        EPSG:4326, not overlapping, as districts.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.boundaries import Store
    >>> districts = Locator.of(Store(Path("data/boundaries")).layer("districts", "full"))
    >>> [districts.keys[at] for at in districts.locate([70.83], [36.86])]
    ['af.badakhshan.jurm']
    >>> districts.locate([0.0], [0.0]).tolist()
    [-1]
    """

    keys: Sequence[str]
    polygons: NDArray[np.object_]

    @classmethod
    def of(cls, layer: gpd.GeoDataFrame) -> Self:
        """Return a locator for a layer of the store."""
        return cls(layer["id"].tolist(), layer.geometry.to_numpy())

    def locate(self, lon: ArrayLike, lat: ArrayLike) -> Numbers:
        """Return the position of the polygon that each point lies in.

        Parameters
        ----------
        lon, lat : array of float, shape (points,)
            Degrees, EPSG:4326; NaN is nowhere.

        Returns
        -------
        array of int64, shape (points,)
            Positions in ``keys``; -1 where a point lies in none. A point on a border belongs to the polygon that
            comes first.
        """
        x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
        found = np.full(len(x), _NONE, np.int64)
        if not len(self.polygons):
            return found
        west, south, east, north = shapely.total_bounds(self.polygons)
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        if len(near) >= _FEW_POINTS:
            labels = self._grid.labels_of(x[near], y[near])
            found[near] = labels
            near = near[labels == _BORDER]
        found[near] = self._exact(x[near], y[near])
        return found

    @cached_property
    def _grid(self) -> _Grid:
        return _Grid.of(self.polygons, self._exact)

    def _exact(self, x: Degrees, y: Degrees) -> Numbers:
        found = np.full(len(x), _NONE, np.int64)
        point, polygon = shapely.STRtree(self.polygons).query(shapely.points(x, y))
        # the tree would test polygons as they are; prepared, with an index of their own, they answer far faster
        shapely.prepare(self.polygons[np.unique(polygon)])
        inside = shapely.intersects_xy(self.polygons[polygon], x[point], y[point])
        point, polygon = point[inside], polygon[inside]
        # written from the last to the first, so that the first polygon stays
        order = np.lexsort((-polygon, point))
        found[point[order]] = polygon[order]
        return found


@dataclass(frozen=True, slots=True)
class _Grid:
    """Square cells, each with the position of the polygon that it lies in as a whole."""

    west: float
    south: float
    size: float
    labels: NDArray[np.int32]

    @classmethod
    def of(cls, polygons: NDArray[np.object_], locate: Callable[[Degrees, Degrees], Numbers]) -> Self:
        west, south, east, north = shapely.total_bounds(polygons)
        size = float(np.sqrt((east - west) * (north - south) / _MOST_CELLS))
        shape = int((north - south) / size) + 1, int((east - west) / size) + 1
        grid = cls(west, south, size, np.full(shape, _NONE, np.int32))
        grid._mark_borders(polygons)
        # from border to border a row of cells lies in one polygon, so one test answers for all of them
        inner = grid.labels != _BORDER
        starts = inner & ~np.pad(inner, ((0, 0), (1, 0)))[:, :-1]
        row, column = np.nonzero(starts)
        found = locate(west + (column + 0.5) * size, south + (row + 0.5) * size)
        run = np.cumsum(starts.ravel()) - 1
        grid.labels[inner] = found[run[inner.ravel()]]
        return grid

    def labels_of(self, x: Degrees, y: Degrees) -> Numbers:
        row, column = self._cell(y - self.south, 0), self._cell(x - self.west, 1)
        return self.labels[row, column].astype(np.int64)

    def _cell(self, offset: Degrees, axis: int) -> Numbers:
        return (offset / self.size).astype(np.int64).clip(0, self.labels.shape[axis] - 1)

    def _mark_borders(self, polygons: NDArray[np.object_]) -> None:
        lines, line = shapely.get_coordinates(shapely.get_parts(shapely.get_rings(polygons)), return_index=True)
        starts, ends = lines[:-1][line[:-1] == line[1:]], lines[1:][line[:-1] == line[1:]]
        # pieces shorter than a cell lie in the cells of their ends, and in those that complete the rectangle
        pieces = np.maximum(np.ceil(np.abs(ends - starts).max(axis=1) * 2 / self.size), 1).astype(np.int64)
        of = np.repeat(np.arange(len(starts)), pieces)
        step = (np.arange(len(of)) - np.repeat(pieces.cumsum() - pieces, pieces))[:, np.newaxis]
        way = (ends - starts)[of] / pieces[of, np.newaxis]
        first, last = starts[of] + way * step, starts[of] + way * (step + 1)
        for x in (first[:, 0], last[:, 0]):
            for y in (first[:, 1], last[:, 1]):
                self.labels[self._cell(y - self.south, 0), self._cell(x - self.west, 1)] = _BORDER
