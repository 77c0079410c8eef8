"""The records page with many records, in Chromium: ``python -m tests.benchmarks.records_page [--records 50000]``.

The records are those of the benchmark ``table``. An answer is timed at the web socket: from the request for a run of
the page to the message that says it has finished, so it includes everything that the server does and sends, and what
else keeps the machine busy; a run's processor time does not. Frames are the gaps between animation frames while the
mouse wheel scrolls the list.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Page, WebSocket, expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from geo.folder import ROOT_VARIABLE
from tests.benchmarks.results import save
from tests.benchmarks.table import make
from tests.helpers.pages import DESKTOP, Visit, launch, running_app

_ROUNDS: Final = 5
_PATIENCE: Final = 120_000  # ms
_WHEELS: Final = 120
# a row is 35 px high, the header too
_ROW: Final = 35
_FRAMES: Final = """() => {
    window.gaps = [];
    let before = performance.now();
    const look = (now) => {
        window.gaps.push(now - before);
        before = now;
        window.looking = requestAnimationFrame(look);
    };
    window.looking = requestAnimationFrame(look);
}"""
_GAPS: Final = "() => { cancelAnimationFrame(window.looking); return window.gaps.slice(1); }"


_RUN: Final = """
import time
import streamlit as st
from geo.app import records_page
from geo.app.shared import with_project

start = time.process_time()
with_project(records_page.show)
st.session_state["seconds"] = time.process_time() - start
"""


@dataclass
class Traffic:
    """What went over the web socket: when a run was asked for and finished, and the bytes of the answers."""

    asked: float = 0.0
    taken: list[float] = field(default_factory=list)
    received: int = 0

    def watch(self, page: Page) -> None:
        """Listen to the page's web sockets."""
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._got)

    def _sent(self, frame: bytes | str) -> None:
        message = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
        if message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun:
            self.asked = time.perf_counter()

    def _got(self, frame: bytes | str) -> None:
        self.received += len(frame)
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        if message.HasField("script_finished") and self.asked:
            self.taken.append(time.perf_counter() - self.asked)
            self.asked = 0.0


def run_times(folder: Path, rounds: int) -> tuple[float, float]:
    """Return the processor time of a run of the page, without and with a record's form; in a process of its own."""
    os.environ[ROOT_VARIABLE] = str(folder)
    app = AppTest.from_string(_RUN, default_timeout=_PATIENCE / 1000).run()
    medians = []
    for chosen in ([], ["record-7"]):
        app.session_state["RecordWork"].select(chosen)
        # the run after the selection sends what is new
        app.run()
        medians.append(median(app.run().session_state["seconds"] for _ in range(rounds)))
    return medians[0], medians[1]


def click_row(page: Page, row: int) -> None:
    """Tick or untick a row of the list, counted from the first that is visible."""
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    page.mouse.click(box["x"] + 15, box["y"] + _ROW * 1.5 + _ROW * row)


def answers(visited: Visit, traffic: Traffic, act: Callable[[int], None], rounds: int) -> str:
    """Return how long the answers to something take, and how much is sent."""
    taken, sizes = [], []
    for number in range(rounds):
        traffic.taken.clear()
        before = traffic.received
        act(number)
        visited.settle()
        visited.page.wait_for_timeout(200)
        visited.settle()
        taken.append(sum(traffic.taken))
        sizes.append(traffic.received - before)
    return f"{median(taken):.2f} s, {median(sizes) / 1e3:,.0f} kB"


def frames(page: Page, act: Callable[[], None]) -> list[float]:
    """Return the gaps between frames while something is done, in milliseconds."""
    page.evaluate(_FRAMES)
    act()
    gaps: list[float] = page.evaluate(_GAPS)
    return sorted(gaps)


def scroll(page: Page) -> None:
    """Turn the wheel over the list, back and forth between its start and its middle."""
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    for _ in range(_WHEELS):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(16)


def sort(page: Page) -> None:
    """Sort the list by its column of places."""
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    page.mouse.click(box["x"] + 150, box["y"] + _ROW / 2)
    page.wait_for_timeout(3_000)


def measure(page: Page, address: str, rounds: int) -> dict[str, str]:
    """Return the figures of the page."""
    visited, traffic = Visit(page), Traffic()
    visited.watch()
    traffic.watch(page)
    figures = {}
    for visit in ("first", "next"):
        before, start = traffic.received, time.perf_counter()
        page.goto(f"{address}/records")
        expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=_PATIENCE)
        visited.settle()
        size = (traffic.received - before) / 1e6
        figures[f"{visit} visit"] = f"{time.perf_counter() - start:.1f} s, {size:.1f} MB"
    figures["elements of the page"] = f"{page.locator('*').count():,}"
    gaps = frames(page, lambda: scroll(page))
    share = sum(gap < 34 for gap in gaps) / len(gaps)
    figures["frames while scrolling"] = (
        f"median {median(gaps):.0f} ms, {share:.0%} within 33 ms, longest {gaps[-1]:.0f} ms"
    )
    figures["longest frame while sorting"] = f"{frames(page, lambda: sort(page))[-1]:.0f} ms"
    find = page.get_by_label("Search", exact=True)

    def search(number: int) -> None:
        find.fill(["darzab", "kunar taliban", "qosh tapa"][number % 3])
        find.press("Enter")

    figures["search"] = answers(visited, traffic, search, rounds)
    find.fill("")
    find.press("Enter")
    visited.settle()
    figures["select or deselect a row"] = answers(visited, traffic, lambda _: click_row(page, 2), 2 * rounds + 1)
    count = page.get_by_label("Count, at least", exact=True)
    expect(count).to_be_visible(timeout=_PATIENCE)

    def type_count(number: int) -> None:
        count.fill(str(100 + number))
        count.press("Enter")

    figures["type in the form"] = answers(visited, traffic, type_count, rounds)
    page.get_by_label("Count, at most", exact=True).fill("")
    page.get_by_label("Your name", exact=True).fill("Mariam")
    page.keyboard.press("Enter")
    visited.settle()
    start = time.perf_counter()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: ")).to_be_visible(timeout=_PATIENCE)
    visited.settle()
    figures["save"] = f"{time.perf_counter() - start:.1f} s"
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the page, and save the figures for the README."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.records_page", description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pool.submit(make, folder, options.records).result()
            plain, form = pool.submit(run_times, folder, options.rounds).result()
        with sync_playwright() as driver, running_app(folder) as address:
            browser = launch(driver)
            page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
            found = measure(page, address, options.rounds)
            browser.close()
    found["processor time of a run"] = f"{plain:.2f} s, {form:.2f} s with a form"
    save("records_page", {f"{options.records:,} records, {what}": figure for what, figure in found.items()})


if __name__ == "__main__":
    main()
