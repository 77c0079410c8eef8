"""The places of a sentence, in the groups that it names together, without what only surrounds them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.lexicon import Match, keyed
from geo.activity.suggestions.sentences import Sentence
from geo.activity.suggestions.tokens import Tokens
from geo.gazetteer import Gazetteer
from geo.scan import Mention

_JOINED: Final = keyed(
    ", and & or as well both the districts district provinces province ، و او ولسوالی ولایت ولسوالۍ ولایتونو "
    "ولسوالیو په also of in city village area"
)
_WITHIN: Final = keyed(
    "of in ' s the , ( ) district districts province provinces area region city town village villages the's "
    "western eastern northern southern southeastern northeastern southwestern northwestern central "
    "neighbouring neighboring outside near for capital country also restive volatile troubled remote "
    "mountainous border ولایت ولسوالی ولسوالۍ د په کې کي شهر منطقه سیمه سیمې « » از مربوطات"
)
_BORDERING: Final = keyed("borders bordering")
_ASIDE: Final = {
    "of": keyed("north south east west northeast northwest southeast southwest north-east north-west miles kilometers"),
    "from": keyed("miles kilometers kilometres km away"),
    "to": keyed("highway road route way"),
}
_AREAS: Final = keyed("province district provinces districts")
_BESIDE: Final = 2  # tokens between a place and "governor" behind it
_NEAR: Final = 8  # tokens between a place and what it lies in
_DATELINE: Final = 14  # tokens of a sentence in which its dateline ends
_OFFICE: Final = 4  # tokens between a place and the office that is named by it


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are mentioned together.

    Parameters
    ----------
    places : tuple of str
        Ids.
    first, last : int
        Tokens from the first place to the last, or to what they lie in.
    kind : str
        The kind of place of the first.
    before : str
        The word before them.
    office : bool
        Someone's office or home is named by them.
    dateline : bool
        Only where a report was written.
    aside : bool
        They only say where something else lies: "west of Kabul", "the highway to Kabul".
    """

    places: tuple[str, ...]
    first: int
    last: int
    kind: str
    before: str
    office: bool = False
    dateline: bool = False
    aside: bool = False


def located(tokens: Tokens, mentions: Sequence[Mention]) -> list[tuple[int, int, str, str]]:
    """Return the first and last token, the id and the kind of each place that is known."""
    found = []
    for mention in mentions:
        place = mention.resolution.place
        if place is not None:
            first = bisect_left(tokens.starts, mention.start)
            last = max(first, bisect_left(tokens.starts, mention.end) - 1)
            if first < len(tokens):
                found.append((first, last, place.id, place.kind))
    return found


def groups(
    tokens: Tokens,
    sentence: Sentence,
    places: Sequence[tuple[int, int, str, str]],
    offices: Sequence[Match],
    gazetteer: Gazetteer,
) -> list[Group]:
    """Return the groups of places of a sentence.

    Parameters
    ----------
    tokens : Tokens
        The text.
    sentence : Sentence
        Of it.
    places : sequence
        First and last token, id and kind of each place of the sentence.
    offices : sequence of Match
        Words such as "governor" and "residents".
    gazetteer : Gazetteer
        Tells what lies in what.

    Returns
    -------
    list of Group
        In their order.
    """
    runs: list[list[tuple[int, int, str, str]]] = []
    outer: list[list[tuple[int, int, str, str]]] = []  # what each run is said to lie in
    for one in places:
        gap = tokens.keys[runs[-1][-1][1] + 1 : one[0]] if runs else []
        reach = tokens.keys[max(x[1] for x in [*runs[-1], *outer[-1]]) + 1 : one[0]] if runs else []
        if runs and len(reach) <= _NEAR and _surrounds(gazetteer, one[2], runs[-1]) and _only(reach, _WITHIN):
            outer[-1].append(one)
        elif (
            runs
            and not outer[-1]
            and len(gap) <= _NEAR
            and _only(gap, _WITHIN)
            and _surrounds_all(gazetteer, runs[-1], one)
        ):
            # "Helmand's Sangin district", "د هلمند په سنګین ولسوالۍ کې"
            outer[-1] += runs[-1]
            runs[-1] = [one]
        elif (
            runs
            and (not outer[-1] or _surrounds(gazetteer, outer[-1][-1][2], [one]))
            and _only(reach, _JOINED)
            and any(key in {",", "and", "&", "or", "،", "و", "او"} for key in reach)
            and not any(_surrounds(gazetteer, one[2], [x]) or one[2] == x[2] for x in runs[-1])
        ):
            runs[-1].append(one)
        else:
            runs.append([one])
            outer.append([])
    made = [_group(tokens, sentence, run, around, offices) for run, around in zip(runs, outer, strict=True)]
    narrow = [
        group
        for group in made
        if not any(
            other is not group
            and not other.dateline
            and all(_lies_in(gazetteer, inner, group.places) for inner in other.places)
            for other in made
        )
    ]
    there = [group for group in narrow if not group.dateline]
    return [group for group in there if not group.aside] or there


def _group(
    tokens: Tokens,
    sentence: Sentence,
    run: Sequence[tuple[int, int, str, str]],
    around: Sequence[tuple[int, int, str, str]],
    offices: Sequence[Match],
) -> Group:
    every = [*run, *around]
    first, last = min(one[0] for one in every), max(one[1] for one in every)
    before = tokens.keys[first - 1] if first > sentence.first else ""
    if before in {"the", "western", "eastern", "northern", "southern"} and first - 1 > sentence.first:
        before = tokens.keys[first - 2]
    office = any(
        (0 < match.first - last <= _BESIDE and tokens.keys[last + 1] not in {",", "."})
        or (0 < first - match.last <= _OFFICE and before in {"of", "for", "in", "'s", "د"})
        for match in offices
        if match.first >= sentence.first and match.last < sentence.stop
    )
    return Group(
        tuple(dict.fromkeys(one[2] for one in run)),
        first,
        last,
        run[0][3],
        before,
        office,
        _is_dateline(tokens, sentence, first, last),
        _is_aside(tokens.keys, sentence.first, first),
    )


def _is_aside(keys: Sequence[str], start: int, first: int) -> bool:
    """Return whether places only say where something else lies."""
    return first - 1 >= start and (
        keys[first - 1] in _BORDERING
        or (first - 2 >= start and keys[first - 2] in _ASIDE.get(keys[first - 1], frozenset()))
    )


def _is_dateline(tokens: Tokens, sentence: Sentence, first: int, last: int) -> bool:
    """Return whether places only say where a report was written: KABUL (AP) — …."""
    if first - sentence.first > 3 or tokens.keys[last] in _AREAS:  # noqa: PLR2004
        return False
    written = tokens.text[tokens.starts[first] : tokens.ends[first]]
    at, depth = last + 1, 0
    while at < sentence.stop and at - sentence.first < _DATELINE:
        key = tokens.keys[at]
        if key in {"—", "–", "-", ":"} and depth == 0:
            # a hyphen inside of a word is none
            spaced = tokens.starts[at] > tokens.ends[at - 1] or key == ":" or (at + 1 < sentence.stop and key != "-")
            return spaced and (
                written.isupper()
                or (depth == 0 and at - last <= _DATELINE and _closed(tokens, last, at))
                or (key == ":" and at == last + 1 and written.isupper())
            )
        depth += (key == "(") - (key == ")")
        if depth == 0 and key not in {",", ")", ".", "/", "(", "afghanistan"} and not written.isupper():
            return False
        at += 1
    return False


def _closed(tokens: Tokens, last: int, at: int) -> bool:
    """Return whether only an agency's name in brackets is between a place and a dash."""
    inside = tokens.keys[last + 1 : at]
    return not inside or inside[-1] == ")"


def _only(keys: Sequence[str], allowed: frozenset[str]) -> bool:
    return all(key in allowed for key in keys)


def _lies_in(gazetteer: Gazetteer, inner: str, outer: Sequence[str]) -> bool:
    return any(key != inner and gazetteer.contains(key, inner) for key in outer)


def _surrounds(gazetteer: Gazetteer, outer: str, run: Sequence[tuple[int, int, str, str]]) -> bool:
    return any(outer != one[2] and gazetteer.contains(outer, one[2]) for one in run)


def _surrounds_all(
    gazetteer: Gazetteer, run: Sequence[tuple[int, int, str, str]], one: tuple[int, int, str, str]
) -> bool:
    return all(outer[2] != one[2] and gazetteer.contains(outer[2], one[2]) for outer in run)
