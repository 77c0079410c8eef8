"""Finding records by words, in what is written about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity.several import distinct, parted
from geo.activity.vocabulary import Term
from geo.gazetteer import Gazetteer
from geo.gazetteer.index import spellings
from geo.names import fold, skeleton

Mask = NDArray[np.bool_]

_TEXTS: Final = ("id", "place_text", "note", "claimed_by")
#: between the texts of a record, so that no word runs over two of them
_BETWEEN: Final = "\n"


@dataclass(frozen=True, slots=True)
class Search:
    """The texts of a table, ready to be searched.

    Parameters
    ----------
    texts : list of str
        What is written about each record, in lower case: its id, place, actors, note, and who says so.
    places : pandas.Series
        The column ``place_id``.
    gazetteer : Gazetteer
        To find places by how their names sound.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> search = Search.of(project.records, project.gazetteer, project.actors)
    >>> set(project.records["place_id"][search.mask("Qosh Tapa")])
    {'af.jowzjan.darzab;af.jowzjan.qush-tepa'}
    """

    texts: list[str]
    places: pd.Series
    gazetteer: Gazetteer

    @classmethod
    def of(cls, table: pd.DataFrame, gazetteer: Gazetteer, actors: Mapping[str, Term]) -> Search:
        """Prepare a table.

        Parameters
        ----------
        table : pandas.DataFrame
            Records.
        gazetteer : Gazetteer
            With the names of their places.
        actors : mapping of str to Term
            With the names of their actors.

        Returns
        -------
        Search
            With one text per record.
        """

        def place(key: str) -> str:
            if key not in gazetteer:
                # a point of an import has no spellings; the record has its name
                return key
            around = (one.name for one in gazetteer.ancestors(key))
            return _BETWEEN.join([key, *spellings(gazetteer[key]), *around])

        def actor(key: str) -> str:
            return _BETWEEN.join([key, actors[key].name]) if key in actors else key

        columns = [
            *(table[name].tolist() for name in _TEXTS),
            _texts(table["place_id"], place),
            _texts(table["actors"], actor),
        ]
        texts = [_BETWEEN.join(row).casefold() for row in zip(*columns, strict=True)]
        return cls(texts, table["place_id"], gazetteer)

    def mask(self, query: str) -> Mask:
        """Return which records have every word of a query, or lie in a place whose name sounds like the whole of it.

        Parameters
        ----------
        query : str
            As people type it; nothing finds all records.

        Returns
        -------
        array of bool, shape (records,)
            True for the records found.
        """
        found = np.ones(len(self.texts), bool)
        for word in query.casefold().split():
            found &= np.fromiter((word in text for text in self.texts), bool, len(self.texts))
        if not query.strip():
            return found
        sounding = self.gazetteer.by_skeleton.get(skeleton(query), {}) if fold(query) else {}
        if sounding:
            cells, rows = distinct(self.places)
            inside = [any(self.gazetteer.contains(one, key) for one in sounding for key in cell) for cell in cells]
            found |= np.array(inside, bool)[rows]
        return found


def _texts(column: pd.Series, text: Callable[[str], str]) -> list[str]:
    """Return a text for each row of a column of ids; each distinct cell is made once."""
    cells = [_BETWEEN.join(map(text, parted(cell))) for cell in column.cat.categories]
    return np.array([*cells, ""], object)[column.cat.codes.to_numpy()].tolist()  # type: ignore[no-any-return]
