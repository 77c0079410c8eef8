"""Editing records by hand: checked like the file, saved without touching anything else, and undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.activity import Filter, events, load
from geo.activity.editing import Preview, RecordEdit, new_id, preview
from geo.activity.events_file import EventsFile
from geo.activity.listing import ORDERS, listing, positions
from geo.activity.search import Search
from geo.contents import Contents, check
from geo.errors import ConflictError, DataError
from geo.project import Project
from geo.tables.saving import Saved, save

FAMILIES, STRONGHOLD = "ariana-families-officials", "ariana-stronghold-officials"
AT = "2026-11-21T21:00:00+00:00"
NEW = {
    "id": "tolo-kunduz-allegiance-1",
    "place_id": "af.kunduz",
    "date_from": "2017-12-12",
    "date_to": "2017-12-12",
    "date_precision": "day",
    "kind": "attack",
    "status": "reported",
    "location_precision": "province",
    "confidence": "medium",
    "report_id": "tolo-kunduz-allegiance",
    "note": "=1+1",
}


def tried(base: Path, edit: RecordEdit, known: Contents | None = None) -> Preview:
    data = base / "data"
    bases = {path.name: path.read_bytes() for path in data.glob("*.csv")}
    return preview(edit, data, bases, known or Project.load(base), by="Mariam", at=AT)


def saved(base: Path, edit: RecordEdit, known: Contents | None = None) -> Saved:
    checked = tried(base, edit, known)
    assert checked.problems == []
    return save(checked.files, edit.what)


def lines(base: Path) -> list[str]:
    return (base / "data" / "activity.csv").read_text(encoding="utf-8").splitlines()


def with_import(base: Path, project: Project) -> Contents:
    """Return the project with two rows of an import behind its own, linked as its files say."""
    own = load(base / "data" / "activity.csv", project.gazetteer, project.reports, project.actors, project.kinds)
    theirs = own.head(2).assign(id=["ged/1", "ged/2"], dataset="ged", event_id="")
    both = pd.concat([own.assign(dataset=""), theirs], ignore_index=True)
    return replace(project, records=EventsFile.read(base / "data" / "events.csv").applied(both))


def test_one_cell_changes_one_line_and_says_who_and_when(copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    # columns that are there already: the header stays, and so does every other line
    saved(copied, RecordEdit.change(FAMILIES, {"count_low": "500"}))
    before = path.read_bytes(), lines(copied)
    done = saved(copied, RecordEdit.change(STRONGHOLD, {"claimed_by": "the governor"}))
    old = set(lines(copied)) - set(before[1])
    assert len(old) == 1
    (line,) = old
    assert "the governor" in line
    assert line.endswith(f"Mariam,{AT}")
    assert done.what == f"{STRONGHOLD} changed"
    record = Project.load(copied).records.set_index("id").loc[STRONGHOLD]
    assert (record["claimed_by"], record["accepted_by"], record["accepted_at"]) == ("the governor", "Mariam", AT)
    done.undo()
    assert path.read_bytes() == before[0]


def test_columns_of_ones_own_and_older_names_stay(copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    header, *rows = lines(copied)
    written = "\r\n".join([f"{header},reviewed_by,mine", *(f"{row},Ali,kept" for row in rows), ""])
    path.write_bytes(written.encode())
    saved(copied, RecordEdit.change(FAMILIES, {"unit": "people"}))
    assert path.read_bytes().startswith(f"{header},reviewed_by,mine,accepted_at\r\n".encode())
    records = Project.load(copied).records.set_index("id")
    assert records["accepted_by"].loc[[FAMILIES, STRONGHOLD]].tolist() == ["Mariam", "Ali"]
    assert set(records["mine"]) == {"kept"}


def test_a_record_is_added_and_taken_back(copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    before = path.read_bytes()
    done = saved(copied, RecordEdit.add(NEW))
    record = Project.load(copied).records.set_index("id").loc[NEW["id"]]
    assert (record["note"], record["accepted_by"]) == ("=1+1", "Mariam")
    # a spreadsheet does not run it
    assert "'=1+1" in path.read_text(encoding="utf-8")
    done.undo()
    assert path.read_bytes() == before


def test_records_are_deleted_together(copied: Path) -> None:
    before = lines(copied)
    done = saved(copied, RecordEdit.delete(Project.load(copied).records, [FAMILIES, STRONGHOLD]))
    assert lines(copied) == [line for line in before if not line.startswith((f"{FAMILIES},", f"{STRONGHOLD},"))]
    assert done.what == "2 records deleted"
    done.undo()
    assert lines(copied) == before


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"count_low": "some"}, "count_low", "is not a whole number"),
        ({"count_low": "700"}, "count_high", "is less than count_low"),
        ({"date_from": ""}, "date_from", "is empty"),
        ({"date_to": "2015-01-01"}, "date_to", "ends before it begins"),
        ({"place_id": "Kabul"}, "place_id", "is not in the gazetteer"),
        ({"status": "maybe"}, "status", "is not one of the allowed words"),
        ({"evidence": "0-99999"}, "evidence", "points outside the report"),
    ],
)
def test_a_problem_names_row_field_and_fix_and_nothing_is_written(
    copied: Path, cells: dict[str, str], column: str, message: str
) -> None:
    before = lines(copied)
    checked = tried(copied, RecordEdit.change(FAMILIES, cells))
    (problem,) = checked.problems
    assert problem.column == column
    assert problem.message.startswith(message)
    assert problem.fix
    assert checked.keys[problem.row or 0] == FAMILIES
    assert lines(copied) == before


def test_an_id_is_not_given_twice(copied: Path) -> None:
    (problem,) = tried(copied, RecordEdit.add({**NEW, "id": FAMILIES})).problems
    assert (problem.column, problem.message) == ("id", "is already used in row 2")
    assert new_id("tolo", {"tolo-1", "tolo-3"}) == "tolo-2"


def test_a_file_that_changed_underneath_is_not_overwritten(copied: Path) -> None:
    path = copied / "data" / "activity.csv"
    checked = tried(copied, RecordEdit.change(FAMILIES, {"unit": "people"}))
    theirs = path.read_bytes() + b"# theirs\n"
    path.write_bytes(theirs)
    with pytest.raises(ConflictError, match="nothing was written"):
        save(checked.files, "")
    assert path.read_bytes() == theirs
    # nor does an undo take theirs back
    done = saved(copied, RecordEdit.change(FAMILIES, {"unit": "people"}))
    theirs = path.read_bytes() + b"# more of theirs\n"
    path.write_bytes(theirs)
    with pytest.raises(ConflictError, match="nothing was taken back"):
        done.undo()
    assert path.read_bytes() == theirs


def test_a_row_that_someone_deleted_is_told_with_the_fix(copied: Path) -> None:
    (problem,) = tried(copied, RecordEdit.change("gone", {"unit": "people"})).problems
    assert (problem.value, problem.message) == ("gone", "no longer exists")


def test_linked_records_have_one_event_until_they_are_unlinked(copied: Path) -> None:
    table = Project.load(copied).records
    three = [FAMILIES, STRONGHOLD, "ariana-base-governor"]
    saved(copied, RecordEdit.link(table, three[:2]))
    table = Project.load(copied).records
    assert events.others(table, FAMILIES) == [STRONGHOLD]
    # a third joins the event; nothing is linked twice
    saved(copied, RecordEdit.link(table, three[1:]))
    table = Project.load(copied).records
    assert events.others(table, three[2]) == three[:2]
    assert not RecordEdit.link(table, three)
    saved(copied, RecordEdit.unlink(table, three[:1]))
    table = Project.load(copied).records
    assert events.others(table, three[2]) == [STRONGHOLD]
    assert events.others(table, FAMILIES) == []
    # and the one that was taken out gets an event of its own when it is linked with another
    link = RecordEdit.link(table, [FAMILIES, "ariana-defeats-governor"])
    assert link.cells[FAMILIES]["event_id"] not in set(table["event_id"])


@settings(max_examples=30)
@given(st.data())
def test_links_join_whole_events_and_only_those(project: Project, data: st.DataObject) -> None:
    table = project.records.head(6).assign(
        event_id=data.draw(st.lists(st.sampled_from(["", "e", "f"]), min_size=6, max_size=6))
    )
    chosen = data.draw(st.sets(st.sampled_from(table["id"].tolist()), min_size=2))
    joined = set(table.loc[table["id"].isin(chosen) & (table["event_id"] != ""), "event_id"])
    after = table.set_index("id")["event_id"].to_dict() | events.link(table, chosen)
    (event,) = {after[key] for key in chosen}
    before = table.set_index("id")["event_id"].to_dict()
    assert event
    assert {key for key in after if after[key] == event} == chosen | {key for key in before if before[key] in joined}
    others = {key for key in after if after[key] != event}
    assert all(after[key] == before[key] for key in others)


def test_imported_records_are_linked_in_a_file_of_their_own(copied: Path, project: Project) -> None:
    path = copied / "data" / "events.csv"
    known = with_import(copied, project)
    done = saved(copied, RecordEdit.link(known.records, ["ged/1", "ged/2", FAMILIES]), known)
    event = f"event-{FAMILIES}"
    assert path.read_text(encoding="utf-8").splitlines() == [
        "id,event_id,linked_by,linked_at",
        f"ged/1,{event},Mariam,{AT}",
        f"ged/2,{event},Mariam,{AT}",
    ]
    known = with_import(copied, project)
    assert events.others(known.records, FAMILIES) == ["ged/1", "ged/2"]
    # a spreadsheet may have added a column
    path.write_text(path.read_text(encoding="utf-8").replace("linked_at\n", "linked_at,mine\n"), encoding="utf-8")
    saved(copied, RecordEdit.unlink(known.records, ["ged/2"]), known)
    assert events.others(with_import(copied, project).records, FAMILIES) == ["ged/1"]
    with pytest.raises(ConflictError):
        done.undo()


def test_an_undone_link_of_imported_records_leaves_no_file(copied: Path, project: Project) -> None:
    known = with_import(copied, project)
    done = saved(copied, RecordEdit.link(known.records, ["ged/1", "ged/2"]), known)
    assert (copied / "data" / "events.csv").exists()
    done.undo()
    assert not (copied / "data" / "events.csv").exists()


def test_imported_records_are_not_deleted(copied: Path, project: Project) -> None:
    assert RecordEdit.delete(with_import(copied, project).records, ["ged/1", FAMILIES]).deleted == [FAMILIES]


def test_problems_in_the_links_are_listed_by_row(copied: Path, project: Project) -> None:
    (copied / "data" / "events.csv").write_text(
        f"id,event_id,linked_by,linked_at\nged/1,e,,\nged/1,e,,\n{FAMILIES},e,,\nged/9,e,,\n,e,,\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as caught:
        with_import(copied, project)
    assert [(problem.row, problem.value, problem.message) for problem in caught.value] == [
        (3, "ged/1", "is already used in row 2"),
        (4, FAMILIES, "is in data/activity.csv"),
        (6, "", "is empty"),
    ]
    with pytest.raises(DataError, match=r"is in data/activity\.csv"):
        Project.load(copied)


def test_a_link_of_a_record_that_was_withdrawn_is_a_warning(copied: Path) -> None:
    (copied / "data" / "events.csv").write_text("id,event_id,linked_by,linked_at\nged/9,e,,\n", encoding="utf-8")
    findings = check(copied)
    assert not findings.problems
    told = (
        "data/events.csv, row 2, id: 'ged/9' is not a record of an import any more; correct the id, or delete the row"
    )
    assert told in [str(warning) for warning in findings.warnings]


# whatever is typed, formulas and line ends included
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=TEXT, claimed=TEXT)
def test_what_is_typed_is_what_is_read(project: Project, copied: Path, note: str, claimed: str) -> None:
    checked = tried(copied, RecordEdit.change(FAMILIES, {"note": note, "claimed_by": claimed}), project)
    assert checked.problems == []
    (file,) = checked.files
    assert file.after
    path = copied / "tried" / "activity.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(file.after)
    row = load(path, project.gazetteer, project.reports, project.actors, project.kinds).set_index("id").loc[FAMILIES]
    assert (row["note"], row["claimed_by"]) == (note, claimed)


@pytest.mark.parametrize("order", ORDERS)
def test_a_list_is_sorted_without_losing_a_record(project: Project, order: str) -> None:
    table = listing(project.records, project)
    mask = (project.records["status"] == "reported").to_numpy()
    found = positions(table, mask, order).tolist()
    assert sorted(found) == mask.nonzero()[0].tolist()
    name, highest_first = ORDERS[order]
    values = [one for one in table.take(found).to_pydict().get(name, []) if one not in {None, ""}]
    keys = [one.casefold() if isinstance(one, str) else one for one in values]
    assert keys == sorted(keys, reverse=highest_first)


def test_records_are_found_by_words_of_several_columns_and_by_the_sound_of_a_place(project: Project) -> None:
    search = Search.of(project.records, project.gazetteer, project.actors)

    def found(query: str) -> set[str]:
        return set(project.records["id"][search.mask(query)])

    assert FAMILIES in found("badakhshan some 600")
    assert FAMILIES not in found("badakhshan some 700")
    assert found(f"  {FAMILIES.upper()} ") == {FAMILIES}
    assert found("") == set(project.records["id"])
    # a province in another spelling, or in Dari, finds what is reported of its districts
    jowzjan = {
        key
        for key, place in zip(project.records["id"], project.records["place_id"], strict=True)
        if "af.jowzjan" in place
    }
    assert jowzjan <= found("Jawzjan")
    assert jowzjan <= found("جوزجان")


def test_a_word_of_a_place_without_records_does_not_matter(project: Project) -> None:
    # as when the only row about a place of an import was left out
    column = project.records["place_id"].cat.add_categories("ged/1,2/near")
    table = project.records.assign(place_id=column)
    assert Search.of(table, project.gazetteer, project.actors).mask("Jawzjan").any()
    assert Filter(places=frozenset({"af.jowzjan"})).mask(table, project.gazetteer).any()
