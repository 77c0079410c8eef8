"""The time map counts in the browser what the table of activity says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from geo.activity import records_of
from geo.maps.payload import payload
from geo.project import Project
from geo.timeline import rolled_up
from tests.web.asking import Browser, browser

ALL: dict[str, list[str]] = {"actors": [], "kinds": [], "statuses": []}
DARZAB, JOWZJAN = "af.jowzjan.darzab", "af.jowzjan"


@pytest.fixture(scope="module")
def asked() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def sent(project: Project) -> dict[str, Any]:
    return payload(project, project.records)


def model(asked: Browser, sent: dict[str, Any], unit: str = "month", **choices: Any) -> tuple[list[date], list[int]]:
    """Open the model, and return its steps' first days and how many records each touches."""
    asked_for = {"payload": sent, "unit": unit, "rolled": choices.get("rolled", False)}
    opened = asked.ask("model", {**asked_for, "filter": {**ALL, **choices.get("filter", {})}})
    return [date.fromisoformat(day) for day in opened["steps"]], opened["histogram"]


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
def test_each_step_counts_the_records_that_touch_it(
    unit: str, asked: Browser, sent: dict[str, Any], project: Project
) -> None:
    starts, histogram = model(asked, sent, unit)
    for (first, after), counted in zip(pairwise([*starts, date.max]), histogram, strict=True):
        last = after - timedelta(days=1)
        touching = [one for one in records_of(project.records) if one.span.first <= last and one.span.last >= first]
        assert counted == len(touching), first


def test_a_window_s_records_are_counted_by_place(asked: Browser, sent: dict[str, Any], project: Project) -> None:
    starts, _ = model(asked, sent)
    step = starts.index(date(2017, 12, 1))
    tallied = asked.ask("tally", [step, step])
    touching = [
        one
        for one in records_of(project.records)
        if one.span.first < date(2018, 1, 1) and one.span.last >= date(2017, 12, 1)
    ]
    assert sorted(tallied["shown"]) == sorted(one.id for one in touching)
    places = {place for one in touching for place in one.place_id}
    assert {key: sums["all"] for key, sums in tallied["places"].items()} == {
        key: sum(key in one.place_id for one in touching) for key in places
    }
    # a record of two districts counts at both, and once in all
    assert tallied["total"]["all"] == len(touching)
    assert tallied["total"]["places"] == len(places)


def test_records_are_drawn_on_provinces_where_that_is_chosen(
    asked: Browser, sent: dict[str, Any], project: Project
) -> None:
    starts, _ = model(asked, sent, rolled=True)
    tallied = asked.ask("tally", [0, len(starts) - 1])
    assert DARZAB not in tallied["places"]
    within = [
        one
        for one in records_of(project.records)
        if JOWZJAN in {rolled_up(key, project.gazetteer) for key in one.place_id}
    ]
    assert tallied["places"][JOWZJAN]["all"] == len(within)


def test_a_filter_keeps_records_of_any_that_are_chosen(asked: Browser, sent: dict[str, Any], project: Project) -> None:
    starts, _ = model(asked, sent, filter={"statuses": ["denied", "planned"]})
    total = asked.ask("tally", [0, len(starts) - 1])["total"]
    kept = [one.status for one in records_of(project.records) if one.status in {"denied", "planned"}]
    assert (total["all"], total["denied"]) == (len(kept), kept.count("denied"))
