"""What is reported: records of activity, the words they use, and the choice among them."""

from geo.activity.choice import Choice
from geo.activity.record import CONFIDENCES, PRECISIONS, STATUSES, Record, Span
from geo.activity.store import COLUMNS, load
from geo.activity.terms import Term, load_terms

__all__ = ["COLUMNS", "CONFIDENCES", "PRECISIONS", "STATUSES", "Choice", "Record", "Span", "Term", "load", "load_terms"]
