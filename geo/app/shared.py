"""Shared by all pages: the project, which is read once, and the map component."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from geo.app.watching import State, Watch
from geo.errors import AssetError, GeoError, Problem, grouped
from geo.folder import fingerprint, root
from geo.maps.assets import fetch
from geo.maps.base import Base
from geo.maps.component import component_data, time_map
from geo.maps.wire import Payload
from geo.project import Project

#: how often a page checks whether a file changed
SECONDS: Final = 2
# a long list of problems scrolls, so that the page below stays in reach
MOST_SHOWN, FEW, LIST_HEIGHT = 100, 8, 240


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


def draw_map(  # noqa: PLR0913 - what a map needs
    key: str,
    base: Base,
    shown: Payload,
    mask: NDArray[np.bool_] | None,
    *,
    height: int,
    on_selected: Callable[[], None],
) -> None:
    """Show a map: its places and records, which Streamlit sends again only when they change, and the view of them."""
    component = load_component()
    # without a size, so that it leaves no gap in the page
    with st.container(key="atlas-base"):
        component(key=f"{key} base", data=base.data(), on_selected_change=lambda: None)
    component(key=key, data=component_data(base, shown, mask), height=height, on_selected_change=on_selected)


@st.fragment(run_every=SECONDS)
def _follow(stamp: str) -> None:
    """Rerun the page as soon as a file has changed."""
    if fingerprint(root()) != stamp:
        st.rerun()


def with_project(show: Callable[[Project], None]) -> None:
    """Show a page for the project; if the data has problems, list them and show the page for the last good data."""
    with failures_shown():
        with st.spinner("Reading the data…"):
            state = watch().now()
        _follow(state.stamp)
        # a container of its own keeps the map below mounted when problems come and go
        with st.container():
            if state.problems:
                show_problems(state)
        if state.project:
            show(state.project)


@contextmanager
def failures_shown() -> Iterator[None]:
    """Tell the reader what failed; a fragment that runs by itself needs one of its own."""
    try:
        yield
    except AssetError:
        show_download()
    except GeoError as error:
        st.error("That did not work.", icon="🛠️")
        st.code(str(error), language=None, wrap_lines=True)


def show_download() -> None:
    """Offer to download Leaflet, which the map needs."""
    st.error("The map needs Leaflet, which is not on this computer yet.", icon="🛠️")
    if not st.button("Download Leaflet", type="primary", icon=":material/download:"):
        return
    try:
        with st.spinner("Downloading…"):
            fetch(lambda _: None)
    except AssetError:
        st.error("The download failed. Check the network connection and try again.", icon="🛠️")
    else:
        st.rerun()


def plain(text: str) -> str:
    r"""Return a text from a file such that Markdown shows it as it is, and loads and links nothing.

    Examples
    --------
    >>> print(plain("![x](http://a.example)"))
    \!\[x\]\(http\:\/\/a\.example\)
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def show_problems(state: State) -> None:
    """List the problems in the files."""
    problems = "1 problem" if len(state.problems) == 1 else f"{len(state.problems):,} problems"
    kept = " Until then, the page shows the last version without problems." if state.project else ""
    st.error(f"The data has {problems}. Fix them in the files and save; the page updates by itself.{kept}", icon="🛠️")
    listed(state.problems)


def listed(problems: Sequence[Problem]) -> None:
    """List problems or warnings as plain text: a cell's content must not become part of the page."""
    lines = grouped(problems, MOST_SHOWN)
    height: Any = LIST_HEIGHT if len(lines) > FEW else "content"
    st.code("\n".join(lines), language=None, wrap_lines=True, height=height)
