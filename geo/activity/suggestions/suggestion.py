"""What is suggested: an event that a text seems to tell of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.activity.suggestions.counting import Count


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An event that a text seems to tell of.

    Parameters
    ----------
    places : tuple of str
        Ids; several belong together.
    place_text : str
        As written.
    kind : str
        Id of ``kinds.csv``.
    actors : tuple of str
        Ids of ``actors.csv``: the parties, those that suffer it too.
    targets : tuple of str
        Who suffers it: ids of ``actors.csv``, or a sort of people such as ``civilians``.
    counts : tuple of Count
        The numbers that belong to it.
    date_from, date_to : datetime.date, optional
        First and last day, as far as the text or its date says.
    date_precision : str
        day, month, year or range; empty without a date.
    claimed_by : str
        Who says so, as written.
    status : str
        reported, denied, planned, doubted or confirmed.
    past : bool
        It is told as over.
    start, end : int
        Offsets of the main passage.
    passages : tuple of (int, int)
        Offsets of every passage that reports it.
    confidence : float
        How likely it is right, from 0 to 1.
    why : tuple of str
        What weighs most for (+) and against (-) it.
    """

    places: tuple[str, ...]
    place_text: str
    kind: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    counts: tuple[Count, ...]
    date_from: date | None
    date_to: date | None
    date_precision: str
    claimed_by: str
    status: str
    past: bool
    start: int
    end: int
    passages: tuple[tuple[int, int], ...]
    confidence: float
    why: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; the names of the keys stay as they are."""
        return {
            "places": list(self.places),
            "place_text": self.place_text,
            "kind": self.kind,
            "actors": list(self.actors),
            "targets": list(self.targets),
            "counts": [{"what": one.what, "who": one.who, "low": one.low, "high": one.high} for one in self.counts],
            "date_from": self.date_from.isoformat() if self.date_from else None,
            "date_to": self.date_to.isoformat() if self.date_to else None,
            "date_precision": self.date_precision,
            "claimed_by": self.claimed_by,
            "status": self.status,
            "past": self.past,
            "start": self.start,
            "end": self.end,
            "passages": [list(one) for one in self.passages],
            "confidence": round(self.confidence, 3),
            "why": list(self.why),
        }
