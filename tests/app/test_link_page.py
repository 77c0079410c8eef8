"""Suggested links on the page of all records: accepted or declined by name, and not shown again."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.project import Project
from tests.app.test_records_page import field

FRENCH = "newarab-french-darzab"
PAGE = """
from geo.app import link_page
from geo.app.records_session import RecordWork
from geo.app.shared import with_project

def show(project):
    work = RecordWork.of_visitor()
    work.ask_name()
    work.follow_unless_typed()
    work.show_notice()
    work.show_undo()
    link_page.show_suggestions(work, project)

with_project(show)
"""


@pytest.fixture
def page(copied: Path) -> AppTest:
    """Return the suggestions where two reports have fighters from France in Darzab on one day, to a named visitor."""
    path = copied / "data" / "activity.csv"
    [line] = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(f"{FRENCH},")]
    line = line.replace("2017-12-12", "2018-03-01")
    one = line.replace(FRENCH, "first")
    other = line.replace(FRENCH, "again").replace("newarab-jowzjan-darzab", "khaama-csto-sidorov")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{one}\n{other}\n")
    app = AppTest.from_string(PAGE, default_timeout=60).run()
    assert not app.exception
    field(app.text_input, "Your name").set_value("Mariam").run()
    return app


def suggestions(page: AppTest) -> list[str]:
    return [button.key or "" for button in page.button if button.label == "One event"]


def linked() -> dict[str, str]:
    records = Project.load().records
    return dict(records.loc[records["id"].isin(["first", "again"]), ["id", "event_id"]].to_numpy().tolist())


def test_a_pair_is_shown_with_its_reasons_and_can_be_accepted(page: AppTest) -> None:
    assert suggestions(page) == ["one first and again"]
    assert any("both in Darzab" in text.value for text in page.markdown)
    page.button("one first and again").click().run()
    assert not page.exception
    assert linked() == {"first": "event-first", "again": "event-first"}
    assert suggestions(page) == []
    assert "2 records linked" in page.success[0].value


def test_a_pair_that_is_declined_is_not_shown_again_until_that_is_undone(page: AppTest, copied: Path) -> None:
    page.button("apart first and again").click().run()
    assert not page.exception
    assert suggestions(page) == []
    assert set(linked().values()) == {""}
    [row] = (copied / "data" / "apart.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert row.startswith("again,first,Mariam,")
    next(button for button in page.button if button.label.startswith("Undo")).click().run()
    assert suggestions(page) == ["one first and again"]


def test_a_decision_needs_a_name(page: AppTest) -> None:
    field(page.text_input, "Your name").set_value("").run()
    page.button("one first and again").click().run()
    assert "Enter your name first" in page.error[0].value
    assert set(linked().values()) == {""}
