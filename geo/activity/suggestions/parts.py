"""A text cut into parts: what it reports for each group of places, about whom, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from geo.activity.suggestions.counting import Count, counts
from geo.activity.suggestions.lexicon import Match, keyed
from geo.activity.suggestions.moments import Moment
from geo.activity.suggestions.numbers import Number
from geo.activity.suggestions.places import Group
from geo.activity.suggestions.roles import Entity, Told, told
from geo.activity.suggestions.sentences import Sentence
from geo.activity.suggestions.speakers import Speaker
from geo.activity.suggestions.tables import Tables
from geo.activity.suggestions.tokens import Tokens
from geo.dates import Span
from geo.gazetteer import Gazetteer

_CUTS: Final = keyed(", ; and while but when where after before as — – و ، او ؛ چې که")
_LEADS: Final = keyed("in near at from inside outside around across throughout of در په")
_POINTERS: Final = keyed("they these those include including following اینها این آنها دا دغه")
_COUNTED: Final = 2  # predicates of the sentence before a list
_LISTED: Final = 4  # tokens of a sentence in which "they are" stands
_ALL: Final = keyed("both all these those each")
_THE: Final = keyed("the this that his her their its same این همین آن دغه یاده دې")
_NAMED: Final = keyed("of governor chief council police governor's headquarters capital center centre")
_KINDS: Final = {
    **dict.fromkeys(("district", "ولسوالی", "ولسوالۍ"), "district"),
    **dict.fromkeys(("province", "ولایت"), "province"),
    **dict.fromkeys(("city", "شهر", "ښار"), "city"),
    "town": "town",
}
_FIRST: Final = 3  # sentences at the top that may tell of places named later
_LED: Final = 3  # tokens from a comma to the place that "in" leads
_LEAD: Final = 4  # sentences that may say what a text is about
_WEEK: Final = 4  # days that a period has at least, and at most
_MONTH: Final = 31
_BACK: Final = 8  # sentences back to which a sentence about a place abroad may point
_FAR: Final = 20  # sentences back to which "there" may point


@dataclass(slots=True)
class Part:
    """A part of a sentence about one group of places.

    Parameters
    ----------
    sentence : int
        Its number.
    first, stop : int
        Its tokens, the end excluded.
    group : Group
        The places.
    own : bool
        It names them itself.
    far : int
        How many sentences back they are named, when it does not.
    shared : bool
        What it reports holds for several groups.
    headline : bool
        It is a headline, or a part of one.
    told : list of Told
        Its predicates.
    everyone : list of Entity
        Who is named in it.
    counts : list of Count
        Its numbers.
    """

    sentence: int
    first: int
    stop: int
    group: Group
    own: bool
    far: int = 0
    shared: bool = False
    headline: bool = False
    told: list[Told] = field(default_factory=list)
    everyone: list[Entity] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)


class Line(NamedTuple):
    """A sentence with what was found in it."""

    sentence: Sentence
    groups: list[Group]
    found: Mapping[str, Sequence[Match]]
    everyone: list[Entity]
    speakers: list[Speaker]
    moments: list[Moment]
    numbers: list[Number]
    skipped: bool  # a caption, a by-line, a list of related articles


@dataclass(slots=True)
class Reading:
    """A text as it was read.

    Parameters
    ----------
    tokens : Tokens
        The text.
    lines : list of Line
        Its sentences.
    parts : list of Part
        What it reports for places.
    published : Span, optional
        When the text was published.
    """

    tokens: Tokens
    lines: list[Line]
    parts: list[Part]
    published: Span | None

    @property
    def period(self) -> Span | None:
        """The week or month that the first sentences say the whole text is about."""
        lead = (moment.span for line in self.lines[:_LEAD] for moment in line.moments)
        return next((span for span in lead if _WEEK <= (span.last - span.first).days <= _MONTH), None)


def find_parts(  # noqa: C901 - where a sentence's places come from
    reading: Reading, tables: Tables, gazetteer: Gazetteer
) -> None:
    """Cut the sentences into parts, each with its group of places, and read each part.

    Parameters
    ----------
    reading : Reading
        The text, to which the parts are added.
    tables : Tables
        The vocabulary.
    gazetteer : Gazetteer
        Tells what lies in what.
    """
    focus: Group | None = None  # the places that a sentence without any is about
    where = 0  # the last sentence about them
    waiting: list[int] = []  # sentences before the first place
    roots = Counter(_root(key) for line in reading.lines for group in line.groups for key in group.places)
    latest: dict[str, Group] = {}  # the last places of each kind
    home = roots.most_common(1)[0][0] if roots else ""
    for number, line in enumerate(reading.lines):
        if line.skipped:
            continue
        tells = bool(line.found.get("predicate"))
        if line.groups:
            for one in waiting:
                _read_part(reading, tables, _pointing(reading, one, line.groups[0], one - number))
            waiting = []
            latest |= {group.kind: group for group in line.groups if not (group.office or group.aside)}
            for part in _cut(reading, number, line):
                _read_part(reading, tables, part)
            beside = focus is not None and all(_is_beside(group, focus, gazetteer) for group in line.groups)
            abroad = focus is not None and _all_abroad(line.groups, home) and not _all_abroad([focus], home)
            if focus is not None and (beside or abroad):
                # "they are there to recruit", says the governor of Jowzjan: there is where the sentence before was;
                # "300 soldiers crossed into Tajikistan": from where it was
                if tells and number - where <= (_FAR if beside else _BACK):
                    _read_part(reading, tables, _pointing(reading, number, focus, number - where))
            else:
                focus, where = (
                    next(
                        (group for group in reversed(line.groups) if not (group.office or group.aside)), line.groups[-1]
                    ),
                    number,
                )
        elif tells and home and (everywhere := line.found.get("everywhere")):
            at = everywhere[0]
            country = Group((home,), at.first, at.last, "country", reading.tokens.keys[max(at.first - 1, 0)])
            _read_part(reading, tables, Part(number, line.sentence.first, line.sentence.stop, country, own=True))
        elif tells and focus is not None and number - where <= _FAR:
            for group in _meant(reading, number, where, focus, latest, gazetteer):
                _read_part(reading, tables, _pointing(reading, number, group, number - where))
        elif tells and focus is None and number <= _FIRST and line.everyone:
            waiting.append(number)


def _meant(  # noqa: PLR0913, PLR0917 - what was named before
    reading: Reading, number: int, where: int, focus: Group, latest: Mapping[str, Group], gazetteer: Gazetteer
) -> list[Group]:
    """Return the places that a sentence without any is about: "the district", "both districts", "the group"."""
    sentence, keys = reading.lines[number].sentence, reading.tokens.keys
    if number - where == 1 and _ALL & set(keys[sentence.first : sentence.first + _LISTED]):
        return [group for group in reading.lines[where].groups if not group.office] or [focus]
    for at in range(sentence.first + 1, sentence.stop):
        kind = _KINDS.get(keys[at])
        if kind and keys[at - 1] in _THE and (at + 1 == sentence.stop or keys[at + 1] not in _NAMED):
            if focus.kind == kind:
                return [focus]
            near = latest.get(kind)
            if near and any(_related(gazetteer, one, other) for one in near.places for other in focus.places):
                return [near]
    return [focus]


def _related(gazetteer: Gazetteer, one: str, other: str) -> bool:
    return gazetteer.contains(one, other) or gazetteer.contains(other, one)


def _root(key: str) -> str:
    """Return the country in a place's id."""
    return key.partition(".")[0]


def _all_abroad(groups: Sequence[Group], home: str) -> bool:
    return all(_root(key) != home for group in groups for key in group.places)


def _is_beside(group: Group, focus: Group, gazetteer: Gazetteer) -> bool:
    """Return whether places only name an office, or what the places before lie in."""
    if group.places == focus.places:
        return False
    around = all(any(key != inner and gazetteer.contains(key, inner) for key in group.places) for inner in focus.places)
    return group.office or group.aside or around


def _pointing(reading: Reading, number: int, group: Group, far: int) -> Part:
    """Return a sentence as a part about places named in another one."""
    sentence = reading.lines[number].sentence
    return Part(number, sentence.first, sentence.stop, group, own=False, far=far)


def _cut(reading: Reading, number: int, line: Line) -> list[Part]:
    """Return the parts of a sentence that names places."""
    sentence, keys = line.sentence, reading.tokens.keys
    if len(line.groups) == 1:
        return [Part(number, sentence.first, sentence.stop, line.groups[0], own=True)]
    predicates = [match.first for match in line.found.get("predicate", ())]
    edges = [sentence.first]
    shared = [False] * len(line.groups)
    for index, (one, other) in enumerate(zip(line.groups, line.groups[1:], strict=False)):
        between = [at for at in predicates if one.last < at < other.first]
        lead = [at for at in predicates if edges[-1] <= at < one.first]
        cuts = [at for at in range(one.last + 1, other.first) if keys[at] in _CUTS]
        leading = (
            bool(cuts)
            and other.first - cuts[-1] <= _LED
            and any(keys[at] in _LEADS for at in range(cuts[-1] + 1, other.first))
        )
        if not between:
            edges.append(one.last + 1)
            shared[index + 1] = not any(other.last < at for at in predicates)
        elif leading and not lead:
            edges.append(cuts[-1])
        elif lead and cuts:
            edges.append(cuts[0])
        elif cuts and not lead:
            edges.append(cuts[-1])
        else:
            edges.append(one.last + 1)
    edges.append(sentence.stop)
    parts = []
    for index, group in enumerate(line.groups):
        first, stop = edges[index], edges[index + 1]
        if not any(first <= at < stop for at in predicates):
            # nothing of its own: what the whole sentence reports holds for it, too
            parts.append(Part(number, sentence.first, sentence.stop, group, own=True, shared=True))
        else:
            parts.append(Part(number, first, stop, group, own=True, shared=shared[index]))
    return parts


def _read_part(reading: Reading, tables: Tables, part: Part) -> None:
    line = reading.lines[part.sentence]
    part.headline = line.sentence.headline
    silent = {at for one in line.speakers if one.way != "claim" for at in range(one.first, one.last + 1)}
    # "the Taliban said that they had taken the district": an armed group tells of its own deeds
    heard = [one for one in line.everyone if one.first not in silent or (one.actor and one.side == "insurgent")]
    part.everyone = [one for one in heard if part.first <= one.first < part.stop]
    earlier = [one for one in heard if one.first < part.first and one.side != "thing"][-1:]
    part.told = [
        told(reading.tokens, match, part.stop, part.everyone or earlier, tables)
        for match in line.found.get("predicate", ())
        if part.first <= match.first < part.stop
    ]
    inside = [one for one in line.numbers if part.first <= one.first < part.stop]
    part.counts = counts(reading.tokens, inside, part.everyone, part.told, tables) if inside else []
    if not part.told and part.own and part.sentence and _is_list(reading, part):
        # "Nine districts fell. They are …": what the sentence before tells
        before = reading.lines[part.sentence - 1]
        part.told = [
            told(reading.tokens, match, before.sentence.stop, before.everyone, tables)
            for match in before.found.get("predicate", ())[:_COUNTED]
        ]
    if part.told or part.everyone:
        reading.parts.append(part)


def _is_list(reading: Reading, part: Part) -> bool:
    """Return whether a sentence only names what the one before counted: "They are A, B and C"."""
    keys = reading.tokens.keys[reading.lines[part.sentence].sentence.first :][:_LISTED]
    return bool(_POINTERS & set(keys))
