"""Toponyms as text: folding spellings, and parsing phrases."""

from geo.names.folding import fold, folds, is_arabic
from geo.names.phrase import Part, bare, core, kind_of, parse, spread
from geo.names.rules import KIND_WORDS
from geo.names.slug import slug
from geo.names.sounding import shortened, similarity, skeleton, skeletons, sounds

__all__ = [
    "KIND_WORDS",
    "Part",
    "bare",
    "core",
    "fold",
    "folds",
    "is_arabic",
    "kind_of",
    "parse",
    "shortened",
    "similarity",
    "skeleton",
    "skeletons",
    "slug",
    "sounds",
    "spread",
]
