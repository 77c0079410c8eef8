"""Where a row's name and its coordinates say different things."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import pyproj
from numpy.typing import NDArray

from geo.boundaries import Store
from geo.boundaries.coverage import distances_km
from geo.gazetteer import Gazetteer, Place
from geo.imports.naming import NAMES, has_name
from geo.imports.placing import Placed

Floats = NDArray[np.float64]

#: so far apart may a settlement's own coordinates be in two good sources, in km
CLOSE_KM: Final = 10.0
#: the columns of the list
COLUMNS: Final = ("row", "id", "place_text", "lat", "lon", "drawn", "named", "distance_km", "reason")
_GEOD: Final = pyproj.Geod(ellps="WGS84")


def differences(placed: Placed, ids: pd.Series[Any], numbers: Any, gazetteer: Gazetteer, store: Store) -> pd.DataFrame:
    """Return the rows whose name means another place than their coordinates.

    Parameters
    ----------
    placed : Placed
        Where the rows are, and what their names resolve to.
    ids : pandas.Series
        The records' ids.
    numbers : array of int
        The rows' numbers in the file.
    gazetteer : Gazetteer
        The places.
    store : geo.boundaries.Store
        Their outlines.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; the farthest first. Distances in km, along the ellipsoid.
    """
    lat, lon = placed.columns["lat"], placed.columns["lon"]
    inside = placed.columns["inside"].astype(object).to_numpy()
    drawn = placed.columns["place_id"].astype(object).to_numpy()
    known = pd.MultiIndex.from_tuples([key for key, found in placed.resolutions.items() if found.place], names=NAMES)
    of_name = known.get_indexer(pd.MultiIndex.from_frame(placed.names))
    texts = placed.names["place_text"]
    has = texts.isin([text for text in texts.unique().tolist() if text and has_name(text, gazetteer)]).to_numpy()
    # whatever other rows made it necessary to resolve: a row is compared for what it says itself
    here = placed.columns["inside"].notna().to_numpy()
    rows = np.flatnonzero(~np.isnan(lat) & here & has & (of_name >= 0))
    # the rows of each name stand together
    rows = rows[np.argsort(of_name[rows], kind="stable")]
    groups, starts = np.unique(of_name[rows], return_index=True)
    keys, row_of = ids.to_numpy(dtype=object), np.asarray(numbers)
    shown = placed.columns["place_text"].to_numpy(dtype=object)
    parts = []
    for group, named_so in zip(groups.tolist(), np.split(rows, starts[1:]) if len(rows) else [], strict=True):
        named = placed.resolutions[known[group]].place
        assert named is not None
        distances = _distances(named, lat[named_so], lon[named_so], inside[named_so], gazetteer, store)
        far = distances > max(CLOSE_KM, named.radius_km if named.is_point else 0.0)
        own = named_so[far]
        why = {key: _reason(known[group][0], named, key, gazetteer) for key in set(inside[own])}
        parts.append(
            pd.DataFrame({
                "row": row_of[own],
                "id": keys[own],
                "place_text": shown[own],
                "lat": lat[own],
                "lon": lon[own],
                "drawn": drawn[own],
                "named": named.id,
                "distance_km": distances[far].round(1),
                "reason": [why[key] for key in inside[own]],
            })
        )  # fmt: skip
    table = (
        pd.concat([part for part in parts if len(part)] or parts[:1]) if parts else pd.DataFrame(columns=list(COLUMNS))
    )
    return table.sort_values("distance_km", ascending=False, kind="stable", ignore_index=True)


def _distances(  # noqa: PLR0913, PLR0917 - where, and what is known there
    named: Place, lat: Floats, lon: Floats, inside: NDArray[np.object_], gazetteer: Gazetteer, store: Store
) -> Floats:
    """Return how far each point is from the place that its name means, in km; 0 inside."""
    if named.is_point:
        size = len(lat)
        metres = _GEOD.inv(lon, lat, np.full(size, named.lon), np.full(size, named.lat))[2]
        return np.asarray(metres, np.float64) / 1000
    within = {key: key is not None and gazetteer.contains(named.id, key) for key in set(inside) if isinstance(key, str)}
    outside = np.array([not within.get(around, False) for around in inside.tolist()], bool)
    distances = np.zeros(len(lat))
    distances[outside] = distances_km(gazetteer.geometry(named.id, store), lat[outside], lon[outside])
    return distances


def _reason(text: str, named: Place, inside: object, gazetteer: Gazetteer) -> str:
    there = f"in {gazetteer[inside].name}" if isinstance(inside, str) else "outside every outline known here"
    where = ", ".join(filter(None, (named.kind, gazetteer.where(named.id))))
    return f"“{text}” is {named.name} ({where}); the coordinates lie {there}"
