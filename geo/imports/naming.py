"""What the names in a row mean: the place, and beside it the areas that it lies in."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.gazetteer import Gazetteer
from geo.names import fold, kind_of
from geo.resolve import Context, Resolution, resolve_all

#: the fields of names, the narrowest first
NAMES: Final = ("place_text", "district", "province", "country")
_ADMIN: Final = NAMES[1:]


def resolutions_of(
    names: pd.DataFrame, located: NDArray[np.bool_], here: NDArray[np.bool_], gazetteer: Gazetteer
) -> dict[tuple[str, ...], Resolution]:
    """Resolve the names of the rows without coordinates, and of those here the ones that the gazetteer has.

    Parameters
    ----------
    names : pandas.DataFrame
        Columns :data:`NAMES`, one row per row of the table.
    located, here : array of bool, shape (rows,)
        Which rows have coordinates, and which of these lie in an outline that is known.
    gazetteer : Gazetteer
        The places to choose from.

    Returns
    -------
    dict of tuple to Resolution
        By the cells of a row.

    Examples
    --------
    >>> from geo.project import Project
    >>> names = pd.DataFrame([("Darzab", "", "Jawzjan", "")], columns=list(NAMES))
    >>> (found,) = resolutions_of(names, np.array([False]), np.array([False]), Project.load().gazetteer).values()
    >>> found.place.id
    'af.jowzjan.darzab'
    """
    open_ = names[~located].drop_duplicates()
    texts = names["place_text"][located & here]
    known = texts.isin([text for text in texts.unique().tolist() if text and has_name(text, gazetteer)])
    both = pd.concat([open_, names.loc[known.index[known]].drop_duplicates()])
    return {
        cells: _resolved(cells, gazetteer) for cells in both.itertuples(index=False, name=None) if any(cells)
    }  # fmt: skip


def has_name(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether the gazetteer has a name: looking for those that sound alike takes a hundred times longer."""
    words = name.split()
    # with and without the word for its kind: "Sangin town"
    return any(fold(" ".join(part)) in gazetteer.by_fold for part in (words, words[:-1], words[1:]))


def _resolved(cells: tuple[str, ...], gazetteer: Gazetteer) -> Resolution:
    """Resolve the name in a row; the columns beside it say what it lies in, and of which kind that is."""
    name, *outer = cells
    around = [(kind, _with_kind(text, kind)) for kind, text in zip(_ADMIN, outer, strict=True) if text]
    texts = [text for _, text in around]
    if name:
        return resolve_all(", ".join([name, *texts]), gazetteer, Context(within=tuple(texts)))[0]
    return resolve_all(", ".join(texts), gazetteer, Context(kind=around[0][0], within=tuple(texts[1:])))[0]


def _with_kind(text: str, kind: str) -> str:
    """Return a name with the word for its kind, unless it has one: Kunduz is a province, a district and a city."""
    named = kind == "country" or any(map(kind_of, text.split()))
    return text if named else f"{text} {kind}"
