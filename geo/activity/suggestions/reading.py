"""A text read part by part: for each group of places, what is reported, about whom, how many, when and by whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from geo.activity.suggestions.article import TAKEOVER
from geo.activity.suggestions.lexicon import Match
from geo.activity.suggestions.moments import moments
from geo.activity.suggestions.numbers import numbers
from geo.activity.suggestions.parts import Line, Reading, find_parts
from geo.activity.suggestions.places import groups, located
from geo.activity.suggestions.roles import Entity, entities
from geo.activity.suggestions.sentences import Sentence, sentences
from geo.activity.suggestions.speakers import resolved, speakers
from geo.activity.suggestions.tables import Tables
from geo.activity.suggestions.tokens import Tokens
from geo.dates import Span
from geo.gazetteer import Gazetteer
from geo.scan import Mention

T = TypeVar("T")

_DATELINE: Final = 18
_CHANGES_HANDS: Final = "fall"  # a predicate
_OF_A_PLACE: Final = frozenset({"the", "of", "both", "all"})
_TAKERS: Final = frozenset({"taliban", "haqqani-network"})


def read(  # noqa: PLR0913, PLR0917 - a text and what is needed to read it
    text: str,
    mentions: Sequence[Mention],
    published: Span | None,
    tables: Tables,
    gazetteer: Gazetteer,
    home: str,
) -> Reading:
    """Read a text.

    Parameters
    ----------
    text : str
        The text that was scanned.
    mentions : sequence of Mention
        Its toponyms.
    published : Span, optional
        When it was published.
    tables : Tables
        The vocabulary.
    gazetteer : Gazetteer
        Tells what lies in what.
    home : str
        The country of which the gazetteer knows most.

    Returns
    -------
    Reading
        With all its parts.
    """
    tokens = Tokens.of(text)
    found = tables.lexicon.find(tokens)
    cut = sentences(tokens, tables.titles)
    swapped = _TAKERS if published is not None and published.first >= TAKEOVER else frozenset[str]()
    places = located(tokens, mentions)
    found["predicate"] = _with_taken(found, places, tokens, tables)
    roots = {key.split(".")[0] for _, _, key, _ in places}
    branches = {whole: branch for whole, (branch, country) in tables.branches.items() if country in roots}
    everyone = _unplaced(entities(found["actor"], found["people"], tables, swapped, branches), mentions, tokens)
    every_number = numbers(tokens, tables, found)
    every_moment = moments(tokens, published)
    datelines = [_dateline(tokens, sentence) for sentence in cut[:8]]
    if published is None:
        # counted from the day beside the place where it was written
        days = [
            one.span
            for first, stop in datelines
            for one in every_moment
            if first <= one.first < stop and one.span.precision == "day"
        ]
        if days:
            published = days[0]
            every_moment = moments(tokens, published)
    every_moment = [one for one in every_moment if not any(first <= one.first < stop for first, stop in datelines)]
    sorted_matches = {sort: (matches, [match.first for match in matches]) for sort, matches in found.items()}
    starts = {
        "place": [one[0] for one in places],
        "entity": [one.first for one in everyone],
        "number": [one.first for one in every_number],
        "moment": [one.first for one in every_moment],
    }
    lines = []
    for sentence in cut:
        first, stop = sentence.first, sentence.stop
        here = {
            sort: matches[bisect_left(begin, first) : bisect_left(begin, stop)]
            for sort, (matches, begin) in sorted_matches.items()
            if begin
        }
        named_here = _within(everyone, starts["entity"], first, stop)
        spoken = speakers(tokens, sentence, here, named_here, tables.titles)
        named = groups(
            tokens, sentence, _within(places, starts["place"], first, stop), here.get("office", ()), gazetteer
        )
        # "in Balkh, on the border with Uzbekistan": a country beside them only says where they are
        inland = [one for one in named if any(gazetteer[key].kind != "country" or key == home for key in one.places)]
        lines.append(
            Line(
                sentence,
                inland or named,
                here,
                named_here,
                spoken,
                _within(every_moment, starts["moment"], first, stop),
                _within(every_number, starts["number"], first, stop),
                any(match.first - first <= 1 for match in here.get("caption", ())),
            )
        )
    said = resolved([line.speakers for line in lines])
    lines = [line._replace(speakers=spoken) for line, spoken in zip(lines, said, strict=True)]
    reading = Reading(tokens, lines, [], published)
    find_parts(reading, tables, gazetteer)
    return reading


def _with_taken(
    found: Mapping[str, Sequence[Match]], places: Sequence[tuple[int, int, str, str]], tokens: Tokens, tables: Tables
) -> list[Match]:
    """Return the predicates, with "took" and the like where the name of a place stands behind it."""
    every = list(found["predicate"])
    if _CHANGES_HANDS not in tables.predicates:
        return every
    taken = {at for match in every for at in range(match.first, match.last + 1)}
    begin = {first for first, *_ in places}
    for match in found["takes"]:
        behind = match.last + 1
        behind += behind < len(tokens) and tokens.keys[behind] in _OF_A_PLACE
        if behind in begin and match.first not in taken:
            every.append(Match(match.first, match.last, _CHANGES_HANDS))
    return sorted(every)


def _dateline(tokens: Tokens, sentence: Sentence) -> tuple[int, int]:
    """Return the tokens of "KABUL, Afghanistan (July 8, 2012) —" at the beginning of a sentence, if it has them."""
    depth = 0
    for at in range(sentence.first, min(sentence.stop, sentence.first + _DATELINE)):
        key = tokens.keys[at]
        depth += (key == "(") - (key == ")")
        if key in {"—", "–", "-"} and depth == 0 and at > sentence.first and tokens.starts[at] > tokens.ends[at - 1]:
            return sentence.first, at
    return sentence.first, sentence.first


def _within(every: Sequence[T], begin: Sequence[int], first: int, stop: int) -> list[T]:
    return list(every[bisect_left(begin, first) : bisect_left(begin, stop)])


def _unplaced(everyone: list[Entity], mentions: Sequence[Mention], tokens: Tokens) -> list[Entity]:
    """Leave out who is only part of a place's name."""
    taken: set[int] = set()
    for mention in mentions:
        if mention.resolution.place is not None:
            first = bisect_left(tokens.starts, mention.start)
            taken.update(range(first, bisect_left(tokens.starts, mention.end)))
    return [one for one in everyone if one.first not in taken]
