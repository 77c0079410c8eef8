"""Which number counts whom: killed, wounded, arrested, or fighters who are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.numbers import Number
from geo.activity.suggestions.roles import Entity, Told
from geo.activity.suggestions.tables import Tables
from geo.activity.suggestions.tokens import Tokens

# what one person can suffer: "a soldier was killed"
_SINGLE: Final = frozenset({"killed", "wounded", "arrested", "abducted", "surrendered", "captured"})
_OF_PEOPLE: Final = frozenset({"killed", "wounded"})
_LISTED: Final = frozenset({"and", ",", "or", "as", "well", "و", "،", "او"})
_ENDS_PHRASE: Final = frozenset({",", ".", ";", ":", "were", "was", "and", "in", "killed", "wounded", "at", "on", "،"})
_ENDS_CLAUSE: Final = frozenset({".", ";", "while", "when"})
_TOLL: Final = frozenset({"of", "to", "at", "toll", "among", "as", ":"})
# tokens
_TO_NOUN: Final = 5  # from a number to the noun that it counts
_TO_ARTICLES_NOUN: Final = 3
_TO_SECOND_NOUN: Final = 2  # "Taliban insurgents"
_TO_VERB: Final = 14  # from a noun to the verb that it is the subject of
_CLOSE: Final = 4
_TO_OBJECT: Final = 6  # from a verb to a number behind it
_TO_NOMINAL: Final = 2  # the same in Dari and Pashto, where only a noun stands before its number


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts.

    Parameters
    ----------
    what : str
        killed, wounded, fighters, or the thing counted.
    who : str
        As written.
    low, high : int, optional
        Its bounds.
    side : str
        Whose side they are.
    at : int
        The token where it begins.
    """

    what: str
    who: str
    low: int | None
    high: int | None
    side: str = ""
    at: int = 0

    def __str__(self) -> str:
        """Return it as a line shows it.

        Examples
        --------
        >>> str(Count("killed", "soldiers", 24, None)), str(Count("fighters", "men", 30, 40))
        ('24 or more killed', '30–40 fighters')
        """
        if self.high is None:
            return f"{self.low or ''} or more {self.what}"
        if self.low is None:
            return f"at most {self.high} {self.what}"
        return f"{self.low}{f'–{self.high}' if self.high != self.low else ''} {self.what}"


def counts(
    tokens: Tokens,
    numbers: Sequence[Number],
    everyone: Sequence[Entity],
    predicates: Sequence[Told],
    tables: Tables,
) -> list[Count]:
    """Return the numbers of a part of a sentence with what they count.

    Parameters
    ----------
    tokens : Tokens
        The text.
    numbers : sequence of Number
        Those of the text that lie in the part.
    everyone : sequence of Entity
        Who is named in it.
    predicates : sequence of Told
        What is told in it.
    tables : Tables
        With what each predicate counts.

    Returns
    -------
    list of Count
        In their order.
    """
    counting = [one for one in predicates if tables.predicates[one.match.id].counts]
    found: list[Count] = []
    ended, what = -1, ""  # where the number before ended, and what it counted
    for number in numbers:
        noun = _noun(tokens, number, everyone)
        if number.article and (noun is None or noun.first - number.last > _TO_ARTICLES_NOUN or noun.people == "things"):
            continue
        second = _second_noun(tokens, noun, everyone) if noun else None
        last = (second if second and not second.actor else noun or number).last
        chained = ended >= 0 and set(tokens.keys[ended + 1 : number.first]) <= _LISTED
        governing = _governing(tokens, number, last, counting, numbers, tables, chained=chained)
        if governing is None and noun is None:
            continue
        if governing is not None:
            what = tables.predicates[governing.match.id].counts
        elif not (chained and noun):
            what = ""
        if number.article and what not in _SINGLE:
            continue
        ended = last
        if noun is not None and noun.people == "things" and what in _OF_PEOPLE:
            continue
        side = (second or noun).side if noun else ""
        who = tokens.written(number.last + 1, last) if noun else ""
        found.append(Count(what or _label(side, who), who, number.low, number.high, side, number.first))
    return found


def _label(side: str, who: str) -> str:
    """Return what a number counts if it belongs to no predicate."""
    if side in {"insurgent", "unknown"}:
        return "fighters"
    return who.lower().rsplit(" ", 1)[-1] if who else "people"


def _noun(tokens: Tokens, number: Number, everyone: Sequence[Entity]) -> Entity | None:
    """Return who or what a number counts."""
    for one in everyone:
        if number.last < one.first <= number.last + _TO_NOUN and _is_phrase(tokens, number.last, one.first):
            return one
    return None


def _second_noun(tokens: Tokens, noun: Entity, everyone: Sequence[Entity]) -> Entity | None:
    """Return the noun right behind another: insurgents in "Taliban insurgents"."""
    for one in everyone:
        if 0 < one.first - noun.last <= _TO_SECOND_NOUN and _is_phrase(tokens, noun.last, one.first):
            return one
    return None


def _is_phrase(tokens: Tokens, last: int, first: int) -> bool:
    """Return whether nothing between a number and a noun ends the phrase."""
    return not _ENDS_PHRASE.intersection(tokens.keys[last + 1 : first])


def _governing(  # noqa: PLR0913, PLR0917 - a number and what stands around it
    tokens: Tokens,
    number: Number,
    last: int,
    counting: Sequence[Told],
    numbers: Sequence[Number],
    tables: Tables,
    *,
    chained: bool,
) -> Told | None:
    """Return the predicate that tells what a number is a number of."""
    after = next((one for one in counting if one.match.first > last), None)
    before = next((one for one in reversed(counting) if one.match.last < number.first), None)
    arabic = "\u0600" <= tokens.keys[last][0] <= "\u06ff"
    if after is not None:
        gap = tokens.keys[last + 1 : after.match.first]
        suffers = after.passive or arabic or tables.predicates[after.match.id].subject == "target"
        crosses = any(last < one.first < after.match.first and not one.article for one in numbers)
        if suffers and len(gap) <= _TO_VERB and not (crosses and _ENDS_CLAUSE.intersection(gap)):
            # "killing two and wounding three": each number belongs to the verb before it
            direct = before is not None and not before.passive and number.first - before.match.last <= _CLOSE
            if not direct and (len(gap) <= _CLOSE or not chained or before is None):
                return after
    if before is None:
        return None
    gap = tokens.keys[before.match.last + 1 : number.first]
    if arabic:
        return before if len(gap) <= _TO_NOMINAL else None
    if len(gap) > _TO_OBJECT or "." in gap or ";" in gap:
        return None
    toll = tables.predicates[before.match.id].subject == "target" and (not gap or gap[0] in _TOLL)
    return before if toll or not before.passive else None
