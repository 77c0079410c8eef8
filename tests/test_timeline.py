"""Activity is joined to the places and dates it is reported for, and never counted twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.activity import records_of
from geo.dates import Span
from geo.project import Project
from geo.timeline import UNITS, Unit, bins, count, join, rolled_up
from tests.helpers.example import DECEMBER_2017

# with a leap year, and years that begin in the last week of the one before
DAYS = st.dates(date(2014, 1, 1), date(2017, 12, 31))


@pytest.fixture(scope="module")
def joined(project: Project) -> gpd.GeoDataFrame:
    return join(project.records, project.gazetteer, project.store)


def test_the_join_is_a_geodataframe_in_wgs_84_with_a_row_per_record_and_place(
    project: Project, joined: gpd.GeoDataFrame
) -> None:
    assert isinstance(joined, gpd.GeoDataFrame)
    assert joined.crs.to_epsg() == 4326
    assert len(joined) == project.records["place_id"].str.count(";").sum() + len(project.records)
    assert list(joined["record_id"].unique()) == project.records["id"].tolist()
    assert joined.is_valid.all()


def test_a_report_of_a_province_is_not_one_of_its_districts(joined: gpd.GeoDataFrame) -> None:
    taliban = joined[joined["record_id"] == "ariana-taliban-22-districts"]
    assert taliban["place_id"].tolist() == ["af.badakhshan"]
    assert taliban["level"].tolist() == ["province"]


def test_no_count_can_be_summed_once_per_place(joined: gpd.GeoDataFrame) -> None:
    assert not [column for column in joined.columns if column.startswith("count")]
    shared = joined[joined["record_id"] == "khaama-fighters-three-provinces"]
    assert shared["places"].tolist() == [3, 3, 3]


def test_december_2017_has_darzab_and_not_jurm(project: Project, joined: gpd.GeoDataFrame) -> None:
    months = bins(*project.period(), "month")
    december = count(joined, months)["Dec 2017"].to_dict()
    assert december["af.jowzjan.darzab"] == december["af.jowzjan.qush-tepa"] + 1 == 4
    assert december["af.badakhshan.jurm"] == december["af.badakhshan.jurm.khustak"] == 0


def test_rolled_up_a_record_of_two_districts_is_one_of_their_province(project: Project) -> None:
    rolled = join(project.records, project.gazetteer, project.store, roll_up=True)
    jowzjan = rolled[rolled["record_id"] == "newarab-foreign-fighters-two-districts"]
    assert jowzjan["place_id"].tolist() == ["af.jowzjan"]
    assert set(rolled["level"]) <= {"province", "region", "country", "area"}
    assert not rolled.duplicated(["record_id", "place_id"]).any()
    # a region and a country are wider than a province, and stay
    assert rolled_up("af.northern-afghanistan", project.gazetteer) == "af.northern-afghanistan"
    assert rolled_up("af", project.gazetteer) == "af"


@pytest.mark.parametrize("unit", UNITS)
@given(spans=st.lists(st.tuples(DAYS, st.integers(0, 400)), min_size=1, max_size=8))
def test_a_range_touches_every_bin_between_its_ends(unit: Unit, spans: list[tuple[date, int]]) -> None:
    listed = [Span(first, first + timedelta(days)) for first, days in spans]
    time = bins(min(span.first for span in listed), max(span.last for span in listed), unit)
    assert list(time.starts) == sorted(set(time.starts))
    ends = [*(start - timedelta(1) for start in time.starts[1:]), time.last]
    for span in listed:
        first, last = time.touched(span)
        # bins follow each other, so those at both ends and their neighbours tell for all
        assert time.starts[last] <= span.last
        assert ends[first] >= span.first
        assert first == 0 or ends[first - 1] < span.first
        assert last == len(time) - 1 or time.starts[last + 1] > span.last


def test_counts_are_the_records_whose_span_touches_the_bin(project: Project, joined: gpd.GeoDataFrame) -> None:
    years = bins(*project.period(), "year")
    counts = count(joined, years)
    for place in ("af.nangarhar", "af.kabul", "af"):
        for year in ("2015", "2018", "2022"):
            begin, end = date(int(year), 1, 1), date(int(year), 12, 31)
            touching = [
                record
                for record in records_of(project.records)
                if place in record.place_id and record.date_from <= end and record.date_to >= begin
            ]
            assert counts.loc[place, year] == len(touching)


def test_a_window_is_cut_to_the_data(project: Project) -> None:
    months = bins(*project.period(), "month")
    assert months.window(None, None) == (0, len(months) - 1)
    assert months.window(date(2017, 12, 1), date(2017, 12, 31)) == (DECEMBER_2017, DECEMBER_2017)
    assert months.window(date(1990, 1, 1), date(1991, 1, 1)) == (0, 0)


def test_no_records_make_one_empty_bin(project: Project) -> None:
    nothing = replace(project, records=project.records[:0])
    assert len(bins(*nothing.period(), "month")) == 1
    assert join(nothing.records, project.gazetteer, project.store).empty


def test_records_of_a_day_and_of_a_range_are_told_apart_in_counts(project: Project) -> None:
    one = project.records[project.records["id"] == "newarab-french-darzab"]
    long = one.assign(id="long", date_from=pd.Timestamp("2017-01-01"), date_to=pd.Timestamp("2018-12-31"))
    months = bins(date(2017, 1, 1), date(2018, 12, 31), "month")
    counts = count(join(pd.concat([one, long]), project.gazetteer, project.store), months)
    assert counts.to_numpy()[0].tolist() == [1] * 11 + [2] + [1] * 12
