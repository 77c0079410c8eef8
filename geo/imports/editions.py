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
    old, new = before.set_index("id"), after.set_index("id")
    both = new.index[new.index.isin(old.index)]
    differs = pd.DataFrame(index=both)
    for name in columns:
        one, other = (_plain(table[name].loc[both]) for table in (old, new))
        differs[name] = one != other
    identity = [name for name in ("place_id", "date_from", "actors") if name in columns]
    moved = differs[identity].all(axis=1) if len(identity) > 1 else pd.Series(data=False, index=both)
    return Changes(
        tuple(new.index[~new.index.isin(old.index)]),
        tuple(both[differs.any(axis=1).to_numpy()]) if columns else (),
        tuple(old.index[~old.index.isin(new.index)]),
        tuple(both[moved.to_numpy()]),
    )


def _plain(column: pd.Series[Any]) -> NDArray[np.object_]:
    """Return a column with one sign for nothing, whatever its type."""
    values = column.astype(object)
    return values.where(values.notna(), None).to_numpy()
