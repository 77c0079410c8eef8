"""The places of records as numbers: the block that each is compared in, what it lies in, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import Gazetteer, Place

Positions = NDArray[np.int64]
Floats = NDArray[np.float64]

#: how wide a place is: a point or a part of a district, a district, a province, anything between, a country
PART, DISTRICT, PROVINCE, REGION, COUNTRY = range(5)
_RANKS: Final = {"district": DISTRICT, "province": PROVINCE, "region": REGION, "country": COUNTRY}
#: km from one point to another on a sphere of the Earth's mean radius (IUGG)
_EARTH_KM: Final = 6371.0088


@dataclass(frozen=True, slots=True)
class Places:
    """The distinct places of a table of records.

    Parameters
    ----------
    keys : sequence of str
        Their ids.
    rank : array of int8, shape (places,)
        How wide each is, from :data:`PART` to :data:`COUNTRY`.
    block : array of int64, shape (places,)
        The district of a place in one; otherwise the place itself.
    chain : array of int64
        For each place, its block and what that lies in, without countries, one after another.
    starts : array of int64, shape (places + 1,)
        Where the chain of each place begins.
    lat, lon : array of float64, shape (places,)
        Degrees, EPSG:4326; NaN where the gazetteer gives none.
    radius : array of float64, shape (places,)
        Kilometres.
    """

    keys: Sequence[str]
    rank: NDArray[np.int8]
    block: Positions
    chain: Positions
    starts: Positions
    lat: Floats
    lon: Floats
    radius: Floats

    @classmethod
    def of(cls, keys: Sequence[str], gazetteer: Gazetteer) -> Places:
        """Look up places.

        Parameters
        ----------
        keys : sequence of str
            Their ids.
        gazetteer : Gazetteer
            The places.

        Examples
        --------
        >>> from geo.project import Project
        >>> places = Places.of(["af.badakhshan.jurm.khustak", "af.badakhshan.jurm"], Project.load().gazetteer)
        >>> bool(places.block[0] == places.block[1]), places.rank.tolist()
        (True, [0, 1])
        """
        regions: dict[str, list[str]] = {}
        for place in gazetteer.values():
            for member in place.members:
                regions.setdefault(member, []).append(place.id)
        code: dict[str, int] = {}
        blocks, chains = [], []
        found = [gazetteer[key] for key in keys]
        for place in found:
            around = (place, *gazetteer.ancestors(place.id))
            block = next((one for one in around if _rank(one) == DISTRICT), place)
            within = [one.id for one in around[around.index(block) :] if one is block or _rank(one) != COUNTRY]
            within += [region for one in within for region in regions.get(one, ())]
            numbers = [code.setdefault(one, len(code)) for one in dict.fromkeys(within)]
            blocks.append(numbers[0])
            chains.append(numbers)
        sizes = np.array([len(chain) for chain in chains], np.int64)
        return cls(
            keys,
            np.array([_rank(place) for place in found], np.int8),
            np.array(blocks, np.int64),
            np.array([number for chain in chains for number in chain], np.int64),
            np.concatenate([[0], sizes.cumsum()]),
            np.array([np.nan if place.lat is None else place.lat for place in found], np.float64),
            np.array([np.nan if place.lon is None else place.lon for place in found], np.float64),
            np.array([place.radius_km for place in found], np.float64),
        )

    def apart_km(self, one: Positions, other: Positions) -> Floats:
        """Return the distances between points, in kilometres along the Earth's surface; NaN where one is unknown."""
        lat, lon = np.radians(self.lat), np.radians(self.lon)
        half = (
            np.sin((lat[one] - lat[other]) / 2) ** 2
            + np.cos(lat[one]) * np.cos(lat[other]) * np.sin((lon[one] - lon[other]) / 2) ** 2
        )
        distance: NDArray[Any] = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))
        return distance


def _rank(place: Place) -> int:
    return _RANKS.get(place.kind, REGION if place.members else PART)
