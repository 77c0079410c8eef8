"""Reading and writing ``data/apart.csv``: pairs of records that somebody decided are different events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from geo.tables import read
from geo.tables.formulas import guarded
from geo.tables.sheets import Sheet

FILE: Final = "apart.csv"
COLUMNS: Final = ("id", "other_id", "decided_by", "decided_at")
_HEADER: Final = f"{','.join(COLUMNS)}\n".encode()

Pair = tuple[str, str]


def ordered(one: str, other: str) -> Pair:
    """Return a pair in the one order that it is written and looked up in.

    Examples
    --------
    >>> ordered("ged/1", "a")
    ('a', 'ged/1')
    """
    return (one, other) if one <= other else (other, one)


def pairs_of(keys: Iterable[str]) -> tuple[Pair, ...]:
    """Return all pairs of some records.

    Examples
    --------
    >>> pairs_of(["c", "a", "b"])
    (('a', 'c'), ('b', 'c'), ('a', 'b'))
    """
    return tuple(ordered(one, other) for one, other in combinations(dict.fromkeys(keys), 2))


@dataclass(frozen=True, slots=True)
class ApartFile:
    """The pairs in the file. Their records may be gone: a new edition of an import may have withdrawn them.

    Parameters
    ----------
    pairs : frozenset of tuple of str
        Each in the order of :func:`ordered`.
    """

    pairs: frozenset[Pair] = frozenset()

    @classmethod
    def read(cls, path: Path) -> ApartFile:
        r"""Read the file, if it exists.

        Raises
        ------
        geo.errors.DataError
            When it cannot be read, a column is missing, or an id is.

        Examples
        --------
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / FILE
        ...     _ = path.write_text("id,other_id,decided_by,decided_at\nged/1,a,Mariam,2026-11-21T21:00:00+00:00\n")
        ...     sorted(ApartFile.read(path).pairs)
        [('a', 'ged/1')]
        """
        if not path.exists():
            return cls()
        table = read(path, COLUMNS)
        table.check_filled("id", "other_id")
        table.finish()
        return cls(frozenset(ordered(row["id"], row["other_id"]) for row in table))


def with_pairs(path: Path, before: bytes | None, pairs: Iterable[Pair], by: str, at: str) -> bytes:
    r"""Return the content of the file with more pairs; the rows in it stay as they are.

    Parameters
    ----------
    path : pathlib.Path
        The file, for messages.
    before : bytes or None
        Its content; None if it does not exist.
    pairs : iterable of tuple of str
        Ids of records of different events.
    by, at : str
        Who decided it, and when.

    Returns
    -------
    bytes
        The new content.

    Raises
    ------
    geo.errors.DataError
        When the file is not a CSV.

    Examples
    --------
    >>> with_pairs(Path("apart.csv"), None, [("ged/1", "a")], "Mariam", "2026-11-21")
    b'id,other_id,decided_by,decided_at\na,ged/1,Mariam,2026-11-21\n'
    """
    sheet = Sheet.of(path, before or _HEADER)
    there = {ordered(row.get("id", "").strip(), row.get("other_id", "").strip()) for row in sheet.rows}
    for one, other in dict.fromkeys(ordered(*pair) for pair in pairs):
        if (one, other) not in there:
            cells = zip(COLUMNS, (one, other, by, at), strict=True)
            sheet.add({name: guarded(text) for name, text in cells})
    return sheet.encoded()[0]
