"""From a scanned text to suggestions of activity, for a person to decide on."""

from geo.activity.suggestions.counting import Count
from geo.activity.suggestions.suggester import LIKELY, POSSIBLE, Suggester
from geo.activity.suggestions.suggestion import Suggestion
from geo.activity.suggestions.tables import Tables

__all__ = ["LIKELY", "POSSIBLE", "Count", "Suggester", "Suggestion", "Tables"]
