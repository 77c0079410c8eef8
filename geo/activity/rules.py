"""The words that tell status, source and number: a table that people extend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem
from geo.tables import read

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


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    r"""Return an expression for any of some words and phrases.

    A word that ends in ``*`` stands for all that begin so. Between the words of a phrase any space may be,
    a line break too.

    Examples
    --------
    >>> pattern(["recruit*", "more than"]).findall("They recruited more than 40 and lost recruits.")
    ['recruited', 'more than', 'recruits']
    """
    phrases = sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True)
    written = [
        r"\s+".join(map(re.escape, phrase.removesuffix("*").split())) + (r"\w*" if phrase.endswith("*") else "")
        for phrase in phrases
    ]
    return re.compile(rf"\b(?:{'|'.join(written) or '(?!)'})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """Expressions for the words of each sort.

    Parameters
    ----------
    words : mapping of str to re.Pattern
        By the sort of rule.
    numbers : mapping of str to int
        What words for numbers mean at least.
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
        A CSV with the columns id and words (separated by ``;``), a row for each sort of rule.

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
    table = read(path, ["id", "words"])
    table.check_unique("id")
    rows = {row["id"]: row for row in table}
    table.problems += [
        Problem(table.file, "is missing", "add a row with this id", None, "id", sort)
        for sort in _SORTS
        if sort not in rows
    ]
    numbers: dict[str, int] = {}
    if "number" in rows:
        for entry in rows["number"].listed("words"):
            word, equals, least = entry.partition("=")
            if equals and least.strip().isdigit():
                numbers[" ".join(word.lower().split())] = int(least)
            else:
                rows["number"].add_problem("words", "is no word with its number", "write it as dozens=24", entry)
    if table.problems:
        raise DataError(table.sorted_problems())
    words = {sort: pattern(rows[sort].listed("words")) for sort in _SORTS if sort != "number"}
    return Rules({**words, "number": pattern(numbers)}, numbers)
