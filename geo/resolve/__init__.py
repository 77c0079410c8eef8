"""Resolve a toponym and its context to ranked places, each with its reasons.

Nothing is guessed silently: a name shared by several places, with nothing to tell them apart, is reported as
ambiguous, and a name that no place has as unknown, with the most similar names.
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
