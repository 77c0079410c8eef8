"""Reports are read with dates as precise as they are known, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import DataError
from geo.project import Project
from geo.reports import load, read

GOOD = """+++
title = "A title"
publisher = "A paper"
published_from = 2019-01-01
published_to = "2021-08-14"
date_precision = "range"
+++
Body: one sentence.
"""


def test_the_five_reports_have_title_publisher_and_a_date_range(project: Project) -> None:
    assert {report.publisher for report in project.reports.values()} == {
        "Ariana News",
        "Breitbart",
        "Khaama Press",
        "The New Arab",
        "TOLOnews",
    }
    days = {key: report.date_precision for key, report in project.reports.items()}
    assert {key for key, precision in days.items() if precision == "day"} == {
        "newarab-jowzjan-darzab", "breitbart-nangarhar-experts",
    }  # fmt: skip
    assert all(report.url.startswith("https://") for report in project.reports.values())


def test_a_report_is_read_with_windows_line_ends_alike(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "b.md").write_bytes(GOOD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read(tmp_path / "a.md").body == read(tmp_path / "b.md").body == "Body: one sentence.\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("+++\n", "", "does not begin with a head; write title, publisher and dates"),
        ('"A title"', "A title", "has a head that is not TOML"),
        ('publisher = "A paper"\n', "", "publisher: is missing; add a line publisher"),
        ("2021-08-14", "2018-08-14", "published_to: '2018-08-14' ends before it begins, on 2019-01-01"),
        ("2021-08-14", "August 2021", "published_to: 'August 2021' is not a date; write it as 2017-12-31"),
        ('"range"', '"week"', "date_precision: 'week' is not one of the allowed words; write one of day"),
    ],
)
def test_a_problem_is_told_with_its_fix(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "a.md").write_text(GOOD.replace(old, new))
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert told in str(caught.value)


def test_a_report_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("جرم".encode("cp1256"))
    with pytest.raises(DataError, match="is not UTF-8; save it as UTF-8"):
        load(tmp_path)
