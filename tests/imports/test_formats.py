"""UCDP GED and ACLED are recognised, and what they know is kept at the precision at which they know it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from geo.imports import Incoming, Vocabulary, read, recognised
from geo.imports.figures import figures
from geo.project import Project
from tests.conftest import ROOT
from tests.imports.tables import ACLED_COLUMNS, GED_COLUMNS, acled, ged

SAMPLE = ROOT.parent / "shared" / "reference" / "ucdp_ged_sample.csv.gz"


@pytest.fixture(scope="module")
def vocabulary(project: Project) -> Vocabulary:
    return Vocabulary(project.gazetteer, project.store, project.actors, project.kinds)


def incoming(frame: pd.DataFrame, folder: Path, vocabulary: Vocabulary, name: str = "GEDEvent_v25_1.csv") -> Incoming:
    frame.to_csv(folder / name, index=False)
    return read(folder / name, vocabulary)


def test_both_formats_are_recognised_by_their_columns() -> None:
    assert recognised(GED_COLUMNS) == "ucdp-ged"
    assert recognised(ACLED_COLUMNS) == "acled"


@pytest.mark.parametrize(
    ("where_prec", "place", "precision"),
    [
        (1, "ucdp-ged/35.98,65.37", "exact"),
        (2, "ucdp-ged/35.98,65.37/near", "near"),
        (3, "af.jowzjan.darzab", "district"),
        (4, "af.jowzjan", "province"),
        (5, "af", "region"),
        (6, "af", "country"),
    ],
)
def test_a_record_is_drawn_at_the_level_that_ucdp_is_sure_of(
    where_prec: int, place: str, precision: str, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    record = incoming(ged({"where_prec": where_prec}), tmp_path, vocabulary).records.iloc[0]
    assert (record["place_id"], record["location_precision"]) == (place, precision)
    # the coordinates stay what they are
    assert (record["lat"], record["lon"]) == (35.98, 65.37)


def test_what_happens_at_sea_is_a_circle_never_a_point(tmp_path: Path, vocabulary: Vocabulary) -> None:
    at_sea = ged({"where_prec": 7, "latitude": 24.0, "longitude": 62.0, "country": "Pakistan"})
    record = incoming(at_sea, tmp_path, vocabulary).records.iloc[0]
    assert record["place_id"] == "ucdp-ged/24.0,62.0/international"


def test_numbers_sources_and_ids_stay_what_they_are(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = incoming(ged({"id": 300380}), tmp_path, vocabulary)
    record = found.records.iloc[0]
    assert record["id"] == "ucdp-ged/300380"
    assert (record["killed_low"], record["killed_best"], record["killed_high"]) == (2, 3, 5)
    assert (record["sources"], record["claimed_by"]) == (2, "Pajhwok;Reuters")
    assert record["actors"] == "Government of Afghanistan;taliban"
    assert found.edition == "25.1"


def test_ids_and_numbers_that_a_program_wrote_as_decimals_are_whole(tmp_path: Path, vocabulary: Vocabulary) -> None:
    table = ged({"id": 300380}).astype({"id": float, "best": float, "where_prec": float})
    record = incoming(table, tmp_path, vocabulary).records.iloc[0]
    assert (record["id"], record["killed_best"], record["location_precision"]) == ("ucdp-ged/300380", 3, "exact")


def test_violence_against_civilians_has_one_armed_side(tmp_path: Path, vocabulary: Vocabulary) -> None:
    one_sided = ged({"type_of_violence": 3, "side_a": "IS", "side_b": "Civilians"})
    record = incoming(one_sided, tmp_path, vocabulary).records.iloc[0]
    assert (record["actors"], record["targets"], record["kind"]) == ("islamic-state", "civilians", "attack")


def test_acleds_vaguest_precision_is_the_province_not_its_capital(tmp_path: Path, vocabulary: Vocabulary) -> None:
    table = acled({}, {"geo_precision": 3}, {"geo_precision": 2})
    found = incoming(table, tmp_path, vocabulary, "export.csv")
    assert found.name == "acled"
    assert found.records["place_id"].tolist() == ["acled/36.728,68.868", "af.kunduz", "acled/36.728,68.868/near"]


def test_acleds_week_and_month_are_spans(tmp_path: Path, vocabulary: Vocabulary) -> None:
    table = acled({"time_precision": 2}, {"time_precision": 3})
    days = incoming(table, tmp_path, vocabulary, "export.csv").records
    assert days["date_from"].dt.strftime("%Y-%m-%d").tolist() == ["2021-05-31", "2021-06-01"]
    assert days["date_to"].dt.strftime("%Y-%m-%d").tolist() == ["2021-06-06", "2021-06-30"]
    assert days["date_precision"].tolist() == ["within", "month"]


def test_acled_may_not_be_passed_on(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert not incoming(acled({}), tmp_path, vocabulary, "export.csv").mapping.share


def test_a_name_far_from_its_coordinates_is_listed_with_distance_and_reason(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    astray = ged({}, {"where_coordinates": "Jurm district", "adm_1": "Badakhshan", "adm_2": ""})
    found = incoming(astray, tmp_path, vocabulary).differences
    assert found["named"].tolist() == ["af.badakhshan.jurm"]
    assert found["distance_km"][0] > 400
    assert found["reason"][0].endswith("the coordinates lie in Darzab")


def test_the_report_says_how_precise_an_import_is(tmp_path: Path, vocabulary: Vocabulary) -> None:
    lines = figures(incoming(ged({}, {"where_prec": 4}, {"where_prec": 4}, {"where_prec": 6}), tmp_path, vocabulary))
    assert lines[1] == "where: at the point 25 %, somewhere in the province 50 %, somewhere in the country 25 %"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of UCDP GED is not part of the project")
def test_the_real_sample_of_ged_is_read(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "GEDEvent_v17_1.csv").write_bytes(gzip.decompress(SAMPLE.read_bytes()))
    found = read(tmp_path / "GEDEvent_v17_1.csv", vocabulary)
    # one row of the sample gives a highest estimate below the lowest
    assert (len(found.records), [problem.row for problem in found.problems]) == (499, [223])
