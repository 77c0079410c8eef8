"""Any CSV of places in gazetteer/ is a gazetteer file, can be switched on and off, and has a place in the order."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.contents import check
from geo.errors import DataError
from geo.gazetteer import all_files, files_in_use
from geo.project import Project
from geo.resolve import resolve

MINE = "id,name,kind,parent,lat,lon,source\n"
CAMP = "af.badakhshan.jurm.{id},{name},{kind},af.badakhshan.jurm,36.7,70.85,own map\n"
ORDER = "file,use,note\n"


def add(folder: Path, name: str, *rows: str) -> None:
    (folder / "gazetteer" / name).write_text(MINE + "".join(rows), encoding="utf-8")


def order(folder: Path, *lines: str) -> None:
    (folder / "gazetteer" / "order.csv").write_text(ORDER + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def geo(*arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


def test_a_csv_with_places_is_used_without_further_ado(copied: Path) -> None:
    add(copied, "mine.csv", CAMP.format(id="sabz", name="Sabz Camp", kind="village"))
    (copied / "gazetteer" / ".mine.csv.x.partial").write_text("id,na")
    (copied / "gazetteer" / "._mine.csv").write_text("\0\5")
    assert "af.badakhshan.jurm.sabz" in Project.load().gazetteer
    assert "af.badakhshan.jurm.sabz" not in Project.load(without=["mine"]).gazetteer
    assert "af.badakhshan.jurm.sabz" in geo("resolve", "Sabz Camp")
    assert "is not in the gazetteer" in geo("resolve", "Sabz Camp", "--without", "mine.csv")


def test_order_csv_switches_files_and_says_which_comes_first(copied: Path) -> None:
    add(copied, "a.csv", CAMP.format(id="sabz", name="Sabz", kind="village"))
    add(copied, "b.csv", CAMP.format(id="sabz", name="Zard", kind="village"))
    assert [path.name for path in files_in_use(copied / "gazetteer")] == ["places.csv", "a.csv", "b.csv"]
    assert Project.load().gazetteer["af.badakhshan.jurm.sabz"].name == "Sabz"
    order(copied, "b.csv,yes,", "places.csv,yes,", "villages.csv,no,", "a.csv,no,off")
    assert [path.name for path in files_in_use(copied / "gazetteer")] == ["b.csv", "places.csv"]
    assert Project.load(use=["a"]).gazetteer["af.badakhshan.jurm.sabz"].name == "Zard"
    (warning,) = check().warnings
    assert str(warning).startswith(
        "gazetteer/a.csv, row 2, id: 'af.badakhshan.jurm.sabz' is already used in gazetteer/b"
    )


def test_among_namesakes_for_which_as_much_speaks_the_earlier_file_counts(copied: Path) -> None:
    rows = [CAMP.format(id="x", name="Sangtoda", kind="village")]
    far = rows[0].replace("jurm", "zebak").replace("36.7,70.85", "36.5,71.3")
    add(copied, "a.csv", far)
    add(copied, "b.csv", *rows)
    for first, found in (("a", "zebak"), ("b", "jurm")):
        order(copied, "places.csv,yes,", "villages.csv,no,", f"{first}.csv,yes,")
        resolution = resolve("Sangtoda", Project.load().gazetteer)
        assert resolution.place is not None
        assert resolution.place.id == f"af.badakhshan.{found}.x"
        # what is told beside the name counts more than the order of files
        told = resolve("Sangtoda, Jurm district", Project.load().gazetteer)
        assert told.place is not None
        assert told.place.id == "af.badakhshan.jurm.x"
    add(copied, "a.csv", far, *rows)
    assert resolve("Sangtoda", Project.load(without=["b"]).gazetteer).verdict == "ambiguous"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("places.csv,perhaps,", "order.csv, row 2, use: 'perhaps' is not one of the allowed words; write one of yes"),
        (
            "../places.csv,yes,",
            "order.csv, row 2, file: '../places.csv' does not exist in gazetteer/; write its name only",
        ),
        ("gone.csv,yes,", "gazetteer/gone.csv: does not exist; put it back, or create it"),
    ],
)
def test_a_wrong_order_is_told(copied: Path, line: str, told: str) -> None:
    order(copied, line)
    assert told in geo("resolve", "Jurm")
    assert told in geo("check")


def test_an_unknown_file_is_told_with_those_there_are(copied: Path) -> None:
    told = geo("resolve", "Jurm", "--gazetteer", "vilages")
    assert "'vilages' is not a gazetteer file of this folder; name one of places.csv, villages.csv" in told
    assert copied.exists()


def test_a_file_that_is_in_use_must_do_without_those_that_are_not(copied: Path) -> None:
    row = "af.badakhshan.jurm.fargha-munj.x,Camp,village,af.badakhshan.jurm.fargha-munj,36.9,70.8,own map\n"
    add(copied, "mine.csv", row)
    (problem,) = check().problems
    assert str(problem).endswith(
        "parent: 'af.badakhshan.jurm.fargha-munj' is in a file that is not in use; "
        "use that file (gazetteer/order.csv), or name another place"
    )


def test_files_that_are_not_read_are_told(copied: Path) -> None:
    folder = copied / "gazetteer"
    (folder / "mine.csv").write_text("id,name,type\na,b,c\n")
    (folder / "yours.xlsx").write_bytes(b"PK")
    (folder / "~$yours.xlsx").write_bytes(b"")
    assert [str(warning) for warning in check().warnings] == [
        "gazetteer/mine.csv: is not read: it has no column kind and no column parent; add it, or remove the file",
        "gazetteer/yours.xlsx: is not read: it is not a CSV; save it as CSV UTF-8, or remove it",
    ]


def test_a_gazetteer_that_cannot_be_read_is_not_passed_over(copied: Path) -> None:
    (copied / "gazetteer" / "mine.csv").write_bytes("id,name,kind,parent\na,ö\n".encode("cp1252"))
    with pytest.raises(DataError, match=r"mine\.csv, row 2: 'byte f6' may be Windows-1252 or Windows-1256"):
        Project.load()


def test_a_folder_without_order_reads_places_first(copied: Path) -> None:
    (copied / "gazetteer" / "order.csv").unlink()
    add(copied, "a.csv")
    assert [source.path.name for source in all_files(copied / "gazetteer")] == ["places.csv", "a.csv", "villages.csv"]
