"""Texts that a spreadsheet would run: made harmless when written, given back when read."""

from __future__ import annotations

from typing import Final

_FIRST: Final = frozenset("=+-@\t\r")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    One that begins with ``=``, ``+``, ``-``, ``@`` or a control character gets an apostrophe before it (OWASP's
    advice against CSV injection); so does one that has such apostrophes already, so that :func:`unguarded` gives
    every text back.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("Jurm")
    ("'=1+1", "''=1+1", 'Jurm')
    """
    return f"'{text}" if _is_formula(text) else text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that keeps it from being a formula.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'Ali Abad")
    ('=1+1', "'Ali Abad")
    """
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Tell whether a text is a formula, or would be one without the apostrophes before it."""
    return text.lstrip("'")[:1] in _FIRST
