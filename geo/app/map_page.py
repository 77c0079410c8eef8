"""The map, its filters and the list of records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from geo.activity import records_of
from geo.activity.why import explained
from geo.app.download import offer_data
from geo.app.filters import choose
from geo.app.map_cache import keep
from geo.app.shared import draw_map, watch
from geo.errors import counted
from geo.folder import root
from geo.maps import View, cards, export
from geo.maps.assemble import settings
from geo.maps.scale import SCHEMES
from geo.maps.view import LANGUAGES, MEASURES, Control
from geo.project import Project
from geo.resolve import explain, resolve_all
from geo.timeline import UNITS

MAP_HEIGHT = 720
PER_PAGE = 50
STEPS = {
    "day": "Days",
    "week": "Weeks",
    "month": "Months",
    "quarter": "Quarters",
    "year": "Years",
    "span": "All at once",
}
COLOURS = {
    "records": "Number of records",
    "number": "Largest number reported",
    "status": "Strongest claim",
}
CLASSES = {
    "steps": "Growing steps (1, 2, 5, 10 …)",
    "headtail": "Head/tail breaks",
    "quantiles": "Quantiles",
    "equal": "Equal intervals",
}
NAMES = {"en": "As in the gazetteer", "fa": "دری (Dari)", "ps": "پښتو (Pashto)"}
# services that do not require a key
TILES = ("OpenTopoMap", "OpenStreetMap.Mapnik", "Esri.WorldTopoMap", "Esri.WorldImagery")
TILES_HELP = "The exported map loads its background from this service. Offline, it works without a background."
# the page has its own filters, beside the map
ON_THE_PAGE: tuple[Control, ...] = ("search", "layers", "table")


def look_up(project: Project) -> None:
    """Show a field for a name, and the places that it could refer to."""
    st.subheader("Look up a name", anchor=False)
    phrase = st.text_input("A place as a report names it", placeholder="Qushtepa district of Jawzjan", max_chars=200)
    if phrase.strip():
        st.code(reasons(project, phrase), language=None, wrap_lines=True)


def reasons(project: Project, phrase: str) -> str:
    """Return what a phrase resolves to and why, and how to make an ambiguous one clear."""
    found = resolve_all(phrase, project.gazetteer)
    texts = [explain(resolution, project.gazetteer) for resolution in found]
    if any(resolution.verdict == "ambiguous" for resolution in found):
        texts.append("Add the district or province that it lies in, as in “Kohistan, Faryab”.")
    return "\n\n".join(texts)


def choose_view(first: date | None, last: date | None) -> View:
    """Show the settings of the map, and return them."""
    st.subheader("Map", anchor=False)
    unit = st.selectbox("Time steps", UNITS, index=UNITS.index(View().unit), format_func=lambda key: STEPS[key])
    measure = st.selectbox("Colour by", MEASURES, format_func=lambda key: COLOURS[key])
    scheme = st.selectbox("Colour classes", SCHEMES, format_func=lambda key: CLASSES[key], disabled=measure == "status")
    language = st.selectbox("Place names", LANGUAGES, format_func=lambda key: NAMES[key])
    roll_up = st.toggle("Roll districts up to provinces", help="Each record counts once per province.")
    with st.expander("Export settings"):
        title = st.text_input("Title", View().title, max_chars=200)
        note = st.text_area("Note", max_chars=2000)
        tiles = st.selectbox(
            "Online background", TILES, index=None, placeholder="None (works offline)", help=TILES_HELP
        )
    return View(
        unit,
        first,
        last,
        measure=measure,
        scheme=scheme,
        language=language,
        roll_up=roll_up,
        selected=st.session_state.get("place"),
        title=title,
        note=note,
        tiles=tiles,
    )


def show_records(project: Project, mask: NDArray[np.bool_], *, roll_up: bool) -> None:
    """Show the records of the place that was clicked, or all that match the filters, a page at a time."""
    place: str = st.session_state.get("place") or ""
    here = place in project.gazetteer
    rows = np.flatnonzero(
        mask & project.on_place(project.records["place_id"], place, roll_up=roll_up) if here else mask
    )
    name = f"{project.gazetteer[place].name}: " if here else ""
    st.subheader(f"{name}{counted(len(rows), 'record')}", anchor=False)
    st.caption(
        "All that match the filters, at any time." if here else "Click a place on the map to see only its records."
    )
    first = choose_page(len(rows))
    shown = project.records.iloc[rows[first : first + PER_PAGE]].reset_index(drop=True)
    if here:
        with st.expander("Why this place?"):
            st.caption("The reasons when each record was accepted.")
            for text in explained(record.to_row() for record in records_of(shown)):
                st.code(text, language=None, wrap_lines=True)
        st.button("Show all records", on_click=lambda: st.session_state.update(place=None))
    if not len(rows):
        st.info("No records match the filters. Try removing one.")
    with st.container(height=MAP_HEIGHT - 80, border=False):
        st.html(cards(shown, project))


def choose_page(rows: int) -> int:
    """Show which page of the list is open, and return the position of its first record."""
    pages = -(-rows // PER_PAGE)
    if pages < 2:  # noqa: PLR2004 - a single page needs no number
        return 0
    page = min(st.session_state.get("page of records", 1), pages)
    at = st.number_input(f"Page of {pages:,}, {PER_PAGE} records each", 1, pages, page)
    st.session_state["page of records"] = at
    return (int(at) - 1) * PER_PAGE


def take_selection() -> None:
    """Remember the place that was clicked on the map; an empty one means none."""
    st.session_state["place"] = st.session_state["map"].selected or None


def show(project: Project) -> None:
    """Show the page for a project."""
    with st.sidebar:
        st.title("Dispatch Atlas", anchor=False)
        choice = choose(project)
        view = choose_view(choice.first, choice.last)
        look_up(project)
    mask = choice.mask(project.records, project.gazetteer)
    on_page = replace(view, controls=ON_THE_PAGE, tiles=None)
    map_column, list_column = st.columns([5, 3], gap="medium")
    with map_column:
        draw_map(
            "map",
            project.drawn.base,
            {**settings(on_page), "title": view.title, "note": view.note, "scales": project.drawn.scales(view.scheme)},
            mask,
            height=MAP_HEIGHT,
            on_selected=take_selection,
        )
        keep(project, watch().now().stamp, root())
        with st.container(horizontal=True):
            st.download_button(
                "Export map as HTML",
                data=lambda: export(project, project.records[mask].reset_index(drop=True), view).encode(),
                file_name="dispatch-atlas.html",
                mime="text/html",
                on_click="ignore",
                icon=":material/download:",
            )
            offer_data(project, mask, choice, view.unit)
    with list_column:
        show_records(project, mask, roll_up=view.roll_up)
