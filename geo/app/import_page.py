"""Import a table: recognise or map its columns, see what it says, then take it in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.app.shared import failures_shown, listed
from geo.errors import DataError, counted
from geo.files import write
from geo.folder import root
from geo.imports import ColumnMapping, Incoming, Vocabulary, changes, formats, mapping_of, read, save
from geo.imports import source as files
from geo.imports.figures import figures
from geo.imports.guess import missing
from geo.imports.rows import OTHER
from geo.imports.store import FOLDER, write_differences
from geo.project import Project

_FIRST_ROWS: Final = 5
#: the fields that most tables have, with their labels; the others are behind an expander
USUAL: Final = {
    "date_from": "Date, or first day",
    "date_to": "Last day",
    "place_text": "Place",
    "district": "District",
    "province": "Province",
    "country": "Country",
    "lat": "Latitude",
    "lon": "Longitude",
    "actors": "Actors",
    "kind": "Kind of activity",
    "killed_best": "Killed",
    "claimed_by": "Source",
    "passage": "Description",
    "id": "Id",
}
FURTHER: Final = {
    "location_precision": "Location precision",
    "date_precision": "Date precision",
    "targets": "Targets",
    "killed_low": "Killed, at least",
    "killed_high": "Killed, at most",
    "wounded_low": "Wounded, at least",
    "wounded_high": "Wounded, at most",
    "count_low": "Number, at least",
    "count_high": "Number, at most",
    "unit": "What is counted",
    "status": "Status",
    "confidence": "Confidence",
    "note": "Note",
}
_ORDERS: Final = {"As the others tell": None, "Day first": True, "Month first": False}
_SEVERAL: Final = frozenset({"actors", "targets"})


def show(project: Project) -> None:
    """Show the page."""
    with st.sidebar:
        st.title("Dispatch Atlas", anchor=False)
        st.subheader("Imported tables", anchor=False)
        for one in project.imports.values():
            st.text(f"{one.title}\n{len(one.records):,} records · {one.licence or 'no licence known'}")
        if not project.imports:
            st.caption("None yet.")
    st.subheader("Import a table", anchor=False)
    if told := st.session_state.pop("imported", None):
        st.success(told, icon=":material/check:")
    given = st.file_uploader(
        "A table of events", type=[ending.removeprefix(".") for ending in files.ENDINGS], max_upload_size=1024,
        help="CSV, Excel, GeoJSON, GeoPackage or Parquet. UCDP GED and ACLED are recognised. It stays here.",
    )  # fmt: skip
    if given is None:
        st.caption("For a file of hundreds of megabytes, the command is quicker: geo import FILE")
        return
    with failures_shown():
        _take_in(project, _kept(given))


def _kept(given: Any) -> Path:
    """Return an upload as a file, under its own name."""
    data = given.getbuffer()
    folder = Path(gettempdir()) / "dispatch-atlas" / hashlib.sha256(data).hexdigest()[:16]
    path = folder / Path(given.name).name
    if not path.exists():
        write(path, bytes(data))
    return path


def _take_in(project: Project, path: Path) -> None:
    """Ask for what the file leaves open, show what it says, and offer to import it."""
    try:
        part = _choose_part(path)
        name, mapping = _first_mapping(path, part, {key: one.mapping for key, one in project.imports.items()})
        columns = files.columns_of(path, part)
    except DataError as error:
        _show_refusal(error)
        return
    if name in formats():
        st.info(f"This is a table of {mapping.publisher}: {mapping.title}.", icon=":material/fact_check:")
    else:
        if name:
            st.info(
                f"Its columns are those of “{name}”, so they are read in the same way.", icon=":material/fact_check:"
            )
        _show_first_rows(path, part)
        mapping = _choose_columns(mapping, columns)
    if lacks := missing(mapping):
        st.warning(f"Choose {lacks[0]}.", icon=":material/rule:")
        return
    edition, mapping = _choose_origin(path, mapping, known=name is not None)
    try:
        incoming = _read(path, part, mapping, name or path.stem, edition, project)
    except DataError as error:
        _show_refusal(error)
        return
    if incoming.unknown.get("kind"):
        mapping = _choose_kinds(incoming, project)
        incoming = _read(path, part, mapping, name or path.stem, edition, project)
    _show_findings(incoming)
    _offer(project, incoming, path)


def _choose_part(path: Path) -> str | None:
    parts = files.parts(path)
    return st.selectbox("Sheet or layer", parts) if len(parts) > 1 else None


@st.cache_data(show_spinner="Reading the table…", max_entries=4)
def _first_mapping(
    path: Path, part: str | None, earlier: Mapping[str, ColumnMapping]
) -> tuple[str | None, ColumnMapping]:
    name, mapping = mapping_of(path, part, earlier)
    return name, mapping


@st.cache_data(show_spinner="Reading the table…", max_entries=4)
def _read(path: Path, part: str | None, mapping: ColumnMapping, name: str, edition: str, _project: Project) -> Incoming:
    vocabulary = Vocabulary(_project.gazetteer, _project.store, _project.actors, _project.kinds)
    return read(path, vocabulary, mapping=mapping, name=name, part=part, edition=edition)


def _choose_columns(guessed: ColumnMapping, columns: tuple[str, ...]) -> ColumnMapping:
    """Show which column is taken for what, and return the corrected mapping."""
    st.caption("The columns are guessed from their names and first cells. Correct them.")
    chosen = dict(_pick(USUAL, guessed, columns))
    with st.expander("Further columns"):
        chosen |= _pick(FURTHER, guessed, columns)
        order = st.radio("Dates such as 05/06/2015", list(_ORDERS), horizontal=True)
    given = {name: columns for name, columns in chosen.items() if columns}
    return replace(guessed, columns=given, day_first=_ORDERS[order])


def _pick(fields: dict[str, str], guessed: ColumnMapping, columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    cells: list[Any] = []
    for name, label in fields.items():
        # a row at a time, so that a phone shows them in this order
        cells = cells or list(st.columns(3))
        with cells.pop(0):
            before = [column for column in guessed.columns.get(name, ()) if column in columns]
            if name in _SEVERAL:
                found[name] = tuple(st.multiselect(label, columns, before, placeholder="None"))
            else:
                index = columns.index(before[0]) if before else None
                one = st.selectbox(label, columns, index, placeholder="None")
                found[name] = (one,) if one else ()
    return found


def _show_first_rows(path: Path, part: str | None) -> None:
    with st.expander("First rows", expanded=True):
        st.dataframe(_first_rows(path, part), hide_index=True)


@st.cache_data(show_spinner=False, max_entries=4)
def _first_rows(path: Path, part: str | None) -> pd.DataFrame:
    table = files.read(path, part)
    return pd.DataFrame({
        name: [table[name].distinct[code] for code in table[name].codes[:_FIRST_ROWS]] for name in table.columns
    })  # fmt: skip


def _choose_origin(path: Path, mapping: ColumnMapping, *, known: bool) -> tuple[str, ColumnMapping]:
    """Ask whose table it is, and under which licence."""
    with st.expander("Source, edition and licence", expanded=not known):
        left, right = st.columns(2)
        title = left.text_input("Title", mapping.title or path.stem, max_chars=200)
        edition = right.text_input("Edition", mapping.edition(path.name), max_chars=50)
        publisher = left.text_input("Publisher", mapping.publisher, max_chars=200)
        licence = right.text_input("Licence", mapping.licence, max_chars=200)
        citation = st.text_area("Citation", mapping.citation, max_chars=1000)
        share = st.checkbox("The licence allows the data to be passed on", mapping.share)
    return edition, replace(
        mapping, title=title, publisher=publisher, licence=licence, citation=citation, share=share
    )  # fmt: skip


def _choose_kinds(incoming: Incoming, project: Project) -> ColumnMapping:
    """Ask what the table's own words for kinds of activity mean."""
    words = incoming.unknown["kind"]
    meanings = dict(incoming.mapping.meanings.get("kind", {}))
    names = {key: term.name for key, term in project.kinds.items()}
    with st.expander(f"Kinds of activity: {counted(len(words), 'word')} not known here yet"):
        cells = st.columns(3)
        for at, (word, rows) in enumerate(words.items()):
            with cells[at % 3]:
                chosen = st.selectbox(
                    f"{word} ({rows:,})", list(names), list(names).index(OTHER) if OTHER in names else 0,
                    format_func=names.__getitem__, key=f"kind of {word}",
                )  # fmt: skip
                meanings[word] = chosen
    return replace(incoming.mapping, meanings={**incoming.mapping.meanings, "kind": meanings})


def _show_findings(incoming: Incoming) -> None:
    """Show how precise the table is, what is wrong with it, and where names and coordinates disagree."""
    st.code("\n".join(figures(incoming)), language=None, wrap_lines=True)
    if incoming.problems:
        st.error(f"{counted(incoming.rows - len(incoming.records), 'row')} cannot be used.", icon=":material/error:")
        listed(incoming.problems)
    if len(incoming.differences):
        with st.expander(f"Names that disagree with their coordinates: {len(incoming.differences):,}"):
            st.dataframe(incoming.differences, hide_index=True)


def _offer(project: Project, incoming: Incoming, path: Path) -> None:
    """Offer to import the table, after what it changes."""
    before = project.imports.get(incoming.name)
    if before is not None:
        found = changes(before.records, incoming.records)
        st.info(
            f"An earlier edition of {incoming.name} is here. This one adds {counted(len(found.added), 'record')}, "
            f"changes {len(found.changed):,} and withdraws {len(found.withdrawn):,}.",
            icon=":material/difference:",
        )
        with st.expander("Which records"):
            st.dataframe(
                pd.DataFrame(
                    [(what, key) for what in ("added", "changed", "withdrawn") for key in getattr(found, what)],
                    columns=["change", "id"],
                ),
                hide_index=True,
            )
    whole = not incoming.problems or st.checkbox("Leave out the rows with problems")
    by = st.text_input("Your name", st.session_state.get("reviewer", ""), max_chars=100)
    label = "Replace the earlier edition" if before else f"Import {counted(len(incoming.records), 'record')}"
    if st.button(
        label, type="primary", icon=":material/database_upload:", disabled=not whole or incoming.records.empty
    ):
        with st.spinner("Saving…"):
            saved = save(incoming, path, root(), by=by)
            write_differences(incoming, root())
        st.session_state["imported"] = (
            f"Imported {counted(len(saved.records), 'record')} into {FOLDER / saved.name}.parquet."
        )
        st.rerun()


def _show_refusal(error: DataError) -> None:
    st.error("This file cannot be imported.", icon=":material/error:")
    listed(error.problems)
