"""The time map as a Streamlit component: mounted once, kept across reruns, updated in place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from geo.maps.assets import leaflet
from geo.maps.base import Base
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


def component_data(base: Base, shown: Payload, mask: NDArray[np.bool_] | None = None) -> dict[str, Any]:
    """Return the ``data`` of the component that draws the map.

    Parameters
    ----------
    base : Base
        Places and records; another component on the page has sent it.
    shown : dict
        As :func:`geo.maps.assemble.shown` returns it.
    mask : array of bool, shape (records,), optional
        Which records to show; by default all.

    Returns
    -------
    dict
        A few hundred bytes, and a bit for each record.
    """
    bits = "" if mask is None or mask.all() else b64encode(np.packbits(mask, bitorder="little").tobytes()).decode()
    return {"stamp": base.stamp, "shown": shown, "mask": bits}
