"""Suggestions of which records are reports of one event; a person decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity.known import Known
from geo.activity.linking.blocks import Pairs, Skipped, pairs
from geo.activity.linking.columns import Columns
from geo.activity.linking.likeness import likeness
from geo.activity.linking.places import PART, Floats, Positions
from geo.activity.linking.reasons import reasons, records_by_position

#: the least likeness of a suggestion, unless another is asked for
LEAST: Final = 0.7
#: the most suggestions for one record
MOST_EACH: Final = 5


class LinkSuggestion(NamedTuple):
    """Two records that may be reports of one event.

    Parameters
    ----------
    id, other_id : str
        The records, in the order of the table.
    likeness : float
        From 0 to 1; see :func:`geo.activity.linking.likeness.likeness`.
    reasons : tuple of str
        What they have in common and where they differ, in plain words.
    """

    id: str
    other_id: str
    likeness: float
    reasons: tuple[str, ...]


class LinkSuggestions(Sequence[LinkSuggestion]):
    """What :func:`suggest_links` finds, the most alike first. Reasons are put into words when they are asked for.

    Parameters
    ----------
    records : pandas.DataFrame
        All records.
    found : Pairs
        The pairs, by position in the table.
    score, distance : array of float64, shape (pairs,)
        How alike they are, and the kilometres between two points; NaN for other places.
    known : Known
        What records refer to.
    skipped : int
        How many records have so many others at their place and time that they were not compared with all of them.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the columns of a table, and what its words mean
        self, records: pd.DataFrame, found: Pairs, score: Floats, distance: Floats, known: Known, skipped: int
    ) -> None:
        self._records, self._known = records, known
        self._found, self._score, self._distance = found, score, distance
        self.skipped = skipped

    def __len__(self) -> int:
        """Return the number of suggestions."""
        return len(self._score)

    @overload
    def __getitem__(self, at: int) -> LinkSuggestion: ...

    @overload
    def __getitem__(self, at: slice) -> list[LinkSuggestion]: ...

    def __getitem__(self, at: int | slice) -> LinkSuggestion | list[LinkSuggestion]:
        """Return one suggestion, or some."""
        chosen = np.arange(len(self))[at]
        written = self._written(np.atleast_1d(chosen))
        return written if isinstance(at, slice) else written[0]

    def __iter__(self) -> Iterator[LinkSuggestion]:
        """Return all suggestions."""
        return iter(self[:])

    def _written(self, chosen: Positions) -> list[LinkSuggestion]:
        found = self._found.take(chosen)
        records = records_by_position(self._records, np.unique(np.concatenate([found.one, found.other])).tolist())
        rows = zip(found.one, found.other, self._score[chosen].tolist(), self._distance[chosen].tolist(), strict=True)
        return [
            LinkSuggestion(
                records[one].id,
                records[other].id,
                round(alike, 2),
                reasons(records[one], records[other], None if np.isnan(km) else km, self._known),
            )
            for one, other, alike, km in rows
        ]


def suggest_links(
    records: pd.DataFrame, known: Known, *, apart: Collection[tuple[str, str]] = (), least: float = LEAST
) -> LinkSuggestions:
    """Suggest which records of different reports or imports are about one event.

    Two records are compared if one's place is, or lies in, the other's, or both are in one district; and if at most
    two days lie between their dates. Never compared: records of one report or one import, records of one event, and a
    span of a few days with one of more than three months. A whole country is a place only for records of that country.

    Parameters
    ----------
    records : pandas.DataFrame
        The typed table, with the rows of imports.
    known : Known
        What they refer to: a project, or its contents.
    apart : collection of tuple of str, optional
        Pairs of ids that somebody has decided are different events.
    least : float, default 0.7
        The least likeness of a suggestion, from 0 to 1.

    Returns
    -------
    LinkSuggestions
        At most five for each record.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> suggest_links(project.records, project).skipped
    0
    """
    columns = Columns.of(records, known.gazetteer)
    skipped = Skipped(columns.size)
    parted = _apart(records, columns, apart)
    nothing = np.empty(0, np.int64)
    kept, scores = [Pairs(nothing, nothing, nothing, nothing)], [np.empty(0)]
    for chunk in pairs(columns, skipped):
        found = chunk.take(np.flatnonzero(~_decided(columns, chunk, parted)))
        score = likeness(columns, found, known.actors, known.kinds)
        likely = np.flatnonzero(score >= least)
        kept.append(found.take(likely))
        scores.append(score[likely])
    together = Pairs(*(np.concatenate(parts) for parts in zip(*kept, strict=True)))
    best, score = _best(columns, together, np.concatenate(scores))
    return LinkSuggestions(records, best, score, _distance(columns, best), known, skipped.count)


def _apart(records: pd.DataFrame, columns: Columns, apart: Collection[tuple[str, str]]) -> Positions:
    """Return the pairs of events that are known to be different, each as one number."""
    if not apart:
        return np.empty(0, np.int64)
    position = pd.Index(records["id"])
    one, other = (position.get_indexer(pd.Index(side)) for side in zip(*apart, strict=True))
    there = (one >= 0) & (other >= 0)
    return _pair(columns.event[one[there]], columns.event[other[there]], columns.size)


def _decided(columns: Columns, found: Pairs, apart: Positions) -> NDArray[np.bool_]:
    return np.isin(_pair(columns.event[found.one], columns.event[found.other], columns.size), apart)


def _pair(one: Positions, other: Positions, size: int) -> Positions:
    return np.minimum(one, other) * size + np.maximum(one, other)


def _best(columns: Columns, found: Pairs, score: Floats) -> tuple[Pairs, Floats]:
    """Return each pair once, with its best places, and for each record the pairs most alike, these first."""
    order = np.lexsort((found.other, found.one, -score))
    found, score = found.take(order), score[order]
    _, first = np.unique(_pair(found.one, found.other, columns.size), return_index=True)
    first.sort()
    found, score = found.take(first), score[first]
    few = np.ones(len(score), bool)
    for side in (found.one, found.other):
        few &= _rank_within(side) < MOST_EACH
    chosen = np.flatnonzero(few)
    return found.take(chosen), score[chosen]


def _rank_within(keys: Positions) -> Positions:
    """Return how many equal keys come before each."""
    ranks: Positions = pd.Series(keys).groupby(keys).cumcount().to_numpy().astype(np.int64)
    return ranks


def _distance(columns: Columns, found: Pairs) -> Floats:
    """Return the kilometres between two points; NaN for other places."""
    rank = columns.places.rank
    points = (rank[found.here] == PART) & (rank[found.there] == PART) & (found.here != found.there)
    return np.where(points, columns.places.apart_km(found.here, found.there), np.nan)
