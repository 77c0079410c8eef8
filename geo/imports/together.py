"""A project's own records and those of its imports as one table, with the words and reports that it refers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.activity import Term, several
from geo.activity.several import parted
from geo.dates import leading_day
from geo.imports.store import Imported
from geo.reports import Report

#: the column that says which import a record is from; empty for those of ``activity.csv``
DATASET = "dataset"


def stacked(records: pd.DataFrame, imports: Sequence[Imported]) -> pd.DataFrame:
    """Return a project's own records, then those of its imports.

    Parameters
    ----------
    records : pandas.DataFrame
        The typed table of :mod:`geo.activity.schema`.
    imports : sequence of Imported
        The imports.

    Returns
    -------
    pandas.DataFrame
        With the columns :data:`DATASET` and :data:`geo.imports.file_rows.OWN` too; without imports, the same table.

    Examples
    --------
    >>> own = pd.DataFrame({"id": ["a"]})
    >>> stacked(own, []) is own
    True
    """
    if not imports:
        return records
    own = records.assign(
        lat=np.nan,
        lon=np.nan,
        killed_best=pd.array([None] * len(records), dtype="Int64"),
        sources=pd.array([None] * len(records), dtype="Int64"),
        passage=pd.Series("", index=records.index, dtype=str),
        inside=pd.Categorical([None] * len(records), categories=[]),
    )
    own[DATASET] = pd.Categorical([""] * len(own), categories=[""])
    parts = [own, *(one.records.assign(**{DATASET: pd.Categorical([one.name] * len(one.records))}) for one in imports)]
    return pd.DataFrame({name: _joined(name, parts) for name in own.columns})


def _joined(name: str, parts: Sequence[pd.DataFrame]) -> Any:
    """Return columns one below the other; what an import lacks is empty."""
    having = [part for part in parts if name in part]
    if len(having) < len(parts):
        rows = sum(map(len, parts)) - len(having[0])
        return pd.concat([having[0][name].astype(object), pd.Series([""] * rows)], ignore_index=True)
    return several.stacked(having, name)


def actors_of(imports: Sequence[Imported], known: Mapping[str, Term]) -> dict[str, Term]:
    """Return the actors that only imports name: each under its name.

    Parameters
    ----------
    imports : sequence of Imported
        The imports.
    known : mapping of str to Term
        The actors of the project, by id.

    Returns
    -------
    dict of str to Term
        With the name of the import in ``dataset``.
    """
    found: dict[str, Term] = {}
    for one in imports:
        for cell in one.records["actors"].cat.categories.tolist():
            for name in parted(cell):
                if name not in known and name not in found:
                    found[name] = Term(name, name, note=f"as {one.title} names it", dataset=one.name)
    return found


def report_of(one: Imported) -> Report:
    """Return an import as the report that its records cite.

    Parameters
    ----------
    one : Imported
        The import.

    Returns
    -------
    Report
        Without a text. Its day is that of the import, since a source's edition has none.
    """
    day = leading_day(one.imported_at) or date.today()  # noqa: DTZ011 - the user's own day
    return Report(one.name, one.title, one.mapping.publisher, day, day, "day", "", one.mapping.url)
