"""Find candidate places for a name: spelt or sounding the same, written differently, misspelt, or merely similar."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz import fuzz, process

from geo.gazetteer import Gazetteer
from geo.names import Part, core, fold, skeleton, sounds
from geo.resolve.evidence import Contender, most_alike, slipped, sounding, spelt

_SUGGESTIONS: Final = 5
_RESEMBLING: Final = 50.0  # per cent; anything less similar is no help
_LEAST_SLIP: Final = 0.75  # one letter in four
_LEAST_SOUNDS: Final = 4
_AS_SPELT: Final = 0.85  # how similar the names of a district and a town in it must be to count as one
_AS_WHOLE: Final = 0.9
_OTHERWISE: Final = -0.06
_BESIDE_SOUND: Final = 0.04
_BESIDE_SPELT: Final = 0.1  # similar sound yields to identical spelling


def bearing(part: Part, gazetteer: Gazetteer) -> list[Contender]:
    """Return the places that have a name, with or without the words that state its kind."""
    best: dict[str, Contender] = {}
    for name in dict.fromkeys((part.text, part.name)):
        whole = name != part.name
        for contender in _spelt_or_sounding(name, gazetteer):
            # with the word for its kind, a name sounds like many others: Jiyah village like Jilga
            if whole and not contender.exact and contender.likeness < _AS_WHOLE:
                continue
            contender.whole = whole
            known = best.setdefault(contender.place.id, contender)
            if known.score < contender.score:
                contender.whole = known.whole or whole
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
    # identical sounds are nearly an identical spelling: others with the same consonants rank lower
    exact = any(contender.likeness == 1.0 for contender in found)
    for contender in found:
        if exact and contender.likeness < 1.0:
            contender.score -= _BESIDE_SOUND
        # lists often spell a district and its town differently, though the name is the same
        town = next((one for one in contenders.values() if inside(one, contender, gazetteer)), None)
        if town and contender.likeness >= _AS_SPELT:
            contender.score = town.score
        else:
            contender.score -= yielding
    return [*contenders.values(), *found]


def written_otherwise(name: str, gazetteer: Gazetteer) -> list[Contender]:
    """Return the places that have a name once a generic word is dropped, or as another language writes it."""
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
    """Return the places of whose name this one may be a misspelling.

    One consonant may be changed, missing or added; vowels are compared after that.
    """
    key = skeleton(name)
    if len(sounds(name)) < _LEAST_SOUNDS:
        return []
    best: dict[str, tuple[float, bool, str]] = {}
    for near in gazetteer.near(key):
        for place, spellings in gazetteer.by_skeleton[near].values():
            likeness, spelling = most_alike(name, spellings)
            if likeness >= _LEAST_SLIP:
                # among equally similar spellings, prefer the one on the map, so that the answer never varies
                found = likeness, spelling == place.name, spelling
                best[place.id] = max(found, best.get(place.id, found))
    return [slipped(name, gazetteer[key], spelling, likeness) for key, (likeness, _, spelling) in best.items()]


def resembling(name: str, gazetteer: Gazetteer) -> list[Contender]:
    """Return the places with the most similar names, as suggestions for a name that no place has."""
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
