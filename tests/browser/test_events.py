"""Linked records on the exported map: one event counts once, and its reports stand side by side."""

from __future__ import annotations

import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

from geo.maps import export
from geo.project import Project
from tests.browser.test_accessibility import check
from tests.helpers.pages import PHONE, Open, Visit

DARZAB = "af.jowzjan.darzab"
TWO_DISTRICTS, KHAAMA = "newarab-foreign-fighters-two-districts", "khaama-fighters-three-provinces"


@pytest.fixture(scope="module")
def linked(project: Project, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a map on which two records of Darzab, from two publishers, are one event."""
    records = project.records.assign(event_id="")
    records.loc[records["id"].isin([TWO_DISTRICTS, KHAAMA]), "event_id"] = "fighters"
    # as if it were of the same fighters, a day later
    records.loc[records["id"] == KHAAMA, ["date_from", "date_to"]] = pd.Timestamp("2017-12-13")
    path = tmp_path_factory.mktemp("linked") / "map.html"
    path.write_text(export(project, records), encoding="utf-8")
    return path.as_uri()


def event(visited: Visit) -> Locator:
    visited.readout()
    visited.page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    return visited.page.locator(".atlas-popup .atlas-event")


@pytest.mark.parametrize("phone", [False, True])
def test_the_reports_of_an_event_stand_side_by_side(visit: Open, linked: str, phone: bool) -> None:
    visited = visit(linked, PHONE if phone else None)
    shown = event(visited)
    expect(shown.locator("h3")).to_have_text("2 reports of one event, 2 independent publishers")
    expect(shown).to_contain_text("1 report on another place.")
    when = shown.locator("tr", has_text="When")
    assert sorted(when.locator("td").all_inner_texts()) == ["12 December 2017", "13 December 2017"]
    expect(when.locator("th")).to_contain_text("differs")
    # what both say stands once
    expect(shown.locator("tr", has_text="Activity").locator("td")).to_have_text("Presence")
    one, other = (cell.bounding_box() for cell in when.locator("td").all())
    assert one
    assert other
    assert one["y"] == other["y"]
    assert one["x"] < other["x"]
    check(visited.page)
    visited.check_clean()


def test_each_report_can_be_opened_from_the_event(visit: Open, linked: str) -> None:
    links = event(visit(linked)).locator(".atlas-cite a")
    assert [link.get_attribute("href") is not None for link in links.all()] == [True, True]


def test_the_event_counts_once_beside_the_number_of_records(visit: Open, linked: str, project: Project) -> None:
    visited = visit(linked)
    size = len(project.records)
    assert f"{size} records of {size - 1} events" in visited.readout()


def test_two_claims_of_one_report_are_not_two_reports(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.readout()
    visited.page.locator('path[data-place="af.badakhshan.jurm.khustak"]').press("Enter")
    heading = visited.page.locator(".atlas-event h3")
    expect(heading).to_have_text("2 claims about one event in 1 report, 1 independent publisher")
