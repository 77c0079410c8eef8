"""The review page: a suggestion is corrected, accepted, rejected, split and restored; an upload becomes a review."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.activity.draft import drafts_of
from geo.activity.review import Review
from geo.project import Project
from geo.reports import new_report

DAY = date(2017, 12, 12)
TEXT = (
    "Officials said that more than 40 Daesh fighters are present in Darzab and Qushtepa districts of Jowzjan. "
    "The Taliban attacked a post in Achin district of Nangarhar. Villagers of Gul Sang valley heard shots."
)
# the map is the browser's matter
PAGE = """
from geo.app import review_page
from geo.app.shared import with_project
review_page.load_component = lambda: lambda **_: None
with_project(review_page.show)
"""


@pytest.fixture
def page(copied: Path) -> AppTest:
    """Return the page of a review that has begun, with a name typed."""
    project = Project.load(copied)
    report = new_report("Night in Darzab", "The Paper", DAY, DAY, "day", TEXT)
    mentions = project.scan(TEXT, DAY)
    suggestions = project.suggester.suggest(TEXT, mentions)
    Review.begin(copied, report, drafts_of(report, suggestions, project.gazetteer, mentions))
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.query_params["report"] = report.id
    app.run()
    app.text_input(key="reviewer").set_value("Mariam").run()
    assert not app.exception
    return app


def rows(base: Path) -> list[dict[str, str]]:
    with (base / "data" / "activity.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["report_id"].startswith("the-paper")]


def labelled(fields: Iterable[Any], label: str) -> Any:
    return next(one for one in fields if one.label == label)


def press(app: AppTest, label: str) -> None:
    labelled(app.button, label).click().run()
    assert not app.exception


def told(app: AppTest) -> str:
    return " ".join(one.value for one in app.caption)


def test_nothing_is_accepted_without_a_name(page: AppTest) -> None:
    assert not labelled(page.button, "Accept").disabled
    page.text_input(key="reviewer").set_value("  ").run()
    assert labelled(page.button, "Accept").disabled


def test_a_correction_goes_into_the_accepted_row(page: AppTest, copied: Path) -> None:
    labelled(page.number_input, "At most").set_value(60).run()
    labelled(page.text_input, "According to").set_value("the governor").run()
    press(page, "Accept")
    (row,) = rows(copied)
    assert (row["count_low"], row["count_high"], row["claimed_by"]) == ("40", "60", "the governor")
    assert row["accepted_by"] == "Mariam"
    assert "1 to decide, 1 decided." in told(page)


def test_bounds_in_the_wrong_order_are_refused(page: AppTest, copied: Path) -> None:
    labelled(page.number_input, "At most").set_value(3).run()
    assert [one.value for one in page.error] == ["“At most” is less than “At least”."]
    press(page, "Accept")
    assert rows(copied)[0]["count_high"] == ""


def test_undo_restores_the_fields(page: AppTest, copied: Path) -> None:
    labelled(page.text_input, "According to").set_value("the governor").run()
    press(page, "Undo")
    assert labelled(page.text_input, "According to").value == "Officials"
    press(page, "Split")
    assert "3 to decide, 0 decided." in told(page)
    press(page, "Reject")
    press(page, "Undo")
    press(page, "Undo")
    assert "2 to decide, 0 decided." in told(page)
    assert rows(copied) == []


def test_a_place_that_is_missing_becomes_a_row(page: AppTest, copied: Path) -> None:
    press(page, "Add Gul Sang to the gazetteer")
    assert "Gul Sang" in (copied / "gazetteer" / "places.csv").read_text(encoding="utf-8")
    assert "Gul Sang is not in the gazetteer" not in " ".join(one.value for one in page.warning)


def test_a_pasted_page_becomes_a_review_of_its_article(copied: Path) -> None:
    app = AppTest.from_string(PAGE, default_timeout=60).run()
    pasted = f"Night in Darzab\nPublished: 12 December 2017\nShare\n{TEXT}\nRelated: Snow in Jurm\nSource: The Paper"
    labelled(app.text_area, "Or paste a page").set_value(pasted).run()
    assert [one.label for one in app.expander] == ["2 lines that are not the article were left out"]
    assert app.code[0].value == "Share\nRelated: Snow in Jurm"
    press(app, "Start review")
    (report,) = (copied / "data" / "reports").glob("the-paper-2017-night-in-darzab*.md")
    written = report.read_text(encoding="utf-8")
    assert TEXT in written
    assert "Jurm" not in written
