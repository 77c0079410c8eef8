"""Resolve a column of names; each distinct row is resolved once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

import pandas as pd

from geo.dates import leading_day
from geo.gazetteer import Gazetteer
from geo.names import kind_of
from geo.resolve.resolution import Resolution
from geo.resolve.resolver import Context, resolve_all

#: the columns that :func:`resolve_table` adds
COLUMNS: Final = ("place_id", "place_name", "place_kind", "verdict", "score", "reasons", "alternatives")
_REPORT_EVERY: Final = 1000
#: from the most certain to the least
_VERDICTS: Final = ("resolved", "container", "ambiguous", "unknown")


def resolve_table(  # noqa: PLR0913 - one argument per column
    table: pd.DataFrame,
    gazetteer: Gazetteer,
    name: Hashable,
    *,
    province: Hashable | None = None,
    kind: Hashable | None = None,
    day: Hashable | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> pd.DataFrame:
    """Resolve a column of names.

    Parameters
    ----------
    table : pandas.DataFrame
        A table with a column of names; empty cells are unknown.
    gazetteer : Gazetteer
        The places to choose from.
    name : hashable
        The column of names.
    province, kind, day : hashable, optional
        Columns with the place that each row's place lies in, its kind, and the report's date (dates, or
        ISO 8601 text; anything else is ignored).
    progress : callable, optional
        Called every so often with the number of distinct rows done and their total.

    Returns
    -------
    pandas.DataFrame
        The table, with its order and index unchanged, plus the columns in :data:`COLUMNS`: ``place_id`` is
        empty unless the verdict is ``resolved`` or ``container``. ``container``: the place itself is not in the
        gazetteer, and ``place_id`` is the place that the cell names around it. A cell with several places gets
        all their ids, separated by ``;``, and the least certain of their verdicts. ``alternatives`` holds the ids
        of the other candidates, or of the places with similar names when the verdict is ``unknown``.

    Examples
    --------
    >>> from geo.project import Project
    >>> table = pd.DataFrame({"where": ["Qosh Tapa", "Muqur"], "in": ["Jawzjan", "Ghazni"]})
    >>> resolved = resolve_table(table, Project.load().gazetteer, "where", province="in")
    >>> resolved["place_id"].tolist()
    ['af.jowzjan.qush-tepa', 'af.ghazni.muqur']
    """
    columns = [name, *(column for column in (province, kind, day) if column is not None)]
    keyed = table[columns].astype(object).where(table[columns].notna(), "")
    distinct = list(keyed.drop_duplicates().itertuples(index=False, name=None))
    rows = []
    for done, values in enumerate(distinct):
        if done % _REPORT_EVERY == 0:
            progress(done, len(distinct))
        cells = {column: str(value).strip() for column, value in zip(columns, values, strict=True)}
        rows.append(_row(_each(cells, gazetteer, name, province, kind, day)))
    progress(len(distinct), len(distinct))
    answers = pd.DataFrame(rows, columns=list(COLUMNS))
    # groups are numbered in order of first occurrence, as the distinct rows are
    taken = answers.take(keyed.groupby(columns, sort=False).ngroup().to_numpy())
    taken.index = table.index
    return pd.concat([table, taken], axis=1)


def _each(  # noqa: PLR0913, PLR0917 - as above
    cells: Mapping[Hashable, str],
    gazetteer: Gazetteer,
    name: Hashable,
    province: Hashable | None,
    kind: Hashable | None,
    day: Hashable | None,
) -> list[Resolution]:
    within = cells[province] if province is not None else ""
    context = Context(
        kind=(kind_of(cells[kind]) or cells[kind].lower() or None) if kind is not None else None,
        within=(within,) if within else (),
        day=leading_day(cells[day]) if day is not None else None,
    )
    return resolve_all(cells[name], gazetteer, context)


def _row(resolutions: Sequence[Resolution]) -> tuple[object, ...]:
    """Return the answer for a cell: its places joined by semicolons, and the least certain of their verdicts."""
    answers = [_answer(resolution) for resolution in resolutions]
    if len(answers) == 1:
        return answers[0]
    ids, names, kinds, verdicts, scores, reasons, others = zip(*answers, strict=True)
    told = [f"{one.query}: {why}" for one, why in zip(resolutions, reasons, strict=True) if why]
    verdict = max(verdicts, key=_VERDICTS.index)
    joined = (";".join(filter(None, column)) for column in (ids, names, kinds))
    return (*joined, verdict, min(scores), " | ".join(told), ";".join(filter(None, others)))


def _answer(resolution: Resolution) -> tuple[str, str, str, str, float, str, str]:
    place = resolution.place or resolution.inside
    first = resolution.candidates[0] if resolution.candidates else None
    others = resolution.candidates[1 if resolution.place else 0 :]
    reasons = "; ".join(first.reasons) if first else ""
    if resolution.inside:
        named = resolution.query.split(",")[0].strip()
        reasons = f"“{named}” is not in the gazetteer; this is the place that contains it"
    return (
        place.id if place else "",
        place.name if place else "",
        place.kind if place else "",
        "container" if resolution.inside else resolution.verdict,
        round(first.score, 3) if first and not resolution.inside else 0.0,
        reasons,
        ";".join(candidate.place.id for candidate in others),
    )
