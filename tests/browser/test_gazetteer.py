"""A place is added by a click on the map or by drawing its area; nobody's work is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotThere

from geo.boundaries import load_areas
from geo.project import Project
from tests.conftest import PLACE_ROWS
from tests.helpers.pages import PHONE, Open, Visit, settled

WARDUJ = "af.badakhshan.warduj"
KEY = f"{WARDUJ}.tuf-shah"


def opened(visit: Open, app: str, viewport: dict[str, int] | None = None) -> Visit:
    visited = visit(f"{app}/gazetteer", viewport or {"width": 1280, "height": 1400})
    expect(visited.page.locator(".picker-map")).to_be_visible(timeout=30_000)
    settled(visited.page)
    return visited


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")
    settled(page)
    expect(field).to_have_value(text)


def name_it(page: Page) -> None:
    """Say what the new place is, but not where."""
    fill(page, "Name", "Tuf Shah")
    parent = page.get_by_role("combobox", name="Lies in")
    parent.click()
    parent.fill("Warduj")
    page.get_by_role("option", name="Warduj (district, Badakhshan)").click()
    settled(page)
    fill(page, "Source", "own map reading")


def click(page: Page, x: float, y: float) -> None:
    """Click on the map, at a share of its width and height."""
    box = page.locator(".picker-map").bounding_box()
    assert box
    page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def type_into_first_cell(page: Page, text: str) -> None:
    """Write the name of the first row; again when the table was not ready to hear it."""
    table = page.get_by_test_id("stDataFrame")
    cell = page.locator("textarea.gdg-input")
    for _ in range(8):
        settled(page)
        box = table.bounding_box()
        assert box
        page.mouse.dblclick(box["x"] + 30, box["y"] + 52)
        if not appears(cell):
            continue
        cell.fill(text)
        cell.press("Enter")
        settled(page)
        if appears(difference(page)):
            return


def appears(part: Locator) -> bool:
    """Return whether a part of the page is there before long."""
    try:
        part.wait_for(timeout=2_000)
    except NotThere:
        return False
    return True


def told(page: Page, text: str) -> None:
    """Wait until the page says something, and has run to its end: until then fields of before stand beside the new."""
    expect(page.get_by_text(text).first).to_be_visible()
    settled(page)


def difference(page: Page) -> Locator:
    return page.get_by_test_id("stCode").last


def complaints(visited: Visit) -> set[str]:
    # opened at its own address, Streamlit first looks for itself below it
    return {error for error in visited.errors if "404" not in error}


def test_a_village_is_added_by_a_click_on_the_map_and_taken_back(visit: Open, app: str, copied: Path) -> None:
    places = copied / "gazetteer" / "places.csv"
    before = places.read_bytes()
    visited = opened(visit, app)
    page = visited.page
    name_it(page)
    expect(page.get_by_text(f"The id will be {KEY}")).to_be_visible()
    # what is wrong is told at its field, and keeps it from being saved
    expect(page.locator(".field-problem")).to_contain_text("needs a geometry")
    expect(page.get_by_role("button", name="Save to places.csv")).to_be_disabled()

    click(page, 0.5, 0.5)
    settled(page)
    latitude = page.get_by_label("Latitude", exact=True)
    expect(latitude).not_to_have_value("")
    aliases = page.get_by_role("combobox", name="Other names and spellings")
    aliases.fill("توف شاه@fa")
    aliases.press("Enter")
    # its list covers the page as long as it is open
    aliases.press("Escape")
    settled(page)
    expect(page.locator(".compare")).to_contain_text("Tuf Shah (village, Badakhshan)")
    expect(difference(page)).to_contain_text(f"+{KEY},Tuf Shah,village,{WARDUJ},توف شاه@fa,36.")
    assert places.read_bytes() == before
    page.get_by_role("button", name="Save to places.csv").click()
    told(page, "Saved: Tuf Shah added.")
    place = Project.load(copied).gazetteer[KEY]
    assert (place.kind, place.source, place.names_in("fa")) == ("village", "own map reading", {"fa": "توف شاه"})

    # it is found at once, on this page and by the map's look-up
    fill(page, "Find a place", "توف شاه")
    expect(page.get_by_text(f"1 of {PLACE_ROWS + 1} rows of places.csv.")).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_label("A place as a report names it").fill("Tuf Shah in Warduj district")
    page.keyboard.press("Enter")
    expect(page.get_by_text(KEY)).to_be_visible()

    page.get_by_role("link", name="Gazetteer").click()
    page.get_by_role("button", name="Undo: Tuf Shah added").click()
    told(page, "Undone: Tuf Shah added")
    assert places.read_bytes() == before
    assert visited.refused == []
    assert complaints(visited) == set()


def test_a_file_that_changed_underneath_is_not_overwritten_and_nothing_typed_is_lost(
    visit: Open, app: str, copied: Path
) -> None:
    places = copied / "gazetteer" / "places.csv"
    page = opened(visit, app).page
    name_it(page)
    fill(page, "Latitude", "36.8")
    fill(page, "Longitude", "71.2")
    expect(difference(page)).to_contain_text(f"+{KEY}")
    theirs = places.read_bytes() + b"# theirs\n"
    places.write_bytes(theirs)
    told(page, "Someone else has changed places.csv since you started.")
    page.get_by_role("button", name="Save to places.csv").click()
    told(page, "nothing was written")
    assert places.read_bytes() == theirs
    expect(page.get_by_label("Name", exact=True)).to_have_value("Tuf Shah")

    page.get_by_role("button", name="Load their changes and keep mine").click()
    told(page, "Their changes are loaded.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Tuf Shah")
    expect(page.get_by_label("Latitude", exact=True)).to_have_value("36.8")
    settled(page)
    page.get_by_role("button", name="Save to places.csv").click()
    told(page, "Saved: Tuf Shah added.")
    assert places.read_bytes().startswith(theirs)
    assert KEY in Project.load(copied).gazetteer

    # nor does an undo take theirs back
    theirs = places.read_bytes() + b"# more of theirs\n"
    places.write_bytes(theirs)
    page.get_by_role("button", name="Undo: Tuf Shah added").click()
    told(page, "nothing was taken back")
    assert places.read_bytes() == theirs


def test_an_area_is_drawn_with_three_clicks(visit: Open, app: str, copied: Path) -> None:
    visited = opened(visit, app)
    page = visited.page
    name_it(page)
    page.get_by_role("button", name="Draw the area").click()
    for x, y in ((0.4, 0.4), (0.6, 0.4), (0.5, 0.6)):
        click(page, x, y)
    expect(page.locator(".picker-corner")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have drawn an area with 3 corners.")).to_be_visible()
    expect(page.locator(".picker-area")).to_be_visible()
    expect(difference(page)).to_contain_text("gazetteer/areas.geojson, changed")
    settled(page)
    page.get_by_role("button", name="Save to places.csv").click()
    told(page, "Saved: Tuf Shah added.")
    project = Project.load(copied)
    assert list(load_areas(copied / "gazetteer" / "areas.geojson")) == [KEY]
    assert project.gazetteer[KEY].boundary == KEY
    assert KEY in project.store

    # one that crosses itself is refused, and the first corner closes one, too
    name_it(page)
    page.get_by_role("button", name="Draw the area").click()
    for x, y in ((0.4, 0.4), (0.6, 0.6), (0.6, 0.4), (0.4, 0.6), (0.4, 0.4)):
        click(page, x, y)
    expect(page.get_by_text("the area crosses or touches itself")).to_be_visible()
    assert visited.refused == []
    assert complaints(visited) == set()


def test_a_cell_of_the_table_is_changed(visit: Open, app: str, copied: Path) -> None:
    places = copied / "gazetteer" / "places.csv"
    before = places.read_text(encoding="utf-8")
    page = opened(visit, app).page
    fill(page, "Find a place", "af.badakhshan.jurm")
    expect(page.get_by_text(f"3 of {PLACE_ROWS} rows of places.csv.")).to_be_visible()
    settled(page)
    type_into_first_cell(page, "Jorm")
    expect(difference(page)).to_contain_text("+af.badakhshan.jurm,Jorm,district")
    settled(page)
    page.get_by_role("button", name="Save to places.csv").click()
    told(page, "Saved: Jurm changed.")
    after = places.read_text(encoding="utf-8")
    assert after == before.replace("af.badakhshan.jurm,Jurm,", "af.badakhshan.jurm,Jorm,")


def test_a_row_is_edited_in_the_form_and_the_rest_of_it_stays(visit: Open, app: str, copied: Path) -> None:
    places = copied / "gazetteer" / "places.csv"
    before = places.read_text(encoding="utf-8").splitlines()
    page = opened(visit, app).page
    fill(page, "Find a place", "khustak")
    expect(page.get_by_text(f"1 of {PLACE_ROWS} rows of places.csv.")).to_be_visible()
    settled(page)
    page.get_by_role("combobox", name="Place to add or edit").click()
    page.get_by_role("option", name="Khustak Valley").click()
    settled(page)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Khustak Valley")
    expect(difference(page)).to_have_count(0)
    fill(page, "Latitude", "40")
    expect(page.get_by_text("outside Jurm")).to_be_visible()
    fill(page, "Latitude", "36.7")
    page.get_by_role("button", name="Save to places.csv").click()
    told(page, "Saved: Khustak Valley changed.")
    after = places.read_text(encoding="utf-8").splitlines()
    (changed,) = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed[1] == changed[0].replace(",36.63,", ",36.7,")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(visit: Open, app: str, width: int) -> None:
    page = opened(visit, app, {**PHONE, "width": width}).page
    assert page.evaluate("document.documentElement.scrollWidth") == width
