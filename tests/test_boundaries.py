"""The boundaries keep their promises: valid coverages, small errors of area, nothing lost, reproducible bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import starmap
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from geo.boundaries import LAYERS, Resolution, Store, area_km2, build, circle, label_point, simplify
from geo.errors import BoundaryError
from geo.folder import ROOT_VARIABLE
from geo.project import Project
from tests.conftest import ROOT
from tests.helpers import published

RESOLUTIONS: tuple[Resolution, ...] = ("full", "display")
# how many districts each province has: the check of the membership table
DISTRICTS = {
    "badakhshan": 28, "badghis": 7, "baghlan": 15, "balkh": 15, "bamyan": 7, "daykundi": 9, "farah": 11, "faryab": 14,
    "ghazni": 19, "ghor": 10, "helmand": 13, "herat": 16, "jowzjan": 11, "kabul": 15, "kandahar": 16, "kapisa": 7,
    "khost": 13, "kunar": 15, "kunduz": 7, "laghman": 5, "logar": 7, "nangarhar": 22, "nimroz": 5, "nuristan": 8,
    "paktia": 11, "paktika": 19, "panjshir": 7, "parwan": 10, "samangan": 7, "sar-e-pul": 7, "takhar": 17,
    "uruzgan": 5, "wardak": 9, "zabul": 11,
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(ROOT / "data" / "boundaries")


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_districts_are_398_valid_polygons_that_share_their_borders(store: Store, resolution: Resolution) -> None:
    districts = store.layer("districts", resolution)
    assert len(districts) == districts["id"].nunique() == 398
    assert districts.crs.to_epsg() == 4326
    assert districts.is_valid.all()
    assert not districts.is_empty.any()
    assert shapely.coverage_is_valid(districts.geometry.to_numpy())
    assert shapely.coverage_is_valid(store.layer("provinces", resolution).geometry.to_numpy())


def test_provinces_have_the_districts_that_are_theirs(store: Store) -> None:
    counts = store.layer("districts")["parent"].value_counts()
    assert counts.to_dict() == {f"af.{province}": count for province, count in DISTRICTS.items()}


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_provinces_and_the_country_are_their_districts(store: Store, resolution: Resolution) -> None:
    districts = store.layer("districts", resolution)
    provinces = store.layer("provinces", resolution).set_index("id")
    for province, members in districts.groupby("parent"):
        assert shapely.equals(shapely.coverage_union_all(members.geometry.to_numpy()), provinces.geometry[province])
    countries = store.layer("countries", resolution).set_index("id")
    assert shapely.equals(shapely.coverage_union_all(provinces.geometry.to_numpy()), countries.geometry["af"])


def test_display_resolution_is_small_and_true_to_the_full_one(store: Store) -> None:
    path = store.root / "districts-display.parquet"
    assert path.stat().st_size <= 350_000
    full, display = (area_km2(store.layer("districts", resolution).geometry) for resolution in RESOLUTIONS)
    worst = np.abs(display / full - 1).max()
    whole = abs(display.sum() / full.sum() - 1)
    print(f"districts: {path.stat().st_size:,} bytes, worst area error {worst:.2%}, country {whole:.4%}")
    assert worst <= 0.02
    assert whole <= 0.001
    xy = shapely.get_coordinates(store.layer("districts").geometry)
    assert np.array_equal(xy, np.round(xy, 4))


def test_neighbours_fit_the_country_s_own_border(store: Store) -> None:
    countries = store.layer("countries", "full").set_index("id").geometry
    assert {"pk", "ir", "tm", "uz", "tj", "cn"} <= set(countries.index)
    for key in countries.index.drop("af"):
        # both are rounded, each to its own decimals: along 5,500 km of border, a few km² of slivers are left
        assert area_km2([shapely.intersection(countries[key], countries["af"])])[0] < 5


def test_every_outline_has_a_place_of_the_same_kind(project: Project) -> None:
    kinds = dict(zip(LAYERS, ("district", "province", "country"), strict=True))
    for layer, kind in kinds.items():
        frame = project.store.layer(layer)
        for key, parent in zip(frame["id"], frame["parent"], strict=True):
            if key == "kas":  # Siachen: disputed, drawn without a name
                continue
            assert (project.gazetteer[key].kind, project.gazetteer[key].parent) == (kind, parent)


def test_towns_lie_in_the_district_that_is_their_parent(project: Project) -> None:
    full = project.store.geometries("full")
    towns = [place for place in project.gazetteer.values() if place.code("geonames")]
    assert len(towns) == 319
    points = shapely.points(np.array([[town.lon, town.lat] for town in towns], dtype=float))
    outlines = full[[town.parent for town in towns]].to_numpy()
    assert shapely.intersects(outlines, points).all()


def by_command(source: Path, out: Path, project: Path = ROOT) -> list[str]:
    """Build in a process of its own: PROJ words the CRS differently once others have used it."""
    command = [sys.executable, "-m", "geo.cli", "boundaries", "build", "--source", str(source), "--out", str(out)]
    environment = {**os.environ, ROOT_VARIABLE: str(project)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_building_from_the_committed_outlines_gives_them_back(store: Store, tmp_path: Path) -> None:
    published.write(tmp_path)
    assert len(by_command(tmp_path, tmp_path / "out")) == 6
    for layer in ("districts", "provinces"):
        name = f"{layer}-full.parquet"
        assert (tmp_path / "out" / name).read_bytes() == (store.root / name).read_bytes(), name
    rebuilt = Store(tmp_path / "out")
    for layer in LAYERS:
        for resolution in RESOLUTIONS:
            old, new = (one.layer(layer, resolution) for one in (store, rebuilt))
            assert new["id"].tolist() == old["id"].tolist()
            # what was rounded before simplifies a little differently
            apart = area_km2(shapely.symmetric_difference(old.geometry.to_numpy(), new.geometry.to_numpy())).sum()
            assert apart / area_km2(old.geometry).sum() < 0.001


def test_building_again_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    small_source(tmp_path)
    table = tmp_path / "data" / "boundaries" / "crosswalk.csv"
    table.parent.mkdir(parents=True)
    table.write_text("source_id,source_name,id,province\nA,,af.p.a,af.p\nB,,af.p.b,af.p\n")
    pairs = [(tmp_path / "first", tmp_path / "second")]
    for out in pairs[0]:
        by_command(tmp_path, out, tmp_path)
    if published.REFERENCE.exists():
        by_command(published.REFERENCE, tmp_path / "whole")
        pairs.append((tmp_path / "whole", store.root))
    for made, before in pairs:
        for path in sorted(made.iterdir()):
            assert path.read_bytes() == (before / path.name).read_bytes(), path.name


def test_a_source_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"geoboundaries_\*_adm2\.shp\.zip is not in"):
        build(tmp_path, tmp_path / "crosswalk.csv", tmp_path / "out")


def small_source(folder: Path) -> None:
    """Write two districts and three countries as the published files have them."""
    left, right = shapely.box(60, 30, 61, 31), shapely.box(61, 30, 62, 31)
    frame = gpd.GeoDataFrame({"shapeID": ["A", "B"]}, geometry=[left, right], crs=4326)
    frame.to_file(folder / "geoboundaries_afg_adm2.shp.zip", driver="ESRI Shapefile")
    outlines = {"AFG": (60, 30, 62, 31), "PAK": (62, 29, 65, 32), "IRN": (56, 29, 60, 32)}
    codes = {"AFG": "AF", "PAK": "PK", "IRN": "IR"}
    features = [
        {"type": "Feature", "properties": {"ADM0_A3": key, "ISO_A2": codes[key]}, "geometry": shape.__geo_interface__}
        for key, shape in zip(outlines, starmap(shapely.box, outlines.values()), strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "ne_50m_countries_region.geojson").write_text(json.dumps(collection))


def test_the_way_from_source_to_store_on_a_small_country(tmp_path: Path) -> None:
    small_source(tmp_path)
    table = pd.DataFrame({"source_id": ["A", "B"], "source_name": "", "id": ["af.p.a", "af.p.b"], "province": "af.p"})
    table.to_csv(tmp_path / "crosswalk.csv", index=False)
    build(tmp_path, tmp_path / "crosswalk.csv", tmp_path / "out")
    made = Store(tmp_path / "out")
    assert made.keys() == {"af", "af.p", "af.p.a", "af.p.b", "ir", "pk"}
    assert shapely.equals(made.dissolve(["af.p.a", "af.p.b"]), made.geometries()["af.p"])


def test_the_country_is_whichever_the_crosswalk_is_of(tmp_path: Path) -> None:
    small_source(tmp_path)
    (tmp_path / "geoboundaries_afg_adm2.shp.zip").rename(tmp_path / "geoboundaries_irn_adm2.shp.zip")
    (tmp_path / "crosswalk.csv").write_text("source_id,source_name,id,province\nA,,ir.p.a,ir.p\nB,,ir.p.b,ir.p\n")
    build(tmp_path, tmp_path / "crosswalk.csv", tmp_path / "out")
    countries = Store(tmp_path / "out").layer("countries").set_index("id").geometry
    assert set(countries.index) == {"af", "ir", "pk"}
    assert shapely.equals(countries["ir"], shapely.box(60, 30, 62, 31))
    (tmp_path / "geoboundaries_irn_adm2.shp.zip").rename(tmp_path / "geoboundaries_afg_adm2.shp.zip")
    (tmp_path / "geoboundaries_tjk_adm2.shp.zip").write_bytes(b"")
    with pytest.raises(BoundaryError, match="keep only the one to build from"):
        build(tmp_path, tmp_path / "crosswalk.csv", tmp_path / "out")


def test_a_district_without_a_row_in_the_crosswalk_stops_the_build(tmp_path: Path) -> None:
    small_source(tmp_path)
    (tmp_path / "crosswalk.csv").write_text("source_id,source_name,id,province\nA,,af.p.a,af.p\n")
    with pytest.raises(BoundaryError, match="district B is in only one of"):
        build(tmp_path, tmp_path / "crosswalk.csv", tmp_path / "out")


def test_a_missing_or_damaged_store_says_how_to_fix_it(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match="build it with: geo boundaries build"):
        Store(tmp_path).keys()
    (tmp_path / "districts-display.parquet").write_bytes(b"no parquet")
    with pytest.raises(BoundaryError, match="cannot be read"):
        Store(tmp_path).keys()


def test_a_polygon_that_would_vanish_is_an_error() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 1.00001, 0.00001)])
    with pytest.raises(BoundaryError, match="vanishes"):
        simplify(shapes, tolerance=0, decimals=2)


def test_a_circle_is_as_wide_as_it_says_at_any_latitude() -> None:
    for lat in (0, 36.9, 70):
        assert area_km2([circle(lat, 70.8, 10)])[0] == pytest.approx(np.pi * 100, rel=0.003)


def test_provinces_and_districts_have_their_points_where_a_label_fits(project: Project) -> None:
    outlines = {
        key: outline
        for layer in ("provinces", "districts")
        for key, outline in project.store.layer(layer, "full").set_index("id").geometry.items()
    }
    places = [one for one in project.gazetteer.values() if one.boundary in outlines and one.lat is not None]
    assert len(places) == len(outlines)
    for place in places:
        point = label_point(outlines[place.boundary])
        assert (place.lat, place.lon) == (round(point.y, 3), round(point.x, 3)), place.id
    badakhshan, fayzabad = project.gazetteer["af.badakhshan"], project.gazetteer["af.badakhshan.fayzabad.fayzabad"]
    assert Geod(ellps="WGS84").inv(badakhshan.lon, badakhshan.lat, fayzabad.lon, fayzabad.lat)[2] < 50_000
