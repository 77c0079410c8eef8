"""The time map counts in the browser what the table of activity says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.activity import records_of
from geo.maps.payload import payload
from geo.project import Project
from geo.timeline import bins, count, join, rolled_up
from tests.web.asking import Browser, browser

ALL: dict[str, list[str]] = {"actors": [], "kinds": [], "statuses": []}
DARZAB, QUSH_TEPA, JOWZJAN = "af.jowzjan.darzab", "af.jowzjan.qush-tepa", "af.jowzjan"
TWO_DISTRICTS, FRENCH = "newarab-foreign-fighters-two-districts", "newarab-french-darzab"


@pytest.fixture(scope="module")
def asked() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def sent(project: Project) -> dict[str, Any]:
    return payload(project, project.records)


def model(asked: Browser, sent: dict[str, Any], unit: str = "month", **choices: Any) -> tuple[list[date], list[int]]:
    """Open the model, and return its steps' first days and how many events each touches."""
    asked_for = {"payload": sent, "unit": unit, "rolled": choices.get("rolled", False)}
    opened = asked.ask("model", {**asked_for, "filter": {**ALL, **choices.get("filter", {})}})
    return [date.fromisoformat(day) for day in opened["steps"]], opened["histogram"]


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
def test_each_step_counts_the_events_that_touch_it(
    unit: str, asked: Browser, sent: dict[str, Any], project: Project
) -> None:
    starts, histogram = model(asked, sent, unit)
    for (first, after), counted in zip(pairwise([*starts, date.max]), histogram, strict=True):
        last = after - timedelta(days=1)
        touching = [one for one in records_of(project.records) if one.span.first <= last and one.span.last >= first]
        assert counted == len({one.event_id or one.id for one in touching}), first


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


# --- linked records ---


@pytest.fixture
def linked(project: Project) -> dict[str, Any]:
    """Return a map on which two reports of December 2017 are linked: one on Darzab and Qush Tepa, one on Darzab."""
    records = project.records.assign(event_id="")
    records.loc[records["id"].isin([TWO_DISTRICTS, FRENCH]), "event_id"] = "fighters"
    return payload(project, records)


def test_a_linked_event_counts_once_at_each_place_and_once_in_all(
    linked: dict[str, Any], asked: Browser, project: Project
) -> None:
    unlinked = payload(project, project.records.assign(event_id=""))
    found = []
    for sent in (unlinked, linked):
        starts, histogram = model(asked, sent)
        step = starts.index(date(2017, 12, 1))
        tallied = asked.ask("tally", [step, step])
        counts = [tallied["places"][key] for key in (DARZAB, QUSH_TEPA)]
        found.append([*(sums["all"] for sums in (*counts, tallied["total"])), histogram[step]])
        assert [sums["records"] for sums in counts] == found[0][:2]
        assert tallied["total"]["records"] == found[0][2]
    darzab, qush_tepa, all_, bar = found[0]
    # Qush Tepa is named by one of the two reports only
    assert found[1] == [darzab - 1, qush_tepa, all_ - 1, bar - 1]


def test_a_linked_event_counts_once_on_the_province(linked: dict[str, Any], asked: Browser) -> None:
    starts, _ = model(asked, linked, rolled=True)
    step = starts.index(date(2017, 12, 1))
    sums = asked.ask("tally", [step, step])["places"][JOWZJAN]
    assert sums["records"] == sums["all"] + 1


def test_a_filter_that_keeps_one_report_of_an_event_keeps_the_event(linked: dict[str, Any], asked: Browser) -> None:
    starts, _ = model(asked, linked, filter={"kinds": ["presence"], "actors": ["islamic-state-khorasan"]})
    step = starts.index(date(2017, 12, 1))
    sums = asked.ask("tally", [step, step])["places"][DARZAB]
    assert sums["records"] == sums["all"]


@given(choices=st.lists(st.integers(0, 4), min_size=75, max_size=75), unit=st.sampled_from(["week", "month", "year"]))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_python_and_the_browser_count_the_same(asked: Browser, project: Project, choices: list[int], unit: Any) -> None:
    records = project.records.assign(
        event_id=[f"e{choice}" if choice else "" for choice in choices[: len(project.records)]]
    )
    starts, _ = model(asked, payload(project, records), unit)
    counts = count(join(records, project.gazetteer, project.store), bins(*project.period(), unit)).to_numpy().T
    for step in range(0, len(starts), 7):
        tallied = asked.ask("tally", [step, step])["places"]
        assert sum(sums["all"] for sums in tallied.values()) == counts[step].sum()
