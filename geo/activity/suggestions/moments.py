"""When something happened, as a text says it, counted from the day it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from geo.activity.suggestions.tokens import Tokens, key_of
from geo.dates import Span

_ENGLISH: Final = (
    ("january", "jan", "جنوری", "ژانویه"),
    ("february", "feb", "فبروری", "فوریه"),
    ("march", "mar", "مارچ", "مارس"),
    ("april", "apr", "اپریل", "آپریل"),
    ("may", "می"),
    ("june", "jun", "جون", "ژوئن"),
    ("july", "jul", "جولای", "جولايي"),
    ("august", "aug", "اگست", "آگست", "اګست"),
    ("september", "sep", "sept", "سپتمبر", "سپتامبر"),
    ("october", "oct", "اکتوبر", "اکتبر"),
    ("november", "nov", "نومبر", "نوامبر"),
    ("december", "dec", "دسمبر", "دیسمبر"),
)
_SOLAR: Final = (
    ("حمل", "وری"), ("ثور", "غویی"), ("جوزا", "غبرگولی"), ("سرطان", "چنگاښ"), ("اسد", "زمری"), ("سنبله", "وږی"),
    ("میزان", "تله"), ("عقرب", "لړم"), ("قوس", "لیندۍ"), ("جدی", "مرغومی"), ("دلو", "سلواغه"), ("حوت", "کب"),
)  # fmt: skip
_MONTH: Final = {key_of(name): number for number, names in enumerate(_ENGLISH, 1) for name in names}
_SOLAR_MONTH: Final = {key_of(name): number for number, names in enumerate(_SOLAR, 1) for name in names}
_DAY: Final = {
    key_of(name): number
    for number, names in enumerate(
        (
            ("monday", "mon", "دوشنبه", "دوشنبۀ"),
            ("tuesday", "tue", "سه‌شنبه", "سه‌شنبۀ"),
            ("wednesday", "wed", "چهارشنبه", "چهارشنبۀ"),
            ("thursday", "thu", "پنجشنبه", "پنج‌شنبه", "پنجشنبۀ"),
            ("friday", "fri", "جمعه", "جمعۀ"),
            ("saturday", "sat", "شنبه", "شنبۀ"),
            ("sunday", "sun", "یکشنبه", "یک‌شنبه", "یکشنبۀ"),
        )
    )
    for name in names
}
_COUNTED: Final = {
    "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "couple": 2, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "یک": 1, "دوه": 2, "درې": 3, "یوه": 1, "یو": 1,
}  # fmt: skip
_UNITS: Final = {
    "hour": 0, "hours": 0, "day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30,
    "year": 365, "years": 365, "روز": 1, "هفته": 7, "ماه": 30, "سال": 365, "ورځې": 1, "اونۍ": 7, "میاشت": 30,
    "میاشتې": 30,
    "کاله": 365, "کال": 365,
}  # fmt: skip
_PHRASES: Final = {
    ("last", "night"): (1, 0), ("overnight",): (1, 0), ("شب", "گذشته"): (1, 0), ("دیشب",): (1, 0),
    ("شب", "گذشتۀ"): (1, 0),
    ("تیره", "شپه"): (1, 0), ("تېره", "شپه"): (1, 0), ("پرون", "شپه"): (1, 0), ("بیگا",): (1, 0), ("بېګا",): (1, 0),
    ("yesterday",): (1, 1), ("دیروز",): (1, 1), ("روز", "گذشته"): (1, 1), ("پرون",): (1, 1), ("تېره", "ورځ"): (1, 1),
    ("تیره", "ورځ"): (1, 1), ("tonight",): (0, 0), ("this", "morning"): (0, 0), ("this", "evening"): (0, 0),
    ("today",): (0, 0), ("امروز",): (0, 0), ("نن",): (0, 0), ("امشب",): (0, 0),
    ("past", "24", "hours"): (1, 0), ("last", "24", "hours"): (1, 0), ("in", "24", "hours"): (1, 0),
    ("past", "day"): (1, 0), ("24", "ساعت", "گذشته"): (1, 0), ("بیستوچهار", "ساعت", "گذشته"): (1, 0),
    ("یک", "شبانهروز"): (1, 0), ("تېرو", "24", "ساعتونو"): (1, 0), ("تیرو", "24", "ساعتونو"): (1, 0),
    ("past", "week"): (7, 0), ("past", "month"): (30, 0), ("past", "year"): (365, 0),
}  # fmt: skip
_STARTS: Final = frozenset(phrase[0] for phrase in _PHRASES)
_LATE: Final = {"early": (1, 4), "late": (9, 12), "mid": (5, 8)}
_DAYS: Final = 31
_UNTIL: Final = frozenset("-–—") | {"to"}
_ABBREVIATED: Final = 4
_YEAR_LEADS: Final = frozenset(
    {"in", "of", "since", "during", "by", "until", "from", "after", "for", ",", "late", "early", "mid"}
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a text gives.

    Parameters
    ----------
    first, last : int
        Its tokens.
    span : Span
        The days that it means.
    """

    first: int
    last: int
    span: Span


def moments(tokens: Tokens, published: Span | None) -> list[Moment]:
    """Return the times that a text gives, those counted from its day only where that is known.

    Parameters
    ----------
    tokens : Tokens
        The text.
    published : Span, optional
        When it was published.

    Returns
    -------
    list of Moment
        In their order, none within another.

    Examples
    --------
    >>> day = date(2017, 12, 12)
    >>> told = "on Sunday; on March 3; in May 2015; three days ago; since 2012; last night"
    >>> [str(one.span) for one in moments(Tokens.of(told), Span(day, day, "day"))][:4]
    ['10 December 2017', '3 March 2017', 'May 2015', '9 December 2017']
    """
    found: list[Moment] = []
    keys, count = tokens.keys, len(tokens)
    at = 0
    today = published.last if published else None
    while at < count:
        key = keys[at]
        result = None
        if key in _MONTH or key in _SOLAR_MONTH:
            result = _month(tokens, at, today)
        elif key in _DAY and today is not None:
            result = _weekday(keys, at, today)
        elif key in _STARTS and today is not None:
            result = _phrase(keys, at, today)
        if result is None and today is not None:
            result = _counted_back(keys, at, today)
        if result is None and len(key) == 4 and key.isdecimal():  # noqa: PLR2004
            result = _year(keys, at, published)
        if result is not None and (not found or result.first > found[-1].last):
            if keys[result.first - 1 : result.first] == ["since"] and today is not None and result.span.first < today:
                result = Moment(result.first, result.last, Span(result.span.first, today))
            found.append(result)
            at = max(at, result.last)
        at += 1
    return found


def _month(  # noqa: C901, PLR0911, PLR0912 - the ways in which a date is written
    tokens: Tokens, at: int, today: date | None
) -> Moment | None:
    """Return the day or the month that stands around a month's name."""
    keys, count = tokens.keys, len(tokens)
    if keys[at] in {"may", "march", "mar", "می", "sun", "تله", "کب"} and not tokens.capital(at):
        return None
    first = last = at
    day = None
    before = keys[at - 1] if at else ""
    behind = at + 1 + (at + 1 < count and keys[at + 1] == ".")
    if keys[at] in {"may", "می"} and not (
        before.isdecimal() or (behind < count and keys[behind][0].isdecimal()) or before in {"in", "of", "last"}
    ):
        return None
    if behind < count and (number := _day_number(keys[behind])) is not None:
        day, last = number, behind
    elif before == "of" and at > 1 and (number := _day_number(keys[at - 2])) is not None:
        day, first = number, at - 2
    elif (number := _day_number(before)) is not None:
        day, first = number, at - 1
    short = len(keys[at]) <= _ABBREVIATED and keys[at].isascii() and keys[at] not in {"may", "june", "july"}
    if day is None and short and not (behind < count and len(keys[behind]) == 4 and keys[behind].isdecimal()):  # noqa: PLR2004
        return None  # "Jan" is a name, too
    year = None
    nexts = last + 1 + (last + 1 < count and keys[last + 1] in {",", "."})
    if nexts < count and len(keys[nexts]) == 4 and keys[nexts].isdecimal() and 1300 < int(keys[nexts]) < 2101:  # noqa: PLR2004
        year, last = int(keys[nexts]), nexts
    elif behind < count and last == at and len(keys[behind]) == 4 and keys[behind].isdecimal():  # noqa: PLR2004
        year, last = int(keys[behind]), behind
    if keys[at] in _SOLAR_MONTH:
        return _solar(first, last, _SOLAR_MONTH[keys[at]], day, today) if day else None
    month = _MONTH[keys[at]]
    untold = year is None
    if year is None:
        if today is None:
            return None
        year = today.year
        if date(year, month, 1) > today + timedelta(7):
            year -= 1
        if keys[at - 1 : at] == ["last"] and date(year, month, 1) > today - timedelta(31):
            year -= 1
    if day is not None:
        try:
            told = date(year, month, day)
        except ValueError:
            return None
        if untold and today is not None and told > today + timedelta(7):
            told = told.replace(year=year - 1)
        until = _until(keys, last, told)
        return Moment(first, until[0], Span(told, until[1])) if until else Moment(first, last, Span(told, told, "day"))
    return Moment(first, last, Span(date(year, month, 1), _month_end(year, month), "month"))


def _until(keys: list[str], last: int, first_day: date) -> tuple[int, date] | None:
    """Return the token and the day that end "July 5-11"."""
    if keys[last + 1 : last + 2] and keys[last + 1] in _UNTIL and keys[last + 2 : last + 3]:
        day = _day_number(keys[last + 2])
        if day is not None and first_day.day < day <= _month_end(first_day.year, first_day.month).day:
            return last + 2, first_day.replace(day=day)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def _day_number(key: str) -> int | None:
    plain = key[:-2] if key.endswith(("st", "nd", "rd", "th")) else key
    return int(plain) if plain.isdecimal() and 0 < int(plain) <= _DAYS else None


def _solar(first: int, last: int, month: int, day: int, today: date | None) -> Moment | None:
    """Return the day of the solar calendar that is nearest before the publication, as a day of ours."""
    if today is None:
        return None
    passed = 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    for year in (today.year, today.year - 1):
        # the year begins at the spring equinox; from 1980 to 2040 the 20th of March in leap years, else the 21st
        told = date(year, 3, 20 if year % 4 == 0 else 21) + timedelta(passed)
        if told <= today + timedelta(1):
            return Moment(first, last, Span(told, told, "day"))
    return None


def _weekday(keys: list[str], at: int, today: date) -> Moment | None:
    if len(keys[at]) == 3 and keys[at].isascii():  # noqa: PLR2004 - "sun" is no Sunday
        return None
    back = (today.weekday() - _DAY[keys[at]]) % 7
    if back == 0 and keys[at - 1 : at] == ["last"]:
        back = 7
    told = today - timedelta(back)
    night = keys[at + 1 : at + 2] == ["night"]
    return Moment(at, at + night, Span(told, told + timedelta(1) if night and told < today else told, "day"))


def _phrase(keys: list[str], at: int, today: date) -> Moment | None:
    for length in (3, 2, 1):
        days = _PHRASES.get(tuple(keys[at : at + length]))
        if days is not None:
            first, last = (today - timedelta(back) for back in days)
            return Moment(at, at + length - 1, Span(first, last, "day" if first == last else "range"))
    return None


def _counted_back(keys: list[str], at: int, today: date) -> Moment | None:
    """Return what "three days ago", "last week", "this month" or "the past two weeks" mean."""
    key = keys[at]
    if key in _COUNTED or key.isdecimal():
        if (
            keys[at + 2 : at + 3]
            and keys[at + 1] in _UNITS
            and keys[at + 2] in {"ago", "earlier", "پیش", "قبل", "مخکې", "before"}
        ):
            many = _COUNTED.get(key) or min(int(key), 100)
            days = many * _UNITS[keys[at + 1]]
            told = today - timedelta(days)
            exact = _UNITS[keys[at + 1]] <= 1
            slack = timedelta(0 if exact else _UNITS[keys[at + 1]] // 2)
            return Moment(at, at + 2, Span(told - slack, told + slack, "day" if exact else "range"))
        return None
    if key not in {"last", "this", "past", "previous", "recent"} or at + 1 >= len(keys):
        return None
    unit = keys[at + 1]
    if key == "past" or (key == "last" and unit in _COUNTED) or unit.isdecimal():
        many = _COUNTED.get(unit) or (min(int(unit), 100) if unit.isdecimal() else 0)
        if many and keys[at + 2 : at + 3] and keys[at + 2] in _UNITS:
            days = many * _UNITS[keys[at + 2]] or 1
            return Moment(at, at + 2, Span(today - timedelta(days), today, "range"))
        return None
    first, last = _calendar(key, unit, today)
    return Moment(at, at + 1, Span(first, last, "range")) if first and last else None


def _calendar(key: str, unit: str, today: date) -> tuple[date | None, date | None]:
    if unit == "week":
        monday = today - timedelta(today.weekday())
        return (monday, today) if key == "this" else (monday - timedelta(7), monday - timedelta(1))
    if unit == "month":
        begun = today.replace(day=1)
        return (begun, today) if key == "this" else ((begun - timedelta(1)).replace(day=1), begun - timedelta(1))
    if unit == "year":
        begun = today.replace(month=1, day=1)
        return (begun, today) if key == "this" else (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    return None, None


def _year(keys: list[str], at: int, published: Span | None) -> Moment | None:
    year = int(keys[at])
    if not 1978 < year < 2101 or (published and year > published.last.year) or keys[at - 1 : at] == []:  # noqa: PLR2004
        return None
    before = keys[at - 1]
    if before not in _YEAR_LEADS:
        return None
    first, last = _LATE.get(before, (1, 12))
    return Moment(at - (before in _LATE), at, Span(date(year, first, 1), _month_end(year, last), "year"))
