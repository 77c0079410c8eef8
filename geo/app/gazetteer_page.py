"""The gazetteer page: search it, edit it as a table, and add places by clicking on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from geo import gazetteer
from geo.app.edit_session import NEW, EditSession
from geo.app.place_form import Filled, show_form
from geo.app.shared import listed, watch
from geo.contents import gazetteer_files
from geo.errors import ConflictError, DataError
from geo.folder import root
from geo.gazetteer.editing import Cells, Change, Key, Preview, keyed, matching, preview
from geo.project import Project
from geo.resolve import Redirection, compare, phrases_about
from geo.tables import read
from geo.tables.formulas import guarded
from geo.tables.saving import save
from geo.tables.sheets import Sheet

PAGE: Final = 200
TABLE_HEIGHT: Final = 300
# nobody would read a longer list to the end
MOST_REDIRECTIONS: Final = 100


def show(project: Project) -> None:
    """Show the page."""
    work = EditSession.of_visitor()
    with st.sidebar:
        st.title("Dispatch Atlas", anchor=False)
        st.caption(f"{len(project.gazetteer):,} places in use")
        show_warnings()
    st.subheader("Gazetteer", anchor=False)
    work.show_notice()
    work.show_undo()
    find, file, turning = st.columns([4, 3, 1.5])
    query = find.text_input("Find a place", placeholder="A name, an alias or an id", max_chars=200, key="find")
    files = gazetteer_files(root())
    path = file.selectbox("File", files, format_func=lambda one: one.name, key="file") or files[0]
    try:
        sheet = Sheet.of(path, work.begin(path))
    except DataError as error:
        st.error("This file has problems that must be fixed before it can be edited here.", icon="🛠️")
        listed(error.problems)
        # so that a fix made elsewhere shows at once
        work.follow(path)
        return
    rows = keyed(sheet.rows)
    found = matching(query, rows, project.gazetteer)
    with turning:
        shown = turn(found)
    table = show_table(sheet.columns, rows, shown, path)
    chosen = choose_place(rows, shown)
    row = rows.get(chosen, {})
    filled = show_form(project, chosen, row, ids())
    cells = dict(table)
    if row and filled.cells:
        cells[chosen] = {**cells.get(chosen, {}), **filled.cells}
    change = Change(cells, [filled.cells] if filled.cells and not row else [], filled.areas if filled.cells else {})
    if change:
        review(project, sheet, change, chosen, filled)
    elif work.follow(path):
        # nothing was typed that could be lost
        st.rerun()


def show_warnings() -> None:
    """Show the warnings about the files in their current state."""
    if found := watch().warnings():
        with st.expander(f"{len(found):,} {'warning' if len(found) == 1 else 'warnings'}"):
            listed(found)


def turn(found: Sequence[Key]) -> list[Key]:
    """Show the page number of a long list, and return the rows on that page."""
    pages = max(-(-len(found) // PAGE), 1)
    page = int(st.number_input(f"Page (of {pages})", 1, pages, key=f"page-{pages}", disabled=pages == 1))
    return list(found[(page - 1) * PAGE : page * PAGE])


def show_table(columns: Sequence[str], rows: Mapping[Key, Cells], shown: Sequence[Key], path: Path) -> dict[Key, Cells]:
    """Show rows to edit, and return the cells that were changed."""
    work = EditSession.of_visitor()
    names = [*(name for name in columns if name != "id"), "id"]
    typed = [{**rows[key], **work.table.get(key, {})} for key in shown]
    frame = pd.DataFrame([{name: row.get(name, "") for name in names} for row in typed], columns=names, dtype=str)
    st.caption(f"{len(shown):,} of {len(rows):,} rows of {path.name}. Click a cell to edit it.")
    edited = st.data_editor(
        frame,
        key=f"table-{work.fresh}-{hash((path, work.bases[path], tuple(shown)))}",
        hide_index=True,
        disabled=["id"],
        height=min(TABLE_HEIGHT, 36 * (len(shown) + 1) + 2),
        column_config={
            name: st.column_config.TextColumn(width="small") for name in ("lat", "lon", "radius_km", "kind")
        },
    )
    # keep edits to rows that are no longer shown
    changed = {key: cells for key, cells in work.table.items() if key not in shown and key in rows}
    for key, cells in zip(shown, edited.fillna("").astype(str).to_dict("records"), strict=True):
        typed_now = {str(name): str(text).strip() for name, text in cells.items()}
        other = {name: guarded(text) for name, text in typed_now.items() if text != rows[key].get(name, "").strip()}
        if other:
            changed[key] = other
    return changed


def choose_place(rows: Mapping[Key, Cells], shown: Sequence[Key]) -> Key:
    """Let the reader choose the place to edit, and return its row's key."""
    before = st.session_state.get("place-chosen", NEW)
    options = [NEW, *shown]
    if before not in options and before in rows:
        options.append(before)

    def label(key: Key) -> str:
        return "New place" if key == NEW else f"{rows[key].get('name', '')} · {key[0]}"

    return st.selectbox("Place to add or edit", options, format_func=label, key="place-chosen") or NEW


@st.cache_data(max_entries=2, show_spinner=False)
def _ids(stamp: str) -> frozenset[str]:
    del stamp  # only the cache needs it
    found: set[str] = set()
    for source in gazetteer.all_files(root() / "gazetteer"):
        try:
            found |= {row["id"] for row in read(source.path, ["id"])}
        except DataError:
            continue  # its problems are listed elsewhere
    return frozenset(found)


def ids() -> frozenset[str]:
    """Return all ids that are taken, including those in files that are not in use."""
    return _ids(watch().now().stamp)


def review(project: Project, sheet: Sheet, change: Change, chosen: Key, filled: Filled) -> None:
    """Show the effects of a change, and offer to save it."""
    path = sheet.path
    st.divider()
    st.subheader("Review your changes", anchor=False)
    planned = preview(change, sheet, gazetteer_files(root()), project.gazetteer, project.store)
    ours = {number for number, key in planned.numbers.items() if key[0] == filled.key and filled.cells}
    here = [problem for problem in planned.problems if problem.file.endswith(f"/{path.name}") and problem.row in ours]
    filled.show(here)
    if planned.problems:
        st.error("Fix these problems before saving.", icon="🛠️")
        listed(planned.problems)
    else:
        redirections = compare(
            [*project.records["place_text"], *phrases_about(project.gazetteer, planned.gazetteer)],
            project.gazetteer,
            planned.gazetteer,
        )
        show_redirections(redirections)
        if planned.warnings:
            st.warning("Allowed, but probably a mistake:")
            listed(planned.warnings)
    st.markdown("**Changes to the files**")
    st.code(planned.difference or "None", language="diff", wrap_lines=True)
    if planned.notice:
        st.info(planned.notice)
    what = change.described(project.gazetteer)
    save_it, drop = st.columns([1, 1])
    if save_it.button(f"Save to {path.name}", type="primary", disabled=bool(planned.problems), icon=":material/save:"):
        store(planned, change, what)
    if drop.button("Discard changes"):
        EditSession.of_visitor().clear()
        st.rerun()
    if EditSession.of_visitor().behind(path):
        take_in(path, change, chosen, filled)


def show_redirections(found: Sequence[Redirection]) -> None:
    """Show the names that would resolve differently."""
    st.markdown("**Names that would resolve differently**")
    if not found:
        st.caption("None: neither the place names in records, nor names that sound like the changed ones.")
        return
    rows = "".join(
        f"<tr><td>{escape(one.phrase)}</td><td>{escape(one.before)}</td><td>{escape(one.after)}</td></tr>"
        for one in found[:MOST_REDIRECTIONS]
    )
    more = f"<p>and {len(found) - MOST_REDIRECTIONS:,} more</p>" if len(found) > MOST_REDIRECTIONS else ""
    head = "<thead><tr><th>Name in a report</th><th>Now</th><th>After saving</th></tr></thead>"
    st.html(f'<div class="compare"><table>{head}<tbody>{rows}</tbody></table>{more}</div>')


def store(planned: Preview, change: Change, what: str) -> None:
    """Save, or say why saving failed."""
    work, path = EditSession.of_visitor(), planned.sheet.path
    try:
        saved = save(planned.files, what)
    except ConflictError as error:
        work.say(f"{error}. What you typed is still here.", trouble=True)
        st.rerun()
    except OSError as error:
        work.say(f"{path.name} cannot be written ({error.strerror}). What you typed is still here.", trouble=True)
        st.rerun()
    work.remember(saved)
    work.clear()
    # the next place added is often a similar one
    if change.added:
        work.place[NEW] = {name: change.added[0].get(name, "") for name in ("kind", "parent", "source")}
    work.say(f"Saved: {what}.")
    st.rerun()


def take_in(path: Path, change: Change, chosen: Key, filled: Filled) -> None:
    """Say that somebody else changed the file, and offer to load the changes without losing what was typed."""
    st.warning(f"Someone else has changed {path.name} since you started. What you typed is still here.")
    if not st.button("Load their changes and keep mine"):
        return
    work = EditSession.of_visitor()
    work.follow(path)
    rows = keyed(Sheet.of(path, work.bases[path]).rows)
    lost = change.lost(rows)
    work.keep(
        {key: cells for key, cells in change.cells.items() if key not in lost and key != chosen}, chosen, filled.cells
    )
    if lost:
        gone = "; ".join(f"{key[0]}: {', '.join(change.cells[key].values())}" for key in lost)
        work.say(f"Their changes are loaded. These rows no longer exist; you had typed: {gone}", trouble=True)
    else:
        work.say("Their changes are loaded. Review yours again and save.")
    st.rerun()
