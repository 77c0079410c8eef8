"""A suggestion as a record that a person may accept, with the state of the review."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from geo.activity.record import Record
from geo.activity.several import parted
from geo.activity.suggestions import LIKELY, Count, Suggestion
from geo.activity.why import kept_for, reasons_in_text
from geo.gazetteer import Gazetteer
from geo.names import fold
from geo.reports import Report
from geo.scan import Mention

State = Literal["pending", "accepted", "rejected"]

_OF_PEOPLE: Final = ("killed", "wounded")
_TOO_MANY: Final = 10**12
_PRECISION: Final = {
    "country": "country",
    "region": "region",
    "province": "province",
    "district": "district",
    "city": "near",
    "town": "near",
    "village": "near",
    "valley": "near",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A record under review.

    Parameters
    ----------
    key : str
        Stays the same when the report is scanned again.
    record : Record
        As it would be accepted; until then its ``id`` is the key.
    state : {"pending", "accepted", "rejected"}
        What was decided.
    likely : float, default 1
        How likely it is right, from 0 to 1.
    reasons : tuple of str
        What speaks for (+) and against (-) it.
    """

    key: str
    record: Record
    state: State = "pending"
    likely: float = 1.0
    reasons: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether it is folded away in a review."""
        return self.likely < LIKELY

    def corrected(self, changes: Mapping[str, str]) -> Draft:
        """Return the draft with some cells changed.

        Parameters
        ----------
        changes : mapping of str to str
            Cells by column, as the CSV has them.

        Returns
        -------
        Draft
            The same in all else, but ``why``: the resolver's reasons are about the places that it found.

        Raises
        ------
        ValueError
            When a cell is not what its column holds.
        """
        cells = {**self.record.to_row(), **changes}
        if "place_id" in changes:
            cells["why"] = kept_for(self.record.why, parted(changes["place_id"]))
        return replace(self, record=Record.from_row(cells))

    def parts(self) -> list[Draft]:
        """Return a draft for each place; the numbers stay with none, since they are theirs together."""
        return [
            replace(
                self,
                key=(key := f"{self.key}-{place}"),
                record=replace(
                    self.record,
                    count_low=None,
                    count_high=None,
                    killed_low=None,
                    killed_high=None,
                    wounded_low=None,
                    wounded_high=None,
                    id=key,
                    place_id=(place,),
                    unit="",
                    why=kept_for(self.record.why, [place]),
                ),
            )
            for place in self.record.place_id
        ]


def drafts_of(
    report: Report, suggestions: Iterable[Suggestion], gazetteer: Gazetteer, mentions: Sequence[Mention] = ()
) -> list[Draft]:
    """Return suggestions as pending drafts.

    Parameters
    ----------
    report : Report
        What was scanned.
    suggestions : iterable of Suggestion
        What its text suggests; of two that say the same, the first counts.
    gazetteer : Gazetteer
        Says what kind of place each is, and so how precisely the location is known.
    mentions : sequence of Mention
        The report's toponyms, whose reasons the drafts keep.

    Returns
    -------
    list of Draft
        In the order of the suggestions.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> report = project.reports["newarab-jowzjan-darzab"]
    >>> mentions = project.scan(report.body, report.published_from)
    >>> suggestions = project.suggester.suggest(report.body, mentions, report.published)
    >>> drafts = drafts_of(report, suggestions, project.gazetteer, mentions)
    >>> {draft.state for draft in drafts}, drafts[0].record.report_id
    ({'pending'}, ('newarab-jowzjan-darzab',))
    """
    found: dict[str, Draft] = {}
    for suggestion in suggestions:
        key = _key(suggestion, report)
        record = _record(key, suggestion, report, gazetteer, mentions)
        found.setdefault(key, Draft(key, record, likely=suggestion.confidence, reasons=suggestion.why))
    return list(found.values())


def precision_of(kind: str) -> str:
    """Return how precisely a place of a kind tells a location, as one of the words of ``location_precision``.

    Examples
    --------
    >>> precision_of("town")
    'near'
    """
    return _PRECISION[kind]


def location_precision(places: Iterable[str], gazetteer: Gazetteer) -> str:
    """Return how precisely places tell a location: as the narrowest of them does; empty if there are none.

    Examples
    --------
    >>> from geo.project import Project
    >>> location_precision(["af.jowzjan", "af.jowzjan.darzab"], Project.load().gazetteer)
    'district'
    """
    kinds = [gazetteer[place].kind for place in places if place in gazetteer]
    return precision_of(max(kinds, key=list(_PRECISION).index)) if kinds else ""


def _key(suggestion: Suggestion, report: Report) -> str:
    """Name a suggestion by what it says, not by where it stands."""
    sentence = fold(report.body[suggestion.start : suggestion.end])
    known = "".join([suggestion.kind, *suggestion.places, sentence])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def _record(
    key: str, suggestion: Suggestion, report: Report, gazetteer: Gazetteer, mentions: Sequence[Mention]
) -> Record:
    """Return a suggestion as a record."""
    published = report.published
    killed, wounded = (_first(suggestion.counts, what) for what in _OF_PEOPLE)
    other = next((count for count in suggestion.counts if count.what not in _OF_PEOPLE), None)
    doubted = suggestion.status == "doubted"
    notes = (
        "doubted in the report" if doubted else "",
        "told as past" if suggestion.past else "",
        _without_column(suggestion.counts, (killed, wounded, other)),
    )
    return Record(
        id=key,
        place_id=suggestion.places,
        place_text=suggestion.place_text,
        date_from=suggestion.date_from or published.first,
        date_to=suggestion.date_to or published.last,
        date_precision=suggestion.date_precision or published.precision,
        actors=suggestion.actors,
        targets=suggestion.targets,
        kind=suggestion.kind,
        **_bounds("count", other),
        unit=other.what if other else "",
        **_bounds("killed", killed),
        **_bounds("wounded", wounded),
        claimed_by=suggestion.claimed_by,
        status="reported" if doubted else suggestion.status,
        location_precision=location_precision(suggestion.places, gazetteer),
        confidence=_confidence(suggestion),
        report_id=(report.id,),
        evidence=suggestion.passages,
        note="; ".join(filter(None, notes)),
        why=reasons_in_text(suggestion.places, mentions, suggestion.end),
    )


def _confidence(suggestion: Suggestion) -> str:
    """Return how sure a record is of what it tells, as ``data/README.md`` defines it."""
    if suggestion.status in {"doubted", "denied"} or not suggestion.claimed_by:
        return "low"
    return "high" if suggestion.status == "confirmed" else "medium"


def _first(counts: Iterable[Count], what: str) -> Count | None:
    return next((count for count in counts if count.what == what), None)


def _bounds(name: str, count: Count | None) -> dict[str, Any]:
    """Return the two columns of a number."""
    low, high = (count.low, count.high) if count else (None, None)
    return {f"{name}_low": _of_people(low), f"{name}_high": _of_people(high)}


def _without_column(counts: Iterable[Count], used: Sequence[Count | None]) -> str:
    """Return the numbers for which a record has no column: a report may give several."""
    return ", ".join(str(count) for count in counts if count not in used)


def _of_people(number: int | None) -> int | None:
    """Return a number that can be one of people: no column and no field of a form holds any length of digits."""
    return number if number is not None and number < _TOO_MANY else None
