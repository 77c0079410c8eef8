"""What speaks for and against a place: its spelling, its kind, what it lies in, what is near, when it existed.

Scores run from 0 to 1; evidence is added to them and taken from them. The amounts are ordered rather than
measured: a spelling counts more than a kind, a named parent more than a neighbour. They were set on the
hand-checked cases in ``tests/toponyms``, which hold them in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from pyproj import Geod

from geo.gazetteer import Gazetteer, Namesake, Place
from geo.names import fold, is_arabic, similarity, skeleton, sounds

#: the least score of an answer, and its least distance to the next one
SURE: Final = 0.84
APART: Final = 0.05

_NAME, _ALIAS = 1.0, 0.99
# towns and villages share their names with districts, and reports mean the district more often
_TOWN_NAME, _TOWN_ALIAS, _VILLAGE = 0.98, 0.93, 0.92
_SOUND, _SOUND_RANGE = 0.50, 0.48  # the same consonants; the rest is for the vowels
_TOWN_SOUND, _TOWN_ALIAS_SOUND, _VILLAGE_SOUND = 0.06, 0.10, 0.06
_COUNTRY_SOUND, _OTHER_SCRIPT = 0.15, 0.08
_SLIP, _SLIP_RANGE = 0.60, 0.30  # a typing error
_ONE_IN_SIX, _LEAST_SOUNDS, _DOUBTFUL = 0.83, 6, 0.10
_KIND, _OTHER_KIND, _CENTRE = 0.10, -0.25, -0.18
_WITHIN, _ITSELF, _ELSEWHERE = 0.10, -0.06, -0.30
_UNKNOWN_OUTER, _UNKNOWN_OUTER_LIKE = -0.04, -0.15
_ABROAD, _THE_SAME, _ALIKE = -0.30, 0.95, 0.75
_OTHER_SYLLABLES, _NEARLY = -0.10, 0.9
_SAME_PROVINCE, _CLOSE = 0.08, 0.06
_MAIN_PROVINCE = 0.07
_EXISTED, _NOT_THEN, _FORMER = 0.06, -0.30, -0.08
_NEAR_KM: Final = 150.0
_CENTRE_KM, _TWINS_KM = 25.0, 10.0
# with one or two consonants, sounding alike tells little
_SHORT: Final = {0: -0.25, 1: -0.20, 2: -0.10, 3: -0.04}

# towns are called cities and cities towns
_SAME_KIND: Final = {"city": {"city", "town"}, "town": {"city", "town"}, "village": {"village", "town"}}
_SETTLED: Final = frozenset({"city", "town", "village"})
_GEOD: Final = Geod(ellps="WGS84")
_VOWELS: Final = re.compile("[aiu]+")


@dataclass(slots=True)
class Contender:
    """A candidate while its evidence is weighed."""

    place: Place
    score: float
    reasons: list[str] = field(default_factory=list)
    likeness: float = 1.0  # of the name to the spelling
    syllables: bool = True  # the two have as many of them
    whole: bool = False  # the words that could tell a kind are part of the name
    exact: bool = False  # the name is spelt as the gazetteer spells it
    nearness: float = 0.0  # what its neighbours add to its score
    supported: bool = False  # the text names something that it lies in, or that lies near by

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
    return Contender(place, _VILLAGE if place.kind == "village" else score, [reason], exact=True)


def sounding(name: str, place: Place, spellings: Iterable[str], consonants: int) -> Contender:
    """Judge a place whose name has the same consonants."""
    likeness, spelling = most_alike(name, spellings)
    score = _SOUND + _SOUND_RANGE * likeness + _SHORT.get(consonants, 0.0)
    if is_arabic(spelling) and not is_arabic(name):
        score -= _OTHER_SCRIPT  # which leaves out the vowels that would tell them apart
    if place.kind == "country" and likeness < 1.0:
        score -= _COUNTRY_SOUND  # everybody knows how countries are written
    if place.kind in _SETTLED:
        # there are so many towns and villages that one of them sounds like anything
        score -= _TOWN_SOUND if spelling == place.name else _TOWN_ALIAS_SOUND
        score -= _VILLAGE_SOUND if place.kind == "village" else 0.0
    reasons = [f"“{name}” sounds like {spelling} ({likeness:.0%} alike)"]
    return Contender(place, score, reasons, likeness, syllables=_syllables(name) == _syllables(spelling))


def _syllables(name: str) -> int:
    return len(_VOWELS.findall(sounds(name)))


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
    if likeness < _ONE_IN_SIX or len(sounds(name)) < _LEAST_SOUNDS or place.kind == "village":
        score -= _DOUBTFUL
    elif place.kind in _SETTLED and spelling != place.name:
        score -= _DOUBTFUL / 2  # of a town's many aliases, one is near nearly everything
    return Contender(place, score, [f"“{name}” may be a slip for {spelling} ({likeness:.0%} alike)"], likeness)


def weigh_kind(contender: Contender, kind: str | None) -> None:
    """Weigh whether a place is of the kind that the text says."""
    if kind is None:
        return
    place = contender.place
    if contender.whole and place.kind not in _SAME_KIND.get(kind, {kind}):
        return  # Dara-i-Nur is called a valley, and is a district
    if place.kind in _SAME_KIND.get(kind, {kind}):
        # every country has districts and towns: to be one makes no likeness of two names more
        contender.add(_KIND if contender.exact else 0.0, f"it is a {place.kind}, as the text says")
    elif place.members and (place.valid_to or kind == "district"):
        contender.reasons.append("it is made of others, and its kind may have been another")
    else:
        # new districts are called after their towns, and are not rows yet
        centre = kind == "district" and place.kind == "town" and contender.exact
        contender.add(_CENTRE if centre else _OTHER_KIND, f"the text says {kind}, but it is a {place.kind}")


def weigh_surroundings(contender: Contender, name: str, outers: Sequence[Place], gazetteer: Gazetteer) -> None:
    """Weigh whether a place lies in what is named beside it."""
    key = contender.place.id
    inside = next((outer for outer in outers if gazetteer.contains(outer.id, key)), None)
    if not outers and abroad(name, contender.place, gazetteer):
        contender.add(_ELSEWHERE, f"{name}, which is named beside it, lies in another country")
    elif not outers:
        # where nobody knows what surrounds a name, to be like another name tells little
        contender.add(_UNKNOWN_OUTER if contender.exact else _UNKNOWN_OUTER_LIKE, f"“{name}” beside it is not known")
    elif inside is None:
        contender.add(_ELSEWHERE, f"it does not lie in {name}, which is named beside it")
    elif inside.id == key:
        contender.add(_ITSELF, f"{name} is named beside it, and no place lies in itself")
    else:
        contender.add(_WITHIN, f"it lies in {inside.name}, which is named beside it")
        contender.supported = contender.supported or inside.kind != "country"


def abroad(name: str, place: Place, gazetteer: Gazetteer) -> tuple[Namesake, ...]:
    """Return the places of other countries than a place's that bear a name."""
    country = place.id.split(".", 1)[0]
    return tuple(one for one in gazetteer.foreign.get(fold(name), ()) if one.country != country)


def weigh_namesakes_abroad(contender: Contender, name: str, gazetteer: Gazetteer) -> None:
    """Weigh whether a name is that of a place in another country, which is told last: support outweighs it."""
    place = contender.place
    settled = place.kind in _SETTLED and place.kind != "city"
    # a district or a city that is called so stands its ground; one that is merely like it, and a village, do not
    if contender.supported or place.kind in {"country", "region"}:
        return
    if place.kind != "province" and not contender.syllables and contender.likeness < _NEARLY:
        # romanisations disagree about vowels, hardly about how many there are
        contender.add(_OTHER_SYLLABLES, "it has another number of syllables, and nothing else speaks for it")
    others = abroad(name, place, gazetteer)
    if not settled and (contender.exact or (place.kind == "province" and contender.likeness >= _ALIKE)):
        return
    if not settled and contender.likeness >= _THE_SAME and all(one.kind == "town" for one in others):
        return
    if others:
        countries = ", ".join(sorted({one.country.upper() for one in others}))
        contender.add(_ABROAD, f"“{name}” is a place in another country, too ({countries})")


def weigh_neighbours(contender: Contender, neighbours: Sequence[Place], gazetteer: Gazetteer) -> None:
    """Weigh what else the report names: places of the same province, or not far away.

    A place is no evidence for itself, nor is a namesake in it or around it: "Kunduz" beside "Kunduz" tells nothing.
    """
    own = contender.place
    province = gazetteer.province(own.id)
    for place in neighbours:
        if province is not None and gazetteer.province(place.id) is province and not _one_name(place, own, gazetteer):
            contender.add(_SAME_PROVINCE, f"{place.name} in the same province is named near by")
            contender.supported = True
            return
    others = [place for place in neighbours if not _one_name(place, own, gazetteer)]
    apart = [(_distance_km(own, place), place.name) for place in others]
    measured = [(distance, name) for distance, name in apart if distance is not None]
    if measured and (nearest := min(measured))[0] < _NEAR_KM:
        contender.nearness = _CLOSE * (1 - nearest[0] / _NEAR_KM)
        contender.add(contender.nearness, f"{nearest[1]}, {nearest[0]:.0f} km away, is named near by")
        contender.supported = True


def share_nearness(contenders: Sequence[Contender], gazetteer: Gazetteer) -> None:
    """Give a place as much for its neighbours as a namesake in it gets: what is near the one is near the other."""
    near = {one.place.id: one for one in contenders if one.nearness}
    if not near:
        return
    by_id = {one.place.id: one for one in contenders}
    for one in list(near.values()):
        for outer in gazetteer.ancestors(one.place.id):
            other = by_id.get(outer.id)
            if other is not None and other.nearness < one.nearness:
                other.score += one.nearness - other.nearness
                other.nearness, other.supported = one.nearness, True


def _one_name(one: Place, other: Place, gazetteer: Gazetteer) -> bool:
    """Tell whether two places are one, or bear one name and lie in one another."""
    if one.id == other.id:
        return True
    if skeleton(one.name) != skeleton(other.name):
        return False
    return gazetteer.contains(one.id, other.id) or gazetteer.contains(other.id, one.id)


def is_centre(town: Place, district: Place) -> bool:
    """Tell whether a town may be the centre of a district of its name by where the two are."""
    apart = _distance_km(town, district)
    return town.kind in _SETTLED and district.kind == "district" and apart is not None and apart < _CENTRE_KM


def are_twins(one: Place, other: Place) -> bool:
    """Tell whether two places are villages of one district close to one another, which maps number."""
    apart = _distance_km(one, other)
    return (
        one.kind == other.kind == "village" and one.parent == other.parent and apart is not None and apart < _TWINS_KM
    )


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
        contender.supported = True


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
