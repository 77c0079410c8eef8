"""Who says so: the noun group before "said" or behind it, after "according to", and whom a pronoun stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.lexicon import Match, keyed
from geo.activity.suggestions.noun_groups import NounGroups
from geo.activity.suggestions.roles import Entity
from geo.activity.suggestions.sentences import Sentence
from geo.activity.suggestions.tokens import Tokens

_HE: Final = keyed("he she who him her وی نوموړي هغه نوموړی نوموړى")
_THEY: Final = keyed("they it which them which او آنها آنان دوی دوي")
_FIRST_PERSON: Final = frozenset({"i", "we", "you"})
_FILLERS: Final = keyed(
    "also has have had repeatedly later then earlier further is are was were been being be told "
    "separately however meanwhile could able to unable only just has"
)
_BE: Final = keyed("is are was were be been being")
_NEGATED: Final = keyed("not never neither nor n't didn't couldn't")
_TURNED: Final = keyed("said says say added adds explained explains wrote writes claimed reported reports noted stated")
_NOUNS: Final = keyed("reports reporting claim claims states report claim say estimates")
_BEFORE_NOUNS: Final = keyed("the a an of recent some several such those these media press no any to member by from")
_QUOTES: Final = frozenset('"“”«»‘’')
_PARTICIPLES: Final = keyed("saying adding claiming announcing stating confirming")
_CLAIMS: Final = keyed("claimed claims")
_CLAIMED: Final = keyed("the an a responsibility it")
_PAPERS: Final = keyed("statement release communique")
_ITS: Final = keyed("its the his this that same written press joint official")
_PAIR: Final = 2  # tokens
_APPOSITION: Final = 16  # tokens
_HOPS: Final = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a sentence, or a part of it.

    Parameters
    ----------
    text : str
        As written; empty when only a pronoun stands for it.
    first, last : int
        Tokens.
    way : str
        How the sentence names them: before, behind (the verb), source or pronoun; claim where they say it was they.
    verb : int
        The token of the verb of saying.
    nature : str
        person, institution, media or somebody.
    whole : str
        The fullest form in which the text has named them so far.
    """

    text: str
    first: int
    last: int
    way: str = "before"
    verb: int = 0
    nature: str = "somebody"
    whole: str = ""


def speakers(
    tokens: Tokens,
    sentence: Sentence,
    found: Mapping[str, Sequence[Match]],
    everyone: Sequence[Entity],
    titles: Collection[str],
) -> list[Speaker]:
    """Return who speaks in a sentence, those of "according to" first.

    Parameters
    ----------
    tokens : Tokens
        The text.
    sentence : Sentence
        Of it.
    found : mapping of str to sequence of Match
        The phrases in the sentence; ``said``, ``source``, ``speaker``, ``media`` and ``institution`` are used.
    everyone : sequence of Entity
        Who is named in it.
    titles : collection of str
        Abbreviations behind which a full stop ends nothing.

    Returns
    -------
    list of Speaker
        Those in front of a verb of saying, or behind it.
    """
    said, sources = found.get("said", ()), found.get("source", ())
    if not said and not sources:
        return []
    heads = {at for match in found.get("speaker", ()) for at in range(match.first, match.last + 1)}
    named = heads | {at for one in everyone if one.side != "thing" for at in range(one.first, one.last + 1)}
    groups = NounGroups(tokens, sentence.first, sentence.stop, heads, named, titles)
    spans: list[tuple[int, int, str, int]] = []
    for match in sources:
        if _is_arabic(tokens.keys[match.last]):
            span = groups.arabic_behind(match.last + 1)
        else:
            span = groups.behind(match.last + 1, leading=match.first == sentence.first)
        if span:
            spans.append((*span, "source", match.first))
    cited = {at for match in sources for at in range(match.first, match.last + 1)}
    for match in said:
        if match.first in cited:
            continue
        if _is_arabic(tokens.keys[match.first]):
            span, way = groups.arabic_before(match.first), "before"
        else:
            span, way = _english(groups, match)
        if span:
            spans.append((*span, way, match.first))
    return [_speaker(tokens, *span, found) for span in spans]


def _is_arabic(key: str) -> bool:
    return "\u0600" <= key[0] <= "\u06ff"


def _english(  # noqa: C901, PLR0911 - the ways in which a subject is written
    groups: NounGroups, match: Match
) -> tuple[tuple[int, int] | None, str]:
    """Return the subject of an English verb of saying, and where it stands."""
    tokens, keys, verb = groups.tokens, groups.tokens.keys, match.first
    before = keys[verb - 1] if verb > groups.first else ""
    if (tokens.capital(verb) and verb > groups.first) or (keys[verb] in _NOUNS and before in _BEFORE_NOUNS):
        return None, ""
    last = verb - 1
    if keys[verb] in _PARTICIPLES:
        # "The Taliban released a statement, saying": the subject of the sentence
        return (None if groups.first >= verb - 1 else groups.behind(groups.first)), "before"
    while last >= groups.first and (keys[last] in _FILLERS or keys[last].endswith("ly")):
        last -= 1
    if before == "to" and keys[verb - _PAIR] not in {"able", "unable"}:
        return None, ""
    turned = keys[verb] in _TURNED
    passive = bool(_BE.intersection(keys[last + 1 : verb])) and "able" not in keys[last + 1 : verb]
    if passive != (keys[verb] == "quoted"):
        return None, ""  # "was told", "were added"; but "quoted sources"
    if keys[match.last + 1 : match.last + 2] == ["to"] and keys[verb] == "said":
        return None, ""  # "said to be"
    if last < groups.first or keys[last] in _QUOTES or keys[last] in {"—", "–", "-", ":", ";"}:
        return (groups.behind(match.last + 1) if turned else None), "behind"
    if keys[last] in _NEGATED or keys[last] in _FIRST_PERSON:
        return None, ""
    if keys[last] == "," and (span := groups.with_apposition(last)):
        return span, "before"
    if keys[last] == "," and turned and (span := groups.behind(match.last + 1)):
        return span, "behind"
    if span := groups.before(last):
        claims = keys[verb] in _CLAIMS and keys[verb + 1 : verb + 2] and keys[verb + 1] in _CLAIMED
        return span, "claim" if claims else "before"
    return (groups.behind(match.last + 1) if turned and last == verb - 1 else None), "behind"


def _speaker(  # noqa: PLR0913, PLR0917 - a span and what is known of it
    tokens: Tokens, first: int, last: int, way: str, verb: int, found: Mapping[str, Sequence[Match]]
) -> Speaker:
    key = tokens.keys[first]
    if key in _HE and last - first < _PAIR:
        return Speaker("", first, last, "pronoun", verb, "person")
    if key in _THEY and last - first < _PAIR:
        return Speaker("", first, last, "pronoun", verb)
    nature = "somebody"
    bodies: set[int] = set()
    for sort in ("institution", "media"):
        for match in found.get(sort, ()):
            if first <= match.first <= last:
                nature = sort
                bodies.update(range(match.first, match.last + 1))
    if _has_name(tokens, first, last, bodies):
        nature = "person"
    return Speaker(tokens.written(first, last), first, last, way, verb, nature)


def _has_name(tokens: Tokens, first: int, last: int, bodies: Collection[int]) -> bool:
    """Return whether two words with capitals stand together, none of which names a body."""
    run = 0
    body = False
    for at in range(first, last + 2):
        if at <= last and tokens.capital(at) and tokens.keys[at] != "the":
            run, body = run + 1, body or at in bodies
        elif at > last or tokens.keys[at] not in {".", "-"}:
            if run >= _PAIR and not body and at not in bodies:
                return True
            run, body = 0, False
    return False


_EMPTY: Final = keyed("the a an of for in and at his her its their local said gen col maj mr د")


def resolved(lines: Sequence[Sequence[Speaker]]) -> list[list[Speaker]]:
    """Return speakers with the fullest form in which a text names them, and pronouns with whom they stand for.

    Parameters
    ----------
    lines : sequence of sequence of Speaker
        Those of each sentence.

    Returns
    -------
    list of list of Speaker
        Those of each sentence; a pronoun that stands for nobody is left out.
    """
    known: list[tuple[frozenset[str], Speaker]] = []
    out = []
    for line in lines:
        here = []
        for one in line:
            if one.text:
                if _is_paper(one) and (
                    issuer := next((old for _, old in reversed(known) if old.nature == "institution"), None)
                ):
                    here.append(_with(one, issuer.whole, issuer.nature))
                    continue
                words = frozenset(one.text.lower().replace(",", " ").replace(".", " ").split()) - _EMPTY
                fuller = next((old for had, old in reversed(known) if words and words <= had), None)
                whole = _with(one, fuller.whole, fuller.nature) if fuller else _with(one, one.text, one.nature)
                known.append((words, whole))
            else:
                old = next(
                    (old for _, old in reversed(known) if one.nature != "person" or old.nature == "person"),
                    known[-1][1] if known else None,
                )
                if old is None:
                    continue
                whole = _with(one, old.whole, old.nature)
            here.append(whole)
        out.append(here)
    return out


def _is_paper(one: Speaker) -> bool:
    """Return whether only a paper speaks: "its statement", "the report"."""
    words = one.text.lower().split()
    return len(words) > 1 and words[-1] in _PAPERS and _ITS.issuperset(words[:-1])


def _with(one: Speaker, whole: str, nature: str) -> Speaker:
    return Speaker(one.text, one.first, one.last, one.way, one.verb, nature, whole)
