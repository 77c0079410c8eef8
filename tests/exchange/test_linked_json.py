"""The Linked Places Format as specified (v1.2.2), and as people use it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.exchange import Hints, bring, export, linked_places
from geo.gazetteer import Code, Gazetteer, Place
from geo.project import Project
from tests.exchange.conftest import Bring

TEXT = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": r"^(https?://\S+|\w+:\S+)$"}
DAY = {"type": "string", "pattern": r"^-?\d{1,4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?$"}
INSTANT = {
    "type": "object",
    "properties": dict.fromkeys(("in", "earliest", "latest"), DAY),
    "minProperties": 1,
    "additionalProperties": False,
}
WHEN = {
    "type": "object",
    "required": ["timespans"],
    "properties": {
        "timespans": {
            "type": "array",
            "minItems": 1,
            "items": {"required": ["start"], "properties": {"start": INSTANT, "end": INSTANT}},
        },
        "certainty": {"enum": ["certain", "less-certain", "uncertain"]},
    },
}
CITATIONS = {
    "type": "array",
    "items": {
        "anyOf": [{"required": ["label"]}, {"required": ["@id"]}],
        "properties": {"label": TEXT, "@id": URI, "year": {"type": "integer"}},
    },
}
# what the specification and, of fclasses, v1.3 of 24 June 2024 require, in our words
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "@context", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "@context": {"type": "string", "pattern": "^https://.+jsonld$"},
        "features": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["@id", "type", "properties", "names", "geometry"],
                "properties": {
                    "@id": URI,
                    "type": {"const": "Feature"},
                    "properties": {
                        "required": ["title", "fclasses"],
                        "properties": {
                            "title": TEXT,
                            "ccodes": {"type": "array", "minItems": 1, "items": {"pattern": "^[A-Z]{2}$"}},
                            "fclasses": {"type": "array", "minItems": 1, "items": {"pattern": "^[AHLPRST]$"}},
                        },
                    },
                    "when": WHEN,
                    "names": {
                        "type": "array",
                        "contains": {"required": ["citations"]},
                        "items": {
                            "required": ["toponym"],
                            "properties": {
                                "toponym": TEXT,
                                "lang": {"pattern": r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"},
                                "when": WHEN,
                                "citations": CITATIONS,
                            },
                        },
                    },
                    "types": {"type": "array", "items": {"properties": {"label": TEXT, "identifier": URI}}},
                    "geometry": {"type": ["object", "null"]},
                    "links": {
                        "items": {
                            "required": ["type", "identifier"],
                            "properties": {
                                "type": {
                                    "enum": ["closeMatch", "exactMatch", "primaryTopicOf", "subjectOf", "seeAlso"]
                                },
                                "identifier": URI,
                            },
                        }
                    },
                    "relations": {
                        "items": {
                            "required": ["relationType", "relationTo"],
                            "properties": {"relationType": URI, "relationTo": URI},
                        }
                    },
                    "descriptions": {"items": {"required": ["value"], "properties": {"value": TEXT}}},
                    "depictions": {"items": {"required": ["@id", "title", "license"]}},
                },
            },
        },
    },
}
# the sample record of the specification, its values typed again
ABINGDON: dict[str, Any] = {
    "@id": "http://mygaz.org/places/p_12345",
    "type": "Feature",
    "properties": {"title": "Abingdon (UK)", "ccodes": ["GB"], "fclasses": ["P"]},
    "when": {
        "timespans": [{"start": {"in": "0676"}, "end": {"in": "1066"}}],
        "periods": [{"name": "Anglo-Saxon Period, 449-1066", "@id": "periodo:p06c6g3whtg"}],
        "duration": "P100Y",
    },
    "names": [
        {
            "toponym": "Abingdon",
            "lang": "en",
            "citations": [{"label": "Ye Olde Gazetteer (1635)", "year": 1635}],
            "when": {"timespans": [{"start": {"in": "1600"}}]},
        },
        {"toponym": "Abingdon-on-Thames", "lang": "en"},
    ],
    "types": [
        {
            "identifier": "aat:300008375",
            "label": "town",
            "sourceLabels": [{"label": "Market Town", "lang": "en"}],
        }
    ],
    "geometry": {
        "type": "GeometryCollection",
        "geometries": [
            {
                "type": "Point",
                "coordinates": [-1.2879, 51.6708],
                "when": {"timespans": [{"start": {"in": "1600"}, "end": {"in": "1699"}}]},
                "citations": [{"label": "Getty TGN", "@id": "tgn:7011944"}],
                "certainty": "certain",
            },
            {
                "type": "Point",
                "coordinates": [-1.31, 51.64],
                "geowkt": "POLYGON ((-1.3 51.6, -1.2 51.6, -1.2 51.7, -1.3 51.7, -1.3 51.6))",
                "certainty": "uncertain",
            },
        ],
    },
    "links": [
        {"type": "exactMatch", "identifier": "http://vocab.getty.edu/tgn/7011944"},
        {"type": "exactMatch", "identifier": "http://www.geonames.org/2657780/"},
        {"type": "seeAlso", "identifier": "https://en.wikipedia.org/wiki/Abingdon-on-Thames"},
    ],
    "relations": [
        {
            "relationType": "gvp:broaderPartitive",
            "relationTo": "http://mygaz.org/places/p_9876",
            "label": "part of Berkshire (UK)",
        },
    ],
    "depictions": [{"@id": "https://example.org/thames.jpg", "title": "The River Thames", "license": "cc:by-sa/3.0/"}],
}


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "@context": "https://example.org/c.jsonld", "features": features})


@pytest.fixture(scope="module")
def written(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the gazetteer as the format has it."""
    path = tmp_path_factory.mktemp("lpf") / "places.geojson"
    made = linked_places(project.gazetteer.values(), project.gazetteer, project.store, year=2026)
    path.write_text("".join(export(made, "geojson")), encoding="utf-8")
    return path


def test_our_file_has_the_form_of_the_specification(written: Path) -> None:
    jsonschema.validate(json.loads(written.read_text(encoding="utf-8")), SCHEMA)


def test_the_form_is_one_that_the_sample_of_the_specification_has() -> None:
    jsonschema.validate(json.loads(collection(ABINGDON)), SCHEMA)
    broken = ABINGDON | {"names": [{"toponym": "Abingdon"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(collection(broken)), SCHEMA)


def test_each_feature_tells_a_when(written: Path) -> None:
    features = {one["@id"]: one for one in json.loads(written.read_text(encoding="utf-8"))["features"]}
    # known to be in use in the year of the file: begun by then, not ended before
    known = {"timespans": [{"start": {"latest": "2026"}, "end": {"earliest": "2026"}}]}
    assert all(one["names"][0]["when"] == known for one in features.values())
    panjshir = features["atlas:af.panjshir"]["when"]["timespans"]
    assert panjshir == [{"start": {"in": "2004-04-13"}, "end": {"earliest": "2026"}}]
    former = features["atlas:af.parwan.panjshir"]["when"]["timespans"]
    assert former == [{"start": {"latest": "2004-04-12"}, "end": {"in": "2004-04-12"}}]


def test_programs_that_know_only_geojson_read_it(written: Path, project: Project) -> None:
    frame = gpd.read_file(written)
    assert len(frame) == len(project.gazetteer)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.isna().any()


def test_what_a_region_consists_of_is_a_relation(written: Path) -> None:
    features = {one["@id"]: one for one in json.loads(written.read_text(encoding="utf-8"))["features"]}
    relations = features["atlas:af.eastern-afghanistan"]["relations"]
    assert relations[0] == {
        "relationType": "gvp:broaderPartitive",
        "relationTo": "atlas:af",
        "label": "Afghanistan",
    }
    assert {one["relationTo"] for one in relations if one["relationType"] == "gvp:tgn3318_member_is"} == {
        "atlas:af.kunar",
        "atlas:af.laghman",
        "atlas:af.nangarhar",
        "atlas:af.nuristan",
    }


def test_the_sample_of_the_specification_comes_in_with_all_that_it_tells(brought: Bring) -> None:
    (row,) = brought(collection(ABINGDON), "geojson")
    assert (row["id"], row["name"], row["kind"], row["parent"]) == ("gb.abingdon-uk", "Abingdon (UK)", "town", "gb")
    assert row["aliases"] == "Abingdon@en;Abingdon-on-Thames@en"
    assert (row["lat"], row["lon"], row["geonames"]) == ("51.6708", "-1.2879", "2657780")
    assert (row["valid_from"], row["valid_to"]) == ("0676-01-01", "1066-12-31")
    assert row["source"] == "Ye Olde Gazetteer (1635)"
    rest = json.loads(row["rest"])
    for member in ("@id", "when", "names", "geometry", "links", "relations", "depictions"):
        assert rest[member] == ABINGDON[member]


def test_a_timespan_without_an_end_is_the_interval_that_its_start_tells(brought: Bring) -> None:
    (row,) = brought(collection(ABINGDON | {"when": {"timespans": [{"start": {"in": "1832"}}]}}), "geojson")
    assert (row["valid_from"], row["valid_to"]) == ("1832-01-01", "1832-12-31")


def test_features_lie_in_one_another(brought: Bring) -> None:
    berkshire = ABINGDON | {
        "@id": "http://mygaz.org/places/p_9876",
        "properties": {"title": "Berkshire", "ccodes": ["GB"]},
        "types": [{"identifier": "http://vocab.getty.edu/aat/300000771", "label": "county"}],
        "relations": [],
        "links": [],
    }
    rows = brought(collection(ABINGDON, berkshire), "geojson")
    assert [(row["id"], row["kind"]) for row in rows] == [
        ("gb.berkshire.abingdon-uk", "town"),
        ("gb.berkshire", "district"),
    ]


def test_a_formula_from_elsewhere_runs_in_no_cell(brought: Bring) -> None:
    formula = "=HYPERLINK(1)"
    properties = {"title": formula, "iso_3166_2": formula, "ccodes": [formula], "fclasses": ["P"]}
    citations = [{"label": formula}]
    names = [{"toponym": f"+{formula}", "citations": citations}]
    feature = ABINGDON | {
        "@id": formula,
        "properties": properties,
        "names": names,
        "descriptions": [{"value": formula}],
    }
    (row,) = brought(collection(feature), "geojson", country="GB")
    cells = {column: cell for column, cell in row.items() if cell.startswith(("=", "+", "-", "@"))}
    assert cells == {"lon": "-1.2879"}
    assert json.loads(row["rest"])["properties"] == properties


def test_names_in_no_known_form_of_language_stay_names(brought: Bring) -> None:
    names = [
        {"toponym": "Abingdon; or Abendun", "lang": "English"},
        {"toponym": "x@fa"},
        {"toponym": "ابینگدن", "lang": "fa-Arab-AF"},
    ]
    (row,) = brought(collection(ABINGDON | {"names": names}), "geojson")
    assert row["aliases"] == "Abingdon, or Abendun;x@fa@und;ابینگدن@fa-Arab"
    assert json.loads(row["rest"])["names"] == names


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"properties": {"ccodes": ["GB"]}}, "row 1, title: '' is empty; give the place a name"),
        ({"properties": ["title"]}, "row 1, properties: '[\"title\"]' is not an object; write its members in braces"),
        (
            {"properties": {"title": {"en": "X"}}},
            'row 1, title: \'{"en": "X"}\' is not text; write it in quotation marks',
        ),
        ({"names": "Abingdon"}, "row 1, names: '\"Abingdon\"' is not a list of objects; write it in brackets"),
        ({"geometry": None}, "row 1, lat: '' is empty, as is geowkt; give the place a point in degrees"),
        (
            {"geometry": {"type": "Point", "coordinates": ["east", 1]}},
            'row 1, geometry: \'{"type": "Point", "coordinates": ["east", 1]}\' is not a geometry; write coordinates',
        ),
        ({"geometry": {"type": "Point", "coordinates": [1, 95]}}, "row 1, lat: '95' is not a latitude"),
        ({"when": {"timespans": [{"start": {"in": "long ago"}}]}}, "row 1, start: 'long ago' is not a date"),
        (
            {"names": [{"toponym": "a\0b"}]},
            "row 1, aliases: ''a\\x00b'' holds a character that text cannot have; delete it",
        ),
        ({"names": [{"toponym": "a\ud800b"}]}, "row 1, aliases: ''a\\ud800b'' holds a character that text cannot have"),
    ],
)
def test_a_feature_in_another_form_is_told(project: Project, tmp_path: Path, change: Any, told: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(collection(ABINGDON | change))
    with pytest.raises(DataError) as caught:
        bring(path, "geojson", project.gazetteer, project.store, Hints())
    assert any(str(problem).startswith(f"bad.geojson, {told}") for problem in caught.value), str(caught.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"{}", "is not a collection of places; give a FeatureCollection with features"),
        (b'{"features": [1]}', "row 1, features: '1' is not a feature"),
    ],
)
def test_what_is_no_such_file_is_refused(project: Project, tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "there.geojson"
    path.write_bytes(data)
    with pytest.raises(DataError, match=told):
        bring(path, "geojson", project.gazetteer, project.store, Hints())


def anything() -> st.SearchStrategy[Any]:
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    )


def broken(value: Any) -> Iterator[list[str | int]]:
    """Yield the way to every part of a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield [key]
        yield from ([key, *way] for way in broken(part))


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(list(broken(ABINGDON))), anything())
def test_whatever_stands_in_a_feature_is_used_or_refused(
    tried: Callable[[str, str], None], way: list[str | int], value: Any
) -> None:
    feature = json.loads(json.dumps(ABINGDON))
    place = feature
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = value
    tried(collection(feature), "geojson")


def test_a_country_of_ours_needs_no_outline_of_the_store(brought: Bring) -> None:
    place = Place("x", "X", "country", lat=1.0, lon=2.0, radius_km=500.0, codes=(Code("iso_3166_2", "XX"),))
    store_less = Gazetteer([place])
    made = linked_places([place], store_less, Project.load().store, year=2026)
    (row,) = brought("".join(export(made, "geojson")), "geojson", store_less)
    assert (row["id"], row["iso_3166_2"], row["radius_km"]) == ("x", "XX", "500")
