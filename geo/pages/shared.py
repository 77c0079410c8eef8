"""What the pages share: the project, read once, and its map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo.errors import AssetError, DataError, GeoError
from geo.maps.component import time_map
from geo.project import Project, fingerprint, root


@st.cache_resource(max_entries=2, show_spinner="Reading the data…")
def _load(stamp: str) -> Project:
    """Read the project once for each state of its files."""
    del stamp  # only the cache needs it
    return Project.load(root())


def load_project() -> Project:
    """Return the project as its files are now."""
    return _load(fingerprint(root()))


@st.cache_resource
def load_component() -> Callable[..., Any]:
    """Register the map once for all visitors."""
    return time_map()


def with_project(show: Callable[[Project], None]) -> None:
    """Show a page for the project, or what is wrong with the data."""
    try:
        show(load_project())
    except DataError as error:
        faults = "1 fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
        st.error(f"The data has {faults}. Mend what is listed here, and reload this page.", icon="🛠️")
        # as plain text: a cell's content must not become part of the page
        st.code("\n".join(map(str, error.faults)), language=None, wrap_lines=True)
    except AssetError as error:
        st.error("The map cannot be drawn yet.", icon="🛠️")
        st.code(str(error), language=None, wrap_lines=True)
    except GeoError as error:
        st.error("This could not be done.", icon="🛠️")
        st.code(str(error), language=None, wrap_lines=True)
