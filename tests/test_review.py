"""What a person decides is kept, remembered, and can be undone; nothing else reaches activity.csv."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geo.activity import Suggester, records_of
from geo.activity.review import Review, new_report
from geo.errors import ConflictError, DataError
from geo.project import Project
from geo.scan import Scanner
from geo.tables.sheets import Sheet

DAY = date(2017, 12, 12)
TEXT = (
    "Officials said that more than 40 Daesh fighters are present in Darzab and Qushtepa districts of Jowzjan. "
    "The Taliban attacked a post in Achin district of Nangarhar in May 2015."
)


def begin(base: Path) -> Review:
    project = Project.load(base)
    report = new_report("Night in Darzab", "The Paper", DAY, DAY, "day", TEXT)
    scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    suggester = Suggester(project.gazetteer, project.actors, project.kinds, project.rules)
    mentions = scanner.scan(TEXT)
    return Review.begin(base, report, suggester.suggest(TEXT, mentions), project.gazetteer, mentions)


def rows(base: Path) -> list[dict[str, str]]:
    with (base / "data" / "activity.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["report_id"].startswith("the-paper")]


def test_nothing_unreviewed_is_a_record(copied: Path) -> None:
    review = begin(copied)
    assert [draft["kind"] for draft in review.pending()] == ["presence", "attack"]
    assert rows(copied) == []


def test_an_accepted_draft_is_a_record_with_who_and_when(copied: Path) -> None:
    review = begin(copied)
    review.accept(review.pending()[0]["key"], "Mariam")
    (row,) = rows(copied)
    assert (row["place_id"], row["count_low"], row["count_high"]) == (
        "af.jowzjan.darzab;af.jowzjan.qush-tepa",
        "40",
        "",
    )
    assert row["reviewed_by"] == "Mariam"
    assert row["reviewed_at"].startswith("20")
    project = Project.load(copied)
    record = next(one for one in records_of(project.records) if one.id == row["id"])
    assert record.accepted_by == "Mariam"
    assert project.reports[record.report_id[0]].quote(record.evidence).startswith("Officials said that more than 40")
    assert len(project.records) == 46


def test_decisions_outlive_a_reload_and_a_second_scan(copied: Path) -> None:
    first = begin(copied)
    first.reject(first.pending()[1]["key"])
    again = begin(copied)
    assert [draft["state"] for draft in again.drafts] == ["pending", "rejected"]
    assert len(again.pending()) == 1


def test_every_decision_can_be_undone_one_by_one(copied: Path) -> None:
    before = (copied / "data" / "activity.csv").read_bytes()
    review = begin(copied)
    key = review.pending()[0]["key"]
    review.correct(key, count_low="45")
    review.accept(key, "Mariam")
    review.reject(review.pending()[0]["key"])
    assert len(rows(copied)) == 1
    review = Review.open(copied, review.report)  # the log is kept, too
    assert [review.undo(), review.undo(), review.undo(), review.undo()] == [True, True, True, False]
    assert [draft["state"] for draft in review.drafts] == ["pending", "pending"]
    assert review.drafts[0]["count_low"] == "40"
    sheet = (copied / "data" / "activity.csv").read_bytes()
    # the two columns that a review needs stay; all rows are as before
    assert [line.split(b",")[0] for line in sheet.splitlines()] == [line.split(b",")[0] for line in before.splitlines()]


def test_a_record_keeps_why_its_places_were_chosen(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[0]["key"]
    darzab, _, qush_tepa = review.pending()[0]["why"].partition(" | ")
    assert darzab.startswith("af.jowzjan.darzab: “Darzab” is its name; it is a district, as the text says")
    assert qush_tepa.startswith("af.jowzjan.qush-tepa: “Qushtepa” is ")
    review.split(key)
    assert [one["why"] for one in review.pending()[:2]] == [darzab, qush_tepa]
    review.undo()
    review.accept(key, "Mariam")
    (row,) = rows(copied)
    assert row["why"] == f"{darzab} | {qush_tepa}"


def test_a_place_that_a_person_chose_is_said_to_be_theirs(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[1]["key"]
    review.correct(key, place_id="af.kabul")
    assert review.pending()[1]["why"] == "assigned by hand"
    review.undo()
    review.correct(key, claimed_by="a villager")
    assert review.pending()[1]["why"].startswith("af.nangarhar.achin: “Achin” is its name")


def test_a_split_keeps_no_number_that_was_of_the_places_together(copied: Path) -> None:
    review = begin(copied)
    review.split(review.pending()[0]["key"])
    parts = review.pending()[:2]
    assert [part["place_id"] for part in parts] == ["af.jowzjan.darzab", "af.jowzjan.qush-tepa"]
    assert [part["count_low"] for part in parts] == ["", ""]
    assert len({part["id"] for part in review.drafts}) == 3
    review.undo()
    assert review.pending()[0]["count_low"] == "40"


def test_a_text_that_is_a_formula_to_a_spreadsheet_is_none_in_the_file(copied: Path) -> None:
    review = begin(copied)
    key = review.pending()[0]["key"]
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


def test_a_damaged_review_is_told(copied: Path) -> None:
    review = begin(copied)
    (copied / "data" / "review" / f"{review.report.id}.json").write_text("{")
    with pytest.raises(DataError, match="is damaged; put back an older copy, or delete it to begin anew"):
        Review.open(copied, review.report)
