"""How likely two records are reports of one event, from 0 to 1: by place, time, parties, kind and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from geo.activity.linking.blocks import SHORT_DAYS, Pairs
from geo.activity.linking.columns import NUMBERS, Columns, related
from geo.activity.linking.places import PART, Floats, Places, Positions
from geo.activity.vocabulary import Term

#: what each part of the comparison adds
WEIGHTS: Final = {"place": 0.3, "time": 0.25, "parties": 0.2, "kind": 0.1, "numbers": 0.15}
# where one of the two says nothing, that speaks neither for nor against
_UNKNOWN: Final = 0.5
# for two that name parties, none of them in common
_OTHERS: Final = 0.6
# by how wide a place is: one place in both, and one that the other lies in
_SAME: Final = np.array([1.0, 0.9, 0.55, 0.35, 0.1])
_INSIDE: Final = np.array([1.0, 0.75, 0.45, 0.25, 0.0])
# two points of a district: the kilometres between their circles up to which each number holds
_NEAR_KM: Final = (2.0, 10.0, 25.0)
_NEAR: Final = np.array([0.95, 0.6, 0.4, 0.2])
_WIDE_KM: Final = 5.0
_WIDE: Final = 0.8
# the same for the days of the longer span
_DAYS: Final = (1, 3, 7, 31)
_WITHIN_DAYS: Final = np.array([1.0, 0.9, 0.75, 0.5, 0.3])
# and for the days that lie between
_BETWEEN: Final = np.array([1.0, 0.8, 0.6])
_ALIKE: Final = 0.6
_OTHER: Final = "other"


def likeness(columns: Columns, found: Pairs, actors: Mapping[str, Term], kinds: Mapping[str, Term]) -> Floats:
    """Return how likely each pair is one event.

    Parameters
    ----------
    columns : Columns
        The records.
    found : Pairs
        Pairs of them.
    actors, kinds : mapping of str to Term
        By id.

    Returns
    -------
    array of float64, shape (pairs,)
        From 0 to 1. The weights are a judgement, not learned: nobody has yet said of enough pairs whether they are one.
    """
    one, other = found.one, found.other
    party = _parties(columns, one, other, actors)
    parts = {
        "place": _place(columns.places, found.here, found.there),
        "time": _time(columns, one, other),
        "parties": party,
        "kind": _kind(columns, one, other, kinds),
        "numbers": _numbers(columns, one, other),
    }
    total = sum((WEIGHTS[name] * part for name, part in parts.items()), np.zeros(len(one)))
    return np.where(party == 0, total * _OTHERS, total)


def _place(places: Places, here: Positions, there: Positions) -> Floats:
    wider = np.maximum(places.rank[here], places.rank[there])
    found = np.where(here == there, _SAME[wider], _INSIDE[wider])
    points = np.flatnonzero((here != there) & (wider == PART))
    one, other = here[points], there[points]
    reach = places.radius[one] + places.radius[other]
    between = np.nan_to_num(places.apart_km(one, other) - reach, nan=np.inf)
    near = _NEAR[np.searchsorted(_NEAR_KM, between, side="left")]
    # circles that are wide touch easily
    found[points] = np.where((reach > _WIDE_KM) & (near > _WIDE), _WIDE, near)
    return found


def _time(columns: Columns, one: Positions, other: Positions) -> Floats:
    first, last = columns.first, columns.last
    gap = np.maximum(0, np.maximum(first[one] - last[other], first[other] - last[one]))
    days = np.maximum(last[one] - first[one], last[other] - first[other]) + 1
    found = np.minimum(_WITHIN_DAYS[np.searchsorted(_DAYS, days, side="left")], _BETWEEN[gap])
    # of two long spans, how much of them is the same
    both = np.minimum(last[one], last[other]) - np.maximum(first[one], first[other]) + 1
    whole = np.maximum(last[one], last[other]) - np.minimum(first[one], first[other]) + 1
    scores: Floats = np.where(days > SHORT_DAYS, np.maximum(0, both) / whole / 2, found)
    return scores


def _parties(columns: Columns, one: Positions, other: Positions, actors: Mapping[str, Term]) -> Floats:
    width = len(columns.sides)
    used, at = np.unique(columns.parties[one] * width + columns.parties[other], return_inverse=True)
    scores = []
    for pair in used.tolist():
        here, there = columns.sides[pair // width], columns.sides[pair % width]
        if not here or not there:
            scores.append(_UNKNOWN)
        else:
            scores.append(1.0 if here & there else 0.8 if related(here, there, actors) else 0.0)
    return np.array(scores, np.float64)[at]


def _kind(columns: Columns, one: Positions, other: Positions, kinds: Mapping[str, Term]) -> Floats:
    names = columns.kinds
    table = np.array([[_kinds(here, there, kinds) for there in names] for here in names], np.float64).reshape(
        len(names), len(names)
    )
    found: Floats = table[columns.kind[one], columns.kind[other]]
    return found


def _kinds(one: str, other: str, kinds: Mapping[str, Term]) -> float:
    if one == other:
        return 1.0 if one != _OTHER else _UNKNOWN
    if _OTHER in {one, other}:
        return _UNKNOWN
    classes = {kinds[key].plover if key in kinds else "" for key in (one, other)}
    return _ALIKE if len(classes) == 1 and classes != {""} else 0.0


def _numbers(columns: Columns, one: Positions, other: Positions) -> Floats:
    """Return how well the numbers fit, on average over those that both give."""
    total, given = np.zeros(len(one)), np.zeros(len(one))
    for what in NUMBERS:
        low, high = columns.low[what], columns.high[what]
        known = ~(np.isnan(low[one]) | np.isnan(low[other]))
        if what == "count":
            known &= columns.unit[one] == columns.unit[other]
        at = np.flatnonzero(known)
        below = np.minimum(high[one[at]], high[other[at]])
        above = np.maximum(low[one[at]], low[other[at]])
        # 3 and 4 are nearly the same number; 3 and 6 are not
        apart = np.maximum(0, above - below) / np.maximum(above, 1)
        total[at] += np.where(apart == 0, 1.0, np.maximum(0, _UNKNOWN - apart))
        given[at] += 1
    return np.where(given == 0, _UNKNOWN, total / np.maximum(given, 1))
