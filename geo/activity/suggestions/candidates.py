"""Events that a text may tell of: parts that tell the same of the same places, taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.activity.suggestions.counting import Count
from geo.activity.suggestions.parts import Part, Reading
from geo.activity.suggestions.roles import Told
from geo.dates import Span
from geo.gazetteer import Gazetteer

_NEAR: Final = 2  # sentences within which a wider and a narrower place may be one event's
_NEAR_KINDS: Final = {
    "attack": ("clash", "operation"),
    "clash": ("attack", "operation"),
    "operation": ("clash", "attack"),
    "stronghold": ("presence",),
    "arrest": ("operation",),
    "abduction": ("attack",),
    "income": ("trafficking",),
    "trafficking": ("income",),
}
_BEFORE: Final = 2  # sentences before an event whose day may be its own
_OPENING: Final = 6  # tokens of a sentence in which "elsewhere" stands


@dataclass(slots=True)
class Candidate:
    """An event that a text may tell of.

    Parameters
    ----------
    kind : str
        The kind of activity.
    places : tuple of str
        Where.
    parts : list of Part
        The passages that tell of it.
    votes : list of Told
        The predicates that make it this kind.
    span : Span, optional
        When, if a passage says so.
    again : Candidate, optional
        The event that this passage was taken to tell more of; it may as well be another one.
    """

    kind: str
    places: tuple[str, ...]
    parts: list[Part] = field(default_factory=list)
    votes: list[Told] = field(default_factory=list)
    span: Span | None = None
    again: Candidate | None = None

    @property
    def main(self) -> Part:
        """The first passage that names the place itself, outside of headlines where there is one."""
        return min(self.parts, key=lambda part: (not part.own, part.headline))

    def counts(self) -> list[Count]:
        """Return the numbers of all passages, each once."""
        found: dict[tuple[object, ...], Count] = {}
        for part in self.parts:
            for count in part.counts:
                found.setdefault((count.what, count.low, count.high), count)
        return list(found.values())


def candidates(reading: Reading, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the events that a text may tell of, in its order.

    Parameters
    ----------
    reading : Reading
        The text.
    gazetteer : Gazetteer
        Tells what lies in what.

    Returns
    -------
    list of Candidate
        In the order of the text.
    """
    found: list[Candidate] = []
    for part in reading.parts:
        votes = _votes(part)
        span = span_of(reading, part)
        fresh = _is_another(reading, part)
        for kind, told in votes.items():
            same = None if fresh else _same(found, kind, part, span, reading, gazetteer)
            if same is None:
                same = Candidate(kind, part.group.places)
                found.append(same)
            elif told and (part.own or part.counts or span):
                # nothing else was ever another event
                found.append(Candidate(kind, part.group.places, [part], list(told), span, same))
            if (
                same.parts
                and len(part.group.places)
                and part.own
                and _narrower(part.group.places, same.places, gazetteer)
            ):
                same.places = part.group.places
            same.parts.append(part)
            same.votes += told
            same.span = same.span or span
    return found


def _votes(part: Part) -> dict[str, list[Told]]:
    """Return the kinds that a part may tell of, each with the predicates that make it so."""
    votes: dict[str, list[Told]] = {}
    for one in part.told:
        votes.setdefault(one.kind, []).append(one)
    if not votes and part.own and part.everyone:
        votes["presence"] = []
    # what the tables make one kind may be told as a near one: the weights decide
    for kind in [near for one in votes for near in _NEAR_KINDS.get(one, ())]:
        votes.setdefault(kind, [])
    return votes


def span_for(one: Candidate, reading: Reading) -> Span | None:
    """Return when an event was: as its main passage says, another one, or the sentences before it."""
    parts = (one.main, *(part for part in one.parts if part.own), *one.parts)
    spans = [span for part in parts if (span := span_of(reading, part))]
    if spans:
        # "last week" in one passage, "on March 22" in another
        inside = (span for span in spans if spans[0].first <= span.first and span.last <= spans[0].last)
        if day := next((span for span in inside if span.precision == "day"), None):
            return day
        # "this week" in a text about a week is that week
        period = reading.period
        return period if period and spans[0].precision == "range" and not _conflict(period, spans[0]) else spans[0]
    main = reading.lines[one.main.sentence].sentence
    for number in range(one.main.sentence - 1, max(-1, one.main.sentence - 1 - _BEFORE), -1):
        line = reading.lines[number]
        if line.sentence.headline or main.paragraph - line.sentence.paragraph > 1:
            break
        if days := [moment.span for moment in line.moments if moment.span.precision == "day"]:
            return days[-1]
    return reading.period


def span_of(reading: Reading, part: Part) -> Span | None:
    """Return when a part of a text says that something happened."""
    line = reading.lines[part.sentence]
    inside = [one for one in line.moments if part.first <= one.first < part.stop] or list(line.moments)
    if not inside:
        return None
    # with "said on Sunday" the day is that of the words
    said = {match.last for match in line.found.get("said", ())}
    deeds = [one for one in inside if not any(one.first - 3 <= at < one.first for at in said)]
    chosen = deeds or []
    if not chosen:
        return None
    exact = [one for one in chosen if one.span.precision == "day"]
    # a day that is named rather than "today", on which something was only announced
    today = reading.published.last if reading.published else None
    named = [one for one in exact if one.span.first != today]
    return (named or exact or chosen)[0].span


def _is_another(reading: Reading, part: Part) -> bool:
    line = reading.lines[part.sentence]
    return part.own and any(
        match.first - part.first <= _OPENING for match in line.found.get("another", ()) if match.first >= part.first
    )


def _same(  # noqa: PLR0913, PLR0917 - what makes two passages one event
    found: Sequence[Candidate], kind: str, part: Part, span: Span | None, reading: Reading, gazetteer: Gazetteer
) -> Candidate | None:
    """Return the event that a part tells more of."""
    for one in reversed(found):
        if one.again or one.kind != kind or _conflict(one.span, span):
            continue
        if one.places == part.group.places or set(one.places) == set(part.group.places):
            return one
        near = part.sentence - one.parts[-1].sentence <= _NEAR
        headline = reading.lines[one.parts[0].sentence].sentence.headline
        if (
            part.own
            and (near or headline)
            and _narrower(part.group.places, one.places, gazetteer)
            and all(x.sentence <= part.sentence for x in one.parts)
            and (headline or one.parts[-1].sentence < part.sentence)
        ):
            return one
    return None


def _conflict(one: Span | None, other: Span | None) -> bool:
    """Return whether two times cannot be of one event."""
    if one is None or other is None:
        return False
    return (one.first - other.last).days > 1 or (other.first - one.last).days > 1


def _narrower(inner: Sequence[str], outer: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Return whether all of some places lie in others."""
    return all(any(key != place and gazetteer.contains(key, place) for key in outer) for place in inner)
