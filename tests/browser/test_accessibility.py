"""axe-core finds no serious problem, on the exported map and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.errors import AssetError
from tests.browser import test_gazetteer as gazetteer
from tests.browser import test_records as records
from tests.browser.test_app import opened
from tests.browser.test_review import begin
from tests.helpers import axe
from tests.helpers.pages import PHONE, Open, Visit, settled

DARZAB = "af.jowzjan.darzab"
# the exported map is all ours; of the page, what we draw: the rest is Streamlit's
WHOLE, PARTS = ":root", ".atlas, .picker, .records, .desk, [data-testid=stHtml]"
# each node that breaks a rule, and whether it stands in one of ours, through the roots of shadow trees
RUN = """async (ours) => {
    const within = (node) => node instanceof Element
        && (node.closest(ours) !== null || within(node.getRootNode().host));
    const { violations } = await axe.run(document, { elementRef: true, resultTypes: ["violations"] });
    return violations.flatMap(({ id, impact, help, nodes }) => nodes.map((node) => ({
        rule: id, impact, help, ours: within(node.element), html: node.html.slice(0, 160),
        why: [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; "),
    })));
}"""


@dataclass(frozen=True)
class Problem:
    """A node that breaks a rule."""

    rule: str
    impact: str
    help: str
    ours: bool
    html: str
    why: str

    def __str__(self) -> str:
        return f"{'ours' if self.ours else 'Streamlit’s'}, {self.impact}: {self.rule}: {self.why}\n    {self.html}"


def problems(page: Page, ours: str) -> list[Problem]:
    try:
        script = axe.source()
    except AssetError as error:
        pytest.fail(str(error), pytrace=False)
    # evaluated rather than added as an element, which the map's Content-Security-Policy refuses
    page.evaluate(script)
    # what fades in has, half way, less contrast than it is made for
    page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))")
    found: list[dict[str, Any]] = page.evaluate(RUN, ours)
    return [Problem(**problem) for problem in found]


def check(page: Page, ours: str = WHOLE) -> None:
    """Fail on what is serious and ours; Streamlit's own is told then, too."""
    found = problems(page, ours)
    assert not [problem for problem in found if problem.ours and problem.impact in {"serious", "critical"}], "\n".join(
        ["", *map(str, sorted(found, key=lambda problem: not problem.ours))]
    )


def open_popup(visited: Visit) -> None:
    visited.page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    expect(visited.page.locator(".atlas-popup")).to_be_visible()


def test_the_checker_sees_a_problem_in_ours(visit: Open, exported: str) -> None:
    page = visit(exported).page
    page.locator(".atlas-play").evaluate("button => { button.removeAttribute('aria-label'); button.textContent = ''; }")
    page.locator(".atlas-play").evaluate("button => button.removeAttribute('title')")
    assert ("button-name", True) in {(problem.rule, problem.ours) for problem in problems(page, PARTS)}


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_the_exported_map(visit: Open, exported: str, viewport: dict[str, int] | None) -> None:
    visited = visit(exported, viewport)
    check(visited.page)
    open_popup(visited)
    check(visited.page)
    visited.page.keyboard.press("Escape")
    for panel in ("controls", "table", "info"):
        visited.page.locator(f".atlas-open-{panel}").click()
        expect(visited.page.locator(f".atlas-{panel}")).to_be_visible()
        check(visited.page)
        visited.page.keyboard.press("Escape")
    visited.page.locator(".atlas-search").fill("Kunduz")
    expect(visited.page.locator(".atlas-found li").first).to_be_visible()
    check(visited.page)
    visited.check_clean()


def test_the_legend_opened_on_a_phone(visit: Open, exported: str) -> None:
    visited = visit(exported, PHONE)
    visited.page.locator(".atlas-legend summary").click()
    expect(visited.page.locator(".atlas-legend-body")).to_be_visible()
    check(visited.page)


def test_the_page_with_its_map(visit: Open, app: str) -> None:
    visited = opened(visit, app)
    settled(visited.page)
    check(visited.page, PARTS)
    visited.page.locator(f'path[data-place="{DARZAB}"]').press("Enter")
    expect(visited.page.get_by_role("heading", name="Darzab: 4 records")).to_be_visible()
    settled(visited.page)
    check(visited.page, PARTS)


def test_the_page_on_a_phone(visit: Open, app: str) -> None:
    visited = opened(visit, app, PHONE)
    settled(visited.page)
    check(visited.page, PARTS)


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_an_article_under_review(visit: Open, app: str, copied: Path, viewport: dict[str, int] | None) -> None:
    page = visit(f"{app}/review", viewport).page
    begin(page, copied)
    settled(page)
    check(page, PARTS)
    page.get_by_label("Your name", exact=True).fill("Mariam")
    page.keyboard.press("Enter")
    for key in ("/", "k", "?"):
        page.keyboard.press(key)
        if key == "/":
            page.keyboard.type("dar")
        check(page, PARTS)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_the_gazetteer_with_a_place_that_is_added(visit: Open, app: str, viewport: dict[str, int] | None) -> None:
    page = gazetteer.opened(visit, app, viewport).page
    gazetteer.name_it(page)
    expect(page.locator(".field-problem")).to_be_visible()
    check(page, PARTS)
    gazetteer.fill(page, "Latitude", "36.8")
    gazetteer.fill(page, "Longitude", "71.2")
    expect(page.locator(".compare")).to_be_visible()
    check(page, PARTS)


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_the_records_with_one_that_is_edited(visit: Open, app: str, viewport: dict[str, int] | None) -> None:
    page = records.opened(visit, app, viewport).page
    records.tick(page, 0)
    expect(page.locator(".record-quote")).to_be_visible()
    check(page, PARTS)
