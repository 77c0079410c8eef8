"""From a toponym and its context to ranked places, each with its reasons.

Nothing is guessed silently: a name that several places bear, and that nothing tells apart, is reported
as ambiguous; one that nothing bears as unknown, with what comes nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from rapidfuzz import fuzz, process

from geo.gazetteer import Gazetteer, Place
from geo.names import Part, fold, parse, similarity, skeleton

Verdict = Literal["resolved", "ambiguous", "unknown"]

# scores run from 0 to 1. The bounds were set on the names of the five articles and on namesakes among
# the districts (tests/test_resolve.py)
_SOUNDS_ALIKE: Final = 0.8  # what a name with the same consonants is worth; the rest is for its vowels
_LIKENESS: Final = 80.0  # below this, rapidfuzz's ratio is chance
_SURE: Final = 0.8  # the least score of an answer
_APART: Final = 0.05  # the least distance to the next answer
_SUGGESTIONS: Final = 5

# towns are called cities and cities towns
_SAME_KIND: Final = {"city": {"city", "town"}, "town": {"city", "town"}, "village": {"village", "town"}}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym may mean.

    Parameters
    ----------
    place : Place
        The place.
    score : float
        From 0 to 1.
    reasons : tuple of str
        What speaks for and against it, in words.
    """

    place: Place
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a toponym resolves to.

    Parameters
    ----------
    query : str
        The phrase.
    verdict : {"resolved", "ambiguous", "unknown"}
        ``resolved``: the first candidate is meant. ``ambiguous``: one of the candidates is, and nothing
        tells which. ``unknown``: no place bears the name; the candidates are suggestions.
    candidates : tuple of Candidate
        The likeliest first.
    direction : str, optional
        The part of the place that is meant: ``northern``.
    """

    query: str
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    direction: str | None = None

    @property
    def place(self) -> Place | None:
        """The place that is meant, when that is certain enough."""
        return self.candidates[0].place if self.verdict == "resolved" else None

    def as_dict(self, gazetteer: Gazetteer) -> dict[str, Any]:
        """Return the resolution as plain values, for JSON."""
        return {
            "query": self.query,
            "verdict": self.verdict,
            "place_id": self.place.id if self.place else None,
            "direction": self.direction,
            "candidates": [
                {
                    "id": candidate.place.id,
                    "name": candidate.place.name,
                    "kind": candidate.place.kind,
                    "in": gazetteer.where(candidate.place.id),
                    "score": round(candidate.score, 3),
                    "reasons": list(candidate.reasons),
                }
                for candidate in self.candidates
            ],
        }


@dataclass(slots=True)
class _Draft:
    """A candidate while its evidence is weighed."""

    place: Place
    score: float
    reasons: list[str] = field(default_factory=list)


def resolve(phrase: str, gazetteer: Gazetteer, *, kind: str | None = None, within: Iterable[str] = ()) -> Resolution:
    """Find the place that a phrase means.

    Parameters
    ----------
    phrase : str
        A toponym as a report writes it, with what stands around it: ``Darzab district of Jowzjan``.
    gazetteer : Gazetteer
        The places there are.
    kind : str, optional
        The kind of place that is meant, when it is known from elsewhere.
    within : iterable of str
        Names or ids of places that it lies in, when they are known from elsewhere.

    Returns
    -------
    Resolution
        The verdict and the candidates with their reasons.

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
    """
    whole = Part(phrase, kind, text=phrase)
    parts = parse(phrase)
    if fold(phrase) in gazetteer.by_fold:
        # a name as a whole: "northern Afghanistan" is a region of its own, "Dara-e Khustak" a valley
        parts = (whole,)
    if not parts or not parts[0].name:
        return Resolution(phrase, "unknown")
    target = parts[0] if parts[0].kind else replace(parts[0], kind=kind)
    surroundings = [*(part.name for part in parts[1:]), *within]
    drafts = _named(target, gazetteer)
    for draft in drafts:
        _weigh_kind(draft, target.kind)
        _weigh_surroundings(draft, surroundings, gazetteer)
    # among equals the widest first: what is true of a city is true of its province
    drafts.sort(key=lambda draft: (-round(draft.score, 6), len(gazetteer.ancestors(draft.place.id)), draft.place.id))
    if drafts:
        _explain_widest(drafts, gazetteer)
    ranked = tuple(Candidate(draft.place, min(max(draft.score, 0.0), 1.0), tuple(draft.reasons)) for draft in drafts)
    verdict = _verdict(drafts, gazetteer)
    kept = ranked if verdict == "ambiguous" else ranked[:_SUGGESTIONS]
    return Resolution(phrase, verdict, kept, target.direction)


def _named(part: Part, gazetteer: Gazetteer) -> list[_Draft]:
    """Return the places that bear a name, with or without the words that tell its kind."""
    best: dict[str, _Draft] = {}
    for name in dict.fromkeys((part.text, part.name)):
        for draft in _spelt_or_sounding(name, gazetteer):
            if draft.place.id not in best or best[draft.place.id].score < draft.score:
                best[draft.place.id] = draft
    return list(best.values()) or _resembling(part.name, gazetteer)


def _spelt_or_sounding(name: str, gazetteer: Gazetteer) -> list[_Draft]:
    """Return the places that bear a name in this spelling, or one that sounds like it."""
    exact = gazetteer.by_fold.get(fold(name), ())
    drafts = {place.id: _Draft(place, 1.0, [_spelt(name, place, spelling)]) for place, spelling in exact}
    for place, spelling in gazetteer.by_skeleton.get(skeleton(name), ()):
        if place.id not in drafts:
            alike = [other for other in place.spellings if skeleton(other) == skeleton(name)] or [spelling]
            likeness = max(similarity(name, other) for other in alike)
            score = _SOUNDS_ALIKE + (1 - _SOUNDS_ALIKE) * likeness - 0.04
            # short names have many that sound alike: without their vowels little is left
            score -= 0.1 * max(0, 3 - len(skeleton(name))) + 0.4 * max(0.0, 0.6 - likeness)
            drafts[place.id] = _Draft(place, score, [f"“{name}” sounds like {spelling}"])
    return list(drafts.values())


def _resembling(name: str, gazetteer: Gazetteer) -> list[_Draft]:
    """Return the places whose names come nearest to one that no place bears."""
    drafts: dict[str, _Draft] = {}
    close = process.extract(
        fold(name), list(gazetteer.by_fold), scorer=fuzz.ratio, limit=_SUGGESTIONS, score_cutoff=_LIKENESS / 2
    )
    for key, ratio, _ in close:
        for place, spelling in gazetteer.by_fold[key]:
            # a long name with one letter wrong is that name; a short one may be another
            trust = 0.95 if len(key) >= 6 and ratio >= _LIKENESS + 5 else 0.75  # noqa: PLR2004
            reason = f"“{name}” is spelt somewhat like {spelling} ({ratio:.0f} % the same)"
            drafts.setdefault(place.id, _Draft(place, trust * ratio / 100, [reason]))
    return list(drafts.values())


def _spelt(name: str, place: Place, spelling: str) -> str:
    if fold(place.name) == fold(name):
        return f"“{name}” is its name" if place.name == name else f"“{name}” is a spelling of its name, {place.name}"
    return f"“{name}” is another name of {place.name}" + ("" if spelling == name else f" ({spelling})")


def _weigh_kind(draft: _Draft, kind: str | None) -> None:
    if kind is None:
        return
    if draft.place.kind in _SAME_KIND.get(kind, {kind}):
        draft.score += 0.1
        draft.reasons.append(f"it is a {draft.place.kind}, as the text says")
    else:
        draft.score -= 0.25
        draft.reasons.append(f"the text says {kind}, but it is a {draft.place.kind}")


def _weigh_surroundings(draft: _Draft, surroundings: Sequence[str], gazetteer: Gazetteer) -> None:
    """Weigh whether a place lies in the places that are named beside it."""
    for name in surroundings:
        outers = (
            [gazetteer[name]]
            if name in gazetteer
            else [found.place for found in _spelt_or_sounding(name, gazetteer) if found.score >= _SURE]
        )
        if not outers:
            draft.reasons.append(f"“{name}” beside it is not known, and tells nothing")
        elif inside := next((outer for outer in outers if gazetteer.contains(outer.id, draft.place.id)), None):
            same = inside.id == draft.place.id
            draft.score += 0.02 if same else 0.1
            draft.reasons.append(
                f"{name} beside it is this place itself"
                if same
                else f"it lies in {inside.name}, which is named beside it"
            )
        else:
            draft.score -= 0.3
            draft.reasons.append(f"it does not lie in {name}, which is named beside it")


def _explain_widest(drafts: Sequence[_Draft], gazetteer: Gazetteer) -> None:
    """Say why, among namesakes that lie in one another, the widest stands first.

    "Kunduz" alone is the province, its district or its city. Whichever is meant, it is true of the
    province; of the city it may be false.
    """
    best = drafts[0]
    inner = [draft.place.kind for draft in drafts[1:] if draft.score == best.score and _inside(draft, best, gazetteer)]
    if inner:
        best.reasons.append(f"it contains the {' and the '.join(dict.fromkeys(inner))} of this name")


def _inside(draft: _Draft, outer: _Draft, gazetteer: Gazetteer) -> bool:
    return gazetteer.contains(outer.place.id, draft.place.id)


def _verdict(drafts: Sequence[_Draft], gazetteer: Gazetteer) -> Verdict:
    if not drafts or drafts[0].score < _SURE:
        return "unknown"
    # a namesake inside the first candidate is no rival: what is true of it is true of the first
    rivals = (draft for draft in drafts[1:] if not _inside(draft, drafts[0], gazetteer))
    best_rival = next(rivals, None)
    return "ambiguous" if best_rival and drafts[0].score - best_rival.score < _APART else "resolved"
