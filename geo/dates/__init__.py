"""Days, spans of days and how exactly they are known: every reader and writer of a date."""

from geo.dates.prose import dateline
from geo.dates.reading import Period, leading_day, read_day, read_partial, read_period
from geo.dates.span import MONTHS, PRECISIONS, WEEKDAYS, Span, written_day

__all__ = [
    "MONTHS",
    "PRECISIONS",
    "WEEKDAYS",
    "Period",
    "Span",
    "dateline",
    "leading_day",
    "read_day",
    "read_partial",
    "read_period",
    "written_day",
]
