"""Places that only an import knows: points as its source gives them, and circles where no outline is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from geo.gazetteer import RADIUS_KM, Place

#: how far around its coordinates a record of a precision is, in km, where no outline says more.
#: UCDP GED codebook, version 24.1: ``near`` is within about 25 km; the others as the gazetteer draws such places
AROUND_KM: Final = {
    "exact": 0.0,
    "near": 25.0,
    "district": RADIUS_KM["district"],
    "province": RADIUS_KM["province"],
    "region": RADIUS_KM["region"],
    "country": RADIUS_KM["country"],
    "international": RADIUS_KM["region"],
}
#: the kind of such a place; a settlement's kind would say more than is known
POINT: Final = "point"
_DIGITS: Final = 5  # about 1 m


def point_id(dataset: str, lat: float, lon: float, precision: str) -> str:
    """Return the id of a place that only an import knows.

    Parameters
    ----------
    dataset : str
        The import's name.
    lat, lon : float
        Degrees, EPSG:4326.
    precision : str
        One of :data:`geo.activity.PRECISIONS`.

    Returns
    -------
    str
        With everything that is needed to draw it.

    Examples
    --------
    >>> point_id("ucdp-ged", 36.728112, 68.8681, "exact"), point_id("ucdp-ged", 36.7, 68.9, "near")
    ('ucdp-ged/36.72811,68.8681', 'ucdp-ged/36.7,68.9/near')
    """
    where = f"{dataset}/{round(float(lat), _DIGITS)},{round(float(lon), _DIGITS)}"
    return where if precision == "exact" else f"{where}/{precision}"


def points_of(records: pd.DataFrame, dataset: str) -> Iterator[Place]:
    """Yield the places that only an import knows.

    Parameters
    ----------
    records : pandas.DataFrame
        Its records, with the columns ``place_id``, ``place_text`` and ``inside``.
    dataset : str
        Its name.

    Yields
    ------
    Place
        Named as the first record that is about it has it, in the place that it lies in.

    Examples
    --------
    >>> records = pd.DataFrame({
    ...     "place_id": pd.Categorical(["ged/36.7,68.9/near"]), "place_text": ["Aqtash"],
    ...     "inside": pd.Categorical(["af.kunduz.khanabad"]),
    ... })
    >>> [(place.name, place.parent, place.radius_km) for place in points_of(records, "ged")]
    [('Aqtash', 'af.kunduz.khanabad', 25.0)]
    """
    codes, first = np.unique(records["place_id"].cat.codes.to_numpy(), return_index=True)
    keys = records["place_id"].cat.categories.to_numpy(dtype=object)[codes]
    texts = records["place_text"].to_numpy(dtype=object)[first]
    inside = records["inside"].astype(object).to_numpy()[first]
    for key, text, parent in zip(keys.tolist(), texts.tolist(), inside.tolist(), strict=True):
        if not key.startswith(f"{dataset}/"):
            continue
        where, _, precision = key.removeprefix(f"{dataset}/").partition("/")
        lat, lon = map(float, where.split(","))
        kind = precision if precision in {"district", "province", "country"} else POINT
        radius = AROUND_KM[precision or "exact"]
        name = text or f"{lat:.3f}, {lon:.3f}"
        above = parent if isinstance(parent, str) else ""
        yield Place(key, name, kind, above, lat=lat, lon=lon, radius_km=radius, source=dataset)
