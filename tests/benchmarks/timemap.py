"""The time map beside folium's own, in one run: ``python -m tests.benchmarks.timemap [months] [days] [points]``.

Each page is opened from disk in its own Chromium, one after the other, in several rounds; what folium loads from
CDNs comes from a local server. The figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from playwright.sync_api import sync_playwright

from geo.maps import View, export
from geo.timeline import Unit
from tests.benchmarks import folium_rivals
from tests.benchmarks.folium_assets import served
from tests.benchmarks.measuring import Measured, Subject, measure
from tests.benchmarks.synthetic import SCALES, Scale, synthetic

ROUNDS: Final = 5
_WIDTH: Final = 40
_COLUMNS: Final[dict[tuple[str, int], Callable[[Measured], str]]] = {
    ("HTML MB", 7): lambda page: f"{page.html_bytes / 1e6:.2f}",
    ("+CDN MB", 7): lambda page: f"{page.asset_bytes / 1e6:.2f}",
    ("ready ms", 8): lambda page: f"{page.load_ms:,.0f}",
    ("step ms", 7): lambda page: f"{page.step_ms:.2f}",
    ("+style ms", 9): lambda page: f"{page.flushed_ms:.2f}",
    ("busy ms", 7): lambda page: f"{page.busy_ms:.1f}",
    ("steps/s", 7): lambda page: f"{page.fps:.0f}",
}
_CLOCK: Final = "document.querySelector('.atlas-clock')"


def ours(scale: Scale, folder: Path) -> Subject:
    """Write our map of a scale into a folder, and say how to measure it."""
    project = synthetic(scale)
    path = folder / "ours.html"
    path.write_text(export(project, project.records, View(unit=cast("Unit", scale.unit))), encoding="utf-8")

    def press(key: str) -> str:
        return f"{_CLOCK}.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }}))"

    return Subject(
        "ours: one file",
        path,
        ready=f"document.querySelectorAll('.atlas .leaflet-map-pane path').length > 0 && {_CLOCK} !== null",
        step=f"() => {press('ArrowRight')}",
        rewind=press("Home"),
        seen="document.querySelector('.atlas-readout').textContent",
        steps=scale.bins - 1,
    )


def row(measured: Measured) -> str:
    """Return a line of the table."""
    cells = [measured.name.ljust(_WIDTH)]
    cells += [f"{tell(measured):>{width}}" for (_, width), tell in _COLUMNS.items()]
    return "  ".join([*cells, measured.note]).rstrip()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each scale."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.timemap", description=__doc__)
    parser.add_argument("scales", nargs="*", default=["months"], metavar="SCALE", help=", ".join(SCALES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    if unknown := set(options.scales) - SCALES.keys():
        parser.error(f"there is no scale {', '.join(unknown)}; choose among {', '.join(SCALES)}")
    for name in options.scales:
        scale = SCALES[name]
        print(f"\n{scale.name}; median of {options.rounds} rounds")
        print("  ".join([" " * _WIDTH, *(head.rjust(width) for head, width in _COLUMNS)]))
        with sync_playwright() as driver, served() as server, TemporaryDirectory() as folder:
            scratch = Path(folder)
            pages = [ours(scale, scratch), *folium_rivals.subjects(scale, server, scratch)]
            for measured in measure(driver, pages, options.rounds):
                print(row(measured), flush=True)


if __name__ == "__main__":
    main()
