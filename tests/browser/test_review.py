"""An article becomes records in a short review, by mouse or keyboard; no work is lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect  # noqa: A004 - its own

from geo.project import Project
from tests.browser.test_app import pick
from tests.helpers.pages import Open, running_app, settled

TEXT = """Night in Darzab

Officials said that more than 40 Daesh fighters are present in Darzab and Qushtepa districts of Jowzjan.

The Taliban attacked a post in Achin district of Nangarhar. Villagers of Gul Sang valley heard shots.
<script>alert(1)</script>
"""


def rows(base: Path) -> list[dict[str, str]]:
    with (base / "data" / "activity.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["report_id"].startswith("the-paper")]


def begin(page: Page, folder: Path) -> None:
    article = folder / "night.txt"
    article.write_text(TEXT, encoding="utf-8")
    settled(page)
    page.locator('input[type="file"]').set_input_files(str(article))
    expect(page.get_by_label("Title", exact=True)).to_have_value("Night in Darzab", timeout=20_000)
    page.get_by_label("Publisher", exact=True).fill("The Paper")
    for label in ("From", "To"):
        # typed as the field shows it
        page.get_by_label(label, exact=True).click()
        page.keyboard.type("2017/12/12")
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Start review").click()
    expect(page.get_by_text("2 to decide, 0 decided.")).to_be_visible(timeout=20_000)


def written(page: Page, path: Path, text: str) -> None:
    """Wait until a file holds a text: the field shows what was typed before the page has saved it."""
    for _ in range(150):
        if text in path.read_text(encoding="utf-8"):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{path.name} does not hold {text}")


def press(page: Page, key: str, told: str) -> None:
    """Press a key outside of all fields; again when the page was not ready to hear it."""
    for _ in range(4):
        settled(page)
        page.locator(".article").click()
        page.keyboard.press(key)
        heard = page.get_by_text(told)
        try:
            heard.wait_for(timeout=6_000)
        except TimeoutError:
            continue
        return
    expect(page.get_by_text(told)).to_be_visible()


def test_an_article_is_reviewed(visit: Open, copied: Path, tmp_path_factory: object) -> None:
    del tmp_path_factory
    with running_app(copied) as address:
        visited = visit(f"{address}/review", {"width": 1360, "height": 1500})
        page = visited.page
        page.get_by_label("Your name", exact=True).fill("Mariam")
        page.keyboard.press("Enter")
        begin(page, copied)

        # the places are marked in the article, and its markup is text
        expect(page.locator("mark.place", has_text="Darzab").first).to_be_visible()
        expect(page.locator(".in-question")).to_contain_text("more than 40 Daesh fighters")
        expect(page.locator(".article")).to_contain_text("<script>alert(1)</script>")
        assert rows(copied) == []

        # a correction is kept as it is made, and taken back
        page.get_by_label("According to", exact=True).fill("the governor")
        page.keyboard.press("Enter")
        settled(page)
        kept = next((copied / "data" / "review").glob("*.json"))
        expect(page.get_by_label("According to", exact=True)).to_have_value("the governor")
        written(page, kept, '"claimed_by": "the governor"')
        page.get_by_role("button", name="Undo").click()
        settled(page)
        expect(page.get_by_label("According to", exact=True)).to_have_value("Officials", timeout=20_000)

        # Enter takes the widest of the places that the typed name fits, and only that
        pick(page, "Places", "Kabul")
        expect(page.get_by_test_id("stMultiSelect").filter(has_text="Kabul (province)")).to_have_count(1)
        places = '"place_id": "af.jowzjan.darzab;af.jowzjan.qush-tepa;af.kabul"'
        written(page, kept, places)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_test_id("stMultiSelect").filter(has_text="Kabul (province)")).to_have_count(0)

        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_text("1 to decide, 1 decided.")).to_be_visible(timeout=20_000)
        (row,) = rows(copied)
        assert (row["place_id"], row["count_low"], row["accepted_by"]) == (
            "af.jowzjan.darzab;af.jowzjan.qush-tepa",
            "40",
            "Mariam",
        )
        assert row["id"] in set(Project.load(copied).records["id"])
        expect(page.locator('path[data-place="af.jowzjan.darzab"]')).to_have_attribute("data-n", "1")

        # a reload loses nothing
        page.reload()
        expect(page.get_by_text("1 to decide, 1 decided.")).to_be_visible(timeout=20_000)

        # by the keyboard: reject, and take both decisions back
        press(page, "x", "0 to decide, 2 decided.")
        press(page, "u", "1 to decide, 1 decided.")
        press(page, "u", "2 to decide, 0 decided.")
        assert rows(copied) == []

        # an unknown valley becomes a row of the gazetteer
        page.get_by_role("button", name="Add Gul Sang to the gazetteer").click()
        expect(page.get_by_role("button", name="Add Gul Sang to the gazetteer")).to_have_count(0, timeout=20_000)
        added = Project.load(copied).gazetteer
        (place,) = [place for place in added.values() if place.name == "Gul Sang"]
        assert place.kind == "valley"
        assert "position unknown" in place.note
        assert visited.refused == []
        # opened at its own address, Streamlit first looks for itself below it
        assert {error for error in visited.errors if "404" not in error} == set()
