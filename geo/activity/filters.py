"""Filters for records, as set on the page or by options of the command."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity.several import distinct, parted
from geo.gazetteer import Gazetteer

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records to show. An empty field matches every record.

    Parameters
    ----------
    actors, kinds, statuses, precisions : frozenset of str
        A record matches if it has one of the values of each.
    places : frozenset of str
        Ids; a record matches if one of its places is one of these or lies in one.
    first, last : datetime.date, optional
        A record matches if its span overlaps the period between these days, inclusive.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> jowzjan = Filter(places=frozenset({"af.jowzjan"}), statuses=frozenset({"reported"}))
    >>> set(jowzjan.of(project.records, project.gazetteer)["report_id"])
    {'newarab-jowzjan-darzab'}
    """

    actors: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    precisions: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    def __str__(self) -> str:
        """Describe the choice: ``place: af.jowzjan; from 2017-01-01``."""
        chosen = {
            "actor": self.actors, "kind": self.kinds, "status": self.statuses, "precision": self.precisions,
            "place": self.places,
        }  # fmt: skip
        words = [f"{name}: {', '.join(sorted(values))}" for name, values in chosen.items() if values]
        words += [f"{name} {day}" for name, day in (("from", self.first), ("to", self.last)) if day]
        return "; ".join(words) or "all records"

    def of(self, table: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
        """Return the matching records, in their original order.

        Parameters
        ----------
        table : pandas.DataFrame
            All records, as :func:`geo.activity.load` returns them.
        gazetteer : Gazetteer
            Used to find which places lie in others.

        Returns
        -------
        pandas.DataFrame
            Their rows.
        """
        return table[self.mask(table, gazetteer)].reset_index(drop=True)

    def mask(self, table: pd.DataFrame, gazetteer: Gazetteer) -> Mask:
        """Return which records match.

        Parameters
        ----------
        table : pandas.DataFrame
            All records.
        gazetteer : Gazetteer
            Used to find which places lie in others.

        Returns
        -------
        array of bool, shape (records,)
            True for matching records.

        Examples
        --------
        >>> from geo.project import Project
        >>> project = Project.load()
        >>> income = Filter(kinds=frozenset({"income"})).mask(project.records, project.gazetteer)
        >>> "ariana-gold-brigade" in set(project.records.loc[income, "id"])
        True
        """
        chosen = np.ones(len(table), bool)
        for column, wanted in (
            ("kind", self.kinds),
            ("status", self.statuses),
            ("location_precision", self.precisions),
        ):
            if wanted:
                chosen &= _among(table[column], wanted.__contains__)
        if self.actors:
            chosen &= _among(table["actors"], lambda cell: not self.actors.isdisjoint(parted(cell)))
        if self.places:
            inside = _inside(self.places, _ids(table["place_id"]), gazetteer)
            chosen &= _among(table["place_id"], lambda cell: not inside.isdisjoint(parted(cell)))
        if self.first is not None:
            chosen &= (table["date_to"] >= np.datetime64(self.first, "s")).to_numpy()
        if self.last is not None:
            chosen &= (table["date_from"] <= np.datetime64(self.last, "s")).to_numpy()
        return chosen


def _inside(outer: Iterable[str], keys: Iterable[str], gazetteer: Gazetteer) -> set[str]:
    """Return which places are, or lie in, one of some others: many points of a table share a parent, asked for once."""
    known: dict[str, bool] = {"": False}
    stack = list(outer)
    while stack:
        key = stack.pop()
        if key not in known:
            known[key] = True
            stack += gazetteer[key].members

    def lies(key: str) -> bool:
        if key not in known:
            known[key] = lies(gazetteer[key].parent)
        return known[key]

    return {key for key in keys if lies(key)}


def _ids(column: pd.Series) -> set[str]:
    # a category without rows may be of a place that no longer exists
    return {key for cell in distinct(column)[0] for key in cell}


def _among(column: pd.Series, fits: Callable[[str], bool]) -> Mask:
    """Return which rows have a category that fits; each category is asked once."""
    categories: Iterable[str] = column.cat.categories.tolist()
    # the last one is for rows without a category, whose code is -1
    return np.array([*map(fits, categories), False], bool)[column.cat.codes.to_numpy()]
