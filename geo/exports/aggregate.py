"""Records added up: one row per place, period and kind, in which nothing is counted twice.

Each record is in one row, so the rows add up to all records:

- Several places that share a record are a place of their own, ``a;b``. What is reported for them together is theirs
  together, and is added to neither.
- A record whose days lie in one period counts there. One that reaches over several counts once, in a row from the
  first of these periods to the last: nobody knows on which day it was, or it lasted through all of them.

``events`` and the numbers of killed are of what is reported as having happened; claims that are denied, and plans, are
only in ``records``, ``denied`` and ``planned``. Records with the same ``event_id`` are versions of one event, which
counts once: in the row of the version with the most precise location, then the shortest time, then the earliest
place in the table. Its lowest number is the lowest of any version, its highest the highest of any version. "Up to 5"
has 0 as its lowest. "40 or more" has no upper bound; it adds 40 to ``killed_high`` and 1 to ``killed_open``, the
number of events of which more may have been killed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity import PRECISIONS
from geo.activity.several import categories, parted
from geo.timeline import Bins, Unit, bins

Positions = NDArray[np.int64]
Numbers = NDArray[np.float64]

#: statuses of what is not reported as having happened
NOT_HAPPENED: Final = ("denied", "planned")


def aggregate(records: pd.DataFrame, unit: Unit = "month") -> pd.DataFrame:
    """Add records up by place, period and kind.

    Parameters
    ----------
    records : pandas.DataFrame
        The typed table of :mod:`geo.activity.schema`.
    unit : {"day", "week", "month", "quarter", "year", "span"}, default "month"
        The length of a period.

    Returns
    -------
    pandas.DataFrame
        Columns ``place_id`` (the ids in alphabetical order), ``period_from``, ``period_to``, ``kind``, ``events``,
        ``records``, ``denied``, ``planned``, ``killed_low``, ``killed_high``, ``killed_open``; sorted by the first
        four. Numbers of killed are missing where no event of the row has one.

    Examples
    --------
    >>> from geo.project import Project
    >>> records = Project.load().records
    >>> months = aggregate(records)
    >>> int(months["records"].sum()) == len(records)
    True
    """
    if records.empty:
        today = date.today()  # noqa: DTZ011 - the user's own day
        time = bins(today, today, unit)
    else:
        time = bins(records["date_from"].min().date(), records["date_to"].max().date(), unit)
    keys = pd.DataFrame({
        "place": _same_places(records["place_id"]),
        "begin": time.positions(records["date_from"].to_numpy()),
        "end": time.positions(records["date_to"].to_numpy()),
        "kind": records["kind"].to_numpy(dtype=object, na_value=""),
    })  # fmt: skip
    grouped = keys.groupby(["place", "begin", "end", "kind"], sort=True)
    row, rows = grouped.ngroup().to_numpy().astype(np.int64), grouped.size().reset_index(name="records")
    status = records["status"]
    happened = ~status.isin(NOT_HAPPENED).to_numpy()
    starts, ends = _edges(time)
    return pd.DataFrame({
        "place_id": _words(rows["place"]),
        "period_from": starts[rows["begin"]],
        "period_to": ends[rows["end"]],
        "kind": _words(rows["kind"]),
        **_events(records[happened].reset_index(drop=True), row[happened], len(rows)),
        "records": rows["records"].astype("Int64"),
        **{name: _counted(row[(status == name).to_numpy()], len(rows)) for name in NOT_HAPPENED},
    })[[
        "place_id", "period_from", "period_to", "kind", "events", "records", *NOT_HAPPENED,
        "killed_low", "killed_high", "killed_open",
    ]]  # fmt: skip


def _same_places(column: pd.Series) -> NDArray[np.object_]:
    """Return the cells of place_id with their ids in alphabetical order: the same places are one group."""
    cells = [";".join(sorted(parted(cell))) for cell in column.cat.categories]
    return np.array([*cells, ""], dtype=object)[column.cat.codes.to_numpy()]


def _words(column: pd.Series) -> pd.Series[Any]:
    codes, words = pd.factorize(column.replace("", None))
    return categories(codes, list(words))


def _edges(time: Bins) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return the first and the last day of each bin."""
    ends = [*(start - timedelta(days=1) for start in time.starts[1:]), time.last]
    return np.array(time.starts, "datetime64[s]"), np.array(ends, "datetime64[s]")


def _counted(rows: Positions, size: int) -> pd.Series[Any]:
    return pd.Series(np.bincount(rows, minlength=size), dtype="Int64")


def _events(records: pd.DataFrame, row: Positions, size: int) -> dict[str, pd.Series[Any]]:
    """Return how many events each row has, and how many people were killed in them."""
    low, high, most, unbounded = _bounds(records)
    event, main = _versions(records)
    number = len(main)
    lowest, highest, reaches = np.full(number, np.inf), np.full(number, -np.inf), np.zeros(number, bool)
    known = ~np.isnan(most)
    np.minimum.at(lowest, event[known], low[known])
    np.maximum.at(highest, event[known], high[known])
    # an open number below another version's closed one leaves that one the highest
    reaches[event[unbounded & (most == highest[event])]] = True
    counted = np.isfinite(highest)
    of = row[main]
    some = np.bincount(of[counted], minlength=size) > 0
    added = {
        "killed_low": np.bincount(of[counted], lowest[counted], size),
        "killed_high": np.bincount(of[counted], highest[counted], size),
        "killed_open": np.bincount(of[reaches], minlength=size),
    }
    return {
        "events": _counted(of, size),
        **{name: pd.Series(numbers.astype(np.int64), dtype="Int64").where(some) for name, numbers in added.items()},
    }


def _bounds(records: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers, NDArray[np.bool_]]:
    """Return the lowest and the highest number of killed of each record, the same again, and which are open above."""
    low, high = (records[name].to_numpy(np.float64, na_value=np.nan) for name in ("killed_low", "killed_high"))
    most = np.where(np.isnan(high), low, high)
    least = np.where(np.isnan(low) & ~np.isnan(high), 0.0, low)
    return least, most, most, np.isnan(high) & ~np.isnan(low)


def _versions(records: pd.DataFrame) -> tuple[Positions, Positions]:
    """Return the event of each record, numbered from 0, and the position of each event's main version."""
    named = records["event_id"].to_numpy(dtype=object)
    alone = named == ""
    codes, names = pd.factorize(named)
    codes[alone] = len(names) + np.arange(alone.sum())
    event = pd.factorize(codes)[0]
    precision = records["location_precision"].cat.codes.to_numpy().astype(np.int64)
    precision[precision < 0] = len(PRECISIONS)
    days = (records["date_to"] - records["date_from"]).to_numpy().astype(np.int64)
    order = np.lexsort((np.arange(len(records)), days, precision, event))
    _, first = np.unique(event[order], return_index=True)
    return event, order[first]
