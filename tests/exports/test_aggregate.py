"""Added up by place, period and kind, nothing is counted twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.exports import aggregate
from geo.project import Project
from geo.timeline import UNITS, Unit
from tests.exports.conftest import DARZAB, KHUSTAK, NUSAY, QUSH_TEPA, made

DAYS = st.dates(date(2016, 1, 1), date(2018, 12, 31))
NUMBER = st.none() | st.integers(0, 9)


def row(table: pd.DataFrame, place: str, start: str | None = None) -> dict[str, object]:
    """Return the one row of a place and period."""
    found = table[table["place_id"] == place]
    if start:
        found = found[found["period_from"] == start]
    (only,) = found.to_dict("records")
    return {str(name): None if cell is pd.NA else cell for name, cell in only.items()}


def killed(table: pd.DataFrame, place: str) -> tuple[object, ...]:
    found = row(table, place)
    return tuple(found[name] for name in ("killed_low", "killed_high", "killed_open"))


def test_places_that_share_a_record_are_a_row_of_their_own() -> None:
    found = aggregate(made(
        {"place_id": f"{QUSH_TEPA};{DARZAB}", "killed_low": 4, "killed_high": 4}, {"place_id": DARZAB},
        {"place_id": f"{DARZAB};{QUSH_TEPA}", "killed_low": 1, "killed_high": 1},
    ))  # fmt: skip
    assert found["place_id"].tolist() == [DARZAB, f"{DARZAB};{QUSH_TEPA}"]
    assert killed(found, DARZAB) == (None, None, None)
    assert killed(found, f"{DARZAB};{QUSH_TEPA}") == (5, 5, 0)


def test_a_record_that_reaches_over_several_periods_counts_once() -> None:
    found = aggregate(made(
        {"date_from": "2017-10-25", "date_to": "2018-01-12", "date_precision": "within"}, {"date_to": "2017-12-31"},
        {"date_from": "2017-12-01"},
    ))  # fmt: skip
    assert [(str(first.date()), str(last.date()), number) for first, last, number in
            zip(found["period_from"], found["period_to"], found["records"], strict=True)] == [
        ("2017-10-01", "2018-01-31", 1), ("2017-12-01", "2017-12-31", 2),
    ]  # fmt: skip


def test_versions_of_an_event_count_once_with_the_range_of_their_numbers() -> None:
    found = aggregate(made(
        {"place_id": NUSAY, "location_precision": "near", "event_id": "e", "killed_low": 3, "killed_high": 5},
        {"place_id": "af.badakhshan", "location_precision": "province", "event_id": "e", "killed_low": 4,
         "killed_high": 8, "date_from": "2018-01-01", "date_to": "2018-01-02"},
        {"place_id": NUSAY, "killed_low": 10, "killed_high": 10},
    ))  # fmt: skip
    assert killed(found, NUSAY) == (13, 18, 0)
    nusay, badakhshan = row(found, NUSAY), row(found, "af.badakhshan")
    assert (nusay["events"], nusay["records"]) == (2, 2)
    # the less precise version is a record of the province, and the event is counted elsewhere
    assert (badakhshan["events"], badakhshan["records"], badakhshan["killed_high"]) == (0, 1, None)


def test_open_bounds_are_not_taken_for_numbers() -> None:
    found = aggregate(made(
        {"place_id": DARZAB, "killed_low": 40}, {"place_id": DARZAB, "killed_low": 1, "killed_high": 2},
        {"place_id": NUSAY, "killed_high": 5},
        {"place_id": KHUSTAK, "killed_low": 3, "event_id": "e"},
        {"place_id": KHUSTAK, "killed_low": 4, "killed_high": 6, "event_id": "e"},
    ))  # fmt: skip
    assert killed(found, DARZAB) == (41, 42, 1)
    assert killed(found, NUSAY) == (0, 5, 0)
    # another version says how many at most
    assert killed(found, KHUSTAK) == (3, 6, 0)


def test_what_is_denied_or_planned_is_no_event() -> None:
    found = aggregate(made(
        {"status": "denied", "killed_low": 9, "killed_high": 9}, {"status": "planned"}, {"status": "confirmed"},
    ))  # fmt: skip
    counts = ("events", "records", "denied", "planned", "killed_low")
    assert [row(found, DARZAB)[name] for name in counts] == [1, 3, 1, 1, None]


@pytest.mark.parametrize("unit", UNITS)
def test_every_record_of_the_project_is_in_one_row(project: Project, unit: Unit) -> None:
    found = aggregate(project.records, unit)
    assert found["records"].sum() == len(project.records)
    assert not found.duplicated(["place_id", "period_from", "period_to", "kind"]).any()
    assert aggregate(project.records.iloc[:0], unit).empty


def bounded(low: int | None, high: int | None) -> dict[str, int | None]:
    """Return two numbers as bounds, whichever is the lower."""
    given_both = low is not None and high is not None
    low, high = sorted((low, high)) if given_both else (low, high)  # type: ignore[type-var]
    return {"killed_low": low, "killed_high": high}


RECORD = st.fixed_dictionaries({
    "place_id": st.sampled_from([DARZAB, QUSH_TEPA, NUSAY, f"{DARZAB};{QUSH_TEPA}"]),
    "event_id": st.sampled_from(["", "e", "f"]),
    "status": st.sampled_from(["reported", "denied", "planned", "confirmed"]),
    "kind": st.sampled_from(["clash", "attack"]),
    "days": st.tuples(DAYS, DAYS).map(sorted),
    "killed": st.builds(bounded, NUMBER, NUMBER),
})  # fmt: skip


@settings(max_examples=40)
@given(st.lists(RECORD, min_size=1, max_size=8), st.sampled_from(UNITS))
def test_rows_add_up_to_what_a_person_would_count(rows: list[dict[str, Any]], unit: Unit) -> None:
    plain = [{**row, "date_from": row["days"][0], "date_to": row["days"][1], **row["killed"]} for row in rows]
    found = aggregate(made(*plain).drop(columns=["days", "killed"]), unit)
    events: dict[object, list[tuple[int | None, int | None]]] = {}
    for at, record in enumerate(plain):
        if record["status"] in {"reported", "confirmed"}:
            events.setdefault(record["event_id"] or at, []).append((record["killed_low"], record["killed_high"]))
    low = high = 0
    for versions in events.values():
        said = [(a or 0, a if b is None else b) for a, b in versions if (a, b) != (None, None)]
        low += min((least for least, _ in said), default=0)
        high += max((most or 0 for _, most in said), default=0)
    assert (found["events"].sum(), found["records"].sum()) == (len(events), len(plain))
    assert (found["killed_low"].sum(), found["killed_high"].sum()) == (low, high)
