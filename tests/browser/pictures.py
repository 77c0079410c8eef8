"""Take the README's pictures: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from geo.maps import export
from geo.project import Project
from geo.setup import find_browser
from tests.browser.conftest import DESKTOP, PHONE, running_app
from tests.conftest import ROOT

FOLDER = ROOT / ".docs"


def main() -> None:
    """Write a picture of the exported map, on a desktop and on a phone, and of the page."""
    project = Project.load(ROOT)
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as scratch, running_app(ROOT) as app:
        browser = driver.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        path = Path(scratch) / "map.html"
        path.write_text(export(project, project.records), encoding="utf-8")
        for name, address, viewport in (
            ("map", path.as_uri(), DESKTOP),
            ("phone", path.as_uri(), PHONE),
            ("page", app, {"width": 1360, "height": 820}),
        ):
            page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
            page.goto(address)
            page.locator(".atlas-readout").wait_for(timeout=30_000)
            if name != "map":
                page.locator('path[data-place="af.jowzjan.darzab"]').press("Enter")
            page.wait_for_timeout(1500)
            page.screenshot(path=FOLDER / f"{name}.png")
            print(f"{name}.png: {(FOLDER / f'{name}.png').stat().st_size / 1000:.0f} KB")
        browser.close()


if __name__ == "__main__":
    main()
