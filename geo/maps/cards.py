"""Records as HTML cards, for the list beside the map."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from geo.activity import Record
from geo.dates import Span
from geo.project import Project


def cards(records: Iterable[Record], project: Project) -> str:
    """Return records as a list of cards.

    Parameters
    ----------
    records : iterable of Record
        What to list.
    project : Project
        Places, reports, actors and kinds that the records name.

    Returns
    -------
    str
        HTML; every text in it that comes from a file is escaped.

    Examples
    --------
    >>> project = Project.load()
    >>> "Darzab" in cards(project.records, project)
    True
    """
    return f'<ol class="records">{"".join(_card(record, project) for record in records)}</ol>'


def _card(record: Record, project: Project) -> str:
    report = project.reports[record.report_id]
    places = ", ".join(project.gazetteer[key].name for key in record.places)
    jointly = " (together)" if len(record.places) > 1 else ""
    actors = ", ".join(project.actors[key].name for key in record.actors)
    published = Span(report.published_from, report.published_to, report.date_precision)
    lines = [
        ("record-head", f"{project.kinds[record.kind].name} · {places}{jointly}"),
        ("record-count", record.count),
        ("record-actors", actors),
        ("record-when", str(record.span)),
        ("record-by", f"Said by {record.claimed_by}" if record.claimed_by else ""),
        ("record-disputed", f"Disputed by {record.disputed_by}" if record.disputed_by else ""),
        ("record-how", f"Location: {record.location_precision} · confidence: {record.confidence}"),
        ("record-evidence", report.quote(record.evidence)),
        ("record-note", record.note),
        ("record-cite", f"{report.publisher}, “{report.title}”, {published}"),
    ]
    status = f'<span class="status status-{escape(record.status)}">{escape(record.status.capitalize())}</span>'
    body = "".join(f'<div class="{name}">{escape(text)}</div>' for name, text in lines if text)
    return f"<li>{status}{body}</li>"
