"""A suggestion as a record that a person may accept, with the state of the review."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from geo.activity.record import Record
from geo.activity.several import parted
from geo.activity.suggest import Suggestion
from geo.activity.why import kept_for, reasons_in_text
from geo.dates import Span, told_span
from geo.gazetteer import Gazetteer
from geo.names import fold
from geo.reports import Report
from geo.scan import Mention

State = Literal["pending", "accepted", "rejected"]

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
    """

    key: str
    record: Record
    state: State = "pending"

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
        """Return a draft for each place; the number stays with none, since it is theirs together."""
        return [
            Draft(
                key := f"{self.key}-{place}",
                replace(
                    self.record,
                    id=key,
                    place_id=(place,),
                    count_low=None,
                    count_high=None,
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
    >>> suggestions = project.suggester.suggest(report.body, mentions)
    >>> drafts = drafts_of(report, suggestions, project.gazetteer, mentions)
    >>> {draft.state for draft in drafts}, drafts[0].record.report_id
    ({'pending'}, ('newarab-jowzjan-darzab',))
    """
    found: dict[str, Draft] = {}
    for suggestion in suggestions:
        key = _key(suggestion, report)
        found.setdefault(key, Draft(key, _record(key, suggestion, report, gazetteer, mentions)))
    return list(found.values())


def _key(suggestion: Suggestion, report: Report) -> str:
    """Name a suggestion by what it says, not by where it stands."""
    sentence = fold(report.body[suggestion.start : suggestion.end])
    known = "".join([suggestion.kind, *suggestion.places, sentence])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def _record(
    key: str, suggestion: Suggestion, report: Report, gazetteer: Gazetteer, mentions: Sequence[Mention]
) -> Record:
    """Return a suggestion as a record."""
    sentence = report.body[suggestion.start : suggestion.end]
    told = told_span(sentence, Span(report.published_from, report.published_to, report.date_precision))
    count = suggestion.count
    narrow = max((gazetteer[place].kind for place in suggestion.places), key=list(_PRECISION).index)
    notes = (
        f"part of {count.whole:,}" if count and count.whole else "",
        "doubted in the report" if suggestion.doubted else "",
        "told as past" if suggestion.past else "",
    )
    return Record(
        id=key,
        place_id=suggestion.places,
        place_text=suggestion.place_text,
        date_from=told.first,
        date_to=told.last,
        date_precision=told.precision,
        actors=suggestion.actors,
        kind=suggestion.kind,
        count_low=_of_people(count.low) if count else None,
        count_high=_of_people(count.high) if count else None,
        unit=count.unit if count else "",
        claimed_by=suggestion.claimed_by,
        status=suggestion.status,
        location_precision=_PRECISION[narrow],
        confidence="low" if suggestion.doubted else suggestion.confidence,
        report_id=(report.id,),
        evidence=((suggestion.start, suggestion.end),),
        note="; ".join(filter(None, notes)),
        why=reasons_in_text(suggestion.places, mentions, suggestion.end),
    )


def _of_people(number: int | None) -> int | None:
    """Return a number that can be one of people: no column and no field of a form holds any length of digits."""
    return number if number is not None and number < _TOO_MANY else None
