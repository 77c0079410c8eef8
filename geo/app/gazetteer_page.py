"""The gazetteer, to search, to edit as a table, and to add to by a click on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from geo import gazetteer
from geo.app.edit_session import NEW, EditSession, edit_session
from geo.app.place_form import Filled, show_form
from geo.app.shared import listed, watch
from geo.errors import ConflictError, DataError
from geo.gazetteer.editing import Cells, Change, Key, Preview, as_cell, keyed, matching, preview, save
from geo.project import Project, gazetteer_files, root
from geo.resolve import Redirection, compare, phrases_about
from geo.tables import read
from geo.tables.sheets import Sheet

PAGE: Final = 200
TABLE_HEIGHT: Final = 300
# the first ones are what a reader looks at; more are a list to scroll
MOST_SHIFTS: Final = 100
UNDOS: Final = 20


def show(project: Project) -> None:
    """Show the page."""
    work = edit_session()
    with st.sidebar:
        st.title("Dispatch Atlas", anchor=False)
        st.caption(f"{len(project.gazetteer):,} places are in use.")
        show_doubts()
    st.subheader("Gazetteer", anchor=False)
    if told := work.heard():
        if told.trouble:
            st.error(told.text, icon="🛠️")
        else:
            st.success(told.text, icon=":material/check:")
    undo(work)
    find, file, turning = st.columns([4, 3, 1.5])
    query = find.text_input("Find a place", placeholder="A name, an alias or an id", max_chars=200, key="find")
    files = gazetteer_files(root())
    path = file.selectbox("File", files, format_func=lambda one: one.name, key="file") or files[0]
    try:
        sheet = Sheet.of(path, work.begin(path))
    except DataError as error:
        st.error("This file cannot be edited here before it is fixed.", icon="🛠️")
        listed(error.problems)
        # what is fixed elsewhere is shown as soon as it is
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
        # nothing is typed that could be lost
        st.rerun()


def show_doubts() -> None:
    """Show what is most likely a mistake in the files as they are."""
    if doubts := watch().warnings():
        with st.expander(f"{len(doubts):,} {'warning' if len(doubts) == 1 else 'warnings'}"):
            listed(doubts)


def undo(work: EditSession) -> None:
    """Offer to take the last save back."""
    if not work.saves:
        return
    last = work.saves[-1]
    if st.button(f"Undo: {last.what}", icon=":material/undo:"):
        try:
            last.undo()
        except ConflictError as error:
            work.say(str(error), trouble=True)
        else:
            work.saves.pop()
            work.say(f"Taken back: {last.what}")
        st.rerun()


def turn(found: Sequence[Key]) -> list[Key]:
    """Show which part of a long list is shown, and return it."""
    pages = max(-(-len(found) // PAGE), 1)
    page = int(st.number_input(f"Page, of {pages}", 1, pages, key=f"page-{pages}", disabled=pages == 1))
    return list(found[(page - 1) * PAGE : page * PAGE])


def show_table(columns: Sequence[str], rows: Mapping[Key, Cells], shown: Sequence[Key], path: Path) -> dict[Key, Cells]:
    """Show rows to edit, and return the cells that differ from theirs."""
    work = edit_session()
    names = [*(name for name in columns if name != "id"), "id"]
    typed = [{**rows[key], **work.table.get(key, {})} for key in shown]
    frame = pd.DataFrame([{name: row.get(name, "") for name in names} for row in typed], columns=names, dtype=str)
    st.caption(f"{len(shown):,} of {len(rows):,} rows of {path.name}. Click a cell and type to change it.")
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
    # what was typed and is not shown any more counts, too
    changed = {key: cells for key, cells in work.table.items() if key not in shown and key in rows}
    for key, cells in zip(shown, edited.fillna("").astype(str).to_dict("records"), strict=True):
        typed_now = {str(name): str(text).strip() for name, text in cells.items()}
        other = {
            name: as_cell(name, text) for name, text in typed_now.items() if text != rows[key].get(name, "").strip()
        }
        if other:
            changed[key] = other
    return changed


def choose_place(rows: Mapping[Key, Cells], shown: Sequence[Key]) -> Key:
    """Show which place the form is for, and return its row's key."""
    before = st.session_state.get("place-chosen", NEW)
    options = [NEW, *shown]
    if before not in options and before in rows:
        options.append(before)

    def label(key: Key) -> str:
        return "A new place" if key == NEW else f"{rows[key].get('name', '')} · {key[0]}"

    return st.selectbox("Add or edit", options, format_func=label, key="place-chosen") or NEW


@st.cache_data(max_entries=2, show_spinner=False)
def _ids(stamp: str) -> frozenset[str]:
    del stamp  # only the cache needs it
    found: set[str] = set()
    for source in gazetteer.all_files(root() / "gazetteer"):
        try:
            found |= {row["id"] for row in read(source.path, ["id"])}
        except DataError:
            continue  # told elsewhere
    return frozenset(found)


def ids() -> frozenset[str]:
    """Return all ids that are taken, in files that are not in use, too."""
    return _ids(watch().now().stamp)


def review(project: Project, sheet: Sheet, change: Change, chosen: Key, filled: Filled) -> None:
    """Show what would come of a change, and offer to save it."""
    path = sheet.path
    st.divider()
    st.subheader("Before it is saved", anchor=False)
    trial = preview(change, sheet, gazetteer_files(root()), project.gazetteer, project.store)
    ours = {number for number, key in trial.numbers.items() if key[0] == filled.key and filled.cells}
    here = [problem for problem in trial.problems if problem.file.endswith(f"/{path.name}") and problem.row in ours]
    filled.show(here)
    if trial.problems:
        st.error("It cannot be saved yet.", icon="🛠️")
        listed(trial.problems)
    else:
        told = compare(
            [*phrases_of(project), *phrases_about(project.gazetteer, trial.gazetteer)],
            project.gazetteer,
            trial.gazetteer,
        )
        show_shifts(told)
        if trial.doubts:
            st.warning("Allowed, and yet most likely a mistake:")
            listed(trial.doubts)
    st.markdown("**What changes in the files**")
    st.code(trial.difference or "nothing", language="diff", wrap_lines=True)
    if trial.told:
        st.info(trial.told)
    what = said(change, project, filled)
    save_it, drop = st.columns([1, 1])
    if save_it.button(f"Save to {path.name}", type="primary", disabled=bool(trial.problems), icon=":material/save:"):
        store(trial, change, what)
    if drop.button("Drop all that was typed"):
        edit_session().clear()
        st.rerun()
    if edit_session().behind(path):
        take_in(path, change, chosen, filled)


def phrases_of(project: Project) -> list[str]:
    """Return the places of all records, as their reports name them."""
    return [record.place_text for record in project.records if record.place_text]


def show_shifts(found: Sequence[Redirection]) -> None:
    """Show what would resolve differently."""
    st.markdown("**What would resolve differently**")
    if not found:
        st.caption("No place of any record, and no name that sounds like these.")
        return
    rows = "".join(
        f"<tr><td>{escape(one.phrase)}</td><td>{escape(one.before)}</td><td>{escape(one.after)}</td></tr>"
        for one in found[:MOST_SHIFTS]
    )
    more = f"<p>and {len(found) - MOST_SHIFTS:,} more</p>" if len(found) > MOST_SHIFTS else ""
    head = "<thead><tr><th>A report’s words</th><th>now</th><th>then</th></tr></thead>"
    st.html(f'<div class="compare"><table>{head}<tbody>{rows}</tbody></table>{more}</div>')


def said(change: Change, project: Project, filled: Filled) -> str:
    """Say a change in a few words."""
    if change.added:
        return f"{change.added[0].get('name', filled.key)} added"
    if len(change.cells) == 1:
        key = next(iter(change.cells))[0]
        return f"{project.gazetteer[key].name if key in project.gazetteer else key} changed"
    return f"{len(change.cells):,} rows changed"


def store(trial: Preview, change: Change, what: str) -> None:
    """Save, or say why that cannot be."""
    work, path = edit_session(), trial.sheet.path
    try:
        saved = save(trial.sheet, trial.areas, what)
    except ConflictError as error:
        work.say(f"{error}. What you typed is still here.", trouble=True)
        st.rerun()
    except OSError as error:
        work.say(f"{path.name} cannot be written ({error.strerror}). What you typed is still here.", trouble=True)
        st.rerun()
    work.saves = [*work.saves, saved][-UNDOS:]
    work.clear()
    work.follow(path)
    # who adds one place adds more of its kind
    if change.added:
        work.place[NEW] = {name: change.added[0].get(name, "") for name in ("kind", "parent", "source")}
    work.say(f"Saved: {what}.")
    st.rerun()


def take_in(path: Path, change: Change, chosen: Key, filled: Filled) -> None:
    """Say that somebody else changed the file, and offer to go on from there with what was typed."""
    st.warning(f"{path.name} was changed by someone else since you began. What you typed is still here.")
    if not st.button("Take their change in, and keep what I typed"):
        return
    work = edit_session()
    work.follow(path)
    rows = keyed(Sheet.of(path, work.bases[path]).rows)
    lost = change.lost(rows)
    work.keep(
        {key: cells for key, cells in change.cells.items() if key not in lost and key != chosen}, chosen, filled.cells
    )
    if lost:
        gone = "; ".join(f"{key[0]}: {', '.join(change.cells[key].values())}" for key in lost)
        work.say(f"Taken in. These rows are no more, and what you typed for them is: {gone}", trouble=True)
    else:
        work.say("Taken in. Look at the difference again, and save.")
    st.rerun()
