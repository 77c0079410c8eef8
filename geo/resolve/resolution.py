"""The answer: which places a toponym may refer to, how likely each is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from geo.gazetteer import Gazetteer, Place

Verdict = Literal["resolved", "ambiguous", "unknown"]

_HEADINGS: Final = {
    "resolved": "means:",
    "ambiguous": "could mean any of these places:",
    "unknown": "is not in the gazetteer",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym may refer to.

    Parameters
    ----------
    place : Place
        The place.
    score : float
        From 0 to 1.
    reasons : tuple of str
        The evidence for and against it, in words.
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
        ``resolved``: the first candidate is meant. ``ambiguous``: one of the candidates is, but nothing
        says which. ``unknown``: no place has this name; the candidates are suggestions.
    candidates : tuple of Candidate
        Likeliest first.
    direction : str, optional
        The part of the place that is meant, such as ``northern``.
    inside : Place, optional
        The nearest known place that contains an unknown one.
    """

    query: str
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    direction: str | None = None
    inside: Place | None = None

    @property
    def place(self) -> Place | None:
        """The place that is meant, if that is certain enough."""
        return self.candidates[0].place if self.verdict == "resolved" else None

    def as_dict(self, gazetteer: Gazetteer) -> dict[str, Any]:
        """Return the resolution as plain values, for JSON."""
        return {
            "query": self.query,
            "verdict": self.verdict,
            "place_id": self.place.id if self.place else None,
            "direction": self.direction,
            "inside": self.inside.id if self.inside else None,
            "candidates": [
                {
                    "id": candidate.place.id,
                    "name": candidate.place.name,
                    "kind": candidate.place.kind,
                    "in": gazetteer.where(candidate.place.id),
                    "codes": [code._asdict() for code in candidate.place.codes],
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
        The gazetteer it comes from.

    Returns
    -------
    str
        A heading, then for each place to consider a line with its id, name, kind and score, and one per reason.

    Examples
    --------
    >>> from geo.project import Project
    >>> from geo.resolve import resolve
    >>> gazetteer = Project.load().gazetteer
    >>> print(explain(resolve("northern Badakhshan", gazetteer), gazetteer))
    “northern Badakhshan” means:
      af.badakhshan  Badakhshan, province in Afghanistan  (1.00)
        - “Badakhshan” is its name
        - only its northern part is meant; it has no outline of its own
    """
    heading = _HEADINGS[resolution.verdict]
    if resolution.verdict == "unknown" and resolution.candidates:
        heading += "; similar names:"
    lines = [f"“{resolution.query}” {heading}"]
    for candidate in resolution.candidates[:1] if resolution.place else resolution.candidates:
        place, where = candidate.place, gazetteer.where(candidate.place.id)
        described = f"{place.name}, {place.kind}{f' in {where}' if where else ''}"
        lines.append(f"  {place.id}  {described}  ({candidate.score:.2f})")
        lines += [f"    - {reason}" for reason in candidate.reasons]
        if place.note:
            lines.append(f"    - note: {place.note}")
    if resolution.inside:
        where = gazetteer.where(resolution.inside.id)
        lines.append(f"  it lies in {resolution.inside.id}  {resolution.inside.name}{f', {where}' if where else ''}")
    if resolution.direction and resolution.place:
        lines.append(f"    - only its {resolution.direction} part is meant; it has no outline of its own")
    return "\n".join(lines)
