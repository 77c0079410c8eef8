"""Another country is added completely or not at all, resumes after an interruption, and keeps people's edits."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries import Store
from geo.boundaries.clean import fixed, reduced
from geo.boundaries.sources import KnownPlace, country, load_sources
from geo.boundaries.sources.ids import Outline, propose_ids
from geo.cli import main
from geo.errors import BoundaryError
from geo.files import locked
from geo.folder import ROOT_VARIABLE
from geo.project import Project
from tests.conftest import ROOT
from tests.helpers import published
from tests.helpers.geoboundaries import Handler, Misbehaviour, Server, geojson, serving, tajikistan

DISTRICTS = "/media/TJK-ADM2.geojson"
PROVINCES = "/media/TJK-ADM1.geojson"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def add(server: Server, *arguments: str, code: str = "TJK") -> Result:
    return CliRunner().invoke(main, ["boundaries", "add", code, "--api", server.api, *arguments])


def add_file(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["boundaries", "add", "TJK", "--file", str(path), "--licence", "CC0", *arguments])


def rows(folder: Path, name: str = "tj.csv") -> dict[str, dict[str, str]]:
    with (folder / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def everything(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_districts_come_with_provinces_rows_licence_and_checksum(copied: Path, server: Server) -> None:
    told = add(server)
    assert told.exit_code == 0, told.output
    assert "gazetteer/tj.csv: 9 rows added" in told.output
    assert "geoBoundaries gbOpen TJK ADM2: 0.0 of 0." in told.stderr  # how far it is
    project = Project.load(copied)
    vanj = project.gazetteer["tj.gorno-badakhshan.vanj"]
    assert (vanj.name, vanj.kind, vanj.parent, vanj.boundary) == ("Vanj", "district", "tj.gorno-badakhshan", vanj.id)
    assert vanj.source.startswith("geoBoundaries gbOpen TJK ADM2 2020 (Creative Commons Attribution 3.0 IGO")
    assert project.gazetteer["tj.khatlon"].code("iso_3166_2") == "TJ-KT"
    assert project.gazetteer.where(vanj.id) == "Gorno-Badakhshan, Tajikistan"
    for resolution in ("full", "display"):
        outlines = project.store.geometries(resolution)
        assert shapely.equals(outlines[vanj.id], shapely.box(71, 38, 72, 39))
        inside = [key for key in outlines.index if key.startswith("tj.khatlon.")]
        assert shapely.equals(outlines["tj.khatlon"], project.store.dissolve(inside, resolution))
    source = load_sources(copied / "data" / "boundaries")["tj-adm2"]
    assert source.sha256 == hashlib.sha256(server.files[DISTRICTS]).hexdigest()
    assert source.boundary_id == "TJK-ADM2-17698898"
    assert source.credit == (
        "geoBoundaries gbOpen TJK ADM2 (2020, from UN OCHA, Dushanbe), "
        "Creative Commons Attribution 3.0 IGO (CC BY 3.0 IGO)"
    )
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    found = CliRunner().invoke(main, ["resolve", "Vanj district", "--json"])
    assert json.loads(found.output)[0]["place_id"] == vanj.id


def test_the_neighbour_stays_in_the_background_until_its_own_outline_is_added(copied: Path, server: Server) -> None:
    folder = copied / "data" / "boundaries"
    drawn = Store(folder).geometries()["tj"]
    add(server)
    assert Store(folder).geometries()["tj"] == drawn
    server.publish("TJK", 0, tajikistan(1).dissolve().assign(shapeName="Republic of Tajikistan"))
    assert add(server, "--level", "0").exit_code == 0
    assert Store(folder).geometries()["tj"].area == pytest.approx(9)
    assert set(rows(copied)) == set(Store(folder).added()["tj-adm2"]["id"]) - {"tj"}


def test_a_country_without_a_row_gets_one_with_its_names(copied: Path, server: Server) -> None:
    server.publish("KWT", 1, tajikistan(1).assign(shapeGroup="KWT", shapeISO=""))
    assert add(server, "--level", "1", code="kw").exit_code == 0
    row = rows(copied, "kw.csv")["kw"]
    assert (row["name"], row["kind"], row["boundary"], row["iso_3166_2"]) == ("Kuwait", "country", "kw", "KW")
    assert row["aliases"].startswith("کویت@fa;")
    # and where a row is there as a point, it stays one, and that is said
    server.publish("TUR", 1, tajikistan(1).assign(shapeGroup="TUR"))
    told = add(server, "--level", "1", code="TUR")
    assert "tr is already in the gazetteer as a point, and stays one; write tr in its boundary column" in told.output
    Project.load(copied)


def test_adding_again_changes_nothing_and_fetches_nothing(copied: Path, server: Server) -> None:
    add(server)
    before, asked = everything(copied), len(server.asked)
    told = add(server)
    assert (told.exit_code, everything(copied)) == (0, before)
    assert [path for path, _ in server.asked[asked:]] == ["/api/TJK/ADM2/"]


def test_rows_that_people_changed_stay_and_only_missing_ones_are_appended(copied: Path, server: Server) -> None:
    add(server)
    path = copied / "gazetteer" / "tj.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [f"{line},{'my own' if at else 'mine'}" for at, line in enumerate(lines) if ".panj," not in line]
    kept = [
        line.replace("tj.gorno-badakhshan.vanj,Vanj", "tj.vanj,Vanj Valley")
        .replace("tj.sughd.ayni,Ayni", "tj.sughd.ayni,Aini")
        for line in kept
    ]  # fmt: skip
    path.write_text("\r\n".join(kept) + "\r\n", encoding="utf-8-sig", newline="")
    assert "1 row added" in add(server).output
    data = path.read_bytes()
    assert data.startswith("\ufeff".encode())
    changed = data.decode("utf-8-sig").split("\r\n")
    assert changed[: len(kept)] == kept
    assert changed[len(kept)].startswith("tj.khatlon.panj,Panj,district,tj.khatlon")
    Project.load(copied)


def test_a_place_that_the_gazetteer_has_as_a_point_keeps_its_row_and_id(copied: Path, server: Server) -> None:
    frame = tajikistan(2).assign(shapeGroup="PAK")
    frame.loc[0, ["shapeName", "geometry"]] = ["North Waziristan", shapely.box(69.5, 32.5, 70.5, 33.5)]
    server.publish("PAK", 2, frame)
    told = add(server, code="PAK")
    assert "pk.north-waziristan is already in the gazetteer as a point" in told.output
    assert "no provinces are known" in told.output
    assert "pk.north-waziristan" not in rows(copied, "pk.csv")
    project = Project.load(copied)
    assert project.gazetteer["pk.north-waziristan"].is_point
    assert "pk.north-waziristan" in project.store


def test_the_same_name_with_another_content_is_refused_unless_asked(copied: Path, server: Server) -> None:
    add(server)
    moved = tajikistan(2)
    moved.loc[0, "shapeName"] = "Hujand"
    server.publish("TJK", 2, moved)
    (copied / ".cache" / "boundaries" / "tjk-adm2-17698898.geojson").write_bytes(b"{}")  # damaged: fetched anew
    before = everything(copied)
    told = add(server)
    assert told.exit_code == 1
    assert "(TJK-ADM2-17698898) has changed since it was added on 20" in told.output
    assert "To use the new one instead, add --replace" in told.output
    assert everything(copied) == before
    assert add(server, "--replace").exit_code == 0
    source = load_sources(copied / "data" / "boundaries")["tj-adm2"]
    assert source.sha256 == hashlib.sha256(server.files[DISTRICTS]).hexdigest()
    # the id stays that of the district, whatever it is called now
    assert "tj.sughd.khujand" in Store(copied / "data" / "boundaries")
    server.changes["boundaryID"] = "TJK-ADM2-2"
    server.publish("TJK", 2, tajikistan(2))
    assert "TJK-ADM2-2 is not TJK-ADM2-17698898, which was added before" in add(server, "--no-provinces").output


def drip(handler: Handler) -> None:
    """Send twenty thousand bytes and hang up."""
    handler.file(until=20_000)


def stall(handler: Handler) -> None:
    """Send twenty thousand bytes and fall silent."""
    handler.file(until=20_000)
    handler.server.released.wait(30)


def test_a_line_that_drops_is_picked_up_again(copied: Path, server: Server) -> None:
    server.misbehaviours[DISTRICTS] = drip
    assert add(server).exit_code == 0
    assert len(rows(copied)) == 12
    ranges = [asked for path, asked in server.asked if path == DISTRICTS]
    assert ranges[0] == ""
    assert len(ranges) > 2
    assert all(asked.startswith("bytes=") for asked in ranges[1:])


def test_a_server_that_falls_silent_is_given_up_and_what_came_is_kept(copied: Path, server: Server) -> None:
    server.misbehaviours[PROVINCES] = lambda handler: handler.server.released.wait(30)  # type: ignore[assignment]
    before = everything(copied)
    told = add(server, "--timeout", "0.3")
    assert told.exit_code == 1
    assert "was silent for 0.3 seconds; 0 bytes are kept; run the command again to continue" in told.output
    assert everything(copied) == before
    server.misbehaviours.clear()
    assert add(server).exit_code == 0


def test_killed_in_the_middle_of_a_download_it_goes_on_where_it_was(copied: Path, server: Server) -> None:
    server.misbehaviours[DISTRICTS] = stall
    command = [sys.executable, "-m", "geo.cli", "boundaries", "add", "TJK", "--api", server.api]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, ROOT_VARIABLE: str(copied)})
    part = copied / ".cache" / "boundaries" / "tjk-adm2-17698898.geojson.part"
    give_up = time.monotonic() + 60
    while not (part.exists() and part.stat().st_size >= 16_000) and time.monotonic() < give_up:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    here = part.stat().st_size
    assert "tj-adm2" not in Store(copied / "data" / "boundaries").added()
    Project.load(copied)
    server.misbehaviours.clear()
    server.asked.clear()
    assert add(server).exit_code == 0
    assert server.asked == [
        ("/api/TJK/ADM2/", ""),
        ("/raw/TJK-ADM2.geojson", f"bytes={here}-"),
        (DISTRICTS, f"bytes={here}-"),
    ]
    source = load_sources(copied / "data" / "boundaries")["tj-adm2"]
    assert source.sha256 == hashlib.sha256(server.files[DISTRICTS]).hexdigest()


def test_a_file_that_changed_between_two_tries_is_fetched_from_its_beginning(copied: Path, server: Server) -> None:
    server.misbehaviours[DISTRICTS] = lambda handler: (drip if not handler.headers.get("Range") else refuse)(handler)
    assert add(server).exit_code == 1
    server.misbehaviours.clear()
    frame = tajikistan(2)
    frame.loc[0, "shapeName"] = "Hujand"
    server.publish("TJK", 2, frame)
    assert add(server).exit_code == 0
    assert "tj.sughd.hujand" in rows(copied)


def test_stopped_at_any_write_it_leaves_a_sound_project_and_can_be_run_again(
    copied: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path_factory.mktemp("source") / "tajikistan.geojson"
    path.write_bytes(geojson(tajikistan(2)))
    fsync = os.fsync
    for stop in range(1, 20):
        calls = 0

        def counted(handle: int, stop: int = stop) -> None:
            nonlocal calls
            calls += 1
            if calls == stop:
                raise KeyboardInterrupt
            fsync(handle)

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", counted)
            told = add_file(path)
        Project.load(copied)
        if calls < stop:
            break
        assert told.exit_code != 0
    assert stop > 4
    assert told.exit_code == 0
    assert len(rows(copied)) == 9
    assert not list(copied.rglob("*.partial"))


def refuse(handler: Handler) -> None:
    handler.answer(500, b"<html>out of order</html>")


def html(handler: Handler) -> None:
    handler.answer(200, b"<html>Please log in</html>")


def answers(body: bytes) -> Misbehaviour:
    return lambda handler: handler.answer(200, body, "application/json")


def circle(handler: Handler) -> None:
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


API = "/api/TJK/ADM1/"
POINT = gpd.GeoDataFrame({"shapeName": ["Vanj"]}, geometry=[shapely.Point(71.5, 38.5)], crs=4326)
WRONG = {
    "the API: out of order": (API, refuse, "answered 500 Internal Server Error; try again later"),
    "the API: a page": (API, html, "does not answer in JSON but with '<html>Please log in</html>'; check the address"),
    "the API: half of it": (API, answers(b'{"boundaryID": "TJ'), "does not answer in JSON but with"),
    "the API: a list": (API, answers(b"[]"), "does not describe one country"),
    "the API: nothing": (API, answers(b""), "does not answer in JSON but with ''"),
    "the API: a circle": (API, circle, "leads round in a circle"),
    "the file: out of order": (PROVINCES, refuse, "answered 500 Internal Server Error; try again later"),
    "the file: gone": (PROVINCES, lambda handler: handler.answer(404, b""), "answered 404 Not Found; check the"),
    "the file: a page": (PROVINCES, html, "is a web page, not outlines; check the address"),
    "the file: no outlines": (PROVINCES, answers(b'{"type": "Topology"}'), "not GeoJSON with outlines"),
    "the file: none in it": (PROVINCES, answers(b'{"type": "FeatureCollection", "features": []}'), "no outlines"),
    "the file: half of it": (PROVINCES, answers(geojson(tajikistan(1))[:5000]), "is not JSON, or is cut off"),
    "the file: a pointer": (PROVINCES, answers(b"version https://git-lfs.github.com/spec/v1\noid sha256:1"), "Git LFS"),
    "the file: points": (PROVINCES, answers(geojson(POINT)), "outline 1 (Vanj) is a Point, not a polygon"),
    "the file: metres": (
        PROVINCES,
        answers(geojson(tajikistan(1).set_geometry(tajikistan(1).scale(1e4, 1e4)))),
        "has coordinates that are not degrees",
    ),
    "the file: another country": (
        PROVINCES,
        answers(geojson(tajikistan(1).assign(shapeGroup="UZB"))),
        "holds outlines of UZB (shapeGroup), not only of TJK",
    ),
    "the file: no names": (
        PROVINCES,
        answers(geojson(tajikistan(1).drop(columns="shapeName"))),
        "has no column known for names; say which of",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_in_one_line_and_changes_nothing(
    copied: Path, server: Server, wrong: tuple[str, Misbehaviour, str]
) -> None:
    where, misbehaviour, words = wrong
    before = everything(copied)
    server.misbehaviours[where] = misbehaviour
    told = add(server)
    assert told.exit_code == 1
    assert isinstance(told.exception, SystemExit)
    (line,) = [line for line in told.stderr.splitlines() if line.startswith("Error: ")]
    assert words in line
    assert everything(copied) == before
    # once the server is in order again, so is the command
    server.misbehaviours.clear()
    if "names" not in words:
        assert add(server).exit_code == 0


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("boundaryISO", "UZB", "gives boundaryISO as 'UZB' instead of 'TJK'"),
        ("boundaryType", "ADM3", "gives boundaryType as 'ADM3' instead of 'ADM1'"),
        ("boundaryLicense", None, "has no boundaryLicense; the server's format may have changed"),
        ("boundaryID", "nan", "gives 'nan' as boundaryID"),
        ("gjDownloadURL", None, "has no gjDownloadURL"),
        ("gjDownloadURL", "file:///etc/passwd", "file:///etc/passwd is not a web address"),
        ("gjDownloadURL", "no address", "no address is not a web address"),
        ("gjDownloadURL", "http://127.0.0.1:9/x", "http://127.0.0.1:9/x cannot be reached"),
    ],
)
def test_a_description_that_is_wrong_or_short_is_refused(
    copied: Path, server: Server, key: str, value: str | None, words: str
) -> None:
    before = everything(copied)
    server.changes[key] = value
    told = add(server)
    assert told.exit_code == 1
    assert words in told.output
    assert everything(copied) == before


def test_text_from_the_server_is_one_line_and_no_formula(copied: Path, server: Server) -> None:
    frame = tajikistan(2)
    frame.loc[0, "shapeName"] = "=HYPERLINK(1)\n"
    frame.loc[1, "shapeName"] = None
    server.publish("TJK", 2, frame)
    server.changes |= {"boundarySource": "=1+1", "boundaryID": "../../TJK"}
    assert add(server).exit_code == 0
    assert rows(copied)["tj.sughd.hyperlink-1"]["name"] == "'=HYPERLINK(1)"
    unnamed = rows(copied)["tj.sughd.unnamed-district"]
    assert (unnamed["name"], unnamed["note"]) == ("unnamed district", "the source gives no name")
    assert load_sources(copied / "data" / "boundaries")["tj-adm2"].origin == "=1+1"
    assert ",'=1+1," in (copied / "data" / "boundaries" / "sources.csv").read_text(encoding="utf-8")
    assert {path.name for path in (copied / ".cache" / "boundaries").iterdir()} == {
        "lock",
        "tjk.geojson",
        "tjk.geojson.json",
    }


def test_a_district_outside_all_provinces_lies_in_the_country_and_says_so(copied: Path, server: Server) -> None:
    server.publish("TJK", 1, tajikistan(1).iloc[:2])
    told = add(server)
    assert "4 districts are in no province (Murghob, Vanj, Ishkoshim, Rushon)" in told.output
    row = rows(copied)["tj.vanj"]
    assert (row["parent"], row["note"]) == ("tj", "is in no published province; check the parent")
    # once the province is there, the same id lies in it; the row stays as it is
    server.publish("TJK", 1, tajikistan(1))
    assert add(server, "--level", "1", "--replace").exit_code == 0
    assert add(server).exit_code == 0
    outlines = Store(copied / "data" / "boundaries").layer("districts").set_index("id")
    assert outlines["parent"]["tj.vanj"] == "tj.gorno-badakhshan"
    assert rows(copied)["tj.vanj"] == row
    Project.load(copied)


def test_rows_whose_outlines_are_gone_from_a_new_version_are_named(copied: Path, server: Server) -> None:
    add(server)
    server.publish("TJK", 2, tajikistan(2).iloc[1:])
    told = add(server, "--replace")
    assert len(rows(copied)) == 12
    assert "the outline tj.sughd.khujand is not among the new ones; give the row of tj.sughd.khujand" in told.output
    checked = CliRunner().invoke(main, ["check"])
    assert "boundary: 'tj.sughd.khujand' is not among the boundaries" in checked.output


def test_what_there_is_not_is_said(copied: Path, server: Server) -> None:
    assert (
        "geoBoundaries has no provinces of Oman; try another --level" in add(server, "--level", "1", code="OMN").output
    )
    assert "'XYZ' is not a country code" in add(server, code="XYZ").output
    assert "of Afghanistan are in data/boundaries already" in add(server, code="AFG").output
    assert add(server, "--licence", "CC0").exit_code == 2
    server.files.pop(PROVINCES)
    told = add(server)
    assert "no provinces are known, so every district has Tajikistan as its parent" in told.output
    assert "tj.vanj" in rows(copied)


def saved(folder: Path, form: str) -> Path:
    """Write the districts as other programs do."""
    frame = tajikistan(2)
    path = folder / f"tajikistan.{form}"
    if form == "shp.zip":
        frame.to_file(path, driver="ESRI Shapefile")
    elif form == "all.zip":  # as geoBoundaries packs it
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("TJK-ADM2_simplified.geojson", geojson(frame.iloc[:3]))
            archive.writestr("TJK-ADM2.geojson", geojson(frame))
    else:
        frame.to_crs(32642 if form == "gpkg" else 4326).to_file(path)
    return path


@pytest.mark.parametrize("form", ["geojson", "shp", "shp.zip", "all.zip", "gpkg"])
def test_a_file_is_added_in_any_usual_form(copied: Path, tmp_path_factory: pytest.TempPathFactory, form: str) -> None:
    path = saved(tmp_path_factory.mktemp("own"), form)
    told = add_file(path, "--source", "Drawn by hand")
    assert told.exit_code == 0, told.output
    assert rows(copied)["tj.vanj"]["source"] == "Drawn by hand (CC0)"
    project = Project.load(copied)
    drawn = shapely.area(project.gazetteer.geometry("tj.vanj", project.store, "full"))
    assert drawn == pytest.approx(1, abs=1e-5)


def test_provinces_are_made_of_the_districts_when_the_file_names_them(
    copied: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lies_in = tajikistan(1).set_index("shapeName").geometry
    frame = tajikistan(2)
    frame["oblast"] = [next(name for name, shape in lies_in.items() if shape.contains(part)) for part in frame.geometry]
    path = tmp_path_factory.mktemp("own") / "tajikistan.gpkg"
    frame.to_file(path, layer="districts")
    frame.iloc[:2].to_file(path, layer="old")
    assert "has the layers districts, old; say which with --layer" in add_file(path).output
    assert "has no layer 'new'; it has districts, old" in add_file(path, "--layer", "new").output
    assert "has no column 'x'; it has shapeName" in add_file(path, "--layer", "districts", "--province", "x").output
    assert add_file(path, "--layer", "districts", "--province", "oblast").exit_code == 0
    assert rows(copied)["tj.khatlon"]["kind"] == "province"
    assert rows(copied)["tj.khatlon.kulob"]["parent"] == "tj.khatlon"
    Project.load(copied)


def test_files_that_are_damaged_are_refused(copied: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("own")
    zipped, lone = saved(folder, "shp.zip"), saved(folder, "shp")
    cut = folder / "cut.zip"
    cut.write_bytes(zipped.read_bytes()[:3000])
    assert "is not a ZIP archive, or is cut off" in add_file(cut).output
    (folder / "tajikistan.shx").unlink()
    assert "is only one part of a Shapefile" in add_file(lone).output
    half = folder / "half.gpkg"
    half.write_bytes(saved(folder, "gpkg").read_bytes()[:30_000])
    assert add_file(half).exit_code == 1
    (folder / "empty.zip").write_bytes(zipped.read_bytes()[-22:-22] + b"PK\x05\x06" + b"\0" * 18)
    assert "contains no GeoJSON, Shapefile or GeoPackage" in add_file(folder / "empty.zip").output
    assert not (copied / "gazetteer" / "tj.csv").exists()


def test_what_is_said_of_a_licence_is_not_forgotten(copied: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = saved(tmp_path_factory.mktemp("own"), "geojson")
    add_file(path)
    again = CliRunner().invoke(main, ["boundaries", "add", "TJK", "--file", str(path)])
    assert again.exit_code == 0
    assert load_sources(copied / "data" / "boundaries")["tj-adm2"].licence == "CC0"


def test_a_damaged_file_of_an_added_country_says_how_to_fix_it(copied: Path, server: Server) -> None:
    add(server)
    path = copied / "data" / "boundaries" / "added" / "tj-adm2-display.parquet"
    path.write_bytes(b"no parquet")
    told = CliRunner().invoke(main, ["check"])
    assert told.exit_code == 1
    assert "tj-adm2-display.parquet" in told.output
    assert "delete it, and add it again with: geo boundaries add TJ --level 2" in told.output
    path.unlink()
    before = rows(copied)
    assert add(server).exit_code == 0
    assert rows(copied) == before
    Project.load(copied)


# the outlines as published where they are, and always a copy made from the committed ones
SOURCES: dict[str, tuple[Callable[[], gpd.GeoDataFrame], ...]] = {
    "committed": (published.provinces, published.districts)
}
if published.REFERENCE.exists():
    SOURCES["published"] = tuple(
        partial(gpd.read_file, published.REFERENCE / f"geoboundaries_afg_adm{level}.shp.zip") for level in (1, 2)
    )


@pytest.mark.parametrize("source", SOURCES)
def test_a_country_of_real_size_comes_over_a_bad_line(copied: Path, server: Server, source: str) -> None:
    for level, read in enumerate(SOURCES[source], start=1):
        server.publish("TJK", level, read().assign(shapeGroup="TJK"))
    size = len(server.files[DISTRICTS])
    server.misbehaviours[DISTRICTS] = lambda handler: handler.file(until=size // 4)
    told = add(server, "--json")
    assert told.exit_code == 0, told.output
    _, done = json.loads(told.stdout)
    assert done["outlines"] == {"districts": 398, "provinces": 34, "countries": 1}
    assert len(done["rows"]) == 398
    project = Project.load(copied)
    for resolution in ("full", "display"):
        frame = project.store.layer("districts", resolution)
        own = frame.loc[frame["id"].str.startswith("tj.")].geometry.to_numpy()
        assert shapely.coverage_is_valid(own)
    # published provinces are coarse, and put some districts wrongly; half of these are noted as doubtful
    with (ROOT / "data" / "boundaries" / "crosswalk.csv").open(encoding="utf-8") as file:
        right = {row["source_id"]: row["province"].removeprefix("af.") for row in csv.DictReader(file)}
    added = project.store.added()["tj-adm2"].set_index("source_id")
    spelt = {"ghazni": "ghanzi", "nimroz": "nimruz", "sar-e-pul": "sar-e-pol"}
    table = rows(copied)
    wrong = [
        row["note"]
        for source_id, province in right.items()
        if (row := table[added.loc[source_id, "id"]])["parent"] not in {f"tj.{province}", f"tj.{spelt.get(province)}"}
    ]
    print(f"{len(wrong)} of 398 districts in another province, {sum(map(bool, wrong))} of them told as doubtful")
    assert len(wrong) <= 6
    assert sum("check the province" in note for note in wrong) >= 3


def test_what_overlaps_a_little_is_joined_and_what_overlaps_much_is_kept() -> None:
    west, east = shapely.box(70, 36, 71.001, 37), shapely.box(71, 36, 72, 37)
    shapes, (remark,) = fixed(np.array([west, east]))
    assert shapely.coverage_is_valid(shapes)
    assert "were joined" in remark
    much = np.array([west, shapely.box(70.5, 36, 72, 37)])
    shapes, (remark,) = fixed(much)
    assert shapely.equals(shapes, much).all()
    assert "kept as they are, unsimplified" in remark
    assert shapely.is_valid(reduced(shapes, "display")).all()
    bow = shapely.Polygon([(70, 36), (71, 37), (71, 36), (70, 37)])
    shapes, (remark,) = fixed(np.array([bow]))
    assert shapely.is_valid(shapes).all()
    assert remark == "1 outline was made valid (a border crossed itself)"
    with pytest.raises(BoundaryError, match="outline 1 has no area"):
        fixed(np.array([shapely.Polygon([(0, 0), (1, 1), (0, 0)])]))


def test_a_small_town_keeps_its_shape_among_large_districts() -> None:
    town = shapely.Point(70.5, 36.5).buffer(0.004)
    around = shapely.box(70, 36, 71, 37).difference(town)
    shapes = reduced(np.array([town, around]), "display")
    assert shapely.coverage_is_valid(shapes)
    assert shapes[0].area == pytest.approx(town.area, rel=0.02)


names = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(names, max_size=12))
def test_ids_are_different_and_fit_for_the_gazetteer_whatever_the_names(given_names: list[str]) -> None:
    square = shapely.box(71, 38, 72, 39)
    outlines = [Outline(name, str(at), "", "district", "tj.sughd", square) for at, name in enumerate(given_names)]
    ids = propose_ids(outlines, "tj", [], {}, {"tj"})
    assert len(set(ids)) == len(outlines)
    assert all(re.fullmatch(r"tj\.sughd\.[a-z0-9]+(-[a-z0-9]+)*", key) for key in ids)
    # and the same again, in any order, once they are known
    before = {outline.source_id: key for outline, key in zip(outlines, ids, strict=True)}
    assert propose_ids(outlines[::-1], "tj", [], before, {"tj"}) == ids[::-1]


def test_a_place_of_another_kind_or_elsewhere_is_not_the_same_one() -> None:
    square = shapely.box(71, 38, 72, 39)
    outline = Outline("Vanj", "", "", "district", "tj.gorno-badakhshan", square)
    inside, outside = shapely.Point(71.5, 38.5), shapely.Point(60, 30)
    town = KnownPlace("tj.vanj", "town", "tj", frozenset({"vanj"}), point=inside)
    far = KnownPlace("tj.vanj", "district", "tj", frozenset({"vanj"}), point=outside)
    other = KnownPlace("tj.vanj", "district", "tj", frozenset({"vanj"}), boundary="tj.elsewhere", point=inside)
    for place in (town, far, other):
        assert propose_ids([outline], "tj", [place], {}, {"tj"}) == ["tj.gorno-badakhshan.vanj"]
    same = KnownPlace("tj.vanj", "district", "tj", frozenset({"vanj"}), point=inside)
    assert propose_ids([outline], "tj", [same], {}, {"tj"}) == ["tj.vanj"]


def test_every_country_has_one_code_and_a_name() -> None:
    assert country("xkx").name == "Kosovo"
    assert country("MMR") == country("mm")
    with pytest.raises(BoundaryError, match="'BUR' is not a country code"):
        country("BUR")


def test_two_runs_at_once_do_not_spoil_each_other(copied: Path, server: Server) -> None:
    with locked(copied / ".cache" / "boundaries" / "lock", "the other run"):
        environment = {**os.environ, ROOT_VARIABLE: str(copied)}
        command = [sys.executable, "-m", "geo.cli", "boundaries", "add", "TJK", "--api", server.api]
        told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert (
        told.stderr
        == "Error: geo boundaries add is already running here; wait until it has finished, then run it again\n"
    )
    assert server.asked == []
