"""The exported map, opened from disk with the network refused."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from geo.cli import main
from geo.maps import View, export
from geo.project import Project
from tests.helpers.example import (
    COUNTRY,
    DECEMBER_2017,
    DENIED,
    EVENTS,
    FIRST,
    FIRST_MONTH,
    IN_DECEMBER_2017,
    LAST,
    LAST_MONTH,
    PLANNED,
    RECORDS,
    SECOND_MONTH,
    THIRD_MONTH,
    WHOLE,
    short,
)
from tests.helpers.pages import PHONE, Open, Visit
from tests.maps.test_export import HOSTILE

DARZAB, JURM, KHUSTAK = "af.jowzjan.darzab", "af.badakhshan.jurm", "af.badakhshan.jurm.khustak"


def open_popup(visited: Visit, place: str) -> str:
    path = visited.page.locator(f'path[data-place="{place}"]')
    path.focus()
    path.press("Enter")
    popup = visited.page.locator(".atlas-popup")
    expect(popup).to_be_visible()
    return popup.inner_text()


def test_it_opens_with_everything_and_asks_for_nothing(visit: Open, exported: str) -> None:
    visited = visit(exported)
    assert visited.readout().startswith(
        f"{WHOLE} · {RECORDS} records of {EVENTS} events ({DENIED} denied, {PLANNED} planned)"
    )
    expect(visited.page.locator(".atlas-legend")).to_contain_text("Denied by those concerned")
    assert visited.drawn(DARZAB) == (3, "reported")
    assert visited.page.locator("canvas").count() >= 2
    visited.check_clean()


def test_december_2017_colours_darzab_and_not_jurm(visit: Open, exported: str) -> None:
    visited = visit(exported)
    assert visited.drawn(JURM)[0] > 0
    visited.show(DECEMBER_2017)
    assert visited.readout().startswith(f"Dec 2017 · {IN_DECEMBER_2017} records")
    assert visited.drawn(DARZAB) == (3, "reported")
    assert visited.drawn(JURM) == (0, "none")
    darzab, jurm = (visited.page.locator(f'path[data-place="{place}"]') for place in (DARZAB, JURM))
    assert darzab.get_attribute("fill") not in {None, "none"}
    expect(jurm).to_be_hidden()
    visited.check_clean()


def test_a_popup_cites_the_article_and_says_who_and_how_sure(visit: Open, exported: str) -> None:
    visited = visit(exported)
    text = open_popup(visited, DARZAB)
    for part in (
        "The New Arab, “IS 'seeking shelter' in Afghanistan after Middle East losses”, 12 December 2017",
        "40 or more foreign fighters",
        "Reported jointly with Qush Tepa; the number is their total",
        "According to: the spokesman of Jowzjan's governor",
        "Location precision: district",
        "Planned",
    ):
        assert part in text
    visited.page.keyboard.press("Escape")
    expect(visited.page.locator(".atlas-popup")).to_be_hidden()


def test_an_uncertain_area_is_a_circle_that_says_so(visit: Open, exported: str) -> None:
    visited = visit(exported)
    circle = visited.page.locator(f'path[data-place="{KHUSTAK}"]')
    assert circle.get_attribute("data-level") == "area"
    assert circle.get_attribute("stroke-dasharray")
    assert "a" in (circle.get_attribute("d") or "")  # arcs: no outline pretends to be known
    assert "low certainty" in open_popup(visited, KHUSTAK)


def test_denied_and_planned_look_different_from_reported(visit: Open, project: Project, tmp_path: Path) -> None:
    # without what else is reported of Faryab
    shown = project.records[project.records["id"] != "newarab-foreign-fighters-waziri"]
    path = tmp_path / "statuses.html"
    path.write_text(export(project, shown), encoding="utf-8")
    visited = visit(path.as_uri())
    assert visited.drawn("af.takhar") == (0, "denied")
    assert visited.drawn("af.faryab") == (0, "planned")
    fills = {
        place: visited.page.locator(f'path[data-place="{place}"]').get_attribute("fill") or ""
        for place in ("af.takhar", "af.faryab", "af.nuristan")
    }
    assert fills["af.takhar"].startswith("url(#")
    assert fills["af.faryab"].startswith("url(#")
    assert fills["af.takhar"] != fills["af.faryab"]
    assert re.fullmatch("#[0-9a-f]{6}", fills["af.nuristan"])
    assert "Disputed by: officials of the Islamic Emirate" in open_popup(visited, "af.takhar")


def test_a_popup_follows_the_slider(visit: Open, exported: str) -> None:
    visited = visit(exported)
    whole = open_popup(visited, "af.nangarhar")
    assert "7 records in this period" in whole
    visited.show(DECEMBER_2017)
    assert "1 record in this period" in visited.page.locator(".atlas-popup").inner_text()


def test_the_country_as_a_whole_is_a_chip(visit: Open, exported: str) -> None:
    visited = visit(exported)
    chip = visited.page.locator('.atlas-chip[data-place="af"]')
    expect(chip).to_have_text(f"Afghanistan as a whole: {COUNTRY} records")
    chip.click()
    expect(visited.page.locator(".atlas-popup")).to_contain_text("6,500 fighters")


def test_the_keyboard_alone_is_enough(visit: Open, exported: str) -> None:
    visited = visit(exported)
    page = visited.page
    page.locator(".atlas-clock").focus()
    page.keyboard.press("End")
    assert visited.readout().startswith(LAST_MONTH)
    page.keyboard.press("Home")
    assert visited.readout().startswith(FIRST_MONTH)
    page.keyboard.press("ArrowRight")
    assert visited.readout().startswith(SECOND_MONTH)
    page.keyboard.press("ArrowLeft")
    assert visited.readout().startswith(FIRST_MONTH)
    page.locator(".atlas-to").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert visited.readout().startswith(f"{FIRST_MONTH} – {THIRD_MONTH}")
    page.locator(".atlas-clock").focus()
    page.keyboard.press(" ")
    expect(page.locator(".atlas-play")).to_have_attribute("aria-label", "Pause")
    expect(page.locator(".atlas-readout")).to_contain_text(f"{SECOND_MONTH} –")
    page.keyboard.press(" ")
    expect(page.locator(".atlas-play")).to_have_attribute("aria-label", "Play")


def test_step_and_all_move_the_window(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.page.locator(".atlas-next").click()
    assert visited.readout().startswith(f"{FIRST_MONTH} ·")
    visited.page.locator(".atlas-next").click()
    assert visited.readout().startswith(f"{SECOND_MONTH} ·")
    visited.page.locator(".atlas-all").click()
    assert visited.readout().startswith(WHOLE)


def test_the_panel_names_the_reports_the_data_and_their_licences(visit: Open, exported: str) -> None:
    visited = visit(exported)
    visited.page.locator(".atlas-open-info").click()
    info = visited.page.locator(".atlas-info")
    for part in ("TOLOnews", "Khaama Press", "geoBoundaries", "public domain", "CC BY 4.0", "Dispatch Atlas on 20"):
        expect(info).to_contain_text(part)


def test_names_in_dari_are_shown_from_right_to_left(visit: Open, exported: str) -> None:
    visited = visit(exported)
    open_popup(visited, JURM)
    name = visited.page.locator('.atlas-names [lang="fa"]')
    expect(name).to_have_text("جرم")
    expect(name).to_have_attribute("dir", "rtl")


def test_a_phone_shows_all_of_it_without_scrolling_sideways(visit: Open, exported: str) -> None:
    visited = visit(exported, PHONE, touch=True)
    page = visited.page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for name in (".atlas-play", ".atlas-next", ".atlas-from", ".atlas-legend"):
        box = page.locator(name).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360 + 20  # a handle may reach into the margin
        assert box["y"] + box["height"] <= 740
    assert "The New Arab" in open_popup(visited, DARZAB)
    popup = page.locator(".atlas-popup").bounding_box()
    assert popup
    assert popup["width"] <= 360
    visited.check_clean()


def test_rolled_up_districts_are_shown_on_their_province(visit: Open, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "rolled.html"
    path.write_text(export(project, project.records, View(roll_up=True)), encoding="utf-8")
    visited = visit(path.as_uri())
    visited.show(DECEMBER_2017)
    # three reported of districts of Jowzjan, each once, though two are of two districts; and two of the province
    assert visited.drawn("af.jowzjan") == (5, "reported")
    assert visited.page.locator('path[data-level="district"][data-status="reported"]').count() == 0
    assert visited.readout().startswith(f"Dec 2017 · {IN_DECEMBER_2017} records")


def test_hostile_texts_run_nothing_and_are_read_as_text(visit: Open, project: Project, tmp_path: Path) -> None:
    record = project.records[project.records["place_id"] == DARZAB][:1]
    path = tmp_path / "hostile.html"
    hostile = record.assign(note=HOSTILE, claimed_by=HOSTILE)
    path.write_text(export(project, hostile, View(title=HOSTILE, note=HOSTILE)), encoding="utf-8")
    visited = visit(path.as_uri())
    visited.page.on("dialog", lambda dialog: visited.errors.append(dialog.message))
    assert "onerror=alert(2)" in open_popup(visited, DARZAB)
    assert "{{ 7*7 }}" in visited.page.title()
    visited.check_clean()


def test_the_command_writes_a_map_that_opens(visit: Open, tmp_path: Path) -> None:
    from click.testing import CliRunner  # noqa: PLC0415 - only here

    out = tmp_path / "map.html"
    CliRunner().invoke(
        main, ["map", "--out", str(out), "--from", "2017-12-01", "--to", "2017-12-31", "--unit", "quarter"]
    )
    visited = visit(out.as_uri())
    assert visited.readout().startswith("Q4 2017")
    visited.check_clean()


def test_one_bin_needs_no_slider(visit: Open, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "span.html"
    path.write_text(export(project, project.records, View(unit="span")), encoding="utf-8")
    visited = visit(path.as_uri())
    assert visited.readout().startswith(f"{short(FIRST)} – {short(LAST)} · {RECORDS} records")
    expect(visited.page.locator(".atlas-play")).to_be_hidden()
    visited.check_clean()
