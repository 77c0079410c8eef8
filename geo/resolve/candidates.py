"""Finding the places that bear a name: spelt so, sounding so, written otherwise, with a slip, or merely alike."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz import fuzz, process

from geo.gazetteer import Gazetteer
from geo.names import Part, core, fold, skeleton, sounds
from geo.resolve.evidence import Contender, most_alike, slipped, sounding, spelt

_SUGGESTIONS: Final = 5
_RESEMBLING: Final = 50.0  # per cent; below, a suggestion would only amuse
_LEAST_SLIP: Final = 0.75  # one letter in four
_LEAST_SOUNDS: Final = 4
_AS_SPELT: Final = 0.85  # how alike a district must be to a town in it to be spelt like the town
_OTHERWISE: Final = -0.06
_BESIDE_SOUND: Final = 0.04
_BESIDE_SPELT: Final = 0.1  # what only sounds alike gives way to what is spelt so


def bearing(part: Part, gazetteer: Gazetteer) -> list[Contender]:
    """Return the places that bear a name, with or without the words that tell its kind."""
    best: dict[str, Contender] = {}
    for name in dict.fromkeys((part.text, part.name)):
        for contender in _spelt_or_sounding(name, gazetteer):
            contender.whole = name != part.name
            if contender.place.id not in best or best[contender.place.id].score < contender.score:
                best[contender.place.id] = contender
    return list(best.values())


def _spelt_or_sounding(name: str, gazetteer: Gazetteer) -> list[Contender]:
    contenders = {
        place.id: spelt(name, place, spellings[0])
        for place, spellings in gazetteer.by_fold.get(fold(name), {}).values()
    }
    yielding = _BESIDE_SPELT if contenders else 0.0
    key = skeleton(name)
    found: list[Contender] = []
    for place, spellings in gazetteer.by_skeleton.get(key, {}).values():
        if place.id not in contenders:
            found.append(sounding(name, place, spellings, len(key)))
    # the same sounds are nearly the same spelling: others with these consonants stand back
    exact = any(contender.likeness == 1.0 for contender in found)
    for contender in found:
        if exact and contender.likeness < 1.0:
            contender.score -= _BESIDE_SOUND
        # lists spell a district one way and its town another; the names are the same
        town = next((one for one in contenders.values() if inside(one, contender, gazetteer)), None)
        if town and contender.likeness >= _AS_SPELT:
            contender.score = town.score
        else:
            contender.score -= yielding
    return [*contenders.values(), *found]


def written_otherwise(name: str, gazetteer: Gazetteer) -> list[Contender]:
    """Return the places that bear a name but for a word beside it, or for what another language writes."""
    contenders: dict[str, Contender] = {}
    for other, reason in (
        (core(name), f"“{name}” may be its fort, centre, market or plain"),
        (re.sub("j(?![aeiou])|j(?=on)", "y", name), f"“{name}” may be written with the j of German and Russian lists"),
        (name.replace("ة", "ت"), f"“{name}” may end in t, as Arabic writes it"),
    ):
        if other and other != name:
            for contender in _spelt_or_sounding(other, gazetteer):
                contender.add(_OTHERWISE, reason)
                contenders.setdefault(contender.place.id, contender)
    return list(contenders.values())


def having_slipped(name: str, gazetteer: Gazetteer) -> list[Contender]:
    """Return the places from whose name a typing error leads to this one.

    One consonant may be changed, lost or added; vowels are compared after that.
    """
    key = skeleton(name)
    if len(sounds(name)) < _LEAST_SOUNDS:
        return []
    best: dict[str, tuple[float, bool, str]] = {}
    for near in gazetteer.near(key):
        for place, spellings in gazetteer.by_skeleton[near].values():
            likeness, spelling = most_alike(name, spellings)
            if likeness >= _LEAST_SLIP:
                # of spellings that are equally like it, the one on the map: the answer must not be left to chance
                found = likeness, spelling == place.name, spelling
                best[place.id] = max(found, best.get(place.id, found))
    return [slipped(name, gazetteer[key], spelling, likeness) for key, (likeness, _, spelling) in best.items()]


def resembling(name: str, gazetteer: Gazetteer) -> list[Contender]:
    """Return the places whose names come nearest to one that no place bears; suggestions, not answers."""
    contenders: dict[str, Contender] = {}
    close = process.extract(
        fold(name), gazetteer.by_fold.keys(), scorer=fuzz.ratio, limit=_SUGGESTIONS, score_cutoff=_RESEMBLING
    )
    for key, ratio, _ in close:
        for place, spellings in gazetteer.by_fold[key].values():
            reason = f"“{name}” is spelt somewhat like {spellings[0]} ({ratio:.0f} % the same)"
            contenders.setdefault(place.id, Contender(place, ratio / 100 * 0.75, [reason]))
    return list(contenders.values())


def inside(contender: Contender, outer: Contender, gazetteer: Gazetteer) -> bool:
    """Tell whether a contender's place is, or lies in, another's."""
    return gazetteer.contains(outer.place.id, contender.place.id)
