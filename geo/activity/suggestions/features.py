"""What speaks for and against an event, as numbers that weights are given to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from geo.activity.suggestions.article import Article
from geo.activity.suggestions.candidates import Candidate
from geo.activity.suggestions.lexicon import keyed
from geo.activity.suggestions.others import Others
from geo.activity.suggestions.parts import Part, Reading
from geo.activity.suggestions.passages import Passages
from geo.activity.suggestions.tables import Tables
from geo.gazetteer import Gazetteer

Features = dict[str, float]
MILITANT: Final = "insurgent"


def event_features(  # noqa: C901, PLR0913, PLR0915, PLR0917 - one line per feature
    one: Candidate,
    others: Others,
    about: Article,
    passages: Passages,
    reading: Reading,
    tables: Tables,
    gazetteer: Gazetteer,
) -> Features:
    """Return the features of an event."""
    main = one.main
    kind = one.kind
    own = [part for part in one.parts if part.own]
    body = [part for part in one.parts if not reading.lines[part.sentence].sentence.headline]
    out: Features = passages.features(main)
    out["kind " + kind] = 1.0

    def flag(name: str, value: object) -> None:
        if value:
            out[name] = 1.0

    seen = {told.match.id for told in one.votes}
    for key in seen:
        out["predicate " + key] = 1.0
        out[f"predicate {key}, {kind}"] = 1.0
    every = [told for part in one.parts for told in part.told]
    for role in {passages.roles(told) for told in every}:
        out[f"{role}, {kind}"] = 1.0
    for key in {told.match.id for told in every} - seen:
        out[f"beside {key}, {kind}"] = 1.0
    for other in {told.kind for told in every if told.kind != kind}:
        out[f"rival {other}, {kind}"] = 1.0
    votes = [about.votes[id(part)][kind] for part in one.parts]
    out["share of votes"] = max(number / max(1, len(part.told)) for number, part in zip(votes, one.parts, strict=True))
    flag("foreign", about.home and not any(gazetteer.contains(about.home, key) for key in one.places))
    flag("most votes", any(passages.top(part) == kind for part in one.parts))
    flag("several votes", max(votes) > 1)
    flag("no predicate", not one.votes)
    flag("usual kind", any(tables.predicates[told.match.id].kind == kind for told in every))
    _of_votes(one, main, about, reading, flag)
    if one.again:
        _of_repetition(one, one.again, reading, flag)
    flag("own place", own)
    flag("only places from elsewhere", not own)
    away = min(abs(part.far) for part in one.parts)
    flag("far", not own and away > 1)
    flag("very far", not own and away > 3)  # noqa: PLR2004
    flag("farthest", not own and away > 6)  # noqa: PLR2004
    flag("most named place", set(one.places) & about.main_places)
    flag("most named place, from elsewhere", not own and set(one.places) & about.main_places)
    flag("told ahead of its place", not own and main.far < 0)
    flag("only in headline", not body)
    flag("in headline too", body and len(body) < len(one.parts))
    sentences = {part.sentence for part in one.parts}
    flag("told twice", len(sentences) > 1)
    flag("told often", len(sentences) > 3)  # noqa: PLR2004
    flag("only where another place lies", own and all(part.group.aside for part in own))
    flag("only offices", own and all(part.group.office for part in own))
    flag("first sentences", min(part.sentence for part in body) <= 3 if body else False)  # noqa: PLR2004
    flag("late", min(sentences) > 0.7 * about.sentences)
    kinds = gazetteer[one.places[0]].kind if one.places else ""
    flag("place " + kinds, kinds)
    flag("several places", len(one.places) > 1)
    narrower, wider = others.narrower(one.places), others.wider(one.places)
    flag("narrower told of same kind", kind in narrower)
    flag("narrower told", narrower)
    flag("wider told of same kind", kind in wider)
    flag("same place and kind before", others.first(kind, one.places) < one.parts[0].sentence)
    sides = {entity.side for part in one.parts for entity in part.everyone}
    agents = {entity.side for told in one.votes for entity in told.agents}
    targets = {entity.side for told in one.votes for entity in told.targets}
    for side in agents:
        out[f"agent {side}"] = 1.0
        out[f"agent {side}, {kind}"] = 1.0
    for side in targets:
        out[f"target {side}"] = 1.0
        out[f"target {side}, {kind}"] = 1.0
    for side in sides:
        out[f"named {side}, {kind}"] = 1.0
    named = {entity.actor for part in one.parts for entity in part.everyone if entity.actor}
    flag("armed group named", any(tables.sides[key] in {MILITANT, "unknown"} for key in named))
    flag("forces named", any(tables.sides[key] in {"government", "international"} for key in named))
    flag("nobody named", not named and MILITANT not in sides)
    counts = {count.what for count in one.counts()}
    flag("killed or wounded counted", counts & {"killed", "wounded"})
    flag("other count", counts - {"killed", "wounded"})
    flag("count with place", any(part.counts for part in own))
    flag("date", one.span)
    flag("other time", one.span and reading.published and (reading.published.first - one.span.last).days > 40)  # noqa: PLR2004
    if about.since_takeover:
        out["since the takeover"] = 1.0
        out[f"since the takeover, {kind}"] = 1.0
    return out


_RELATIVE: Final = keyed("who which that whose where when while after before since because if as که چې")
_MODAL: Final = keyed("to will would could may might can should must")
_HAVE: Final = keyed("has have had")
_NO: Final = keyed("no not never neither without nor denied any n't")


def _of_votes(
    one: Candidate, main: Part, about: Article, reading: Reading, flag: Callable[[str, object], None]
) -> None:
    """Add how and where the predicates of an event stand."""
    keys = reading.tokens.keys
    votes = [told for told in one.votes if main.first <= told.match.first < main.stop]
    if votes:
        first = min(told.match.first for told in main.told)
        flag("first predicate", any(told.match.first == first for told in votes))
        flag("only later predicates", all(told.match.first != first for told in votes))
        near = min(max(told.match.first - main.group.last, main.group.first - told.match.last) for told in votes)
        flag("beside its place", main.own and 0 <= near <= 4)  # noqa: PLR2004
        flag("far from its place", main.own and near > 14)  # noqa: PLR2004
        leads = [keys[max(main.first, told.match.first - 5) : told.match.first] for told in votes]
        flag("always in a clause of its own", all(_RELATIVE & set(lead) for lead in leads))
        flag("after to or will", all(_MODAL & set(lead[-2:]) for lead in leads))
        flag("after have", any(_HAVE & set(lead[-2:]) for lead in leads))
        flag("after no", any(_NO & set(lead[-4:]) for lead in leads))
        flag("noun in the plural", all(keys[told.match.last].endswith("s") for told in votes))
        flag("with agent", any(told.agents for told in votes))
        flag("with target", any(told.targets for told in votes))
        flag("before its place", main.own and all(told.match.first < main.group.first for told in votes))
        flag("armed group acts", any(entity.side == MILITANT for told in votes for entity in told.agents))
    flag("predicate in the headline", {told.match.id for told in one.votes} & about.headline)
    flag("place in the headline", set(one.places) & about.headline_places)


def _of_repetition(one: Candidate, first: Candidate, reading: Reading, flag: Callable[[str, object], None]) -> None:
    """Add what tells another event of the same kind and place from the same one told again."""
    part, main = one.main, first.main
    line, before = reading.lines[part.sentence], reading.lines[main.sentence]
    flag("again", one.again)
    numbers = {(count.what, count.low) for count in part.counts}
    others = {(count.what, count.low) for other in first.parts if other is not part for count in other.counts}
    flag("again, other numbers", numbers and others and not numbers & others)
    flag("again, numbers", numbers)
    flag("again, same numbers", numbers & others)
    flag("again, first numbers", numbers and not others)
    flag("again, other time", one.span and first.span and one.span != first.span)
    flag("again, same time", one.span and first.span and one.span == first.span)
    flag("again, own place", part.own)
    flag("again, after a headline", before.sentence.headline)
    flag(
        "again, other speaker",
        {said.text for said in line.speakers if said.text} - {said.text for said in before.speakers},
    )
    flag("again, another", line.found.get("another"))
    flag("again, next sentence", part.sentence - main.sentence <= 1)
    flag("again, far", part.sentence - main.sentence > 5)  # noqa: PLR2004
    flag("again, other actors", {e.actor for e in part.everyone if e.actor} - {e.actor for e in main.everyone})
    flag("again, other predicate", {told.match.id for told in one.votes} - {told.match.id for told in main.told})
