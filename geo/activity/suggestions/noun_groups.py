"""Noun groups beside a verb, found without a parser: a name with the office before or behind it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.lexicon import keyed
from geo.activity.suggestions.numbers import MONTHS
from geo.activity.suggestions.tokens import Tokens

_PRONOUNS: Final = keyed("he she they it who him her them which او وی آنها آنان نوموړي هغه نوموړی دوی")
_DETERMINERS: Final = keyed("the a an its his her their our this that these those another one some several")
_MODIFIERS: Final = keyed(
    "local senior provincial former deputy top western regional tribal several some many other two three four one "
    "district military security intelligence medical hospital human rights defence defense foreign interior health "
    "government press public independent eye same joint state official un unnamed anonymous chief both sides living "
    "based familiar close neighbouring neighboring nearby"
)
_JOINTS: Final = keyed("of for in from at with by across and & to on")
_STOPS: Final = MONTHS | keyed(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon "
    "evening night week month year that which while but when where after before because as if although though since "
    "until than said according meanwhile however or there also earlier later elsewhere separately"
)
_MAKERS: Final = keyed("of for")
_WITHOUT: Final = keyed("in on at and for with by from to of across a an")
_QUOTES: Final = frozenset('"“”')
_CLAUSES: Final = frozenset({"that", "and", "but", "-"})
_HOPS: Final = 3  # commas
_ENDS: Final = frozenset('.;:()"“”«»—–')
_LONGEST: Final = 20
_SHORT: Final = 3  # letters
_NOBODY: Final = keyed("no nobody neither none")
_PLAIN: Final = 2  # words of no list in one group
_APPOSITION: Final = 16
_OFFICE: Final = 6
_CLAUSE: Final = 30
_ARABIC: Final = 9
_PLACE: Final = 6
_ARABIC_ENDS: Final = frozenset(
    {"،", "به", "در", "په", "ته", "«", "امروز", "دیروز", "نن", "روز", "پرون", "با", "از", "کې"}
)
_ARABIC_LINKS: Final = keyed(
    "بل لور لوري ته همزمان همچنان همچنین همدا دغه راز خو اما ولی نیز هم در همین حال همین امشب امروز دیروز دیشب نن "
    "پرون روز شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه و ، په ورته مهال بلخوا بیا به تر"
)
_ARABIC_CUTS: Final = frozenset({"؛", ":", ".", "«", "»", "که", "چې", "چي", "چی", "؟"})


@dataclass(frozen=True, slots=True)
class NounGroups:
    """The noun groups of a sentence.

    Parameters
    ----------
    tokens : Tokens
        The text.
    first, stop : int
        The sentence's tokens, the end excluded.
    heads : collection of int
        Tokens of offices and of others who may speak.
    named : collection of int
        These and the tokens of everyone else who is named.
    titles : collection of str
        Abbreviations behind which a full stop ends nothing.
    """

    tokens: Tokens
    first: int
    stop: int
    heads: Collection[int]
    named: Collection[int]
    titles: Collection[str]

    def _is_noun(self, at: int) -> bool:
        return (
            self.first <= at < self.stop
            and self.tokens.keys[at] not in _STOPS
            and (self.tokens.capital(at) or at in self.named)
        )

    def _joins(self, at: int) -> bool:
        """Return whether a full stop or a hyphen belongs to the words around it."""
        keys = self.tokens.keys
        if keys[at] == ".":
            return at > self.first and (keys[at - 1] in self.titles or len(keys[at - 1]) == 1)
        return keys[at] in {"-", "/", "'", "’"} and self.tokens.starts[at] == self.tokens.ends[at - 1]

    def _start(  # noqa: C901, PLR0912 - what may stand in a group
        self, last: int
    ) -> int | None:
        """Return where the group begins that ends at a token."""
        keys, tokens = self.tokens.keys, self.tokens
        start: int | None = None
        closed, plain, at = False, 0, last
        while at >= self.first and last - at < _LONGEST:
            key = keys[at]
            if key in _STOPS:
                break
            if key in _DETERMINERS:
                if closed and key != "one":
                    break
                start, closed = at, True
            elif key in _JOINTS:
                near = at - 1 >= self.first and (self._is_noun(at - 1) or (key in _MAKERS and keys[at - 1].isalpha()))
                if at == last or not near or keys[at - 1] in _STOPS or keys[at - 1] in _JOINTS:
                    break
                if key == "and" and (at - 1 not in self.named and not tokens.capital(at - 1)):
                    break
                closed = False
            elif closed:
                break
            elif tokens.capital(at) or at in self.named or key in _MODIFIERS or key[0].isdecimal() or self._joins(at):
                start = at
            elif key[0].isalpha() and plain < _PLAIN:
                plain += 1
            else:
                break
            at -= 1
        if start is not None:
            while (
                start <= last
                and (keys[start] in _WITHOUT or not keys[start][0].isalnum())
                and keys[start] not in {"a", "an"}
            ):
                start += 1
            if start > last:
                return None
        return start

    def _says(self, first: int, last: int) -> bool:
        """Return whether a group is somebody: a name, an office, or whoever has an article."""
        keys = self.tokens.keys
        words = [at for at in range(first, last + 1) if keys[at][0].isalpha()]
        return any(at in self.named for at in words) or any(
            (self.tokens.capital(at) and (at > self.first or len(words) > 1 or len(keys[at]) > _SHORT))
            or keys[at] in {"the", "his", "her"}
            for at in words
        )

    def before(self, last: int) -> tuple[int, int] | None:
        """Return the group that ends at a token, with an apposition between commas."""
        keys = self.tokens.keys
        if keys[last] in _PRONOUNS:
            return last, last
        if keys[last] != ",":
            start = self._start(last)
            if start is None or not self._says(start, last) or _NOBODY & set(keys[max(start - 1, 0) : start + 1]):
                return None
            if start - 1 > self.first and keys[start - 1] == "," and self.tokens.capital(start):
                # "The head of the council, Bashir Samim told": at the beginning of a clause
                office = self._start(start - 2)
                if (
                    office is not None
                    and any(at in self.heads for at in range(office, start - 1))
                    and self._begins(office)
                ):
                    return office, last
            return start, last
        if span := self.with_apposition(last):
            return span
        start = self._start(last - 1)
        return (start, last - 1) if start is not None and self._says(start, last - 1) else None

    def with_apposition(self, last: int) -> tuple[int, int] | None:
        """Return "X, the governor of Y," that ends with a comma and begins its clause."""
        keys = self.tokens.keys
        comma = last - 1
        for _ in range(_HOPS):
            while (
                comma > self.first and keys[comma] != "," and last - comma < _APPOSITION and keys[comma] not in _QUOTES
            ):
                comma -= 1
            if comma <= self.first or keys[comma] != ",":
                break
            start = self._start(comma - 1)
            if start is not None and self._says(start, comma - 1) and self._begins(start):
                office = self._says(comma + 1, last - 1) and keys[comma + 1] not in _JOINTS - _MAKERS
                return start, last - 1 if office else comma - 1
            comma -= 1
        return None

    def _begins(self, start: int) -> bool:
        """Return whether a token is the first of a clause."""
        keys = self.tokens.keys
        return start == self.first or keys[start - 1] in _ENDS or keys[start - 1] in _CLAUSES

    def behind(  # noqa: C901, PLR0912 - what may stand in a group
        self, first: int, *, leading: bool = False
    ) -> tuple[int, int] | None:
        """Return the group that begins at a token, with an apposition behind a comma."""
        keys, tokens = self.tokens.keys, self.tokens
        if first >= self.stop:
            return None
        if keys[first] in _PRONOUNS:
            return first, first
        at, last, plain = first, -1, 0
        while at < self.stop and at - first < _LONGEST:
            key = keys[at]
            if key in _STOPS:
                break
            if key in _DETERMINERS:
                if last >= 0 and keys[at - 1] not in _JOINTS:
                    break
            elif key in _JOINTS:
                ahead = at + 1
                if last < 0 or ahead >= self.stop or keys[ahead] in _STOPS:
                    break
                if not (
                    self._is_noun(ahead) or keys[ahead] == "the" or (key in _MAKERS and keys[ahead] in _DETERMINERS)
                ):
                    break
                if key in {"on", "to", "by"} or (key == "and" and keys[ahead] == "the"):
                    break
            elif tokens.capital(at) or at in self.named or key[0].isdecimal() or self._joins(at):
                last = at
            elif key in _MODIFIERS:
                last = max(last, at) if last >= 0 else last
            elif (
                key[0].isalpha()
                and plain < _PLAIN
                and (last < 0 or keys[at - 1] in _DETERMINERS or keys[at - 1] in _MODIFIERS)
            ):
                plain += 1
                if at > first:
                    last = at
            else:
                break
            at += 1
        while last > first and not keys[last][0].isalnum():
            last -= 1
        if last < first or not self._says(first, last) or keys[first] in _JOINTS:
            return None
        return first, self._with_office(first, last, leading=leading)

    def _with_office(self, first: int, last: int, *, leading: bool) -> int:
        """Return where an apposition behind a name or an office ends; the name's end where there is none."""
        keys, tokens = self.tokens.keys, self.tokens
        comma = last + 1
        if comma + 1 >= self.stop or keys[comma] != ",":
            return last
        at = comma + 1
        end = at
        while end < self.stop and end - at < _APPOSITION:
            if keys[end] in {",", ";", '"', "“", "”", "that"} or (keys[end] == "." and not self._joins(end)):
                break
            end += 1
        closed = end < self.stop and keys[end] == ","
        office = any(one in self.heads for one in range(at, min(end, at + _OFFICE)))
        had_office = any(one in self.heads for one in range(first, last + 1))
        name = all(tokens.capital(one) or self._joins(one) for one in range(at, end)) and end - at >= 2  # noqa: PLR2004
        if leading and not closed:
            return last
        if (had_office and name) or (keys[at] in {"who", "whose"} and not leading):
            return end - 1
        if office and not had_office and (keys[at] in _DETERMINERS or at in self.named or keys[at] in _MODIFIERS):
            return end - 1
        return last

    def arabic_before(self, verb: int) -> tuple[int, int] | None:
        """Return the subject of a verb of saying in Dari or Pashto: what its clause begins with."""
        keys = self.tokens.keys
        start = verb - 1
        while start > self.first and keys[start - 1] not in _ARABIC_CUTS and verb - start < _CLAUSE:
            start -= 1
        if "کې" in keys[start : min(start + _PLACE, verb)]:
            start = keys.index("کې", start) + 1
        while start < verb and (keys[start] in _ARABIC_LINKS or not keys[start][0].isalnum()):
            start += 1
        if start >= verb:
            return None
        end = start
        while end + 1 < verb and keys[end + 1] not in _ARABIC_ENDS and end - start < _ARABIC:
            end += 1
        # "X, the spokesman of Y, said"
        if end + 2 < verb and keys[end + 1] == "،" and any(at in self.heads for at in (end + 2, end + 3, end + 4)):
            end += 2
            while end + 1 < verb and keys[end + 1] not in _ARABIC_ENDS and end - start < 2 * _ARABIC:
                end += 1
        if keys[start] in _PRONOUNS and end - start < 2:  # noqa: PLR2004
            return start, start
        return start, end

    def arabic_behind(self, first: int) -> tuple[int, int] | None:
        """Return who is named behind the Dari or Pashto for "according to"."""
        keys = self.tokens.keys
        end = first
        while end < self.stop and end - first < _ARABIC and keys[end] not in _ARABIC_ENDS | _ARABIC_CUTS:
            end += 1
        return (first, end - 1) if end > first else None
