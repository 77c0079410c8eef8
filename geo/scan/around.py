"""What the words beside a name say of it: its kind, what it lies in, and whether a town is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from geo.names import fold
from geo.scan.cues import Cues
from geo.scan.words import Toponym, Word, adjacent

_LIST: Final = re.compile(r"\s*(?:,|،|;|و|او|and|or|as well as|and in|و در|&|,\s*and|,\s*or|،\s*و)\s*", re.IGNORECASE)
_LIES: Final = re.compile(
    r"\s+(?:of|in)\s+(?:the\s+)?(?:(?:north|south)?(?:east|west)?(?:ern)?\s+)?(?:province\s+of\s+|district\s+of\s+)?"
)
_BY_COMMA: Final = re.compile(r"\s*[,،]\s+(?:in\s+)?")
_OTHER_PROVINCES: Final = re.compile(r"\s*,?\s+(?:and|or)\s+(?:\w+\s+)?\w+\s+provinces\b")
_TOWN_BEFORE: Final = re.compile(
    r"\b(?:(?:km|kilomet(?:er|re)s?|miles?)\s+(?:\w+\s+)?(?:of|from|outside)|(?:west|east|north|south|just)\w*\s+(?:of|outside)"
    r"|outskirts\s+of|(?:city|cities|town|towns)\s+of|capital(?:\s+city)?\s*,?)\s+$"
)
_CAPITAL_BEHIND: Final = re.compile(
    r"\s*(?:,|\(|–|—)\s*(?:the\s+|its\s+|a\s+|which\s+is\s+the\s+)?(?:\w+\s+)?(?:provincial\s+)?"
    r"(?:capitals?|city|centre|center)\b"
)
_DATELINE: Final = re.compile(r"(?:\s*,\s*\w[\w ]{2,20}?)?\s*(?:\([^()\n]{2,60}\)|/?\s*\w{2,12})?\s*(?:[-–—:]{1,2})\s")
_ONE_OF_SEVERAL: Final = frozenset({"a", "an", "another", "one", "each", "every", "no", "any"})
_ARABIC_LIES: Final = frozenset({"", "در", "مربوط", "مربوط به"})
_LOOK: Final = 60  # characters before and behind that say something of a name


def read_around(toponyms: Sequence[Toponym], words: Sequence[Word], text: str, cues: Cues, *, pashto: bool) -> None:
    """Read what the words beside each name say of it.

    Parameters
    ----------
    toponyms : sequence of Toponym
        Names found, in order; they are updated in place.
    words : sequence of Word
        Of the text.
    text : str
        The text.
    cues : Cues
        The words to look for.
    pashto : bool
        Whether the text names kinds behind names though its script is Arabic.
    """
    taken = {toponym.last + 1 for toponym in toponyms}
    for toponym in toponyms:
        toponym.past = toponym.last
        if toponym.arabic and not pashto:
            _kind_before(toponym, cues)
        else:
            _kind_behind(toponym, cues)
            if toponym.kind is None and not toponym.firm and not toponym.arabic:
                _kind_before_of(toponym, words, text, cues, taken)
        _dateline(toponym, words, text)


def _kind_before(toponym: Toponym, cues: Cues) -> None:
    before = toponym.before
    if before is None:
        return
    if kind := cues.kind_of(before.key):
        # as many provinces of a country, or one of its districts: then the kind is not the country's
        toponym.kind, toponym.firm, toponym.loose = kind, True, True
    elif before.key in cues.area:
        toponym.firm = True
    elif before.key in cues.capital and toponym.first > 1:
        toponym.loose = True


def _kind_behind(toponym: Toponym, cues: Cues) -> None:
    behind = toponym.behind
    if behind is None:
        return
    if behind.key in cues.office and behind.key.startswith(("provincial", "governor")):
        toponym.kind, toponym.firm = "province", True
    elif kind := cues.kind_of(behind.key):
        toponym.kind, toponym.firm, toponym.past = kind, True, toponym.last + 1
        # Kunduz city district police: what comes first counts
    elif behind.key in cues.area or behind.key in cues.office:
        toponym.firm = True


def _kind_before_of(toponym: Toponym, words: Sequence[Word], text: str, cues: Cues, taken: set[int]) -> None:
    """Read "the district of Jurm", "provinces of Sari Pul, Faryab and Jowzjan", "governor of Kunduz"."""
    before = toponym.before
    if before is None or before.key != "of" or toponym.first < 2:  # noqa: PLR2004 - two words
        return
    told = words[toponym.first - 2]
    kind = cues.kind_of(told.key)
    # in "Jurm district of Badakhshan" the district is Jurm
    if kind and adjacent(told, before, text) and toponym.first - 2 not in taken:
        toponym.kind, toponym.firm, toponym.loose = kind, True, True
        # "a district of Kunduz" is not the district of Kunduz
        article = words[toponym.first - 3].key if toponym.first > 2 else ""  # noqa: PLR2004 - the third word before
        toponym.parts = told.key.endswith("s") or article in _ONE_OF_SEVERAL


def means_province(toponym: Toponym, words: Sequence[Word], text: str) -> bool:
    """Return whether a name is said to be one province among others: "in Kabul and other provinces"."""
    return _OTHER_PROVINCES.match(text, words[toponym.last].end) is not None


def means_town(toponym: Toponym, words: Sequence[Word], text: str) -> bool:
    """Return whether the words beside a name say that the town is meant: "the provincial capital, Gardez"."""
    if _CAPITAL_BEHIND.match(text, words[toponym.last].end):
        return True
    before = text[max(0, toponym.start - _LOOK) : toponym.start]
    return _TOWN_BEFORE.search(before) is not None


def _dateline(toponym: Toponym, words: Sequence[Word], text: str) -> None:
    """Note a name that says where the report was written: at the beginning of a line, before a dash."""
    if text[text.rfind("\n", 0, toponym.start) + 1 : toponym.start].strip(" \t(["):
        return
    written = text[toponym.start : words[toponym.last].end]
    behind = _DATELINE.match(text, words[toponym.last].end)
    if behind and "\n" not in behind[0].strip():
        toponym.dateline = written.isupper() or bool(re.search(r"[(–—]|--|\s-", behind[0])) or toponym.arabic


def listed(toponyms: Sequence[Toponym], words: Sequence[Word], text: str) -> list[list[Toponym]]:
    """Return the names in groups that a text lists together: Jurm, Warduj and Raghistan."""
    groups: list[list[Toponym]] = []
    for toponym in toponyms:
        if groups and not groups[-1][-1].dateline:
            last = groups[-1][-1]
            between = text[words[last.last].end : toponym.start]
            told = text[words[last.past].end : toponym.start]
            if _LIST.fullmatch(between) or (
                last.past > last.last and toponym.kind and _LIST.fullmatch(told) and "," not in told
            ):
                groups[-1].append(toponym)
                continue
        groups.append([toponym])
    return groups


def plural_behind(toponym: Toponym, words: Sequence[Word]) -> bool:
    """Return whether the word behind a name is a plural: "districts"."""
    return toponym.past > toponym.last and words[toponym.past].key.endswith(("s", "ies", fold("و"), fold("ونه")))


def lies_in(toponym: Toponym, outer: Toponym, words: Sequence[Word], text: str) -> bool:
    """Return whether one name is said to lie in the next: "Darzab district of Jowzjan", "Achin, Nangarhar"."""
    end = words[max(toponym.last, toponym.past)].end
    begin = words[outer.first - 1].start if outer.arabic and outer.kind and outer.first else outer.start
    between = text[end:begin]
    if not outer.arabic:
        return bool(_LIES.fullmatch(between))
    return bool(outer.kind or toponym.kind) and end < begin and between.strip() in _ARABIC_LIES


def owned_by(toponym: Toponym, owner: Toponym, words: Sequence[Word], text: str) -> bool:
    """Return whether one name is said to be another's: "Kunduz's Imam Sahib", "د بغلان د بورکې ولسوالۍ"."""
    end = words[max(owner.last, owner.past)].end
    if owner.arabic:
        return text[end : toponym.start].strip() in {"", "د", "په", "کې د"}
    written = text[words[owner.last].start : end]
    return written.endswith(("'s", "’s", "'", "’")) and not text[end : toponym.start].strip()


def beside(toponym: Toponym, outer: Toponym, words: Sequence[Word], text: str) -> bool:
    """Return whether only a comma stands between a name and the next, which then may contain it."""
    return bool(_BY_COMMA.fullmatch(text[words[max(toponym.last, toponym.past)].end : outer.start]))
