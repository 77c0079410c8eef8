"""What the browser sends about a review is saved once, in order, and only when it can be."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.activity import Record
from geo.activity.draft import Draft
from geo.activity.review import Review
from geo.app.desk import Session
from geo.project import Project
from geo.reports import new_report

DAY = date(2017, 12, 12)
REPORT = new_report("Night in Darzab", "The Paper", DAY, DAY, "day", "Shots were heard in Darzab and in Achin.")
ADDED = {
    "place_id": "af.kunar",
    "date_from": "2017-12-12",
    "date_to": "2017-12-12",
    "date_precision": "day",
    "kind": "attack",
    "status": "reported",
    "evidence": "0-15",
}


def draft(key: str, *places: str) -> Draft:
    return Draft(
        key,
        Record(
            id=key, place_id=places, date_from=DAY, date_to=DAY, kind="attack", report_id=(REPORT.id,), count_low=40
        ),
    )


DRAFTS = (draft("a1", "af.jowzjan.darzab", "af.jowzjan.qush-tepa"), draft("b2", "af.nangarhar.achin"))


@dataclass
class Browser:
    """A browser's half: it numbers what it decides, and sends it."""

    base: Path
    project: Project
    by: str = "Mariam"
    session: Session = field(default_factory=Session)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def decide(self, action: str, key: str = "", /, **changes: str) -> list[str]:
        """Decide, send that, and return the problems."""
        self.sent.append(
            {"n": len(self.sent) + 1, "action": action, "key": key, "by": self.by, "changes": changes},
        )
        return self.send(self.sent[-1:])

    def send(self, decisions: list[dict[str, Any]]) -> list[str]:
        sent = {"client": self.by, "have": "", "at": "", "paused": False, "decisions": decisions}
        before = len(self.session.problems)
        self.session.take(sent, self.project, self.base, REPORT, DRAFTS)
        return [problem["text"] for problem in self.session.problems[before:]]

    def review(self) -> Review:
        return Review.open(self.base, REPORT, DRAFTS)


@pytest.fixture
def mariam(copied: Path) -> Browser:
    return Browser(copied, Project.load(copied))


def rows(base: Path) -> list[dict[str, str]]:
    with (base / "data" / "activity.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["report_id"].startswith("the-paper")]


def test_what_is_sent_again_is_not_applied_again(mariam: Browser) -> None:
    mariam.decide("accepted", "a1")
    mariam.decide("rejected", "b2")
    assert mariam.send(mariam.sent) == []
    assert [one.action for one in mariam.review().decisions] == ["accepted", "rejected"]
    assert mariam.session.done == 2
    assert len(rows(mariam.base)) == 1


def test_decisions_that_waited_are_saved_in_their_order(mariam: Browser) -> None:
    numbered = [("corrected", {"count_high": "60"}), ("accepted", {})]
    sent = [
        {"n": n, "action": action, "key": "a1", "by": "Mariam", "changes": changes}
        for n, (action, changes) in enumerate(numbered, 1)
    ]
    assert mariam.send(sent) == []
    assert rows(mariam.base)[0]["count_high"] == "60"


def test_a_page_that_is_opened_again_counts_from_one(mariam: Browser) -> None:
    mariam.decide("rejected", "a1")
    mariam.sent.clear()
    mariam.session.client = "before the reload"
    assert mariam.decide("rejected", "b2") == []
    assert len(mariam.review().decisions) == 2


def test_nothing_is_decided_without_a_name(mariam: Browser) -> None:
    mariam.by = "  "
    assert mariam.decide("accepted", "a1") == ["Enter your name first"]
    assert rows(mariam.base) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"place_id": "af.atlantis"}, "place_id: af.atlantis is not one of those that can be chosen"),
        ({"kind": "rumour"}, "kind: rumour is not"),
        ({"status": "perhaps"}, "status: perhaps is not"),
        ({"actors": "nobody"}, "actors: nobody is not"),
        ({"count_high": "3"}, "count: the upper bound is less than the lower"),
        ({"killed_low": "-1"}, "killed: "),
        ({"count_low": "many"}, "invalid literal"),
        ({"date_to": "2016-01-01"}, "the last day is before the first"),
        ({"date_from": ""}, "date_from"),
    ],
)
def test_a_cell_that_its_column_cannot_hold_is_refused(mariam: Browser, changes: dict[str, str], problem: str) -> None:
    (told,) = mariam.decide("corrected", "a1", **changes)
    assert told.startswith("Not saved: ")
    assert problem in told
    assert mariam.review().decisions == []


def test_targets_may_be_in_words_of_ones_own(mariam: Browser) -> None:
    assert mariam.decide("corrected", "a1", targets="civilians") == []
    assert mariam.review().drafts[0].record.targets == ("civilians",)


def test_what_a_program_writes_cannot_be_sent(mariam: Browser) -> None:
    mariam.decide("corrected", "a1", id="mine", accepted_by="somebody", why="because", note="seen")
    assert dict(mariam.review().decisions[0].changes) == {"note": "seen"}


def test_a_missed_event_is_added_and_accepted(mariam: Browser) -> None:
    key = "0123456789abcdef"
    assert mariam.decide("added", key, **ADDED) == []
    assert mariam.review().pending()[-1].key == key
    assert mariam.decide("accepted", key) == []
    (row,) = rows(mariam.base)
    assert (row["place_id"], row["evidence"], row["why"]) == ("af.kunar", "0-15", "assigned by hand")
    assert mariam.decide("undone") == []
    assert mariam.decide("undone") == []
    assert rows(mariam.base) == []
    assert len(mariam.review().drafts) == 2


@pytest.mark.parametrize("key", ["a1", "", "../../etc", "0123456789ABCDEF"])
def test_what_is_added_needs_a_key_of_its_own(mariam: Browser, key: str) -> None:
    assert mariam.decide("added", key, **ADDED) != []
    assert len(mariam.review().drafts) == 2


def test_who_decides_second_is_told_who_was_first_and_what(mariam: Browser) -> None:
    ali = Browser(mariam.base, mariam.project, "Ali")
    mariam.decide("rejected", "b2")
    assert ali.decide("accepted", "b2") == ["Mariam has already rejected this suggestion; nothing was written"]
    assert ali.decide("undone") == ["Ali has nothing to undo"]
    assert [one.by for one in mariam.review().decisions] == ["Mariam"]


def test_a_reviewer_undoes_only_what_is_their_own(mariam: Browser) -> None:
    ali = Browser(mariam.base, mariam.project, "Ali")
    mariam.decide("split", "a1")
    ali.decide("rejected", "b2")
    assert mariam.decide("undone") == []
    assert [one.by for one in mariam.review().decisions] == ["Ali"]


def test_what_somebody_else_built_on_is_not_undone(mariam: Browser) -> None:
    ali = Browser(mariam.base, mariam.project, "Ali")
    mariam.decide("split", "a1")
    ali.decide("accepted", "a1-af.jowzjan.darzab")
    assert mariam.decide("undone") == ["Ali has accepted it since; nothing was undone"]
    assert len(rows(mariam.base)) == 1


def test_the_article_is_sent_once(mariam: Browser) -> None:
    data = mariam.session.data(mariam.project, mariam.review(), [])
    assert data["article"]["title"] == "Night in Darzab"
    mariam.session.have = data["stamp"]
    assert mariam.session.data(mariam.project, mariam.review(), [])["article"] is None
