"""Linked records on a map: which are reports of one event, and how many publishers report it independently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geo.activity.several import parted
from geo.names import fold
from geo.tables import split_list


def events_of(records: pd.DataFrame, reports: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the events with several records.

    Parameters
    ----------
    records : pandas.DataFrame
        The records of a map.
    reports : mapping of str to mapping
        What they cite: ``publisher`` by id.

    Returns
    -------
    list of dict
        The positions of each event's ``records``, and the number of its independent ``publishers``.
    """
    linked = np.flatnonzero((records["event_id"] != "").to_numpy())
    groups = records.iloc[linked].groupby("event_id", sort=False).indices
    return [
        {"records": linked[rows].tolist(), "publishers": publishers(records.iloc[linked[rows]], reports)}
        for rows in groups.values()
        if len(rows) > 1
    ]


def publishers(records: pd.DataFrame, reports: Mapping[str, Mapping[str, Any]]) -> int:
    """Count the independent publishers of an event.

    Reports of one publisher count once. A record of an import counts as the sources that the import gives for it: by
    number where it has one, otherwise by name; those that are among the other publishers do not count again.

    Parameters
    ----------
    records : pandas.DataFrame
        The records of the event.
    reports : mapping of str to mapping
        What they cite: ``publisher`` by id.

    Returns
    -------
    int
        At least 1.

    Examples
    --------
    >>> records = pd.DataFrame({
    ...     "report_id": ["a", "b", "ged"], "dataset": ["", "", "ged"], "claimed_by": ["", "", "Pajhwok; Reuters"],
    ...     "sources": pd.array([None, None, 3], dtype="Int64")})
    >>> publishers(records, {"a": {"publisher": "Pajhwok"}, "b": {"publisher": "TOLOnews"}, "ged": {}})
    4
    """
    names: set[str] = set()
    sourced: list[tuple[int, set[str]]] = []
    for row in records.to_dict("records"):
        if row.get("dataset"):
            given = {fold(name) for name in split_list(row["claimed_by"])} - {""}
            number = row.get("sources")
            sourced.append((len(given) or 1 if number is None or pd.isna(number) else int(number), given))
        else:
            for key in parted(row["report_id"]):
                cited = reports.get(key, {})
                # a report whose publisher is not known is one of its own
                names.add(fold(cited.get("publisher") or key))
    total = len(names)
    for number, given in sourced:
        total += max(0, number - len(given & names))
        names |= given
    return max(1, total)
