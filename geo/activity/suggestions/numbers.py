"""Numbers as the press writes them: digits, words, ranges, bounds; not days of a month, shares or ages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.lexicon import Match, keyed
from geo.activity.suggestions.tables import Tables
from geo.activity.suggestions.tokens import Tokens

MONTHS: Final = keyed(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec جنوری فبروری مارچ مارس اپریل می جون جولای اگست آگست سپتمبر سپتامبر "
    "اکتوبر نومبر دسمبر جولايي اګست حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت وری غویی غبرگولی "
    "چنگاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب"
)
_NOT_PEOPLE: Final = keyed(
    "% percent per pc km kms kilometer kilometers kilometre kilometres mile miles meter meters metre metres "
    "years year months month weeks week days day hours hour minutes minute am pm a.m p.m feet acres dollars "
    "usd afghanis rupees th st nd rd mm caliber time times فیصد درصد کیلومتر کیلومتری سال ساله ساعت روز ماه "
    "بجه سلنه کلن کاله متر"
)
_MONEY: Final = frozenset("$€£")
_RANGES: Final = keyed("to - – — or تا څخه")
_MORE_BEHIND: Final = frozenset({("or", "more"), ("at", "least")})
_YEARS: Final = range(1300, 2101)
_YEAR_LED: Final = keyed("in since of by until from during early late mid سال کال د په از")
_ORDINAL: Final = ("st", "nd", "rd", "th")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a text gives.

    Parameters
    ----------
    first, last : int
        Its tokens, with the words that bound it.
    low, high : int, optional
        Its bounds; an open one is None.
    article : bool
        It is only "a" or "an".
    """

    first: int
    last: int
    low: int | None
    high: int | None
    article: bool = False


def numbers(tokens: Tokens, tables: Tables, found: Mapping[str, Sequence[Match]]) -> list[Number]:
    """Return the numbers of a text that may count people or things, with their bounds.

    Parameters
    ----------
    tokens : Tokens
        The text.
    tables : Tables
        With words for numbers.
    found : mapping of str to sequence of Match
        The phrases of the text; ``bound`` and ``least`` are used.

    Returns
    -------
    list of Number
        In their order.

    Examples
    --------
    >>> from pathlib import Path
    >>> tables = Tables.load(Path("gazetteer"))
    >>> def read(text):
    ...     tokens = Tokens.of(text)
    ...     return [(one.low, one.high) for one in numbers(tokens, tables, tables.lexicon.find(tokens))]
    >>> read("at least two dozen men, 30 to 40 others, fewer than 10 000 on March 3, 2015")
    [(24, None), (30, 40), (None, 10000)]
    """
    bounds = {match.last: match for match in found["bound"]}
    least = {match.first: match for match in found["least"]}
    out: list[Number] = []
    at, count = 0, len(tokens)
    while at < count:
        if match := least.get(at):
            low = tables.least[match.id]
            out.append(Number(at, match.last, low, None))
            at = match.last + 1
            continue
        key = tokens.keys[at]
        # most words begin no number
        begins = key in tables.value or key[0].isdecimal() or "-" in key or "و" in key
        value, stop, article = _value(tokens, tables, at) if begins else (None, at + 1, False)
        if value is None:
            at += 1
            continue
        high = value
        if stop + 1 < count and tokens.keys[stop] in _RANGES:
            other, beyond, _ = _value(tokens, tables, stop + 1)
            if other is not None and other > value:
                high, stop = other, beyond
        number = _bounded(tokens, bounds, at, stop, value, high, article=article)
        if not _is_no_count(tokens, at, stop, value):
            out.append(number)
        at = stop
    return out


def _bounded(  # noqa: PLR0913, PLR0917 - a number and its place
    tokens: Tokens, bounds: Mapping[int, Match], at: int, stop: int, low: int, high: int, *, article: bool
) -> Number:
    keys = tokens.keys
    first, last = at, stop - 1
    bound = bounds.get(at - 1)
    least: int | None = low
    most: int | None = high
    if bound is not None and low == high:
        first = bound.first
        if bound.id == "more":
            most = None
        elif bound.id == "most":
            least = None
    elif tuple(keys[stop : stop + 2]) in _MORE_BEHIND:
        last, most = stop + 1, None
    return Number(first, last, least, most, article)


def _value(tokens: Tokens, tables: Tables, at: int) -> tuple[int | None, int, bool]:
    """Return the value that begins at a token, the token behind it, and whether it is an article alone."""
    keys, count = tokens.keys, len(tokens)
    key = keys[at]
    if key[0].isdecimal():
        plain = key.replace(",", "").replace("٬", "")
        if not plain.isdecimal() or len(plain) > 9:  # noqa: PLR2004
            return None, at + 1, False
        value, stop = int(plain), at + 1
        # 10 000: groups of three digits
        while (
            stop < count and len(plain) <= 3 and len(keys[stop]) == 3 and keys[stop].isdecimal()  # noqa: PLR2004
            and tokens.starts[stop] - tokens.ends[stop - 1] == 1 and "," not in key
        ):  # fmt: skip
            value, stop = value * 1000 + int(keys[stop]), stop + 1
    elif (word := _word(key, tables)) is not None:
        value, stop = word, at + 1
        # twenty-five, twenty five, بیست و نه
        while stop < count and value >= 20 and value % 10 == 0:  # noqa: PLR2004
            joint = stop + (keys[stop] in {"و", "-"})
            more = _word(keys[joint], tables) if joint < count else None
            if more is None or more >= 10 or keys[joint] in {"a", "an"}:  # noqa: PLR2004
                break
            value, stop = value + more, joint + 1
    else:
        return None, at + 1, False
    article = key in {"a", "an"}
    while stop < count and (keys[stop] in tables.scale or keys[stop] == "dozen"):
        value, stop, article = value * tables.scale.get(keys[stop], 12), stop + 1, False
    return value, stop, article


def _word(key: str, tables: Tables) -> int | None:
    if (value := tables.value.get(key)) is not None:
        return value
    for joint in ("-", "و"):
        tens, found, ones = key.partition(joint)
        if found and tens in tables.value and ones in tables.value and tables.value[tens] >= 20:  # noqa: PLR2004
            return tables.value[tens] + tables.value[ones]
    return None


def _is_no_count(tokens: Tokens, at: int, stop: int, value: int) -> bool:  # noqa: PLR0911 - one per reason
    """Return whether a number is a day, a year, an age, a share, a sum or a part of a name."""
    keys, count = tokens.keys, len(tokens)
    before = keys[at - 1] if at else ""
    behind = keys[stop] if stop < count else ""
    if keys[at].endswith(_ORDINAL) and keys[at][0].isdecimal():
        return True
    if behind in _NOT_PEOPLE or before in _MONEY or behind in _MONEY or behind == "°":
        return True
    if before in MONTHS and value <= 31:  # noqa: PLR2004
        return True
    if behind in MONTHS and value <= 31 and behind != "may":  # noqa: PLR2004
        return True
    if behind == "-" and stop + 1 < count and tokens.starts[stop] == tokens.ends[stop - 1]:
        return True  # a 28-year-old
    if value in _YEARS and keys[at].isdecimal() and (before in _YEAR_LED or before in MONTHS or before == ","):
        return True
    return before in {"#", "-", "district-", "pd", "/"} and value < 100  # noqa: PLR2004
