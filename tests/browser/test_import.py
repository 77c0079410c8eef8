"""A table goes in on its page, and its records are on the map."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from geo.project import Project
from tests.helpers.pages import PHONE, Open
from tests.imports.tables import ged


def test_a_table_is_imported_and_its_records_are_on_the_map(
    visit: Open, app: str, copied: Path, tmp_path: Path
) -> None:
    table = tmp_path / "GEDEvent_v25_1.csv"
    ged({}, {"where_prec": 4}, {"where_prec": 3, "date_start": "yesterday"}).to_csv(table, index=False)
    before = len(Project.load(copied).records)
    visited = visit(f"{app}/import")
    page = visited.page
    page.locator("input[type=file]").set_input_files(table)
    expect(page.get_by_text("This is a table of Uppsala Conflict Data Program")).to_be_visible()
    expect(page.get_by_text("1 row cannot be used")).to_be_visible()
    importing = page.get_by_role("button", name="Import 2 records")
    expect(importing).to_be_disabled()
    page.get_by_text("Leave out the rows with problems").click()
    importing.click()
    expect(page.get_by_text("Imported 2 records into")).to_be_visible()
    page.get_by_role("link", name="Map").click()
    expect(page.get_by_role("heading", name=f"{before + 2} records")).to_be_visible()
    expect(page.locator('path[data-place="af.jowzjan"]')).to_be_visible()
    assert visited.refused == []


def test_the_page_fits_a_phone(visit: Open, app: str, tmp_path: Path) -> None:
    table = tmp_path / "ours.csv"
    table.write_text("Event date,Where\n2015-05-03,Darzab\n", encoding="utf-8")
    page = visit(f"{app}/import", viewport=PHONE).page
    page.locator("input[type=file]").set_input_files(table)
    expect(page.get_by_text("The columns are guessed")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
