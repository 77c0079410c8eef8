"""How fast a page with a time slider is in Chromium: until it is usable, per step, and while playing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Error, Page, Playwright, TimeoutError  # noqa: A004 - its own

from tests.helpers.pages import DESKTOP, launch

SECONDS: Final = 120  # for a page to be ready, and again for its steps
STEPS: Final = 365  # at most
_MARK: Final = "measured "

# installed before the page's own scripts; said on the console, since a page that is busy answers no questions
_WATCH: Final = """(() => {
    const ready = () => %(ready)s;
    const look = () => {
        let done = false;
        try { done = ready(); } catch { /* not yet there */ }
        if (!done) { setTimeout(look, 1); return; }
        // until the frame that shows it has been made
        requestAnimationFrame(() => setTimeout(() => console.info("%(mark)s" + performance.now())));
    };
    look();
})();"""

# a step with what it asks of style and layout, then a frame; afterwards the same once more, as fast as frames come
_RUN: Final = """() => { setTimeout(async () => {
    const step = %(step)s, seen = () => (%(seen)s), rewind = () => { %(rewind)s; };
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const until = performance.now() + %(milliseconds)d;
    rewind();
    await frame();
    const script = [], flushed = [], states = new Set();
    for (let index = 0; index < %(steps)d && performance.now() < until; index += 1) {
        const start = performance.now();
        step(index);
        const stepped = performance.now();
        document.body.getBoundingClientRect();
        flushed.push(performance.now() - start);
        script.push(stepped - start);
        await frame();
        states.add(seen());
    }
    rewind();
    await frame();
    const start = performance.now();
    let frames = 0;
    while (frames < %(steps)d && performance.now() < until) {
        await new Promise((done) => requestAnimationFrame(done));
        step(frames);
        frames += 1;
    }
    await frame();
    const fps = frames / (performance.now() - start) * 1000;
    console.info("%(mark)s" + JSON.stringify({ script, flushed, states: states.size, frames, fps }));
}); }"""


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    Parameters
    ----------
    name : str
        What to call it.
    path : pathlib.Path
        The HTML file.
    ready, step, rewind, seen : str
        JavaScript expressions: true once the map can be used; a function that takes the slider to the next step, given
        how many there were; what goes back to the start; a text that differs from step to step.
    steps : int
        How many there are.
    asset_bytes : int
        What the page loads besides.
    """

    name: str
    path: Path
    ready: str
    step: str
    rewind: str
    seen: str
    steps: int
    asset_bytes: int = 0


@dataclass(frozen=True)
class Measured:
    """What was measured; nan where the page did not get so far, and then ``note`` says why.

    Parameters
    ----------
    name : str
        Of the subject.
    html_bytes, asset_bytes : int
        The file, and what it loads besides, both as they are on disk.
    load_ms : float
        From navigation to the first frame in which the map can be used.
    step_ms, flushed_ms : float
        Median over the steps: the script of one step; the same with the style and layout that it makes necessary.
    busy_ms : float
        Mean time for which a step keeps the page busy: with what it puts off until later, and painting.
    fps : float
        Steps per second when each frame makes one; a screen shows no more than 60.
    note : str
        What went wrong.
    """

    name: str
    html_bytes: int
    asset_bytes: int
    load_ms: float = float("nan")
    step_ms: float = float("nan")
    flushed_ms: float = float("nan")
    busy_ms: float = float("nan")
    fps: float = float("nan")
    note: str = ""


def measure_page(driver: Playwright, subject: Subject, seconds: int = SECONDS) -> Measured:
    """Measure a page once, in a browser of its own, so that no page profits from another.

    Raises
    ------
    ValueError
        When steps leave the page as it is: nothing would be measured.
    """
    size = subject.path.stat().st_size
    measured = Measured(subject.name, size, subject.asset_bytes)
    browser = launch(driver)
    try:
        page = browser.new_page(viewport=DESKTOP)  # type: ignore[arg-type]
        page.add_init_script(_WATCH % {"ready": subject.ready, "mark": _MARK})
        try:
            measured = replace(measured, load_ms=_loaded(page, subject, seconds))
            told = _stepped(page, subject, seconds)
        except TimeoutError:
            what = "not ready" if isnan(measured.load_ms) else "no steps"
            return replace(measured, note=f"{what} within {seconds} s")
        except Error as error:
            if "crash" not in str(error):
                raise
            return replace(measured, note="the browser's tab crashed")
    finally:
        browser.close()
    done = len(told["script"])
    if told["states"] < 0.9 * done:
        raise ValueError(f"{subject.name}: {done} steps showed only {told['states']} states")
    return replace(
        measured,
        step_ms=median(told["script"]),
        flushed_ms=median(told["flushed"]),
        busy_ms=told["busy"],
        fps=told["fps"],
        note="" if done == min(subject.steps, STEPS) else f"{done} steps in {seconds} s",
    )


def _loaded(page: Page, subject: Subject, seconds: int) -> float:
    with page.expect_console_message(lambda message: message.text.startswith(_MARK), timeout=seconds * 1000) as heard:
        page.goto(subject.path.as_uri(), wait_until="commit", timeout=seconds * 1000)
    return float(heard.value.text.removeprefix(_MARK))


def _stepped(page: Page, subject: Subject, seconds: int) -> dict[str, Any]:
    run = _RUN % {
        "step": subject.step,
        "seen": subject.seen,
        "rewind": subject.rewind,
        "steps": min(subject.steps, STEPS),
        "milliseconds": seconds * 500,  # half for the steps, half for playing
        "mark": _MARK,
    }
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def busy_ms() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration") * 1000

    before = busy_ms()
    with page.expect_console_message(lambda message: message.text.startswith(_MARK), timeout=seconds * 1000) as heard:
        page.evaluate(run)
    told: dict[str, Any] = json.loads(heard.value.text.removeprefix(_MARK))
    return {**told, "busy": (busy_ms() - before) / (len(told["script"]) + told["frames"])}


def measure(driver: Playwright, subjects: Sequence[Subject], rounds: int = 1) -> list[Measured]:
    """Measure pages in turn, round after round, and return the medians: what slows the machine slows all of them."""
    taken = [[measure_page(driver, subject) for subject in subjects] for _ in range(rounds)]
    columns = ("load_ms", "step_ms", "flushed_ms", "busy_ms", "fps")
    return [
        replace(
            results[-1],
            **{column: median(getattr(result, column) for result in results) for column in columns},
            note=next((result.note for result in results if result.note), ""),
        )
        for results in zip(*taken, strict=True)
    ]
