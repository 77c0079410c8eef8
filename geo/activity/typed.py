"""Any data frame with columns of the activity table, converted to the typed table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity.schema import SCHEMA, Column
from geo.activity.several import categories, joined, parted
from geo.errors import DataError, Problem


def typed(frame: pd.DataFrame, name: str = "records") -> pd.DataFrame:
    """Return a frame with the columns and types of :mod:`geo.activity.schema`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Some of the columns: texts as in the CSV, or values such as timestamps, numbers, and lists of ids. Columns
        outside the schema are kept.
    name : str, optional
        The frame's name in errors.

    Returns
    -------
    pandas.DataFrame
        With all columns of the schema; those missing from the frame are empty.

    Raises
    ------
    DataError
        With every value of the wrong type for its column. Rows are counted from 0, as in pandas.

    Examples
    --------
    >>> happened = pd.DataFrame({"place_id": ["af.kunar"], "date_from": ["2017-12-12"], "count_low": [40]})
    >>> table = typed(happened)
    >>> str(table["date_from"].dtype), table["count_low"].tolist(), table["note"].tolist()
    ('datetime64[s]', [40], [''])
    """
    problems: list[Problem] = []
    plain = frame.reset_index(drop=True)
    columns = {column.name: _column(plain, column, name, problems) for column in SCHEMA}
    for low, high, message, fix in (
        ("date_from", "date_to", "ends before it begins", "swap or correct the two dates"),
        *((f"{what}_low", f"{what}_high", "is less than the lower bound", "swap or correct the two numbers")
          for what in ("count", "killed", "wounded")),
    ):  # fmt: skip
        turned = (columns[high] < columns[low]).fillna(value=False).to_numpy(dtype=bool)
        problems += _problems(turned, plain, high, name, message, fix)
    if problems:
        raise DataError(problems)
    old = {column.formerly for column in SCHEMA}
    more = {key: plain[key] for key in plain.columns if key not in columns and key not in old}
    return pd.DataFrame({**columns, **more})


def _column(frame: pd.DataFrame, column: Column, name: str, problems: list[Problem]) -> pd.Series[Any]:
    given = next((key for key in (column.name, column.formerly) if key and key in frame), None)
    values = frame[given] if given else pd.Series(np.full(len(frame), None), dtype=object)
    match column.type:
        case "date":
            return _read(
                values,
                lambda cells: pd.to_datetime(cells, errors="coerce", format="mixed").dt.tz_localize(None),
                "datetime64[s]",
                ("is not a date", "write it as 2017-12-31"),
                (column.name, name, problems),
            )
        case "number":
            return _read(
                values,
                lambda cells: pd.to_numeric(cells, errors="coerce").where(lambda found: found % 1 == 0),
                "Int64",
                ("is not a whole number", "write digits only, such as 40"),
                (column.name, name, problems),
            )
        case "several":
            return _category(values, _joined)
        case "word":
            words = _category(values, str)
            if not column.allowed:
                return words
            closed = words.cat.set_categories(list(column.allowed))
            unknown = (closed.isna() & words.notna()).to_numpy()
            fix = f"write one of {', '.join(column.allowed)}"
            problems += _problems(unknown, frame, column.name, name, "is not one of the words allowed here", fix)
            return closed
        case _:
            return values.where(values.notna(), "").astype(str)


def _read(
    values: pd.Series,
    convert: Callable[[pd.Series], pd.Series],
    dtype: str,
    wrong: tuple[str, str],
    where: tuple[str, str, list[Problem]],
) -> pd.Series[Any]:
    """Return a column converted; values that cannot be converted are problems."""
    column, name, problems = where
    if str(values.dtype) == dtype:
        return values
    cells = values.where(values.notna() & (values.astype(str) != ""), None)
    found = convert(cells)
    problems += _problems((found.isna() & cells.notna()).to_numpy(), values.to_frame(column), column, name, *wrong)
    converted: pd.Series[Any] = found.astype(dtype)  # type: ignore[call-overload]
    return converted


def _category(values: pd.Series, cell: Callable[[Any], str]) -> pd.Series[Any]:
    """Return a column of words as categories; empty cells become missing values."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values
    texts = values.map(lambda value: cell(value) or None, na_action="ignore")
    codes, words = pd.factorize(texts)
    return categories(codes, [str(word) for word in words])


def _joined(value: object) -> str:
    return joined(parted(value) if isinstance(value, str) else map(str, value))  # type: ignore[call-overload]


def _problems(  # noqa: PLR0913, PLR0917 - the parts of a problem
    wrong: NDArray[np.bool_], frame: Mapping[str, Any] | pd.DataFrame, column: str, name: str,
    message: str, fix: str,
) -> list[Problem]:  # fmt: skip
    return [
        Problem(name, message, fix, row, column, str(frame[column].iloc[row])) for row in np.flatnonzero(wrong).tolist()
    ]
