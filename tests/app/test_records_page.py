"""The records page: a form for one record, links and deletion for several, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.activity import events
from geo.app.records_session import RecordWork
from geo.project import Project

FAMILIES, STRONGHOLD = "ariana-families-officials", "ariana-stronghold-officials"
PAGE = """
from geo.app import records_page
from geo.app.shared import with_project
with_project(records_page.show)
"""
# the first record stands in for one of an import
WITH_IMPORT = """
from dataclasses import replace
from geo.app import records_page
from geo.app.shared import with_project

def show(project):
    records = project.records.assign(dataset="")
    records.loc[0, ["id", "dataset"]] = ["ged/1", "ged"]
    records_page.show(replace(project, records=records))

with_project(show)
"""


@pytest.fixture
def page(copied: Path) -> AppTest:
    """Return the page on a copy of the project, to a visitor who has entered a name."""
    del copied
    return opened(PAGE)


def opened(script: str) -> AppTest:
    app = AppTest.from_string(script, default_timeout=60).run()
    assert not app.exception
    field(app.text_input, "Your name").set_value("Mariam").run()
    return app


def field(widgets: Iterable[Any], label: str) -> Any:
    return next(one for one in widgets if one.label == label)


def press(page: AppTest, label: str) -> None:
    field(page.button, label).click().run()
    assert not page.exception


def work(page: AppTest) -> RecordWork:
    found = page.session_state["RecordWork"]
    assert isinstance(found, RecordWork)
    return found


def select(page: AppTest, *keys: str) -> None:
    """Select records, as a click in the list would."""
    work(page).select(list(keys))
    page.run()
    assert not page.exception


def activity(base: Path) -> Path:
    return base / "data" / "activity.csv"


def told(page: AppTest) -> str:
    return " ".join(one.value.replace("\\", "") for one in (*page.success, *page.error, *page.warning))


def test_the_list_has_what_search_and_filters_leave(page: AppTest, project: Project) -> None:
    assert len(page.dataframe[0].value) == len(project.records)
    field(page.text_input, "Search").set_value("Qosh Tapa").run()
    found = project.records["place_id"].astype(str).str.contains("af.jowzjan.qush-tepa")
    assert len(page.dataframe[0].value) == found.sum()
    field(page.sidebar.multiselect, "Status").set_value(["planned"]).run()
    assert len(page.dataframe[0].value) == (found & (project.records["status"] == "planned")).sum()
    field(page.text_input, "Search").set_value("neither here nor there").run()
    assert not page.exception
    assert page.info[0].value == "No records match. Try removing a filter or a word."


def test_a_count_is_changed_saved_and_undone(page: AppTest, copied: Path) -> None:
    before = activity(copied).read_bytes()
    select(page, FAMILIES)
    assert field(page.number_input, "Count, at least").value == 600
    field(page.number_input, "Count, at least").set_value(500).run()
    press(page, "Save")
    record = Project.load(copied).records.set_index("id").loc[FAMILIES]
    assert (record["count_low"], record["accepted_by"]) == (500, "Mariam")
    assert f"Saved: {FAMILIES} changed." in told(page)
    press(page, next(one.label for one in page.button if one.label.startswith("Undo")))
    assert activity(copied).read_bytes() == before
    assert field(page.number_input, "Count, at least").value == 600


def test_a_problem_stands_at_its_field_and_what_was_typed_stays(page: AppTest, copied: Path) -> None:
    before = activity(copied).read_bytes()
    select(page, FAMILIES)
    field(page.number_input, "Count, at least").set_value(700).run()
    field(page.text_input, "Unit").set_value("people").run()
    press(page, "Save")
    problems = " ".join(str(one.proto.body) for one in page.get("html"))
    assert "is less than count_low, 700; swap or correct the two counts" in problems
    assert activity(copied).read_bytes() == before
    # nor is it lost by looking at another record
    select(page, STRONGHOLD)
    select(page, FAMILIES)
    assert field(page.number_input, "Count, at least").value == 700
    assert field(page.text_input, "Unit").value == "people"
    field(page.number_input, "Count, at most").set_value(800).run()
    press(page, "Save")
    assert Project.load(copied).records.set_index("id").loc[FAMILIES, "count_high"] == 800


def test_without_a_name_nothing_is_saved(page: AppTest, copied: Path) -> None:
    before = activity(copied).read_bytes()
    field(page.text_input, "Your name").set_value(" ").run()
    select(page, FAMILIES)
    field(page.text_input, "Unit").set_value("people").run()
    press(page, "Save")
    assert "Enter your name first" in told(page)
    assert activity(copied).read_bytes() == before


def test_a_record_is_added_with_its_place_in_another_spelling(page: AppTest, copied: Path) -> None:
    press(page, "Add a record")
    field(page.multiselect, "Places").set_value(["Qosh Tapa district"]).run()
    assert field(page.multiselect, "Places").value == ["af.jowzjan.qush-tepa"]
    assert field(page.text_input, "Place as reported").value == "Qosh Tapa district"
    assert field(page.selectbox, "Location precision").value == "district"
    press(page, "Save")
    assert "to fix first" in told(page)
    field(page.date_input, "First day").set_value(date(2017, 12, 12)).run()
    field(page.date_input, "Last day").set_value(date(2017, 12, 12)).run()
    field(page.selectbox, "Activity").set_value("attack").run()
    field(page.selectbox, "Confidence").set_value("medium").run()
    field(page.multiselect, "Reports").set_value(["newarab-jowzjan-darzab"]).run()
    field(page.multiselect, "Targets").set_value(["civilians"]).run()
    press(page, "Save")
    added = Project.load(copied).records.set_index("id").loc["newarab-jowzjan-darzab-1"]
    assert (added["place_id"], added["targets"], added["why"]) == (
        "af.jowzjan.qush-tepa",
        "civilians",
        "assigned by hand",
    )
    # it is selected, to go on with
    assert work(page).chosen == ["newarab-jowzjan-darzab-1"]


def test_a_name_that_several_places_have_is_explained(page: AppTest) -> None:
    press(page, "Add a record")
    field(page.multiselect, "Places").set_value(["Kohistan"]).run()
    assert not page.exception
    assert any("could mean any of these places" in one.value for one in page.code)


def test_records_are_linked_unlinked_and_deleted_together(page: AppTest, copied: Path) -> None:
    select(page, FAMILIES, STRONGHOLD)
    press(page, "These are one event")
    assert events.others(Project.load(copied).records, FAMILIES) == [STRONGHOLD]
    # the selection stays
    press(page, "Not one event")
    assert events.others(Project.load(copied).records, FAMILIES) == []
    before = activity(copied).read_bytes()
    press(page, "Delete 2 records")
    assert "Delete 2 records from activity.csv?" in told(page)
    assert activity(copied).read_bytes() == before
    press(page, "Yes, delete them")
    assert not {FAMILIES, STRONGHOLD} & set(Project.load(copied).records["id"])
    press(page, "Undo: 2 records deleted")
    assert activity(copied).read_bytes() == before


def test_one_record_is_taken_out_of_its_event(page: AppTest, copied: Path) -> None:
    select(page, FAMILIES, STRONGHOLD)
    press(page, "These are one event")
    select(page, STRONGHOLD)
    press(page, "Not this event")
    assert events.others(Project.load(copied).records, FAMILIES) == []


def test_a_file_that_changed_underneath_is_not_overwritten(page: AppTest, copied: Path) -> None:
    select(page, FAMILIES)
    field(page.text_input, "Unit").set_value("people").run()
    theirs = activity(copied).read_bytes().replace(b"Zakaria Sowda", b"Z. Sowda")
    activity(copied).write_bytes(theirs)
    page.run()
    assert "Someone else has changed activity.csv since you started." in told(page)
    press(page, "Save")
    assert "nothing was written" in told(page)
    assert activity(copied).read_bytes() == theirs
    assert field(page.text_input, "Unit").value == "people"
    press(page, "Load their changes and keep mine")
    assert field(page.text_input, "Unit").value == "people"
    press(page, "Save")
    records = Project.load(copied).records.set_index("id")
    assert records.loc[FAMILIES, "unit"] == "people"
    assert records["claimed_by"].str.contains("Z. Sowda", regex=False).any()


def test_what_files_say_is_shown_as_text(page: AppTest, copied: Path) -> None:
    path = activity(copied)
    path.write_bytes(path.read_bytes().replace(FAMILIES.encode(), b"![x](http://a.example/x.png)"))
    page.run()
    select(page, "![x](http://a.example/x.png)")
    assert not any("![x](" in one.value for one in page.markdown)


def test_a_record_of_an_import_is_only_linked(copied: Path) -> None:
    page = opened(WITH_IMPORT)
    before = activity(copied).read_bytes()
    select(page, "ged/1")
    assert "A new edition replaces its records" in " ".join(one.value for one in page.caption)
    assert not {"Save", "Delete"} & {one.label for one in page.button}
    select(page, "ged/1", STRONGHOLD)
    # the other one can be deleted
    assert "Delete 1 record" in {one.label for one in page.button}
    press(page, "These are one event")
    assert "Saved: 2 records linked." in told(page)
    assert (
        (copied / "data" / "events.csv")
        .read_text(encoding="utf-8")
        .splitlines()[1]
        .startswith("ged/1,event-ged/1,Mariam,")
    )
    assert b"event-ged/1" in activity(copied).read_bytes()
    press(page, "Undo: 2 records linked")
    assert not (copied / "data" / "events.csv").exists()
    assert activity(copied).read_bytes() == before
