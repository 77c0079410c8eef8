"""What a visitor of an editing page is working on, kept between runs of the page."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import shapely
import streamlit as st

from geo.app.shared import plain
from geo.errors import ConflictError
from geo.gazetteer.editing import Cells, Key
from geo.tables.saving import Saved

#: a new place has no row yet
NEW: Key = ("", -1)
# a visitor can undo this many saves
_UNDOS: Final = 20
# a message must not vanish when a file changes and the page reruns, nor stay forever
_SECONDS_TO_READ: Final = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """A message on the page, whether it reports a problem, and its time on the monotonic clock."""

    text: str
    trouble: bool
    at: float


@dataclass
class Work:
    """A visitor's work on files.

    Parameters
    ----------
    bases : dict of pathlib.Path to bytes
        What each file held when the visitor started to change it.
    saves : list of Saved
        The saves that can be undone, the latest last.
    notice : Notice
        The last message.
    fresh : int
        How many times the fields have started over.
    """

    bases: dict[Path, bytes] = field(default_factory=dict)
    saves: list[Saved] = field(default_factory=list)
    notice: Notice | None = None
    fresh: int = 0

    @classmethod
    def of_visitor(cls) -> Self:
        """Return this visitor's work of this kind."""
        found = st.session_state.setdefault(cls.__name__, cls())
        assert isinstance(found, cls)
        return found

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Show a message that survives reruns of the page, as when a file changes."""
        self.notice = Notice(text, trouble, time.monotonic())

    def show_notice(self) -> None:
        """Show the last message, unless it is old."""
        if self.notice is None or time.monotonic() - self.notice.at >= _SECONDS_TO_READ:
            return
        if self.notice.trouble:
            st.error(plain(self.notice.text), icon="🛠️")
        else:
            st.success(plain(self.notice.text), icon=":material/check:")

    def begin(self, path: Path) -> bytes:
        """Return what a file held when the visitor started to change it."""
        if path not in self.bases:
            self.bases[path] = _content(path)
        return self.bases[path]

    def behind(self, path: Path) -> bool:
        """Return whether somebody else has changed a file since the visitor started to change it."""
        return self.begin(path) != _content(path)

    def follow(self, path: Path) -> bool:
        """Take over a file's current content, and return whether it has changed."""
        changed = self.behind(path)
        self.bases[path] = _content(path)
        return changed

    def remember(self, saved: Saved) -> None:
        """Offer to undo a save, and continue with the files as it left them."""
        self.saves = [*self.saves, saved][-_UNDOS:]
        for file in saved.files:
            self.follow(file.path)

    def show_undo(self) -> None:
        """Offer to undo the last save."""
        if not self.saves:
            return
        last = self.saves[-1]
        if st.button(f"Undo: {plain(last.what)}", icon=":material/undo:"):
            try:
                last.undo()
            except ConflictError as error:
                self.say(str(error), trouble=True)
            else:
                self.saves.pop()
                for file in last.files:
                    self.follow(file.path)
                self.say(f"Undone: {last.what}")
            st.rerun()


@dataclass
class EditSession(Work):
    """A visitor's work on the gazetteer.

    Parameters
    ----------
    bases, saves, notice, fresh : inherited
        As for :class:`Work`.
    table, place : dict
        What was typed before the fields started over: cells by row, and cells by chosen row.
    areas : dict of str to shapely.Geometry or None
        The area drawn, by the form's key; None if the outline is removed.
    """

    table: dict[Key, Cells] = field(default_factory=dict)
    place: dict[Key, Cells] = field(default_factory=dict)
    areas: dict[Key, shapely.Geometry | None] = field(default_factory=dict)

    def keep(self, table: Mapping[Key, Mapping[str, str]], chosen: Key, place: Cells) -> None:
        """Let the fields start over with what was typed in them."""
        self.table = {key: dict(cells) for key, cells in table.items()}
        self.place = {chosen: place} if place else {}
        self.fresh += 1

    def clear(self) -> None:
        """Let the fields start over, empty."""
        self.table, self.place, self.areas = {}, {}, {}
        self.fresh += 1


def _content(path: Path) -> bytes:
    """Return what a file holds, or nothing if it is gone or locked at the moment."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
