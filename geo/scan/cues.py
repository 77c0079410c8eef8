"""The words beside a name that tell whether it is a place's: a table that people extend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem
from geo.names import fold
from geo.tables import read

_SORTS: Final = ("locative", "given-name", "title", "office", "group", "ordinary")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words beside names, folded.

    Parameters
    ----------
    locative : frozenset of str
        After one of these a place is named: in, near, of.
    given_name, title : frozenset of str
        Beside one of these a name is a person's.
    office : frozenset of str
        What places have: a name before one of these is a place's.
    group, group_first : frozenset of str
        How names of groups begin, and the first words of these.
    ordinary : frozenset of str
        Names of places that are also words or persons' names.
    """

    locative: frozenset[str]
    given_name: frozenset[str]
    title: frozenset[str]
    office: frozenset[str]
    group: frozenset[str]
    ordinary: frozenset[str]
    group_first: frozenset[str]


def load_cues(path: Path) -> Cues:
    """Read the cues.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns id and words (separated by ``;``), a row for each sort of cue.

    Returns
    -------
    Cues
        All words, folded.

    Raises
    ------
    geo.errors.DataError
        When the file cannot be read, or a sort of cue is missing.

    Examples
    --------
    >>> "near" in load_cues(Path("gazetteer/cues.csv")).locative
    True
    """
    table = read(path, ["id", "words"])
    table.check_unique("id")
    words = {row["id"]: frozenset(map(fold, row.listed("words"))) for row in table}
    for sort in _SORTS:
        if sort not in words:
            table.problems.append(Problem(table.file, "is missing", "add a row with this id", None, "id", sort))
    for row in table:
        if row["id"] not in _SORTS:
            row.add_problem("id", "is no sort of cue", f"write one of {', '.join(_SORTS)}")
    if table.problems:
        raise DataError(table.sorted_problems())
    firsts = frozenset(fold(group.split()[0]) for row in table if row["id"] == "group" for group in row.listed("words"))
    return Cues(
        locative=words["locative"],
        given_name=words["given-name"],
        title=words["title"],
        office=words["office"],
        group=words["group"],
        ordinary=words["ordinary"],
        group_first=firsts,
    )
