"""From a scanned text to suggestions of activity, for a person to decide on.

A suggestion is made for each kind of activity that a sentence tells of, and each group of places that it
names. Nothing here is a fact: what a suggestion says, a person accepts, corrects or rejects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from geo.activity.vocabulary import Rules, Term
from geo.gazetteer import Gazetteer
from geo.scan import Mention
from geo.tables.word_list import pattern

# a full stop ends a sentence unless it belongs to an initial or a title
_END: Final = re.compile(r"(?<![A-Z])(?<!\bGen)(?<!\bMr)(?<!\bDr)(?<!\bCol)[.!?…]+[\"”’')\]]*(?=\s|$)|\n\s*\n")
_NUMBER: Final = re.compile(r"(?<![\w$€£])(\d{1,3}(?:,\d{3})+|\d+)(?![\w%]|,\d)")
_OF_WHOLE: Final = re.compile(r"\s*,?\s*(?:out\s+)?of\s+(?:the\s+|some\s+|about\s+)?(\d[\d,]*\d)")
_SPEAKER: Final = re.compile(r"(?:^|[,;“\"])\s*([^,;“”\"]{3,120}?)\s+(?:also\s+|has\s+|have\s+|had\s+|repeatedly\s+)*$")
_REACH: Final = 4  # words between a number and what it counts
_LONGEST_SPEAKER: Final = 120


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a text gives.

    Parameters
    ----------
    low, high : int, optional
        Its bounds; an open one is None.
    unit : str
        What is counted.
    whole : int, optional
        What it is a part of: 6,500 in "4,000 of 6,500 fighters".
    """

    low: int | None
    high: int | None
    unit: str
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An activity that a sentence seems to tell of.

    Parameters
    ----------
    places : tuple of str
        Ids; several belong together.
    place_text : str
        As written.
    kind : str
        Id of ``kinds.csv``.
    actors : tuple of str
        Ids of ``actors.csv``.
    count : Count, optional
        The number that belongs to it.
    claimed_by : str
        Who says so, as written.
    status : str
        reported, denied, planned or confirmed.
    doubted, past : bool
        Somebody finds it doubtful; it is told as over.
    start, end : int
        Offsets of the sentence.
    confidence : str
        high, medium or low: how much of it the sentence itself says.
    """

    places: tuple[str, ...]
    place_text: str
    kind: str
    actors: tuple[str, ...]
    count: Count | None
    claimed_by: str
    status: str
    doubted: bool
    past: bool
    start: int
    end: int
    confidence: str


@dataclass(frozen=True)
class Suggester:
    """Makes suggestions from the mentions of a text.

    Parameters
    ----------
    gazetteer : Gazetteer
        Tells what lies in what.
    actors, kinds : mapping of str to Term
        The words that tell who and what.
    rules : Rules
        The words that tell status, source and number.

    Examples
    --------
    >>> from geo.project import Project
    >>> from geo.scan import Scanner
    >>> project = Project.load()
    >>> scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    >>> suggester = Suggester(project.gazetteer, project.actors, project.kinds, project.rules)
    >>> text = "Officials said that more than 40 Daesh fighters are present in Darzab and Qushtepa districts."
    >>> (found,) = suggester.suggest(text, scanner.scan(text))
    >>> found.kind, found.places, found.count.low, found.count.unit
    ('presence', ('af.jowzjan.darzab', 'af.jowzjan.qush-tepa'), 40, 'fighters')
    """

    gazetteer: Gazetteer
    actors: Mapping[str, Term]
    kinds: Mapping[str, Term]
    rules: Rules

    @cached_property
    def _actor_words(self) -> dict[str, re.Pattern[str]]:
        return {key: pattern((actor.name, *actor.aliases)) for key, actor in self.actors.items()}

    @cached_property
    def _kind_words(self) -> dict[str, re.Pattern[str]]:
        return {key: pattern(kind.aliases) for key, kind in self.kinds.items()}

    def suggest(self, text: str, mentions: Sequence[Mention]) -> list[Suggestion]:
        """Suggest activity.

        Parameters
        ----------
        text : str
            The text that was scanned.
        mentions : sequence of Mention
            Its toponyms.

        Returns
        -------
        list of Suggestion
            In the order of the text.
        """
        found: list[Suggestion] = []
        before: list[list[Mention]] = []
        actors_before: tuple[str, ...] = ()
        for start, end in sentences(text):
            sentence = text[start:end]
            groups = self._groups([one for one in mentions if start <= one.start < end], text)
            own = bool(groups)
            pointing = bool(self.rules["inherit"].search(sentence))
            # "they are there to recruit", says the governor of Jowzjan: there is where the sentence before was
            if before and (not groups or (pointing and self._within(before, groups))):
                groups, own = before, False
            actors = self._named(sentence)
            if groups:
                found += self._of_sentence(
                    sentence, start, groups, actors or actors_before, text, own=own and bool(actors)
                )
            before, actors_before = groups or before, actors or actors_before
        return found

    def _of_sentence(  # noqa: PLR0913 - what a sentence tells
        self,
        sentence: str,
        start: int,
        groups: Sequence[list[Mention]],
        actors: tuple[str, ...],
        text: str,
        *,
        own: bool,
    ) -> list[Suggestion]:
        """Return a suggestion for each kind of activity and each group of places of a sentence."""
        if not actors:
            return []
        kinds = [key for key, words in self._kind_words.items() if words.search(sentence)]
        counts = self.counts(sentence)
        if not kinds and counts:
            kinds = ["presence"]
        status, doubted = self._status(sentence)
        speaker = self._speaker(sentence)
        confidence = "low" if doubted or status == "denied" or not own else "medium" if len(kinds) == 1 else "low"
        return [
            Suggestion(
                places=tuple(dict.fromkeys(one.resolution.place.id for one in group if one.resolution.place)),
                place_text=" ".join(text[group[0].start : group[-1].end].split()),
                kind=kind,
                actors=actors,
                count=counts[0] if counts else None,
                claimed_by=speaker,
                status=status,
                doubted=doubted,
                past=bool(self.rules["past"].search(sentence)),
                start=start,
                end=start + len(sentence),
                confidence=confidence,
            )
            for kind in kinds
            for group in groups
        ]

    def _groups(self, mentions: Sequence[Mention], text: str) -> list[list[Mention]]:
        """Return the places of a sentence in the groups that it lists together, without what only surrounds them."""
        resolved = [one for one in mentions if one.resolution.place]
        groups: list[list[Mention]] = []
        for one in resolved:
            if groups and re.fullmatch(r"\s*(?:,|,?\s*and|و|،)\s*", text[groups[-1][-1].end : one.start]):
                groups[-1].append(one)
            else:
                groups.append([one])
        keys = [{one.resolution.place.id for one in group if one.resolution.place} for group in groups]

        def surrounds(outer: set[str]) -> bool:
            others = (key for other in keys if other is not outer for key in other - outer)
            return any(self.gazetteer.contains(key, inner) for inner in others for key in outer)

        narrow = [group for group, key in zip(groups, keys, strict=True) if not surrounds(key)]
        return narrow or groups

    def _within(self, inner: Sequence[list[Mention]], outer: Sequence[list[Mention]]) -> bool:
        """Tell whether all places of some groups lie in places of others, and are others than these."""
        around = [one.resolution.place.id for group in outer for one in group if one.resolution.place]
        lying = [one.resolution.place.id for group in inner for one in group if one.resolution.place]
        return all(any(key != place and self.gazetteer.contains(key, place) for key in around) for place in lying)

    def _named(self, sentence: str) -> tuple[str, ...]:
        return tuple(key for key, words in self._actor_words.items() if words.search(sentence))

    def _status(self, sentence: str) -> tuple[str, bool]:
        doubted = bool(self.rules["doubted"].search(sentence))
        for status in ("denied", "planned", "confirmed"):
            if self.rules[status].search(sentence):
                return status, doubted
        return "reported", doubted

    def _speaker(self, sentence: str) -> str:
        """Return who says so, as written."""
        for source in self.rules["source"].finditer(sentence):
            return re.split(r"[,;.]", sentence[source.end() :])[0].strip()[:_LONGEST_SPEAKER]
        for said in self.rules["said"].finditer(sentence):
            if speaker := _SPEAKER.search(sentence[: said.start()]):
                return " ".join(speaker[1].split())
        return ""

    def counts(self, sentence: str) -> list[Count]:
        """Return the numbers of people that a sentence gives, with their bounds."""
        found = []
        for number in self.rules["number"].finditer(sentence):
            least = self.rules.numbers[" ".join(number[0].lower().split())]
            if unit := self._unit(sentence[number.end() :]):
                found.append((number.start(), Count(least, None, unit)))
        parted = 0
        for number in _NUMBER.finditer(sentence):
            if number.start() < parted:
                continue  # told already, as the whole of another
            whole = _OF_WHOLE.match(sentence, number.end())
            if unit := self._unit(sentence[whole.end() if whole else number.end() :]):
                low, high = self._bounds(sentence[: number.start()].rstrip(), int(number[1].replace(",", "")))
                of = int(whole[1].replace(",", "")) if whole else None
                parted = whole.end() if whole else 0
                found.append((number.start(), Count(low, high, unit, of)))
        return [count for _, count in sorted(found, key=lambda one: one[0])]

    def _bounds(self, lead: str, value: int) -> tuple[int | None, int | None]:
        """Return the bounds that the words before a number give it."""
        for sort, bounds in (("more", (value, None)), ("most", (None, value))):
            if any(word.end() == len(lead) for word in self.rules[sort].finditer(lead)):
                return bounds
        return value, value

    def _unit(self, rest: str) -> str:
        """Return what is counted: a unit within some words behind the number."""
        near = re.match(rf"(?:\W*\w[\w’'-]*){{1,{_REACH}}}", rest)
        unit = self.rules["unit"].search(near[0]) if near else None
        return unit[0].lower() if unit else ""


def sentences(text: str) -> Iterable[tuple[int, int]]:
    """Yield the offsets of a text's sentences, without the space around them.

    Examples
    --------
    >>> text = "Gen. Campbell spoke. He left."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Gen. Campbell spoke.', 'He left.']
    """
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield start + lead, start + len(piece.rstrip())
        start = end
