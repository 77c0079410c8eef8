"""Tables for spreadsheets to open."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from geo.tables.formulas import guarded


def spreadsheet_safe(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return a table in which no cell of some columns is a formula to a spreadsheet.

    A cell that begins with ``=``, ``+``, ``-``, ``@`` or a control character gets an apostrophe before it
    (OWASP's advice against CSV injection). Numbers stay numbers.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    columns : iterable of str
        Those that hold text of ours; what the user brought is left as it came.

    Returns
    -------
    pandas.DataFrame
        A copy.

    Examples
    --------
    >>> spreadsheet_safe(pd.DataFrame({"name": ["=1+1", "Jurm"]}), ["name"])["name"].tolist()
    ["'=1+1", 'Jurm']
    """
    safe = frame.copy()
    for column in columns:
        if safe[column].map(lambda cell: isinstance(cell, str)).any():
            safe[column] = safe[column].map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
    return safe
