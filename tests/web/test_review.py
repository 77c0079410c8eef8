"""The browser shows a review as Python has it: both replay decisions by the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.activity import Record
from geo.activity.decisions import Decision, last_by, related, replayed
from geo.activity.draft import Draft
from tests.web.asking import Browser, browser

DAY = date(2017, 12, 12)
PLACES = ["af.kunar", "af.nuristan", "af.kabul"]
WHY = "af.kunar: “Kunar” is its name | af.nuristan: “Nuristan” is its name"
KEYS = ["a", "b", "a-af.kunar", "a-af.nuristan", "c"]
ADDED = {
    "place_id": "af.kabul",
    "date_from": "2017-12-12",
    "date_to": "2017-12-12",
    "date_precision": "day",
    "kind": "attack",
    "status": "reported",
    "report_id": "r",
}


def draft(key: str, *places: str) -> Draft:
    record = Record(
        id=key,
        place_id=places,
        date_from=DAY,
        date_to=DAY,
        kind="presence",
        report_id=("r",),
        count_low=40,
        killed_low=2,
        unit="fighters",
        why=WHY,
    )
    return Draft(key, record, likely=0.5)


DRAFTS = [draft("a", "af.kunar", "af.nuristan"), draft("b", "af.kunar")]
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "place_id": st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True).map(";".join),
        "count_low": st.sampled_from(["", "7"]),
        "note": st.sampled_from(["", "seen"]),
    },
)
DECISIONS = st.one_of(
    st.builds(
        Decision,
        st.sampled_from(KEYS),
        st.sampled_from(["accepted", "rejected", "split"]),
        records=st.sampled_from([(), ("r-1",)]),
        by=st.sampled_from(["Mariam", "Ali"]),
        at=st.sampled_from(["", "2026-01-01T00:00:00+00:00"]),
    ),
    st.builds(Decision, st.sampled_from(KEYS), st.just("corrected"), CHANGES, by=st.sampled_from(["Mariam", "Ali"])),
    st.builds(Decision, st.just("c"), st.just("added"), st.just(ADDED), by=st.just("Mariam")),
)


@pytest.fixture(scope="module")
def asked() -> Iterator[Browser]:
    with browser() as running:
        yield running


def plain(drafts: list[Draft]) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "state": one.state,
            "likely": one.likely,
            "reasons": list(one.reasons),
            "row": {name: cell for name, cell in one.record.to_row().items() if cell},
        }
        for one in drafts
    ]


@given(st.lists(DECISIONS, max_size=10))
@settings(max_examples=200)
def test_decisions_are_replayed_alike(asked: Browser, decisions: list[Decision]) -> None:
    given_ = {"drafts": plain(DRAFTS), "log": [asdict(one) for one in decisions], "since": []}
    assert asked.ask("review", given_) == plain(replayed(DRAFTS, decisions))


@given(st.lists(DECISIONS, max_size=6), st.sampled_from(["Mariam", "Ali", "Zahra"]))
def test_undoing_takes_back_the_same(asked: Browser, decisions: list[Decision], by: str) -> None:
    at = last_by(decisions, by)
    kept = decisions
    if at is not None and not any(related(one.key, decisions[at].key) for one in decisions[at + 1 :]):
        kept = decisions[:at] + decisions[at + 1 :]
    undone = [{"action": "undone", "key": "", "by": by}]
    given_ = {"drafts": plain(DRAFTS), "log": [asdict(one) for one in decisions], "since": undone}
    assert asked.ask("review", given_) == plain(replayed(DRAFTS, kept))
