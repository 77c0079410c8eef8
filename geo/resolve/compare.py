"""Compare how phrases resolve in two gazetteers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from geo.gazetteer import Gazetteer, Place
from geo.names import fold, skeleton, spread
from geo.resolve.resolution import Resolution
from geo.resolve.resolver import resolve

# enough to show the effect of a change that touches more
_MOST: Final = 400
_NAMED: Final = 3


class Redirection(NamedTuple):
    """A phrase that resolves differently.

    Parameters
    ----------
    phrase : str
        The phrase as a report writes it.
    before, after : str
        What it resolves to, in words.
    """

    phrase: str
    before: str
    after: str


def compare(phrases: Iterable[str], before: Gazetteer, after: Gazetteer) -> list[Redirection]:
    """Return the phrases whose verdict or place differs between two gazetteers.

    Parameters
    ----------
    phrases : iterable of str
        Repeated ones are compared once; all places that a phrase names are compared.
    before, after : Gazetteer
        The places before and after the change.

    Returns
    -------
    list of Redirection
        In the order of the phrases.

    Examples
    --------
    >>> from geo.project import Project
    >>> before = Project.load().gazetteer
    >>> twin = Place("af.takhar.jurm", "Jurm", "district", "af.takhar", lat=36.7, lon=69.5, radius_km=5)
    >>> compare(["Jurm district", "Kabul"], before, Gazetteer([*before.values(), twin]))[0].before
    'Jurm (district, Badakhshan)'
    """
    found = []
    for phrase in dict.fromkeys(phrases):
        old, new = _resolved(phrase, before), _resolved(phrase, after)
        if [_answer(one) for one in old] != [_answer(one) for one in new]:
            found.append(Redirection(phrase, _said(old, before), _said(new, after)))
    return found


def phrases_about(before: Gazetteer, after: Gazetteer) -> list[str]:
    """Return the phrases that may resolve differently after a change of places.

    Returns
    -------
    list of str
        The old and new spellings of all places that differ, and those of places that sound the same; each alone,
        and followed by the place it lies in.

    Examples
    --------
    >>> from geo.project import Project
    >>> before = Project.load().gazetteer
    >>> twin = Place("af.takhar.jorm", "Jorm", "village", "af.takhar", lat=36.7, lon=69.5, radius_km=5)
    >>> phrases_about(before, Gazetteer([*before.values(), twin]))[:3]
    ['Jorm', 'Jorm, Takhar', 'Jurm']
    """
    phrases: dict[str, None] = {}
    for place, gazetteer in _touched(before, after):
        for spelling in place.spellings:
            phrases |= _with_parent(spelling, place, gazetteer)
            if len(phrases) > _MOST:
                return list(phrases)
            for other in (before, after):
                for namesake, _ in other.by_skeleton.get(skeleton(spelling), {}).values():
                    phrases |= _with_parent(namesake.name, namesake, other)
    return list(phrases)


def _touched(before: Gazetteer, after: Gazetteer) -> Iterable[tuple[Place, Gazetteer]]:
    for key, place in after.items():
        old = before.get(key)
        if old is not place and old != place:
            yield place, after
            if old:
                yield old, before
    yield from ((place, before) for key, place in before.items() if key not in after)


def _with_parent(spelling: str, place: Place, gazetteer: Gazetteer) -> dict[str, None]:
    parent = gazetteer.get(place.parent)
    return dict.fromkeys([spelling, f"{spelling}, {parent.name}"] if parent else [spelling])


def _resolved(phrase: str, gazetteer: Gazetteer) -> list[Resolution]:
    # like resolve_all, without the search for similar names, which is slow and changes no verdict
    names = (phrase,) if fold(phrase) in gazetteer.by_fold else spread(phrase)
    return [resolve(name, gazetteer, suggest=False) for name in names]


def _answer(resolution: Resolution) -> tuple[str, str]:
    return resolution.verdict, resolution.place.id if resolution.place else ""


def _said(resolutions: Iterable[Resolution], gazetteer: Gazetteer) -> str:
    return "; ".join(_one(resolution, gazetteer) for resolution in resolutions)


def _one(resolution: Resolution, gazetteer: Gazetteer) -> str:
    if resolution.verdict == "unknown":
        return "unknown"
    named = [_label(candidate.place, gazetteer) for candidate in resolution.candidates]
    if resolution.place:
        return named[0]
    more = f", {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return f"ambiguous: {', '.join(named[:_NAMED])}{more}"


def _label(place: Place, gazetteer: Gazetteer) -> str:
    province = gazetteer.province(place.parent) if place.parent else None
    return f"{place.name} ({place.kind}{f', {province.name}' if province else ''})"
