"""What a reader can do with the time map, in the exported file, with the network refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, expect

from geo.activity import records_of
from geo.maps import OfflineMap, TimeMap, View, export
from geo.project import Project
from geo.timeline import UNITS, Unit, bins
from tests.helpers.example import (
    DECEMBER_2017,
    FIRST,
    FIRST_MONTH,
    IN_DECEMBER_2017,
    LAST_MONTH,
    MONTHS,
    PLANNED,
    RECORDS,
    WHOLE,
)
from tests.helpers.pages import PHONE, Open, Visit

DARZAB, JURM, KUNDUZ = "af.jowzjan.darzab", "af.badakhshan.jurm", "af.kunduz"

Save = Callable[..., str]


@pytest.fixture
def saved(project: Project, tmp_path: Path) -> Save:
    """Return a way to export all records with a view, and to learn the file's address."""

    def save(**view: object) -> str:
        path = tmp_path / "map.html"
        path.write_text(export(project, project.records, View(**view)), encoding="utf-8")  # type: ignore[arg-type]
        return path.as_uri()

    return save


def address_after(visited: Visit) -> str:
    """Return what follows the # once the map has written it."""
    visited.page.wait_for_timeout(500)
    return visited.page.url.partition("#")[2]


def fill(visited: Visit, place: str) -> str:
    return visited.page.locator(f'path[data-place="{place}"]').get_attribute("fill") or ""


def table_in(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def legend(visited: Visit) -> str:
    visited.rest()
    return visited.page.locator(".atlas-legend").inner_text()


# time


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit != "span"])
def test_the_browser_cuts_time_as_python_does(visit: Open, project: Project, saved: Save, unit: Unit) -> None:
    expected = bins(*project.period(), unit)
    visited = visit(saved(unit=unit))
    assert visited.page.locator(".atlas-to").get_attribute("max") == str(len(expected) - 1)
    for bin_ in {0, 1, len(expected) // 2, len(expected) - 1}:
        visited.show(bin_)
        touched = [
            one
            for one in records_of(project.records)
            if expected.touched(one.span)[0] <= bin_ <= expected.touched(one.span)[1]
        ]
        told = f"{len(touched)} record{'s' * (len(touched) != 1)}" if touched else "nothing reported"
        assert visited.readout().startswith(f"{expected.labels[bin_]} · {told}")
    visited.check_clean()


def test_the_length_of_a_step_changes_and_the_time_stays(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.show(DECEMBER_2017)
    assert visited.readout().startswith("Dec 2017 ·")
    visited.page.locator(".atlas-unit").select_option("week")
    assert visited.readout().startswith(f"Week of 27 Nov 2017 – Week of 25 Dec 2017 · {IN_DECEMBER_2017} records")
    visited.page.locator(".atlas-unit").select_option("year")
    assert visited.readout().startswith("2017 · ")


def test_a_window_is_a_range_one_step_or_all_since_the_start(visit: Open, exported: str) -> None:
    visited = visit(exported)
    mode, later = visited.page.locator(".atlas-mode"), visited.page.locator(".atlas-next")
    visited.show(DECEMBER_2017 - 1, DECEMBER_2017)
    later.click()
    assert visited.readout().startswith("Dec 2017 – Jan 2018")
    mode.select_option("step")
    assert visited.readout().startswith("Jan 2018 ·")
    expect(visited.page.locator(".atlas-from")).to_be_hidden()
    mode.select_option("since")
    later.click()
    assert visited.readout().startswith(f"{FIRST_MONTH} – Feb 2018")


def test_it_goes_to_the_first_and_the_last_activity(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.page.locator(".atlas-last").click()
    assert visited.readout().startswith(LAST_MONTH)
    visited.page.locator(".atlas-first").click()
    assert visited.readout().startswith(f"{FIRST_MONTH} ·")


def test_playing_begins_again_at_the_end_where_that_was_chosen(visit: Open, exported: str) -> None:
    visited = visit(exported)
    page = visited.page
    page.locator(".atlas-unit").select_option("year")
    page.locator(".atlas-speed").select_option("10")
    page.locator(".atlas-loop").click()
    page.locator(".atlas-play").click()
    expect(page.locator(".atlas-readout")).to_contain_text("2023 ·")
    expect(page.locator(".atlas-readout")).to_contain_text(f"{FIRST.year} ·")
    page.locator(".atlas-loop").click()
    expect(page.locator(".atlas-play")).to_have_attribute("aria-label", "Play")
    assert visited.readout().startswith("2023 ·")


def test_the_histogram_can_be_brushed(visit: Open, exported: str) -> None:
    visited = visit(exported)
    page = visited.page
    box = page.locator(".atlas-brush").bounding_box()
    assert box
    wide, middle = box["width"] / MONTHS, box["y"] + 10
    page.mouse.move(box["x"] + (DECEMBER_2017 - 10.5) * wide, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + (DECEMBER_2017 - 5) * wide, middle)
    page.mouse.move(box["x"] + (DECEMBER_2017 + 0.5) * wide, middle)
    page.mouse.up()
    assert visited.readout().startswith("Jan 2017 – Dec 2017 ·")
    page.mouse.click(box["x"] + (DECEMBER_2017 + 0.5) * wide, middle)
    assert visited.readout().startswith("Dec 2017 ·")


def test_it_opens_where_it_was_told_to(visit: Open, saved: Save) -> None:
    visited = visit(
        saved(unit="quarter", first=date(2017, 10, 1), last=date(2017, 12, 31), measure="status", language="fa")
    )
    assert visited.readout().startswith(f"Q4 2017 · {IN_DECEMBER_2017} records")
    assert "Strongest claim" in legend(visited)
    expect(visited.page.locator(".atlas-label", has_text="کندز").first).to_be_attached()
    assert address_after(visited) == ""  # it says nothing while the reader has done nothing


# the address


def test_a_link_opens_the_same_view(visit: Open, exported: str) -> None:
    first = visit(exported)
    page = first.page
    first.show(DECEMBER_2017 - 11, DECEMBER_2017)
    page.locator(".atlas-open-controls").click()
    for label in ("Largest number reported", "Points", "Islamic State Khorasan (IS-K)"):
        page.locator(".atlas-controls label", has_text=label).first.click()
    page.keyboard.press("Escape")
    page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    text = address_after(first)
    assert text.startswith(
        "t=2017-01..2017-12&layers=region,province,district,area,labels&by=number&actor=islamic-state-khorasan"
    )
    assert f"place={DARZAB}" in text
    second = visit(f"{exported}#{text}")
    assert second.readout() == first.readout()
    assert legend(second) == legend(first)
    expect(second.page.locator(".atlas-popup h2")).to_have_text("Darzab")
    expect(second.page.locator(".atlas-only")).to_contain_text("Only Islamic State Khorasan")
    second.check_clean()


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("2017-12", "Dec 2017 ·"),
        ("2017", "2017 ·"),
        ("2017-Q4", "Q4 2017 ·"),
        ("2017-W50", "Week of 11 Dec 2017 ·"),
        ("2017-12-12", "12 Dec 2017 ·"),
        ("2017-01..2017-12", "Jan 2017 – Dec 2017 ·"),
        ("..2017-12", f"{FIRST_MONTH} – Dec 2017 ·"),
        ("2017-13-45&place=nowhere&layers=x&at=a/b/c&lang=xx", f"{WHOLE} ·"),
        ("1066", f"{FIRST.year} ·"),
        ("", f"{WHOLE} ·"),
    ],
)
def test_an_address_names_any_time(visit: Open, exported: str, token: str, shown: str) -> None:
    visited = visit(f"{exported}#t={token}")
    assert visited.readout().startswith(shown)
    visited.check_clean()


def test_another_link_on_the_same_page_moves_the_map(visit: Open, exported: str) -> None:
    visited = visit(f"{exported}#t=2017-12")
    visited.page.evaluate("location.hash = '#t=2015-05'")
    expect(visited.page.locator(".atlas-readout")).to_contain_text("May 2015 ·")


# reading


def test_colours_show_records_numbers_or_the_strongest_claim(visit: Open, exported: str) -> None:
    visited = visit(exported)
    page = visited.page
    by_records = fill(visited, DARZAB)
    assert "Records in this period" in legend(visited)
    page.locator(".atlas-open-controls").click()
    page.get_by_text("Largest number reported").click()
    assert "no number given" in legend(visited)
    assert fill(visited, "af.nuristan") == "#e4dccb"
    page.get_by_text("Strongest claim").click()
    assert "Confirmed · 1 place" in legend(visited).replace("\n", " ")
    assert "#a50f15" not in by_records
    assert fill(visited, JURM) == "#fd8d3c"


def test_the_legend_counts_the_places_of_each_class(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.show(DECEMBER_2017)
    # December 2017: six of one record each; Darzab, Qush Tepa, Jowzjan and the north with two or three
    assert "· 6 places" in legend(visited)
    assert "· 4 places" in legend(visited)
    # only a record of the whole country, which no colour shows
    visited.show(0)
    assert "place" not in legend(visited).split("Location")[0]


def test_many_records_of_a_place_come_in_pages(visit: Open, project: Project, tmp_path: Path) -> None:
    one = project.records[project.records["place_id"] == DARZAB][:1]
    numbers = [str(number) for number in range(45)]
    many = pd.concat([one] * 45).assign(
        id=[f"copy-{number}" for number in numbers], note=[f"number {number}" for number in numbers]
    )
    path = tmp_path / "many.html"
    path.write_text(export(project, many), encoding="utf-8")
    page = visit(path.as_uri()).page
    page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    popup = page.locator(".atlas-popup")
    expect(popup).to_contain_text("Page 1 of 3")
    expect(popup.locator("article")).to_have_count(20)
    popup.get_by_role("button", name="Next").click()
    popup.get_by_role("button", name="Next").click()
    expect(popup).to_contain_text("number 44")
    expect(popup.locator("article")).to_have_count(5)
    expect(popup.get_by_role("button", name="Next")).to_be_disabled()


def test_filters_work_inside_the_file(visit: Open, exported: str) -> None:
    visited = visit(exported)
    page = visited.page
    page.locator(".atlas-open-controls").click()
    page.locator(".atlas-controls label", has_text="Jamaat Ansarullah").click()
    assert "· 1 record in 3 places" in visited.readout()
    page.locator(".atlas-controls label", has_text="Jamaat Ansarullah").click()
    page.locator(".atlas-controls label", has_text="Planned").click()
    assert f"· {PLANNED} records ({PLANNED} planned)" in visited.readout()
    assert visited.drawn(JURM) == (0, "none")
    page.locator(".atlas-only").click(force=True)
    assert f"{RECORDS} records" in visited.readout()
    visited.check_clean()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Qushtepa", "Qush Tepa"),
        ("qosh tapa", "Qush Tepa"),
        ("جرم", "Jurm"),
        ("Dara-e Khustak", "Khustak Valley"),
        ("Sari Pul", "Sar-e Pul"),
    ],
)
def test_places_are_found_by_any_of_their_names(visit: Open, exported: str, typed: str, found: str) -> None:
    visited = visit(exported)
    box = visited.page.locator(".atlas-search")
    box.fill(typed)
    expect(visited.page.locator(".atlas-found li").first).to_contain_text(found)
    box.press("Enter")
    expect(visited.page.locator(".atlas-popup h2")).to_have_text(found)
    visited.check_clean()


def test_spellings_that_geo_resolve_knows_are_found(visit: Open, exported: str) -> None:
    visited = visit(exported)
    box = visited.page.locator(".atlas-search")
    for typed, found in (
        ("Qunduz", "Kunduz"),
        ("Djowzjan", "Jowzjan"),
        ("Vardak", "Wardak"),
        ("Kushtepa", "Qush Tepa"),
    ):
        box.fill(typed)
        expect(visited.page.locator(".atlas-found li").first.locator("strong")).to_contain_text(found)
    visited.check_clean()


def test_a_place_without_records_is_found_and_says_so(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.page.locator(".atlas-search").fill("Chakhansur")
    expect(visited.page.locator(".atlas-found li").first).to_contain_text("no record")
    visited.page.locator(".atlas-search").fill("Atlantis")
    expect(visited.page.locator(".atlas-found li").first).to_contain_text("No place on this map")


def test_the_table_tells_all_that_is_shown_and_copies_it(visit: Open, browser: Browser, exported: str) -> None:
    del browser
    visited = visit(exported)
    page = visited.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visited.show(DECEMBER_2017)
    page.locator(".atlas-open-table").click()
    expect(page.locator(".atlas-table h2")).to_have_text(f"Dec 2017: {IN_DECEMBER_2017} records")
    expect(page.locator(".atlas-rows tbody tr")).to_have_count(IN_DECEMBER_2017)
    page.locator(".atlas-copy").click()
    expect(page.locator(".atlas-table [role=status]")).to_have_text(f"Copied {IN_DECEMBER_2017} records.")
    rows = list(csv.DictReader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
    joint = next(row for row in rows if row["count"].startswith("40 or more"))
    assert joint["place"] == "Darzab; Qush Tepa"
    assert joint["place_id"] == "af.jowzjan.darzab; af.jowzjan.qush-tepa"
    assert (joint["date_from"], joint["status"]) == ("2017-12-12", "Reported")
    assert joint["report"].startswith("The New Arab, “IS 'seeking shelter'")
    with page.expect_download() as download:
        page.locator(".atlas-save").click()
    assert len(table_in(download.value.path())) == IN_DECEMBER_2017
    page.locator(".atlas-rows tbody button", has_text="Darzab").first.click()
    expect(page.locator(".atlas-popup h2")).to_have_text("Darzab")
    visited.check_clean()


def test_a_copied_cell_is_no_formula(visit: Open, project: Project, tmp_path: Path) -> None:
    hostile = project.records[:1].assign(note="=HYPERLINK(1)", claimed_by='@SUM("a,b")')
    path = tmp_path / "hostile.html"
    path.write_text(export(project, hostile), encoding="utf-8")
    visited = visit(path.as_uri())
    visited.page.locator(".atlas-open-table").click()
    with visited.page.expect_download() as download:
        visited.page.locator(".atlas-save").click()
    (row,) = table_in(download.value.path())
    assert (row["note"], row["claimed_by"]) == ("'=HYPERLINK(1)", '\'@SUM("a,b")')


def test_names_can_be_read_in_dari_and_pashto(visit: Open, exported: str) -> None:
    visited = visit(exported)
    page = visited.page
    page.locator(".atlas-open-controls").click()
    page.get_by_text("دری (Dari)").click()
    expect(page.locator(".atlas-label", has_text="کندز").first).to_be_attached()
    page.keyboard.press("Escape")
    page.locator(f'path[data-place="{JURM}"]').press("Enter")
    expect(page.locator(".atlas-popup h2")).to_have_text("جرم")
    expect(page.locator(".atlas-names [lang=en]")).to_have_text("Jurm")
    visited.check_clean()


def test_layers_can_be_hidden(visit: Open, exported: str) -> None:
    visited = visit(exported)
    expect(visited.page.locator(f'path[data-place="{DARZAB}"]')).to_be_visible()
    visited.page.locator(".atlas-open-controls").click()
    visited.page.locator(".atlas-controls label", has_text="Districts").last.click()
    expect(visited.page.locator(f'path[data-place="{DARZAB}"]')).to_be_hidden()
    expect(visited.page.locator(f'path[data-place="{KUNDUZ}"]')).to_be_visible()


def test_districts_are_drawn_on_their_provinces_at_will(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.show(DECEMBER_2017)
    visited.page.locator(".atlas-open-controls").click()
    visited.page.get_by_text("Roll districts up to provinces").click()
    assert visited.drawn("af.jowzjan") == (5, "reported")
    assert visited.drawn(DARZAB) == (0, "none")
    assert visited.readout().startswith(f"Dec 2017 · {IN_DECEMBER_2017} records")


# points


@pytest.fixture
def towns(tmp_path: Path) -> str:
    """Return the address of a folium map of points: three events at Kunduz, one near it, one at Kabul."""
    happened = pd.DataFrame(
        {
            "lat": [36.728, 36.728, 36.728, 36.731, 34.528],
            "lon": [68.868, 68.868, 68.868, 68.870, 69.172],
            "name": ["Kunduz", "Kunduz", "Kunduz", "Kunduz airport", "Kabul"],
            "date": ["2015-04-28", "2015-09-28", "2015-09-29", "2015-10-03", "2016-04-19"],
            "kind": "attack",
        }
    )
    map_ = OfflineMap(location=[35.5, 69], zoom_start=6)
    TimeMap(happened, title="Towns").add_to(map_)
    path = tmp_path / "points.html"
    path.write_text(map_.get_root().render(), encoding="utf-8")
    return path.as_uri()


def test_points_that_stand_close_are_one_mark_until_looked_at_nearer(visit: Open, towns: str) -> None:
    visited = visit(towns)
    page = visited.page
    canvas = page.locator(".atlas-points")
    expect(canvas).to_have_attribute("data-marks", "2")
    visited.show(0)
    expect(canvas).to_have_attribute("data-marks", "1")
    page.locator(".atlas-all").click()
    page.locator(".atlas-search").fill("Kunduz")
    page.locator(".atlas-search").press("Enter")
    expect(page.locator(".atlas-popup h2")).to_have_text("Kunduz")
    expect(page.locator(".atlas-popup article")).to_have_count(3)
    visited.check_clean()


def test_a_click_on_a_point_opens_its_records_and_on_several_looks_nearer(visit: Open, towns: str) -> None:
    visited = visit(f"{towns}#at=6/35.6/69")
    page = visited.page
    stage = page.locator(".atlas-stage").bounding_box()
    assert stage

    def click(lat: float, lon: float) -> None:
        spot = page.evaluate(
            """([lat, lon]) => {
                const north = (lat) => -Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI);
                const project = (lat, lon) => [lon / 360, north(lat)];
                const [x, y] = project(lat, lon), [cx, cy] = project(35.6, 69), size = 256 * 2 ** 6;
                return [(x - cx) * size, (y - cy) * size];
            }""",
            [lat, lon],
        )
        page.mouse.click(stage["x"] + stage["width"] / 2 + spot[0], stage["y"] + stage["height"] / 2 + spot[1])

    click(34.528, 69.172)
    expect(page.locator(".atlas-popup h2")).to_have_text("Kabul")
    page.keyboard.press("Escape")
    click(36.728, 68.868)
    page.wait_for_timeout(600)
    expect(page.locator(".atlas-popup")).to_be_hidden()
    assert "at=8.00/" in address_after(visited)
    visited.check_clean()


# everyone, everywhere


def test_tiles_that_do_not_come_leave_the_map_whole(visit: Open, saved: Save) -> None:
    visited = visit(saved(tiles="OpenTopoMap"))
    page = visited.page
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
    page.wait_for_timeout(500)
    assert visited.refused
    assert all("tile.opentopomap.org" in url for url in visited.refused)
    assert visited.drawn(DARZAB) == (3, "reported")
    before = len(visited.refused)
    page.locator(".atlas-open-controls").click()
    page.get_by_text("Background: OpenTopoMap").click()
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(500)
    assert len(visited.refused) == before


def test_a_finger_opens_a_place_and_its_name(visit: Open, exported: str) -> None:
    visited = visit(exported, PHONE, touch=True)
    page = visited.page
    page.locator(f'path[data-place="{KUNDUZ}"]').tap()
    expect(page.locator(".atlas-popup h2")).to_have_text("Kunduz")
    expect(page.locator(".atlas-tooltip")).to_contain_text("Kunduz")


def test_on_a_phone_the_panels_fit_and_more_choices_unfold(visit: Open, exported: str) -> None:
    visited = visit(exported, PHONE, touch=True)
    page = visited.page
    expect(page.locator(".atlas-unit")).to_be_hidden()
    page.locator(".atlas-more").tap()
    expect(page.locator(".atlas-unit")).to_be_visible()
    for name in ("controls", "table", "info"):
        page.locator(f".atlas-open-{name}").tap()
        box = page.locator(f".atlas-{name}").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    visited.check_clean()


def test_paper_shows_the_map_the_time_and_every_source_and_no_buttons(visit: Open, exported: str) -> None:
    visited = visit(exported)
    page = visited.page
    visited.show(DECEMBER_2017)
    page.emulate_media(media="print")
    for shown in (".atlas-title", ".atlas-map", ".atlas-readout", ".atlas-info", ".atlas-legend"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".atlas-play", ".atlas-track", ".atlas-search", ".atlas-open-table", ".leaflet-control-zoom"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".atlas-info")).to_contain_text("The New Arab")


def test_reduced_motion_is_respected(browser: Browser, exported: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(exported)
    expect(page.locator(".atlas-readout")).to_contain_text(f"{RECORDS} records")
    page.locator(".leaflet-control-zoom-in").click()
    assert page.locator(".leaflet-zoom-anim").count() == 0
    context.close()
