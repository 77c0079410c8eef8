"""Editing a CSV leaves everything else in it as people wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ConflictError, DataError
from geo.tables import read
from geo.tables.sheets import Sheet

NEW = {"id": "af.zebak", "name": "Zebak"}


def changed(path: Path, data: bytes, *new: dict[str, str]) -> tuple[bytes, str | None]:
    path.write_bytes(data)
    sheet = Sheet.open(path)
    for row in new:
        sheet.add(row)
    told = sheet.save()
    return path.read_bytes(), told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_file_s_own_dialect_stays(tmp_path: Path, encoding: str, delimiter: str, end: str) -> None:
    old = end.join(["id,name,mine", 'af.jurm,"Jürm",x', ""]).replace(",", delimiter)
    new = f"af.zebak,Zebak,{end}".replace(",", delimiter)
    assert changed(tmp_path / "t.csv", old.encode(encoding), NEW) == ((old + new).encode(encoding), None)


def test_comments_empty_rows_quotes_and_unnamed_columns_stay_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    old = (
        'sep=;\n# by hand; do not sort\nid; "name";;note\n"a";Jurm;kept\n\n'
        '# towns; from here\nb;"two\nlines";;;far\n;;;\n# end'
    )
    path.write_text(old)
    sheet = Sheet.open(path)
    assert sheet.columns == ["id", "name", "column 3", "note", "column 5"]
    sheet.save()
    assert path.read_text() == old
    sheet.rows[1]["name"] = "Zebak"
    sheet.add({"id": "c", "name": "Warduj"})
    sheet.save()
    assert path.read_text() == old.replace('"two\nlines";;;far', "Zebak;;;far") + "\nc;Warduj;;;\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_column_leaves_the_other_cells_as_they_are_written(tmp_path: Path, end: str) -> None:
    path = tmp_path / "t.csv"
    lines = ["# mine", 'id;"name"', '"a"; Jurm', '"b";"two; names"', "short", "c;Zebak"]
    path.write_bytes(end.join(lines).encode())
    sheet = Sheet.open(path)
    sheet.columns += ["codes", "my; own"]
    sheet.rows[-1]["codes"] = "pcode:AF01"
    sheet.save()
    new = [
        "# mine",
        'id;"name";codes;"my; own"',
        '"a"; Jurm;;',
        '"b";"two; names";;',
        "short;;;",
        "c;Zebak;pcode:AF01;",
    ]
    assert path.read_bytes().decode() == end.join([*new, ""])


def test_rows_are_moved_and_taken_out_and_comments_stay_above_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name\n# first\na,A\n# second\nb,B\nc,C\n\n,\n")
    sheet = Sheet.open(path)
    sheet.remove("id", ["b"])
    sheet.rows.insert(0, NEW)
    sheet.add({"id": "d"})
    sheet.save()
    assert path.read_text() == "id,name\naf.zebak,Zebak\n# first\na,A\n# second\nc,C\nd,\n\n,\n"


def test_a_code_page_without_the_letters_gives_way_to_utf_8_and_says_so(tmp_path: Path) -> None:
    data, told = changed(tmp_path / "t.csv", "id;name\r\na;Jürm\r\n".encode("cp1252"), {"id": "b", "name": "جرم"})
    assert data == "\ufeffid;name\r\na;Jürm\r\nb;جرم\r\n".encode()
    assert told == "t.csv is now in UTF-8, because its old encoding, cp1252, cannot hold this"


def test_a_code_page_that_the_letters_no_longer_tell_gives_way_too(tmp_path: Path) -> None:
    both = "id;name\na;كابل\nb;Jôrmé و\n"
    assert changed(tmp_path / "t.csv", both[:15].encode("cp1256"), {"id": "b", "name": "Jôrmé و"}) == (
        both.encode("cp1256"),
        None,
    )
    # "ö" alone may be an Arabic mark: nobody could read the file again
    path = tmp_path / "u.csv"
    path.write_bytes("id;name\na;Jürm\nb;ö\nc;öl\n".encode("cp1252"))
    sheet = Sheet.open(path)
    sheet.remove("id", ["a", "c"])
    assert sheet.save() is not None
    assert path.read_bytes() == "\ufeffid;name\nb;ö\n".encode()


def test_what_changed_or_went_underneath_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id\na\n")
    sheet = Sheet.open(path)
    path.unlink()
    with pytest.raises(ConflictError, match=r"t\.csv was changed by someone else; nothing was written"):
        sheet.save()
    assert not path.exists()


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,name,name\na,A,B\n")
    with pytest.raises(DataError, match=r"row 1, name: occurs twice; keep one of the two columns"):
        Sheet.open(path)


@settings(deadline=None)  # each example is written to a disk, which may be busy
@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), max_size=4)))
def test_any_rows_that_are_added_are_read_again(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "t.csv"
    rows = [dict(zip("bcde", row, strict=False)) | {"a": "x"} for row in cells]
    changed(path, b"a,b,c,d,e\r\nfirst,,,,\r\n", *rows)
    found = [dict(row.cells) for row in read(path, ["a"], verbatim=True)]
    assert found[1:] == [{column: row.get(column, "").strip() for column in "abcde"} for row in rows]
