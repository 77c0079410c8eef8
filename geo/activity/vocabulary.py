"""The vocabulary of activity, in CSVs that users can extend: actors and kinds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.tables.word_list import WordList


@dataclass(frozen=True, slots=True)
class Term:
    """An actor or a kind of activity.

    Parameters
    ----------
    id : str
        Stable and readable: ``islamic-state-khorasan``.
    name : str
        As shown on the map.
    aliases : tuple of str
        As written in reports.
    note : str
        Its meaning.
    dataset : str
        The import that alone names it; empty for a row of the CSV.
    part_of : str
        The id of the actor that an actor is part of.
    plover : str
        The class of a kind of activity in PLOVER: ``ASSAULT``.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""
    dataset: str = ""
    part_of: str = ""
    plover: str = ""


def load_terms(path: Path) -> dict[str, Term]:
    """Read actors or kinds of activity.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns id and name; aliases (separated by ``;``), note, part_of and plover are optional.

    Returns
    -------
    dict of str to Term
        By id, in the order of the file.

    Raises
    ------
    geo.errors.DataError
        With every problem in the file.

    Examples
    --------
    >>> load_terms(Path("gazetteer/kinds.csv"))["stronghold"].name
    'Stronghold'
    """
    listed = WordList.read(path, ["id", "name"], column="aliases")
    listed.table.check_filled("id", "name")
    listed.table.finish()
    return {
        row["id"]: Term(
            row["id"], row["name"], listed.words[row["id"]], row["note"], part_of=row["part_of"], plover=row["plover"]
        )
        for row in listed.table
    }
