"""The time map as a Streamlit component: mounted once, kept across reruns, updated in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo.maps.assets import leaflet
from geo.maps.bundle import host, script, style
from geo.maps.wire import Payload


def time_map() -> Callable[..., Any]:
    """Register the component with Streamlit.

    Returns
    -------
    callable
        Called in a page with ``key``, ``data`` (as :func:`component_data` returns it) and
        ``on_selected_change``; returns a result whose ``selected`` is the id of the last place clicked.

    Raises
    ------
    geo.errors.AssetError
        When Leaflet has not been fetched.
    """
    module, css = leaflet_module()
    component: Callable[..., Any] = st.components.v2.component(
        "dispatch_atlas_time_map",
        css=f"{css}\n{style()}",
        js=f"{module}{script()}{host()}",
    )
    return component


def leaflet_module() -> tuple[str, str]:
    """Return JavaScript that defines Leaflet as ``L`` within a module, and Leaflet's stylesheet.

    Raises
    ------
    geo.errors.AssetError
        When Leaflet has not been fetched.

    Examples
    --------
    >>> leaflet_module()[0].startswith("const L = ")
    True
    """
    library = leaflet()
    # Leaflet attaches itself to the global object: shadowing that object keeps it out of the page's
    return (
        f"const L = (() => {{ const globalThis = {{}};\n{library.js}\nreturn globalThis.leaflet; }})();\n",
        library.css,
    )


def component_data(payload: Payload) -> dict[str, Any]:
    """Return the component's ``data``.

    Parameters
    ----------
    payload : dict
        As :func:`geo.maps.payload` returns it.

    Returns
    -------
    dict
        The payload, and a stamp that stays the same when only the selected place changes, so that the map
        is not redrawn.
    """
    return {"payload": payload, "stamp": hash(repr({**payload, "open": {**payload["open"], "selected": None}}))}
