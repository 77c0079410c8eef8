"""Set everything up, then run the app or the tests: ``python3 -m geo.setup app`` or ``... test``.

Runs before anything is installed, so it needs nothing but Python's standard library. What it makes
stays in ``.venv`` and ``.assets``, and is made again only when what it is made from has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"

# names under which a Chromium that Playwright can drive is installed
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# the fonts show Dari and Pashto names in the tests' screenshots
DEBIAN_BROWSER = ("chromium", "fonts-noto-core")
# the spreadsheet that saves some of the files which the tests read
OFFICES = ("soffice", "libreoffice")
DEBIAN_OFFICE = ("libreoffice-calc",)


class SetupError(Exception):
    """A step failed; the message says which, and what to do."""


def run(command: Sequence[str | Path], failure: str, *, quiet: bool = False) -> None:
    """Run a command in the project's folder.

    Parameters
    ----------
    command : sequence of str or pathlib.Path
        The program and its arguments.
    failure : str
        What to say when it cannot be run, or ends with another code than 0.
    quiet : bool, default False
        Keep back what it prints, unless it fails.

    Raises
    ------
    SetupError
        With ``failure``.

    Examples
    --------
    >>> run([sys.executable, "-c", "raise SystemExit(3)"], "it failed; try again", quiet=True)
    Traceback (most recent call last):
    geo.setup.SetupError: it failed; try again
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=ROOT, capture_output=quiet, text=True, check=False)
    except OSError as error:
        raise SetupError(failure) from error
    if done.returncode:
        if quiet:
            print((done.stdout + done.stderr).strip()[-3000:], file=sys.stderr)
        raise SetupError(failure)


def python_in(environment: Path) -> Path:
    """Return the interpreter of a virtual environment, wherever the system keeps it."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return environment / folder / name


def has_pip(python: Path) -> bool:
    """Say whether an interpreter starts and can install packages.

    Where ``venv`` fails or is interrupted half way, it leaves an interpreter without pip behind.

    Examples
    --------
    >>> has_pip(Path("no", "such", "python"))
    False
    """
    try:
        return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def stamp(extra: str) -> str:
    """Return a text that changes when what is to be installed changes.

    Examples
    --------
    >>> stamp("") == stamp(""), stamp("") == stamp("test")
    (True, False)
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]}{extra}".encode())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def install(extra: str = "") -> Path:
    """Make the virtual environment, and install the package with the pinned versions.

    Parameters
    ----------
    extra : str, optional
        An extra of ``pyproject.toml``: ``test``.

    Returns
    -------
    pathlib.Path
        The environment's interpreter.

    Raises
    ------
    SetupError
        When there is no network, or this Python cannot make virtual environments.
    """
    environment = ROOT / ".venv"
    python = python_in(environment)
    written = environment / f"dispatch-atlas{extra and f'-{extra}'}.stamp"
    if python.exists() and written.exists() and written.read_text() == stamp(extra):
        return python
    if not has_pip(python):
        print("Making the virtual environment .venv …", flush=True)
        fix = "install your system's package for it (on Debian and Ubuntu: apt install python3-venv), and try again"
        run([sys.executable, "-m", "venv", environment], f"this Python cannot make virtual environments; {fix}")
    print("Installing the pinned versions, about 200 MB the first time …", flush=True)
    target = f".[{extra}]" if extra else "."
    arguments = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        str(CONSTRAINTS),
        "--editable",
        target,
    ]
    run([python, "-m", "pip", *arguments], "the packages could not be installed; check the network, and try again")
    written.write_text(stamp(extra))
    return python


def find_browser() -> str | None:
    """Return a Chromium on this machine, or None.

    ``DISPATCH_ATLAS_BROWSER`` names one that is not on the path.
    """
    named = os.environ.get("DISPATCH_ATLAS_BROWSER")
    if named:
        return named
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def can_install() -> bool:
    """Say whether this user may install the system's packages."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install_packages(names: Sequence[str], failure: str) -> None:
    """Install packages of Debian or Ubuntu.

    Raises
    ------
    SetupError
        With ``failure``.
    """
    run(["apt-get", "-qq", "update"], failure, quiet=True)
    run(["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *names], failure, quiet=True)


def find_office() -> str | None:
    """Return LibreOffice on this machine, or None."""
    return next((path for path in map(shutil.which, OFFICES) if path), None)


def install_office() -> None:
    """Find LibreOffice, or install Debian's where that is possible; elsewhere tests do without.

    Raises
    ------
    SetupError
        When there is none where ``CI`` says that nothing may be left out.
    """
    if find_office():
        return
    failure = "there is no LibreOffice; install it (on Debian and Ubuntu: apt install libreoffice-calc)"
    if can_install():
        print("Installing LibreOffice for the tests of spreadsheets' files …", flush=True)
        try:
            install_packages(DEBIAN_OFFICE, failure)
        except SetupError as error:
            print(error, flush=True)
    if find_office() is None:
        if os.environ.get("CI"):
            raise SetupError(failure)
        print(f"{failure}; its tests are left out", flush=True)


def install_browser(python: Path) -> None:
    """Find a Chromium, or install one: Debian's where that is possible, otherwise Playwright's.

    Raises
    ------
    SetupError
        When there is none and none can be installed, or the one that is named does not exist.
    """
    browser = find_browser()
    if browser:
        if shutil.which(browser) is None:
            raise SetupError(f"DISPATCH_ATLAS_BROWSER names {browser}, which is no program; name another, or unset it")
        return
    if can_install():
        print("Installing Chromium for the browser tests …", flush=True)
        try:
            install_packages(DEBIAN_BROWSER, "the system has no package of Chromium, or it could not be installed")
        except SetupError as error:
            print(f"{error}; trying Playwright's", flush=True)
        else:
            return
    print("Fetching Playwright's Chromium for the browser tests …", flush=True)
    failure = "there is no Chromium; check the network, install one, or name one in DISPATCH_ATLAS_BROWSER"
    run([python, "-m", "playwright", "install", "chromium"], failure)


def app(port: int, arguments: Sequence[str]) -> None:
    """Set up what the app needs, and start it."""
    python = install()
    run([python, "-m", "geo.cli", "assets"], "the map's library could not be fetched; see above")
    options = ["--server.port", str(port), *arguments]
    run([python, "-m", "streamlit", "run", "app.py", *options], "the app ended with an error; see above")


def test(arguments: Sequence[str]) -> None:
    """Set up what the tests need, and run all of them; pytest's summary comes last."""
    python = install("test")
    run([python, "-m", "geo.cli", "assets"], "the map's library could not be fetched; see above")
    run([python, "-m", "tests.browser.axe"], "the accessibility checker could not be fetched; see above")
    install_browser(python)
    install_office()
    steps = {
        "ruff check": ["-m", "ruff", "check"],
        "ruff format": ["-m", "ruff", "format", "--check"],
        "mypy": ["-m", "mypy"],
        "pytest": ["-m", "pytest", *arguments],
    }
    failed = []
    for name, command in steps.items():
        start = time.monotonic()
        print(f"\n== {name}", flush=True)
        try:
            run([python, *command], name)
        except SetupError:
            failed.append(name)
        if name != "pytest":
            print(
                f"== {name}: {'failed' if name in failed else 'passed'} in {time.monotonic() - start:.0f} s", flush=True
            )
    if failed:
        raise SetupError(f"{' and '.join(failed)} failed; see above")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, and do what it says."""
    parser = argparse.ArgumentParser(prog="python3 -m geo.setup", description="Set Dispatch Atlas up, and run it.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("app", help="start the app in the browser; further arguments go to Streamlit")
    start.add_argument("--port", type=int, default=8501)
    commands.add_parser("test", help="run all checks and tests; further arguments go to pytest")
    options, rest = parser.parse_known_args(arguments)
    if "--" in rest:
        # it parts our options from the others'; handed on, it would turn those into file names
        rest.remove("--")
    try:
        if options.command == "app":
            app(options.port, rest)
        else:
            test(rest)
    except SetupError as error:
        sys.exit(f"Set-up: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
