"""The form for one place, with the map beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import shapely
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.app.edit_session import EditSession
from geo.app.pickers import pick_one, place_labels
from geo.boundaries import drawn
from geo.errors import GeoError, Problem
from geo.gazetteer import KINDS, RADIUS_KM
from geo.gazetteer.editing import Cells, Entry, Key, inside, outlined, propose_id, unlined
from geo.maps.picker import picker, picker_data
from geo.project import Project
from geo.tables import coordinate, number

MAP_HEIGHT: Final = 560
_TEXTS: Final = ("name", "lat", "lon", "radius_km", "source", "note")
_VILLAGES: Final = frozenset({"village"})


@dataclass
class Filled:
    """The contents of the form.

    Parameters
    ----------
    key : str
        The place's id; a new one's is proposed.
    cells : dict of str to str
        The cells that differ from the row, or from an empty row; empty while a new place has no name.
    areas : dict of str to shapely.Geometry or None
        Areas to save, or to remove where None, by their keys.
    slots : dict of str to DeltaGenerator
        Where to show the problems of each field.
    """

    key: str
    cells: Cells
    areas: dict[str, shapely.Geometry | None]
    slots: dict[str, DeltaGenerator]

    def show(self, problems: Iterable[Problem]) -> None:
        """Show each problem once, at its field."""
        by_column: dict[str, list[str]] = {}
        for problem in problems:
            by_column.setdefault(problem.column or "name", []).append(f"{problem.message}; {problem.fix}")
        for column, texts in by_column.items():
            shown = "<br>".join(escape(f"This {text}.") for text in dict.fromkeys(texts))
            self.slots.get(column, self.slots["name"]).html(f'<p class="field-problem" role="alert">{shown}</p>')


@st.cache_resource
def load_picker() -> Callable[..., Any]:
    """Register the map to click on, once for all visitors."""
    return picker()


def show_form(project: Project, chosen: Key, row: Mapping[str, str], taken: Iterable[str]) -> Filled:
    """Show the form for a row, or for a new place, and the map beside it."""
    work = EditSession.of_visitor()
    # another row, or the same row after somebody changed it, gets new fields
    suffix = f"{work.fresh}-{chosen}-{hash(tuple(row.items()))}"
    begin(suffix, Entry.of({**row, **work.place.get(chosen, {})}))
    left, right = st.columns([1, 1], gap="medium")
    with left:
        entry, slots = fields(project, suffix)
    key = chosen[0] if row else propose_id(entry.name, entry.kind, entry.parent, frozenset(taken))
    # the outline is not one of the fields
    cells = entry._replace(boundary=Entry.of(row).boundary).cells(row)
    areas: dict[str, shapely.Geometry | None] = {}
    if chosen in work.areas:
        area = work.areas[chosen]
        more, areas = (
            unlined(row, project.gazetteer, project.store) if area is None else outlined(key, row, area, project.store)
        )
        cells |= more
    with left:
        if row or entry.name:
            st.caption(f"The id {'is' if row else 'will be'} `{key}`. It stays the same if the name changes.")
        show_outline(chosen, row)
    with right:
        show_map(project, chosen, row, entry, suffix)
    if not row:
        cells = {"id": key, **cells} if entry.name else {}
    return Filled(key, cells, areas, slots)


def begin(suffix: str, entry: Entry) -> None:
    """Fill new fields with the known values."""
    state = st.session_state
    for name in _TEXTS:
        state.setdefault(f"{name}-{suffix}", getattr(entry, name))
    state.setdefault(f"aliases-{suffix}", list(entry.aliases))
    # fixed options: if they changed when one is removed, the field would start over
    state.setdefault(f"known-{suffix}", entry.aliases)
    state.setdefault(f"parent-{suffix}", entry.parent or None)
    state.setdefault(f"kind-{suffix}", entry.kind or "village")


def fields(project: Project, suffix: str) -> tuple[Entry, dict[str, DeltaGenerator]]:
    """Show the fields, and return their values and where to show the problems of each."""
    state = st.session_state
    slots: dict[str, DeltaGenerator] = {}

    def text(name: str, label: str, **options: Any) -> str:
        value = st.text_input(label, key=f"{name}-{suffix}", **options)
        slots[name] = st.empty()
        return str(value).strip()

    name = text("name", "Name", placeholder="As shown on the map")
    one, other = st.columns(2)
    with one:
        kind = state[f"kind-{suffix}"]
        kinds = KINDS if kind in KINDS else (*KINDS, kind)
        kind = str(st.selectbox("Kind", kinds, key=f"kind-{suffix}"))
        slots["kind"] = st.empty()
    with other:
        parent = pick_one(
            "Lies in",
            place_labels(project, containers(project, state[f"parent-{suffix}"])),
            key=f"parent-{suffix}",
            placeholder="A district, province …",
            help="Type part of its name.",
        )
        slots["parent"] = st.empty()
    aliases = st.multiselect(
        "Other names and spellings",
        state[f"known-{suffix}"],
        key=f"aliases-{suffix}",
        accept_new_options=True,
        select_all=False,
        placeholder="Type a name and press Enter",
        help="You can add a language: جرم@fa (Dari), جرم@ps (Pashto). Spellings that sound the same need no alias.",
    )
    slots["aliases"] = st.empty()
    columns = st.columns(3)
    usual = f"{RADIUS_KM.get(kind, 1):g}"
    numbers = []
    for column, (field, label, hint) in zip(
        columns,
        (("lat", "Latitude", "36.75"), ("lon", "Longitude", "71.2"), ("radius_km", "Radius (km)", usual)),
        strict=True,
    ):
        with column:
            numbers.append(text(field, label, placeholder=hint))
    source = text("source", "Source", placeholder="Where you found the place")
    note = text("note", "Note", placeholder="Shown on the map")
    lat, lon, radius = numbers
    return Entry(name, kind, str(parent or ""), tuple(aliases), lat, lon, radius, "", source, note), slots


def containers(project: Project, also: str | None) -> list[str]:
    """Return the ids of the places that others lie in, or could."""
    parents = {place.parent for place in project.gazetteer.values()}
    found = [key for key, place in project.gazetteer.items() if place.kind not in _VILLAGES or key in parents]
    return found if also is None or also in found else [*found, also]


def show_outline(chosen: Key, row: Mapping[str, str]) -> None:
    """Show which outline the place has, and offer to remove it."""
    work = EditSession.of_visitor()
    area = work.areas.get(chosen)
    boundary = "" if chosen in work.areas else row.get("boundary", "")
    if area is not None:
        corners = len(shapely.get_coordinates(area)) - 1
        st.caption(f"You have drawn an area with {corners} corners.")
    elif boundary:
        st.caption(f"The outline is `{boundary}`; the point is where its name is shown.")
    if (area is not None or boundary) and st.button("Remove outline", icon=":material/close:"):
        work.areas[chosen] = None
        if not row.get("boundary"):
            del work.areas[chosen]
        st.rerun()
    if problem := st.session_state.pop("area-problem", ""):
        st.html(f'<p class="field-problem" role="alert">{escape(problem)}</p>')


def show_map(project: Project, chosen: Key, row: Mapping[str, str], entry: Entry, suffix: str) -> None:
    """Show the map, and take over what is clicked or drawn on it."""

    def take_point() -> None:
        if picked := st.session_state["picker"].picked:
            for name in ("lat", "lon"):
                st.session_state[f"{name}-{suffix}"] = str(picked[name])

    def take_area() -> None:
        if not (corners := st.session_state["picker"].drawn):
            return
        try:
            area = drawn(corners)
        except GeoError as error:
            st.session_state["area-problem"] = str(error)
            return
        EditSession.of_visitor().areas[chosen] = area
        at = dict(zip(("lat", "lon"), inside(area), strict=True))
        for name, value in {**at, "radius_km": ""}.items():
            st.session_state[f"{name}-{suffix}"] = value

    data = picker_data(project, entry.parent, point(entry), radius(entry), outline(project, chosen, row))
    load_picker()(key="picker", data=data, height=MAP_HEIGHT, on_picked_change=take_point, on_drawn_change=take_area)


def outline(project: Project, chosen: Key, row: Mapping[str, str]) -> shapely.Geometry | None:
    """Return the area to show: the one drawn, or the row's."""
    if chosen in EditSession.of_visitor().areas:
        return EditSession.of_visitor().areas[chosen]
    boundary = row.get("boundary", "").strip()
    return project.store.dissolve([boundary]) if boundary in project.store else None


def point(entry: Entry) -> tuple[float, float] | None:
    """Return the point in the fields, if there is one."""
    try:
        return coordinate(entry.lat, 90, "NS"), coordinate(entry.lon, 180, "EW")
    except ValueError:
        return None


def radius(entry: Entry) -> float:
    """Return the radius in the fields, or the usual one for the kind, in kilometres."""
    try:
        return number(entry.radius_km, 0.01, 20_000)
    except ValueError:
        return RADIUS_KM.get(entry.kind, 1.0)
