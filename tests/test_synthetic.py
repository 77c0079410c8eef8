"""The records that the time map is measured with have the stated properties."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.activity.several import explode
from geo.maps import export
from geo.maps.payload import content
from geo.project import Project
from geo.timeline import bins
from tests.benchmarks.synthetic import SCALES, synthetic


@pytest.fixture(scope="module")
def made() -> Project:
    return synthetic(SCALES["months"])


def test_every_district_and_every_month_has_records(made: Project) -> None:
    districts = set(made.store.layer("districts")["id"])
    assert set(explode(made.records["place_id"]).keys) == districts
    assert len(made.records) == made.records["id"].nunique() == 10_000
    months = bins(*made.period(), "month")
    assert (len(months), months.labels[0], months.labels[-1]) == (120, "Jan 2014", "Dec 2023")
    assert set(months.positions(made.records["date_from"].to_numpy()).tolist()) == set(range(120))


def test_each_passage_is_one_sentence_of_its_report(made: Project) -> None:
    passages = content(made, made.records).records["evidence"].tolist()
    assert all(passage[0].isupper() or passage[0].isdigit() for passage in passages)
    assert {passage[-1] for passage in passages} == {"."}
    assert len(set(passages)) == len(passages)
    assert 120 < sum(map(len, passages)) / len(passages) < 150


def test_they_are_the_same_each_time(made: Project) -> None:
    again = synthetic.__wrapped__(SCALES["months"])
    pd.testing.assert_frame_equal(again.records, made.records)
    assert again.reports == made.reports


def test_the_map_takes_them(made: Project) -> None:
    assert export(made, made.records).startswith("<!DOCTYPE html>")
