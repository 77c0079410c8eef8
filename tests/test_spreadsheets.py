"""The gazetteer as saved by LibreOffice is read as the same places, or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.gazetteer import Gazetteer, load
from tests.conftest import ROOT
from tests.helpers import programs
from tests.helpers.spreadsheets import Row, save_as, workbook

HEADER: Row = ["id", "name", "kind", "parent", "aliases", "lat", "lon", "valid_from", "boundary"]
COUNTRY: Row = ["af", "Afghanistan", "country", "", "", "", "", "", "af"]
GERMAN = {float: "degrees-de", date: "day-de"}
AMERICAN = {float: "degrees-us", date: "day-us"}


@pytest.fixture(scope="module")
def office() -> str:
    return programs.office()


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-16")])
def test_the_gazetteer_opened_and_saved_is_the_same(office: str, tmp_path: Path, delimiter: str, encoding: str) -> None:
    saved = tmp_path / "gazetteer"
    save_as(office, [ROOT / "gazetteer" / "places.csv"], saved, delimiter, encoding)
    assert (saved / "places.csv").read_bytes() != (ROOT / "gazetteer" / "places.csv").read_bytes()
    assert same(load([saved / "places.csv"]), load([ROOT / "gazetteer" / "places.csv"]))


def same(one: Gazetteer, other: Gazetteer) -> bool:
    return list(one.values()) == list(other.values())


@pytest.mark.parametrize(("encoding", "name", "alias"), [("cp1252", "Zébak", "Zêbak"), ("cp1256", "Zebak", "زيباك@fa")])
def test_the_code_pages_decimal_commas_and_dates_of_other_countries_are_read(
    office: str, tmp_path: Path, encoding: str, name: str, alias: str
) -> None:
    row: Row = ["af.zebak", name, "town", "af", alias, 36.5312, 71.3501, date(2004, 12, 31), ""]
    empty: Row = [""] * len(HEADER)
    rows: list[Row] = [["# Badakhshan, by hand"], HEADER, COUNTRY, ["# towns"], row, empty]
    files = [
        workbook(tmp_path / f"{country}.fods", rows, styles) for country, styles in (("de", GERMAN), ("us", AMERICAN))
    ]
    save_as(office, files, tmp_path / "gazetteer", ";", encoding)
    for path in files:
        saved = tmp_path / "gazetteer" / f"{path.stem}.csv"
        place = load([saved], ["af"])["af.zebak"]
        assert (place.name, place.lat, place.lon, place.valid_from) == (name, 36.5312, 71.3501, date(2004, 12, 31))
        assert [f"{one.text}@{one.lang}" if one.lang else one.text for one in place.aliases] == [alias]
        assert ("36,5312" if path.stem == "de" else "36.5312").encode() in saved.read_bytes()


def test_letters_that_the_code_page_lost_are_refused(office: str, tmp_path: Path) -> None:
    row: Row = ["af.zebak", "Zebak", "town", "af", "زیباک@fa", 36.5312, 71.3501, date(2004, 12, 1), ""]
    file = workbook(tmp_path / "lost.fods", [HEADER, COUNTRY, row], AMERICAN)
    save_as(office, [file], tmp_path / "gazetteer", ",", "cp1252")
    with pytest.raises(DataError) as caught:
        load([tmp_path / "gazetteer" / "lost.csv"], ["af"])
    messages = [f"{problem.column} {problem.value} {problem.message}" for problem in caught.value]
    assert messages == [
        "aliases ?????@fa lost its letters",
        "valid_from 12/01/2004 may be 2004-01-12 or 2004-12-01",
    ]
