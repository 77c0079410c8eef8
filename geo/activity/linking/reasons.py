"""Why two records may be reports of one event, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from geo.activity.known import Known
from geo.activity.linking.columns import NUMBERS, related
from geo.activity.record import Record, bounds_in_words
from geo.activity.vocabulary import Term
from geo.dates import Span
from geo.gazetteer import Gazetteer


def reasons(one: Record, other: Record, distance: float | None, known: Known) -> tuple[str, ...]:
    """Return what two records have in common, and where they differ.

    Parameters
    ----------
    one, other : Record
        The records.
    distance : float or None
        Kilometres between their places, if these are two points.
    known : Known
        What records refer to.

    Returns
    -------
    tuple of str
        On place, days, parties, kind and numbers, in this order.

    Examples
    --------
    >>> from datetime import date
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> one = Record(id="a", place_id=("af.jowzjan.darzab",), date_from=date(2017, 12, 12), date_to=date(2017, 12, 12),
    ...              kind="clash", report_id=("r",), actors=("taliban",), killed_low=3, killed_high=3)
    >>> other = Record(id="b", place_id=("af.jowzjan.darzab",), date_from=date(2017, 12, 13),
    ...                date_to=date(2017, 12, 13), kind="clash", report_id=("s",), actors=("taliban",), killed_low=3,
    ...                killed_high=5)
    >>> "; ".join(reasons(one, other, None, project))
    'both in Darzab; 12 December 2017 and 13 December 2017; both name Taliban; both Clash; 3 and 3 to 5 killed'
    """
    return (
        _place(one, other, distance, known.gazetteer),
        _days(one.span, other.span),
        *_parties(one, other, known.actors),
        _kinds(one.kind, other.kind, known.kinds),
        *_numbers(one, other),
    )


def _place(one: Record, other: Record, distance: float | None, gazetteer: Gazetteer) -> str:
    shared = [gazetteer[key].name for key in one.place_id if key in other.place_id]
    if shared:
        return f"both in {_listed(shared)}"
    for inner, outer in ((one, other), (other, one)):
        for key in inner.place_id:
            for around in outer.place_id:
                if gazetteer.contains(around, key):
                    return f"{gazetteer[key].name} is in {gazetteer[around].name}"
    here, there = gazetteer[one.place_id[0]], gazetteer[other.place_id[0]]
    names = here.name if here.name == there.name else f"{here.name} and {there.name}"
    within = gazetteer[here.parent].name if here.parent in gazetteer else ""
    far = "" if distance is None else f", {distance:.0f} km apart" if distance >= 1 else ", less than 1 km apart"
    return f"both in {within} ({names}{far})" if within else f"{names}{far}"


def _days(one: Span, other: Span) -> str:
    return f"both {_on(one)}" if str(one) == str(other) else f"{one} and {other}"


def _on(span: Span) -> str:
    return f"on {span}" if str(span)[:1].isdigit() else str(span)


def _parties(one: Record, other: Record, actors: Mapping[str, Term]) -> Iterator[str]:
    here, there = ({*record.actors, *record.targets} - {"civilians"} for record in (one, other))
    if not here or not there:
        return
    found = related(frozenset(here), frozenset(there), actors)
    names = sorted(actors[key].name if key in actors else key for key in found)
    if not found:
        yield "they name different actors"
    elif found & here & there:
        yield f"both name {_listed(names)}"
    else:
        for key in sorted(found):
            whole = actors[key].part_of if key in actors else ""
            if whole in found:
                yield f"{actors[key].name} is part of {actors[whole].name if whole in actors else whole}"


def _kinds(one: str, other: str, kinds: Mapping[str, Term]) -> str:
    names = [kinds[key].name if key in kinds else key for key in (one, other)]
    return f"both {names[0]}" if one == other else " and ".join(names)


def _numbers(one: Record, other: Record) -> Iterator[str]:
    for what in NUMBERS:
        here, there = (
            bounds_in_words(getattr(record, f"{what}_low"), getattr(record, f"{what}_high")) for record in (one, other)
        )
        if what == "count" and one.unit != other.unit:
            continue
        noun = one.unit or "counted" if what == "count" else what
        if here and there:
            yield f"both {here} {noun}" if here == there else f"{here} and {there} {noun}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def records_by_position(records: pd.DataFrame, positions: list[int]) -> dict[int, Record]:
    """Return some records by their position in the table."""
    rows = records.iloc[positions].to_dict("records")
    return {
        at: Record.from_row({str(name): cell for name, cell in row.items()})
        for at, row in zip(positions, rows, strict=True)
    }
