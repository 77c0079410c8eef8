"""The words beside a name that show whether it is a place, in a CSV that people extend."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Final

from geo.names import fold, kind_of
from geo.tables.word_list import WordList

#: sorts of cue that are words for a kind of place
KIND_SORTS: Final = ("province", "district", "city", "village", "valley")


@dataclass(frozen=True)
class Cues:
    """Words beside names, folded.

    Parameters
    ----------
    locative : frozenset of str
        A place is named after one of these: in, near, of.
    given_name, title : frozenset of str
        A name beside one of these is a person.
    speech : frozenset of str
        A name that persons bear too is a person before one of these: said, told.
    office : frozenset of str
        Things that places have: a name before one of these is a place.
    institution, institution_before : frozenset of str
        A name before or after one of these is part of an institution's: University, Radio.
    council : frozenset of str
        Behind a name and "provincial": a body that speaks for a province.
    group : frozenset of str
        The beginnings of names of groups.
    ordinary : frozenset of str
        Names of places that are also words or names of persons.
    never : frozenset of str
        Words that are places only with a word for their kind beside them: months, days.
    function : frozenset of str
        Words that begin no name: the, after, of.
    home : frozenset of str
        Words of texts about the country whose districts the gazetteer knows.
    capital : frozenset of str
        Beside a name, one of these says that the town is meant.
    metropolis : frozenset of str
        Names that mean the town unless something says otherwise.
    area : frozenset of str
        Words for a part of a place, which no kind is about: area, quarter.
    province, district, city, village, valley : frozenset of str
        Words for kinds, in all their forms.
    group_first : frozenset of str
        The first word of each beginning of a group's name.
    """

    locative: frozenset[str]
    given_name: frozenset[str]
    title: frozenset[str]
    speech: frozenset[str]
    office: frozenset[str]
    institution: frozenset[str]
    institution_before: frozenset[str]
    council: frozenset[str]
    group: frozenset[str]
    ordinary: frozenset[str]
    never: frozenset[str]
    function: frozenset[str]
    home: frozenset[str]
    capital: frozenset[str]
    metropolis: frozenset[str]
    area: frozenset[str]
    province: frozenset[str]
    district: frozenset[str]
    city: frozenset[str]
    village: frozenset[str]
    valley: frozenset[str]
    group_first: frozenset[str] = frozenset()

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind that each word for one names."""
        return {word: sort for sort in KIND_SORTS for word in getattr(self, sort)}

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words with a capital that are no part of a person's name."""
        return self.function | self.locative | self.home | self.never | self.office | self.capital | self.area

    def kind_of(self, key: str) -> str | None:
        """Return the kind of place that a folded word names, or None."""
        return self.kinds.get(key) or kind_of(key)


#: sorts that every file has; others were added, and older files lack them
_FIRST_SORTS: Final = ("locative", "given-name", "title", "office", "group", "ordinary")
_SORTS: Final = tuple(field.name.replace("_", "-") for field in fields(Cues) if field.name != "group_first")


def load_cues(path: Path, others: Path | None = None) -> Cues:
    """Read the cues.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns id and words (separated by ``;``), one row for each sort of cue.
    others : pathlib.Path, optional
        A complete file, for sorts that an older file lacks.

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
    listed = WordList.read(path, ["id", "words"], ids=_SORTS if others is None else _FIRST_SORTS)
    for row in listed.table:
        if row["id"] not in _SORTS:
            row.add_problem("id", "is not a sort of cue", f"write one of {', '.join(_SORTS)}")
    listed.table.finish()
    cues = listed.words
    if others is not None and any(sort not in cues for sort in _SORTS):
        cues = WordList.read(others, ["id", "words"], ids=_SORTS).words | cues
    words = {sort.replace("-", "_"): frozenset(map(fold, cues[sort])) for sort in _SORTS}
    firsts = frozenset(fold(group.split()[0]) for group in cues["group"])
    return Cues(**words, group_first=firsts)
