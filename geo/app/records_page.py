"""All records in a table: to search, filter, sort, edit, add, delete, and link as reports of one event."""

from __future__ import annotations

from hashlib import sha256
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st
from numpy.typing import NDArray

from geo.activity import events
from geo.activity.editing import RecordEdit
from geo.activity.listing import ORDERS, listing, positions
from geo.activity.record import rows_of
from geo.activity.search import Search
from geo.app.filters import choose
from geo.app.link_page import show_suggestions
from geo.app.record_form import show_form
from geo.app.records_session import NEW, TABLE, RecordWork
from geo.app.shared import listed, plain
from geo.maps import cards
from geo.project import Project

TABLE_HEIGHT: Final = 420
# below many records, nobody would read all of them
MOST_CARDS: Final = 20
_HELP: Final = "The lower bound, or the upper one if there is no lower."


def show(project: Project) -> None:
    """Show the page."""
    work = RecordWork.of_visitor()
    work.follow_unless_typed()
    with st.sidebar:
        st.title("Dispatch Atlas", anchor=False)
        choice = choose(project)
    st.subheader("Records", anchor=False)
    work.show_undo()
    if not (work.adding or work.chosen):
        work.show_messages()
    find, sort, name, add = st.columns([4, 2, 2, 1.7], vertical_alignment="bottom")
    query = find.text_input("Search", placeholder="A place in any spelling, an actor, a word, an id", max_chars=200)
    order = sort.selectbox("Sort by", ORDERS)
    with name:
        work.ask_name()
    if add.button("Add a record", icon=":material/add:", width="stretch"):
        work.select([])
        work.adding = True
    prepared = _prepared(project)
    mask = choice.mask(project.records, project.gazetteer) & prepared.search.mask(query)
    show_list(work, prepared, positions(prepared.table, mask, order))
    show_chosen(work, project)
    with st.expander("Suggested links", key="links", on_change="rerun") as links:
        # comparing all records takes seconds, so only for those who open it
        if links.open:
            show_suggestions(work, project)


class Prepared(NamedTuple):
    """The records of a project as a list, and ready to be searched."""

    project: Project
    table: pa.Table
    search: Search


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs={Project: id})
def _prepared(project: Project) -> Prepared:
    """Prepare a project's records; what is returned keeps the project, and so its identity."""
    search = Search.of(project.records, project.gazetteer, project.actors)
    return Prepared(project, listing(project.records, project), search)


def show_list(work: RecordWork, prepared: Prepared, at: NDArray[np.intp]) -> None:
    """Show the records at some positions, and take over which of them are selected."""
    content = sha256(at.tobytes() + str(id(prepared.project)).encode()).hexdigest()
    if content != work.list_of:
        work.list_of = content
        work.shown = prepared.project.records["id"].to_numpy(object)[at]
        # rows are selected by position, and the positions are others now
        rows = np.flatnonzero(np.isin(work.shown, work.chosen)).tolist() if work.chosen else []
        work.chosen = [str(work.shown[row]) for row in rows]
        st.session_state[TABLE] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    count = f"{len(work.shown):,} of {len(prepared.project.records):,} records."
    st.caption(f"{count} Select one to edit it, or several to link or delete them; on the keyboard, Shift+Space.")
    if not len(work.shown):
        st.info("No records match. Try removing a filter or a word.")
        return
    st.dataframe(
        prepared.table.take(pa.array(at)),
        key=TABLE,
        height=TABLE_HEIGHT,
        on_select=work.take_selection,
        selection_mode="multi-row",
        placeholder="",
        lazy=False,
        alt="Records",
        column_config={
            "date": st.column_config.DateColumn("First day", width=90),
            "place": st.column_config.TextColumn("Place", width=150),
            "kind": st.column_config.TextColumn("Activity", width=100),
            "actors": st.column_config.TextColumn("Actors", width=170),
            "killed": st.column_config.NumberColumn("Killed", width=60, help=_HELP),
            "count": st.column_config.NumberColumn("Count", width=65, help=_HELP),
            "claimed_by": st.column_config.TextColumn("Claimed by", width=170),
            "status": st.column_config.TextColumn("Status", width=85),
            "source": st.column_config.TextColumn("Source", width=130),
            "event": st.column_config.TextColumn("Event", width=110, help="The same for reports of one event."),
            "id": st.column_config.TextColumn("Id", width=170),
        },
    )


def show_chosen(work: RecordWork, project: Project) -> None:
    """Show the form for one selected record or a new one, or what can be done with several."""
    if work.adding:
        show_form(project, NEW)
    elif len(work.chosen) == 1:
        [key] = work.chosen
        row = rows_of(project.records, [key])
        if bool(events.imported(row).iloc[0]):
            show_imported(project, row)
            work.show_messages()
        else:
            show_form(project, key)
        show_event(work, project, key)
    elif work.chosen:
        show_several(work, project)
    waiting = [key for key in work.drafts if key not in work.chosen and not (key == NEW and work.adding)]
    if waiting:
        st.caption(f"Typed but not saved yet: {plain(', '.join(key or 'a new record' for key in waiting))}.")
        if st.button("Discard all of it"):
            for key in waiting:
                work.discard(key)
            st.rerun()


def show_imported(project: Project, row: pd.DataFrame) -> None:
    """Show a record of an import."""
    st.caption(
        f"From the import {plain(row['dataset'].iloc[0])}. A new edition replaces its records, so they cannot be"
        " edited here, only linked."
    )
    st.html(cards(row, project))


def show_event(work: RecordWork, project: Project, key: str) -> None:
    """Show the other records of a record's event."""
    table = project.records
    keys = events.others(table, key)
    if not keys:
        return
    st.markdown("**Other reports of this event**")
    st.html(cards(rows_of(table, keys[:MOST_CARDS]), project))
    if len(keys) > MOST_CARDS:
        st.caption(f"and {len(keys) - MOST_CARDS:,} more")
    if st.button("Not this event", icon=":material/link_off:", help="Take the selected record out of its event."):
        work.store(project, RecordEdit.unlink(table, [key]))
        st.rerun()


def show_several(work: RecordWork, project: Project) -> None:
    """Offer to link, unlink or delete the selected records."""
    table, keys = project.records, work.chosen
    rows = rows_of(table, keys)
    own = int((~events.imported(rows)).sum())
    st.markdown(f"**{len(keys):,} records selected**")
    link, unlink, delete = st.columns([1, 1, 1])
    linked = RecordEdit.link(table, keys)
    if link.button("These are one event", icon=":material/link:", disabled=not linked, width="stretch"):
        work.store(project, linked)
        st.rerun()
    unlinked = RecordEdit.unlink(table, keys)
    if unlink.button("Not one event", icon=":material/link_off:", disabled=not unlinked, width="stretch"):
        work.store(project, unlinked)
        st.rerun()
    if delete.button(f"Delete {counted(own)}", icon=":material/delete:", disabled=not own, width="stretch"):
        work.deleting = True
        st.rerun()
    work.show_messages()
    if problems := work.problems.get(NEW):
        listed(problems)
    if work.deleting:
        confirm(work, project)
    st.html(cards(rows.head(MOST_CARDS), project))
    if len(rows) > MOST_CARDS:
        st.caption(f"and {len(rows) - MOST_CARDS:,} more")


def counted(number: int) -> str:
    """Return a number of records in words."""
    return "1 record" if number == 1 else f"{number:,} records"


def confirm(work: RecordWork, project: Project) -> None:
    """Ask once whether the selected records are to be deleted."""
    edit = RecordEdit.delete(project.records, work.chosen)
    rest = len(work.chosen) - len(edit.deleted)
    kept = f" {rest:,} from imports stay." if rest else ""
    st.warning(f"Delete {counted(len(edit.deleted))} from activity.csv?{kept} You can undo it on this page.")
    yes, no = st.columns([1, 1])
    if yes.button("Yes, delete them", type="primary", width="stretch"):
        if work.store(project, edit):
            work.select([])
        work.deleting = False
        st.rerun()
    if no.button("Keep them", width="stretch"):
        work.deleting = False
        st.rerun()
