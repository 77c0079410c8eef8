"""What a visitor of the records page is working on, kept between runs of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from geo.activity.apart import FILE as APART_FILE
from geo.activity.editing import Preview, RecordEdit, preview
from geo.activity.events_file import FILE as EVENTS_FILE
from geo.app.edit_session import Work
from geo.errors import ConflictError, DataError, Problem
from geo.folder import root
from geo.project import Project
from geo.tables.saving import save

#: the key of a record that is not in the file yet
NEW: Final = ""
#: the widget with the list
TABLE: Final = "records-table"
_LONGEST_NAME: Final = 100  # characters


@dataclass
class RecordWork(Work):
    """A visitor's work on records.

    Parameters
    ----------
    bases, saves, notice, fresh : inherited
        As for :class:`geo.app.edit_session.Work`.
    by : str
        The visitor's name.
    shown : array of str
        The ids in the list, in its order.
    list_of : str
        Names the content of the list.
    chosen : list of str
        The ids selected in it.
    adding : bool
        Whether the form is for a new record.
    deleting : bool
        Whether the visitor was asked if the selected records are to be deleted.
    drafts : dict of str to dict
        Cells that were typed and are not saved, by id.
    problems : dict of str to list of Problem
        What kept a form from being saved, by id.
    """

    by: str = ""
    shown: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))
    list_of: str = ""
    chosen: list[str] = field(default_factory=list)
    adding: bool = False
    deleting: bool = False
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)

    def take_selection(self) -> None:
        """Take over which rows are selected."""
        rows = st.session_state[TABLE]["selection"]["rows"]
        self.chosen = [str(self.shown[row]) for row in rows if row < len(self.shown)]
        self.adding = self.deleting = False
        self.problems.pop(NEW, None)

    def select(self, keys: list[str]) -> None:
        """Select records, before the list is shown."""
        self.chosen, self.deleting = keys, False
        self.problems.pop(NEW, None)
        # the list is shown anew, with these
        self.list_of = ""

    def keep_draft(self, key: str, cells: dict[str, str]) -> None:
        """Keep what was typed in a form, or forget it if nothing differs from the record."""
        if cells:
            self.drafts[key] = cells
        else:
            self.drafts.pop(key, None)

    def discard(self, key: str) -> None:
        """Let a form start over."""
        self.drafts.pop(key, None)
        self.problems.pop(key, None)
        self.fresh += 1

    def follow_unless_typed(self) -> None:
        """Take over changes by others while nothing is typed that could be lost."""
        if not self.drafts:
            for path in files():
                self.follow(path)

    def show_messages(self) -> None:
        """Show the last message, and offer to load what others have changed since the visitor started to type."""
        self.show_notice()
        changed = [path for path in files() if self.behind(path)]
        if not changed:
            return
        names = " and ".join(path.name for path in changed)
        st.warning(f"Someone else has changed {names} since you started. What you typed is still here.")
        if st.button("Load their changes and keep mine"):
            for path in changed:
                self.follow(path)
            self.say("Their changes are loaded. Review yours again and save.")
            st.rerun()

    def store(self, project: Project, edit: RecordEdit, key: str = NEW) -> bool:
        """Save an edit; if that is not possible, say why and keep what was typed.

        Parameters
        ----------
        project : Project
            What records may refer to.
        edit : RecordEdit
            The edit.
        key : str, optional
            Of the form that it comes from.

        Returns
        -------
        bool
            Whether it was saved.
        """
        if not self.by:
            self.say("Enter your name first: each change is recorded with who made it.", trouble=True)
            return False
        try:
            with st.spinner("Checking…"):
                planned = self._planned(project, edit)
            if planned.problems:
                self.problems[key] = planned.problems
                many = f"{len(planned.problems)} problems" if len(planned.problems) > 1 else "a problem"
                self.say(f"Not saved: there is {many} to fix first, shown at the fields.", trouble=True)
                return False
            saved = save(planned.files, edit.what)
        except DataError as error:
            self.problems[key] = list(error.problems)
            self.say("Not saved: the file has problems, listed below.", trouble=True)
        except ConflictError as error:
            self.say(f"{error}. What you typed is still here.", trouble=True)
        except OSError as error:
            self.say(f"The file cannot be written ({error.strerror}). What you typed is still here.", trouble=True)
        else:
            self.remember(saved)
            self.problems.clear()
            self.say(f"Saved: {edit.what}.{f' {planned.notice}.' if planned.notice else ''}")
            return True
        return False

    def _planned(self, project: Project, edit: RecordEdit) -> Preview:
        bases = {path.name: self.begin(path) for path in files()}
        return preview(edit, root() / "data", bases, project, by=self.by)

    def ask_name(self) -> None:
        """Show a field for the visitor's name."""
        # on another page, Streamlit forgets what the field held
        st.session_state.setdefault("your-name", self.by)
        given = st.text_input(
            "Your name",
            key="your-name",
            max_chars=_LONGEST_NAME,
            help="Recorded with each change, along with the time.",
        )
        self.by = " ".join(given.split())


def files() -> tuple[Path, ...]:
    """Return the files that the page changes."""
    return tuple(root() / "data" / name for name in ("activity.csv", EVENTS_FILE, APART_FILE))
