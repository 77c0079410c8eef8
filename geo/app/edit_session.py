"""What a visitor of the gazetteer page works on, kept from run to run of the page."""

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


# a message must not go when a file changes and the page runs again, nor stay for ever
_SECONDS_TO_READ: Final = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the page said, whether it is trouble, and when (of the monotonic clock)."""

    text: str
    trouble: bool
    at: float


@dataclass(slots=True)
class EditSession:
    """A visitor's work.

    Parameters
    ----------
    bases : dict of pathlib.Path to bytes
        What each file held when the visitor began to change it.
    saves : list of Saved
        Those that can be taken back, the latest last.
    told : Notice
        What was said last.
    fresh : int
        Counts the times that the fields begin anew.
    table, place : dict
        What was typed before, where fields begin anew without its being lost: cells by row, and cells by chosen row.
    areas : dict of str to shapely.Geometry or None
        By a form's key, the area drawn in it; None where the outline is taken away.
    """

    bases: dict[Path, bytes] = field(default_factory=dict)
    saves: list[Saved] = field(default_factory=list)
    told: Notice | None = None
    fresh: int = 0
    table: dict[Key, Cells] = field(default_factory=dict)
    place: dict[Key, Cells] = field(default_factory=dict)
    areas: dict[Key, shapely.Geometry | None] = field(default_factory=dict)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Say something that stays while the page runs again, as it does when a file changes."""
        self.told = Notice(text, trouble, time.monotonic())

    def heard(self) -> Notice | None:
        """Return what was said last, unless it was a while ago."""
        recent = self.told is not None and time.monotonic() - self.told.at < _SECONDS_TO_READ
        return self.told if recent else None

    def begin(self, path: Path) -> bytes:
        """Return what a file held when its change began."""
        if path not in self.bases:
            self.bases[path] = _content(path)
        return self.bases[path]

    def behind(self, path: Path) -> bool:
        """Tell whether somebody else changed a file since its change began."""
        return self.begin(path) != _content(path)

    def follow(self, path: Path) -> bool:
        """Take over what a file holds now, and tell whether that is something else."""
        changed = self.behind(path)
        self.bases[path] = _content(path)
        return changed

    def keep(self, table: Mapping[Key, Mapping[str, str]], chosen: Key, place: Cells) -> None:
        """Let the fields begin anew with what was typed in them."""
        self.table = {key: dict(cells) for key, cells in table.items()}
        self.place = {chosen: place} if place else {}
        self.fresh += 1

    def clear(self) -> None:
        """Let the fields begin anew, empty."""
        self.table, self.place, self.areas = {}, {}, {}
        self.fresh += 1


def edit_session() -> EditSession:
    """Return this visitor's work."""
    found = st.session_state.setdefault("edit_session", EditSession())
    assert isinstance(found, EditSession)
    return found


def _content(path: Path) -> bytes:
    """Return what a file holds; nothing when it is gone, or locked at the moment."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
