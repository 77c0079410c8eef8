"""The vocabulary of activity, in CSVs that users can extend: actors, kinds, and words for status, source and number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.tables.word_list import WordList, pattern

_SORTS: Final = (
    "denied",
    "planned",
    "doubted",
    "confirmed",
    "said",
    "source",
    "unit",
    "more",
    "about",
    "most",
    "number",
    "inherit",
    "furniture",
    "past",
)


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
        With every problem in the file.

    Examples
    --------
    >>> load_terms(Path("gazetteer/kinds.csv"))["stronghold"].name
    'Stronghold'
    """
    listed = WordList.read(path, ["id", "name"], column="aliases")
    listed.table.check_filled("id", "name")
    listed.table.finish()
    return {row["id"]: Term(row["id"], row["name"], listed.words[row["id"]], row["note"]) for row in listed.table}


@dataclass(frozen=True, slots=True)
class Rules:
    """Regular expressions for the words of each sort of rule.

    Parameters
    ----------
    words : mapping of str to re.Pattern
        By sort of rule.
    numbers : mapping of str to int
        The lowest value of each word for a number.
    """

    words: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, int]

    def __getitem__(self, sort: str) -> re.Pattern[str]:
        """Return the expression for a sort of rule."""
        return self.words[sort]


def load_rules(path: Path) -> Rules:
    """Read the rules.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns id and words (separated by ``;``), one row for each sort of rule.

    Returns
    -------
    Rules
        The expressions for all sorts.

    Raises
    ------
    geo.errors.DataError
        With every problem in the file.

    Examples
    --------
    >>> bool(load_rules(Path("gazetteer/rules.csv"))["denied"].search("officials denied this"))
    True
    """
    listed = WordList.read(path, ["id", "words"], ids=_SORTS)
    numbers: dict[str, int] = {}
    if row := listed.row("number"):
        for entry in listed.words["number"]:
            word, equals, least = entry.partition("=")
            if equals and least.strip().isdigit():
                numbers[" ".join(word.lower().split())] = int(least)
            else:
                row.add_problem("words", "is not a word with its number", "write it as dozens=24", entry)
    listed.table.finish()
    words = {sort: pattern(listed.words[sort]) for sort in _SORTS if sort != "number"}
    return Rules({**words, "number": pattern(numbers)}, numbers)
