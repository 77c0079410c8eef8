"""Records are found, edited, undone, linked and deleted in the list of all records."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.activity import events
from geo.project import Project
from tests.browser.test_gazetteer import complaints, fill, told
from tests.helpers.pages import PHONE, Open, Visit, running_app, settled

# a row of the list is as high as its header
ROW = 35


def opened(visit: Open, address: str, viewport: dict[str, int] | None = None) -> Visit:
    visited = visit(f"{address}/records", viewport or {"width": 1280, "height": 1600})
    expect(visited.page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible(timeout=30_000)
    settled(visited.page)
    return visited


def corner(page: Page) -> tuple[float, float]:
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    return box["x"], box["y"]


def tick(page: Page, row: int) -> None:
    """Tick or untick a row, counted from 0."""
    x, y = corner(page)
    page.mouse.click(x + 15, y + ROW * (row + 1.5))
    settled(page)


def test_a_record_is_found_edited_undone_linked_and_deleted(visit: Open, copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    before = path.read_bytes()
    with running_app(copied) as address:
        visited = opened(visit, address)
        page = visited.page
        fill(page, "Your name", "Mariam")
        fill(page, "Search", "some 6000")
        expect(page.get_by_text("No records match.")).to_be_visible()
        fill(page, "Search", "some 600")
        expect(page.get_by_text("1 of 75 records.")).to_be_visible()
        tick(page, 0)
        expect(page.get_by_text("ariana-families-officials")).to_be_visible()
        fill(page, "Count, at least", "500")
        # a place in another spelling is resolved, not taken for one that is spelt a little like it
        places = page.get_by_role("combobox", name="Places")
        places.click()
        places.fill("Qosh Tapa")
        places.press("Enter")
        expect(page.get_by_text("Qush Tepa (district, Jowzjan)")).to_be_visible()
        places.press("Escape")
        settled(page)
        page.get_by_role("button", name="Save").click()
        told(page, "Saved: ariana-families-officials changed.")
        assert b"af.badakhshan;af.jowzjan.qush-tepa,Badakhshan," in path.read_bytes()
        assert b",presence,500,600,families," in path.read_bytes()
        assert b",Mariam,2" in path.read_bytes()
        # the record is still selected
        expect(page.get_by_label("Count, at least", exact=True)).to_have_value("500")
        page.get_by_role("button", name="Undo: ariana-families-officials changed").click()
        told(page, "Undone: ariana-families-officials changed")
        assert path.read_bytes() == before

        # sorted in the browser, the row that is ticked is the one that is seen
        fill(page, "Search", "khustak valley")
        x, y = corner(page)
        page.mouse.click(x + 290, y + ROW / 2)
        tick(page, 0)
        kinds = page.get_by_role("combobox", name="Activity").last
        expect(kinds).to_have_value("Clash")
        tick(page, 1)
        expect(page.get_by_text("2 records selected")).to_be_visible()
        page.get_by_role("button", name="These are one event").click()
        told(page, "Saved: 2 records linked.")
        table = Project.load(copied).records
        linked = table.loc[table["accepted_by"] == "Mariam", "id"].tolist()
        assert linked
        assert all(events.others(table, key) for key in linked)

        tick(page, 1)
        expect(page.get_by_text("Other reports of this event")).to_be_visible()
        page.get_by_role("button", name="Delete").click()
        told(page, "deleted.")
        assert len(Project.load(copied).records) == len(table) - 1
        assert visited.refused == []
        assert complaints(visited) == set()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(visit: Open, app: str, width: int) -> None:
    page = opened(visit, app, {**PHONE, "width": width}).page
    tick(page, 0)
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_row_is_selected_on_the_keyboard(visit: Open, app: str) -> None:
    page = opened(visit, app).page
    page.get_by_role("button", name="Add a record").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "CANVAS":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_role("button", name="Delete")).to_be_visible()
