"""A page in a browser, what goes wrong on it, and the app that serves it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.folder import ROOT_VARIABLE
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
    # whether Streamlit still owes the answer to the last run that was asked for
    _running: WebSocket | None = None

    def watch(self) -> None:
        _VISITS[self.page] = self
        self.page.route("**/*", self._refuse)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", self._listen)
        self.page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url}"))

    def _refuse(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"file", "data", "blob"} or address.hostname in HERE:
            route.continue_()
        else:
            self.refused.append(route.request.url)
            route.abort()

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self._sent(socket, frame))
        socket.on("framereceived", self._received)

    def _sent(self, socket: WebSocket, frame: bytes | str) -> None:
        message = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
        if message.HasField("rerun_script"):
            self._running = socket
            self.runs += not message.rerun_script.is_auto_rerun

    def _received(self, frame: bytes | str) -> None:
        if _finishes(frame):
            self._running = None

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def settle(self) -> None:
        """Wait until Streamlit has run the page to its end, if anything asked it to."""
        # what an event asks for is sent before the next frame but one
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if self._running:
            self._running.wait_for_event("framereceived", predicate=_finishes, timeout=20_000)
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=20_000)

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


Open = Callable[..., Visit]
_VISITS: WeakKeyDictionary[Page, Visit] = WeakKeyDictionary()


def settled(page: Page) -> None:
    """Wait until Streamlit has run a visited page to its end."""
    _VISITS[page].settle()


def _finishes(frame: bytes | str) -> bool:
    message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
    # one that is cut short is followed by the next
    return message.HasField("script_finished") and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def launch(playwright: Playwright) -> Browser:
    """Start Chromium, for which nothing is beyond this machine."""
    # Chromium refuses to run as root in its own sandbox, which containers do
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # what a page opens besides requests, web sockets above all, passes by the routes that refuse and count
    arguments.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1")
    return playwright.chromium.launch(executable_path=find_browser(), args=arguments)


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
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as app:
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
