"""Pairs of records that are worth comparing: of different sources, near in place and time. No step is quadratic.

Records are put into blocks by district (or wider place) and days; only records of a block are compared. A block
with very many pairs is divided by actor and kind, and what is still too large is left out; the records of such blocks
are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.activity.linking.columns import Columns
from geo.activity.linking.places import Positions

Mask = NDArray[np.bool_]

#: how many days may lie between two reports of one event
APART_DAYS: Final = 2
#: spans of more days are compared only with each other: what happened in some year is not told by a day
SHORT_DAYS: Final = 92
_SLOT_DAYS: Final = 4
_LONG_SLOT_DAYS: Final = 366
#: the most pairs in a block before it is divided
MOST_PAIRS: Final = 20_000
# pairs that are compared at once, so that memory stays small
_CHUNK: Final = 2_000_000


class Entries(NamedTuple):
    """Records in blocks: a row for each record, place and block.

    Parameters
    ----------
    key : array of int64
        The block.
    row, place : array of int64
        The record, and which of its places is in the block.
    slot : array of int64
        The days of the block.
    """

    key: Positions
    row: Positions
    place: Positions
    slot: Positions

    def take(self, chosen: Positions) -> Entries:
        """Return some entries."""
        return Entries(*(column[chosen] for column in self))


class Pairs(NamedTuple):
    """Pairs of records, with the places that put them in one block.

    Parameters
    ----------
    one, other : array of int64
        The records.
    here, there : array of int64
        The place of each.
    """

    one: Positions
    other: Positions
    here: Positions
    there: Positions

    def take(self, chosen: Positions) -> Pairs:
        """Return some pairs."""
        return Pairs(*(column[chosen] for column in self))


class Skipped:
    """The records of blocks that are too large.

    Parameters
    ----------
    size : int
        The number of all records.
    """

    def __init__(self, size: int) -> None:
        self._records = np.zeros(size, bool)

    def add(self, rows: Positions) -> None:
        """Count records."""
        self._records[rows] = True

    @property
    def count(self) -> int:
        """How many records are in such a block."""
        return int(self._records.sum())


def pairs(columns: Columns, skipped: Skipped) -> Iterator[Pairs]:
    """Yield pairs of records of different reports whose places and days fit; each at least once, in chunks.

    Parameters
    ----------
    columns : Columns
        The records.
    skipped : Skipped
        Filled with the records that could not be compared with all others.

    Yields
    ------
    Pairs
        With the lower record first.
    """
    long = columns.last - columns.first >= SHORT_DAYS
    for of_length, days in ((~long, _SLOT_DAYS), (long, _LONG_SLOT_DAYS)):
        first = columns.first // days
        last = (columns.last + APART_DAYS) // days
        own, around = _entries(columns, of_length, first, last)
        for left, right in _sources(columns, own, around):
            for found in _joined(columns, left, right, skipped):
                # each pair is in all blocks of the days that both touch; take it from the first of these
                fits = found[1] == np.maximum(first[found[0].one], first[found[0].other])
                yield _plausible(columns, found[0].take(np.flatnonzero(fits)))


def _entries(columns: Columns, chosen: Mask, first: Positions, last: Positions) -> tuple[Entries, Entries]:
    """Return records in the blocks of their own places, and in those of all places around them."""
    at = np.flatnonzero(chosen[columns.rows])
    rows, place = columns.rows[at], columns.place[at]
    sizes = np.diff(columns.places.starts)[place]
    again = np.repeat(np.arange(len(rows)), sizes)
    within = np.arange(len(again)) - np.repeat(sizes.cumsum() - sizes, sizes)
    chain = columns.places.chain[columns.places.starts[place][again] + within]
    own = _by_days(columns.places.block[place], rows, place, first, last)
    return own, _by_days(chain, rows[again], place[again], first, last)


def _by_days(key: Positions, row: Positions, place: Positions, first: Positions, last: Positions) -> Entries:
    """Return an entry for each block of days that a record touches."""
    sizes = (last - first + 1)[row]
    again = np.repeat(np.arange(len(row)), sizes)
    slot = first[row][again] + np.arange(len(again)) - np.repeat(sizes.cumsum() - sizes, sizes)
    # a block's number and its days in one: the days since 1970, divided by four, fit 24 bits before and after
    return Entries((key[again] << 24) + slot + (1 << 23), row[again], place[again], slot)


def _sources(columns: Columns, own: Entries, around: Entries) -> Iterator[tuple[Entries, Entries]]:
    """Yield what is to be compared: own records with each other, and those of each import with all before it."""
    groups = np.unique(columns.group[own.row])
    for group in groups.tolist():
        of_own, of_around = columns.group[own.row], columns.group[around.row]
        if group == 0:
            yield own.take(np.flatnonzero(of_own == 0)), around.take(np.flatnonzero(of_around == 0))
            continue
        yield own.take(np.flatnonzero(of_own == group)), around.take(np.flatnonzero(of_around < group))
        yield own.take(np.flatnonzero(of_own < group)), around.take(np.flatnonzero(of_around == group))


def _joined(columns: Columns, left: Entries, right: Entries, skipped: Skipped) -> Iterator[tuple[Pairs, Positions]]:
    """Yield the pairs of entries with the same key, and the days of their block."""
    left, right = _divided(columns, left, right, skipped)
    right = right.take(np.argsort(right.key, kind="stable"))
    begin = np.searchsorted(right.key, left.key, side="left")
    many = np.searchsorted(right.key, left.key, side="right") - begin
    ends = many.cumsum()
    start = 0
    while start < len(ends):
        done = int(ends[start - 1]) if start else 0
        stop = max(int(np.searchsorted(ends, done + _CHUNK, side="right")), start + 1)
        size = many[start:stop]
        at = np.repeat(np.arange(start, stop), size)
        to = np.repeat(begin[start:stop] - (size.cumsum() - size), size) + np.arange(len(at))
        yield _ordered(left, right, at, to), left.slot[at]
        start = stop


def _ordered(left: Entries, right: Entries, at: Positions, to: Positions) -> Pairs:
    """Return pairs with the lower record first."""
    one, other, here, there = left.row[at], right.row[to], left.place[at], right.place[to]
    turned = one > other
    return Pairs(
        np.where(turned, other, one),
        np.where(turned, one, other),
        np.where(turned, there, here),
        np.where(turned, here, there),
    )


def _divided(columns: Columns, left: Entries, right: Entries, skipped: Skipped) -> tuple[Entries, Entries]:
    """Divide the blocks with too many pairs by actor and kind, and leave out what is still too large."""
    large = _large(left.key, right.key)
    if not len(large):
        return left, right
    parts = []
    for side in (left, right):
        inside = np.isin(side.key, large)
        skipped.add(side.row[inside])
        whole = side.take(np.flatnonzero(~inside))
        parts.append((whole, _by_party(columns, side.take(np.flatnonzero(inside)))))
    names = np.unique(np.concatenate([names for _, (_, names) in parts]), axis=0, return_inverse=True)[1].ravel()
    cut = len(parts[0][1][1])
    # below all other keys, which are not negative
    numbers = (-1 - names[:cut], -1 - names[cut:])
    still = _large(*numbers)
    found = []
    for (whole, (entries, _)), number in zip(parts, numbers, strict=True):
        kept = entries._replace(key=number).take(np.flatnonzero(~np.isin(number, still)))
        found.append(Entries(*(np.concatenate(columns) for columns in zip(whole, kept, strict=True))))
    return found[0], found[1]


def _by_party(columns: Columns, entries: Entries) -> tuple[Entries, Positions]:
    """Return an entry for each party of each record, and what names its block: key, party and kind."""
    code: dict[str, int] = {}
    numbers = [[code.setdefault(name, len(code)) for name in sorted(side)] for side in columns.sides]
    sizes = np.array([len(side) for side in numbers], np.int64)
    flat = np.array([number for side in numbers for number in side], np.int64)
    starts = sizes.cumsum() - sizes
    side = columns.parties[entries.row]
    again = np.repeat(np.arange(len(side)), sizes[side])
    within = np.arange(len(again)) - np.repeat(sizes[side].cumsum() - sizes[side], sizes[side])
    party = flat[starts[side][again] + within] if len(again) else np.empty(0, np.int64)
    found = entries.take(again)
    return found, np.stack([found.key, party, columns.kind[found.row]], axis=1)


def _large(left: Positions, right: Positions) -> Positions:
    """Return the keys with too many pairs."""
    keys, ours = np.unique(left, return_counts=True)
    others, theirs = np.unique(right, return_counts=True)
    both, at, to = np.intersect1d(keys, others, assume_unique=True, return_indices=True)
    return both[ours[at] * theirs[to] > MOST_PAIRS]


def _plausible(columns: Columns, found: Pairs) -> Pairs:
    """Return the pairs that are not of one report, import or event, and at most some days apart."""
    one, other = found.one, found.other
    gap = np.maximum(columns.first[one] - columns.last[other], columns.first[other] - columns.last[one])
    keep = (one != other) & (columns.event[one] != columns.event[other]) & (gap <= APART_DAYS)
    keep &= (columns.group[one] != columns.group[other]) | (columns.group[one] == 0)
    found = found.take(np.flatnonzero(keep))
    return found.take(np.flatnonzero(~_one_report(columns, found)))


def _one_report(columns: Columns, found: Pairs) -> Mask:
    """Return which pairs share a report."""
    width = len(columns.reports)
    code = columns.report[found.one] * width + columns.report[found.other]
    used, at = np.unique(code, return_inverse=True)
    shared = [not columns.reports[pair // width].isdisjoint(columns.reports[pair % width]) for pair in used.tolist()]
    return np.array(shared, bool)[at]
