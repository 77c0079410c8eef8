"""Comparing two editions of a table by id, before one replaces the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new edition changes.

    Parameters
    ----------
    added, changed, withdrawn : tuple of str
        Ids of records.
    moved : tuple of str
        Of those changed, the ones that now have another place, day and actors: the id may have changed hands.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return bool(self.added or self.changed or self.withdrawn)


def changes(before: pd.DataFrame, after: pd.DataFrame) -> Changes:
    """Compare two editions by id.

    Parameters
    ----------
    before, after : pandas.DataFrame
        Their records.

    Returns
    -------
    Changes
        Ids in the order of the tables.

    Examples
    --------
    >>> old = pd.DataFrame({"id": ["a", "b"], "note": ["", ""]})
    >>> new = pd.DataFrame({"id": ["b", "c"], "note": ["corrected", ""]})
    >>> found = changes(old, new)
    >>> found.added, found.changed, found.withdrawn
    (('c',), ('b',), ('a',))
    """
    # where somebody linked records, that is theirs and not the edition's
    columns = [name for name in after.columns if name in before.columns and name not in {"id", "event_id"}]
    there = pd.Index(before["id"]).get_indexer(pd.Index(after["id"]))
    new = np.flatnonzero(there >= 0)
    differs = pd.DataFrame(
        {name: _differs(before[name].take(there[new]), after[name].take(new)) for name in columns}, index=new
    )
    identity = [name for name in ("place_id", "date_from", "actors") if name in columns]
    moved = differs[identity].all(axis=1).to_numpy() if len(identity) > 1 else np.zeros(len(new), bool)
    changed = differs.any(axis=1).to_numpy() if columns else np.zeros(len(new), bool)
    withdrawn = ~before["id"].isin(after["id"])
    ids = after["id"]
    return Changes(
        tuple(ids[there < 0]),
        tuple(ids.iloc[new[changed]]),
        tuple(before["id"][withdrawn]),
        tuple(ids.iloc[new[moved]]),
    )


def _differs(one: pd.Series[Any], other: pd.Series[Any]) -> NDArray[np.bool_]:
    """Return where two columns differ; nothing equals nothing, whatever its type."""
    if isinstance(one.dtype, pd.CategoricalDtype) and isinstance(other.dtype, pd.CategoricalDtype):
        # words are compared once, not in each row
        number = {word: at for at, word in enumerate(one.cat.categories.tolist())}
        own = np.array([*(number.get(word, -2) for word in other.cat.categories.tolist()), -1])
        return np.asarray(one.cat.codes.to_numpy() != own[other.cat.codes.to_numpy()])
    left, right = one.reset_index(drop=True), other.reset_index(drop=True)
    if left.dtype != right.dtype:
        left, right = left.astype(object), right.astype(object)
    same = (left == right).fillna(value=False).to_numpy(dtype=bool)
    return np.asarray(~(same | (left.isna() & right.isna()).to_numpy(dtype=bool)))
