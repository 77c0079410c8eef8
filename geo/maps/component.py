"""The time map as a Streamlit component: mounted once, kept through reruns, updated in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from geo.maps.assets import leaflet
from geo.maps.bundle import script, style
from geo.maps.payload import Payload

# Streamlit calls the default export at each rerun with the same element; its return value is called when
# the element goes. The map's handle is kept by the element, so that a rerun updates instead of mounting
_HOST: Final = """
const mounted = new WeakMap();
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  let frame = parentElement.querySelector(".atlas-frame");
  if (!frame) {
    frame = document.createElement("div");
    // the page lists the records beside the map; only on a phone, where the list is far below, the popup shows them
    frame.className = "atlas-frame atlas-listed";
    parentElement.append(frame);
  }
  const handle = mounted.get(frame);
  if (handle) {
    handle.hooks.onSelect = (place) => setStateValue("selected", place);
    if (handle.sent !== data.stamp) {
      handle.sent = data.stamp;
      handle.map.update(data.payload);
    }
    return;
  }
  const hooks = { onSelect: (place) => setStateValue("selected", place) };
  const map = mount(frame, L, data.payload, { onSelect: (place) => hooks.onSelect(place) });
  mounted.set(frame, { map, hooks, sent: data.stamp });
}
"""


def time_map() -> Callable[..., Any]:
    """Register the component with Streamlit.

    Returns
    -------
    callable
        Called in a page with ``key``, ``data`` (as :func:`component_data` returns it) and
        ``on_selected_change``; returns a result whose ``selected`` is the id of the place clicked last.

    Raises
    ------
    geo.errors.AssetError
        When Leaflet has not been fetched.
    """
    library = leaflet()
    # Leaflet takes the global object that it finds: given one of its own, it leaves the page's alone
    module = f"const L = (() => {{ const globalThis = {{}};\n{library.js}\nreturn globalThis.leaflet; }})();\n"
    component: Callable[..., Any] = st.components.v2.component(
        "dispatch_atlas_time_map",
        css=f"{library.css}\n{style()}",
        js=f"{module}{script()}{_HOST}",
    )
    return component


def component_data(payload: Payload) -> dict[str, Any]:
    """Return what the component takes: the payload, and a stamp that tells whether it is a new one."""
    return {"payload": payload, "stamp": hash(repr(payload))}
