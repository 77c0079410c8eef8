"""The filters of records in the sidebar, the same on each page that shows records."""

from __future__ import annotations

import streamlit as st

from geo.activity import PRECISIONS, STATUSES, Filter
from geo.activity.several import explode
from geo.app.pickers import pick_several, place_labels, term_labels
from geo.project import Project


def choose(project: Project) -> Filter:
    """Show the filters, and return them."""
    st.subheader("Filters", anchor=False)
    used = project.records
    actors = term_labels(project.actors, set(explode(used["actors"]).keys))
    kinds = term_labels(project.kinds, set(used["kind"].unique()))
    chosen_actors = pick_several("Actor", actors, placeholder="All")
    chosen_kinds = pick_several("Activity", kinds, placeholder="All")
    statuses = pick_several("Status", {one: one.capitalize() for one in STATUSES}, placeholder="All")
    precisions = pick_several("Location precision", {one: one.capitalize() for one in PRECISIONS}, placeholder="All")
    places = pick_several("Place", place_labels(project, project.places_in_use()), placeholder="All")
    first, last = project.period()
    chosen = st.date_input(
        "Time", (first, last), min_value=first, max_value=last, help="Records that overlap these days."
    )
    days = chosen if isinstance(chosen, tuple) else (chosen,)
    return Filter(
        actors=frozenset(chosen_actors),
        kinds=frozenset(chosen_kinds),
        statuses=frozenset(statuses),
        precisions=frozenset(precisions),
        places=frozenset(places),
        # until the second day is picked, the end is open
        first=days[0] if days else None,
        last=days[1] if len(days) > 1 else None,
    )
