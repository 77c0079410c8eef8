"""What is found in one article, as the line of JSON that ``geo scan`` writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from geo.activity import Suggestion
from geo.project import Project
from geo.reports import Document
from geo.scan import Mention


def digest_of(document: Document) -> str:
    """Return the SHA-256 of an article's text, by which it is known again."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def line_of(
    document: Document, mentions: Sequence[Mention], suggestions: Sequence[Suggestion], project: Project
) -> str:
    r"""Return what was found in an article.

    Parameters
    ----------
    document : geo.reports.Document
        The article.
    mentions : sequence of geo.scan.Mention
        The places in it.
    suggestions : sequence of geo.activity.Suggestion
        The activity that it seems to report.
    project : geo.project.Project
        What places and actors are called.

    Returns
    -------
    str
        JSON, in one line.

    Examples
    --------
    >>> import geo
    >>> project, text = geo.example(), "Fighters are in Darzab district."
    >>> line = line_of(Document("a.txt", text), project.scan(text), [], project)
    >>> [place["text"] for place in json.loads(line)["places"]]
    ['Darzab district']
    """
    places = [
        {"start": one.start, "end": one.end, "text": one.text, "kind": one.kind}
        | one.resolution.as_dict(project.gazetteer)
        for one in mentions
    ]
    return json.dumps(
        {
            "file": document.source,
            "sha256": digest_of(document),
            "title": document.title,
            "publisher": document.publisher,
            "published": document.published.isoformat() if document.published else None,
            "url": document.url,
            "left_out": document.left_out,
            "duplicate_of": document.duplicate_of,
            "places": places,
            "suggestions": [one.as_dict() for one in suggestions],
        },
        ensure_ascii=False,
    )


def scanned(document: Document, project: Project, day: date | None, least: float) -> str:
    """Scan an article for places and activity, and return what was found.

    Parameters
    ----------
    document : geo.reports.Document
        The article.
    project : geo.project.Project
        What it is scanned with.
    day : datetime.date, optional
        When it was published; by default as it says.
    least : float
        The lowest confidence of a suggestion, from 0 to 1.

    Returns
    -------
    str
        As :func:`line_of` does.
    """
    published = day or document.published
    mentions = project.scan(document.text, published)
    return line_of(document, mentions, project.suggester.suggest(document.text, mentions, published, least), project)


def with_duplicate(line: str, source: str) -> str:
    """Return the line of an article that is the same story as an earlier one.

    Examples
    --------
    >>> with_duplicate('{"duplicate_of": ""}', "a.txt")
    '{"duplicate_of": "a.txt"}'
    """
    found: dict[str, Any] = json.loads(line)
    return json.dumps({**found, "duplicate_of": source}, ensure_ascii=False)
