"""What speaks for and against a place: its spelling, its kind, what it lies in, what is near, when it existed.

Scores run from 0 to 1; evidence is added to them and taken from them. The amounts are ordered rather than
measured: a spelling counts more than a kind, a named parent more than a neighbour. They were set on the
hand-checked cases in ``tests/toponyms``, which hold them in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from pyproj import Geod

from geo.gazetteer import Gazetteer, Place
from geo.names import fold, is_arabic, similarity, sounds

#: the least score of an answer, and its least distance to the next one
SURE: Final = 0.84
APART: Final = 0.05

_NAME, _ALIAS = 1.0, 0.99
# towns and villages share their names with districts, and reports mean the district more often
_TOWN_NAME, _TOWN_ALIAS, _VILLAGE = 0.98, 0.93, 0.92
_SOUND, _SOUND_RANGE = 0.70, 0.28  # the same consonants; the rest is for the vowels
_SLIP, _SLIP_RANGE = 0.60, 0.30  # a typing error
_ONE_IN_SIX, _LEAST_SOUNDS, _DOUBTFUL = 0.83, 6, 0.10
_KIND, _OTHER_KIND = 0.10, -0.25
_WITHIN, _ITSELF, _ELSEWHERE = 0.10, -0.06, -0.30
_SAME_PROVINCE, _CLOSE = 0.08, 0.06
_MAIN_PROVINCE = 0.07
_EXISTED, _NOT_THEN, _FORMER = 0.06, -0.30, -0.08
_NEAR_KM: Final = 150.0
# with one or two consonants, sounding alike tells little
_SHORT: Final = {0: -0.15, 1: -0.12, 2: -0.03}

# towns are called cities and cities towns
_SAME_KIND: Final = {"city": {"city", "town"}, "town": {"city", "town"}, "village": {"village", "town"}}
_SETTLED: Final = frozenset({"city", "town", "village"})
_GEOD: Final = Geod(ellps="WGS84")


@dataclass(slots=True)
class Contender:
    """A candidate while its evidence is weighed."""

    place: Place
    score: float
    reasons: list[str] = field(default_factory=list)
    likeness: float = 1.0  # of the name to the spelling
    whole: bool = False  # the words that could tell a kind are part of the name

    def add(self, amount: float, reason: str) -> None:
        """Note a piece of evidence."""
        self.score += amount
        self.reasons.append(reason)


def spelt(name: str, place: Place, spelling: str) -> Contender:
    """Judge a place that bears the name in this spelling."""
    settled = place.kind in _SETTLED and place.kind != "city"
    if fold(place.name) == fold(name):
        reason = f"“{name}” is its name" if place.name == name else f"“{name}” is a spelling of its name, {place.name}"
        score = _TOWN_NAME if settled else _NAME
    else:
        written = "" if spelling == name else f" ({spelling})"
        reason = f"“{name}” is another name of {place.name}{written}"
        score = _TOWN_ALIAS if place.kind in _SETTLED else _ALIAS
    return Contender(place, _VILLAGE if place.kind == "village" else score, [reason])


def sounding(name: str, place: Place, spellings: Iterable[str], consonants: int) -> Contender:
    """Judge a place whose name has the same consonants."""
    likeness, spelling = most_alike(name, spellings)
    score = _SOUND + _SOUND_RANGE * likeness + _SHORT.get(consonants, 0.0)
    # a town's aliases are many, and one of them sounds like nearly everything
    if place.kind in _SETTLED and spelling != place.name:
        score -= 0.02
    return Contender(place, score, [f"“{name}” sounds like {spelling} ({likeness:.0%} alike)"], likeness)


def most_alike(name: str, spellings: Iterable[str]) -> tuple[float, str]:
    """Return how much the most similar of some spellings is like a name, and one to show beside it.

    Where there are spellings in the name's own script, one of these is shown: nobody compares letters
    across scripts by eye.
    """
    judged = [(similarity(name, spelling), spelling) for spelling in spellings]
    shown = max(judged, key=lambda one: (is_arabic(one[1]) == is_arabic(name), one))[1]
    return max(judged)[0], shown


def slipped(name: str, place: Place, spelling: str, likeness: float) -> Contender:
    """Judge a place whose name differs by what may be a typing error."""
    score = _SLIP + _SLIP_RANGE * likeness
    # one letter in six, and no short name: there one wrong letter makes another name, unless the context agrees
    if likeness < _ONE_IN_SIX or len(sounds(name)) < _LEAST_SOUNDS:
        score -= _DOUBTFUL
    elif place.kind in _SETTLED and spelling != place.name:
        score -= _DOUBTFUL / 2  # of a town's many aliases, one is near nearly everything
    return Contender(place, score, [f"“{name}” may be a slip for {spelling} ({likeness:.0%} alike)"])


def weigh_kind(contender: Contender, kind: str | None) -> None:
    """Weigh whether a place is of the kind that the text says."""
    if kind is None:
        return
    place = contender.place
    if contender.whole and place.kind not in _SAME_KIND.get(kind, {kind}):
        return  # Dara-i-Nur is called a valley, and is a district
    if place.kind in _SAME_KIND.get(kind, {kind}):
        contender.add(_KIND, f"it is a {place.kind}, as the text says")
    elif place.members and place.valid_to:
        contender.reasons.append("it is a former place, whose kind may have been another")
    else:
        contender.add(_OTHER_KIND, f"the text says {kind}, but it is a {place.kind}")


def weigh_surroundings(contender: Contender, name: str, outers: Sequence[Place], gazetteer: Gazetteer) -> None:
    """Weigh whether a place lies in what is named beside it."""
    key = contender.place.id
    inside = next((outer for outer in outers if gazetteer.contains(outer.id, key)), None)
    if not outers:
        contender.reasons.append(f"“{name}” beside it is not known, and tells nothing")
    elif inside is None:
        contender.add(_ELSEWHERE, f"it does not lie in {name}, which is named beside it")
    elif inside.id == key:
        contender.add(_ITSELF, f"{name} is named beside it, and no place lies in itself")
    else:
        contender.add(_WITHIN, f"it lies in {inside.name}, which is named beside it")


def weigh_neighbours(contender: Contender, neighbours: Sequence[Place], gazetteer: Gazetteer) -> None:
    """Weigh what else the report names: places of the same province, or not far away."""
    province = gazetteer.province(contender.place.id)
    for place in neighbours:
        if place.id == contender.place.id:
            continue
        if province is not None and gazetteer.province(place.id) is province:
            contender.add(_SAME_PROVINCE, f"{place.name} in the same province is named near by")
            return
    apart = [
        (_distance_km(contender.place, place), place.name) for place in neighbours if place.id != contender.place.id
    ]
    measured = [(distance, name) for distance, name in apart if distance is not None]
    if measured and (nearest := min(measured))[0] < _NEAR_KM:
        amount = _CLOSE * (1 - nearest[0] / _NEAR_KM)
        contender.add(amount, f"{nearest[1]}, {nearest[0]:.0f} km away, is named near by")


def _distance_km(one: Place, other: Place) -> float | None:
    """Return the distance between two places' points, along the ellipsoid, where both have one."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return _between_km(one.lat, one.lon, other.lat, other.lon)


@lru_cache(maxsize=1 << 16)
def _between_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(_GEOD.inv(lon, lat, other_lon, other_lat)[2]) / 1000


def weigh_main_province(contender: Contender, province: Place | None, gazetteer: Gazetteer) -> None:
    """Weigh whether a place lies in the province that the report is about."""
    if province is not None and gazetteer.contains(province.id, contender.place.id):
        contender.add(_MAIN_PROVINCE, f"the report is about {province.name}")


def weigh_time(contender: Contender, day: date | None) -> None:
    """Weigh whether a place existed in this form at the report's date."""
    place = contender.place
    if day is None:
        if place.valid_to:
            contender.add(_FORMER, f"it existed in this form only until {place.valid_to}")
    elif place.valid_from and day < place.valid_from:
        contender.add(_NOT_THEN, f"it did not exist in this form before {place.valid_from}")
    elif place.valid_to and day > place.valid_to:
        contender.add(_NOT_THEN, f"it did not exist in this form after {place.valid_to}")
    elif place.valid_to:
        contender.add(_EXISTED, f"it existed in this form on {day}")
