"""An article becomes records within a minute, by the keyboard alone; no work is lost."""

from __future__ import annotations

import csv
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.activity.record import offsets
from geo.project import Project
from tests.conftest import ROOT
from tests.helpers.pages import DESKTOP, PHONE, Open, settled

TEXT = """Night in Darzab

Officials said that more than 40 Daesh fighters are present in Darzab and Qushtepa districts of Jowzjan.

The Taliban attacked a post in Achin district of Nangarhar. Villagers of Gul Sang valley heard shots.
<script>alert(1)</script>
"""
LONG = ROOT / "tests" / "texts" / "eight-events.txt"
# from a key until the page shows the answer
STOPWATCH = """() => {
    window.answers = [];
    let pressed = null;
    document.addEventListener("keydown", (event) => { pressed = {key: event.key, at: event.timeStamp}; }, true);
    const note = () => {
        const {key, at} = pressed ?? {};
        pressed = null;
        // after the next frame, what was changed is on the screen
        if (key) requestAnimationFrame(() => setTimeout(() => window.answers.push([performance.now() - at, key])));
    };
    const all = {subtree: true, childList: true, attributes: true, characterData: true};
    new MutationObserver(note).observe(document.querySelector(".desk"), all);
}"""


@dataclass(frozen=True)
class Event:
    """What a person who reads the article finds in it."""

    says: str
    place: str
    kind: str
    letters: str
    id: str
    # nothing suggests it, or what does is rejected: it is made of words selected in the text
    missed: bool = False


EVENTS = [
    Event("present in Darzab", "Darzab", "Presence", "dar", "af.jowzjan.darzab"),
    Event("attacked a checkpoint", "Achin", "Attack", "ach", "af.nangarhar.achin"),
    Event("clashed with the Taliban", "Char Dara", "Clash", "cha", "af.kunduz.chahar-dara"),
    Event("recruiting young men", "Jurm", "Recruitment", "jur", "af.badakhshan.jurm"),
    Event("seized the centre of", "Sangin", "Territorial control", "san", "af.helmand.sangin"),
    Event("left their homes", "Khogayani", "Displacement", "kho", "af.nangarhar.khogayani", missed=True),
    Event("launched an operation", "Warduj", "Operation", "war", "af.badakhshan.warduj"),
    # the report names the wrong district first, and corrects itself
    Event("attacked a police post", "Shinwar", "Attack", "shi", "af.nangarhar.shinwar"),
]


@dataclass
class Reviewer:
    """Somebody who uses the keyboard only, and counts."""

    page: Page
    keys: int = 0
    decisions: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, letters: str) -> None:
        for letter in letters:
            self.press(letter)

    def decide(self, key: str) -> None:
        self.press(key)
        self.decisions.append(key)

    def replace_place(self, letters: str) -> None:
        self.press("/")
        self.type(letters)
        self.decide("Enter")

    def headline(self) -> str:
        return self.page.locator(".desk-headline").inner_text()

    def passage(self) -> str:
        return " ".join(" ".join(self.page.locator(".desk-current").all_inner_texts()).split())


def rows(base: Path) -> list[dict[str, str]]:
    with (base / "data" / "activity.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["report_id"].startswith("the-paper")]


def decisions(base: Path) -> list[dict[str, Any]]:
    path = next((base / "data" / "review").glob("*.json"))
    kept: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["decisions"]
    return kept


def saved(page: Page) -> None:
    """Wait until Python has acknowledged every decision."""
    expect(page.locator(".desk-said")).to_contain_text("Saved.")


def begin(page: Page, folder: Path, text: str = TEXT) -> None:
    article = folder / "night.txt"
    article.write_text(text, encoding="utf-8")
    settled(page)
    page.locator('input[type="file"]').set_input_files(str(article))
    expect(page.get_by_label("Title", exact=True)).to_have_value(text.splitlines()[0], timeout=20_000)
    page.get_by_label("Publisher", exact=True).fill("The Paper")
    for label in ("From", "To"):
        # typed as the field shows it
        page.get_by_label(label, exact=True).click()
        page.keyboard.type("2017/12/12")
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Start review").click()
    expect(page.locator(".desk-card")).to_be_visible(timeout=20_000)


@pytest.fixture
def reviewing(app: str) -> str:
    return f"{app}/review"


def settle(person: Reviewer, event: Event) -> None:
    """Correct what is wrong with the suggestion that is shown, and accept it."""
    if event.place not in person.headline().partition(": ")[2].split(", "):
        person.replace_place(event.letters)
    if person.headline().partition(": ")[0] != event.kind:
        person.press("k")
        person.type(event.kind[:3].lower())
        person.decide("Enter")
    person.decide("a")


def go_through(person: Reviewer, events: list[Event]) -> list[Event]:
    """Compare every suggestion with what the article says; return the events that none of them was about."""
    left = list(events)
    while person.page.locator(".desk-card").is_visible():
        says = person.passage()
        event = next((one for one in left if one.says in says and not one.missed), None)
        expect(person.page.locator(".desk-current").first).to_be_in_viewport()
        if event is None:
            person.decide("x")
        else:
            left.remove(event)
            settle(person, event)
    return left


def add(person: Reviewer, event: Event) -> None:
    """Select the words that tell an event, and make a suggestion of them."""
    person.press("+")
    for _ in range(60):
        if event.says in person.page.evaluate("document.getSelection().toString()"):
            break
        person.press("ArrowDown")
    person.decide("Enter")
    # the cursor is in the field for the kind
    person.type(event.kind[:3].lower())
    person.decide("Enter")
    settle(person, event)


def test_an_article_is_reviewed_in_a_minute_by_keyboard(
    visit: Open, copied: Path, reviewing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = LONG.read_text(encoding="utf-8")
    visited = visit(reviewing, DESKTOP)
    page, person = visited.page, Reviewer(visited.page)
    begin(page, copied, text)
    page.evaluate(STOPWATCH)
    start = time.monotonic()

    # the first decision asks for the name
    person.press("a")
    expect(page.locator(".desk-alert")).to_have_text("Enter your name first: it is saved with each decision.")
    person.type("Mariam")
    person.press("Enter")

    # reject, go on, go back, and take it back
    first = person.headline()
    person.decide("x")
    expect(page.locator(".desk-progress")).to_contain_text(" 1 decided.")
    second = person.headline()
    person.press("n")
    assert person.headline() != second
    person.press("p")
    assert person.headline() == second
    person.decide("u")
    expect(page.locator(".desk-progress")).to_contain_text(" 0 decided.")
    assert person.headline() == first

    missed = go_through(person, EVENTS)
    expect(page.locator(".desk-done")).to_be_visible()
    assert any(event.missed for event in missed)
    for event in missed:
        add(person, event)
    seconds = time.monotonic() - start
    saved(page)
    until_saved = time.monotonic() - start
    answers = sorted(page.evaluate("window.answers"))

    check_records(copied)
    # the place that the report had wrong was changed by three letters
    assert any("place_id" in one.get("changes", {}) for one in decisions(copied) if one["action"] == "corrected")
    page.reload()
    expect(page.get_by_label("Your name", exact=True)).to_have_value("Mariam", timeout=20_000)
    expect(page.locator(".desk-progress")).to_contain_text("0 to decide,")
    with capsys.disabled():
        print(
            f"\n{len(text.split())} words, {len(EVENTS)} events: {len(person.decisions)} decisions, {person.keys} keys,"
            f" {seconds:.1f} s ({until_saved:.1f} s until saved); an answer in {answers[len(answers) // 2][0]:.0f} ms,"
            f" the slowest {answers[-1][0]:.0f} ms (to {answers[-1][1]})"
        )
    assert visited.refused == []
    # opened at its own address, Streamlit first looks for itself below it
    assert {error for error in visited.errors if "404" not in error} == set()


def check_records(base: Path) -> None:
    """Fail unless the table holds each event once, as the article tells it."""
    found = rows(base)
    assert sorted(row["place_id"].split(";")[0] for row in found) == sorted(event.id for event in EVENTS)
    assert {row["accepted_by"] for row in found} == {"Mariam"}
    project = Project.load(base)
    for event in EVENTS:
        row = next(row for row in found if row["place_id"].startswith(event.id))
        assert row["kind"] == event.kind.lower().replace(" ", "-")
        quoted = project.reports[row["report_id"]].quote(offsets(row["evidence"]))
        assert event.says in " ".join(quoted.split())
    assert set(project.records["id"]) >= {row["id"] for row in found}


def test_corrections_are_kept_as_they_are_made(visit: Open, copied: Path, reviewing: str) -> None:
    visited = visit(reviewing, DESKTOP)
    page = visited.page
    begin(page, copied)
    page.get_by_label("Your name", exact=True).fill("Mariam")

    # the places are marked in the article, and its markup is text
    expect(page.locator("mark.desk-place", has_text="Darzab").first).to_be_visible()
    expect(page.locator(".desk-article")).to_contain_text("<script>alert(1)</script>")
    while "Darzab" not in page.locator(".desk-headline").inner_text():
        page.get_by_role("button", name="Next").click()
    assert rows(copied) == []

    field = page.get_by_label("According to", exact=True)
    field.fill("the governor")
    field.press("Enter")
    saved(page)
    assert decisions(copied)[-1]["changes"] == {"claimed_by": "the governor"}
    page.get_by_role("button", name="Undo").click()
    expect(field).to_have_value("Officials")

    # of namesakes, Enter takes the widest; a place that is added stands beside the others
    page.get_by_role("combobox", name="Places").fill("Kabul")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-of-place_id .desk-chip")).to_have_count(3)
    saved(page)
    assert decisions(copied)[-1]["changes"]["place_id"] == "af.jowzjan.darzab;af.jowzjan.qush-tepa;af.kabul"
    page.get_by_role("button", name="Remove Kabul").click()
    page.keyboard.press("Escape")

    # bounds in the wrong order are refused, and nothing is saved
    page.get_by_label("Count, at most", exact=True).fill("3")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-alert")).to_contain_text("“at most” is less than “at least”")

    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".desk-progress")).to_contain_text(" 1 decided.")
    saved(page)
    (row,) = rows(copied)
    assert (row["place_id"], row["count_low"], row["count_high"], row["accepted_by"]) == (
        "af.jowzjan.darzab;af.jowzjan.qush-tepa",
        "40",
        "",
        "Mariam",
    )
    expect(page.locator('path[data-place="af.jowzjan.darzab"]')).to_have_attribute("data-n", "1")

    # words selected with the mouse get a button
    page.locator(".desk-text").get_by_text("Villagers of").select_text()
    page.get_by_role("button", name="New suggestion").click()
    expect(page.get_by_role("combobox", name="Activity")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".desk-likely")).to_have_text("added by hand")
    saved(page)

    # an unknown valley becomes a row of the gazetteer
    expect(page.locator(".desk")).to_have_attribute("data-desk", "resting")
    settled(page)
    page.get_by_role("button", name="Add Gul Sang to the gazetteer").click()
    expect(page.get_by_role("button", name="Add Gul Sang to the gazetteer")).to_have_count(0, timeout=20_000)
    (place,) = [place for place in Project.load(copied).gazetteer.values() if place.name == "Gul Sang"]
    assert place.kind == "valley"
    assert "position unknown" in place.note
    assert visited.refused == []


def test_the_second_of_two_reviewers_learns_who_was_first(visit: Open, copied: Path, reviewing: str) -> None:
    mariam = visit(reviewing, DESKTOP).page
    begin(mariam, copied)
    ali = visit(mariam.url, DESKTOP).page
    for page, name in ((mariam, "Mariam"), (ali, "Ali")):
        page.get_by_label("Your name", exact=True).fill(name)
        page.keyboard.press("Enter")
    headline = mariam.locator(".desk-headline").inner_text()
    expect(ali.locator(".desk-headline")).to_have_text(headline)
    # Ali's browser hears of it only when it asks
    ali.context.set_offline(True)
    mariam.keyboard.press("x")
    saved(mariam)
    ali.context.set_offline(False)
    ali.keyboard.press("a")
    expect(ali.locator(".desk-alert")).to_have_text(
        f"{headline}: Mariam has already rejected this suggestion; nothing was written", timeout=30_000
    )
    assert rows(copied) == []
    # what Mariam did is not Ali's to undo
    ali.keyboard.press("u")
    expect(ali.locator(".desk-alert")).to_have_text("You have nothing to undo.")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_all_of_a_suggestion_is_in_view(visit: Open, copied: Path, reviewing: str, viewport: dict[str, int]) -> None:
    page = visit(reviewing, viewport).page
    begin(page, copied)
    expect(page.locator(".desk-current").first).to_be_in_viewport()
    if viewport is DESKTOP:
        for part in (".desk-card", ".desk-actions"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
    width = page.evaluate("document.querySelector('.desk').scrollWidth - document.querySelector('.desk').clientWidth")
    assert width <= 0
    for label in ("Places", "Activity", "Actors", "Targets", "Killed, at least", "Wounded, at most", "Count, at least"):
        expect(page.get_by_label(label, exact=True)).to_be_visible()
