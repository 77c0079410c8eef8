"""Find the places that have a name, weigh the evidence for each, and give a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from geo.gazetteer import Gazetteer, Place
from geo.names import Part, fold, parse, spread
from geo.resolve.candidates import bearing, having_slipped, inside, resembling, written_otherwise
from geo.resolve.evidence import (
    APART,
    SURE,
    Contender,
    are_twins,
    is_centre,
    share_nearness,
    weigh_kind,
    weigh_main_province,
    weigh_namesakes_abroad,
    weigh_neighbours,
    weigh_surroundings,
    weigh_time,
)
from geo.resolve.resolution import Candidate, Resolution, Verdict

_LONGEST: Final = 120  # characters; anything longer is a text, not a toponym
_SUGGESTIONS: Final = 5
# what separates places in one cell, from the plainest
_BREAK: Final = re.compile(r"\s*[;|\n]\s*|\s+/\s+")
_AND: Final = re.compile(r"\s*,?\s+(?:and|&)\s+|\s+و\s+|\s*/\s*", re.IGNORECASE)
_COMMA: Final = re.compile(r"\s*[,،]\s*")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a toponym besides the phrase itself.

    Parameters
    ----------
    kind : str, optional
        The kind of place that is meant.
    within : tuple of str
        Names or ids of places that it lies in. Strong evidence.
    near : tuple of str
        Names or ids of places that the report mentions nearby. Weak evidence.
    province : str, optional
        Name or id of the province that the report is about. Weak evidence.
    day : datetime.date, optional
        When the report was published; counts against places that did not exist then.
    """

    kind: str | None = None
    within: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    province: str | None = None
    day: date | None = None


def resolve(  # noqa: PLR0913 - two are shorthands for a context
    phrase: str,
    gazetteer: Gazetteer,
    context: Context | None = None,
    *,
    kind: str | None = None,
    within: Iterable[str] = (),
    suggest: bool = True,
) -> Resolution:
    """Find the place that a phrase refers to.

    Parameters
    ----------
    phrase : str
        A toponym as a report writes it, with the words around it: ``Darzab district of Jowzjan``.
    gazetteer : Gazetteer
        The places to choose from.
    context : Context, optional
        What is known besides the phrase.
    kind : str, optional
        Short for ``Context(kind=...)``; takes precedence over the kind in ``context``.
    within : iterable of str
        Short for ``Context(within=...)``; added to those in ``context``.
    suggest : bool, default True
        Look for similar names when no place has this one, which is the slowest step.

    Returns
    -------
    Resolution
        The verdict, and the candidates with their reasons.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.gazetteer import load
    >>> gazetteer = load([Path("gazetteer/places.csv")])
    >>> resolution = resolve("Darzab district of Jowzjan", gazetteer)
    >>> resolution.verdict, resolution.place.id
    ('resolved', 'af.jowzjan.darzab')
    >>> resolve("Kohistan", gazetteer).verdict
    'ambiguous'
    >>> resolve("Kohistan", gazetteer, Context(near=("Maymana",))).place.id
    'af.faryab.kohistan'
    >>> resolve("Kohistan", gazetteer, Context(day=date(2017, 12, 1)), within=["Faryab"]).place.id
    'af.faryab.kohistan'
    """
    context = _with(context or Context(), kind, tuple(within))
    if len(phrase) > _LONGEST:
        return Resolution(phrase, "unknown")
    # a name in full is not split: "northern Afghanistan" is a region in its own right, "Dara-e Khustak" a valley
    parts = (Part(phrase, text=phrase),) if fold(phrase) in gazetteer.by_fold else parse(phrase)
    if not parts or not parts[0].name:
        return Resolution(phrase, "unknown")
    target = parts[0] if parts[0].kind else replace(parts[0], kind=context.kind)
    contenders = bearing(target, gazetteer) or having_slipped(target.name, gazetteer)
    if all(contender.score < SURE for contender in contenders):
        contenders = [*contenders, *written_otherwise(target.name, gazetteer)]
    _weigh(contenders, target, [*(part.name for part in parts[1:]), *context.within], context, gazetteer)
    # among equals, the file that comes first and the widest place: what is true of a city is true of its province
    contenders.sort(key=lambda contender: _rank(contender, gazetteer))
    _widest_first(contenders, gazetteer)
    verdict = _verdict(contenders, gazetteer)
    if verdict == "unknown" and suggest and len(contenders) < _SUGGESTIONS:
        known = {contender.place.id for contender in contenders}
        contenders += [contender for contender in resembling(target.name, gazetteer) if contender.place.id not in known]
    kept = contenders if verdict == "ambiguous" else contenders[:_SUGGESTIONS]
    if kept:
        _explain_widest(kept, gazetteer)
    ranked = tuple(
        Candidate(contender.place, min(max(contender.score, 0.0), 1.0), tuple(contender.reasons)) for contender in kept
    )
    inside = _container(parts[1:], context, gazetteer) if verdict == "unknown" else None
    return Resolution(phrase, verdict, ranked, target.direction, inside)


def _container(around: Sequence[Part], context: Context, gazetteer: Gazetteer) -> Place | None:
    """Return the nearest place that a phrase names around one that is not known."""
    for at, part in enumerate(around):
        outer = tuple(one.name for one in around[at + 1 :]) + context.within
        found = resolve(part.text, gazetteer, replace(context, kind=part.kind, within=outer), suggest=False)
        if found.place is not None:
            return found.place
    return None


def resolve_all(phrase: str, gazetteer: Gazetteer, context: Context | None = None) -> list[Resolution]:
    """Resolve each of the places named in one phrase.

    Parameters
    ----------
    phrase : str
        ``Darzab and Qushtepa districts``, or a single toponym.
    gazetteer : Gazetteer
        The places to choose from.
    context : Context, optional
        What is known besides the phrase.

    Returns
    -------
    list of Resolution
        One per place, in the order in which the phrase names them.

    Examples
    --------
    >>> from geo.project import Project
    >>> found = resolve_all("Darzab and Qushtepa districts", Project.load().gazetteer)
    >>> [resolution.place.id for resolution in found]
    ['af.jowzjan.darzab', 'af.jowzjan.qush-tepa']
    """
    return [resolve(name, gazetteer, context) for name in _several(phrase, gazetteer, context)]


def _several(phrase: str, gazetteer: Gazetteer, context: Context | None) -> tuple[str, ...]:
    """Return the names in a phrase; "Jurm, Badakhshan" is one, "Kunduz; Takhar" are two."""
    if fold(phrase) in gazetteer.by_fold:
        return (phrase,)
    names = spread(phrase) or (phrase,)
    if len(names) > 1 or len(phrase) > _LONGEST:
        return names
    for separator in (_BREAK, _AND, _COMMA):
        pieces = [piece for piece in separator.split(phrase) if fold(piece)]
        if len(pieces) <= 1:
            continue
        if separator is _COMMA and resolve(phrase, gazetteer, context, suggest=False).place is not None:
            continue
        found = [one for piece in pieces for one in _several(piece, gazetteer, context)]
        known = [resolve(one, gazetteer, context, suggest=False) for one in found]
        # a comma alone may also stand before what contains a place, or in an address
        if separator is _BREAK or all(one.verdict != "unknown" for one in known):
            return tuple(found)
    return names


def _with(context: Context, kind: str | None, within: tuple[str, ...]) -> Context:
    """Return a context with the shorthands merged into it."""
    return replace(
        context,
        kind=kind or context.kind,
        # a place named twice would count twice
        within=tuple(dict.fromkeys((*context.within, *within))),
    )


def _weigh(
    contenders: Sequence[Contender], target: Part, within: Sequence[str], context: Context, gazetteer: Gazetteer
) -> None:
    """Add up the evidence for and against each contender."""
    if not contenders:
        return
    outers = {name: _meant(name, gazetteer) for name in within}
    neighbours = [place for name in context.near for place in _meant(name, gazetteer)[:1]]
    provinces = [place for place in _meant(context.province or "", gazetteer) if place.kind == "province"]
    for contender in contenders:
        weigh_kind(contender, target.kind)
        for name, places in outers.items():
            weigh_surroundings(contender, name, places, gazetteer)
        if neighbours:
            weigh_neighbours(contender, neighbours, gazetteer)
        weigh_main_province(contender, provinces[0] if provinces else None, gazetteer)
        weigh_time(contender, context.day)
    share_nearness(contenders, gazetteer)
    for contender in contenders:
        weigh_namesakes_abroad(contender, target.text if contender.whole else target.name, gazetteer)


def _meant(name: str, gazetteer: Gazetteer) -> list[Place]:
    """Return the places that a name in the context may refer to, the widest first."""
    if name in gazetteer:
        return [gazetteer[name]]
    parts = parse(name)
    if not parts or not parts[0].name:
        return []
    contenders = [contender for contender in bearing(parts[0], gazetteer) if contender.score >= SURE]
    for contender in contenders:
        weigh_kind(contender, parts[0].kind)
    contenders.sort(key=lambda contender: (-contender.score, len(gazetteer.ancestors(contender.place.id))))
    return [contender.place for contender in contenders if contender.score >= SURE]


def _rank(contender: Contender, gazetteer: Gazetteer) -> tuple[float, int, int, str]:
    key = contender.place.id
    return -round(contender.score, 6), gazetteer.precedence(key), len(gazetteer.ancestors(key)), key


def _widest_first(contenders: list[Contender], gazetteer: Gazetteer) -> None:
    """Move a place to the front if it contains the likeliest one and is about as likely."""
    for contender in contenders[1:]:
        if contender.score > contenders[0].score - APART and inside(contenders[0], contender, gazetteer):
            contenders.remove(contender)
            contenders.insert(0, contender)
            return


def _explain_widest(contenders: Sequence[Contender], gazetteer: Gazetteer) -> None:
    """Say why the widest of several nested namesakes comes first.

    "Kunduz" alone may be the province, its district or its city. Whichever is meant, the report is true of
    the province; of the city it may be false.
    """
    best = contenders[0]
    inner = [
        contender
        for contender in contenders[1:]
        if contender.score > best.score - APART and inside(contender, best, gazetteer)
    ]
    if any(one.exact and best.exact and are_twins(one.place, best.place) for one in contenders[1:]):
        best.reasons.append("another village of this name lies near by")
    kinds = dict.fromkeys(contender.place.kind for contender in inner)
    if kinds:
        best.reasons.append(f"it contains the {' and the '.join(kinds)} of this name")


def _verdict(contenders: Sequence[Contender], gazetteer: Gazetteer) -> Verdict:
    if not contenders or contenders[0].score < SURE:
        return "unknown"
    # a namesake inside the first candidate is not a rival: what is true of it is true of the first
    rivals = (contender for contender in contenders[1:] if not inside(contender, contenders[0], gazetteer))
    best_rival = next((contender for contender in rivals if not _gives_way(contender, contenders[0], gazetteer)), None)
    return "ambiguous" if best_rival and contenders[0].score - best_rival.score < APART else "resolved"


def _gives_way(rival: Contender, first: Contender, gazetteer: Gazetteer) -> bool:
    """Tell whether a namesake comes from a later file than the first candidate, with no better evidence."""
    if round(rival.score, 6) > round(first.score, 6):
        return False
    if gazetteer.precedence(rival.place.id) > gazetteer.precedence(first.place.id):
        return True
    # by the outlines, the centre of a district may lie in the next one
    return first.exact and rival.exact and (is_centre(rival.place, first.place) or are_twins(rival.place, first.place))
