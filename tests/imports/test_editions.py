"""An import lands in two files; a new edition says what it changes before anything is replaced."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.contents import check
from geo.maps import payload
from geo.project import Project
from tests.imports.tables import acled, ged

pytestmark = pytest.mark.usefixtures("copied")


def geo(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def write(frame: pd.DataFrame, folder: Path, name: str = "GEDEvent_v25_1.csv") -> Path:
    frame.to_csv(folder / name, index=False)
    return folder / name


@pytest.fixture
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


def test_an_import_is_part_of_the_project(tables: Path) -> None:
    before = len(Project.load().records)
    told = geo("import", write(ged({}, {"where_prec": 4}), tables))
    assert (told.exit_code, "2 of 2 rows" in told.output) == (0, True), told.output + told.stderr
    project = Project.load()
    assert len(project.records) == before + 2
    brought = project.records[project.records["dataset"] == "ucdp-ged"]
    assert brought["id"].tolist() == ["ucdp-ged/300000", "ucdp-ged/300001"]
    point = project.gazetteer[brought["place_id"].iloc[0]]
    assert (point.name, project.gazetteer.where(point.id)) == ("Darzab town", "Darzab, Jowzjan, Afghanistan")
    assert project.actors["Government of Afghanistan"].dataset == "ucdp-ged"
    assert check().problems == []


def test_licence_edition_and_checksum_are_kept(copied: Path, tables: Path) -> None:
    geo("import", write(ged({}), tables))
    told = tomllib.loads((copied / "data" / "imports" / "ucdp-ged.toml").read_text(encoding="utf-8"))
    assert (told["edition"], told["licence"], told["file"]) == ("25.1", "CC BY 4.0", "GEDEvent_v25_1.csv")
    assert len(told["sha256"]) == 64
    assert told["columns"]["location_precision"] == "where_prec"


def test_licence_and_citation_stand_on_a_map_made_from_it(tables: Path) -> None:
    geo("import", write(ged({}), tables))
    project = Project.load()
    named = payload(project, project.records)["credits"]
    assert any("CC BY 4.0; Sundberg" in line for line in named)
    own = project.records[project.records["dataset"] == ""].reset_index(drop=True)
    assert not any("Sundberg" in line for line in payload(project, own)["credits"])


def test_bad_rows_stop_an_import_unless_the_user_leaves_them_out(copied: Path, tables: Path) -> None:
    file = write(ged({}, {"date_start": "yesterday"}), tables)
    refused = geo("import", file)
    assert (refused.exit_code, (copied / "data" / "imports").exists()) == (1, False)
    assert "GEDEvent_v25_1.csv, row 3, date_start: 'yesterday' is not a date" in refused.stderr
    assert geo("import", file, "--skip-bad").exit_code == 0
    assert len(Project.load().imports["ucdp-ged"].records) == 1


def test_a_new_edition_lists_its_changes_before_it_replaces(tables: Path) -> None:
    geo("import", write(ged({}, {}, {}), tables))
    later = ged({}, {"best": 4}, {}, {}).drop(index=2)
    file = write(later, tables, "GEDEvent_v26_1.csv")
    asked = geo("import", file)
    assert asked.exit_code == 1
    for line in ("added: 1 (ucdp-ged/300003)", "changed: 1 (ucdp-ged/300001)", "withdrawn: 1 (ucdp-ged/300002)"):
        assert line in asked.output
    assert Project.load().imports["ucdp-ged"].edition == "25.1"
    assert geo("import", file, "--replace").exit_code == 0
    assert Project.load().imports["ucdp-ged"].records["id"].tolist() == [
        "ucdp-ged/300000", "ucdp-ged/300001", "ucdp-ged/300003",
    ]  # fmt: skip


def test_the_same_edition_again_changes_nothing(tables: Path) -> None:
    file = write(ged({}, {"side_b": "Civilians"}, {"where_prec": 5, "latitude": 24.0, "longitude": 62.0}), tables)
    geo("import", file)
    again = geo("import", file)
    assert again.exit_code == 0
    assert "added: 0\nchanged: 0\nwithdrawn: 0" in again.output


def test_an_id_that_now_means_something_else_is_pointed_out(tables: Path) -> None:
    geo("import", write(ged({}), tables))
    other = {"where_prec": 4, "date_start": "2019-01-01", "date_end": "2019-01-01", "side_b": "IS"}
    told = geo("import", write(ged(other), tables))
    assert "1 of those changed have another place, day and actors: ucdp-ged/300000 is one" in told.output


def test_rows_without_ids_keep_theirs_when_others_come_before_them(tables: Path) -> None:
    rows: list[dict[str, Any]] = [{"date": f"2015-05-0{day}", "place": "Darzab"} for day in (1, 2, 3)]
    geo("import", write(pd.DataFrame(rows[1:]), tables, "ours.csv"), "--accept")
    # the mapping of the first edition is used for the second, whatever the file is called
    told = geo("import", write(pd.DataFrame(rows), tables, "ours 2016.csv"))
    assert "added: 1" in told.output
    assert "changed: 0\nwithdrawn: 0" in told.output


def test_a_guess_is_shown_and_imported_only_when_accepted(tables: Path) -> None:
    file = write(pd.DataFrame({"date": ["2015-05-03"], "place": ["Darzab"]}), tables, "ours.csv")
    asked = geo("import", file)
    assert (asked.exit_code, "place_text           place" in asked.output) == (1, True)
    mapping = tables / "ours.toml"
    assert geo("import", file, "--save-mapping", mapping).exit_code == 0
    assert geo("import", file, "--map", mapping, "--licence", "CC0").exit_code == 0
    assert Project.load().imports["ours"].licence == "CC0"


def test_a_map_of_data_that_may_not_be_passed_on_says_so(tables: Path) -> None:
    told = geo("import", write(acled({}), tables, "export.csv"))
    assert "forbids passing the data on" in told.stderr


def test_a_kill_between_the_two_writes_leaves_the_new_edition(copied: Path, tables: Path) -> None:
    geo("import", write(ged({}), tables))
    beside = copied / "data" / "imports" / "ucdp-ged.toml"
    old = beside.read_text(encoding="utf-8").replace("2026", "2025", 1)
    geo("import", write(ged({}, {}), tables, "GEDEvent_v26_1.csv"), "--replace")
    beside.write_text(old, encoding="utf-8")
    assert Project.load().imports["ucdp-ged"].edition == "26.1"


def test_a_kind_that_the_project_lost_is_a_problem_of_the_import(copied: Path, tables: Path) -> None:
    row = {"date": "2015-05-03", "place": "Darzab", "kind": "governance"}
    geo("import", write(pd.DataFrame([row]), tables, "ours.csv"), "--accept")
    path = copied / "gazetteer" / "kinds.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("governance,")), encoding="utf-8")
    told = "imports/ours.parquet, kind: 'governance' is not in gazetteer/kinds.csv; add it again, or import the table"
    assert any(told in str(problem) for problem in check().problems)
