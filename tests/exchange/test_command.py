"""``geo gazetteer export`` and ``import`` as people run them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.gazetteer import load
from tests.conftest import ROOT

HEADER = "id\ttitle\ttypes\tlon\tlat\n"
FURGHAMU = f"{HEADER}1\tFurghamu\tvillage\t70.83\t36.87\n"


def geo(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["gazetteer", *map(str, arguments)])


def given(tmp_path: Path, text: str = FURGHAMU) -> Path:
    path = tmp_path / "given.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["lp-tsv", "geojson"])
@pytest.mark.parametrize("name", ["places", "villages"])
def test_a_gazetteer_file_goes_out_and_comes_back(tmp_path: Path, form: str, name: str) -> None:
    source, out, back = ROOT / "gazetteer" / f"{name}.csv", tmp_path / "out", tmp_path / "back.csv"
    assert geo("export", "--format", form, "--out", out, "--file", source).exit_code == 0
    told = geo("import", out, "--format", form, "--out", back)
    assert told.exit_code == 0
    assert "with the id of a place in the gazetteer: keep this file or the other, not both" in told.stderr
    ids = [line.split(",")[0] for line in source.read_text(encoding="utf-8").splitlines()]
    assert [line.split(",")[0] for line in back.read_text(encoding="utf-8").splitlines()] == ids


def test_what_is_brought_in_is_a_gazetteer_beside_the_others(tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    told = geo("import", given(tmp_path), "--format", "lp-tsv", "--out", out)
    assert (told.exit_code, told.stdout) == (0, f"{out}: 1 place\n")
    gazetteer = load([ROOT / "gazetteer" / "places.csv", ROOT / "gazetteer" / "villages.csv", out])
    assert gazetteer.where("af.badakhshan.jurm.furghamu") == "Jurm, Badakhshan, Afghanistan"


def test_what_goes_out_is_what_is_in_use_or_named(copied: Path) -> None:
    mine, out = copied / "gazetteer" / "mine.csv", copied / "out.tsv"
    header = "id,name,kind,parent,lat,lon\n"
    mine.write_text(
        f"{header}af,My own,country,,34,66\naf.furghamu,Furghamu,village,af,36.87,70.83\n", encoding="utf-8"
    )
    assert geo("export", "--format", "lp-tsv", "--out", out).exit_code == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[1] for line in lines[1:2] + lines[-1:]] == ["Afghanistan", "Furghamu"]
    # rows of a file that is named count, whatever the order
    assert geo("export", "--format", "lp-tsv", "--out", out, "--file", mine).exit_code == 0
    assert [line.split("\t")[1] for line in out.read_text(encoding="utf-8").splitlines()[1:]] == ["My own", "Furghamu"]


def test_a_file_that_is_there_is_left_alone_unless_it_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("precious", encoding="utf-8")
    told = geo("import", given(tmp_path), "--format", "lp-tsv", "--out", out)
    assert told.exit_code == 1
    assert "already exists; name another file, or add --overwrite" in told.output
    assert out.read_text(encoding="utf-8") == "precious"
    assert geo("import", given(tmp_path), "--format", "lp-tsv", "--out", out, "--overwrite").exit_code == 0
    assert "furghamu" in out.read_text(encoding="utf-8")


def test_problems_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    told = geo("import", given(tmp_path, f"{HEADER}1\t\tvillage\t700\t36\n"), "--format", "lp-tsv", "--out", out)
    assert told.exit_code == 1
    assert "given.tsv, row 2, title: '' is empty; give the place a name" in told.stderr
    assert "given.tsv, row 2, lon: '700' is not a longitude" in told.stderr
    assert not out.exists()


def test_hints_that_name_nothing_are_refused(tmp_path: Path) -> None:
    for option, message in (("--parent", "is not an id in the gazetteer"), ("--country", "is not one of AE, AF, CN")):
        told = geo("import", given(tmp_path), "--format", "lp-tsv", "--out", tmp_path / "x.csv", option, "Gone")
        assert told.exit_code == 2
        assert f"'Gone' {message}" in told.output


@pytest.mark.parametrize("form", ["lp-tsv", "geojson", "geonames"])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, form: str) -> None:
    told = geo("import", tmp_path / "gone", "--format", form, "--out", tmp_path / "x.csv")
    assert told.exit_code == 1
    assert "gone: cannot be read (No such file or directory); check its name and your permissions" in told.stderr


def test_without_boundaries_parents_are_countries(copied: Path) -> None:
    for path in (copied / "data" / "boundaries").glob("*.parquet"):
        path.unlink()
    out = copied / "mine.csv"
    told = geo("import", given(copied), "--format", "lp-tsv", "--out", out, "--country", "AF")
    assert told.exit_code == 0
    assert "until then, points are not assigned to districts" in told.stderr
    assert "af.furghamu" in out.read_text(encoding="utf-8")


def test_a_dump_is_written_again_over_itself(copied: Path) -> None:
    dump, out = copied / "AF.txt", copied / "gazetteer" / "villages.csv"
    cells = ["9999001", "Furghamu", "Furghamu", "", "36.87", "70.83", "P", "PPL", "AF", *[""] * 10]
    dump.write_text("\t".join(cells), encoding="utf-8")
    for _ in range(2):
        told = geo("import", dump, "--format", "geonames", "--out", out, "--overwrite")
        assert (told.exit_code, told.stdout) == (0, f"{out}: 1 place\n")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_the_export_says_what_is_not_there(tmp_path: Path) -> None:
    told = geo("export", "--format", "lp-tsv", "--out", tmp_path / "x", "--file", tmp_path / "gone.csv")
    assert told.exit_code == 1
    assert "gone.csv: does not exist; put it back, or create it" in told.stderr
