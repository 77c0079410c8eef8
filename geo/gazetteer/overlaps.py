"""How two sets of outlines share their areas."""

from __future__ import annotations

from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.boundaries import CRS

# EASE-Grid 2.0: areas are right everywhere
_EQUAL_AREA: Final = "EPSG:6933"


class Overlap(NamedTuple):
    """What one outline here and one there have in common.

    Parameters
    ----------
    here, there : int
        Positions of the two.
    share_here, share_there : float
        The common area as a share of each, from 0 to 1.
    """

    here: int
    there: int
    share_here: float
    share_there: float

    @property
    def least(self) -> float:
        """The smaller of the two shares."""
        return min(self.share_here, self.share_there)


def overlaps(here: NDArray[np.object_], there: NDArray[np.object_]) -> list[Overlap]:
    """Return which outlines have an area in common, and how much of each.

    Parameters
    ----------
    here, there : array of shapely.Geometry
        Valid polygons and multipolygons, EPSG:4326.

    Returns
    -------
    list of Overlap
        In the order of ``here``, then of ``there``. Areas are measured in an equal-area projection.

    Examples
    --------
    >>> one, half = shapely.box(70, 36, 71, 37), shapely.box(70, 36, 70.5, 37)
    >>> [tuple(round(value, 3) for value in pair) for pair in overlaps(np.array([one]), np.array([half, one]))]
    [(0, 0, 0.5, 1.0), (0, 1, 1.0, 1.0)]
    """
    ours, theirs = (_flat(shapes) for shapes in (here, there))
    left, right = shapely.STRtree(theirs).query(ours, predicate="intersects")
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    common = shapely.area(shapely.intersection(ours[left], theirs[right]))
    share_left, share_right = common / shapely.area(ours)[left], common / shapely.area(theirs)[right]
    rows = zip(left.tolist(), right.tolist(), share_left.tolist(), share_right.tolist(), strict=True)
    return [Overlap(*row) for row in rows if row[2] > 0]


def _flat(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    projected: NDArray[np.object_] = gpd.GeoSeries(shapes, crs=CRS).to_crs(_EQUAL_AREA).to_numpy()
    # a vertex that moves by a rounding error may fold a sliver
    return shapely.make_valid(projected) if not shapely.is_valid(projected).all() else projected
