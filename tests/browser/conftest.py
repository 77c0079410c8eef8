"""A real browser without a network: Chromium, driven by Playwright; requests beyond this machine are refused.

The tests of one worker share one browser and one running app: each test has a browser context of its own, and finds
the app's project as it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from geo.folder import ROOT_VARIABLE
from geo.maps import export
from geo.project import Project
from geo.setup import find_browser
from tests.helpers.copies import restore
from tests.helpers.pages import DESKTOP, Open, Visit, launch, running_app


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Return Chromium. A machine without one fails these tests: skipped, they would hide it."""
    if not Path(find_browser() or playwright.chromium.executable_path).exists():
        pytest.fail("there is no Chromium; run: python3 -m geo.setup test", pytrace=False)
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Return a way to open an address in a window of a given size."""
    with ExitStack() as opened:

        def go(address: str, viewport: dict[str, int] | None = None, *, touch: bool = False) -> Visit:
            context = browser.new_context(viewport=viewport or DESKTOP, has_touch=touch)  # type: ignore[arg-type]
            opened.callback(context.close)
            visited = Visit(context.new_page())
            visited.watch()
            visited.page.goto(address)
            return visited

        yield go


@pytest.fixture(scope="session")
def exported(project: Project, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of an exported map on disk."""
    path = tmp_path_factory.mktemp("export") / "map.html"
    path.write_text(export(project, project.records), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Return the folder of the running app's project, and the app's address."""
    folder = tmp_path_factory.mktemp("app")
    restore(folder)
    with running_app(folder) as address:
        yield folder, address


@pytest.fixture
def app(shared_app: tuple[Path, str]) -> str:
    """Return the address of the running app, on the project as it is committed."""
    folder, address = shared_app
    restore(folder)
    return address


@pytest.fixture
def copied(shared_app: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the running app's project, as it is committed, to change."""
    folder, _ = shared_app
    restore(folder)
    monkeypatch.setenv(ROOT_VARIABLE, str(folder))
    return folder
