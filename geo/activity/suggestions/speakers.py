"""Who says so: before "said" or behind it, after "according to", within a quotation that goes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.lexicon import Match, keyed
from geo.activity.suggestions.sentences import Sentence
from geo.activity.suggestions.tokens import Tokens

_PRONOUNS: Final = keyed("he she they it who him her them which او وی آنها آنان نوموړي هغه نوموړی")
_PAUSES: Final = frozenset({",", ".", ";", ":", "—", "–", "(", ")", "،", "؛"})
_QUOTES: Final = frozenset('"“”«»‘’')
_STOPS: Final = keyed(
    "that which where when after while but as on in by at to and because from of monday tuesday wednesday "
    "thursday friday saturday sunday که چې چی چي"
)
_FILLERS: Final = keyed(
    "also has have had repeatedly later then earlier further is are was were been being be told an a the "
    "separately however meanwhile not"
)
_FIRST_PERSON: Final = frozenset({"i", "we", "you"})
_LEADING: Final = _FILLERS - {"the", "a", "an"} | keyed(", and but as which that who while although because")
_LONGEST: Final = 18
_CLAUSE: Final = 30  # tokens


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a sentence, or a part of it.

    Parameters
    ----------
    text : str
        As written; empty when only a pronoun stands for it.
    first, last : int
        Tokens.
    """

    text: str
    first: int
    last: int


def speakers(  # noqa: PLR0913, PLR0917 - a sentence and its words
    tokens: Tokens,
    sentence: Sentence,
    said: Sequence[Match],
    sources: Sequence[Match],
    heads: Sequence[Match],
    titles: Collection[str],
) -> list[Speaker]:
    """Return who speaks in a sentence, the likeliest first.

    Parameters
    ----------
    tokens : Tokens
        The text.
    sentence : Sentence
        Of it.
    said, sources : sequence of Match
        Words such as "said" and "according to" in the sentence.
    heads : sequence of Match
        Words for those who may speak, in the sentence.
    titles : collection of str
        Abbreviations behind which a full stop ends nothing.

    Returns
    -------
    list of Speaker
        Those in front of a verb of saying, or behind it.
    """
    headed = {at for match in heads for at in range(match.first, match.last + 1)}
    found = [_behind(tokens, match.last + 1, sentence.stop, headed, titles) for match in sources]
    for match in said:
        if _is_arabic(tokens.keys[match.first]):
            speaker = _before_arabic(tokens, sentence.first, match.first)
        else:
            speaker = _before(tokens, sentence.first, match.first, headed, titles) or _behind(
                tokens, match.last + 1, sentence.stop, headed, titles
            )
        found.append(speaker)
    return [speaker for speaker in found if speaker]


def _is_arabic(key: str) -> bool:
    return "\u0600" <= key[0] <= "\u06ff"


def _before(  # noqa: C901, PLR0911 - the ways in which a subject is written
    tokens: Tokens, first: int, stop: int, headed: set[int], titles: Collection[str]
) -> Speaker | None:
    """Return the subject of a verb of saying that stands before it."""
    keys = tokens.keys
    last = stop - 1
    while last >= first and keys[last] in _FILLERS:
        last -= 1
    if last < first or keys[stop - 1] == "to" or (stop > first + 1 and keys[stop - 1] in {"the", "a"}):
        return None
    if keys[last] in _PRONOUNS:
        return Speaker("", last, last)
    if keys[last] in _FIRST_PERSON:
        return None
    # "said the governor" behind a comma: whoever is named behind it
    closed = keys[last] == ","
    if closed and stop + 1 < len(keys) and (tokens.capital(stop + 1) or stop + 1 in headed) and keys[stop] == "said":
        return None
    begin = last - 1 if closed else last
    pieces = 0
    at = begin
    # back to the last comma; over an apposition to the name before it: "X, the spokesman of Y, said"
    while at >= first and last - at < _LONGEST:
        key = keys[at]
        if key in _QUOTES or key in {";", ":", "—", "–"} or (key == "." and keys[at - 1] not in titles):
            break
        if key == ",":
            pieces += 1
            if not closed or pieces > 1:
                break
        at -= 1
    start = at + 1
    while start <= begin and keys[start] in _LEADING:
        start += 1
    if start > begin:
        return None
    span = range(start, begin + 1)
    if not any(tokens.capital(one) and one != first for one in span) and not any(one in headed for one in span):
        return None
    return Speaker(tokens.written(start, begin), start, begin)


def _behind(  # noqa: C901 - the ways in which a subject is written
    tokens: Tokens, first: int, stop: int, headed: set[int], titles: Collection[str]
) -> Speaker | None:
    """Return who is named right behind a verb of saying or a word such as "citing"."""
    keys = tokens.keys
    at = first
    while at < stop and at - first < _LONGEST:
        key = keys[at]
        if key in _QUOTES or key in {";", ":", ")", "("} or (key == "." and keys[at - 1] not in titles):
            break
        if key in {",", "،"}:
            if at - first > 0:
                break
        elif key in _STOPS and key not in {"of", "in"} and at > first:
            break
        at += 1
    if at == first:
        return None
    if keys[first] in _PRONOUNS:
        return Speaker("", first, first)
    span = range(first, at)
    arabic = _is_arabic(keys[first]) if keys[first] else False
    if keys[first] in _STOPS and not arabic:
        return None
    if arabic or tokens.capital(first) or (any(one in headed for one in span) and not keys[first].isdigit()):
        if not arabic and not tokens.capital(first) and not any(one in headed for one in list(span)[:5]):
            return None
        return Speaker(tokens.written(first, at - 1), first, at - 1)
    return None


def _before_arabic(tokens: Tokens, first: int, stop: int) -> Speaker | None:
    """Return the subject of a verb of saying in Dari or Pashto: what its clause begins with."""
    keys = tokens.keys
    start = stop - 1
    while (
        start > first
        and keys[start - 1] not in {"؛", ":", ".", "«", "»", "که", "چې", "چي", "چی"}
        and stop - start < _CLAUSE
    ):
        start -= 1
    if start >= stop:
        return None
    end = start
    while end + 1 < stop and keys[end + 1] not in {"،", "به", "در", "په", "ته", "«", "امروز"} and end - start < 7:  # noqa: PLR2004
        end += 1
    if keys[start] in _PRONOUNS and end - start < 2:  # noqa: PLR2004
        return Speaker("", start, start)
    return Speaker(tokens.written(start, end), start, end)
