"""The exported file contains everything, requests nothing, and runs only its own scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib

import folium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeoError
from geo.maps import OfflineMap, TimeMap, View, cards, export
from geo.maps.bundle import script, style
from geo.maps.wire import as_json, compress
from geo.project import Project
from tests.helpers.exported import scripts

HOSTILE = "</script><script>alert(1)</script><!-- {{ 7*7 }} {% raw %} <img src=x onerror=alert(2)> & \u2028"


@pytest.fixture(scope="module")
def page(project: Project) -> str:
    return export(project, project.records)


def test_it_loads_nothing(page: str) -> None:
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="', page)
    assert "url(" not in style().replace("url(#", "")
    for library in ("jquery", "bootstrap", "fontawesome", "glyphicon"):
        assert library not in page.lower()


def test_its_policy_allows_only_its_own_scripts_and_styles(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    plain = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert any("Leaflet 1.9.3" in text for text in scripts(page))
    for content in [*plain, *scripts(page)]:
        assert base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() in policy[1]


def test_readers_may_zoom_and_know_the_language(page: str) -> None:
    assert "user-scalable" not in page
    assert '<html lang="en">' in page


def test_texts_from_files_stay_texts(project: Project) -> None:
    first = project.records[:1].assign(note=HOSTILE, claimed_by=HOSTILE, place_text=HOSTILE)
    page = export(project, first, View(title=HOSTILE, note=HOSTILE))
    assert page.count("alert(1)") == page.count("&lt;script&gt;alert(1)") == 1  # in the page's title
    assert "49" not in re.findall(r"<title>.*?</title>", page)[0]
    assert "<img" not in page
    assert "<script>alert" not in cards(first, project)


@given(st.text())
def test_any_text_travels_unchanged_in_letters_that_mean_nothing_to_html(text: str) -> None:
    written = compress(as_json({"text": text}))
    assert re.fullmatch("[A-Za-z0-9+/=]+", written)
    assert json.loads(zlib.decompress(base64.b64decode(written))) == {"text": text}


def test_tiles_are_allowed_by_the_policy_only_where_they_were_chosen(project: Project, page: str) -> None:
    assert "img-src data:;" in page
    with_tiles = export(project, project.records, View(tiles="OpenTopoMap"))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', with_tiles)
    assert policy
    assert "img-src data: https://a.tile.opentopomap.org https://b.tile.opentopomap.org" in policy[1]


@pytest.mark.parametrize(
    ("name", "message"), [("Moon.Cheese", "not a tile service"), ("CartoDB.Positron", "requires a key")]
)
def test_tiles_that_cannot_be_are_refused_by_name(project: Project, name: str, message: str) -> None:
    with pytest.raises(GeoError, match=f"{name}.*{message}"):
        export(project, project.records[:0], View(tiles=name))


def test_the_modules_join_into_one_script_without_imports() -> None:
    joined = script()
    assert not re.search(r"^\s*(?:import|export)\b", joined, re.MULTILINE)
    names = re.findall(r"^(?:function|const|let|class) (\w+)", joined, re.MULTILINE)
    assert len(names) == len(set(names)), "two modules use one name at their top level"
    assert "innerHTML" not in joined


def test_the_plugin_goes_on_any_folium_map_beside_others(project: Project) -> None:
    map_ = folium.Map(location=[34.5, 66], zoom_start=6)
    folium.Marker([34.5, 69.2], popup="Kabul").add_to(map_)
    TimeMap.of_project(project).add_to(map_)
    page = map_.get_root().render()
    assert "atlas-clock" in page
    assert "L.marker" in page


def test_an_offline_map_leaves_folium_s_own_links_alone(project: Project) -> None:
    del project
    OfflineMap()
    assert folium.Map.default_js
