"""The page on which a table is imported: what it asks, what it says, and what it writes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.project import Project
from tests.imports.tables import acled, ged

PAGE = """
from geo.app import import_page
from geo.app.shared import with_project
with_project(import_page.show)
"""


@pytest.fixture
def page(copied: Path) -> AppTest:
    assert copied
    return AppTest.from_string(PAGE, default_timeout=60).run()


def upload(page: AppTest, name: str, frame: pd.DataFrame) -> AppTest:
    page.file_uploader[0].upload(name, frame.to_csv(index=False).encode(), "text/csv")
    page.run()
    assert not page.exception
    return page


def button(page: AppTest, label: str) -> None:
    next(one for one in page.button if label in one.label).click()
    page.run()
    assert not page.exception


def test_a_known_table_is_recognised_and_imported(page: AppTest) -> None:
    upload(page, "GEDEvent_v25_1.csv", ged({}, {"where_prec": 4}))
    assert "Uppsala Conflict Data Program" in page.info[0].value
    assert "somewhere in the province 50 %" in page.code[0].value
    button(page, "Import 2 records")
    assert "Imported 2 records into" in page.success[0].value
    assert Project.load().imports["ucdp-ged"].edition == "25.1"


def test_the_guess_is_shown_and_a_correction_is_used(page: AppTest) -> None:
    frame = pd.DataFrame({"date": ["2015-05-03"], "reported": ["2015-06-01"], "place": ["Darzab"]})
    upload(page, "ours.csv", frame)
    assert next(one for one in page.selectbox if one.label == "Date, or first day").value == "date"
    next(one for one in page.selectbox if one.label == "Date, or first day").select("reported")
    page.run()
    button(page, "Import 1 record")
    records = Project.load().imports["ours"].records
    assert str(records["date_from"][0].date()) == "2015-06-01"


def test_what_is_still_missing_is_asked_for(page: AppTest) -> None:
    upload(page, "ours.csv", pd.DataFrame({"colour": ["red"], "place": ["Darzab"]}))
    assert page.warning[0].value == "Choose a column for date_from."


def test_bad_rows_are_left_out_only_when_the_user_says_so(page: AppTest) -> None:
    upload(page, "GEDEvent_v25_1.csv", ged({}, {"date_start": "yesterday"}))
    assert "1 row cannot be used." in page.error[0].value
    assert next(one for one in page.button if "Import 1" in one.label).disabled
    next(one for one in page.checkbox if "Leave out" in one.label).check()
    page.run()
    button(page, "Import 1 record")
    assert len(Project.load().imports["ucdp-ged"].records) == 1


def test_a_new_edition_shows_what_it_changes(page: AppTest) -> None:
    upload(page, "GEDEvent_v25_1.csv", ged({}, {}))
    button(page, "Import 2 records")
    upload(page, "GEDEvent_v26_1.csv", ged({"best": 9, "high": 9}, {}, {}))
    assert any("adds 1 record, changes 1 and withdraws 0" in one.value for one in page.info)
    button(page, "Replace the earlier edition")
    assert Project.load().imports["ucdp-ged"].edition == "26.1"


def test_what_the_licence_forbids_is_kept(page: AppTest) -> None:
    upload(page, "export.csv", acled({}))
    button(page, "Import 1 record")
    assert not Project.load().imports["acled"].share


def test_a_file_that_is_no_table_is_refused_in_words(page: AppTest) -> None:
    page.file_uploader[0].upload("book.xlsx", b"no workbook", "application/octet-stream")
    page.run()
    assert not page.exception
    assert "cannot be read" in page.code[0].value
