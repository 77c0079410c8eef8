"""A point is found in the district that it lies in, however many points there are."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.boundaries.locate import Locator
from geo.project import Project

_COORDINATE = st.floats(60, 75)


@pytest.fixture(scope="module")
def districts(project: Project) -> gpd.GeoDataFrame:
    return project.store.layer("districts", "full")


@pytest.mark.parametrize("number", [500, 50_000])
def test_the_answer_is_that_of_a_spatial_join(number: int, districts: gpd.GeoDataFrame) -> None:
    draw = np.random.default_rng(number)
    west, south, east, north = districts.total_bounds
    lon, lat = draw.uniform(west - 1, east + 1, number), draw.uniform(south - 1, north + 1, number)
    # on and next to borders, where a grid would go wrong
    corners = shapely.get_coordinates(districts.geometry.to_numpy())
    lon[: number // 2], lat[: number // 2] = corners[draw.integers(0, len(corners), number // 2)].T + 1e-7
    found = Locator.of(districts).locate(lon, lat)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat, crs=4326))
    joined = points.sjoin(districts[["geometry"]], predicate="intersects")["index_right"].groupby(level=0).min()
    expected = np.full(number, -1)
    expected[joined.index] = joined
    assert (found == expected).all()


@settings(max_examples=10)
@given(st.lists(st.tuples(_COORDINATE, _COORDINATE), min_size=1, max_size=5))
def test_few_points_and_many_get_the_same_answer(districts: gpd.GeoDataFrame, pairs: list[tuple[float, float]]) -> None:
    lon, lat = np.array(pairs).T
    locator = Locator.of(districts)
    many = locator.locate(np.tile(lon, 5_000), np.tile(lat, 5_000))
    assert (many == np.tile(locator.locate(lon, lat), 5_000)).all()


def test_what_is_nowhere_is_in_no_district(districts: gpd.GeoDataFrame) -> None:
    assert Locator.of(districts).locate([np.nan, 0.0], [35.0, 0.0]).tolist() == [-1, -1]
    assert Locator([], np.array([], dtype=object)).locate([65.0], [35.0]).tolist() == [-1]
