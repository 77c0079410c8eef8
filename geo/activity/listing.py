"""Records as a table to read: few columns, names instead of ids, made for 50,000 rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from geo.activity.events import imported
from geo.activity.known import Known
from geo.activity.several import parted

#: the columns, in this order
LISTED: Final = (
    "date", "place", "kind", "actors", "killed", "count", "claimed_by", "status", "source", "event", "id",
)  # fmt: skip

#: how a list can be sorted: the name of each order, its column, and whether the highest comes first
ORDERS: Final = {
    "As in the files": ("", False),
    "Newest first": ("date", True),
    "Oldest first": ("date", False),
    "Place": ("place", False),
    "Activity": ("kind", False),
    "Actors": ("actors", False),
    "Most killed first": ("killed", True),
    "Highest count first": ("count", True),
    "Claimed by": ("claimed_by", False),
    "Source": ("source", False),
    "Event": ("event", False),
}


def listing(table: pd.DataFrame, known: Known) -> pa.Table:
    """Return records as a table to read.

    Parameters
    ----------
    table : pandas.DataFrame
        The typed table.
    known : Known
        The names of what the records refer to.

    Returns
    -------
    pyarrow.Table
        The columns :data:`LISTED`, one row per record. ``killed`` and ``count`` are lower bounds, or upper ones where
        there is no lower; ``event`` is empty unless several records have it. Texts that repeat are encoded once.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> row = listing(project.records, project).slice(0, 1).to_pylist()[0]
    >>> row["place"], row["count"], row["source"]
    ('Badakhshan', 600, 'Ariana News')
    """

    def place(key: str) -> str:
        return known.gazetteer[key].name if key in known.gazetteer else key

    def actor(key: str) -> str:
        return known.actors[key].name if key in known.actors else key

    def kind(key: str) -> str:
        return known.kinds[key].name if key in known.kinds else key

    def report(key: str) -> str:
        return known.reports[key].publisher or known.reports[key].title if key in known.reports else key

    shared = table["event_id"].where(table["event_id"].duplicated(keep=False), "")
    columns: dict[str, Any] = {
        "date": pa.array(table["date_from"].to_numpy().astype("datetime64[D]")),
        "place": _named(table["place_id"], place),
        "kind": _named(table["kind"], kind),
        "actors": _named(table["actors"], actor),
        "killed": _number(table, "killed"),
        "count": _number(table, "count"),
        "claimed_by": _text(table["claimed_by"]),
        "status": _named(table["status"], str.capitalize),
        "source": _named(table["report_id"], report),
        "event": _text(shared),
        "id": pa.array(table["id"].to_numpy(object), pa.string()),
    }
    return pa.table({name: columns[name] for name in LISTED})


def positions(table: pa.Table, mask: NDArray[np.bool_], order: str) -> NDArray[np.intp]:
    """Return which rows of a list to show, in order; rows without a value come last.

    Parameters
    ----------
    table : pyarrow.Table
        As :func:`listing` returns it.
    mask : array of bool, shape (rows,)
        The rows to show.
    order : str
        A key of :data:`ORDERS`.

    Returns
    -------
    array of int
        Their positions; equal ones stay in the order of the table.

    Examples
    --------
    >>> table = pa.table({"killed": [2, None, 7, 2]})
    >>> positions(table, np.array([True, True, True, False]), "Most killed first").tolist()
    [2, 0, 1]
    """
    rows = np.flatnonzero(mask)
    name, highest_first = ORDERS[order]
    if not name:
        return rows
    column = table[name].to_pandas()
    if isinstance(column.dtype, pd.CategoricalDtype):
        # the place of each distinct text in the alphabet; an empty one has none
        texts = pd.Series(column.cat.categories, dtype=str).str.casefold()
        column = column.cat.codes.map(texts.rank(method="dense").where(texts != ""))
    ordered = column[rows].sort_values(ascending=not highest_first, kind="stable", na_position="last")
    found: NDArray[np.intp] = ordered.index.to_numpy()
    return found


def _named(column: pd.Series, name: Callable[[str], str]) -> pa.DictionaryArray:
    """Return a column of ids with names in their place; each distinct cell is named once."""
    names = [", ".join(map(name, parted(cell))) for cell in column.cat.categories]
    codes = column.cat.codes.to_numpy()
    return pa.DictionaryArray.from_arrays(
        pa.array(codes.astype(np.int32), mask=codes < 0), pa.array(names, pa.string())
    )


def _text(column: pd.Series) -> pa.DictionaryArray:
    return pa.array(column.to_numpy(object), pa.string()).dictionary_encode()


def _number(table: pd.DataFrame, what: str) -> pa.Array:
    number = table[f"{what}_low"].fillna(table[f"{what}_high"])
    if f"{what}_best" in table:
        # the best estimate of an import stands between its bounds
        number = table[f"{what}_best"].where(imported(table), number).fillna(number)
    return pa.array(number.astype("Int64"))
