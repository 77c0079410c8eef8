"""The wheel works on its own, outside the checkout: the library, the command, the data, the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import pytest

import geo
from geo.maps import assets
from geo.setup import python_in
from tests.conftest import ROOT
from tests.helpers.example import RECORDS
from tests.helpers.pages import free_port, wait_for

LIBRARY: Final = """
import sys, geo
assert not {"numpy", "pandas", "streamlit", "folium"} & sys.modules.keys()
project = geo.example()
assert "_data" in str(geo.folder.bundled()) and str(geo.folder.bundled()).startswith(sys.prefix)
assert project.label("af.jowzjan.darzab") == "Darzab (district, Jowzjan)"
project.map(unit="quarter").save("map.html")
assert "streamlit" not in sys.modules and "trafilatura" not in sys.modules and "sklearn" not in sys.modules
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Leaflet is taken from where the set-up keeps it, and not fetched again
    environment = {**os.environ, "DISPATCH_ATLAS_ASSETS": str(assets.folder().parent)}
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


class Installed:
    """An environment that holds the wheel, and the other packages of the one that runs the tests."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        venv.create(folder, with_pip=False)
        self.python = python_in(folder)
        others = sysconfig.get_path("purelib")
        self.site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
        (self.site / "others.pth").write_text(others)
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "--no-deps", "--no-index"]
        # the editable installation that the other packages bring along would count as this one
        subprocess.run([*pip, "--quiet", "--no-compile", "--ignore-installed", str(wheel)], check=True)

    def environment(self) -> dict[str, str]:
        """Return the environment's variables, without those that lead to the checkout."""
        return {key: value for key, value in os.environ.items() if not key.startswith(("DISPATCH_ATLAS_", "PYTHON"))}

    def run(self, *arguments: str, cwd: Path) -> str:
        """Run the interpreter on arguments, and return what it prints."""
        command = [str(self.python), *arguments]
        done = subprocess.run(command, cwd=cwd, env=self.environment(), capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    def geo(self, *arguments: str, cwd: Path) -> str:
        """Run the command ``geo`` that the wheel installs."""
        command = [str(self.python.with_name("geo")), *arguments]
        done = subprocess.run(command, cwd=cwd, env=self.environment(), capture_output=True, text=True, check=False)
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed") / "env", wheel)


def test_it_holds_the_package_its_data_and_leaflet_and_not_the_set_up(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert names >= {"geo/py.typed", "geo/_data/app.py", "geo/_data/.streamlit/config.toml"}
    assert names >= {"geo/maps/web/vendor/leaflet.js", "geo/maps/web/vendor/leaflet.css"}
    assert names.isdisjoint({"geo/setup.py", "geo/gazetteer/build_foreign.py"})
    assert {name.partition("/")[0] for name in names} == {"geo", f"dispatch_atlas-{geo.__version__}.dist-info"}
    committed = subprocess.run(
        ["git", "ls-files", "gazetteer", "data"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    assert names >= {f"geo/_data/{name}" for name in committed}


def test_the_library_works_where_there_is_no_checkout(installed: Installed, tmp_path: Path) -> None:
    assert not installed.run("-c", LIBRARY, cwd=tmp_path)
    assert (tmp_path / "map.html").exists()


def test_the_command_makes_a_project_checks_and_maps_it(installed: Installed, tmp_path: Path) -> None:
    assert "is a project now" in installed.geo("new", "atlas", "--example", cwd=tmp_path)
    atlas = tmp_path / "atlas"
    assert "No problems found" in installed.geo("check", cwd=atlas)
    # from a folder inside the project, too
    assert f"{RECORDS} of {RECORDS} records" in installed.geo("map", "--out", "map.html", cwd=atlas / "data")
    assert (atlas / "data" / "map.html").stat().st_size > 200_000
    assert str(installed.site) in installed.geo("assets", cwd=tmp_path)


def test_outside_a_project_one_line_says_how_to_make_one(installed: Installed, tmp_path: Path) -> None:
    told = installed.geo("check", cwd=tmp_path).splitlines()
    assert len(told) == 1
    assert told[0].startswith(f"Error: {tmp_path} is not in a project folder")
    assert "create one with: geo new FOLDER" in told[0]


def test_the_page_starts_on_the_project_around_the_current_folder(installed: Installed, tmp_path: Path) -> None:
    installed.geo("new", "atlas", cwd=tmp_path)
    port = free_port()
    command = [str(installed.python.with_name("geo")), "app", "--port", str(port), "--", "--server.headless", "true"]
    with subprocess.Popen(command, cwd=tmp_path / "atlas", env=installed.environment(), stdout=subprocess.PIPE) as app:
        try:
            wait_for(f"http://localhost:{port}/_stcore/health")
            with urlopen(f"http://localhost:{port}/") as page:
                assert b"<title>" in page.read()
        finally:
            app.terminate()
        assert app.stdout is not None
        told = app.stdout.read().decode()
    # the settings that come with the package are in force: this computer only
    assert f"http://localhost:{port}" in told
    assert "Network URL" not in told


def test_the_version_stands_once_and_is_repeated_truly() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert cited is not None
    assert cited[1] == geo.__version__
