"""Whether a record's evidence stands by itself: place, number, speaker, denial and actors are in the passages cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import pandas as pd

from geo.activity.record import Record, records_of
from geo.activity.vocabulary import Term
from geo.errors import Problem
from geo.gazetteer import Gazetteer
from geo.gazetteer.index import spellings
from geo.names import fold, skeleton
from geo.reports import Report
from geo.tables.columns import ColumnTable

_WORD: Final = re.compile(r"\w+")
_DIGITS: Final = re.compile(r"\d+(?:[,.'’ \u00a0\u2009\u202f]\d{3})*(?!\d)")
_SCALED: Final = re.compile(r"(\d+(?:\.\d+)?)[ -](thousand|million|billion)\b", re.IGNORECASE)
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SMALL: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# as many words as the longest names of places have
_LONGEST: Final = 4
# shorter words ("of", "the") are in every passage
_SHORTEST: Final = 4
_CITE: Final = "cite the passage that has it as well"


class Passages(NamedTuple):
    """What the passages that a record cites contain.

    Parameters
    ----------
    text : str
        The passages.
    folded : str
        The same as :func:`geo.names.fold` has it.
    sounds : set of str
        The :func:`geo.names.skeleton` of each run of one to four words.
    """

    text: str
    folded: str
    sounds: set[str]

    @classmethod
    def of(cls, text: str) -> Passages:
        """Read passages.

        Examples
        --------
        >>> "kndz" in Passages.of("Fighters are in Qunduz.").sounds
        True
        """
        words = _WORD.findall(text)
        runs = (words[at : at + size] for size in range(1, _LONGEST + 1) for at in range(len(words) - size + 1))
        return cls(text, fold(text), {skeleton("".join(run)) for run in runs})

    def have(self, word: str) -> bool:
        """Return whether the passages have a word, in the singular or the plural."""
        return fold(word).removesuffix("s") in self.folded


def unsupported(  # noqa: PLR0913, PLR0917 - a record refers to all of these
    table: ColumnTable,
    records: pd.DataFrame,
    reports: Mapping[str, Report],
    gazetteer: Gazetteer,
    actors: Mapping[str, Term],
    numbers: Mapping[str, int],
) -> list[Problem]:
    """Return what records say and the passages that they cite do not.

    Only reports in English are searched for speakers, numbers and actors; in any language, for places.

    Parameters
    ----------
    table : ColumnTable
        The activity file as read, for its row numbers.
    records : pandas.DataFrame
        The same as the typed table.
    reports : mapping of str to Report
        By id.
    gazetteer : Gazetteer
        The places of the records.
    actors : mapping of str to Term
        By id.
    numbers : mapping of str to int
        Words for numbers, and the least that each means.

    Returns
    -------
    list of geo.errors.Problem
        In the order of the rows. Records without evidence have none.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.activity import ActivityFile
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> table = ActivityFile.read(Path("data/activity.csv")).table
    >>> more = project.records.assign(count_low=700)
    >>> print(unsupported(
    ...     table, more, project.reports, project.gazetteer, project.actors, project.tables.least)[0])
    data/activity.csv, row 2, count_low: '700' is not a number in the evidence; cite the passage that has it as well
    """
    cited = (records["evidence"] != "").to_numpy()
    found = []
    for number, record in zip(table.numbers[cited].tolist(), records_of(records[cited]), strict=True):
        report = reports[record.report_id[0]]
        passages = Passages.of(report.quote(record.evidence))
        wrong = [*_places(record, passages, gazetteer)]
        if report.language in {"", "en"}:
            wrong += _numbers(record, passages, numbers)
            wrong += _persons(record, passages, gazetteer)
            wrong += _actors(record, passages, actors)
        found += [Problem(table.file, message, _CITE, number, column, str(value)) for column, value, message in wrong]
    return found


_Wrong = tuple[str, str | int, str]


def _places(record: Record, passages: Passages, gazetteer: Gazetteer) -> Iterator[_Wrong]:
    """Find places that the passages do not name; a record that reports no place says so by an empty ``place_text``."""
    for key in record.place_id if record.place_text else ():
        place = gazetteer[key]
        names = place.members and [one for member in place.members for one in spellings(gazetteer[member])]
        if passages.sounds.isdisjoint(map(skeleton, (*spellings(place), *(names or ())))) and not _reported(
            record, passages
        ):
            yield "place_text", record.place_text, f"is recorded as {place.name}, which the evidence does not name"


def _reported(record: Record, passages: Passages) -> bool:
    """Return whether the passages have the place in the words of the record, and these name something."""
    words = [word for word in _WORD.findall(record.place_text) if len(word) >= _SHORTEST]
    return any(word[0].isupper() for word in words) and all(map(passages.have, words))


def _numbers(record: Record, passages: Passages, words: Mapping[str, int]) -> Iterator[_Wrong]:
    """Find numbers that the passages do not have."""
    said = {int(re.sub(r"\D", "", digits)) for digits in _DIGITS.findall(passages.text)}
    said |= {round(float(number) * _SCALES[scale.lower()]) for number, scale in _SCALED.findall(passages.text)}
    spoken = {word: value for value, word in enumerate(_SMALL, start=1)} | dict(words)
    said |= {
        value for word, value in spoken.items() if re.search(rf"\b{re.escape(word)}\b", passages.text, re.IGNORECASE)
    }
    said.add(1)  # "a soldier"
    for column in ("count_low", "count_high", "killed_low", "killed_high", "wounded_low", "wounded_high"):
        value = getattr(record, column)
        if value is not None and value not in said:
            yield column, value, "is not a number in the evidence"


def _persons(record: Record, passages: Passages, gazetteer: Gazetteer) -> Iterator[_Wrong]:
    """Find speakers and those who deny or doubt whom the passages do not name."""
    for column in ("claimed_by", "disputed_by"):
        who = getattr(record, column)
        if who and not any(map(passages.have, _telling(who, record, gazetteer))):
            yield column, who, "is not named in the evidence"
    if record.status == "denied" and not record.disputed_by:
        yield "disputed_by", "", "is empty, and the claim is denied: the evidence does not show by whom"


def _telling(who: str, record: Record, gazetteer: Gazetteer) -> list[str]:
    """Return the words that tell who somebody is: names, but not that of the place; without any, all longer words."""
    around = {place for key in record.place_id for place in (gazetteer[key], *gazetteer.ancestors(key))}
    places = {fold(name) for place in around for name in spellings(place)}
    words = [word for word in _WORD.findall(who) if len(word) >= _SHORTEST or word.isupper()]
    return [word for word in words if word[0].isupper() and fold(word) not in places] or words


def _actors(record: Record, passages: Passages, actors: Mapping[str, Term]) -> Iterator[_Wrong]:
    """Find records of which the passages name no actor."""
    # the press calls a branch by the name of the whole: ISIS for Islamic State Khorasan
    keys = [key for key in actors if any(f"{one}-".startswith(f"{key}-") for one in record.actors)]
    names = [name for key in keys for name in (*key.split("-"), actors[key].name, *actors[key].aliases)]
    words = set(_WORD.findall(passages.text))
    if record.actors and not any(
        name in words if len(name) < _SHORTEST else fold(name) in passages.folded for name in names
    ):
        yield "actors", ";".join(record.actors), "are not named in the evidence"
