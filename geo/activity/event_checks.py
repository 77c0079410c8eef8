"""Likely mistakes in which records are linked as reports of one event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity.events import imported
from geo.activity.several import parted
from geo.errors import Problem
from geo.gazetteer import Gazetteer

#: reports of one event that are further apart are most likely of two
MOST_DAYS: Final = 31
_OWN: Final = "data/activity.csv"
_LINKS: Final = "data/events.csv"


def event_warnings(records: pd.DataFrame, numbers: NDArray[Any], gazetteer: Gazetteer) -> list[Problem]:
    """Return events with a single record, and those whose records are far apart in time or place.

    Parameters
    ----------
    records : pandas.DataFrame
        All records; those of ``activity.csv`` come first.
    numbers : array of int, shape (own records,)
        The row of each of these in the file.
    gazetteer : Gazetteer
        Their places.

    Returns
    -------
    list of geo.errors.Problem
        At most one for each event.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> alone = project.records.assign(event_id=["darzab", *[""] * (len(project.records) - 1)])
    >>> print(event_warnings(alone, np.arange(2, len(alone) + 2), project.gazetteer)[0])
    data/activity.csv, row 2, event_id: 'darzab' has one record; give another record this event_id, or clear it
    """
    theirs = imported(records).to_numpy()
    linked = records[(records["event_id"] != "").to_numpy()]
    found = []
    for event, rows in linked.groupby("event_id", sort=False).indices.items():
        part = linked.iloc[rows]
        at = int(linked.index[rows[-1]])
        wrong = _wrong(part, gazetteer)
        if wrong:
            file, row = (_LINKS, None) if theirs[at] else (_OWN, int(numbers[at]))
            found.append(Problem(file, *wrong, row, "event_id", str(event)))
    return found


def _wrong(records: pd.DataFrame, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Return what is odd about the records of one event, and the fix."""
    if len(records) == 1:
        return "has one record", "give another record this event_id, or clear it"
    fix = "check that they are reports of one event"
    ids = records["id"].tolist()
    gap, one, other = _days_between(records)
    if gap > MOST_DAYS:
        return f"links {ids[one]} and {ids[other]}, which are {gap:,} days apart", fix
    places = [parted(cell) for cell in records["place_id"].tolist()]
    for at, keys in enumerate(places[1:], start=1):
        if not _meet(places[0], keys, gazetteer):
            return f"links {ids[0]} and {ids[at]}, which are in different provinces", fix
    return None


def _days_between(records: pd.DataFrame) -> tuple[int, int, int]:
    """Return the most days between two records, and which they are."""
    first, last = (records[name].to_numpy().astype("datetime64[D]").astype(int) for name in ("date_from", "date_to"))
    early, late = int(np.argmin(last)), int(np.argmax(first))
    return int(first[late] - last[early]), early, late


def _meet(one: Sequence[str], other: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Return whether two records have places in one province, or one place lies in the other."""
    return not {*_provinces(one, gazetteer)}.isdisjoint(_provinces(other, gazetteer)) or any(
        gazetteer.contains(here, there) or gazetteer.contains(there, here) for here in one for there in other
    )


def _provinces(keys: Sequence[str], gazetteer: Gazetteer) -> Iterator[str]:
    for key in keys:
        province = gazetteer.province(key)
        yield province.id if province else key
