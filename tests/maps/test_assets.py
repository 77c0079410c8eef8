"""Leaflet is as published, or is not kept."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from http.client import IncompleteRead
from pathlib import Path

import pytest

from geo.errors import AssetError
from geo.maps import assets

# asked before any test names another folder
KEPT = assets.folder()


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISPATCH_ATLAS_ASSETS", str(tmp_path))
    return tmp_path / "leaflet-1.9.3"


def published() -> dict[str, bytes]:
    return {name: (KEPT / name).read_bytes() for name in assets.SHA256}


def test_without_a_fetch_the_command_is_named(empty: Path) -> None:
    assert not empty.exists()
    with pytest.raises(AssetError, match="run once, with a network: geo assets"):
        assets.leaflet()


def test_what_is_fetched_is_kept_and_not_fetched_again(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, said = published(), list[str]()
    monkeypatch.setattr(assets, "_from_npm", lambda: files)
    assert assets.fetch(said.append) == empty
    monkeypatch.setattr(assets, "_from_npm", lambda: pytest.fail("fetched again"))
    assert assets.fetch(said.append) == empty
    assert said == ["Fetching Leaflet 1.9.3 …"]
    assert "sourceMappingURL" not in assets.leaflet().js


def test_without_npm_the_address_that_folium_uses_is_asked(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del empty
    monkeypatch.setattr(assets, "_from_npm", lambda: None)
    monkeypatch.setattr(assets, "_from_folium", published)
    assets.fetch(lambda _: None)
    assert assets.leaflet().js.startswith("/* @preserve")


@pytest.mark.parametrize("came", [b"", b"alert(1)"])
def test_what_differs_from_the_published_file_is_not_kept(
    empty: Path, monkeypatch: pytest.MonkeyPatch, came: bytes
) -> None:
    for source in ("_from_npm", "_from_folium"):
        monkeypatch.setattr(assets, source, lambda: {**published(), "leaflet.js": came})
    with pytest.raises(AssetError, match=r"leaflet\.js differs from the published file, and was not kept"):
        assets.fetch(lambda _: None)
    assert not empty.exists()


def test_when_npm_brings_something_else_the_address_that_folium_uses_is_asked(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_from_npm", lambda: {"leaflet.js": b"alert(1)"})
    monkeypatch.setattr(assets, "_from_folium", published)
    assets.fetch(lambda _: None)
    assert {path.name: path.read_bytes() for path in empty.iterdir()} == published()


def package() -> bytes:
    """Return an npm package of random bytes, which do not compress."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in assets.SHA256:
            member = tarfile.TarInfo(f"package/dist/{name}")
            member.size = 100_000
            archive.addfile(member, io.BytesIO(os.urandom(member.size)))
    return packed.getvalue()


@pytest.mark.parametrize("kept", [0, 5, 10_000, 150_000])
def test_a_package_that_was_cut_short_counts_as_not_brought(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: int
) -> None:
    def pack(_: list[str], *, cwd: str, **__: object) -> None:
        (Path(cwd) / "leaflet.tgz").write_bytes(package()[:kept])

    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path / "npm"))
    monkeypatch.setattr(subprocess, "run", pack)
    assert assets._from_npm() is None


def test_an_answer_that_was_cut_short_counts_as_not_brought(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object, **__: object) -> None:
        raise IncompleteRead(b"/* @preserve", 147_000)

    monkeypatch.setattr(assets, "urlopen", cut)
    assert assets._from_folium() is None


def test_a_folder_that_cannot_be_written_is_told_with_the_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DISPATCH_ATLAS_ASSETS", str(tmp_path / "file"))
    monkeypatch.setattr(assets, "_from_npm", published)
    with pytest.raises(AssetError, match=r"cannot be saved in .*set DISPATCH_ATLAS_ASSETS to another"):
        assets.fetch(lambda _: None)


def test_in_a_checkout_that_cannot_be_written_the_users_own_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPATCH_ATLAS_ASSETS", raising=False)
    monkeypatch.setattr(assets, "_CHECKOUT", tmp_path / "checkout")
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert assets.folder() == tmp_path / ".cache" / "dispatch-atlas" / "leaflet-1.9.3"
    (tmp_path / "checkout" / ".assets").mkdir(parents=True)
    assert assets.folder() == tmp_path / "checkout" / ".assets" / "leaflet-1.9.3"


def test_a_file_that_was_changed_on_disk_is_refused(empty: Path) -> None:
    empty.mkdir(parents=True)
    for name, data in published().items():
        (empty / name).write_bytes(data + b" ")
    with pytest.raises(AssetError, match=r"is not Leaflet 1\.9\.3 as published; fetch it again"):
        assets.leaflet()


def test_without_a_network_one_line_says_so(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_from_npm", lambda: None)
    monkeypatch.setattr(assets, "_from_folium", lambda: None)
    with pytest.raises(AssetError, match="cannot be fetched; check the network, and run again: geo assets"):
        assets.fetch(lambda _: None)
    assert not empty.exists()
