"""Programs that are not ours, and open what we export."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.setup import GDAL, find_office


def needed(find: Callable[[], str | None], name: str) -> str:
    """Return a program; it may be missing, but not where everything must be tested."""
    program = find()
    if program is None:
        assert not os.environ.get("CI"), f"there is no {name}; python3 -m geo.setup test --apt installs it"
        pytest.skip(f"there is no {name} on this machine")
    return program


def office() -> str:
    return needed(find_office, "LibreOffice")


def ogr(path: Path, layer: str | None = None) -> list[dict[str, Any]]:
    """Return the features of a layer as GDAL's own ogr2ogr reads them."""
    program = needed(lambda: shutil.which(GDAL), "GDAL")
    command = [program, "-f", "GeoJSON", "/vsistdout/", str(path), *([layer] if layer else [])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    features: list[dict[str, Any]] = json.loads(done.stdout)["features"]
    return features


def ogrinfo(path: Path, *options: str) -> str:
    """Return what GDAL's own ogrinfo says about a file."""
    needed(lambda: shutil.which(GDAL), "GDAL")
    done = subprocess.run(["ogrinfo", *options, str(path)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
