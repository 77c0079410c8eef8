"""The desk on which an article is reviewed: what its browser's half shows, and the decisions that it sends.

The browser answers a key at once, by the rules of :func:`geo.activity.decisions.replayed`, and sends each decision with
a number that counts up. Python saves them in that order, each once, and returns the log of decisions as it is on disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import streamlit as st

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES, Record
from geo.activity.draft import Draft, precision_of
from geo.activity.review import Review
from geo.activity.schema import COLUMNS, DATE_PRECISIONS
from geo.activity.suggestions import LIKELY
from geo.activity.why import BY_HAND
from geo.contents import Contents
from geo.errors import GeoError
from geo.gazetteer import Place
from geo.maps.bundle import script, style
from geo.reports import Report
from geo.scan import Mention
from geo.timeline import level

_KEY: Final = re.compile(r"[0-9a-f]{16}")
_LONGEST: Final = 2000  # characters of a cell
_BOUNDS: Final = ("count", "killed", "wounded")


@dataclass(slots=True)
class Session:
    """What one visitor's browser has sent, and has been answered.

    Parameters
    ----------
    client : str
        Names the browser's half: a new one when the page is opened again.
    done : int
        The number of the last decision that was handled.
    problems : list of dict
        What went wrong: the ``n`` of a decision and a ``text``.
    have : str
        The stamp of the article that the browser has.
    at : str
        Key of the draft that is shown.
    busy : bool
        Whether the reader is deciding just now, so that what is below the desk stays as it is.
    paused : bool
        Whether the reader has paused since, so that the rest of the page is to follow.
    """

    client: str = ""
    done: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    have: str = ""
    at: str = ""
    busy: bool = False
    paused: bool = False
    _article: tuple[Any, dict[str, Any], str] | None = None

    def take(
        self, sent: Mapping[str, Any] | None, project: Contents, base: Path, report: Report, drafts: Sequence[Draft]
    ) -> None:
        """Save the decisions that the browser has sent and that were not handled yet.

        Parameters
        ----------
        sent : mapping, optional
            ``client``, ``have``, ``at``, ``paused`` and ``decisions``, each with its number ``n``: all that were not
            acknowledged, so that none is lost while the page is busy.
        project : Contents
            Its places and words are those that a decision may name.
        base : pathlib.Path
            The project's folder.
        report : Report
            What is reviewed.
        drafts : sequence of Draft
            What its scan suggests.
        """
        if not sent:
            return
        if sent["client"] != self.client:
            self.client, self.done, self.problems = str(sent["client"]), 0, []
        self.have, self.at, self.paused = str(sent["have"]), str(sent["at"]), bool(sent["paused"])
        self.busy = not self.paused
        for decision in sent["decisions"]:
            if decision["n"] <= self.done:
                continue
            try:
                decide(decision, project, Review.open(base, report, drafts))
            except (GeoError, OSError) as error:
                self.problems.append({"n": decision["n"], "text": str(error)})
            self.done = decision["n"]

    def data(self, project: Contents, review: Review, mentions: Sequence[Mention]) -> dict[str, Any]:
        """Return the component's ``data``.

        Parameters
        ----------
        project : Contents
            The places and words to choose from.
        review : Review
            As it is on disk.
        mentions : sequence of Mention
            The toponyms of its report.

        Returns
        -------
        dict
            Plain values. The article, with its suggestions and what can be chosen, is left out when the browser has it.
        """
        of = (project.gazetteer, project.kinds, project.actors, review.report, review.suggested)
        if self._article is None or self._article[0] != of:
            article = article_data(project, review, mentions)
            self._article = of, article, sha256(json.dumps(article).encode()).hexdigest()[:16]
        _, article, stamp = self._article
        return {
            "stamp": stamp,
            "log": [asdict(one) for one in review.decisions],
            "client": self.client,
            "done": self.done,
            "problems": self.problems,
            "article": None if self.have == stamp else article,
        }


def desk() -> Callable[..., Any]:
    """Register the component with Streamlit.

    Returns
    -------
    callable
        Called in a page with ``key``, ``data`` (as :meth:`Session.data` returns it) and ``on_sent_change``; the
        ``sent`` of its result is what :meth:`Session.take` takes.
    """
    component: Callable[..., Any] = st.components.v2.component(
        "dispatch_atlas_desk",
        css=style("css/review.css"),
        js=script("hosts/review.js"),
        # a selection of words within a shadow tree is not the page's to read
        isolate_styles=False,
    )
    return component


def decide(sent: Mapping[str, Any], project: Contents, review: Review) -> None:
    """Save one decision.

    Parameters
    ----------
    sent : mapping
        Its ``action``: accepted, rejected, corrected, split, added or undone; ``by``; the ``key`` of its draft; and, of
        a correction or an addition, the ``changes``, cells by column.
    project : Contents
        Its places and words are those that a decision may name.
    review : Review
        What it is about.

    Raises
    ------
    GeoError
        When it cannot be: somebody else has decided, or a cell is not what its column holds.
    """
    key, by = str(sent.get("key", "")), " ".join(str(sent["by"]).split())[:100]
    if not by:
        raise GeoError("Enter your name first")
    match sent["action"]:
        case "accepted":
            review.accept(key, by)
        case "rejected":
            review.reject(key, by)
        case "split":
            review.split(key, by)
        case "undone":
            if not review.undo(by):
                raise GeoError(f"{by} has nothing to undo")
        case "corrected":
            cells = _cells(sent["changes"])
            before = next((draft for draft in review.drafts if draft.key == key), None)
            row = before.record.to_row() if before else {}
            record = _checked({**row, **cells}, project) if before else None
            review.correct(key, by, **{name: getattr(record, name) for name in cells if record})
        case "added":
            if not _KEY.fullmatch(key):
                raise GeoError("This suggestion has no key; nothing was written")
            cells = _cells(sent["changes"])
            row = {**cells, "id": key, "report_id": review.report.id, "why": BY_HAND}
            review.add(_checked(row, project), by)


def _cells(changes: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells that a person may fill in."""
    fixed = {"id", "report_id", "why", "accepted_by", "accepted_at"}
    return {name: str(changes[name])[:_LONGEST] for name in COLUMNS if name in changes and name not in fixed}


def _checked(cells: Mapping[str, str], project: Contents) -> Record:
    """Return the record in some cells.

    Raises
    ------
    GeoError
        When a cell is not what its column holds.
    """
    known: dict[str, Any] = {"place_id": project.gazetteer, "kind": project.kinds, "actors": project.actors}
    try:
        record = Record.from_row(cells)
    except (ValueError, TypeError) as error:
        raise GeoError(f"Not saved: {error}") from error
    for name, column in COLUMNS.items():
        value = getattr(record, name)
        words = value if isinstance(value, tuple) else (value,)
        allowed = known.get(name, column.allowed)
        if unknown := [word for word in words if allowed and word and word not in allowed]:
            raise GeoError(f"Not saved: {name}: {unknown[0]} is not one of those that can be chosen")
    if record.date_to < record.date_from:
        raise GeoError("Not saved: the last day is before the first")
    for name in _BOUNDS:
        low, high = getattr(record, f"{name}_low"), getattr(record, f"{name}_high")
        if min(low or 0, high or 0) < 0 or (low is not None and high is not None and high < low):
            raise GeoError(f"Not saved: {name}: the upper bound is less than the lower")
    return record


def article_data(project: Contents, review: Review, mentions: Sequence[Mention]) -> dict[str, Any]:
    """Return what stays the same while an article is reviewed.

    Parameters
    ----------
    project : Contents
        The places and words to choose from.
    review : Review
        Its report, and what was suggested.
    mentions : sequence of Mention
        The report's toponyms.

    Returns
    -------
    dict
        Plain values.
    """
    report = review.report
    found = [
        [one.start, one.end, one.resolution.verdict, one.resolution.place.id if one.resolution.place else ""]
        for one in mentions
    ]
    return {
        "report": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "text": report.body,
        "published": [report.published_from.isoformat(), report.published_to.isoformat(), report.date_precision],
        "mentions": found,
        "drafts": [_draft(draft) for draft in review.suggested],
        "places": [_place(place, project) for place in project.gazetteer.values()],
        "kinds": [{"id": key, "name": term.name, "aliases": list(term.aliases)} for key, term in project.kinds.items()],
        "actors": [
            {"id": key, "name": term.name, "aliases": list(term.aliases)}
            for key, term in project.actors.items()
            if not term.dataset
        ],
        "words": {
            "status": list(STATUSES),
            "location_precision": list(PRECISIONS),
            "confidence": list(CONFIDENCES),
            "date_precision": list(DATE_PRECISIONS),
        },
        "likely": LIKELY,
    }


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "key": draft.key,
        "state": draft.state,
        "likely": draft.likely,
        "reasons": list(draft.reasons),
        "row": {name: cell for name, cell in draft.record.to_row().items() if cell},
    }


def _place(place: Place, project: Contents) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "level": level(place),
        "where": project.gazetteer.where(place.id),
        "aliases": list(place.spellings),
        "precision": precision_of(place.kind),
    }
