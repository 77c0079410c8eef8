"""The time map of any two data frames."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.errors import DataError
from geo.maps import Payload, View
from geo.maps.assemble import assemble
from geo.maps.frames import content_of_frames
from geo.project import Project
from tests.helpers.exported import rows


def sent_of(events: pd.DataFrame, areas: gpd.GeoDataFrame | None = None, view: View | None = None) -> Payload:
    return assemble(content_of_frames(events, areas), view or View())


@pytest.fixture(scope="module")
def provinces(project: Project) -> gpd.GeoDataFrame:
    frame = project.store.layer("provinces")
    return frame.assign(name=[project.gazetteer[key].name for key in frame["id"]])


def test_areas_and_dates_are_enough(provinces: gpd.GeoDataFrame) -> None:
    happened = pd.DataFrame({"place": ["af.kunduz", "af.kabul"], "date": ["2015-05-03", "2017-12-12"]})
    sent = sent_of(happened, provinces, View(title="Mine", unit="year"))
    assert (sent["base"], sent["records"]["date_from"], sent["title"]) == ("2015-05-03", [0, 954], "Mine")
    assert rows(sent["places"])["af.kunduz"]["name"] == "Kunduz"


def test_areas_come_in_any_crs(provinces: gpd.GeoDataFrame) -> None:
    happened = pd.DataFrame({"place": ["af.kunduz"], "date": ["2015-05-03"]})
    (south, west), (north, east) = sent_of(happened, provinces.to_crs("EPSG:32642"))["view"]
    assert 29 < south < north < 39
    assert 60 < west < east < 75


def test_points_need_no_areas(project: Project) -> None:
    del project
    happened = pd.DataFrame(
        {
            "lat": [36.73, 36.73, 34.53],
            "lon": [68.86, 68.86, 69.17],
            "date_from": ["2015-04-01", "2015-05-01", "2017-12-01"],
            "date_to": ["2015-04-30", "2015-05-02", "2017-12-01"],
            "actors": ["Taliban; Islamic State", "Taliban", ""],
            "count": ["3", 40, None],
            "status": ["reported", "denied", "confirmed"],
            "title": ["A report", "A report", "Another"],
        }
    )
    sent = sent_of(happened)
    assert len(rows(sent["places"])) == 2
    assert sent["records"]["count_low"] == sent["records"]["count_high"] == [3, 40, None]
    assert [actor["name"] for actor in sent["actors"]] == ["Taliban", "Islamic State"]
    assert len(sent["texts"]["reports"]) == 2


def test_everything_wrong_is_told_at_once(provinces: gpd.GeoDataFrame) -> None:
    happened = pd.DataFrame(
        {"place": ["af.kunduz", "af.atlantis"], "date": ["in May", "2017-12-12"], "status": ["sure", "denied"]}
    )
    with pytest.raises(DataError) as caught:
        sent_of(happened, provinces)
    told = [(problem.row, problem.column, problem.value) for problem in caught.value.problems]
    assert sorted(told) == [(0, "date", "in May"), (0, "status", "sure"), (1, "place_id", "af.atlantis")]


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        (gpd.GeoDataFrame({"id": ["a"], "name": ["A"]}, geometry=[shapely.box(0, 0, 1, 1)]), "no CRS"),
        (gpd.GeoDataFrame({"id": ["a"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326), "missing"),
        (
            gpd.GeoDataFrame({"id": ["a"], "name": ["A"]}, geometry=[shapely.LineString([(0, 0), (1, 1)])], crs=4326),
            "LineString",
        ),
        (gpd.GeoDataFrame({"id": ["a"], "name": ["A"]}, geometry=[None], crs=4326), "no geometry"),
    ],
)
def test_areas_that_cannot_be_drawn_are_refused(areas: gpd.GeoDataFrame, message: str) -> None:
    with pytest.raises(DataError, match=message):
        sent_of(pd.DataFrame({"place": ["a"], "date": ["2017-12-12"]}), areas)


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), ("north", 70), (36, 181)])
def test_coordinates_that_are_none_are_refused(lat: object, lon: object) -> None:
    with pytest.raises(DataError, match="is not a coordinate"):
        sent_of(pd.DataFrame({"lat": [lat], "lon": [lon], "date": ["2017-12-12"]}))
