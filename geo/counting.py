"""Points counted by area and time, however many there are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from geo.boundaries.locate import Locator
from geo.timeline import Bins


def count_points(lon: ArrayLike, lat: ArrayLike, days: ArrayLike, areas: Locator, time: Bins) -> pd.DataFrame:
    """Count points in each area and bin.

    Parameters
    ----------
    lon, lat : array of float, shape (points,)
        Degrees, EPSG:4326.
    days : array of datetime64, shape (points,)
        When.
    areas : geo.boundaries.locate.Locator
        The areas; counting in chunks, use the same one for all.
    time : Bins
        The bins. Points before the first or after the last are left out, as are those in none of the areas.

    Returns
    -------
    pandas.DataFrame
        Whole numbers; one row per area, in the order of its keys, and one column per bin label.

    Examples
    --------
    >>> from datetime import date
    >>> from pathlib import Path
    >>> from geo.boundaries import Store
    >>> from geo.timeline import bins
    >>> districts = Locator.of(Store(Path("data/boundaries")).layer("districts", "full"))
    >>> months = bins(date(2017, 11, 1), date(2018, 1, 31), "month")
    >>> days = np.array(["2017-12-12", "2017-12-31", "2018-02-01"], "datetime64[D]")
    >>> counts = count_points([70.83, 70.84, 70.83], [36.86, 36.86, 36.86], days, districts, months)
    >>> counts.loc["af.badakhshan.jurm"].to_dict()
    {'Nov 2017': 0, 'Dec 2017': 2, 'Jan 2018': 0}
    """
    when = np.asarray(days, "datetime64[s]")
    # no comparison with a missing day is true
    within = (when >= np.datetime64(time.starts[0])) & (when < np.datetime64(time.last) + np.timedelta64(1, "D"))
    area = areas.locate(lon, lat)
    used = within & (area >= 0)
    cells = area[used] * len(time) + time.positions(when[used])
    counts = np.bincount(cells, minlength=len(areas.keys) * len(time)).reshape(len(areas.keys), len(time))
    return pd.DataFrame(counts, index=pd.Index(list(areas.keys), name="place_id"), columns=list(time.labels))
