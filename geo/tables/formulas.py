"""Cells that a spreadsheet would run as formulas: made harmless when a table is written, restored when it is read.

The rule is the same in every CSV that leaves the program, those of the browser included: a cell that begins with
``=``, ``+``, ``-``, ``@`` or a control character gets an apostrophe before it (OWASP's advice against CSV
injection), unless it is a number or a coordinate with a sign. A cell that begins with such apostrophes gets one
more, so that reading gives every text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

# some spreadsheets take the wide forms of East Asian keyboards for the plain ones
_FIRST: Final = frozenset("=+-@\t\r\n＝＋－＠")
_SIGNED_NUMBER: Final = re.compile(r"[+-] ?\d[\d .,°'\"′″º’”]*[NSEW]?", re.IGNORECASE)


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("Jurm"), guarded("-12.5")
    ("'=1+1", "''=1+1", 'Jurm', '-12.5')
    """
    return f"'{text}" if _is_formula(text) else text


def unguarded(text: str) -> str:
    """Return a cell as it was before :func:`guarded`.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'Ali Abad")
    ('=1+1', "'Ali Abad")
    """
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def spreadsheet_safe(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return a table in which no text of some columns runs as a formula.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    columns : iterable of str
        The columns to guard; the others, which the user supplied, are left alone.

    Returns
    -------
    pandas.DataFrame
        A copy.

    Examples
    --------
    >>> import pandas as pd
    >>> spreadsheet_safe(pd.DataFrame({"name": ["=1+1", "Jurm"]}), ["name"])["name"].tolist()
    ["'=1+1", 'Jurm']
    """
    safe = frame.copy()
    for column in columns:
        if safe[column].map(lambda cell: isinstance(cell, str)).any():
            safe[column] = safe[column].map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
    return safe


def _is_formula(text: str) -> bool:
    """Return whether a cell is a formula, or would be one without the apostrophes before it."""
    bare = text.lstrip("'")
    return bare[:1] in _FIRST and not _SIGNED_NUMBER.fullmatch(bare)
