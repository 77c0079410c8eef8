"""CSVs as people save them are read correctly, or refused with a fix."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError, UnclearError
from geo.tables import Dialect, read
from geo.tables.cells import coordinate, damage, misread, number


def problems_of(path: Path, data: bytes, *required: str) -> list[str]:
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read(path, required)
    return [str(problem) for problem in caught.value]


ROWS = [["id", "name", ""], ["af.kabul", 'Kabul, "the; city"', ""], ["", "", ""], ["af.jurm", "جرم", ""]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spreadsheets_dialects_are_read_alike(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    path = tmp_path / "t.csv"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(ROWS)
    path.write_bytes(text.getvalue().encode(encoding))
    table = read(path, ["id", "name"])
    assert [(row.number, row["name"]) for row in table] == [(2, 'Kabul, "the; city"'), (4, "جرم")]
    assert table.columns == ("id", "name")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("id;name\r\n1;Jürm – “Zébak”\r\n2;36º51\r\n3;DÜSSELDORF Ä\r\n", "cp1252"),
        ("id;name\r\n1;كابل و بدخشان\r\n2;گردېز".replace("ې", "ي"), "cp1256"),
        ("id;aliases\r\n1;Jürm;جرم@fa\r\n2;Zébak;\r\n", "cp1256"),
    ],
)
def test_windows_code_pages_are_told_by_their_words(tmp_path: Path, text: str, page: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(page))
    assert Dialect.of(path.read_bytes(), "t.csv") == (Dialect(page, delimiter=";", end="\r\n"), text)
    assert read(path, ["id"]).rows


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("id,name\n1,ö\n".encode("cp1252"), "'byte f6' may be Windows-1252 or Windows-1256"),
        ("id,name\n1,Кабул\n".encode("cp1251"), "'byte ca' is neither UTF-8 nor clearly a Windows code page"),
        ("id,name\n1,Şehir\n".encode("cp1254"), "'byte de' is neither UTF-8 nor clearly a Windows code page"),
        ("id,name\n1,Jürm\n".encode("cp850"), "'byte 81' is neither UTF-8 nor clearly a Windows code page"),
        ("id,name\n1,Zürich\n".encode("mac-roman"), "'byte 9f' is neither UTF-8 nor clearly a Windows code page"),
        ("\ufeffid,name\n1,J".encode() + b"\xfcrm\n", "'byte fc' is not the UTF-8 that its first bytes promise"),
    ],
)
def test_what_may_be_in_several_encodings_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    (problem,) = problems_of(tmp_path / "t.csv", data, "id")
    assert f"t.csv, row 2: {why}; save it as CSV UTF-8 (in Excel: Save As" in problem


@given(st.text(alphabet="ابپتجچحخدذرزسشصطعغفقكگلمنهوي", min_size=2))
def test_words_of_arabic_letters_are_never_taken_for_western_ones(word: str) -> None:
    assert Dialect.of(f"id,name\n1,كابل\n2,{word}\n".encode("cp1256"), "t.csv")[0].encoding == "cp1256"


def test_excel_s_own_line_for_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\nid;name, as shown\na;Jurm\n")
    assert [(row.number, row["name, as shown"]) for row in read(path, ["id"])] == [(2, "Jurm")]


@pytest.mark.parametrize("comment", ["# towns, from; here on", '"# towns, ""here""",', "# a mark: \\", "#"])
def test_comments_are_no_rows(tmp_path: Path, comment: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{comment}\nid,name\na,Jurm\n{comment}\nb,Zebak\n")
    assert [row.number for row in read(path, ["id"])] == [3, 5]


def test_a_formula_that_fails_is_no_comment(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name\n#NAME?,Jurm\n")
    assert read(path, ["id"]).rows[0]["id"] == "#NAME?"


def test_a_table_that_is_not_ours_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("#adm1,#adm2\n#1,Jurm\u00a0city\n", encoding="utf-8")
    assert read(path, ["#adm1"], verbatim=True).rows[0].cells == {"#adm1": "#1", "#adm2": "Jurm\u00a0city"}


def test_marks_that_nobody_sees_are_no_part_of_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name\n\u200faf.jurm\u200e,\u00a0Jurm\u00a0city\u200b\nb,می\u200cخواهم\n", encoding="utf-8")
    assert [list(row.cells.values()) for row in read(path, ["id"])] == [
        ["af.jurm", "Jurm city"],
        ["b", "می\u200cخواهم"],
    ]


def test_a_cell_that_curly_quotes_did_not_hold_together_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name,source,note\na,“Kabul, the city”,,\nb,“Jurm”,x,“so, it” says\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read(path, ["id"]).finish()
    assert str(caught.value).startswith("test_a_cell_that_curly_quotes_0/t.csv, row 2, name: '“Kabul' was cut in two")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("36.8648", 36.8648),
        ("36,8648", 36.8648),
        ("36,864", 36.864),
        ("-36.5", -36.5),
        ("−36.5", -36.5),
        ("36°51′N", 36.85),
        ("36°51'36\"N", 36.86),
        ("36º51’36”", 36.86),
        ("36°51'36''S", -36.86),
        ("N 36.86", 36.86),
        ("36.86° s", -36.86),
        ("36 51 36 N", 36.86),
        ("36° 51,6' N", 36.86),
        ("۳۶٫۸۶", 36.86),
    ],
)
def test_coordinates_are_read_as_people_write_them(cell: str, value: float) -> None:
    assert coordinate(cell, 90, "NS") == pytest.approx(value)


@pytest.mark.parametrize(
    "cell",
    ["east", "36°71'", "36.5°10'", "36.86 71.2", "36.8.6", "1_0", "nan", "1e1", "36°51'S36", "91", "36°-5'", "3,6,8"],
)
def test_what_is_no_coordinate_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        coordinate(cell, 90, "NS")


@given(st.floats(-180, 180), st.sampled_from(["{d}°{m}'{s:.3f}\"{h}", "{h}{d} {m} {s:.3f}", "{d}° {m}′ {s:.3f}″ {h}"]))
def test_degrees_minutes_and_seconds_are_the_degrees_that_they_came_from(value: float, form: str) -> None:
    thousandths = round(abs(value) * 3_600_000)
    minutes, rest = divmod(thousandths, 60_000)
    text = form.format(d=minutes // 60, m=minutes % 60, s=rest / 1000, h="E" if value >= 0 else "W")
    assert coordinate(text, 180, "EW") == pytest.approx(value, abs=1e-6)


def test_a_comma_that_may_part_thousands_is_refused() -> None:
    assert number("1,5", 0, 20_000) == 1.5
    with pytest.raises(UnclearError, match=r"may be 1\.5 or 1500"):
        number("1,500", 0, 20_000)


def test_a_line_break_in_quotes_begins_no_new_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,note\na,"two\nlines"\nb,\n')
    assert [row.number for row in read(path, ["id"])] == [2, 3]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty; give it the columns id, name"),
        (b"id,nom\n", "t.csv, row 1, name: is missing; add a column"),
        (b"id,name,id\n", "row 1, id: occurs twice"),
        ("id,name\n1,Jurm\n".encode("utf-16-le"), "row 1: holds a NUL character; save it as CSV UTF-8"),
        (b'id,name\n1,"Jurm\n', "cannot be read as CSV"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_fix(tmp_path: Path, data: bytes, told: str) -> None:
    problems = problems_of(tmp_path / "t.csv", data, "id", "name")
    assert any(told in problem for problem in problems), problems


def test_a_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.csv: does not exist; put it back"):
        read(tmp_path / "gone.csv", ["id"])


def test_a_cell_beyond_the_last_column_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name\na,Jurm,Badakhshan\n")
    with pytest.raises(DataError, match="row 2: 'Badakhshan' is beyond the last column, name; put quotes"):
        read(path, ["id"]).finish()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "t.csv"
    path.write_bytes(data)
    with suppress(DataError):
        assert read(path, ["id"]).columns


@pytest.mark.parametrize("text", ["جرم", "Jürm", "ولسوالی", "Où ça", "“Daesh”, he said", "ḩiṣār"])
def test_text_read_in_the_wrong_encoding_is_found_wherever_it_stands(text: str) -> None:
    wrong = text.encode().decode("cp1252", "replace")
    assert misread(text) is None
    assert misread(f"They came to Kabul.\n{wrong}")


@pytest.mark.parametrize("text", ["“CAFÉ”", "DÉJÀ VU…", "Zürich’s “Ä” – “é”", "کابل – “جرم”", "SÃO PAULO", "Ï’m"])
def test_capitals_before_quotation_marks_are_no_damage(text: str) -> None:
    assert misread(text) is None
    assert damage(text) is None
