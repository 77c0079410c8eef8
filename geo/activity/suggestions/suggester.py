"""From a scanned text to suggestions: read, gather what may be events, weigh, choose, and say what is known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from geo.activity.suggestions.article import Article, article
from geo.activity.suggestions.attribution import said_by
from geo.activity.suggestions.candidates import Candidate, candidates, span_for
from geo.activity.suggestions.features import Features, event_features
from geo.activity.suggestions.others import Others
from geo.activity.suggestions.parties import Parties
from geo.activity.suggestions.parts import Reading
from geo.activity.suggestions.passages import Passages
from geo.activity.suggestions.reading import read
from geo.activity.suggestions.reasons import reasons
from geo.activity.suggestions.suggestion import Suggestion
from geo.activity.suggestions.tables import Tables
from geo.activity.suggestions.weights import Weights, load_weights, probability
from geo.dates import Span
from geo.gazetteer import Gazetteer
from geo.scan import Mention

#: suggestions that are less likely are folded away
LIKELY: Final = 0.33
#: what is less likely than this is not worth a look
POSSIBLE: Final = 0.1
_SECOND: Final = 0.6  # how likely another kind of the same passage must be
_LESS: Final = 0.35  # what is left of the confidence of another kind that is less likely than that
_FIGHTING: Final = frozenset({"attack", "clash", "operation"})
_ALSO_FIGHTING: Final = 0.5  # what is left of a second kind of fighting: a passage rarely reports both
_ABROAD: Final = 0.28  # the most for what happened abroad: doubtful, not lost
_STATUS_OF: Final = {"denied": "denied", "planned": "planned", "doubted": "doubted", "confirmed": "confirmed"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text as it was read, with the events that it may tell of and their features."""

    reading: Reading
    about: Article
    candidates: list[Candidate]
    features: list[Features]


@dataclass(frozen=True)
class Suggester:
    """Makes suggestions from the mentions of a text.

    Parameters
    ----------
    gazetteer : Gazetteer
        Tells what lies in what.
    tables : Tables
        The vocabulary.
    weights : Weights
        What each feature counts.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> suggester = Suggester(project.gazetteer, project.tables)
    >>> text = "Officials said that more than 40 Daesh fighters are present in Darzab and Qushtepa districts."
    >>> (found,) = suggester.suggest(text, project.scan(text))
    >>> found.kind, found.places, found.counts[0].low, found.counts[0].what
    ('presence', ('af.jowzjan.darzab', 'af.jowzjan.qush-tepa'), 40, 'fighters')
    """

    gazetteer: Gazetteer
    tables: Tables
    weights: Weights = field(default_factory=load_weights)

    @cached_property
    def _home(self) -> str:
        """The country of which most is known."""
        known = Counter(place.parent for place in self.gazetteer.values() if place.kind == "province" and place.parent)
        return known.most_common(1)[0][0] if known else ""

    def suggest(
        self, text: str, mentions: Sequence[Mention], published: Span | date | None = None, least: float = LIKELY
    ) -> list[Suggestion]:
        """Suggest activity.

        Parameters
        ----------
        text : str
            The text that was scanned.
        mentions : sequence of Mention
            Its toponyms.
        published : Span or datetime.date, optional
            When it was published: days such as "on Tuesday" are counted from it.
        least : float, default LIKELY
            How likely a suggestion must be.

        Returns
        -------
        list of Suggestion
            In the order of the text.
        """
        prepared = self.prepare(text, mentions, published)
        return self.choose(prepared, least) if prepared else []

    def prepare(self, text: str, mentions: Sequence[Mention], published: Span | date | None = None) -> Prepared | None:
        """Return everything about a text that does not depend on weights; None where it names no place."""
        if not any(mention.resolution.place for mention in mentions):
            return None
        day = Span(published, published, "day") if isinstance(published, date) else published
        reading = read(text, mentions, day, self.tables, self.gazetteer, self._home)
        about = article(reading, self.tables, self._home)
        every = [one for one in candidates(reading, self.gazetteer) if one.kind in self.tables.kinds]
        others = Others(every, self.gazetteer)
        passages = Passages(about, reading, self.tables)
        features = [event_features(one, others, about, passages, reading, self.tables, self.gazetteer) for one in every]
        return Prepared(reading, about, every, features)

    def choose(self, prepared: Prepared, least: float = LIKELY) -> list[Suggestion]:
        """Return the suggestions of a text that are likely enough."""
        weighed = [
            (_at_home(probability(features, self.weights[model_of(one)]), features), features, one)
            for one, features in zip(prepared.candidates, prepared.features, strict=True)
        ]
        parties = Parties(prepared.about, prepared.reading, self.tables)
        return [
            self._suggestion(one, likely, features, parties, prepared.reading)
            for likely, features, one in chosen(weighed, least)
        ]

    def _suggestion(
        self, one: Candidate, likely: float, features: Features, parties: Parties, reading: Reading
    ) -> Suggestion:
        tokens = reading.tokens
        main = one.main
        sentence = reading.lines[main.sentence].sentence
        span = span_for(one, reading) or reading.published
        return Suggestion(
            one.places,
            tokens.written(main.group.first, main.group.last),
            one.kind,
            parties.of(one, self.weights["actor"]),
            self._targets(one),
            tuple(one.counts()),
            span.first if span else None,
            span.last if span else None,
            span.precision if span else "",
            said_by(one, reading, self.weights.get("speaker", {})),
            status(one, reading),
            bool(reading.lines[main.sentence].found.get("past")),
            tokens.starts[sentence.first],
            tokens.ends[sentence.stop - 1],
            tuple(
                (tokens.starts[passage.first], tokens.ends[passage.stop - 1])
                for passage in (reading.lines[n].sentence for n in sorted({part.sentence for part in one.parts}))
            ),
            likely,
            reasons(features, self.weights[model_of(one)]),
        )

    def _targets(self, one: Candidate) -> tuple[str, ...]:
        found = [
            self.tables.wholes[entity.actor] if entity.actor else entity.people
            for told in one.votes
            for entity in told.targets
        ]
        return tuple(key for key in dict.fromkeys(found) if key != "things")


def _at_home(likely: float, features: Features) -> float:
    return min(likely, _ABROAD) if "foreign" in features else likely


def model_of(one: Candidate) -> str:
    """Return the name of the weights of an event: what may only be told again has its own."""
    return "again" if one.again else "event"


def chosen(
    weighed: Sequence[tuple[float, Features, Candidate]], least: float
) -> list[tuple[float, Features, Candidate]]:
    """Return the events to suggest: the likeliest kind of each passage; another one only if that is likely, too."""
    kept: list[tuple[float, Features, Candidate]] = []
    taken: dict[int, set[str]] = {}  # passages of the events chosen so far, with their kinds
    apart: dict[int, set[int]] = {}  # of an event, the passages that tell of another one
    for weight, features, one in sorted(weighed, key=lambda one: -one[0]):
        if weight < least:
            break
        likely = weight
        if one.again is None:
            likely *= _left(one.kind, weight, taken.get(id(one.main), set()))
            if likely < least:
                continue
            for part in one.parts:
                taken.setdefault(id(part), set()).add(one.kind)
        else:
            if id(one.main) in taken and id(one.main) not in {id(part) for part in one.again.parts}:
                continue
            if one.main is one.again.main:
                continue
            taken.setdefault(id(one.main), set()).add(one.kind)
            apart.setdefault(id(one.again), set()).add(id(one.main))
        kept.append((likely, features, one))
    for _, _, one in kept:
        if away := apart.get(id(one)):
            one.parts = [part for part in one.parts if id(part) not in away or part is one.main]
    return sorted(kept, key=lambda one: (one[2].main.sentence, one[2].main.first))


def _left(kind: str, likely: float, told: set[str]) -> float:
    """Return what is left of a confidence when a passage tells of likelier kinds: measured on marked articles."""
    if kind in _FIGHTING and told & _FIGHTING:
        return _ALSO_FIGHTING
    return _LESS if told and likely < _SECOND else 1.0


def status(one: Candidate, reading: Reading) -> str:
    """Return whether an event is reported, denied, planned, doubted or confirmed."""
    main = one.main
    line = reading.lines[main.sentence]
    for match in line.found.get("status", ()):
        if match.id in _STATUS_OF and main.first <= match.first < main.stop:
            return _STATUS_OF[match.id]
    return "reported"
