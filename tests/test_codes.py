"""Codes of places: read as they were written, refused with what is wrong, shown as columns."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError, Problem
from geo.gazetteer import Code, code_cells, code_columns, load, warnings
from geo.gazetteer.code_reading import read_codes
from geo.gazetteer.codes import ordered
from geo.project import Project
from geo.tables import Row, split_list


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load([path])
    return [str(problem).removeprefix(f"{tmp_path.name}/") for problem in caught.value]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("AF2805", "row 2, codes: 'AF2805' is not a code with its scheme; write it as pcode:AF2805 or"),
        ("pcode:", "row 2, codes: 'pcode:' is not a code with its scheme"),
        ("pcode:AF01@", "row 2, codes: 'pcode:AF01@' is not a code with its scheme"),
        ("gadm:AFG.1_1;pcode:2805", "row 2, codes: 'pcode:2805' is not a code; write one like pcode:AF2805"),
        ("pcode:AF01;pcode:AF02@2021", "'pcode:AF02@2021' is the second pcode of this place, after 'pcode:AF01'; keep"),
        ("wikidata:Q1", "'wikidata:Q1' is the second wikidata of this place, after the column wikidata; keep one"),
    ],
)
def test_what_is_wrong_with_a_code_is_told(tmp_path: Path, cell: str, told: str) -> None:
    text = f"id,name,kind,parent,boundary,wikidata,codes\naf,Afghanistan,country,,af,Q889,{cell}\n"
    (found,) = problems(tmp_path, text)
    assert told in found


CODED = "id,name,kind,parent,boundary,valid_from,valid_to,geonames,codes\naf,Afghanistan,country,,af,,,,\n"


def test_a_code_of_two_places_is_told_unless_one_came_after_the_other(tmp_path: Path) -> None:
    rows = "af.a,A,district,af,af.kabul,,{},,pcode:AF01@2021\naf.b,B,district,af,af.kabul,2004-03-28,,,{}\n"
    (told,) = problems(tmp_path, CODED + rows.format("", "pcode:AF01@2021"))
    assert "row 4, codes: 'pcode:AF01@2021' is also the code of af.a (" in told
    assert told.endswith("places.csv, row 3); keep it where it belongs")
    for until, code in (("2004-03-27", "pcode:AF01@2021"), ("", "pcode:AF01@2004"), ("", "gadm:AF01@2021")):
        (tmp_path / "places.csv").write_text(CODED + rows.format(until, code))
        assert load([tmp_path / "places.csv"])["af.b"].codes == (Code.read(code),)


def test_a_number_in_two_rows_of_an_older_column_is_a_warning(tmp_path: Path) -> None:
    rows = "".join(f"af.{name},{name.upper()},district,af,af.kabul,,,1138958,\n" for name in "ab")
    (tmp_path / "places.csv").write_text(CODED + rows)
    found = [str(warning) for warning in warnings(load([tmp_path / "places.csv"]))]
    assert any("row 4, geonames: '1138958' is also the code of af.a (" in warning for warning in found)


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C"), exclude_characters=";؛@'“”„"), min_size=1)
ENTRIES = st.builds(Code, st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True), LETTERS, LETTERS | st.just(""))
COLUMN = st.builds(
    Code, st.just("geonames"), st.integers(1, 999_999_999).map(str), st.sampled_from(["", "2021"])
) | st.builds(Code, st.just("pcode"), st.from_regex(r"[A-Z]{2}[0-9]{2,6}", fullmatch=True), LETTERS | st.just(""))


@given(st.lists(ENTRIES.filter(lambda code: code.scheme not in {"geonames", "wikidata", "pcode"}) | COLUMN, max_size=5))
def test_codes_are_read_as_they_were_written(codes: list[Code]) -> None:
    one_each = ordered({code.scheme: code for code in codes}.values())
    cells = code_cells(one_each)
    found: list[Problem] = []
    assert read_codes(Row.of("places.csv", 2, cells, found)) == one_each
    assert not found


@given(st.text(max_size=30))
def test_any_cell_of_codes_is_read_or_told(text: str) -> None:
    found: list[Problem] = []
    codes = read_codes(Row.of("places.csv", 2, {"codes": text}, found))
    assert bool(codes) or bool(found) or not split_list(text)


def test_codes_become_columns_to_join_on(project: Project) -> None:
    events = pd.Series(["af.kabul", "af.kabul.kabul;af.herat", "", None], index=[7, 3, 5, 9])
    frame = code_columns(project.gazetteer, events)
    assert frame.index.tolist() == [7, 3, 5, 9]
    assert frame["place_iso_3166_2"].tolist() == ["AF-KAB", ";AF-HER", "", ""]
