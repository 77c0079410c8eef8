"""The words beside a name that show whether it is a place, in a CSV that people extend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.names import fold
from geo.tables.word_list import WordList

_SORTS: Final = ("locative", "given-name", "title", "office", "group", "ordinary")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words beside names, folded.

    Parameters
    ----------
    locative : frozenset of str
        A place is named after one of these: in, near, of.
    given_name, title : frozenset of str
        A name beside one of these is a person.
    office : frozenset of str
        Things that places have: a name before one of these is a place.
    group, group_first : frozenset of str
        The beginnings of names of groups, and the first word of each.
    ordinary : frozenset of str
        Names of places that are also words or names of persons.
    """

    locative: frozenset[str]
    given_name: frozenset[str]
    title: frozenset[str]
    office: frozenset[str]
    group: frozenset[str]
    group_first: frozenset[str]
    ordinary: frozenset[str]


def load_cues(path: Path) -> Cues:
    """Read the cues.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns id and words (separated by ``;``), one row for each sort of cue.

    Returns
    -------
    Cues
        All words, folded.

    Raises
    ------
    geo.errors.DataError
        With every problem of the file.

    Examples
    --------
    >>> "near" in load_cues(Path("gazetteer/cues.csv")).locative
    True
    """
    listed = WordList.read(path, ["id", "words"], ids=_SORTS)
    for row in listed.table:
        if row["id"] not in _SORTS:
            row.add_problem("id", "is not a sort of cue", f"write one of {', '.join(_SORTS)}")
    listed.table.finish()
    words = {sort: frozenset(map(fold, listed.words[sort])) for sort in _SORTS}
    firsts = frozenset(fold(group.split()[0]) for group in listed.words["group"])
    return Cues(
        locative=words["locative"],
        given_name=words["given-name"],
        title=words["title"],
        office=words["office"],
        group=words["group"],
        ordinary=words["ordinary"],
        group_first=firsts,
    )
