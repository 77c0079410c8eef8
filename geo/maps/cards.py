"""Records as HTML cards, for the list beside the map."""

from __future__ import annotations

from html import escape

import pandas as pd

from geo.activity import Record, records_of
from geo.contents import Contents


def cards(records: pd.DataFrame, project: Contents) -> str:
    """Return records as a list of cards.

    Parameters
    ----------
    records : pandas.DataFrame
        The records to list.
    project : Contents
        The places, reports, actors and kinds that the records refer to.

    Returns
    -------
    str
        HTML, with every text from a file escaped.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> "Darzab" in cards(project.records, project)
    True
    """
    return f'<ol class="records">{"".join(_card(record, project) for record in records_of(records))}</ol>'


def _card(record: Record, project: Contents) -> str:
    reports = [project.reports[key] for key in record.report_id]
    places = ", ".join(project.gazetteer[key].name for key in record.place_id)
    jointly = " (jointly)" if len(record.place_id) > 1 else ""
    actors = ", ".join(project.actors[key].name for key in record.actors)
    cited = [f"{report.publisher}, “{report.title}”, {report.published}" for report in reports]
    lines = [
        ("record-head", f"{project.kinds[record.kind].name} · {places}{jointly}"),
        ("record-count", record.count),
        ("record-actors", actors),
        ("record-when", str(record.span)),
        ("record-by", f"According to {record.claimed_by}" if record.claimed_by else ""),
        ("record-disputed", f"Disputed by {record.disputed_by}" if record.disputed_by else ""),
        ("record-how", f"Location: {record.location_precision} · confidence: {record.confidence}"),
        ("record-evidence", reports[0].quote(record.evidence)),
        ("record-note", record.note),
        *(("record-cite", citation) for citation in cited),
    ]
    status = f'<span class="status status-{escape(record.status)}">{escape(record.status.capitalize())}</span>'
    body = "".join(f'<div class="{name}">{escape(text)}</div>' for name, text in lines if text)
    return f"<li>{status}{body}</li>"
