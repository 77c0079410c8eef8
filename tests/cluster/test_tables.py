"""A folder of files is imported as the one table that they are, by one process or by many."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.imports import Imported
from tests.imports.tables import ged

MINE = (
    {"when": "25/06/2015", "where": "Darzab", "province": "Jowzjan", "dead": "3"},
    {"when": "05/06/2015", "where": "Jurm", "province": "Badakhshan", "dead": ""},
    {"when": "07/06/2015", "where": "Achin", "province": "Nangarhar", "dead": "1"},
    {"when": "05/06/2015", "where": "Jurm", "province": "Badakhshan", "dead": ""},
)


MAPPING = """
[columns]
date_from = "when"
place_text = "where"
province = "province"
killed_best = "dead"
"""


def geo(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


@pytest.fixture
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


def cut(frame: pd.DataFrame, folder: Path, size: int) -> Path:
    """Write a table as files of so many rows, in two formats by turns."""
    folder.mkdir()
    for at in range(0, len(frame), size):
        part = frame.iloc[at : at + size]
        if at // size % 2:
            part.to_parquet(folder / f"{at:04}.parquet")
        else:
            part.to_csv(folder / f"{at:04}.csv", index=False)
    return folder


def records(copied: Path, name: str) -> pd.DataFrame:
    found = Imported.read(copied / "data" / "imports" / f"{name}.parquet").records
    return found.astype(dict.fromkeys(found.select_dtypes("category"), object))


def test_files_give_the_rows_of_the_whole_table(copied: Path, tables: Path) -> None:
    whole = ged(*({"latitude": 35.9 + at / 50, "where_prec": at % 4 + 1, "best": at} for at in range(20)))
    whole.to_csv(tables / "GEDEvent_v25_1.csv", index=False)
    assert geo(tables / "GEDEvent_v25_1.csv").exit_code == 0
    expected = records(copied, "ucdp-ged")
    for options in ([], ["--workers", 2]):
        told = geo(cut(whole, tables / f"GEDEvent_v25_1{len(options)}", 6), "--name", "ucdp-ged", "--replace", *options)
        assert told.exit_code == 0, told.output
        pd.testing.assert_frame_equal(records(copied, "ucdp-ged"), expected)
    assert not (copied / ".parts" / "ucdp-ged").exists()


def test_ids_made_of_rows_and_the_order_of_dates_are_those_of_the_whole_table(copied: Path, tables: Path) -> None:
    whole = pd.DataFrame(MINE)
    whole.to_csv(tables / "mine.csv", index=False)
    (tables / "mine.toml").write_text(MAPPING)
    assert geo(tables / "mine.csv", "--map", tables / "mine.toml").exit_code == 0
    # only the first file's dates tell that the day comes first
    told = geo(cut(whole, tables / "parts", 1), "--name", "mine", "--map", tables / "mine.toml")
    assert told.exit_code == 0, told.output
    assert "added: 0\nchanged: 0\nwithdrawn: 0" in told.output
    ids = records(copied, "mine")["id"]
    assert ids.is_unique
    assert ids[3] == f"{ids[1]}-2"


def test_an_id_in_two_files_is_a_problem_with_file_and_row(tables: Path, copied: Path) -> None:
    folder = cut(ged({"id": 1}, {"id": 2}, {"id": 3}, {"id": 2}), tables / "parts", 2)
    told = geo(folder, "--workers", 1)
    assert told.exit_code == 1
    assert "0002.parquet, row 2, id: '2' is already used in 0000.csv, row 3; give each row its own" in told.output
    assert not (copied / "data" / "imports").exists()
    assert geo(folder, "--skip-bad", "--workers", 1).exit_code == 0
    assert len(records(copied, "ucdp-ged")) == 3


def test_files_that_are_not_of_one_table_are_told(copied: Path, tables: Path) -> None:
    del copied
    folder = cut(ged({}, {}), tables / "parts", 1)
    pd.DataFrame({"id": [7]}).to_csv(folder / "0002.csv", index=False)
    assert "0002.csv, latitude: is missing" in geo(folder).output
    (tables / "empty").mkdir()
    assert "empty: is a folder without tables" in geo(tables / "empty").output
    mixed = tables / "mixed"
    mixed.mkdir()
    pd.DataFrame(MINE[:1]).to_csv(mixed / "a.csv", index=False)
    pd.DataFrame([{**MINE[0], "when": "06/25/2015"}]).to_csv(mixed / "b.csv", index=False)
    (tables / "mine.toml").write_text(MAPPING)
    told = geo(mixed, "--map", tables / "mine.toml").output
    assert "a.csv, when: has dates with the day first, and b.csv with the month first" in told
