"""The columns of records that two of them are compared by, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity.events import event_numbers
from geo.activity.linking.places import Places, Positions
from geo.activity.several import distinct, explode
from geo.activity.vocabulary import Term
from geo.gazetteer import Gazetteer

#: the numbers of people that are compared
NUMBERS: Final = ("killed", "wounded", "count")
#: whoever is not a party to anything
_CIVILIANS: Final = "civilians"
_NOBODY: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Columns:
    """A table of records as numbers, one row per record unless said otherwise.

    Parameters
    ----------
    size : int
        The number of records.
    places : Places
        The distinct places.
    rows, place : array of int64
        One row per record and place: the positions of both.
    first, last : array of int64
        Days since 1 January 1970.
    group : array of int64
        0 for the project's own records, and a number for each import.
    report : array of int64
        The position of each record's reports in ``reports``.
    reports : sequence of frozenset of str
        The distinct combinations of reports.
    event : array of int64
        The position of the first record of each record's event.
    parties : array of int64
        The position of each record's parties in ``sides``.
    sides : sequence of frozenset of str
        The distinct combinations of actors and targets.
    kind : array of int64
        The position of each record's kind in ``kinds``.
    kinds : sequence of str
        The distinct kinds.
    low, high : dict of str to array of float64
        The bounds of each of :data:`NUMBERS`: 0 and infinity where one is open, NaN where both are.
    unit : array of int64
        A number for each distinct unit of ``count``.
    """

    size: int
    places: Places
    rows: Positions
    place: Positions
    first: Positions
    last: Positions
    group: Positions
    report: Positions
    reports: Sequence[frozenset[str]]
    event: Positions
    parties: Positions
    sides: Sequence[frozenset[str]]
    kind: Positions
    kinds: Sequence[str]
    low: Mapping[str, NDArray[np.float64]]
    high: Mapping[str, NDArray[np.float64]]
    unit: Positions

    @classmethod
    def of(cls, records: pd.DataFrame, gazetteer: Gazetteer) -> Columns:
        """Read the typed table.

        Parameters
        ----------
        records : pandas.DataFrame
            All records, with those of imports.
        gazetteer : Gazetteer
            Their places.
        """
        found = explode(records["place_id"])
        reports, report = distinct(records["report_id"])
        parties, sides = _parties(records)
        kinds = records["kind"].cat.categories.tolist()
        low, high = {}, {}
        for what in NUMBERS:
            low[what], high[what] = _bounds(records, what)
        return cls(
            size=len(records),
            places=Places.of(found.keys, gazetteer),
            rows=found.rows,
            place=found.codes,
            first=_days(records["date_from"]),
            last=_days(records["date_to"]),
            group=_groups(records),
            report=report.astype(np.int64),
            reports=[frozenset(cell) for cell in reports],
            event=event_numbers(records["event_id"]),
            parties=parties,
            sides=sides,
            kind=records["kind"].cat.codes.to_numpy().astype(np.int64),
            kinds=kinds,
            low=low,
            high=high,
            unit=pd.factorize(records["unit"])[0].astype(np.int64),
        )


def _days(column: pd.Series) -> Positions:
    days: Positions = column.to_numpy().astype("datetime64[D]").astype(np.int64)
    return days


def _groups(records: pd.DataFrame) -> Positions:
    if "dataset" not in records:
        return np.zeros(len(records), np.int64)
    codes, names = pd.factorize(records["dataset"].astype(str))
    number = np.array([0 if not name else at + 1 for at, name in enumerate(names)], np.int64)
    return number[codes]


def _parties(records: pd.DataFrame) -> tuple[Positions, list[frozenset[str]]]:
    """Return everyone who takes part in each record: sources differ in whom they call the target."""
    actors, of_actors = distinct(records["actors"])
    targets, of_targets = distinct(records["targets"])
    both = of_actors.astype(np.int64) * len(targets) + of_targets
    used, at = np.unique(both, return_inverse=True)
    sides = [
        frozenset((*actors[code // len(targets)], *targets[code % len(targets)])) - {_CIVILIANS}
        for code in used.tolist()
    ]
    return at.astype(np.int64), sides


def _bounds(records: pd.DataFrame, what: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    low, high = (records[f"{what}_{end}"].to_numpy(np.float64, na_value=np.nan) for end in ("low", "high"))
    low, high = low.copy(), high.copy()
    open_low, open_high = np.isnan(low) & ~np.isnan(high), np.isnan(high) & ~np.isnan(low)
    low[open_low], high[open_high] = 0, np.inf
    return low, high


def related(one: frozenset[str], other: frozenset[str], actors: Mapping[str, Term]) -> frozenset[str]:
    """Return the actors of one side that are, or are part of, an actor of the other, or the other way round.

    Examples
    --------
    >>> from geo.project import Project
    >>> sorted(related(frozenset(["haqqani-network"]), frozenset(["taliban"]), Project.load().actors))
    ['haqqani-network', 'taliban']
    """
    shared = one & other
    if shared:
        return shared
    wider = {key: actors[key].part_of for key in one | other if key in actors and actors[key].part_of}
    found = {name for key, whole in wider.items() if whole in (other if key in one else one) for name in (key, whole)}
    return frozenset(found) if found else _NOBODY
