"""The review page: what the desk is given, and what stands below it."""

from __future__ import annotations

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
# what the browser does with the desk and the map is its own matter
PAGE = """
import streamlit as st
from geo.app import review_page
from geo.app.shared import with_project
review_page.load_component = lambda: lambda **_: None
review_page.load_desk = lambda: lambda data, **_: st.session_state.update(data=data)
with_project(review_page.show)
"""


@pytest.fixture
def page(copied: Path) -> AppTest:
    """Return the page of a review that has begun."""
    project = Project.load(copied)
    report = new_report("Night in Darzab", "The Paper", DAY, DAY, "day", TEXT)
    mentions = project.scan(TEXT, DAY)
    suggestions = project.suggester.suggest(TEXT, mentions)
    Review.begin(copied, report, drafts_of(report, suggestions, project.gazetteer, mentions))
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.query_params["report"] = report.id
    app.run()
    assert not app.exception
    return app


def shown(page: AppTest) -> dict[str, Any]:
    data: dict[str, Any] = page.session_state["data"]
    return data


def test_the_desk_is_given_the_article_and_what_it_suggests(page: AppTest) -> None:
    article = shown(page)["article"]
    assert article["text"].startswith("Officials said")
    assert [draft["row"]["kind"] for draft in article["drafts"]] == ["presence", "attack"]
    start, end, verdict, place = article["mentions"][0]
    assert (TEXT[start:end], verdict, place) == ("Darzab", "resolved", "af.jowzjan.darzab")


def test_a_review_that_was_begun_can_be_continued(page: AppTest) -> None:
    report = page.query_params["report"]
    del page.query_params["report"]
    page.run()
    page.sidebar.selectbox[0].select("Night in Darzab").run()
    assert not page.exception
    assert page.query_params["report"] == report


def test_a_damaged_review_is_told_instead_of_the_desk(page: AppTest, copied: Path) -> None:
    next((copied / "data" / "review").glob("*.json")).write_text("{", encoding="utf-8")
    page.run()
    assert not page.exception
    assert "is damaged; put back an older copy" in page.code[0].value


def test_a_place_that_is_missing_becomes_a_row(page: AppTest, copied: Path) -> None:
    next(one for one in page.button if one.label == "Add Gul Sang to the gazetteer").click().run()
    assert not page.exception
    assert "Gul Sang" in (copied / "gazetteer" / "places.csv").read_text(encoding="utf-8")
    assert "Gul Sang is not in the gazetteer" not in " ".join(one.value for one in page.warning)


def test_a_pasted_page_becomes_a_review_of_its_article(copied: Path) -> None:
    app = AppTest.from_string(PAGE, default_timeout=60).run()
    pasted = f"Night in Darzab\nPublished: 12 December 2017\nShare\n{TEXT}\nRelated: Snow in Jurm\nSource: The Paper"
    next(one for one in app.text_area if one.label == "Or paste a page").set_value(pasted).run()
    assert [one.label for one in app.expander] == ["2 lines that are not the article were left out"]
    assert app.code[0].value == "Share\nRelated: Snow in Jurm"
    next(one for one in app.button if one.label == "Start review").click().run()
    assert not app.exception
    (report,) = (copied / "data" / "reports").glob("the-paper-2017-night-in-darzab*.md")
    written = report.read_text(encoding="utf-8")
    assert TEXT in written
    assert "Jurm" not in written
