"""The time map beside folium's own, in one run: ``python -m tests.benchmarks.timemap [months] [days] [points]``.

Each page is opened from disk in a Chromium of its own, one after the other, round after round; what folium loads from
CDNs comes from a server on this machine. The figures are medians of the rounds.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
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
    sizes = " ".join(f"{size / 1e6:8.2f}" for size in (measured.html_bytes, measured.asset_bytes))
    times = f"{measured.load_ms:9,.0f} {measured.step_ms:9.2f} {measured.flushed_ms:9.2f} {measured.fps:7.0f}"
    return f"{measured.name:40} {sizes} {times}  {measured.note}".rstrip()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each scale."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.timemap", description=__doc__)
    parser.add_argument("scales", nargs="*", default=["months"], metavar="SCALE", help=", ".join(SCALES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    for name in options.scales:
        scale = SCALES[name]
        print(f"\n{scale.name}; median of {options.rounds} rounds")
        print(f"{'':40} {'HTML MB':>8} {'+CDN MB':>8} {'ready ms':>9} {'step ms':>9} {'+style ms':>9} {'steps/s':>7}")
        with sync_playwright() as driver, served() as server, TemporaryDirectory() as folder:
            pages = [ours(scale, Path(folder)), *folium_rivals.subjects(scale, server, Path(folder))]
            for measured in measure(driver, pages, options.rounds):
                print(row(measured), flush=True)


if __name__ == "__main__":
    main()
