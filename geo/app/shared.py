"""What the pages share: the project, read once, and its map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from geo.app.watching import State, Watch
from geo.errors import AssetError, GeoError, Problem
from geo.maps.component import time_map
from geo.project import Project, fingerprint, root

#: how often a page looks whether a file changed
SECONDS: Final = 2
# problems of a whole file are a list to scroll, not a page
MOST_SHOWN, FEW, LIST_HEIGHT = 500, 8, 240


@st.cache_resource
def _watch(folder: Path) -> Watch:
    """Watch a folder once for all visitors."""
    return Watch(folder)


def watch() -> Watch:
    """Return the watch over the project's folder."""
    return _watch(root())


@st.cache_resource
def load_component() -> Callable[..., Any]:
    """Register the map once for all visitors."""
    return time_map()


@st.fragment(run_every=SECONDS)
def _follow(stamp: str) -> None:
    """Run the page again as soon as the files are no longer those that it shows."""
    if fingerprint(root()) != stamp:
        st.rerun()


def with_project(show: Callable[[Project], None]) -> None:
    """Show a page for the project; or what is wrong with the data, and the page for the last good data."""
    try:
        with st.spinner("Reading the data…"):
            state = watch().now()
        _follow(state.stamp)
        # a place of its own, so that the map below stays mounted when problems come and go
        with st.container():
            if state.problems:
                show_problems(state)
        if state.project:
            show(state.project)
    except AssetError as error:
        st.error("The map cannot be drawn yet.", icon="🛠️")
        st.code(str(error), language=None, wrap_lines=True)
    except GeoError as error:
        st.error("This could not be done.", icon="🛠️")
        st.code(str(error), language=None, wrap_lines=True)


def show_problems(state: State) -> None:
    """Show what is wrong with the files."""
    problems = "1 problem" if len(state.problems) == 1 else f"{len(state.problems)} problems"
    kept = " Below is what the files held before." if state.project else ""
    st.error(f"The data has {problems}. Fix what is listed here, and save: this page follows.{kept}", icon="🛠️")
    listed(state.problems)


def listed(problems: Sequence[Problem]) -> None:
    """List problems or warnings, as plain text: a cell's content must not become part of the page."""
    lines = [str(problem) for problem in problems[:MOST_SHOWN]]
    if more := len(problems) - len(lines):
        lines.append(f"and {more:,} more; geo check lists them all")
    height: Any = LIST_HEIGHT if len(lines) > FEW else "content"
    st.code("\n".join(lines), language=None, wrap_lines=True, height=height)
