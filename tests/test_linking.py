"""Which records may be reports of one event, and why; what a person decides about them stays decided."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.activity import typed
from geo.activity.linking import LinkSuggestion, blocks, suggest_links
from geo.activity.linking.columns import Columns
from geo.cli import main
from geo.contents import check
from geo.folder import fingerprint
from geo.imports import Vocabulary, read, save
from geo.project import Project
from tests.imports.tables import ged

DARZAB, QUSH_TEPA, JOWZJAN, KUNDUZ = "af.jowzjan.darzab", "af.jowzjan.qush-tepa", "af.jowzjan", "af.kunduz"
CLASH = {
    "place_id": DARZAB,
    "date_from": "2017-12-12",
    "date_to": "2017-12-12",
    "date_precision": "day",
    "actors": "taliban;afghan-government-forces",
    "kind": "clash",
    "killed_low": 3,
    "killed_high": 3,
    "report_id": "tolo",
    "dataset": "",
}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return records of a clash in Darzab, each of a report of its own, with these differences."""
    made = [{**CLASH, "id": f"r{at}", "report_id": f"report-{at}", **row} for at, row in enumerate(rows)]
    return typed(pd.DataFrame(made))


def suggested(project: Project, *rows: dict[str, Any], **options: Any) -> list[LinkSuggestion]:
    return list(suggest_links(table(*rows), project, **options))


def why(project: Project, *rows: dict[str, Any], least: float = 0.0) -> str:
    [pair] = suggested(project, *rows, least=least)
    return "; ".join(pair.reasons)


def test_two_reports_of_a_clash_are_suggested_with_reasons(project: Project) -> None:
    later = {"date_from": "2017-12-13", "date_to": "2017-12-13", "killed_high": 5, "actors": "taliban"}
    [pair] = suggested(project, {}, later)
    assert (pair.id, pair.other_id) == ("r0", "r1")
    assert pair.reasons == (
        "both in Darzab",
        "12 December 2017 and 13 December 2017",
        "both name Taliban",
        "both Clash",
        "3 and 3 to 5 killed",
    )


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"place_id": JOWZJAN}, "Darzab is in Jowzjan"),
        ({"place_id": f"{QUSH_TEPA};{DARZAB}"}, "both in Darzab"),
        ({"actors": "haqqani-network"}, "Haqqani network is part of Taliban"),
        ({"actors": "islamic-state-khorasan"}, "they name different actors"),
        ({"kind": "attack"}, "Clash and Attack"),
        ({"killed_low": 3, "killed_high": None}, "3 and 3 or more killed"),
        ({"date_from": "2017-12-10", "date_to": "2017-12-14", "date_precision": "within"}, "on a day between"),
    ],
)
def test_each_reason_says_what_two_records_have_in_common_or_not(
    project: Project, other: dict[str, Any], reason: str
) -> None:
    assert reason in why(project, {}, other)


@pytest.mark.parametrize(
    "other",
    [
        {"place_id": KUNDUZ},
        {"place_id": QUSH_TEPA},
        # that both are in Afghanistan says nothing
        {"place_id": "af"},
        {"date_from": "2017-12-15", "date_to": "2017-12-15"},
        {"report_id": "report-0"},
        {"report_id": "another;report-0"},
        {"date_from": "2017-01-01", "date_to": "2017-12-31", "date_precision": "year"},
    ],
)
def test_what_is_elsewhere_at_another_time_or_of_the_same_report_is_not_suggested(
    project: Project, other: dict[str, Any]
) -> None:
    assert suggested(project, {}, other, least=0) == []


def test_records_of_one_import_are_not_suggested_and_of_two_are(project: Project) -> None:
    def pairs(*datasets: str) -> list[tuple[str, str]]:
        rows = [{"dataset": name, "report_id": name or "tolo"} for name in datasets]
        return [(one.id, one.other_id) for one in suggested(project, *rows)]

    assert pairs("ged", "ged") == []
    assert pairs("ged", "acled") == [("r0", "r1")]
    assert pairs("", "ged", "ged") == [("r0", "r1"), ("r0", "r2")]


def test_other_actors_numbers_or_kinds_make_a_pair_less_likely(project: Project) -> None:
    def alike(other: dict[str, Any]) -> float:
        [pair] = suggested(project, {}, other, least=0)
        return pair.likeness

    same = alike({})
    for other in (
        {"place_id": JOWZJAN},
        {"date_from": "2017-12-13", "date_to": "2017-12-13"},
        {"actors": "islamic-state-khorasan"},
        {"kind": "presence"},
        {"killed_low": 30, "killed_high": 30},
    ):
        assert alike(other) < same
    # a number that nobody gives speaks neither for nor against
    assert alike({"killed_low": 30, "killed_high": 30}) < alike({"killed_low": None, "killed_high": None}) < same


def test_nothing_is_suggested_that_somebody_has_decided(project: Project) -> None:
    assert suggested(project, {"event_id": "e"}, {"event_id": "e"}) == []
    assert suggested(project, {}, {}, apart=[("r0", "r1")]) == []
    # r0 is known to be another event than r1, and r2 is the same as r1
    three = [{}, {"event_id": "e"}, {"event_id": "e"}]
    assert suggested(project, *three, apart=[("r0", "r1")]) == []
    assert len(suggested(project, *three)) == 2


def test_a_record_has_only_its_best_suggestions(project: Project) -> None:
    later = {"date_from": "2017-12-13", "date_to": "2017-12-13"}
    found = suggested(project, {}, *[{"dataset": "ged", **later}] * 9, {"dataset": "ged"})
    assert len(found) == 5
    assert found[0].other_id == "r10"


PLACES = (
    DARZAB,
    QUSH_TEPA,
    JOWZJAN,
    f"{DARZAB};{KUNDUZ}",
    "af",
    "af.northern-afghanistan",
    "af.badakhshan.jurm.khustak",
)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "place_id": st.sampled_from(PLACES),
            "day": st.integers(0, 12),
            "days": st.sampled_from([0, 0, 1, 6, 120]),
            "report": st.integers(0, 3),
            "dataset": st.sampled_from(["", "", "ged", "acled"]),
        }
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(rows=_ROWS)
def test_blocks_leave_out_no_pair_that_comparing_all_would_find(
    project: Project, rows: Sequence[dict[str, Any]]
) -> None:
    begun = pd.Timestamp("2017-12-01")
    records = (
        table(
            *(
                {
                    "place_id": row["place_id"],
                    "date_from": begun + pd.Timedelta(days=row["day"]),
                    "date_to": begun + pd.Timedelta(days=row["day"] + row["days"]),
                    "date_precision": "within",
                    "dataset": row["dataset"],
                    "report_id": row["dataset"] or f"report-{row['report']}",
                }
                for row in rows
            )
        )
        if rows
        else table({})
    )

    def near(one: pd.Series, other: pd.Series) -> bool:
        gap = max((one["date_from"] - other["date_to"]).days, (other["date_from"] - one["date_to"]).days)
        long = [(row["date_to"] - row["date_from"]).days >= blocks.SHORT_DAYS for row in (one, other)]
        gazetteer = project.gazetteer
        places = [
            here == there
            or ("af" not in {here, there} and (gazetteer.contains(here, there) or gazetteer.contains(there, here)))
            for here in one["place_id"].split(";")
            for there in other["place_id"].split(";")
        ]
        return gap <= 2 and long[0] == long[1] and any(places) and one["report_id"] != other["report_id"]

    wanted = {
        (one["id"], other["id"]) for (_, one), (_, other) in combinations(records.iterrows(), 2) if near(one, other)
    }
    columns = Columns.of(records, project.gazetteer)
    found = {
        (f"r{one}", f"r{other}")
        for chunk in blocks.pairs(columns, blocks.Skipped(len(records)))
        for one, other in zip(chunk.one.tolist(), chunk.other.tolist(), strict=True)
    }
    assert found == wanted


def test_a_block_that_is_too_large_is_divided_and_what_is_left_out_is_counted(project: Project) -> None:
    many = 300
    rows: list[dict[str, Any]] = [{}] * many + [{"dataset": "ged", "kind": "attack"}] * many
    found = suggest_links(table(*rows), project)
    assert found.skipped == 2 * many
    # the own records are too many to be compared with each other, and the import's are of another kind
    assert len(found) == 0
    assert suggest_links(table(*rows[many - 50 : many + 50]), project).skipped == 0


def test_parts_of_a_large_block_are_compared(project: Project) -> None:
    crowd = [{"dataset": name} for name in ("ged", "acled") for _ in range(200)]
    rare = {"kind": "abduction", "actors": "imu"}
    found = suggest_links(table(*crowd, {"dataset": "ged", **rare}, rare), project)
    assert [(one.id, one.other_id) for one in found] == [("r400", "r401")]
    assert found.skipped > len(crowd)


def test_a_table_without_records_has_no_suggestions(project: Project) -> None:
    assert list(suggest_links(project.records.iloc[:0], project)) == []


# --- on the command line ---


@pytest.fixture
def with_import(copied: Path) -> Path:
    """Return a copy of the project with an own record and two of UCDP GED, one of them about the same clash."""
    vocabulary = Vocabulary(*(getattr(Project.load(), name) for name in ("gazetteer", "store", "actors", "kinds")))
    path = copied / "GEDEvent_v25_1.csv"
    ged({}, {"date_start": "2018-06-12", "date_end": "2018-06-12"}).to_csv(path, index=False)
    save(read(path, vocabulary), path, copied)
    activity = copied / "data" / "activity.csv"
    header = activity.read_text(encoding="utf-8").splitlines()[0].split(",")
    own = {name: str(CLASH.get(name, "")) for name in header}
    own |= {"id": "own", "status": "reported", "confidence": "medium", "location_precision": "district"}
    own |= {"report_id": "newarab-jowzjan-darzab"}
    with activity.open("a", encoding="utf-8") as file:
        file.write(",".join(own[name] for name in header) + "\n")
    return copied


def geo(*arguments: str) -> str:
    told = CliRunner().invoke(main, [*arguments])
    assert told.exit_code == 0, told.output
    return told.output


def events() -> dict[str, str]:
    records = Project.load().records
    linked = records[records["id"].isin(["own", "ucdp-ged/300000"])]
    return dict(zip(linked["id"], linked["event_id"], strict=True))


def test_links_are_listed_accepted_and_kept_where_they_belong(with_import: Path) -> None:
    listed = json.loads(geo("link", "--json"))
    assert [one["ids"] for one in listed["suggestions"]] == [["own", "ucdp-ged/300000"]]
    assert "both Clash" in listed["suggestions"][0]["reasons"]
    assert "own  ucdp-ged/300000" in geo("link")
    told = geo("link", "own", "ucdp-ged/300000", "--by", "Mariam")
    assert told == "2 records linked: data/activity.csv, data/events.csv\n"
    assert events() == {"own": "event-own", "ucdp-ged/300000": "event-own"}
    assert "ucdp-ged/300000,event-own,Mariam," in (with_import / "data" / "events.csv").read_text(encoding="utf-8")
    assert json.loads(geo("link", "--json"))["suggestions"] == []
    assert "2 records unlinked" in geo("link", "--unlink", "own", "ucdp-ged/300000")
    assert set(events().values()) == {""}


def test_records_that_are_kept_apart_are_not_suggested_again(with_import: Path) -> None:
    before = fingerprint(with_import)
    assert "data/apart.csv" in geo("link", "--apart", "ucdp-ged/300000", "own", "--by", "Mariam")
    assert fingerprint(with_import) != before
    assert "\nown,ucdp-ged/300000,Mariam," in (with_import / "data" / "apart.csv").read_text(encoding="utf-8")
    assert json.loads(geo("link", "--json"))["suggestions"] == []
    # a new edition may withdraw a record that was decided on
    (with_import / "data" / "apart.csv").write_text("id,other_id,decided_by,decided_at\nown,gone,,\n", encoding="utf-8")
    assert len(json.loads(geo("link", "--json"))["suggestions"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["own", "no-such-record"], "no-such-record is not a record"),
        (["own"], "choose at least two records"),
        (["--apart"], "name the records by their ids"),
        (["--apart", "ariana-eviction-resident", "ariana-eviction-residents"], "linked as one event, khustak-eviction"),
    ],
)
def test_what_cannot_be_linked_is_said(with_import: Path, arguments: list[str], said: str) -> None:
    del with_import
    told = CliRunner().invoke(main, ["link", *arguments])
    assert told.exit_code != 0
    assert said in told.output


# --- geo check ---


def warned(copied: Path, *links: tuple[str, str]) -> list[str]:
    path = copied / "data" / "activity.csv"
    records = pd.read_csv(path, dtype=str, keep_default_na=False)
    for key, event in links:
        records.loc[records["id"] == key, "event_id"] = event
    records.to_csv(path, index=False)
    return [str(one) for one in check(copied).warnings if one.column == "event_id"]


def test_an_event_with_one_record_is_a_warning(copied: Path) -> None:
    [warning] = warned(copied, ("tolo-imu-joined", "pledge"))
    assert "'pledge' has one record; give another record this event_id, or clear it" in warning
    assert "data/activity.csv, row 67, event_id" in warning


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("tolo-imu-joined", "newarab-french-darzab", "which are 927 days apart"),
        ("newarab-french-darzab", "newarab-attacks-kabul", "which are in different provinces"),
    ],
)
def test_reports_of_one_event_that_are_far_apart_are_a_warning(copied: Path, one: str, other: str, said: str) -> None:
    [warning] = warned(copied, (one, "odd"), (other, "odd"))
    assert f"links {one} and {other}, {said}" in warning


def test_reports_of_one_event_on_a_district_and_its_province_are_no_warning(copied: Path) -> None:
    assert warned(copied, ("newarab-french-darzab", "odd"), ("newarab-spread-jowzjan", "odd")) == []
