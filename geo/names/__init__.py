"""Toponyms as text: folding their spellings, and taking phrases apart."""

from geo.names.folding import fold, is_arabic, shortened, similarity, skeleton, sounds
from geo.names.phrase import KIND_WORDS, Part, core, kind_of, parse, spread
from geo.names.slug import slug

__all__ = [
    "KIND_WORDS",
    "Part",
    "core",
    "fold",
    "is_arabic",
    "kind_of",
    "parse",
    "shortened",
    "similarity",
    "skeleton",
    "slug",
    "sounds",
    "spread",
]
