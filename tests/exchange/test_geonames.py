"""GeoNames dumps become gazetteers, and broken rows are reported all at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.exchange import Hints, bring
from geo.exchange.concepts import FEATURES, KIND_CONCEPTS
from geo.exchange.geonames import COLUMNS
from geo.project import Project
from tests.conftest import ROOT
from tests.exchange.conftest import Bring

# Kabul as the dump of 2014 has it (CC BY 4.0), its names cut to a few
KABUL = (
    "1138958\tKabul\tKabul\tCabool,KBL,Kābol,Кабул,کابل\t34.52813\t69.17233\tP\tPPLC\tAF\t\t13\t\t\t\t3043532\t\t1798\t"
    "Asia/Kabul\t2014-02-28"
)


def line(number: int, name: str, code: str = "P.PPL", point: str = "36.87\t70.83", country: str = "AF") -> str:
    feature = code.replace(".", "\t")
    return "\t".join([str(number), name, name, "", point, feature, country, *[""] * 9, "2012-01-19"])


def test_a_row_of_a_published_dump_becomes_a_place(brought: Bring) -> None:
    changed = KABUL.replace("1138958", "99999999")  # the gazetteer has Kabul's number
    (row,) = brought(changed, "geonames")
    assert row["id"] == "af.kabul.kabul.kabul-2"
    assert (row["name"], row["kind"], row["parent"]) == ("Kabul", "city", "af.kabul.kabul")
    assert row["aliases"] == "Cabool;KBL;Kābol;Кабул;کابل"
    assert (row["lat"], row["lon"], row["geonames"]) == ("34.52813", "69.17233", "99999999")
    assert row["source"] == "GeoNames (CC BY 4.0)"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("P.PPLA", "city"),
        ("P.PPLA2", "town"),
        ("P.PPL", "village"),
        ("P.PPLL", "village"),
        ("T.VAL", "valley"),
        ("A.ADM1", "province"),
        ("A.ADM2", "district"),
        ("L.RGN", "region"),
    ],
)
def test_the_code_of_a_feature_tells_its_kind(project: Project, tmp_path: Path, code: str, kind: str) -> None:
    path = tmp_path / "AF.txt"
    path.write_text(line(9_999_999, "Furghamu", code), encoding="utf-8")
    arrival = bring(path, "geonames", project.gazetteer, project.store, Hints(classes=code[0]))
    assert [row["kind"] for row in arrival.settled.rows] == [kind]
    assert set(FEATURES.values()) == set(KIND_CONCEPTS)


def test_the_table_in_the_readme_is_the_one_that_is_used() -> None:
    text = (ROOT / "gazetteer" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([ALPT]): ([A-Z0-9, ]+) \|$", text, re.MULTILINE)
    assert {f"{letter}.{code}": kind for kind, letter, codes in rows for code in codes.split(", ")} == FEATURES


def test_what_is_no_place_or_of_another_class_is_left_out_and_counted(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "AF.txt"
    codes = ["P.PPL", "T.MT", "H.STM", "H.STM", "A.ADM2", "P.PPLQ"]
    path.write_text("\n".join(line(9_999_000 + at, "X", code) for at, code in enumerate(codes)), encoding="utf-8")
    arrival = bring(path, "geonames", project.gazetteer, project.store, Hints())
    assert len(arrival.settled.rows) == 1
    assert arrival.others == {"H.STM": 2, "T.MT": 1, "A.ADM2": 1, "P.PPLQ": 1}


def test_the_parent_is_the_narrowest_outline_around_the_point(brought: Bring) -> None:
    lines = [
        line(9_999_001, "A village"),
        line(9_999_002, "A valley", "T.VAL"),
        line(9_999_003, "A village in Pakistan", point="34.0\t71.5", country="PK"),
        line(9_999_004, "A village in the sea", point="0\t0", country="OM"),
    ]
    rows = brought("\n".join(lines), "geonames")
    assert [row["parent"] for row in rows] == ["af.badakhshan.jurm", "af.badakhshan.jurm", "pk", "om"]


def test_a_place_that_the_gazetteer_has_by_its_number_is_left_out(project: Project, tmp_path: Path) -> None:
    known = next(place for place in project.gazetteer.values() if place.code("geonames"))
    path = tmp_path / "AF.txt"
    path.write_text(line(int(known.code("geonames")), "X") + "\n" + line(9_999_001, "Y"), encoding="utf-8")
    settled = bring(path, "geonames", project.gazetteer, project.store, Hints()).settled
    assert (settled.known, [row["name"] for row in settled.rows]) == (1, ["Y"])


def test_the_same_dump_gives_the_same_ids_and_a_longer_one_keeps_them(brought: Bring) -> None:
    lines = [line(9_999_000 + at, name) for at, name in enumerate(["Deh-e Naw", "Qal`eh-ye Now", "Deh-e Naw", "ده نو"])]
    ids = [row["id"].removeprefix("af.badakhshan.jurm.") for row in brought("\n".join(lines), "geonames")]
    assert ids == ["deh-e-naw", "qaleh-ye-now", "deh-e-naw-2", "dn"]
    longer = [*lines, line(9_999_009, "Deh-e Naw")]
    again = [row["id"].removeprefix("af.badakhshan.jurm.") for row in brought("\n".join(longer), "geonames")]
    assert again == [*ids, "deh-e-naw-3"]


def test_broken_rows_are_told_all_at_once(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "AF.txt"
    lines = [
        line(9_999_001, "Good"),
        line(9_999_002, "Too far", point="136.87\t70.83"),
        line(9_999_003, "No point", point="\t"),
        line(9_999_004, ""),
        line(9_999_005, "Number").replace("9999005", "no. 5"),
        "9999006\tcut short",
        "",
        line(9_999_001, "Twice"),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        bring(path, "geonames", project.gazetteer, project.store, Hints())
    assert [str(problem) for problem in caught.value] == [
        "AF.txt, row 2, latitude: '136.87' is not a latitude; write a number from -90 to 90",
        "AF.txt, row 3, latitude: '' is empty; write degrees, or delete the row",
        "AF.txt, row 3, longitude: '' is empty; write degrees, or delete the row",
        "AF.txt, row 4, name: '' is empty; write the name, or delete the row",
        "AF.txt, row 5, geonameid: 'no. 5' is not a whole number; write digits only, such as 40",
        "AF.txt, row 6: '9999006 cut short' has 2 cells between tabs instead of 19; correct or delete the row",
        "AF.txt, row 8, geonameid: '9999001' is already used in row 1; give each place its own",
    ]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"id,name\n", b"geonameid\tname\n"])
def test_what_is_no_dump_is_refused_with_a_single_line(project: Project, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "AF.zip"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"AF\.zip, row 1: has \d cells between tabs instead of 19; take the text file"):
        bring(path, "geonames", project.gazetteer, project.store, Hints())


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=6) | st.sampled_from(["P", "PPL", "1"]), max_size=len(COLUMNS)), max_size=3))
def test_whatever_stands_in_a_dump_is_used_or_refused(tried: Callable[[str, str], None], rows: list[list[str]]) -> None:
    start = ["1", "X", "X", "", "36", "70", "P", "PPL", "AF"]
    padded = [[*row, *start[len(row) :], *[""] * 10][: len(COLUMNS)] for row in rows]
    tried("\n".join("\t".join(row) for row in padded), "geonames")
