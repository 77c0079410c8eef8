"""A place's own area, drawn by hand: the cells that name it, and the change to the file with the area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import shapely

from geo.boundaries import Store
from geo.gazetteer.gazetteer import Gazetteer

_DECIMALS: Final = 4
Areas = dict[str, shapely.Geometry | None]


def outlined(key: str, row: Mapping[str, str], area: shapely.Geometry, store: Store) -> tuple[dict[str, str], Areas]:
    """Give a place an area of its own.

    Parameters
    ----------
    key : str
        The place's id.
    row : mapping of str to str
        Its row; an area drawn earlier is drawn anew.
    area : shapely.Geometry
        Polygon, EPSG:4326.
    store : geo.boundaries.Store
        The outlines there are.

    Returns
    -------
    cells : dict of str to str
        The area's key in ``boundary``; ``members`` and ``radius_km`` empty.
    areas : dict of str to shapely.Geometry
        The area by its key.

    Examples
    --------
    >>> from pathlib import Path
    >>> store = Store(Path("data/boundaries"))
    >>> outlined("af.kabul", {"boundary": "af.kabul"}, shapely.box(69, 34, 70, 35), store)[0]["boundary"]
    'af.kabul.drawn'
    """
    old = row.get("boundary", "").strip()
    named, number = key, 1
    if old in store.areas:
        named = old
    else:
        while named in store:
            named, number = f"{key}.drawn{number if number > 1 else ''}", number + 1
    cleared = {column: "" for column in ("members", "radius_km") if row.get(column)}
    return {"boundary": named, **cleared}, {named: area}


def unlined(row: Mapping[str, str], gazetteer: Gazetteer, store: Store) -> tuple[dict[str, str], Areas]:
    """Take a place's outline away; an area that was drawn for it alone goes, too.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> unlined({"boundary": "af.kabul"}, project.gazetteer, project.store)
    ({'boundary': ''}, {})
    """
    old = row.get("boundary", "").strip()
    users = [place for place in gazetteer.values() if place.boundary == old]
    return {"boundary": ""}, {old: None} if old in store.areas and len(users) <= 1 else {}


def inside(area: shapely.Geometry) -> tuple[str, str]:
    """Return the latitude and longitude of a point well inside an area, as cells have them.

    Examples
    --------
    >>> inside(shapely.box(69, 34, 70, 35))
    ('34.5', '69.5')
    """
    x, y = shapely.get_coordinates(shapely.point_on_surface(area))[0]
    return f"{round(float(y), _DECIMALS)}", f"{round(float(x), _DECIMALS)}"
