"""Reading ``activity.csv``, with every problem found before one is raised."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from geo.activity.record import CONFIDENCES, PRECISIONS, STATUSES, Record
from geo.dates import PRECISIONS as DATE_PRECISIONS
from geo.dates import Span
from geo.reports import Report
from geo.tables import Row, read

COLUMNS: Final = (
    "id", "place_id", "place_text", "date_from", "date_to", "date_precision", "actors", "kind", "count_low",
    "count_high", "unit", "claimed_by", "disputed_by", "status", "location_precision", "confidence", "report_id",
    "evidence", "note",
)  # fmt: skip
# who never had a doubt to record need not have a column for it
_OPTIONAL: Final = frozenset({"disputed_by", "note"})
_FILLED: Final = ("id", "place_id", "date_from", "date_to", "kind", "report_id")
_OFFSETS: Final = re.compile(r"(\d+)-(\d+)")


def load(
    path: Path,
    places: Container[str],
    reports: Mapping[str, Report],
    actors: Container[str],
    kinds: Container[str],
) -> list[Record]:
    """Read records of activity and check them against what they name.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns of :data:`COLUMNS`.
    places : container of str
        Ids of the gazetteer.
    reports : mapping of str to Report
        By id.
    actors, kinds : container of str
        Ids of ``actors.csv`` and ``kinds.csv``.

    Returns
    -------
    list of Record
        In the order of the file.

    Raises
    ------
    geo.errors.DataError
        With every problem of the file.

    Examples
    --------
    >>> from geo.project import Project
    >>> records = Project.load().records
    >>> next(record for record in records if "af.jowzjan.qush-tepa" in record.places).count
    '40 or more foreign fighters'
    """
    table = read(path, [column for column in COLUMNS if column not in _OPTIONAL])
    table.check_filled(*_FILLED)
    table.check_unique("id")
    records = [_record(row) for row in table]
    for row, record in zip(table, records, strict=True):
        _check_named(row, "place_id", record.places, places, "place of the gazetteer")
        _check_named(row, "actors", record.actors, actors, "actor of gazetteer/actors.csv")
        _check_named(row, "kind", (record.kind,), kinds, "kind of gazetteer/kinds.csv")
        _check_named(row, "report_id", (record.report_id,), reports, "report of data/reports")
        if report := reports.get(record.report_id):
            _check_evidence(row, record, report)
    table.finish()
    return records


def _check_named(row: Row, column: str, named: tuple[str, ...], known: Container[str], what: str) -> None:
    for value in named:
        if value and value not in known:
            row.add_problem(
                column,
                f"is no {what}",
                "correct the id, or add a row for it" if what[0] != "r" else "correct the id, or add the file",
                value,
            )


def _check_evidence(row: Row, record: Record, report: Report) -> None:
    for start, end in record.evidence:
        if not start < end <= len(report.body):
            message = f"points outside the report, which has {len(report.body)} characters"
            row.add_problem("evidence", message, "write first-last with first < last", f"{start}-{end}")


def _record(row: Row) -> Record:
    """Read one row; what is wrong with it is noted in the row."""
    first, last = row.date("date_from"), row.date("date_to")
    if first and last and last < first:
        row.add_problem("date_to", f"ends before it begins, on {first}", "exchange or correct the two dates")
    low, high = row.whole("count_low"), row.whole("count_high")
    if low is not None and high is not None and high < low:
        row.add_problem("count_high", f"is less than count_low, {low}", "exchange or correct the two counts")
    return Record(
        id=row["id"],
        places=tuple(dict.fromkeys(row.listed("place_id"))),
        place_text=row["place_text"],
        span=Span(first or date.min, last or date.max, row.one_of("date_precision", DATE_PRECISIONS)),
        actors=row.listed("actors"),
        kind=row["kind"],
        count_low=low,
        count_high=high,
        unit=row["unit"],
        claimed_by=row["claimed_by"],
        disputed_by=row["disputed_by"],
        status=row.one_of("status", STATUSES),
        location_precision=row.one_of("location_precision", PRECISIONS),
        confidence=row.one_of("confidence", CONFIDENCES),
        report_id=row["report_id"],
        evidence=_evidence(row),
        note=row["note"],
        why=row["why"],
        # older files have these two under other names
        accepted_by=row["accepted_by"] or row["reviewed_by"],
        accepted_at=row["accepted_at"] or row["reviewed_at"],
    )


def _evidence(row: Row) -> tuple[tuple[int, int], ...]:
    offsets = []
    for text in row.listed("evidence"):
        if match := _OFFSETS.fullmatch(text):
            offsets.append((int(match[1]), int(match[2])))
        else:
            row.add_problem(
                "evidence", "is no pair of offsets", "write first-last, such as 120-264; separate several by ;", text
            )
    return tuple(offsets)
