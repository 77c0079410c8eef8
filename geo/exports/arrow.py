"""Tables as Arrow columns, from which CSV, GeoPackage and GeoParquet are written without a step per row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def arrow(frame: pd.DataFrame) -> pa.Table:
    """Return a typed frame as an Arrow table.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns of text, categories, dates and numbers.

    Returns
    -------
    pyarrow.Table
        Words and texts are strings, days ``date32``, whole numbers ``int64``; empty cells are null.

    Examples
    --------
    >>> arrow(pd.DataFrame({"kind": ["clash", ""]})).to_pydict()
    {'kind': ['clash', None]}
    """
    return pa.table({str(name): _column(frame[name]) for name in frame.columns})


def _column(column: pd.Series) -> Any:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pa.array(column).dictionary_decode().cast(pa.string())
    if pd.api.types.is_datetime64_any_dtype(column):
        return pa.array(column.to_numpy().astype("datetime64[s]")).cast(pa.date32())
    values = pa.array(column, from_pandas=True)
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return pc.if_else(pc.equal(values, ""), None, values)
    return values
