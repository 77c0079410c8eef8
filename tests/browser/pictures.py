"""Take the README's pictures: ``python -m tests.browser.pictures``.

The exported map on a desktop, on a phone, on paper, and as someone without green cones (deuteranopia, the most frequent
colour blindness) sees it; and the app. Each is kept at or below 120 KB by fewer colours.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from geo.maps import export
from geo.project import Project
from tests.conftest import ROOT
from tests.helpers.pages import DESKTOP, PHONE, launch, running_app

FOLDER = ROOT / ".docs"
DARZAB = "af.jowzjan.darzab"
# A4 at 96 dots per inch, upright
PAPER = {"width": 794, "height": 1123}
BYTES = 120_000
COLOURS = (256, 192, 128, 96, 64, 48, 32, 16)


@dataclass(frozen=True)
class Picture:
    """What to take: a file's name, an address, and how it is looked at."""

    name: str
    address: str
    viewport: dict[str, int]
    opened: str = ""
    media: Literal["print", "screen"] = "screen"
    vision: str = "none"

    def take(self, browser: Browser) -> bytes:
        """Return a screenshot, with the records of one place open where that is asked for."""
        page = browser.new_page(viewport=self.viewport)  # type: ignore[arg-type]
        page.emulate_media(media=self.media, reduced_motion="reduce")
        if self.vision != "none":
            page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": self.vision})
        page.goto(self.address)
        # on paper, the clock may be left out
        page.locator(".atlas-readout").wait_for(timeout=30_000, state="attached")
        if self.opened:
            page.locator(f'path[data-place="{self.opened}"]').press("Enter")
        page.wait_for_timeout(1500)
        taken = page.screenshot()
        page.close()
        return taken


def small(taken: bytes) -> bytes:
    """Return a picture with as many colours as fit the size that is allowed.

    Raises
    ------
    ValueError
        When not even the fewest do.
    """
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    # the most frequent as they are: fills and legend must not change, only the blends along lines and letters may
    found, numbers = np.unique(np.asarray(image).reshape(-1, 3), axis=0, return_counts=True)
    ranked = found[np.argsort(-numbers, kind="stable")]
    for colours in COLOURS:
        palette = Image.new("P", (1, 1))
        palette.putpalette(ranked[:colours].tobytes())
        packed = io.BytesIO()
        # dithering would blur the hatching, and compress badly
        image.quantize(palette=palette, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
        if packed.tell() <= BYTES:
            return packed.getvalue()
    raise ValueError(f"{packed.tell():,} bytes with {colours} colours: take a smaller picture")


def main() -> None:
    """Write the pictures."""
    project = Project.load(ROOT)
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as scratch, running_app(ROOT) as app:
        path = Path(scratch) / "map.html"
        path.write_text(export(project, project.records), encoding="utf-8")
        exported = path.as_uri()
        browser = launch(driver)
        for picture in (
            Picture("map", exported, DESKTOP),
            Picture("phone", exported, PHONE, opened=DARZAB),
            Picture("print", exported, PAPER, opened=DARZAB, media="print"),
            Picture("colour-blind", exported, DESKTOP, vision="deuteranopia"),
            Picture("page", app, {"width": 1360, "height": 820}, opened=DARZAB),
        ):
            data = small(picture.take(browser))
            (FOLDER / f"{picture.name}.png").write_bytes(data)
            print(f"{picture.name}.png: {len(data) / 1000:.0f} KB")
        browser.close()


if __name__ == "__main__":
    main()
