"""Which records are reports of one event: those with the same ``event_id``."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def link(table: pd.DataFrame, ids: Iterable[str]) -> dict[str, str]:
    """Make some records one event, along with all other records of their events.

    Parameters
    ----------
    table : pandas.DataFrame
        All records.
    ids : iterable of str
        Ids of at least two of them.

    Returns
    -------
    dict of str to str
        The new ``event_id`` of each record that gets another one.

    Raises
    ------
    ValueError
        When fewer than two of the records exist.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a", "b", "c", "d"], "event_id": ["", "e", "e", ""]})
    >>> link(table, ["a", "b"])
    {'a': 'e'}
    >>> link(table, ["a", "d"])
    {'a': 'event-a', 'd': 'event-a'}
    """
    chosen = table.loc[table["id"].isin(set(ids)), ["id", "event_id"]]
    if len(chosen) < 2:  # noqa: PLR2004 - it takes two
        raise ValueError("choose at least two records")
    events = [event for event in chosen["event_id"] if event]
    event = events[0] if events else _new_event(chosen["id"].iloc[0], set(table["event_id"]))
    same = table["id"].isin(chosen["id"]) | (table["event_id"].isin(events))
    return dict.fromkeys(table.loc[same & (table["event_id"] != event), "id"], event)


def unlink(table: pd.DataFrame, ids: Iterable[str]) -> dict[str, str]:
    """Take records out of their events.

    Parameters
    ----------
    table : pandas.DataFrame
        All records.
    ids : iterable of str
        Their ids.

    Returns
    -------
    dict of str to str
        An empty ``event_id`` for each that has one.

    Examples
    --------
    >>> unlink(pd.DataFrame({"id": ["a", "b"], "event_id": ["", "e"]}), ["a", "b"])
    {'b': ''}
    """
    return dict.fromkeys(table.loc[table["id"].isin(set(ids)) & (table["event_id"] != ""), "id"], "")


def others(table: pd.DataFrame, key: str) -> list[str]:
    """Return the ids of the other records of a record's event.

    Examples
    --------
    >>> others(pd.DataFrame({"id": ["a", "b", "c"], "event_id": ["e", "e", ""]}), "a")
    ['b']
    """
    of_it = table.loc[table["id"] == key, "event_id"]
    event = "" if of_it.empty else of_it.iloc[0]
    return table.loc[(table["event_id"] == event) & (table["id"] != key), "id"].tolist() if event else []


def event_numbers(events: pd.Series) -> NDArray[np.int64]:
    """Return the position of the first record of each record's event: its own position, if it is not linked.

    Parameters
    ----------
    events : pandas.Series
        The column ``event_id``.

    Returns
    -------
    array of int64, shape (records,)
        Equal for the records of one event.

    Examples
    --------
    >>> event_numbers(pd.Series(["", "e", "", "e"])).tolist()
    [0, 1, 2, 1]
    """
    numbers = np.arange(len(events), dtype=np.int64)
    linked = np.flatnonzero((events != "").to_numpy())
    codes, _ = pd.factorize(events.iloc[linked])
    _, first = np.unique(codes, return_index=True)
    numbers[linked] = linked[first[codes]]
    return numbers


def imported(table: pd.DataFrame) -> pd.Series[bool]:
    """Return which records come from an import, not from ``activity.csv``.

    Examples
    --------
    >>> imported(pd.DataFrame({"id": ["a", "ucdp-ged/1"], "dataset": ["", "ucdp-ged"]})).tolist()
    [False, True]
    """
    if "dataset" not in table:
        return pd.Series(data=False, index=table.index)
    return table["dataset"].astype(str) != ""


def _new_event(first: str, taken: Collection[str]) -> str:
    """Return an id for a new event, readable and stable: after its first record."""
    event, number = f"event-{first}", 2
    while event in taken:
        event, number = f"event-{first}-{number}", number + 1
    return event
