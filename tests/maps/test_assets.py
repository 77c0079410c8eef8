"""Leaflet is what was published, or is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import AssetError
from geo.maps import assets


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISPATCH_ATLAS_ASSETS", str(tmp_path))
    return tmp_path / "leaflet-1.9.3"


def published() -> dict[str, bytes]:
    kept = Path(__file__).resolve().parents[2] / ".assets" / "leaflet-1.9.3"
    return {name: (kept / name).read_bytes() for name in assets.SHA256}


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
    monkeypatch.setattr(assets, "_from_npm", lambda: {**published(), "leaflet.js": came})
    with pytest.raises(AssetError, match=r"leaflet\.js came other than published, and was not kept"):
        assets.fetch(lambda _: None)
    assert not empty.exists()


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
