"""Where the name of an area is written, and from where its distances are measured."""

from __future__ import annotations

import numpy as np
import shapely


def label_point(outline: shapely.Polygon | shapely.MultiPolygon) -> shapely.Point:
    """Return the point of an area that is farthest from its outline, its pole of inaccessibility.

    A name fits there, and a long arm does not draw the point into it: that of Badakhshan lies in the middle of the
    province, not in the Wakhan corridor.

    Parameters
    ----------
    outline : shapely.Polygon or shapely.MultiPolygon
        EPSG:4326.

    Returns
    -------
    shapely.Point
        Inside the outline, EPSG:4326, to a thousandth of its width. Distances are compared on a plane that is true to
        scale at the middle latitude of the outline.

    Examples
    --------
    >>> wakhan = shapely.box(72, 36.9, 76, 37.1)
    >>> point = label_point(shapely.union_all([shapely.box(70, 36, 72, 38), wakhan]))
    >>> round(point.x, 1), round(point.y, 1)
    (71.0, 37.0)
    """
    _, south, _, north = outline.bounds
    narrowing = np.array([np.cos(np.radians((south + north) / 2)), 1.0])
    plane = shapely.transform(outline, lambda xy: xy * narrowing)
    circle = shapely.maximum_inscribed_circle(plane)
    return shapely.Point(shapely.get_coordinates(circle)[0] / narrowing)
