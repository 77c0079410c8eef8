"""Suggested links between records, to accept or decline; a part of the page of all records."""

from __future__ import annotations

from typing import Final, NamedTuple

import streamlit as st

from geo.activity.editing import RecordEdit
from geo.activity.linking import LinkSuggestion, LinkSuggestions
from geo.activity.record import rows_of
from geo.app.records_session import RecordWork
from geo.app.shared import plain
from geo.maps import cards
from geo.project import Project

#: the suggestions on a page
PAGE: Final = 10


class Suggested(NamedTuple):
    """The suggestions for a project; what is kept with them keeps the project, and so its identity."""

    project: Project
    found: LinkSuggestions


@st.cache_resource(max_entries=2, show_spinner="Comparing records…", hash_funcs={Project: id})
def _suggested(project: Project) -> Suggested:
    return Suggested(project, project.suggest_links())


def show_suggestions(work: RecordWork, project: Project) -> None:
    """Show which records may be reports of one event, each pair side by side with reasons, to decide on.

    Parameters
    ----------
    work : RecordWork
        The visitor's work on records, which saves the decisions.
    project : Project
        The records.
    """
    found = _suggested(project).found
    if found.skipped:
        st.caption(f"{found.skipped:,} records have too many others at their place and time to be compared with all.")
    if not found:
        st.info("No two records of different reports or imports look like one event.")
        return
    st.caption(
        "These may be reports of one event. Linked records stay as they are; the map counts them once and shows them"
        " side by side."
    )
    pages = -(-len(found) // PAGE)
    page = 1
    if pages > 1:
        page = int(st.number_input(f"Page, of {pages:,}", 1, pages, key="links-page"))
    for pair in found[(page - 1) * PAGE : page * PAGE]:
        show_pair(work, project, pair)


def show_pair(work: RecordWork, project: Project, pair: LinkSuggestion) -> None:
    """Show two records with what they have in common, and offer to decide."""
    keys = [pair.id, pair.other_id]
    with st.container(border=True):
        st.markdown(plain("; ".join(pair.reasons)))
        for column, key in zip(st.columns(2), keys, strict=True):
            column.html(cards(rows_of(project.records, [key]), project))
        accept, decline = st.columns(2)
        # a decision names what it is about, not where it is in the list
        name = " and ".join(keys)
        if accept.button(
            "One event", key=f"one {name}", icon=":material/link:", width="stretch", help=f"Link {plain(name)}."
        ):
            work.store(project, RecordEdit.link(project.records, keys))
            st.rerun()
        if decline.button(
            "Not the same", key=f"apart {name}", icon=":material/link_off:", width="stretch",
            help="Do not suggest these two again.",
        ):  # fmt: skip
            work.store(project, RecordEdit.part(project.records, keys))
            st.rerun()
