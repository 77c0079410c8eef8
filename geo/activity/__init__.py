"""What is reported: records of activity, the words they use, and the choice among them."""

from geo.activity.filters import Filter
from geo.activity.record import CONFIDENCES, PRECISIONS, STATUSES, Record
from geo.activity.store import COLUMNS, load
from geo.activity.suggest import Count, Suggester, Suggestion
from geo.activity.vocabulary import Rules, Term, load_rules, load_terms

__all__ = [
    "COLUMNS",
    "CONFIDENCES",
    "PRECISIONS",
    "STATUSES",
    "Count",
    "Filter",
    "Record",
    "Rules",
    "Suggester",
    "Suggestion",
    "Term",
    "load",
    "load_rules",
    "load_terms",
]
