"""What kinds of place bear a name, found once for each name."""

from __future__ import annotations

from typing import Final, NamedTuple

from geo.gazetteer import Gazetteer
from geo.names import fold

_REMEMBERED: Final = 100_000
_SMALL: Final = frozenset({"town", "village"})
_WELL_KNOWN: Final = frozenset({"country", "province", "city"})


class Bearers(NamedTuple):
    """What kinds of place bear a name.

    Parameters
    ----------
    country : bool
        A country does.
    well_known : bool
        A country, a province or a city does.
    first_well_known : bool
        The first of them is one.
    small : bool
        All of them are towns and villages.
    home : bool
        A larger place of a country whose districts the gazetteer knows does.
    """

    country: bool = False
    well_known: bool = False
    first_well_known: bool = True
    small: bool = False
    home: bool = False


class BearersByName(dict[str, Bearers]):
    """The bearers of names as they are written; each name is looked up once.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places.

    Examples
    --------
    >>> from geo.project import Project
    >>> BearersByName(Project.load().gazetteer)["Kunduz"].home
    True
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer
        self._homes = homes_of(gazetteer)

    def __missing__(self, name: str) -> Bearers:
        """Return what bears a name that was not looked up yet."""
        if len(self) > _REMEMBERED:
            self.clear()
        key, index = fold(name), self._gazetteer.by_fold
        places = [place for place, _ in index[key].values()] if key in index else []
        kinds = [place.kind for place in places]
        self[name] = Bearers(
            "country" in kinds,
            any(kind in _WELL_KNOWN for kind in kinds),
            not kinds or kinds[0] in _WELL_KNOWN,
            bool(kinds) and _SMALL.issuperset(kinds),
            any(
                place.kind not in _SMALL and place.kind != "country" and place.id.split(".", 1)[0] in self._homes
                for place in places
            ),
        )
        return self[name]


def homes_of(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries whose districts the gazetteer knows: elsewhere, words are words.

    Examples
    --------
    >>> from geo.project import Project
    >>> "af" in homes_of(Project.load().gazetteer)
    True
    """
    return frozenset(gazetteer.ancestors(place.id)[-1].id for place in gazetteer.values() if place.kind == "province")
