"""Codes as columns of a table of places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from geo.gazetteer.codes import COLUMN_SCHEMES
from geo.gazetteer.place import Place
from geo.tables import split_list


def schemes_in_use(gazetteer: Mapping[str, Place]) -> tuple[str, ...]:
    """Return the schemes in which places have codes: those with a column of their own, then the others by name.

    Examples
    --------
    >>> from geo.gazetteer.codes import Code
    >>> schemes_in_use({"af": Place("af", "Afghanistan", "country", codes=(Code("pcode", "AF"),))})
    ('iso_3166_2', 'geonames', 'wikidata', 'pcode')
    """
    found = {code.scheme for place in gazetteer.values() for code in place.codes}
    return (*COLUMN_SCHEMES, *sorted(found.difference(COLUMN_SCHEMES)))


def code_columns(
    gazetteer: Mapping[str, Place], ids: Iterable[str], schemes: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the codes of places, for tables that others are to join on.

    Parameters
    ----------
    gazetteer : mapping of str to Place
        The places.
    ids : iterable of str
        Ids; several places in one cell are separated by ``;``. An id that does not exist has no codes.
    schemes : sequence of str, optional
        Which codes; by default all of :func:`schemes_in_use`.

    Returns
    -------
    pandas.DataFrame
        A column ``place_SCHEME`` for each scheme and a row for each cell, in their order, with the index of
        ``ids`` if it is a series. Texts, empty where the place has no code. For several places in one cell
        their codes are separated by ``;`` in the same order, with nothing between for a place without one.

    Examples
    --------
    >>> from geo.project import Project
    >>> code_columns(Project.load().gazetteer, ["af.kabul", "af.kabul;af.herat"], ["iso_3166_2"])
      place_iso_3166_2
    0           AF-KAB
    1    AF-KAB;AF-HER
    """
    cells = ids if isinstance(ids, pd.Series) else pd.Series(list(ids), dtype=object)
    wanted = schemes_in_use(gazetteer) if schemes is None else schemes
    # a table of events names each place many times
    numbers, distinct = pd.factorize(cells.fillna(""))
    places = [[gazetteer.get(key) for key in split_list(str(cell))] for cell in distinct]
    columns = {
        f"place_{scheme}": pd.Series(
            [_joined([place.code(scheme) if place else "" for place in several]) for several in places], dtype=object
        ).take(numbers)
        for scheme in wanted
    }
    return pd.DataFrame({name: column.to_numpy() for name, column in columns.items()}, index=cells.index)


def _joined(codes: Sequence[str]) -> str:
    return ";".join(codes) if any(codes) else ""
