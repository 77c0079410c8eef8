"""Whose words tell of an event: each speaker of the text, and what speaks for them, as numbers with weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geo.activity.suggestions.candidates import Candidate
from geo.activity.suggestions.lexicon import keyed
from geo.activity.suggestions.parts import Reading
from geo.activity.suggestions.speakers import Speaker
from geo.activity.suggestions.weights import score

_SIGNS: Final = keyed("article compiled compilation statement release")
_REPORTERS: Final = keyed("reporters correspondents")
_PEOPLE: Final = 2
_SURE: Final = 3.0  # the penalty on weights is for what few texts have; a signature is sure
_BACK: Final = 6  # sentences
_AHEAD: Final = 3
_LEAD: Final = 4
_MANY: Final = 4
_LONG: Final = 8
_SIGNED: Final = 3
_FAR: Final = 4


def said_by(one: Candidate, reading: Reading, weights: Mapping[str, float]) -> str:
    """Return who says that an event happened, as written; nothing when the text says it itself.

    Parameters
    ----------
    one : Candidate
        The event.
    reading : Reading
        The text.
    weights : mapping of str to float
        What each feature of a speaker counts.

    Returns
    -------
    str
        Empty where the text says it itself.
    """
    weighed = {text: score(features, weights) for text, features in possible_speakers(one, reading).items()}
    return max(weighed, key=lambda text: weighed[text])


def possible_speakers(one: Candidate, reading: Reading) -> dict[str, dict[str, float]]:
    """Return everyone whose words may tell of an event, as written, with their features.

    Parameters
    ----------
    one : Candidate
        The event.
    reading : Reading
        The text.

    Returns
    -------
    dict
        Features of each; the empty text stands for nobody.
    """
    scene = _Scene.of(one, reading)
    found: dict[str, set[str]] = {}
    for number, said in scene.every:
        names = found.setdefault(said.whole, {"is " + said.nature})
        if number == scene.sentence:
            names |= scene.here(said)
        elif number < scene.sentence:
            names |= scene.before(number, said)
        elif number - scene.sentence <= _AHEAD:
            names |= scene.behind(number, said)
        names |= scene.anywhere(number)
    for whole, names in found.items():
        names.update(scene.as_a_whole(whole))
    out = {whole: dict.fromkeys(sorted(names), 1.0) for whole, names in found.items()}
    if scene.signed in out and not scene.spoken:
        out[scene.signed]["source of the text, nobody there"] = _SURE
    out[""] = dict.fromkeys(sorted(scene.nobody()), 1.0)
    return out


@dataclass(frozen=True, slots=True)
class _Scene:
    """Who speaks around an event."""

    one: Candidate
    reading: Reading
    sentence: int
    every: list[tuple[int, Speaker]]
    often: Counter[str]
    leading: frozenset[str]  # who speaks in the first sentences
    last: int  # the last sentence before the event in which somebody speaks, or -1
    following: int  # the next one
    signed: str
    telling: frozenset[int]  # the sentences whose predicates make it an event

    @classmethod
    def of(cls, one: Candidate, reading: Reading) -> _Scene:
        sentence = one.main.sentence
        every = [(number, said) for number, line in enumerate(reading.lines) for said in line.speakers]
        return cls(
            one,
            reading,
            sentence,
            every,
            Counter(said.whole for _, said in every),
            frozenset(said.whole for number, said in every if number < _LEAD),
            max((number for number, _ in every if number < sentence), default=-1),
            min((number for number, _ in every if number > sentence), default=-1),
            source_of(reading),
            frozenset(part.sentence for part in one.parts if any(told in one.votes for told in part.told)),
        )

    @property
    def next_telling(self) -> int:
        return min((number for number in self.telling if number > self.sentence), default=-1)

    @property
    def beside(self) -> list[Speaker]:
        return self.reading.lines[self.sentence].speakers

    @property
    def spoken(self) -> bool:
        return bool(self.beside)

    @property
    def quiet(self) -> str:
        return "" if self.spoken else ", nobody else there"

    @property
    def few(self) -> bool:
        return len(self.often) < _MANY

    def _together(self, number: int) -> bool:
        lines = self.reading.lines
        return lines[number].sentence.paragraph == lines[self.sentence].sentence.paragraph

    def here(self, said: Speaker) -> set[str]:
        """Return the features of someone who speaks in the sentence of the event."""
        main = self.one.main
        verbs = [told.match.first for told in main.told] or [main.group.first]
        nearest = min(self.beside, key=lambda one: min(abs(one.verb - at) for at in verbs))
        told = {
            "in its sentence": True,
            "in its sentence, " + said.way: True,
            "in its sentence, verb " + self.reading.tokens.keys[said.verb]: True,
            "beside others in its sentence": any(
                one.whole != said.whole and one.nature != "media" for one in self.beside
            ),
            "alone in its sentence": len(self.beside) == 1,
            "nearest in its sentence": said is nearest,
            "before the event": said.verb < min(verbs),
            "within the part": main.first <= said.verb < main.stop,
        }
        return _true(told)

    def before(self, number: int, said: Speaker) -> set[str]:
        """Return the features of someone who speaks before the event."""
        line, quiet = self.reading.lines[number], self.quiet
        last = number == self.last and said is line.speakers[-1]
        if self.sentence - number > _BACK:
            return _true({f"last speaker before, far{quiet}": last})
        quoted = self.reading.lines[self.sentence].sentence.quoted
        told = {
            f"{self.sentence - number} before{quiet}": True,
            f"last speaker before{quiet}": last,
            f"last speaker before, quoted{quiet}": number == self.last and quoted,
            f"before, same paragraph{quiet}": self._together(number),
            "pronoun before": said.way == "pronoun",
        }
        return _true(told)

    def behind(self, number: int, said: Speaker) -> set[str]:
        """Return the features of someone who speaks behind the event."""
        lines, quiet = self.reading.lines, self.quiet
        following = number == self.following
        quoted = lines[self.sentence].sentence.quoted or lines[number].sentence.quoted
        told = {
            f"{number - self.sentence} behind{quiet}": True,
            f"next speaker{quiet}": following,
            f"next speaker, quoted{quiet}": following and quoted,
            f"behind, same paragraph{quiet}": self._together(number),
            f"behind, a name{quiet}": following and said.nature == "person",
            "pronoun behind": said.way == "pronoun",
            f"behind, {said.way}": True,
        }
        return _true(told)

    def anywhere(self, number: int) -> set[str]:
        """Return the features of someone who speaks in a sentence, near the event or not."""
        passages = {part.sentence: part.own for part in reversed(self.one.parts)}
        away = number != self.sentence
        telling = number in self.telling
        told = {
            "in a passage that tells it": away and telling,
            "in the only passages that tell it": away and telling and self.sentence not in self.telling,
            "in the next passage that tells it": away and telling and number == self.next_telling,
            f"in the next passage that tells it{self.quiet}": away and telling and number == self.next_telling,
            "in another passage that names the place": away and passages.get(number, False),
            "in another passage": away and not passages.get(number, True),
            "after the headline": away and not number,
            f"in the first sentences{self.quiet}": number < _LEAD,
        }
        return _true(told)

    def as_a_whole(self, whole: str) -> set[str]:
        """Return the features of someone in the whole text."""
        first = self.every[0][1].whole == whole
        most = self.often[whole] == max(self.often.values())
        only = len(self.often) == 1
        quiet = not self.spoken
        long = len(self.reading.lines) > _LONG
        told = {
            "only speaker": only,
            "only speaker, nobody there": only and quiet,
            "one of few, nobody there": self.few and quiet,
            "most often": most,
            "most often, nobody there": most and quiet,
            "first speaker": first,
            "first speaker, nobody there": first and quiet,
            "first of few speakers, nobody there": first and self.few and quiet,
            "speaks for a long text, nobody there": long and whole in self.leading and self.few and quiet,
            "somebody else in its sentence": not quiet and not any(whole == said.whole for said in self.beside),
        }
        return _true(told)

    def nobody(self) -> set[str]:
        """Return the features of the text speaking itself."""
        here = self.reading.lines[self.sentence].sentence
        count = "no" if not self.often else "one" if len(self.often) == 1 else "few" if self.few else "many"
        near = min(self.sentence - self.last if self.last >= 0 else _FAR, _FAR)
        ahead = min(self.following - self.sentence if self.following >= 0 else _AHEAD + 1, _AHEAD + 1)
        quiet = not self.spoken
        own = {part.sentence for part in self.one.parts if part.own}
        told = {
            "nobody": True,
            f"nobody, {count} speakers": True,
            "nobody, someone in its sentence": self.spoken,
            f"nobody there, {count} speakers": quiet,
            f"nobody for {near} sentences": quiet,
            f"nobody in {ahead} sentences ahead": quiet,
            "nobody, quoted": quiet and here.quoted,
            "nobody, headline": quiet and here.headline,
            "nobody, nobody in the first sentences": quiet and not self.leading,
            "nobody, though the text has a source": quiet and bool(self.signed),
            "nobody where the place is named": not any(number in own for number, _ in self.every),
        }
        return _true(told)


def _true(told: Mapping[str, bool]) -> set[str]:
    return {name for name, value in told.items() if value}


def source_of(reading: Reading) -> str:
    """Return whose statement or compilation a whole text is, as written; empty when it is nobody's.

    Parameters
    ----------
    reading : Reading
        The text.

    Returns
    -------
    str
        Whoever signs it, or the only body that its first sentences name as a speaker.
    """
    lines, keys = reading.lines, reading.tokens.keys
    for line in [*lines[:_LEAD], *lines[max(_LEAD, len(lines) - _SIGNED) :]]:
        for said in line.speakers:
            if said.way == "source" and said.verb == line.sentence.first and keys[said.verb] in _SIGNS:
                return said.whole
            if said.nature == "media" and _REPORTERS.intersection(keys[said.first : said.last + 1]):
                return said.whole
    body = [line for line in lines if not line.sentence.headline]
    leads = [said for line in body[:_LEAD] for said in line.speakers]
    people = {said.whole for line in lines for said in line.speakers if said.nature == "person"}
    return leads[0].whole if leads and leads[0].nature == "institution" and len(people) < _PEOPLE else ""
