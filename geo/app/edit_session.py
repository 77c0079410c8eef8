"""What a visitor of the gazetteer page is working on, kept between runs of the page."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import shapely
import streamlit as st

from geo.gazetteer.editing import Cells, Key, Saved

#: a new place has no row yet
NEW: Key = ("", -1)


# a message must not vanish when a file changes and the page reruns, nor stay forever
_SECONDS_TO_READ: Final = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """A message on the page, whether it reports a problem, and its time on the monotonic clock."""

    text: str
    trouble: bool
    at: float


@dataclass(slots=True)
class EditSession:
    """A visitor's work.

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
    table, place : dict
        What was typed before the fields started over: cells by row, and cells by chosen row.
    areas : dict of str to shapely.Geometry or None
        The area drawn, by the form's key; None if the outline is removed.
    """

    bases: dict[Path, bytes] = field(default_factory=dict)
    saves: list[Saved] = field(default_factory=list)
    notice: Notice | None = None
    fresh: int = 0
    table: dict[Key, Cells] = field(default_factory=dict)
    place: dict[Key, Cells] = field(default_factory=dict)
    areas: dict[Key, shapely.Geometry | None] = field(default_factory=dict)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Show a message that survives reruns of the page, as when a file changes."""
        self.notice = Notice(text, trouble, time.monotonic())

    def heard(self) -> Notice | None:
        """Return the last message, unless it is old."""
        recent = self.notice is not None and time.monotonic() - self.notice.at < _SECONDS_TO_READ
        return self.notice if recent else None

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

    def keep(self, table: Mapping[Key, Mapping[str, str]], chosen: Key, place: Cells) -> None:
        """Let the fields start over with what was typed in them."""
        self.table = {key: dict(cells) for key, cells in table.items()}
        self.place = {chosen: place} if place else {}
        self.fresh += 1

    def clear(self) -> None:
        """Let the fields start over, empty."""
        self.table, self.place, self.areas = {}, {}, {}
        self.fresh += 1


def edit_session() -> EditSession:
    """Return this visitor's work."""
    found = st.session_state.setdefault("edit_session", EditSession())
    assert isinstance(found, EditSession)
    return found


def _content(path: Path) -> bytes:
    """Return what a file holds, or nothing if it is gone or locked at the moment."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
