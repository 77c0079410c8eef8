"""Records match what the five reports say; problems in the file are reported with a fix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo.activity import COLUMNS, Filter, Record, records_of, typed
from geo.contents import check
from geo.dates import Span
from geo.errors import DataError
from geo.maps import TimeMap
from geo.project import Project
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def records(project: Project) -> dict[str, Record]:
    return {record.id: record for record in records_of(project.records)}


def test_khustak_has_records_of_officials_the_governor_and_residents(records: dict[str, Record]) -> None:
    khustak = [record for record in records.values() if record.place_id == ("af.badakhshan.jurm.khustak",)]
    assert {"presence", "stronghold", "displacement", "income"} <= {record.kind for record in khustak}
    speakers = " ".join(record.claimed_by for record in khustak)
    assert all(word in speakers for word in ("officials", "governor", "residents"))
    families = records["ariana-families-officials"]
    assert (families.count_low, families.count_high, families.unit) == (600, 600, "families")
    # the number is of the province, whose centre the valley is
    assert families.place_id == ("af.badakhshan",)
    assert families.actors == ("islamic-state-khorasan", "al-qaeda")


def test_a_count_of_several_places_is_one_record_of_them_together(records: dict[str, Record]) -> None:
    fighters = records["khaama-fighters-border"]
    assert (fighters.count_low, fighters.status, fighters.location_precision) == (4000, "denied", "region")
    provinces = records["khaama-fighters-three-provinces"]
    assert provinces.place_id == ("af.badakhshan", "af.kunduz", "af.takhar")
    assert provinces.count == ""
    assert records["khaama-fighters-country"].place_id == ("af",)
    killed = records["khaama-attacks-kabul"]
    assert (killed.killed_low, killed.place_id) == (40, ("af.kabul", "af"))
    two = records["newarab-foreign-fighters-two-districts"]
    assert two.place_id == ("af.jowzjan.darzab", "af.jowzjan.qush-tepa")
    assert (two.count_low, two.count_high, two.count) == (40, None, "40 or more foreign fighters")
    counted = [record for record in records.values() if record.count_low in {4000, 40}]
    assert len(counted) == 2


def test_more_than_2000_taliban_stay_on_the_province(records: dict[str, Record]) -> None:
    taliban = records["ariana-taliban-22-districts"]
    assert (taliban.place_id, taliban.count_low, taliban.count_high) == (("af.badakhshan",), 2000, None)
    assert taliban.location_precision == "province"


def test_allies_and_takeovers_are_on_their_districts(records: dict[str, Record]) -> None:
    allies = records["ariana-alliance-officials"]
    assert {"ansarullah", "east-turkestan-group", "imu"} <= set(allies.actors)
    assert {place.rpartition(".")[2] for place in allies.place_id} == {"jurm", "warduj", "raghistan"}
    taken = [records[key].place_id for key in ("ariana-takeover-raghistan", "ariana-takeover-jurm")]
    assert taken == [("af.badakhshan.raghistan",), ("af.badakhshan.jurm",)]


def test_kunduz_means_the_province_and_only_the_presence_of_daesh_is_doubted(records: dict[str, Record]) -> None:
    for key in ("tolo-fighting-alongside", "tolo-black-flags"):
        assert records[key].place_id == ("af.kunduz",)
        assert "unnamed" in records[key].disputed_by
        assert records[key].confidence == "low"
    for key in ("tolo-allegiance-governor", "tolo-imu-joined", "tolo-seizing-territory"):
        assert records[key].place_id == ("af.kunduz",)
        assert (records[key].disputed_by, records[key].confidence) == ("", "medium")


def test_an_aim_is_planned_and_a_belief_is_of_low_confidence(records: dict[str, Record]) -> None:
    for key in ("ariana-base-governor", "breitbart-heroin-plan", "tolo-haven-aim"):
        assert records[key].status == "planned"
    for key in ("tolo-imu-pledge", "newarab-heading-analysts", "breitbart-drugs-tolo"):
        assert records[key].confidence == "low"


def test_an_inference_of_the_place_is_told_in_a_note(records: dict[str, Record]) -> None:
    without = [record for record in records.values() if not record.place_text]
    assert "ariana-clashes-police" in {record.id for record in without}
    assert [record.id for record in without if "place" not in record.note and "is that of" not in record.note] == []


def test_two_versions_of_one_event_are_linked(records: dict[str, Record]) -> None:
    versions = [record for record in records.values() if record.event_id == "khustak-eviction"]
    assert len({record.claimed_by for record in versions}) == len(versions) == 2


def test_planned_operations_and_the_east_are_recorded(records: dict[str, Record]) -> None:
    planned = records["newarab-planned-operation"]
    assert (planned.status, set(planned.place_id)) == ("planned", {"af.sar-e-pul", "af.faryab", "af.jowzjan"})
    assert records["breitbart-stronghold-nangarhar"].kind == "stronghold"
    assert records["breitbart-areas-kunar-nuristan"].place_id == ("af.kunar", "af.nuristan")
    overrun = records["newarab-overrun-nangarhar-kunar"]
    assert str(overrun.span) == "2015"
    assert overrun.kind == "territorial-control"


def test_nothing_invents_a_day(project: Project) -> None:
    for record in records_of(project.records):
        if record.span.precision == "day" and project.reports[record.report_id[0]].date_precision != "day":
            # the day of a statement may be known from elsewhere, which is cited then
            assert "the day is that of" in record.note
        if record.span.precision in {"range", "within", "throughout"}:
            assert record.span.first < record.span.last


def test_evidence_is_whole_sentences_of_the_report(project: Project) -> None:
    for record in records_of(project.records):
        quoted = project.reports[record.report_id[0]].quote(record.evidence)
        assert quoted.endswith(".")
        assert quoted[0].isupper()


def test_whoever_denies_is_named(project: Project) -> None:
    assert all(record.disputed_by for record in records_of(project.records) if record.status == "denied")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("place_id,", "place,", "activity.csv, row 1, place_id: is missing; add a column with this name"),
        ("af.kunar;af.nuristan", "af.kunar;af.nooristan", "place_id: 'af.nooristan' is not in the gazetteer"),
        (
            "2017-12-12,2017-12-12",
            "2017-12-12,2017-12-11",
            "date_to: '2017-12-11' ends before it begins, on 2017-12-12",
        ),
        ("2017-12-12,2017-12-12", "Dec-17,2017-12-12", "date_from: 'Dec-17' is not a date; write it as 2017"),
        ("stronghold,,,,,", "strongholds,,,,,", "kind: 'strongholds' is not in gazetteer/kinds.csv"),
        ("imu;islamic-state-khorasan;", "imo;islamic-state-khorasan;", "actors: 'imo' is not in gazetteer/actors"),
        (",600,600,", ",600,500,", "count_high: '500' is less than count_low, 600"),
        (",600,600,", ",some 600,600,", "count_low: 'some 600' is not a whole number; write digits only"),
        (",reported,", ",rumoured,", "status: 'rumoured' is not one of the allowed words; write one of reported"),
        ("ariana-base-governor", "ariana-families-officials", "id: 'ariana-families-officials' is already used in row"),
        ("khaama-csto-sidorov,", "khaama,", "report_id: 'khaama' is not in data/reports; correct the id"),
        (",0-", ",9000-", "evidence: '9000-"),
        (",0-", ",a-", "is not a pair of offsets; write first-last"),
    ],
)
def test_a_problem_is_told_with_its_fix(edit: Callable[[str, str, str], None], old: str, new: str, told: str) -> None:
    edit("data/activity.csv", old, new)
    with pytest.raises(DataError) as caught:
        Project.load()
    assert told in str(caught.value)


def test_a_report_may_cite_a_place_of_a_file_that_is_not_in_use(
    copied: Path, edit: Callable[[str, str, str], None]
) -> None:
    village = "af.jowzjan.darzab.aq-bulaq"
    assert village not in Project.load(copied).gazetteer
    edit("data/activity.csv", "af.badakhshan.jurm.khustak", village)
    project = Project.load(copied)
    assert (project.gazetteer[village].kind, project.gazetteer.province(village)) == (
        "village",
        project.gazetteer["af.jowzjan"],
    )
    # no others of that file
    assert len(project.gazetteer) == len(Project.load(ROOT).gazetteer) + 1
    assert check(copied).problems == []
    assert TimeMap.of_project(project).html().startswith("<!DOCTYPE html>")


def test_what_a_cited_place_lies_in_is_in_use_too(copied: Path, edit: Callable[[str, str, str], None]) -> None:
    rows = "xx,Elsewhere,country,,1,1\nxx.far,Far,village,xx,1,1\nxx.near,Near,village,xx,1,1\n"
    (copied / "gazetteer" / "mine.csv").write_text(f"id,name,kind,parent,lat,lon\n{rows}", encoding="utf-8")
    (copied / "gazetteer" / "order.csv").write_text("file,use\nplaces.csv,yes\nmine.csv,no\n", encoding="utf-8")
    edit("data/activity.csv", "af.badakhshan.jurm.khustak", "xx.far")
    gazetteer = Project.load(copied).gazetteer
    assert {"xx", "xx.far"} <= set(gazetteer)
    assert "xx.near" not in gazetteer


def test_a_place_that_no_file_has_is_a_problem(copied: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("data/activity.csv", "af.badakhshan.jurm.khustak", "af.jowzjan.darzab.nowhere")
    with pytest.raises(DataError, match=r"place_id: 'af[.]jowzjan[.]darzab[.]nowhere' is not in the gazetteer"):
        Project.load(copied)
    assert [problem.row for problem in check(copied).problems] == [3]


def test_the_table_has_the_types_of_the_schema(project: Project) -> None:
    types = {name: str(dtype) for name, dtype in project.records.dtypes.items()}
    assert types["date_from"] == types["date_to"] == "datetime64[s]"
    assert {types[f"{what}_{bound}"] for what in ("count", "killed", "wounded") for bound in ("low", "high")} == {
        "Int64"
    }
    assert {types[name] for name in ("place_id", "actors", "kind", "status", "report_id")} == {"category"}
    assert list(project.records["status"].cat.categories) == list(COLUMNS["status"].allowed)
    assert list(project.records.columns) == list(COLUMNS)


def test_columns_of_ours_and_of_the_user_are_read(copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)[:2].drop(columns=["why"])
    table["date_precision"] = ["within", "throughout"]
    table["report_id"] = "ariana-badakhshan-khustak; tolo-kunduz-allegiance"
    table = table.assign(targets="civilians", killed_low="3", reviewed_by="Mariam", colour="'=red")
    table.to_csv(path, index=False)
    project = Project.load(copied)
    first, second = records_of(project.records)
    assert first.report_id == ("ariana-badakhshan-khustak", "tolo-kunduz-allegiance")
    assert (first.targets, first.killed_low, first.wounded_low, first.accepted_by) == (
        ("civilians",),
        3,
        None,
        "Mariam",
    )
    assert str(first.span) == "on a day between 17 May 2019 and 23 June 2021"
    assert str(second.span) == "from 17 May 2019 to 23 June 2021"
    assert project.records["colour"].tolist() == ["=red", "=red"]
    sent = TimeMap.of_project(project)
    assert "</iframe>" in sent._repr_html_()


def test_a_record_survives_its_row(project: Project) -> None:
    for record in records_of(project.records):
        assert Record.from_row(record.to_row()) == record
    again = typed(pd.DataFrame([record.to_row() for record in records_of(project.records)]))
    pd.testing.assert_frame_equal(again, project.records, check_categorical=False)


def test_all_problems_of_all_files_are_told_at_once(copied: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("gazetteer/actors.csv", "al-qaeda,al-Qaeda", "taliban,al-Qaeda")
    edit("gazetteer/places.csv", ",36.63,71.02,", ",95,71.02,")
    (copied / "data" / "reports" / "tolo-kunduz-allegiance.md").write_text("no head")
    with pytest.raises(DataError) as caught:
        Project.load()
    assert [problem.file for problem in caught.value] == [
        "gazetteer/places.csv",
        "gazetteer/actors.csv",
        "reports/tolo-kunduz-allegiance.md",
    ]


@pytest.mark.parametrize(
    ("first", "last", "precision", "text"),
    [
        (date(2017, 12, 12), date(2017, 12, 12), "day", "12 December 2017"),
        (date(2015, 5, 1), date(2015, 5, 31), "month", "May 2015"),
        (date(2022, 1, 1), date(2022, 12, 31), "year", "2022"),
        (date(2019, 1, 1), date(2021, 8, 14), "range", "between 1 January 2019 and 14 August 2021"),
    ],
)
def test_a_span_is_said_as_exactly_as_it_is_known(first: date, last: date, precision: str, text: str) -> None:
    assert str(Span(first, last, precision)) == text


@pytest.mark.parametrize(
    ("choice", "some", "none"),
    [
        (Filter(actors=frozenset({"imu"})), "tolo-imu-joined", "khaama-attacks-kabul"),
        (Filter(kinds=frozenset({"income"})), "ariana-gold-brigade", "ariana-families-officials"),
        (Filter(statuses=frozenset({"planned"})), "newarab-planned-clearing", "newarab-french-darzab"),
        (Filter(precisions=frozenset({"region"})), "tolo-growing-north", "tolo-foreign-dead"),
        (Filter(places=frozenset({"af.jowzjan"})), "newarab-french-darzab", "newarab-bases-north"),
        (Filter(places=frozenset({"af.northeastern-afghanistan"})), "ariana-gold-brigade", "newarab-french-darzab"),
        (Filter(first=date(2022, 6, 1)), "khaama-attacks-kabul", "ariana-gold-brigade"),
        (Filter(last=date(2015, 4, 30)), "breitbart-announced-2015", "tolo-foreign-dead"),
    ],
)
def test_a_choice_takes_what_it_says(project: Project, choice: Filter, some: str, none: str) -> None:
    chosen = set(choice.of(project.records, project.gazetteer)["id"])
    assert some in chosen
    assert none not in chosen


def test_no_choice_is_everything(project: Project) -> None:
    pd.testing.assert_frame_equal(Filter().of(project.records, project.gazetteer), project.records)
