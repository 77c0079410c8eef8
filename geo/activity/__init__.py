"""Reported activity: its table, its vocabulary, and filters for its records."""

from geo.activity.filters import Filter
from geo.activity.record import Record, records_of
from geo.activity.schema import (
    COLUMNS,
    CONFIDENCES,
    DATE_PRECISIONS,
    PLACE_COLUMNS,
    PRECISIONS,
    SCHEMA,
    STATUSES,
)
from geo.activity.store import ActivityFile, load
from geo.activity.suggestions import Count, Suggester, Suggestion, Tables
from geo.activity.typed import typed
from geo.activity.vocabulary import Term, load_terms

__all__ = [
    "COLUMNS",
    "CONFIDENCES",
    "DATE_PRECISIONS",
    "PLACE_COLUMNS",
    "PRECISIONS",
    "SCHEMA",
    "STATUSES",
    "ActivityFile",
    "Count",
    "Filter",
    "Record",
    "Suggester",
    "Suggestion",
    "Tables",
    "Term",
    "load",
    "load_terms",
    "records_of",
    "typed",
]
