"""Made-up records on real places, the same each time, for measuring the time map.

Every place has a record, and a few have many. A third of the records last weeks or months. As in the project's own
data, most say who claims them, a fifth who disputes them, half have a note, a tenth refer to two places jointly, and
the passages that support them are 130 characters long on average, no two the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from geo.activity import typed
from geo.activity.several import joined
from geo.dates import Span
from geo.gazetteer import Place
from geo.project import Project
from geo.reports import Report
from tests.benchmarks.prose import Prose

FIRST: Final = date(2014, 1, 1)
SEED: Final = 2014
_LONGEST_DAYS: Final = 180
_SOURCES_PER_REPORT: Final = 4
_STATUSES: Final = {"reported": 0.82, "confirmed": 0.03, "denied": 0.11, "planned": 0.04}


@dataclass(frozen=True)
class Scale:
    """How much there is: so many records, from so many reports, over so many bins of time, on places of a kind."""

    name: str
    unit: Literal["month", "day"]
    bins: int
    records: int
    reports: int
    on: Literal["districts", "villages"] = "districts"

    @property
    def days(self) -> int:
        """How many days the bins cover."""
        return self.bins if self.unit == "day" else (date(FIRST.year + self.bins // 12, 1, 1) - FIRST).days


SCALES: Final = {
    "months": Scale("398 districts × 120 months, 10,000 records", "month", 120, 10_000, 500),
    "days": Scale("398 districts × 3,650 days, 10,000 records", "day", 3_650, 10_000, 500),
    "points": Scale("100,000 point events × 120 months", "month", 120, 100_000, 5_000, "villages"),
}


@cache
def synthetic(scale: Scale) -> Project:
    """Return the project as committed, with made-up reports and records in place of its own.

    The records of one report follow one another, and are of the same weeks.
    """
    villages = Project.load(villages=True)
    base = villages if scale.on == "villages" else Project.load()
    chance = np.random.default_rng(SEED)
    writer = Writer(base, chance, [place.name for place in villages.gazetteer.values() if place.kind == "village"])
    spans = _spans(chance, scale)
    places = _places(chance, [place for place in base.gazetteer.values() if _is_on(place, scale)], len(spans))
    reports, records = {}, []
    for number, rows in enumerate(np.array_split(np.arange(len(spans)), scale.reports)):
        report, told = writer.report(f"report-{number:04}", [(spans[row], places[row]) for row in rows])
        reports[report.id] = report
        records += told
    return replace(base, reports=reports, records=typed(pd.DataFrame(records)))


def _is_on(place: Place, scale: Scale) -> bool:
    return place.kind == "village" if scale.on == "villages" else place.kind == "district" and not place.is_point


def _spans(chance: np.random.Generator, scale: Scale) -> list[Span]:
    """Return when, in order: with waves, and something in the first and in the last bin."""
    days = np.arange(scale.days)
    weight = 1.2 + np.sin(days / 365.25 * 2 * np.pi) + 0.8 * np.sin(days / 1_500 * 2 * np.pi)
    weight = np.maximum(weight, 0.1)
    begin = np.sort(chance.choice(days, scale.records, p=weight / weight.sum()))
    begin[0], begin[-1] = 0, scale.days - 1
    spans = []
    for day, form in zip(begin.tolist(), chance.random(scale.records), strict=True):
        first = FIRST + timedelta(days=day)
        if form < 0.45:
            spans.append(Span(first, first, "day"))
        elif form < 0.65:
            month = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            spans.append(Span(first.replace(day=1), month, "month"))
        else:
            last = min(day + int(chance.integers(1, _LONGEST_DAYS)), scale.days - 1)
            spans.append(Span(first, FIRST + timedelta(days=last), "range"))
    end = FIRST + timedelta(days=scale.days - 1)
    return [replace(span, last=min(span.last, end)) for span in spans]


def _places(chance: np.random.Generator, places: list[Place], number: int) -> list[tuple[Place, ...]]:
    """Return where: every place at least once, a few often, now and then two together."""
    weight = chance.lognormal(sigma=1.0, size=len(places))
    chosen = chance.choice(len(places), number, p=weight / weight.sum())
    chosen[: len(places)] = chance.permutation(len(places))
    chance.shuffle(chosen)
    second = chance.choice(len(places), number, p=weight / weight.sum())
    joint = chance.random(number) < 0.1
    return [
        (places[one], places[other]) if both and one != other else (places[one],)
        for one, other, both in zip(chosen, second, joint, strict=True)
    ]


class Writer:
    """Writes reports that tell of given times and places, and the records of them.

    Parameters
    ----------
    project : Project
        Its actors and kinds are used.
    chance : numpy.random.Generator
        What decides.
    names : list of str
        Places that the texts mention besides.
    """

    def __init__(self, project: Project, chance: np.random.Generator, names: list[str]) -> None:
        self._actors, self._kinds = list(project.actors), list(project.kinds)
        self._chance = chance
        self._prose = Prose(chance, names)

    def report(self, key: str, told: list[tuple[Span, tuple[Place, ...]]]) -> tuple[Report, list[dict[str, Any]]]:
        """Return a report with a sentence for each time and place, and its records."""
        sources = [self._prose.write("source") for _ in range(_SOURCES_PER_REPORT)]
        sentences, records, start = [], [], 0
        for number, (span, places) in enumerate(told):
            sentence = self._prose.write("sentence", places[0].name)
            record = self._record(f"{key}-{number}", span, places, sources)
            records.append(record | {"report_id": key, "evidence": f"{start}-{start + len(sentence)}"})
            sentences.append(sentence)
            start += len(sentence) + 1
        day = told[-1][0].first
        title, publisher = self._prose.write("title", told[0][1][0].name), self._prose.write("publisher")
        address = f"https://news.example/{day:%Y/%m}/{key}"
        return Report(key, title, publisher, day, day, "day", "\n".join(sentences), address, "en"), records

    def _record(self, key: str, span: Span, places: tuple[Place, ...], sources: list[str]) -> dict[str, Any]:
        low = int(self._chance.geometric(0.02)) if self._happens(0.25) else None
        status = str(self._chance.choice(list(_STATUSES), p=list(_STATUSES.values())))
        actors = self._chance.choice(len(self._actors), self._chance.integers(1, 3), replace=False)
        return {
            "id": key,
            "place_id": joined(place.id for place in places),
            "place_text": " and ".join(place.name for place in places),
            "date_from": span.first.isoformat(),
            "date_to": span.last.isoformat(),
            "date_precision": span.precision,
            "actors": joined(self._actors[code] for code in actors),
            "kind": self._kinds[self._chance.integers(len(self._kinds))],
            "count_low": low,
            "count_high": low if self._happens(0.5) else None,
            "unit": "fighters" if low else "",
            "claimed_by": sources[self._chance.integers(1, len(sources))] if self._happens(0.78) else "",
            "disputed_by": sources[0] if self._happens(0.2) else "",
            "status": status,
            "location_precision": "near" if places[0].is_point else "district",
            "confidence": {"confirmed": "high", "denied": "low"}.get(status, "medium"),
            "note": self._prose.write("note") if self._happens(0.55) else "",
        }

    def _happens(self, chance: float) -> bool:
        return bool(self._chance.random() < chance)
