"""Points are counted where and when they are."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np

from geo.boundaries.locate import Locator
from geo.counting import count_points
from geo.project import Project
from geo.timeline import bins


def test_points_are_counted_as_a_spatial_join_and_groupby_count_them(project: Project) -> None:
    districts = project.store.layer("districts", "full")
    draw = np.random.default_rng(7)
    west, south, east, north = districts.total_bounds
    lon, lat = draw.uniform(west, east, 20_000), draw.uniform(south, north, 20_000)
    days = np.datetime64("2016-12-01") + draw.integers(0, 120, 20_000).astype("timedelta64[D]")
    month = days.astype("datetime64[M]").astype(str)
    points = gpd.GeoDataFrame({"month": month}, geometry=gpd.points_from_xy(lon, lat, crs=4326))
    joined = points.sjoin(districts[["id", "geometry"]], predicate="intersects")
    expected = joined[joined["month"] < "2017-04"].groupby(["id", "month"]).size()
    # one day before and one after the bins, and a missing one
    around = np.array(["2016-11-30", "2017-04-01", "NaT"], "datetime64[D]")
    counts = count_points(
        np.append(lon, [70.83] * 3),
        np.append(lat, [36.86] * 3),
        np.append(days, around),
        Locator.of(districts),
        bins(date(2016, 12, 1), date(2017, 3, 31), "month"),
    )
    counts.columns = ["2016-12", "2017-01", "2017-02", "2017-03"]
    found = {(key, month): number for month, column in counts.items() for key, number in column.items() if number}
    assert found == expected.to_dict()
