"""Tables of words: one row per id, its words in one cell. The scanner and the suggestions read them alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import Problem
from geo.tables.read import read
from geo.tables.table import Row, Table


@dataclass(frozen=True, slots=True)
class WordList:
    """A table of words, whose problems gather until ``table.finish()`` raises them.

    Parameters
    ----------
    table : Table
        The rows and what is wrong with them so far.
    words : dict of str to tuple of str
        The words of each id, in the order of the file.
    """

    table: Table
    words: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls, path: Path, required: Sequence[str], *, column: str = "words", ids: Sequence[str] = ()) -> WordList:
        """Read a table of words.

        Parameters
        ----------
        path : pathlib.Path
            The file.
        required : sequence of str
            Columns that it must have.
        column : str, default "words"
            The column of words, separated by ``;``.
        ids : sequence of str
            Ids that need a row.

        Returns
        -------
        WordList
            With the problems of ids that occur twice or are missing.

        Raises
        ------
        geo.errors.DataError
            When the file cannot be read or a column is missing.

        Examples
        --------
        >>> WordList.read(Path("gazetteer/rules.csv"), ["id", "words"]).words["source"][:2]
        ('according to', 'citing')
        """
        table = read(path, required)
        table.check_unique("id")
        listed = cls(table, {row["id"]: row.listed(column) for row in table})
        listed.fill(ids)
        return listed

    def fill(self, ids: Sequence[str], standard: Path | None = None) -> None:
        """Take the words of ids without a row from another table; note a problem for those that it lacks, too.

        Parameters
        ----------
        ids : sequence of str
            Ids that need words.
        standard : pathlib.Path, optional
            A table of the same form that has them all: the file that somebody keeps may be older than some ids.
        """
        missing = [key for key in ids if key not in self.words]
        if missing and standard is not None:
            others = WordList.read(standard, ["id", "words"]).words
            self.words.update((key, others[key]) for key in missing if key in others)
        self.table.problems += [
            Problem(self.table.file, "is missing", "add a row with this id", None, "id", key)
            for key in missing
            if key not in self.words
        ]

    def row(self, key: str) -> Row | None:
        """Return the row of an id, or None."""
        return next((row for row in self.table if row["id"] == key), None)


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    r"""Return an expression that finds any of some words and phrases.

    A word that ends in ``*`` finds every word that begins with it. The words of a phrase may have any space
    between them, line breaks included.

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
