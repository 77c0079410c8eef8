"""The answer: which places a toponym may mean, how likely each, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from geo.gazetteer import Gazetteer, Place

Verdict = Literal["resolved", "ambiguous", "unknown"]

_HEADINGS: Final = {
    "resolved": "is",
    "ambiguous": "may be one of several places; say which, for example with --in or --kind",
    "unknown": "is not in the gazetteer",
}


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


def explain(resolution: Resolution, gazetteer: Gazetteer) -> str:
    """Say in words what a toponym resolves to, and why.

    Parameters
    ----------
    resolution : Resolution
        The answer.
    gazetteer : Gazetteer
        That it was found in.

    Returns
    -------
    str
        Some lines: a heading, and for each place to consider its id, name, kind and reasons.

    Examples
    --------
    >>> from geo.project import Project
    >>> from geo.resolve import resolve
    >>> gazetteer = Project.load().gazetteer
    >>> print(explain(resolve("northern Badakhshan", gazetteer), gazetteer))
    northern Badakhshan: is
      af.badakhshan  Badakhshan, province in Afghanistan  (1.00)
        - “Badakhshan” is its name
        - only its northern part is meant, which has no outline of its own
    """
    heading = _HEADINGS[resolution.verdict]
    if resolution.verdict == "unknown" and resolution.candidates:
        heading += "; the nearest names are"
    lines = [f"{resolution.query}: {heading}"]
    for candidate in resolution.candidates[:1] if resolution.place else resolution.candidates:
        place, where = candidate.place, gazetteer.where(candidate.place.id)
        described = f"{place.name}, {place.kind}{f' in {where}' if where else ''}"
        lines.append(f"  {place.id}  {described}  ({candidate.score:.2f})")
        lines += [f"    - {reason}" for reason in candidate.reasons]
        if place.note:
            lines.append(f"    - note: {place.note}")
    if resolution.direction and resolution.place:
        lines.append(f"    - only its {resolution.direction} part is meant, which has no outline of its own")
    return "\n".join(lines)
