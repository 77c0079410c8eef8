"""The vocabulary of activity, in CSVs that people extend: actors, kinds, and the words of status, source and number."""

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
        As the map shows it.
    aliases : tuple of str
        How reports write it.
    note : str
        What it means.
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
    listed = WordList.read(path, ["id", "name"], column="aliases")
    listed.table.check_filled("id", "name")
    listed.table.finish()
    return {row["id"]: Term(row["id"], row["name"], listed.words[row["id"]], row["note"]) for row in listed.table}


@dataclass(frozen=True, slots=True)
class Rules:
    """Expressions for the words of each sort.

    Parameters
    ----------
    words : mapping of str to re.Pattern
        By the sort of rule.
    numbers : mapping of str to int
        The least that each word for a number means.
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
        Expressions for all of them.

    Raises
    ------
    geo.errors.DataError
        With every problem of the file.

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
