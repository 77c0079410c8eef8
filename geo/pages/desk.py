"""What a visitor of the gazetteer page works on, kept from run to run of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import shapely
import streamlit as st

from geo.gazetteer import Cells, Key, Saved

#: a new place has no row yet
NEW: Key = ("", -1)


@dataclass(slots=True)
class Desk:
    """A visitor's work.

    Parameters
    ----------
    bases : dict of pathlib.Path to bytes
        What each file held when the visitor began to change it.
    saves : list of Saved
        Those that can be taken back, the latest last.
    told : str
        What to say after the page has run again.
    fresh : int
        Counts the times that the fields begin anew.
    table, place : dict
        What was typed before, where fields begin anew without its being lost: cells by row, and cells by chosen row.
    areas : dict of str to shapely.Geometry or None
        By a form's key, the area drawn in it; None where the outline is taken away.
    """

    bases: dict[Path, bytes] = field(default_factory=dict)
    saves: list[Saved] = field(default_factory=list)
    told: str = ""
    fresh: int = 0
    table: dict[Key, Cells] = field(default_factory=dict)
    place: dict[Key, Cells] = field(default_factory=dict)
    areas: dict[Key, shapely.Geometry | None] = field(default_factory=dict)

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


def desk() -> Desk:
    """Return this visitor's work."""
    found = st.session_state.setdefault("desk", Desk())
    assert isinstance(found, Desk)
    return found


def _content(path: Path) -> bytes:
    """Return what a file holds; nothing when it is gone, or locked at the moment."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
