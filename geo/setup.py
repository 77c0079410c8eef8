"""Set everything up, then run the app or the tests: ``python3 -m geo.setup app`` or ``... test``.

Runs before anything is installed, so it uses only Python's standard library. Its results stay in ``.venv``
and ``.assets``, and are rebuilt only when their sources have changed.
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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"

# names under which a Chromium that Playwright can drive is installed
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# the fonts show Dari and Pashto names in the tests' screenshots
DEBIAN_BROWSER = ("chromium", "fonts-noto-core")
# the spreadsheet program that saves some of the files read by the tests
OFFICES = ("soffice", "libreoffice")
DEBIAN_OFFICE = ("libreoffice-calc",)
# opens what geo export writes, as a program that is not ours
GDAL = "ogr2ogr"
DEBIAN_GDAL = ("gdal-bin",)

# import-linter cannot be run as a module
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# run in parallel with pytest; all but mypy are quick
CHECKS = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "import-linter": ["-c", LINT_IMPORTS, "--no-logo", "--no-cache"],
    "mypy": ["-m", "mypy"],
}
# idle workers take over tests from busy ones; more than four would start more browsers than most machines can handle
PYTEST = ["-m", "pytest", "--numprocesses", "auto", "--maxprocesses", "4", "--dist", "worksteal"]


class SetupError(Exception):
    """A step failed; the message says which, and what to do."""


def run(command: Sequence[str | Path], failure: str, *, quiet: bool = False) -> None:
    """Run a command in the project's folder.

    Parameters
    ----------
    command : sequence of str or pathlib.Path
        The program and its arguments.
    failure : str
        The message if it cannot be run, or exits with a code other than 0.
    quiet : bool, default False
        Hide its output unless it fails.

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
    """Return the interpreter of a virtual environment, on any system."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return environment / folder / name


def has_pip(python: Path) -> bool:
    """Return whether an interpreter starts and can install packages.

    If ``venv`` fails or is interrupted, it leaves an interpreter without pip behind.

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
    """Return a text that changes whenever the packages to install change.

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
    """Create the virtual environment, and install the package with the pinned versions.

    Parameters
    ----------
    extra : str, optional
        An extra in ``pyproject.toml``: ``all``, ``test``.

    Returns
    -------
    pathlib.Path
        The environment's interpreter.

    Raises
    ------
    SetupError
        When there is no network, or this Python cannot create virtual environments.
    """
    environment = ROOT / ".venv"
    python = python_in(environment)
    written = environment / f"dispatch-atlas{extra and f'-{extra}'}.stamp"
    if python.exists() and written.exists() and written.read_text() == stamp(extra):
        return python
    if not has_pip(python):
        print("Creating the virtual environment .venv …", flush=True)
        fix = "install your system's package for it (on Debian and Ubuntu: apt install python3-venv), and try again"
        run([sys.executable, "-m", "venv", environment], f"this Python cannot create virtual environments; {fix}")
    print("Installing the pinned versions, about 200 MB the first time …", flush=True)
    target = f".[{extra}]" if extra else "."
    arguments = ["--quiet", "--disable-pip-version-check", "--constraint", str(CONSTRAINTS), "--editable", target]
    failure = "the packages could not be installed; check the network, and try again"
    run([python, "-m", "pip", "install", *arguments], failure, quiet=True)
    written.write_text(stamp(extra))
    return python


def find_browser() -> str | None:
    """Return a Chromium on this machine, or None.

    Set ``DISPATCH_ATLAS_BROWSER`` to one that is not on the path.
    """
    named = os.environ.get("DISPATCH_ATLAS_BROWSER")
    if named:
        return named
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def find_office() -> str | None:
    """Return LibreOffice on this machine, or None."""
    return next((path for path in map(shutil.which, OFFICES) if path), None)


def missing_packages() -> list[str]:
    """Return the Debian packages of programs that the tests use and that are missing here."""
    there = {DEBIAN_BROWSER: find_browser(), DEBIAN_OFFICE: find_office(), DEBIAN_GDAL: shutil.which(GDAL)}
    return [name for names, program in there.items() if not program for name in names]


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian or Ubuntu packages; only called when ``--apt`` is given.

    Raises
    ------
    SetupError
        When this user is not allowed to install packages, or apt fails.
    """
    command = f"apt install {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise SetupError(f"--apt needs apt-get, which this system lacks; install what {command!r} would")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(f"--apt needs root; run: sudo {command}")
    print(f"Installing {', '.join(packages)} with apt …", flush=True)
    failure = f"apt could not install {' '.join(packages)}; see above"
    run(["apt-get", "-qq", "update"], failure, quiet=True)
    options = ["-qq", "install", "--yes", "--no-install-recommends"]
    run(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *options, *packages], failure, quiet=True)


def check_programs() -> None:
    """Say which tests are skipped without LibreOffice or GDAL; where ``CI`` is set, none may be, and it fails."""
    for program, packages in (find_office(), DEBIAN_OFFICE), (shutil.which(GDAL), DEBIAN_GDAL):
        message = f"install {packages[0]} (on Debian and Ubuntu: sudo apt install {packages[0]})"
        if not program and os.environ.get("CI"):
            raise SetupError(message)
        if not program:
            print(f"Some tests are skipped; {message}.", flush=True)


def install_browser(python: Path) -> None:
    """Find a Chromium, or download Playwright's, which does not need root.

    Raises
    ------
    SetupError
        When there is none and none can be downloaded, or ``DISPATCH_ATLAS_BROWSER`` names one that does not exist.
    """
    browser = find_browser()
    if browser:
        if shutil.which(browser) is None:
            raise SetupError(f"DISPATCH_ATLAS_BROWSER names {browser}, not a program; name another, or unset it")
        return
    print("There is no Chromium; downloading Playwright's for the browser tests …", flush=True)
    help_ = f"install one (on Debian and Ubuntu: sudo apt install {' '.join(DEBIAN_BROWSER)})"
    failure = f"Playwright's Chromium could not be downloaded; {help_}, or name one in DISPATCH_ATLAS_BROWSER"
    run([python, "-m", "playwright", "install", "chromium"], failure, quiet=True)


def run_app(port: int, arguments: Sequence[str]) -> None:
    """Set up everything the app needs, and start it."""
    python = install("all")
    run([python, "-m", "geo.cli", "assets"], "the map's library could not be fetched; see above")
    options = ["--server.port", str(port), *arguments]
    run([python, "-m", "streamlit", "run", "app.py", *options], "the app ended with an error; see above")


def run_tests(arguments: Sequence[str], *, apt: bool) -> None:
    """Set up everything the tests need, and run all of them; pytest's summary comes last.

    Parameters
    ----------
    arguments : sequence of str
        Further arguments for pytest: ``--cov`` measures coverage, which must reach the floor in ``pyproject.toml``.
    apt : bool
        Install missing programs with apt.

    Raises
    ------
    SetupError
        When a step of the set-up, a check or a test fails.
    """
    packages = missing_packages() if apt else []
    with ThreadPoolExecutor() as pool:
        # apt unpacks while pip downloads
        programs = pool.submit(apt_install, packages) if packages else None
        python = install("test")
        if programs:
            programs.result()
    install_browser(python)
    check_programs()
    run([python, "-m", "geo.cli", "assets"], "the map's library could not be fetched; see above")
    run([python, "-m", "tests.helpers.axe"], "the accessibility checker could not be fetched; see above")
    failed = []
    with ThreadPoolExecutor() as pool:
        # pytest's workers leave the CPU to the checks while they wait for pages
        checks = pool.submit(lambda: [name for name, command in CHECKS.items() if not passes(name, [python, *command])])
        try:
            run([python, *PYTEST, *arguments], "pytest")
        except SetupError as error:
            failed.append(str(error))
        failed += checks.result()
    if failed:
        raise SetupError(f"{' and '.join(failed)} failed; see above")


def passes(name: str, command: Sequence[str | Path]) -> bool:
    """Run a check, and say in one line whether it passed; its output is shown only if it fails.

    Examples
    --------
    >>> passes("ruff check", [sys.executable, "-c", "print('All checks passed!')"])  # doctest: +ELLIPSIS
    == ruff check passed in ... s
    True
    """
    start = time.monotonic()
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)
    passed = done.returncode == 0
    told = "" if passed else f"{(done.stdout + done.stderr).strip()}\n"
    print(f"{told}== {name} {'passed' if passed else 'failed'} in {time.monotonic() - start:.0f} s", flush=True)
    return passed


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python3 -m geo.setup", description="Set Dispatch Atlas up, and run it.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("app", help="start the app in the browser; further arguments go to Streamlit")
    start.add_argument("--port", type=int, default=8501)
    tests = commands.add_parser("test", help="run all checks and tests; further arguments go to pytest")
    tests.add_argument(
        "--apt", action="store_true", help="install what the tests need and is missing with apt, as root"
    )
    options, rest = parser.parse_known_args(arguments)
    if "--" in rest:
        # it separates our options from the rest; passed on, it would turn the rest into file names
        rest.remove("--")
    try:
        if options.command == "app":
            run_app(options.port, rest)
        else:
            run_tests(rest, apt=options.apt)
    except SetupError as error:
        sys.exit(f"Set-up: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
