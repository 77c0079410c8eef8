"""From a toponym and its context to ranked places, each with its reasons.

Nothing is guessed silently: a name that several places bear, and that nothing tells apart, is reported
as ambiguous; one that nothing bears as unknown, with what comes nearest.
"""

from geo.resolve.batch import COLUMNS, resolve_table
from geo.resolve.compare import Redirection, compare, phrases_about
from geo.resolve.resolution import Candidate, Resolution, Verdict, explain
from geo.resolve.resolver import Context, resolve, resolve_all

__all__ = [
    "COLUMNS",
    "Candidate",
    "Context",
    "Redirection",
    "Resolution",
    "Verdict",
    "compare",
    "explain",
    "phrases_about",
    "resolve",
    "resolve_all",
    "resolve_table",
]
