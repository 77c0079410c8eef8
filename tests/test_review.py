"""What a person decides is kept, remembered, and can be undone; nothing else reaches activity.csv."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.activity import records_of
from geo.activity.decisions import Decision, from_json, replayed, to_json
from geo.activity.draft import Draft, drafts_of
from geo.activity.review import Review
from geo.errors import ConflictError, DataError
from geo.project import Project
from geo.reports import Report, new_report
from geo.tables.sheets import Sheet
from tests.helpers.example import RECORDS

DAY = date(2017, 12, 12)
TEXT = (
    "Officials said that more than 40 Daesh fighters are present in Darzab and Qushtepa districts of Jowzjan. "
    "The Taliban attacked a post in Achin district of Nangarhar in May 2015."
)
REPORT = new_report("Night in Darzab", "The Paper", DAY, DAY, "day", TEXT)


def scanned(project: Project, report: Report = REPORT) -> list[Draft]:
    mentions = project.scan(report.body, report.published_from)
    return drafts_of(
        report, project.suggester.suggest(report.body, mentions, report.published), project.gazetteer, mentions
    )


def begin(base: Path) -> Review:
    return Review.begin(base, REPORT, scanned(Project.load(base)))


def again(review: Review) -> Review:
    """Return the review as another session opens it."""
    return Review.open(review.base, review.report, review.suggested)


def rows(base: Path) -> list[dict[str, str]]:
    with (base / "data" / "activity.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["report_id"].startswith("the-paper")]


def test_nothing_unreviewed_is_a_record(copied: Path) -> None:
    review = begin(copied)
    assert [draft.record.kind for draft in review.pending()] == ["presence", "attack"]
    assert rows(copied) == []


def test_an_accepted_draft_is_a_record_with_who_and_when(copied: Path) -> None:
    review = begin(copied)
    review.accept(review.pending()[0].key, "Mariam")
    (row,) = rows(copied)
    assert (row["place_id"], row["count_low"], row["count_high"]) == (
        "af.jowzjan.darzab;af.jowzjan.qush-tepa",
        "40",
        "",
    )
    assert row["accepted_by"] == "Mariam"
    assert row["accepted_at"].startswith("20")
    project = Project.load(copied)
    record = next(one for one in records_of(project.records) if one.id == row["id"])
    assert record.accepted_by == "Mariam"
    assert project.reports[record.report_id[0]].quote(record.evidence).startswith("Officials said that more than 40")
    assert len(project.records) == RECORDS + 1


def test_a_draft_tells_what_its_suggestion_does(project: Project) -> None:
    text = (
        "Officials said that Taliban fighters attacked a police post in Achin district of Nangarhar on Sunday, "
        "killing four soldiers and wounding six others."
    )
    report = new_report("Night in Achin", "The Paper", DAY, DAY, "day", text)
    record = max(scanned(project, report), key=lambda draft: draft.likely).record
    assert (record.killed_low, record.killed_high, record.wounded_low, record.wounded_high) == (4, 4, 6, 6)
    assert (record.date_from, record.date_to, record.date_precision) == (date(2017, 12, 10), date(2017, 12, 10), "day")
    assert "afghan-government-forces" in record.targets
    assert record.evidence == ((0, len(text)),)
    assert (record.claimed_by, record.confidence) == ("Officials", "medium")


def test_decisions_outlive_a_reload_and_a_second_scan(copied: Path) -> None:
    first = begin(copied)
    first.reject(first.pending()[1].key)
    second = begin(copied)
    assert [draft.state for draft in second.drafts] == ["pending", "rejected"]
    assert len(second.pending()) == 1


def test_every_decision_can_be_undone_one_by_one(copied: Path) -> None:
    before = (copied / "data" / "activity.csv").read_bytes()
    review = begin(copied)
    key = review.pending()[0].key
    review.correct(key, count_low=45)
    review.accept(key, "Mariam")
    review.reject(review.pending()[0].key)
    assert len(rows(copied)) == 1
    review = again(review)
    assert [review.undo(), review.undo(), review.undo(), review.undo()] == [True, True, True, False]
    assert [draft.state for draft in review.drafts] == ["pending", "pending"]
    assert review.drafts[0].record.count_low == 40
    sheet = (copied / "data" / "activity.csv").read_bytes()
    # the columns that a review needs stay; all rows are as before
    assert [line.split(b",")[0] for line in sheet.splitlines()] == [line.split(b",")[0] for line in before.splitlines()]


def test_a_record_keeps_why_its_places_were_chosen(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[0].key
    darzab, _, qush_tepa = review.pending()[0].record.why.partition(" | ")
    assert darzab.startswith("af.jowzjan.darzab: “Darzab” is its name; it is a district, as the text says")
    assert qush_tepa.startswith("af.jowzjan.qush-tepa: “Qushtepa” is ")
    review.split(key)
    assert [one.record.why for one in review.pending()[:2]] == [darzab, qush_tepa]
    review.undo()
    review.accept(key, "Mariam")
    (row,) = rows(copied)
    assert row["why"] == f"{darzab} | {qush_tepa}"


def test_a_place_that_a_person_chose_is_said_to_be_theirs(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[1].key
    review.correct(key, place_id=("af.kabul",))
    assert review.pending()[1].record.why == "assigned by hand"
    review.undo()
    review.correct(key, claimed_by="a villager")
    assert review.pending()[1].record.why.startswith("af.nangarhar.achin: “Achin” is its name")


def test_a_split_keeps_no_number_that_was_of_the_places_together(copied: Path) -> None:
    review = begin(copied)
    review.split(review.pending()[0].key)
    parts = review.pending()[:2]
    assert [part.record.place_id for part in parts] == [("af.jowzjan.darzab",), ("af.jowzjan.qush-tepa",)]
    assert [part.record.count_low for part in parts] == [None, None]
    for part in parts:
        review.accept(part.key, "Mariam")
    assert [row["place_id"] for row in rows(copied)] == ["af.jowzjan.darzab", "af.jowzjan.qush-tepa"]
    assert len({row["id"] for row in rows(copied)}) == 2
    review.undo()
    review.undo()
    review.undo()
    assert review.pending()[0].record.count_low == 40


def test_a_text_that_is_a_formula_to_a_spreadsheet_is_none_in_the_file(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[0].key
    review.correct(key, claimed_by="=HYPERLINK(1)")
    review.accept(key, "Mariam")
    assert rows(copied)[0]["claimed_by"] == "'=HYPERLINK(1)"


def test_what_changed_underneath_is_not_overwritten(copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    sheet = Sheet.open(path)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    sheet.add({"id": "x"})
    with pytest.raises(ConflictError, match=r"activity\.csv was changed by someone else; nothing was written"):
        sheet.save()


def test_unknown_columns_and_dialect_of_a_sheet_stay(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\ufeffid;mine\r\na;1\r\nb;2\r\n".encode())
    sheet = Sheet.open(path)
    sheet.add({"id": "c", "new": "x"})
    sheet.save()
    assert path.read_bytes() == "\ufeffid;mine;new\r\na;1;\r\nb;2;\r\nc;;x\r\n".encode()


@pytest.mark.parametrize("text", ["{", "", "[]", '{"decisions": [{"key": "a", "action": "burn"}]}', '{"drafts": 3}'])
def test_a_damaged_review_is_told(copied: Path, text: str) -> None:
    review = begin(copied)
    (copied / "data" / "review" / f"{review.report.id}.json").write_text(text)
    with pytest.raises(DataError, match="is damaged; put back an older copy, or delete it to begin anew"):
        again(review)


def test_the_file_holds_decisions_and_no_drafts(copied: Path) -> None:
    review = begin(copied)
    first, second = (draft.key for draft in review.pending())
    review.correct(first, "Mariam", claimed_by="the governor")
    review.correct(first, "Mariam", claimed_by="the governor")  # the same again is no decision
    review.reject(second, "Ali")
    text = (copied / "data" / "review" / f"{review.report.id}.json").read_text(encoding="utf-8")
    kept = json.loads(text)["decisions"]
    assert [{**entry, "at": ""} for entry in kept] == [
        {"key": first, "action": "corrected", "changes": {"claimed_by": "the governor"}, "by": "Mariam", "at": ""},
        {"key": second, "action": "rejected", "by": "Ali", "at": ""},
    ]
    assert "Darzab" not in text


def test_a_row_goes_into_the_columns_that_the_file_has(copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    before = Sheet.open(path).columns
    review = begin(copied)
    review.accept(review.pending()[0].key, "Mariam")
    assert Sheet.open(path).columns == [*before, "accepted_by", "accepted_at"]
    review.undo()
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    older = head.replace("accepted_by", "reviewed_by").replace("accepted_at", "reviewed_at")
    path.write_text(f"{older}\n{body}", encoding="utf-8")
    review.accept(review.pending()[0].key, "Mariam")
    assert Sheet.open(path).columns == older.split(",")
    assert rows(copied)[0]["reviewed_by"] == "Mariam"


def test_a_decision_on_what_is_no_longer_suggested_does_no_harm(copied: Path) -> None:
    review = begin(copied)
    first, second = review.suggested
    review.accept(first.key, "Mariam")
    fewer = Review.open(copied, REPORT, [second])
    assert [draft.key for draft in fewer.pending()] == [second.key]
    fewer.reject(second.key)
    assert [draft.state for draft in again(review).drafts] == ["accepted", "rejected"]
    # its row can still be taken back
    assert fewer.undo()
    assert fewer.undo()
    assert rows(copied) == []


def test_two_reviewers_lose_none_of_their_decisions(copied: Path) -> None:
    mariam = begin(copied)
    ali = again(mariam)
    first, second = (draft.key for draft in mariam.pending())
    mariam.accept(first, "Mariam")
    ali.reject(second, "Ali")
    assert [draft.state for draft in again(mariam).drafts] == ["accepted", "rejected"]
    with pytest.raises(ConflictError, match="Mariam has already accepted this suggestion"):
        ali.accept(first, "Ali")
    with pytest.raises(ConflictError):
        mariam.accept(second, "Mariam")
    assert len(rows(copied)) == 1


def test_decisions_at_the_same_moment_are_all_kept(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[0].key

    def note(number: int) -> None:
        again(review).correct(key, str(number), note=f"note {number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(note, range(16)))
    assert {one.by for one in again(review).decisions} == {str(number) for number in range(16)}


def test_a_row_whose_decision_was_lost_is_not_written_twice(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[0].key
    review.accept(key, "Mariam")
    # as if the program had been stopped between the two files
    (copied / "data" / "review" / f"{review.report.id}.json").write_text(to_json([]))
    review = again(review)
    review.accept(key, "Mariam")
    assert len(rows(copied)) == 1
    assert review.undo()
    assert rows(copied) == []


def test_files_with_all_drafts_are_still_read(copied: Path) -> None:
    activity = (copied / "data" / "activity.csv").read_bytes()
    suggested = scanned(Project.load(copied))
    first, second = ({"state": "pending", **draft.record.to_row(), "key": draft.key} for draft in suggested)
    corrected = {**first, "count_low": "45", "place_id": "af.jowzjan.darzab;af.kabul", "why": "…", "id": "paper-1"}
    parts = [
        {**corrected, "place_id": place, "key": f"{first['key']}-{place}"}
        for place in ("af.kabul", "af.jowzjan.darzab")
    ]
    accepted = {**parts[0], "state": "accepted", "reviewed_by": "Mariam", "reviewed_at": "2026-03-01T10:00:00+00:00"}
    rejected = {**second, "state": "rejected"}
    log = [
        {"before": [first], "after": [corrected]},
        {"before": [corrected], "after": parts},
        {"before": [parts[0]], "after": [accepted]},
    ]
    path = copied / "data" / "review" / f"{REPORT.id}.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"drafts": [accepted, parts[1], rejected], "log": log}), encoding="utf-8")
    review = Review.begin(copied, REPORT, suggested)
    assert [(one.action, one.records, one.by) for one in review.decisions] == [
        ("corrected", (), ""),
        ("split", (), ""),
        ("accepted", ("paper-1",), "Mariam"),
        ("rejected", (), ""),
    ]
    assert {draft.record.place_id: draft.state for draft in review.drafts} == {
        ("af.jowzjan.darzab",): "pending",
        ("af.kabul",): "accepted",
        ("af.nangarhar.achin",): "rejected",
    }
    assert again(review).decisions == review.decisions
    assert (copied / "data" / "activity.csv").read_bytes() == activity


STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "number", "place", "split", "undo", "undo"]), st.integers(0, 3)),
    max_size=12,
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, project: Project) -> tuple[Path, list[Draft]]:
    """Return a folder with a table of activity and nothing else, and what a scan of the text suggests."""
    base = tmp_path_factory.mktemp("small")
    (base / "data").mkdir()
    shutil.copy(Path("data/activity.csv"), base / "data" / "activity.csv")
    return base, scanned(project)


def decided(review: Review, steps: list[tuple[str, int]]) -> Iterator[None]:
    for number, (step, at) in enumerate(steps):
        if step == "undo":
            review.undo()
        elif pending := review.pending():
            key = pending[at % len(pending)].key
            match step:
                case "accept":
                    review.accept(key, "Mariam")
                case "reject":
                    review.reject(key)
                case "number":
                    review.correct(key, count_low=number, count_high=None)
                case "place":
                    review.correct(key, place_id=("af.kabul", "af.kunar"))
                case "split":
                    review.split(key)
        yield


@given(STEPS)
@settings(max_examples=40)
def test_replaying_decisions_gives_the_state_before_closing(
    small: tuple[Path, list[Draft]], steps: list[tuple[str, int]]
) -> None:
    base, suggested = small
    review = Review.begin(base, REPORT, suggested)
    for _ in decided(review, steps):
        assert again(review).drafts == review.drafts == replayed(suggested, from_json(to_json(review.decisions)))
        # the table holds what is accepted, and nothing else of this report
        accepted = {draft.record.id: draft.record.to_row() for draft in review.drafts if draft.state == "accepted"}
        written = {row["id"]: row for row in rows(base)}
        assert written.keys() == accepted.keys()
        assert all(row[name] == cell for key, row in written.items() for name, cell in accepted[key].items() if cell)
    while review.undo():
        pass
    assert review.drafts == suggested
    assert rows(base) == []


@given(st.lists(st.builds(Decision, st.sampled_from(["", "a", "gone"]), st.sampled_from(["accepted", "split"]))))
def test_decisions_on_nothing_change_nothing(decisions: list[Decision]) -> None:
    assert replayed([], decisions) == []
