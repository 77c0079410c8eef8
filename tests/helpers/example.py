"""Figures of the example that tests quote, counted from its files."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.activity import Filter
from geo.activity.several import parted
from geo.project import Project
from geo.timeline import bins
from tests.conftest import ROOT

_PROJECT = Project.load(ROOT)
_MONTHS = bins(*_PROJECT.period(), "month")
#: how many records there are, and how many of them are denied and planned
RECORDS = len(_PROJECT.records)
DENIED, PLANNED = ((_PROJECT.records["status"] == status).sum() for status in ("denied", "planned"))
#: how many of them the map counts: those that are linked as one event count once
EVENTS = len(set(_PROJECT.records["event_id"].where(_PROJECT.records["event_id"] != "", _PROJECT.records["id"])))
#: the first and the last month, and their labels
FIRST, LAST = _PROJECT.period()
FIRST_MONTH, SECOND_MONTH, THIRD_MONTH = _MONTHS.labels[:3]
LAST_MONTH = _MONTHS.labels[-1]
WHOLE = f"{FIRST_MONTH} – {LAST_MONTH}"
MONTHS = len(_MONTHS)
#: how many records are of the country as a whole
COUNTRY = int(_PROJECT.records["place_id"].map(lambda cell: "af" in parted(cell)).sum())
#: where December 2017 is on the time slider
DECEMBER_2017 = _MONTHS.window(date(2017, 12, 1), date(2017, 12, 31))[0]


def chosen(**choice: Any) -> int:
    """Return how many records a filter takes."""
    return len(Filter(**choice).of(_PROJECT.records, _PROJECT.gazetteer))


def short(day: date) -> str:
    """Return a day as the map writes it."""
    return f"{day.day} {day:%b %Y}"


IN_DECEMBER_2017 = chosen(first=date(2017, 12, 1), last=date(2017, 12, 31))
