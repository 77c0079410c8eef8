"""A map to click on, as a Streamlit component: it returns a point, or an area drawn on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import shapely
import streamlit as st

from geo.contents import Contents
from geo.maps.bundle import script, style
from geo.maps.component import leaflet_module
from geo.maps.content import corners

# of a degree: lines for orientation need not be exact
_DECIMALS: Final = 3
# more dots would not help
_MOST: Final = 400


def picker() -> Callable[..., Any]:
    """Register the component with Streamlit.

    Returns
    -------
    callable
        Called in a page with ``key``, ``data`` (as :func:`picker_data` returns it), ``on_picked_change`` and
        ``on_drawn_change``. Its result has ``picked``, a dict of ``lat`` and ``lon``, after a click, and ``drawn``, a
        list of ``[lon, lat]``, once an area has been drawn. All in degrees, EPSG:4326, to four decimals.

    Raises
    ------
    geo.errors.AssetError
        When Leaflet has not been fetched.
    """
    module, css = leaflet_module()
    component: Callable[..., Any] = st.components.v2.component(
        "dispatch_atlas_picker", css=f"{css}\n{style('css/picker.css')}", js=f"{module}{script('hosts/picker.js')}"
    )
    return component


def picker_data(
    project: Contents,
    parent: str,
    point: tuple[float, float] | None,
    radius_km: float,
    area: shapely.Geometry | None,
) -> dict[str, Any]:
    """Return the component's ``data``.

    Parameters
    ----------
    project : Contents
        Its outlines and places are drawn for orientation.
    parent : str
        Id of the place to zoom to; if it does not exist, the whole country is shown.
    point : (float, float), optional
        Latitude and longitude of the place being edited, in degrees.
    radius_km : float
        The place's radius around the point, in kilometres.
    area : shapely.Geometry, optional
        The place's outline, EPSG:4326.

    Returns
    -------
    dict
        Plain values; ``stamp`` changes only when the backdrop does.

    Examples
    --------
    >>> from geo.project import Project
    >>> data = picker_data(Project.load(), "af.badakhshan.warduj", (36.8, 71.2), 2, None)
    >>> data["point"], data["radius_m"], data["bounds"][0]
    ([36.8, 71.2], 2000, [36.5523, 70.996])
    """
    provinces, districts = project.store.layer("provinces"), project.store.layer("districts")
    outer = project.gazetteer[parent].parent if parent in project.gazetteer else ""
    beside = districts.geometry[districts["parent"].isin({parent, outer})]
    backdrop = [("context", shape) for shape in provinces.geometry] + [("inner", shape) for shape in beside]
    around = shapely.box(*provinces.total_bounds)
    if parent in project.gazetteer:
        around = project.gazetteer.geometry(parent, project.store)
        backdrop.append(("parent", around))
    near = [place for place in project.gazetteer.values() if place.parent == parent and place.is_point][:_MOST]
    return {
        "stamp": f"{parent} {hash(tuple(place.id for place in near))} {len(project.gazetteer)}",
        "backdrop": [{"role": role, "shape": _plain(shape)} for role, shape in backdrop],
        "bounds": corners(around),
        "places": [[place.lat, place.lon, f"{place.name} ({place.kind})"] for place in near],
        "point": list(point) if point else None,
        "radius_m": round(radius_km * 1000),
        "area": _plain(area, 4) if area is not None else None,
    }


def _plain(shape: shapely.Geometry, decimals: int = _DECIMALS) -> Any:
    return json.loads(shapely.to_geojson(shapely.transform(shape, lambda xy: np.round(xy, decimals))))
