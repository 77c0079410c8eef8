"""GeoJSON, GeoPackage and GeoParquet: one feature for each record, opened by GDAL's programs and DuckDB."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.activity import SCHEMA, typed
from geo.exports import Extract, export
from geo.project import Project
from tests.exports.conftest import ACLED, DARZAB, HOSTILE, KHUSTAK, NUSAY, QUSH_TEPA, made
from tests.exports.test_delimited import same
from tests.helpers.programs import ogr, ogrinfo


@pytest.fixture(scope="module")
def files(imported: Extract, added_up: Extract, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("maps")
    found = {}
    for ending in ("geojson", "gpkg", "parquet"):
        found[ending] = export(imported, folder / f"records.{ending}").path
        found[f"months.{ending}"] = export(added_up, folder / f"months.{ending}").path
    return found


def test_geojson_is_what_rfc_7946_says(files: dict[str, Path], project: Project) -> None:
    document = json.loads(files["geojson"].read_text("utf-8"))
    features = document["features"]
    assert "crs" not in document
    assert ["Citation", ACLED.citation] in document["about"]
    assert [feature["geometry"]["type"] for feature in features] == [
        "Polygon", "Polygon", "Point", "Point", "Polygon", "Polygon",
    ]  # fmt: skip
    for feature in features:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        assert shapely.orient_polygons(shape).equals_exact(shape)
    together = features[1]
    # the number is theirs together: one feature, with the outline of both
    assert together["properties"]["count_low"] == 40
    assert together["properties"]["place_id"] == [DARZAB, QUSH_TEPA]
    nusay = project.gazetteer[NUSAY]
    assert features[2]["geometry"]["coordinates"] == [nusay.lon, nusay.lat]
    # a valley is somewhere in a circle
    valley = shapely.from_geojson(json.dumps(features[4]["geometry"]))
    place = project.gazetteer[KHUSTAK]
    assert place.lat is not None
    assert place.lon is not None
    assert valley.contains(shapely.Point(place.lon, place.lat))


def test_gdal_reads_geojson_as_it_is_meant(files: dict[str, Path]) -> None:
    first, *_ = ogr(files["geojson"])
    assert (first["id"], first["properties"]["note"]) == ("=1+1", HOSTILE)
    assert len(ogr(files["months.geojson"])) > 1


def test_gdal_reads_the_layers_of_a_geopackage(files: dict[str, Path]) -> None:
    listed = ogrinfo(files["gpkg"])
    for line in (
        "places (Multi Polygon)", "places_points (Multi Point)", "records (Multi Polygon)",
        "records_points (Multi Point)", "sources (None)", "about (None)", "layer_styles (None)",
    ):  # fmt: skip
        assert f": {line}\n" in listed
    first, together, *_ = ogr(files["gpkg"], "records")
    assert (first["properties"]["note"], first["properties"]["date_from"]) == (HOSTILE, "2017-12-12")
    assert (together["properties"]["place_name"], together["properties"]["count_low"]) == ("Darzab;Qush Tepa", 40)
    # the widest first, so that QGIS draws districts over their province
    assert ogr(files["gpkg"], "places")[0]["properties"]["place_id"] == "af.badakhshan"
    assert len(ogr(files["gpkg"], "records_points")) == 2
    assert {feature["properties"]["kind"] for feature in ogr(files["months.gpkg"], "aggregated")} == {
        "clash", "presence", "attack",
    }  # fmt: skip


def test_the_terms_of_use_are_in_the_geopackage(files: dict[str, Path]) -> None:
    assert "CITATION=Raleigh et al. 2023; Davies et al. 2024" in ogrinfo(files["gpkg"], "-so", "-al")
    about = [(row["properties"]["what"], row["properties"]["text"]) for row in ogr(files["gpkg"], "about")]
    assert ("Licence", "CC BY 4.0") in about


def test_every_layer_of_places_has_a_style_that_colours_all_its_numbers(files: dict[str, Path]) -> None:
    styles = {row["properties"]["f_table_name"]: row["properties"] for row in ogr(files["gpkg"], "layer_styles")}
    assert set(styles) == {"places", "places_points"}
    for layer, style in styles.items():
        # with null in place of the empty text, QGIS would not find it
        assert (style["f_table_schema"], style["f_geometry_column"], style["useAsDefault"]) == ("", "geom", True)
        renderer = ET.fromstring(style["styleQML"]).find("renderer-v2")  # noqa: S314 - written by us just now
        assert renderer is not None
        symbols = {symbol.get("name"): symbol.get("type") for symbol in renderer.iter("symbol")}
        assert set(symbols.values()) == {"marker" if layer.endswith("points") else "fill"}
        ranges = [(float(one.attrib["lower"]), float(one.attrib["upper"])) for one in renderer.iter("range")]
        assert {one.get("symbol") for one in renderer.iter("range")} == set(symbols)
        for feature in ogr(files["gpkg"], layer):
            number = feature["properties"][str(renderer.get("attr"))]
            assert len([low for low, high in ranges if low <= number <= high]) == 1
    assert {row["properties"]["f_table_name"] for row in ogr(files["months.gpkg"], "layer_styles")} == {
        "places", "places_points", "aggregated", "aggregated_points",
    }  # fmt: skip


def test_duckdb_reads_typed_columns_of_geoparquet(files: dict[str, Path]) -> None:
    found = duckdb.read_parquet(str(files["parquet"]))
    types = dict(zip(found.columns, map(str, found.types), strict=True))
    assert (types["date_from"], types["count_low"], types["place_lat"], types["note"]) == (
        "DATE", "BIGINT", "DOUBLE", "VARCHAR",
    )  # fmt: skip
    killed = found.filter("status <> 'denied'").aggregate("place_adm1_code, sum(killed_high)::int").order("1")
    assert killed.fetchall() == [("AF-BDS", 15), ("AF-JOW", None)]
    months = duckdb.read_parquet(str(files["months.parquet"]))
    assert months.aggregate("sum(records)::int, sum(killed_high)::int").fetchall() == [(6, 10)]


def test_geoparquet_has_a_geometry_and_the_terms_of_use(files: dict[str, Path]) -> None:
    frame = gpd.read_parquet(files["parquet"])
    assert frame.crs.equals("OGC:CRS84")
    assert frame.geometry.geom_type.tolist() == [
        "Polygon", "Polygon", "Point", "Point", "Polygon", "Polygon",
    ]  # fmt: skip
    query = "select decode(key), decode(value) from parquet_kv_metadata($file)"
    metadata = dict(duckdb.execute(query, {"file": str(files["parquet"])}).fetchall())
    assert ["Citation", ACLED.citation] in json.loads(metadata["about"])
    assert json.loads(metadata["geo"])["version"] == "1.1.0"


def test_geoparquet_reads_as_the_same_records(extract: Extract, records: pd.DataFrame, tmp_path: Path) -> None:
    read = pd.read_parquet(export(extract, tmp_path / "records.parquet").path)
    same(typed(read[[column.name for column in SCHEMA]]), records)


def test_places_near_each_other_are_united_and_others_stand_side_by_side(project: Project) -> None:
    where = Extract(project, made()).where
    jurm, zebak, far = "af.badakhshan.jurm", "af.badakhshan.zebak", "af.kandahar.maywand"
    for one, other in ((jurm, zebak), (jurm, far)):
        both = where.shape((one, other))
        assert shapely.is_valid(both)
        assert shapely.area(both) == pytest.approx(shapely.area([where.shape((one,)), where.shape((other,))]).sum())
