"""A real browser without a network: Chromium, driven by Playwright; requests beyond this machine are refused."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg

from geo.folder import ROOT_VARIABLE
from geo.maps import export
from geo.project import Project
from geo.setup import find_browser
from tests.conftest import ROOT

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
HERE = {"127.0.0.1", "localhost"}
_SECONDS_TO_START = 60
# a busy machine is slower than Playwright's 5 seconds; a failure still comes soon enough
expect.set_options(timeout=15_000)


@dataclass
class Visit:
    """A page, and what went wrong on it."""

    page: Page
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # how often the reader's doings ran the page; it looks for changed files by itself, too
    runs: int = 0

    def watch(self) -> None:
        self.page.route("**/*", self._refuse)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", lambda socket: socket.on("framesent", self._count))
        self.page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url}"))

    def _refuse(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"file", "data", "blob"} or address.hostname in HERE:
            route.continue_()
        else:
            self.refused.append(route.request.url)
            route.abort()

    def _count(self, frame: bytes | str) -> None:
        message = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
        self.runs += message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def check_clean(self) -> None:
        """Fail when anything was asked of the network, or said on the console."""
        assert self.refused == []
        assert self.errors == []

    def show(self, first: int, last: int | None = None) -> None:
        """Move the slider's handles to two bins."""
        for handle, value in (("to", last if last is not None else first), ("from", first)):
            self.page.locator(f".atlas-{handle}").evaluate(
                "(input, value) => { input.value = value; input.dispatchEvent(new Event('input', {bubbles: true})); }",
                value,
            )

    def drawn(self, place: str) -> tuple[int, str]:
        """Return how many records colour a place, and its status, as screen readers are told."""
        self.rest()
        path = self.page.locator(f'path[data-place="{place}"]')
        return int(path.get_attribute("data-n") or 0), path.get_attribute("data-status") or ""

    def rest(self) -> None:
        """Wait until the map has come to rest: legend, chips and what screen readers hear follow the last step."""
        expect(self.page.locator(".atlas")).to_have_attribute("data-atlas", "resting")

    def readout(self) -> str:
        return self.page.locator(".atlas-readout").inner_text()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


def launch(playwright: Playwright) -> Browser:
    """Start Chromium, for which nothing is beyond this machine."""
    # Chromium refuses to run as root in its own sandbox, which containers do
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # what a page opens besides requests, web sockets above all, passes by the routes that refuse and count
    arguments.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1")
    return playwright.chromium.launch(executable_path=find_browser(), args=arguments)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Return Chromium. A machine without one fails these tests: skipped, they would hide it."""
    if not Path(find_browser() or playwright.chromium.executable_path).exists():
        pytest.fail("there is no Chromium; run: python3 -m geo.setup test", pytrace=False)
    browser = launch(playwright)
    yield browser
    browser.close()


Open = Callable[..., Visit]


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(root: Path) -> Iterator[str]:
    """Run the page on a project's folder, and return its address."""
    port = free_port()
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
    environment = {**os.environ, ROOT_VARIABLE: str(root)}
    log = root / "app.log" if root != ROOT else Path(os.devnull)
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output) as app,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/_stcore/health")
            yield address
        finally:
            app.terminate()


def wait_for(address: str) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            with urlopen(address, timeout=1):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    """Return the address of the page, on the project that is committed."""
    with running_app(ROOT) as address:
        yield address
