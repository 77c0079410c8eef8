"""The records that the time map is measured with are what they are said to be."""

from __future__ import annotations

import pytest

from geo.maps import export
from geo.project import Project
from geo.timeline import bins
from tests.benchmarks.synthetic import SCALES, synthetic


@pytest.fixture(scope="module")
def made() -> Project:
    return synthetic(SCALES["months"])


def test_every_district_and_every_month_has_records(made: Project) -> None:
    districts = set(made.store.layer("districts")["id"])
    assert {key for record in made.records for key in record.places} == districts
    assert len(made.records) == len({record.id for record in made.records}) == 10_000
    months = bins((record.span for record in made.records), "month")
    assert (len(months), months.labels[0], months.labels[-1]) == (120, "Jan 2014", "Dec 2023")
    assert {months.touched(record.span)[0] for record in made.records} == set(range(120))


def test_each_passage_is_one_sentence_of_its_report(made: Project) -> None:
    passages = [made.reports[record.report_id].quote(record.evidence) for record in made.records]
    assert all(passage[0].isupper() or passage[0].isdigit() for passage in passages)
    assert {passage[-1] for passage in passages} == {"."}
    assert len(set(passages)) == len(passages)
    assert 120 < sum(map(len, passages)) / len(passages) < 150


def test_they_are_the_same_each_time(made: Project) -> None:
    again = synthetic.__wrapped__(SCALES["months"])
    assert again.records == made.records
    assert again.reports == made.reports


def test_the_map_takes_them(made: Project) -> None:
    assert export(made, made.records).startswith("<!DOCTYPE html>")
