"""The Streamlit page, with the network refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyogrio
from playwright.sync_api import Page, expect

from geo.tables.read_columns import read_columns
from tests.conftest import PLACE_ROWS
from tests.helpers.example import DECEMBER_2017, DENIED, PLANNED, RECORDS, chosen
from tests.helpers.pages import PHONE, Open, Visit, running_app, settled

DARZAB, JURM = "af.jowzjan.darzab", "af.badakhshan.jurm"
ALL = re.compile(f"^{RECORDS} records$")


def opened(visit: Open, app: str, viewport: dict[str, int] | None = None) -> Visit:
    visited = visit(app, viewport or {"width": 1360, "height": 900})
    expect(visited.page.locator(".atlas-readout")).to_contain_text(f"{RECORDS} records", timeout=30_000)
    return visited


def choose(page: Page, label: str, option: str) -> None:
    chosen = page.get_by_test_id("stMultiSelect").filter(has_text=option)
    # a list that opens while the page is still running closes again without a choice
    for _ in range(4):
        settled(page)
        page.get_by_label(label, exact=True).click()
        page.get_by_role("option", name=option).first.click()
        page.keyboard.press("Escape")
        settled(page)
        if chosen.count():
            return
    expect(chosen).to_be_visible()


def pick(page: Page, label: str, typed: str) -> None:
    """Type into a field of several and press Enter, as somebody in a hurry does."""
    settled(page)
    field = page.get_by_role("combobox", name=label, exact=True)
    field.click()
    field.press_sequentially(typed)
    expect(page.get_by_role("option").first).to_contain_text(typed)
    field.press("Enter")
    page.keyboard.press("Escape")
    settled(page)


def test_the_page_opens_without_a_network(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    expect(visited.page.get_by_role("heading", name=f"{RECORDS} records")).to_be_visible()
    assert visited.drawn(DARZAB) == (3, "reported")
    visited.check_clean()


def test_moving_the_slider_restyles_the_map_and_does_not_rerun_the_page(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    settled(visited.page)
    before = visited.runs
    assert before > 0
    visited.show(DECEMBER_2017)
    assert visited.drawn(DARZAB) == (3, "reported")
    assert visited.drawn(JURM) == (0, "none")
    visited.page.locator(".leaflet-control-zoom-in").click()
    visited.rest()
    settled(visited.page)
    assert visited.runs == before
    visited.check_clean()


def test_a_click_lists_the_records_of_the_place(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    page = visited.page
    page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    expect(page.get_by_role("heading", name="Darzab: 4 records")).to_be_visible()
    records = page.locator(".records li")
    expect(records).to_have_count(4)
    expect(records.first).to_contain_text("The New Arab")
    page.get_by_role("button", name="Show all records").click()
    expect(page.get_by_role("heading", name=ALL)).to_be_visible()
    # the same place again: a second click is a click too
    page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    expect(page.get_by_role("heading", name="Darzab: 4 records")).to_be_visible()
    visited.check_clean()


def test_the_page_says_why_a_record_has_its_place(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    page = visited.page
    page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    page.get_by_text("Why this place?").click()
    expect(page.get_by_text("“Darzab” is its name").first).to_be_visible()
    # "the area" of a report: a person knew which
    by_hand = page.get_by_test_id("stCode").filter(has_text="“the area”")
    expect(by_hand).to_contain_text("The place was entered by hand.")
    visited.check_clean()


def test_the_page_says_why_a_place_is_meant(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    page = visited.page
    page.get_by_label("A place as a report names it").fill("Qosh Tapa of Jawzjan")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Qosh Tapa” sounds like Qush Tepa")).to_be_visible()
    page.get_by_label("A place as a report names it").fill("Kohistan")
    page.keyboard.press("Enter")
    # the page speaks of what the reader can do on it, not of options of a command
    found = page.get_by_test_id("stCode").filter(has_text="“Kohistan” could mean any of these places:")
    expect(found).to_contain_text("Add the district or province")
    expect(found).not_to_contain_text("--")
    visited.check_clean()


def test_filters_change_the_map_in_place(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    page = visited.page
    page.locator(".leaflet-control-zoom-in").click()
    page.evaluate("document.querySelector('.atlas-map')?.setAttribute('data-kept', '')")
    page.locator(".atlas-map").evaluate("map => { map.dataset.kept = 'yes'; }")
    choose(page, "Status", "Planned")
    expect(page.get_by_role("heading", name=f"{PLANNED} records")).to_be_visible()
    expect(page.locator(".atlas-readout")).to_contain_text(f"{PLANNED} records ({PLANNED} planned)")
    expect(page.locator(".atlas-map")).to_have_attribute("data-kept", "yes")
    expect(page.locator(f'path[data-place="{JURM}"]')).to_be_hidden()
    visited.check_clean()


def test_every_filter_narrows_the_list(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    page = visited.page
    choose(page, "Actor", "Jamaat Ansarullah")
    expect(page.get_by_role("heading", name="1 record")).to_be_visible()
    page.reload()
    expect(page.locator(".atlas-readout")).to_contain_text(f"{RECORDS} records", timeout=30_000)
    choose(page, "Activity", "Income")
    expect(page.get_by_role("heading", name=f"{chosen(kinds={'income'})} records")).to_be_visible()
    choose(page, "Place", "Jowzjan (province)")
    expect(page.get_by_role("heading", name="0 records")).to_be_visible()
    expect(page.get_by_text("No records match the filters.")).to_be_visible()
    visited.check_clean()


def test_enter_takes_the_first_match_alone(visit: Open, app: str) -> None:
    page = opened(visit, app).page
    pick(page, "Place", "Badakhshan")
    expect(page.get_by_role("heading", name=f"{chosen(places={'af.badakhshan'})} records")).to_be_visible()
    chips = page.get_by_test_id("stMultiSelect").filter(has_text="Badakhshan (province)")
    expect(chips).to_have_count(1)
    expect(chips).not_to_contain_text("district")
    pick(page, "Actor", "Isl")
    # two actors fit; one is chosen
    assert page.get_by_test_id("stMultiSelect").first.inner_text().count("Islamic") == 1


def test_the_roll_up_is_offered(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    page = visited.page
    page.get_by_text("Roll districts up to provinces").click()
    settled(page)
    expect(page.locator('path[data-level="district"][data-status="reported"]')).to_have_count(0)
    visited.show(DECEMBER_2017)
    assert visited.drawn("af.jowzjan") == (5, "reported")
    page.locator('path[data-place="af.jowzjan"]').press("Enter")
    # with those that are planned, and what is reported of the province itself
    expect(page.get_by_role("heading", name="Jowzjan: 7 records")).to_be_visible()


def test_the_export_is_what_is_shown_and_opens_offline(visit: Open, app: str, tmp_path: Path) -> None:
    visited = opened(visit, app)
    page = visited.page
    choose(page, "Status", "Denied")
    expect(page.locator(".atlas-readout")).to_contain_text(f"{DENIED} records ({DENIED} denied)")
    with page.expect_download() as started:
        page.get_by_role("button", name="Export map as HTML").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    copy = visit(path.as_uri())
    expect(copy.page.locator(".atlas-readout")).to_contain_text(f"{DENIED} records ({DENIED} denied)")
    copy.check_clean()


def test_the_data_that_is_shown_is_downloaded_in_the_format_chosen(visit: Open, app: str, tmp_path: Path) -> None:
    visited = opened(visit, app)
    page = visited.page
    choose(page, "Status", "Denied")
    page.get_by_role("button", name="Download data").click()
    with page.expect_download() as started:
        page.get_by_role("button", name=f"Download {DENIED} records").click()
    assert started.value.suggested_filename == "dispatch-atlas.csv"
    assert len(read_columns(started.value.path(), ["id"], "downloaded")) == DENIED
    page.get_by_role("combobox", name="Format").click()
    page.get_by_role("option", name="GeoPackage (QGIS)").click()
    page.get_by_text("Add up by place, time step and kind").click()
    settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name=f"Download {DENIED} records").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    assert pyogrio.list_layers(path)[:, 0].tolist()[:2] == ["places", "aggregated"]
    visited.check_clean()


def test_a_phone_shows_the_map_first_and_popups_on_it(visit: Open, app: str) -> None:
    visited = opened(visit, app, PHONE)
    page = visited.page
    box = page.locator(".atlas").bounding_box()
    assert box
    assert box["y"] < 120
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    expect(page.locator(".atlas-popup")).to_contain_text("The New Arab")
    visited.check_clean()


def test_problems_are_told_on_the_page_and_fixed_without_a_restart(
    visit: Open, copied: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit("gazetteer/places.csv", ",36.63,71.02,", ",95,71.02,")
    edit("data/activity.csv", "af.kunar;af.nuristan", "af.kunar;<b>nooristan</b>")
    with running_app(copied) as address:
        visited = visit(address)
        page = visited.page
        expect(page.get_by_text("The data has 1 problem.")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("gazetteer/places.csv, row 785, lat: '95' is not a latitude")).to_be_visible()
        assert "Traceback" not in page.inner_text("body")
        edit("gazetteer/places.csv", ",95,71.02,", ",36.63,71.02,")
        # activity is checked against places, so its own problem comes next; a cell's markup stays text
        expect(page.get_by_text("place_id: '<b>nooristan</b>' is not in the gazetteer")).to_be_visible()
        edit("data/activity.csv", "<b>nooristan</b>", "af.nuristan")
        expect(page.locator(".atlas-readout")).to_contain_text(f"{RECORDS} records", timeout=30_000)


def test_a_saved_file_is_live_without_a_reload_and_a_broken_one_leaves_the_map(
    visit: Open, app: str, copied: Path
) -> None:
    places = copied / "gazetteer" / "places.csv"
    visited = visit(app, {"width": 1360, "height": 900})
    page = visited.page
    expect(page.locator(".atlas-readout")).to_contain_text(f"{RECORDS} records", timeout=30_000)
    page.get_by_label("A place as a report names it").fill("Tuf Shah, Warduj district")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Tuf Shah, Warduj district” is not in the gazetteer")).to_be_visible()
    # it would be lost if the map were mounted anew
    page.locator(".atlas-map").evaluate("map => { map.dataset.kept = 'yes'; }")

    sound = places.read_text(encoding="utf-8")
    row = "af.badakhshan.warduj.tuf-shah,Tuf Shah,valley,af.badakhshan.warduj,,36.8,71.2,8,,,,,,,,own map reading,"
    places.write_text(f"{sound}{row}\n", encoding="utf-8")
    expect(page.get_by_text("af.badakhshan.warduj.tuf-shah")).to_be_visible()

    places.write_text(f"{sound}{row.replace('36.8', '<i>95</i>').replace('71.2', '')}\n", encoding="utf-8")
    expect(page.get_by_text("The data has 2 problems.")).to_be_visible()
    expect(page.get_by_text("lat: '<i>95</i>' is not a latitude")).to_be_visible()
    expect(page.get_by_text(f"row {PLACE_ROWS + 2}, lon: '' is empty")).to_be_visible()
    assert visited.drawn(DARZAB) == (3, "reported")
    expect(page.get_by_text("af.badakhshan.warduj.tuf-shah  ")).to_be_visible()

    places.write_text(sound, encoding="utf-8")
    expect(page.get_by_text("The data has")).to_have_count(0)
    expect(page.get_by_text("“Tuf Shah, Warduj district” is not in the gazetteer")).to_be_visible()
    expect(page.locator(".atlas-map")).to_have_attribute("data-kept", "yes")
    visited.check_clean()
