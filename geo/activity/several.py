"""Cells with several ids: each distinct cell is split once, however many rows share it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Positions = NDArray[np.int64]


class Exploded(NamedTuple):
    """A column with a row for each id in each cell.

    Parameters
    ----------
    rows : array of int64
        The position of each id's row, ascending.
    codes : array of int64
        The position of each id in ``keys``.
    keys : list of str
        The distinct ids, in order of first occurrence.
    """

    rows: Positions
    codes: Positions
    keys: list[str]


def categories(codes: NDArray[np.integer[Any]], words: Sequence[str]) -> pd.Series[Any]:
    """Return a categorical column from codes; -1 is an empty cell.

    Parameters
    ----------
    codes : array of int, shape (rows,)
        The position of each row's word in ``words``.
    words : sequence of str
        The categories.

    Returns
    -------
    pandas.Series
        One row per code.

    Examples
    --------
    >>> categories(np.array([1, -1]), ["denied", "planned"]).tolist()
    ['planned', nan]
    """
    return pd.Series(pd.Categorical.from_codes(codes, list(words)))  # type: ignore[call-overload]


def joined(ids: Iterable[str]) -> str:
    """Return ids as one cell, without duplicates.

    Examples
    --------
    >>> joined(["af.kunar", "af.nuristan", "af.kunar"])
    'af.kunar;af.nuristan'
    """
    return ";".join(dict.fromkeys(ids))


# tables are filtered and joined again and again; their cells stay the same
@lru_cache(maxsize=1 << 17)
def parted(cell: str) -> tuple[str, ...]:
    """Return the ids in a cell.

    Examples
    --------
    >>> parted("af.kunar;af.nuristan"), parted("")
    (('af.kunar', 'af.nuristan'), ())
    """
    if ";" not in cell and "؛" not in cell:
        return (cell.strip(),) if cell.strip() else ()
    # Dari and Pashto keyboards have a semicolon of their own
    parts = map(str.strip, cell.replace("؛", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def distinct(column: pd.Series) -> tuple[list[tuple[str, ...]], Positions]:
    """Return the ids in each distinct cell of a column, and the position of each row's cell among them.

    Examples
    --------
    >>> distinct(pd.Series(["a;b", "c", "a;b"], dtype="category"))[0]
    [('a', 'b'), ('c',)]
    """
    # the last one is for rows without a category, whose code is -1
    cells = [*map(parted, column.cat.categories.tolist()), ()]
    used, inverse = np.unique(column.cat.codes.to_numpy(), return_inverse=True)
    return [cells[code] for code in used.tolist()], inverse


def explode(column: pd.Series) -> Exploded:
    """Return a column with a row for each id in each cell.

    Parameters
    ----------
    column : pandas.Series
        Categorical, with ids joined by ``;``.

    Returns
    -------
    Exploded
        The ids, in the order of the rows.

    Examples
    --------
    >>> found = explode(pd.Series(["a;b", "b"], dtype="category"))
    >>> found.rows.tolist(), [found.keys[code] for code in found.codes]
    ([0, 0, 1], ['a', 'b', 'b'])
    """
    cells, inverse = distinct(column)
    # in order of first occurrence, whatever order the categories have
    _, first = np.unique(inverse, return_index=True)
    order = np.argsort(first).tolist() if len(cells) else []
    number: dict[str, int] = {}
    for at in order:
        for key in cells[at]:
            number.setdefault(key, len(number))
    sizes = np.array([len(cell) for cell in cells], np.int64)
    flat = np.array([number[key] for cell in cells for key in cell], np.int64)
    starts = np.concatenate([[0], sizes.cumsum()[:-1]]) if len(cells) else sizes
    of_row = sizes[inverse]
    rows = np.repeat(np.arange(len(column)), of_row)
    within = np.arange(len(rows)) - np.repeat(of_row.cumsum() - of_row, of_row)
    return Exploded(rows, flat[np.repeat(starts[inverse], of_row) + within], list(number))


def stacked(frames: Sequence[pd.DataFrame], name: str) -> pd.Series[Any]:
    """Return a column of several tables one below the other; words stay words.

    Examples
    --------
    >>> frames = [pd.DataFrame({"kind": pd.Categorical([word])}) for word in ("arrest", "clash", "arrest")]
    >>> stacked(frames, "kind").cat.categories.tolist()
    ['arrest', 'clash']
    """
    columns = [frame[name] for frame in frames]
    if not all(isinstance(column.dtype, pd.CategoricalDtype) for column in columns):
        return pd.concat(columns, ignore_index=True)
    number: dict[str, int] = {}
    codes = []
    for column in columns:
        # the last element is for empty cells, whose code is -1
        own = [number.setdefault(word, len(number)) for word in column.cat.categories.tolist()] + [-1]
        codes.append(np.array(own, np.int32)[column.cat.codes.to_numpy()])
    return categories(np.concatenate(codes), list(number))
