"""Actors and kinds of activity: rows of CSVs that people extend, with their spellings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.tables import read


@dataclass(frozen=True, slots=True)
class Term:
    """An actor or a kind of activity.

    Parameters
    ----------
    id : str
        Stable and readable: ``islamic-state-khorasan``.
    name : str
        As the map shows it.
    aliases : tuple of str
        How reports write it.
    note : str
        What is meant by it.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""


def load_terms(path: Path) -> dict[str, Term]:
    """Read actors or kinds of activity.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns id and name; aliases (separated by ``;``) and note are optional.

    Returns
    -------
    dict of str to Term
        By id, in the order of the file.

    Raises
    ------
    geo.errors.DataError
        With every problem of the file.

    Examples
    --------
    >>> load_terms(Path("gazetteer/kinds.csv"))["stronghold"].name
    'Stronghold'
    """
    table = read(path, ["id", "name"])
    table.check_filled("id", "name")
    table.check_unique("id")
    table.finish()
    return {row["id"]: Term(row["id"], row["name"], row.listed("aliases"), row["note"]) for row in table}
