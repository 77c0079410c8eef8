"""The button that offers the records on a page as a file for other programs."""

from __future__ import annotations

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from geo.activity import Filter
from geo.app.shared import failures_shown
from geo.errors import counted
from geo.exports import FORMATS, Extract, check, to_bytes
from geo.project import Project
from geo.timeline import Unit


def offer_data(project: Project, mask: NDArray[np.bool_], choice: Filter, unit: Unit) -> None:
    """Offer the records that match the filters as a file; it is made when it is asked for."""
    with st.popover("Download data", icon=":material/table:"):
        form = st.selectbox("Format", FORMATS, format_func=lambda key: FORMATS[key].title)
        chosen = FORMATS[form]
        adds_up = st.toggle(
            "Add up by place, time step and kind",
            disabled=not chosen.adds_up,
            help="Numbers of events, records and killed. Nothing is counted twice.",
        )
        period = unit if adds_up and chosen.adds_up else None
        st.caption(f"{chosen.holds[0].upper()}{chosen.holds[1:]}.")
        # no columns but this one: all of them, of 400,000 rows, are taken out only for the file
        known = Extract(project, project.records.loc[mask, project.records.columns.intersection(["dataset"])])
        for warning in known.warnings:
            st.warning(f"{warning[0].upper()}{warning[1:]}.", icon="⚠️")

        def extract() -> Extract:
            return Extract(project, project.records[mask].reset_index(drop=True), period, str(choice))

        with failures_shown():
            if chosen.most and len(known.records) > chosen.most:
                check(extract(), form)
        st.download_button(
            f"Download {counted(len(known.records), 'record')}",
            data=lambda: to_bytes(extract(), form),
            file_name=f"dispatch-atlas{chosen.suffixes[0]}",
            mime=chosen.mime,
            on_click="ignore",
            icon=":material/download:",
        )
