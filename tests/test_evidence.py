"""A record's evidence stands by itself; `geo check` warns where it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo import reports
from geo.activity import ActivityFile, Record
from geo.activity.evidence import Passages, unsupported
from geo.contents import check
from geo.names import skeleton
from geo.project import Project

SENTENCES = (
    "Daesh has 40 men in Darzab district.",
    "Governor Ghafoori said so.",
    "He added that they recruit in the area.",
    "The Taliban deny it.",
    "Dozens fled.",
)
ENDS = [len(" ".join(SENTENCES[: count + 1])) for count in range(len(SENTENCES))]
NUMBER, SPEAKER, AREA, DENIAL, DOZENS = (
    f"{end - len(sentence)}-{end}" for sentence, end in zip(SENTENCES, ENDS, strict=True)
)
REPORT = """+++
title = "Fighters in Darzab"
publisher = "The Paper"
published_from = 2017-12-12
published_to = 2017-12-12
date_precision = "day"
language = "{language}"
+++
{body}
"""
Warned = Callable[..., list[str]]


def write(folder: Path, language: str = "en", **cells: str) -> None:
    """Write a report and a record that cites it into a project's folder."""
    path = folder / "data" / "reports" / "paper.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.format(language=language, body=" ".join(SENTENCES)), encoding="utf-8")
    day = date(2017, 12, 12)
    record = Record(
        id="r", place_id=("af.jowzjan.darzab",), place_text="Darzab", date_from=day, date_to=day,
        date_precision="day", kind="presence", report_id=("paper",), location_precision="district",
        confidence="low",
    )  # fmt: skip
    frame = pd.DataFrame([record.to_row() | cells])
    frame.to_csv(folder / "data" / "activity.csv", index=False)


@pytest.fixture
def warned(project: Project, tmp_path: Path) -> Warned:
    """Return a function that says of which columns of a record there are warnings."""

    def columns(language: str = "en", **cells: str) -> list[str]:
        write(tmp_path, language, **cells)
        reported, found = ActivityFile.read(tmp_path / "data" / "activity.csv"), reports.load(tmp_path / "data/reports")
        records = reported.check(project.gazetteer, found, project.actors, project.kinds)
        least = project.tables.least
        warnings = unsupported(reported.table, records, found, project.gazetteer, project.actors, least)
        assert {(one.file, one.row) for one in warnings} <= {("data/activity.csv", 2)}
        return [str(one.column) for one in warnings]

    return columns


def test_checking_a_project_warns_of_evidence(copied: Path) -> None:
    write(copied, place_text="the area", evidence=AREA)
    found = check(copied)
    assert found.problems == []
    assert [(one.file, one.row, one.column) for one in found.warnings] == [("data/activity.csv", 2, "place_text")]


def test_a_pronoun_needs_the_passage_that_names_its_place(warned: Warned) -> None:
    assert warned(place_text="the area", evidence=AREA) == ["place_text"]
    assert warned(place_text="the area", evidence=f"{NUMBER};{AREA}") == []
    # no place is reported: the record's note says how it is known
    assert warned(place_text="", evidence=AREA) == []


def test_a_number_is_in_the_passages_as_digits_or_as_a_word(warned: Warned) -> None:
    assert warned(count_low="40", evidence=NUMBER) == []
    assert warned(count_low="400", evidence=NUMBER) == ["count_low"]
    assert warned(place_text="", count_low="24", evidence=DOZENS) == []


def test_a_denied_record_cites_its_denial(warned: Warned) -> None:
    denied = {"status": "denied", "disputed_by": "the Taliban"}
    assert warned(**denied, evidence=NUMBER) == ["disputed_by"]
    assert warned(**denied, evidence=f"{NUMBER};{DENIAL}") == []
    assert warned(status="denied", evidence=f"{NUMBER};{DENIAL}") == ["disputed_by"]


def test_the_speaker_and_an_actor_are_named(warned: Warned) -> None:
    says = {"place_text": "", "claimed_by": "the governor, Mohammad Reza Ghafoori"}
    assert warned(**says, evidence=AREA) == ["claimed_by"]
    assert warned(**says, evidence=f"{SPEAKER};{AREA}") == []
    assert warned(place_text="", actors="islamic-state-khorasan", evidence=AREA) == ["actors"]
    assert warned(place_text="", actors="islamic-state-khorasan;taliban", evidence=NUMBER) == []


def test_reports_in_other_languages_are_searched_for_places_only(warned: Warned) -> None:
    cells = {"actors": "taliban", "claimed_by": "the governor", "count_low": "7", "evidence": AREA}
    assert warned("fa", **cells) == ["place_text"]


@pytest.mark.parametrize("name", ["Kondoz", "Qunduz", "کندز", "Sar-e Pol"])
def test_a_place_is_named_in_any_spelling(name: str) -> None:
    assert skeleton(name) in Passages.of(f"Clashes in {name}, officials said.").sounds
