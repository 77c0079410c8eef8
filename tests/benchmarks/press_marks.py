"""Press texts with the events that were marked in them by hand, as the suggester reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from geo.activity import Tables, records_of
from geo.activity.suggestions.attribution import possible_speakers
from geo.activity.suggestions.parties import Parties
from geo.activity.suggestions.suggester import Prepared
from geo.activity.suggestions.tokens import Tokens
from geo.gazetteer import Gazetteer
from geo.project import Project
from geo.resolve import Resolution
from geo.resolve.resolution import Candidate as Referent
from geo.scan import Mention

#: what may be chosen, as features, and which of it is right
Choice = tuple[Sequence[Mapping[str, float]], Sequence[int]]


@dataclass(slots=True)
class Case:
    """A marked article, as it was read."""

    name: str
    folder: str
    number: int
    article: Mapping[str, Any]
    text: str
    marks: list[Any]
    mentions: list[Mention]
    prepared: Prepared | None
    labels: dict[int, Mapping[str, Any]] = field(default_factory=dict)  # gold events by candidate
    also: set[int] = field(default_factory=set)  # candidates that are right, those of a label among them


def marked_mentions(article: Mapping[str, Any], gazetteer: Gazetteer) -> list[Mention]:
    """Return the marks of an article as a perfect scanner would find them."""
    mentions, at, length = [], 0, 0
    for found in re.finditer(r"\[\[(.+?)\|([^\[\]|]+?)\]\]", article["marked"], re.DOTALL):
        length += found.start() - at
        key = next((one for one in found[2].split("/") if one in gazetteer), None)
        ways = (Referent(gazetteer[key], 1.0, ()),) if key else ()
        answer = Resolution(found[1], "resolved" if key else "unknown", ways)
        mentions.append(Mention(length, length + len(found[1]), found[1], found[1], None, answer))
        length += len(found[1])
        at = found.end()
    return mentions


def read_cases(project: Project, folder: Path, score: ModuleType, *, marked: bool = False) -> list[Case]:
    """Read and scan all marked articles; or take the places from the marks, to see what the scanner's errors cost."""
    cases = []
    for name, article, text, marks in score.read(folder / "articles"):
        day = date.fromisoformat(article["date"]) if article.get("date") else None
        mentions = marked_mentions(article, project.gazetteer) if marked else project.scan(text, day)
        prepared = project.suggester.prepare(text, mentions, day)
        kind, _, number = name.partition("/")
        case = Case(name, kind, int(number), article, text, marks, mentions, prepared)
        if prepared:
            label(case)
        cases.append(case)
    return cases


def example_cases(project: Project, folder: Path) -> list[Case]:
    """Read the example articles with their records as marks."""
    cases = []
    for number, (key, report) in enumerate(project.reports.items(), 1):
        path = folder.parent / "articles" / f"{key}.txt"
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        mentions = project.scan(text, report.published_from)
        prepared = project.suggester.prepare(text, mentions, report.published)
        events = [
            {"places": list(one.place_id), "kind": [one.kind], "actors": list(one.actors), "counts": []}
            for one in records_of(project.records)
            if key in one.report_id
        ]
        case = Case(f"examples/{number}", "examples", number, {"events": events}, text, [], mentions, prepared)
        if prepared:
            label(case)
        cases.append(case)
    return cases


def label(case: Case) -> None:  # noqa: C901 - one article against its marks
    """Say which candidate is which marked event: the same kind, a place in common; the same sentence if possible."""
    assert case.prepared
    reading = case.prepared.reading
    pairs = []
    for index, event in enumerate(case.article["events"]):
        wanted = [w.removeprefix("?") for place in event["places"] for w in place.split("/")]
        exact = {w for place in event["places"] for w in place.split("/")}
        begin = re.sub(r"\s+", r"\\s+", re.escape(event.get("sentence", "")).replace("\\ ", " "))
        found = re.search(begin, case.text) if event.get("sentence") else None
        at = found.start() if found else -1
        for number, one in enumerate(case.prepared.candidates):
            if one.kind not in event["kind"]:
                continue
            near = any(_inside(p, w) or _inside(w, p) for p in one.places for w in wanted)
            if not near:
                continue
            same = len(exact & set(one.places)) / max(len(exact), len(one.places))
            here = any(
                reading.tokens.starts[(s := reading.lines[part.sentence].sentence).first] - 3
                <= at
                < reading.tokens.ends[s.stop - 1]
                for part in one.parts
            )
            first = event["kind"].index(one.kind)
            if not same and not here:
                continue
            pairs.append(
                (-bool(one.again), same + 0.8 * here - 0.15 * first + 0.05 * len(one.votes), -number, index, number)
            )
    taken: set[int] = set()
    for *_, index, number in sorted(pairs, reverse=True):
        if index in taken or number in case.labels:
            continue
        taken.add(index)
        case.labels[number] = case.article["events"][index]
    # another kind of the same passages is as right, where the marks accept it
    every = case.prepared.candidates
    for number, event in list(case.labels.items()):
        for other, one in enumerate(every):
            if (
                one.main is every[number].main
                and bool(one.again) == bool(every[number].again)
                and one.kind in event["kind"]
            ):
                case.also.add(other)


def _inside(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer + ".")


def event_rows(cases: Iterable[Case], *, again: bool) -> tuple[list[Mapping[str, float]], list[int]]:
    """Return features and whether each candidate is an event."""
    rows: list[Mapping[str, float]] = []
    right: list[int] = []
    for case in cases:
        if case.prepared:
            for number, features in enumerate(case.prepared.features):
                if bool(case.prepared.candidates[number].again) == again:
                    rows.append(features)
                    right.append(int(number in case.also))
    return rows, right


def actor_choices(cases: Iterable[Case], tables: Tables) -> list[Choice]:
    """Return, for each event, the features of all sets of those who may take part, and which set is nearest."""
    found: list[Choice] = []
    for case in cases:
        if not case.prepared:
            continue
        parties = Parties(case.prepared.about, case.prepared.reading, tables)
        for number, event in case.labels.items():
            every = parties.choices(case.prepared.candidates[number])
            wanted = known_actors(event["actors"], tables)
            shared = [_alike(set(some), wanted) for some in every]
            found.append((list(every.values()), [int(one == max(shared)) for one in shared]))
    return found


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def speaker_choices(cases: Iterable[Case]) -> list[Choice]:
    """Return, for each event, the features of everyone who may tell of it, and who does."""
    choices: list[Choice] = []
    for case in cases:
        if not case.prepared or case.folder == "examples":
            continue
        for number, event in case.labels.items():
            wanted = _words(event.get("said_by") or "")
            every = possible_speakers(case.prepared.candidates[number], case.prepared.reading)
            right = [int(bool(wanted & _words(text)) if wanted else not text) for text in every]
            choices.append((list(every.values()), right))
    return choices


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.lower())) - {"the", "and", "for", "said", "who"}


def known_actors(told: Sequence[str], tables: Tables) -> set[str]:
    """Return ids; words that the marks only quote are looked up as a text's are."""
    out = set()
    for one in told:
        if one.startswith("?"):
            found = tables.lexicon.find(Tokens.of(one[1:]))["actor"]
            out |= {tables.wholes[match.id] for match in found}
        else:
            out.add(one)
    return out
