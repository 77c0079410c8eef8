"""What a time map shows, before it is encoded for the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import shapely

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What a time map shows, before it is encoded for the browser.

    Parameters
    ----------
    places : sequence of mapping
        Rows with ``id``, ``name``, ``kind``, ``level`` (how it is drawn) and ``geometry`` (EPSG:4326), or
        ``lat``, ``lon`` (degrees) and ``radius_m`` (metres); optionally ``role`` (its part in the
        background), ``fa``, ``ps``, ``aliases``, ``where``, ``note``, ``label`` (latitude and longitude),
        and ``up``: the id of the place that its records can be rolled up to.
    records : pandas.DataFrame
        The typed table of :mod:`geo.activity.schema`, except that ``evidence`` holds the passages themselves.
    words : mapping of str to mapping
        For ``statuses``, ``kinds``, ``actors``, ``precisions``, ``confidences`` and ``reports``: what each
        key stands for.
    bounds : list
        Southwest and northeast corners of the initial view, as latitude and longitude.
    credits : sequence of str
        Origin and licence of the data.
    """

    places: Sequence[Row]
    records: pd.DataFrame
    words: Mapping[str, Mapping[str, Row]]
    bounds: list[list[float]]
    credits: Sequence[str] = field(default_factory=tuple)


def corners(geometry: shapely.Geometry) -> list[list[float]]:
    """Return the southwest and northeast corners of a geometry, as latitude and longitude in degrees.

    Examples
    --------
    >>> corners(shapely.box(60.5, 29.4, 74.9, 38.5))
    [[29.4, 60.5], [38.5, 74.9]]
    """
    west, south, east, north = shapely.bounds(geometry).tolist()
    return [[round(south, 4), round(west, 4)], [round(north, 4), round(east, 4)]]
