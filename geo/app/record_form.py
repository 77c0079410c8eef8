"""The form for one record: all its fields, checked when it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.activity import CONFIDENCES, DATE_PRECISIONS, PRECISIONS, STATUSES, records_of
from geo.activity.draft import location_precision
from geo.activity.editing import RecordEdit, new_id
from geo.activity.entry import BLANK, DERIVED, changed, places_meant
from geo.activity.record import offsets, rows_of
from geo.activity.schema import COLUMNS
from geo.activity.several import joined, parted
from geo.app.pickers import pick_one, pick_several, place_labels, term_labels
from geo.app.records_session import NEW, RecordWork
from geo.app.shared import failures_shown, listed, plain
from geo.errors import Problem
from geo.imports.file_rows import OWN
from geo.imports.together import DATASET
from geo.project import Project
from geo.resolve import explain

#: columns that only records of imports fill
IMPORTED: Final = frozenset({DATASET, *OWN})
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2100, 12, 31)
# too many to send to the browser, and found by name all the same
_NOT_OFFERED: Final = frozenset({"village"})


@dataclass(slots=True)
class Fields:
    """The fields of one form: their keys in the session's state, and where to show the problems of each.

    Parameters
    ----------
    suffix : str
        Names the form; another record, or the same after it was changed, gets new fields.
    cells : dict of str to str
        What each field holds, as in the CSV.
    slots : dict of str to DeltaGenerator
        Where to show the problems of each field.
    """

    suffix: str
    cells: dict[str, str] = field(default_factory=dict)
    slots: dict[str, DeltaGenerator] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """Return a field's key."""
        return f"record-{name}-{self.suffix}"

    def begin(self, cells: Mapping[str, str]) -> None:
        """Fill new fields."""
        for name, cell in cells.items():
            type_ = COLUMNS[name].type if name in COLUMNS else "text"
            value: Any = cell
            if type_ == "several":
                value = list(parted(cell))
            elif type_ == "date":
                value = date.fromisoformat(cell) if cell else None
            elif type_ == "number":
                value = int(cell) if cell else None
            elif type_ == "word":
                value = cell or None
            st.session_state.setdefault(self.key(name), value)

    def put(self, name: str, value: Any) -> None:
        """Take over what a field holds."""
        cell = joined(value) if isinstance(value, list) else "" if value is None else str(value)
        self.cells[name] = cell.strip()
        self.slots[name] = st.empty()

    def text(self, name: str, label: str, **options: Any) -> None:
        """Show a field for a text."""
        self.put(name, st.text_input(label, key=self.key(name), **options))

    def number(self, name: str, label: str) -> None:
        """Show a field for a number of people."""
        self.put(name, st.number_input(label, min_value=0, step=1, key=self.key(name), placeholder="None"))

    def day(self, name: str, label: str) -> None:
        """Show a field for a day."""
        now = st.session_state[self.key(name)]
        bounds = {"min_value": min(filter(None, (now, EARLIEST))), "max_value": max(filter(None, (now, LATEST)))}
        self.put(name, st.date_input(label, key=self.key(name), format="YYYY-MM-DD", **bounds))

    def word(self, name: str, label: str, words: Iterable[str], **options: Any) -> None:
        """Show a field for one word of a closed list."""
        labels = {word: word.capitalize() for word in words}
        self.put(name, pick_one(label, labels, key=self.key(name), placeholder="Choose", **options))

    def terms(self, name: str, label: str, labels: Mapping[str, str], **options: Any) -> None:
        """Show a field for several ids or words."""
        self.put(name, pick_several(label, self.offered(name, labels), key=self.key(name), wrap=True, **options))

    def offered(self, name: str, labels: Mapping[str, str]) -> dict[str, str]:
        """Return the options of a field, with those that it holds already."""
        held = {value: value for value in st.session_state[self.key(name)] if value not in labels}
        return {**labels, **held}

    def show(self, problems: Iterable[Problem]) -> list[Problem]:
        """Show each problem at its field, and return those of no field."""
        rest: list[Problem] = []
        texts: dict[str, list[str]] = {}
        for problem in problems:
            if problem.column in self.slots:
                value = f"‘{problem.value}’" if problem.value else "This"
                texts.setdefault(problem.column, []).append(f"{value} {problem.message}; {problem.fix}.")
            else:
                rest.append(problem)
        for column, lines in texts.items():
            shown = "<br>".join(map(escape, dict.fromkeys(lines)))
            self.slots[column].html(f'<p class="field-problem" role="alert">{shown}</p>')
        return rest


@st.fragment
@failures_shown()
def show_form(project: Project, key: str) -> None:
    """Show the form for a record, or for a new one; what is typed runs only this again."""
    work = RecordWork.of_visitor()
    row, own = row_of(project, key)
    form = Fields(f"{work.fresh}-{key}-{hash(tuple(row.items()))}")
    form.begin({name: cell for name, cell in {**row, **work.drafts.get(key, {})}.items() if name not in DERIVED})
    st.markdown(f"**{plain(key) or 'New record'}**")
    show_fields(project, form)
    if own:
        with st.expander("Columns of your own"):
            for name in own:
                form.text(name, plain(name))
    typed = changed(row, form.cells)
    work.keep_draft(key, typed)
    rest = form.show(work.problems.get(key, ()))
    show_history(row)
    show_buttons(work, project, key, typed)
    # below the buttons, where the visitor looks
    work.show_messages()
    if rest:
        listed(rest)


def row_of(project: Project, key: str) -> tuple[dict[str, str], list[str]]:
    """Return a record's cells as in the CSV, and the names of the columns that the user added."""
    table = project.records
    found = rows_of(table, [key])
    own = [name for name in table.columns if name not in COLUMNS and str(table[name].dtype) in {"str", "object"}]
    own = [name for name in own if name not in IMPORTED]
    if found.empty:
        return {**BLANK, **dict.fromkeys(own, "")}, own
    [record] = records_of(found)
    return {**record.to_row(), **{name: str(found[name].iloc[0]) for name in own}}, own


def show_fields(project: Project, form: Fields) -> None:
    """Show the fields."""
    where, told = st.columns([3, 2])
    with where:
        show_places(project, form)
    with told:
        form.text("place_text", "Place as reported", placeholder="Qushtepa district")
    first, last, known, located = st.columns(4)
    with first:
        form.day("date_from", "First day")
    with last:
        form.day("date_to", "Last day")
    with known:
        form.word("date_precision", "Date precision", DATE_PRECISIONS)
    with located:
        form.word("location_precision", "Location precision", PRECISIONS)
    kind, actors, targets = st.columns(3)
    with kind:
        labels = term_labels(project.kinds)
        form.put("kind", pick_one("Activity", labels, key=form.key("kind"), placeholder="Choose"))
    names = term_labels({key: term for key, term in project.actors.items() if not term.dataset})
    with actors:
        form.terms("actors", "Actors", names, placeholder="None")
    with targets:
        form.terms("targets", "Targets", names, placeholder="None", accept_new_options=True)
    show_numbers(form)
    by, not_by, status, sure = st.columns(4)
    with by:
        form.text("claimed_by", "Claimed by", placeholder="The report itself")
    with not_by:
        form.text("disputed_by", "Disputed by", placeholder="Nobody")
    with status:
        form.word("status", "Status", STATUSES)
    with sure:
        form.word("confidence", "Confidence", CONFIDENCES)
    reports, passages = st.columns([3, 2])
    with reports:
        titles = {
            one: f"{report.title} · {report.publisher}"
            for one, report in project.reports.items()
            if one not in project.imports
        }
        form.terms("report_id", "Reports", titles, placeholder="Choose by title")
    with passages:
        form.text("evidence", "Passages", placeholder="0-168;169-335", help="Characters of the first report.")
    show_passages(project, form)
    form.put("note", st.text_area("Note", key=form.key("note"), height=68))


def show_numbers(form: Fields) -> None:
    """Show the fields for numbers of people."""
    low, high, unit = st.columns(3)
    with low:
        form.number("count_low", "Count, at least")
    with high:
        form.number("count_high", "Count, at most")
    with unit:
        form.text("unit", "Unit", placeholder="fighters")
    labels = {"killed": "Killed", "wounded": "Wounded"}
    bounds = {"low": "at least", "high": "at most"}
    names = {f"{what}_{end}": f"{label}, {bound}" for what, label in labels.items() for end, bound in bounds.items()}
    for column, (name, label) in zip(st.columns(4), names.items(), strict=True):
        with column:
            form.number(name, label)


def show_places(project: Project, form: Fields) -> None:
    """Show the field for places, which takes names in any spelling."""
    state, key = st.session_state, form.key("place_id")
    hints = form.key("place hints")

    def resolve() -> None:
        meant = places_meant(state[key], project.gazetteer)
        state[key] = meant.ids
        state[hints] = [explain(one, project.gazetteer) for one in meant.unclear]
        if meant.found and not state.get(form.key("place_text")):
            state[form.key("place_text")] = ", ".join(dict.fromkeys(one.query for one in meant.found))
        if not state.get(form.key("location_precision")):
            state[form.key("location_precision")] = location_precision(meant.ids, project.gazetteer) or None

    keys = [one for one, place in project.gazetteer.items() if place.kind not in _NOT_OFFERED]
    labels = form.offered("place_id", place_labels(project, keys))
    labels |= place_labels(project, [one for one in state[key] if one in project.gazetteer])
    form.terms(
        "place_id",
        "Places",
        labels,
        accept_new_options=True,
        # Enter must not pick a place that is only spelt a little like what was typed
        filter_mode="contains",
        on_change=resolve,
        placeholder="Type a name in any spelling",
        help="Several only if the claim is about them together. For a namesake, add the province: Kohistan, Faryab.",
    )
    for hint in state.get(hints, []):
        st.code(hint, language=None, wrap_lines=True)


def show_passages(project: Project, form: Fields) -> None:
    """Quote the passages that support the record."""
    report = project.reports.get(next(iter(parted(form.cells["report_id"])), ""))
    try:
        spans = offsets(form.cells["evidence"]) if report else ()
    except ValueError:
        return  # told at the field when it is saved
    if report and spans:
        st.html(f'<p class="record-quote">{escape(" … ".join(report.body[start:end] for start, end in spans))}</p>')


def show_history(row: Mapping[str, str]) -> None:
    """Say who accepted the record, when, and why it has its places."""
    if row["accepted_by"] or row["accepted_at"]:
        when = f", {row['accepted_at']}" if row["accepted_at"] else ""
        st.caption(plain(f"Accepted by {row['accepted_by'] or 'someone'}{when}"))
    if row["why"]:
        with st.expander("Why this place?"):
            st.code(row["why"], language=None, wrap_lines=True)


def show_buttons(work: RecordWork, project: Project, key: str, typed: Mapping[str, str]) -> None:
    """Offer to save, to discard, and to delete."""
    save, drop, delete = st.columns([1, 1, 1])
    if save.button("Save", type="primary", icon=":material/save:", disabled=not typed, width="stretch", key="save"):
        if key:
            stored = work.store(project, RecordEdit.change(key, typed), key)
        else:
            taken = set(project.records["id"])
            row = {**BLANK, **typed, "id": new_id(next(iter(parted(typed.get("report_id", ""))), ""), taken)}
            stored = work.store(project, RecordEdit.add(row), NEW)
            if stored:
                work.adding = False
                work.select([row["id"]])
        if stored:
            work.discard(key)
        st.rerun()
    if drop.button("Discard changes" if key else "Discard", width="stretch", key="discard"):
        work.discard(key)
        work.adding = False
        st.rerun()
    if key and delete.button("Delete", icon=":material/delete:", width="stretch", key="delete"):
        if work.store(project, RecordEdit.delete(project.records, [key]), key):
            work.discard(key)
            work.select([])
        st.rerun()
