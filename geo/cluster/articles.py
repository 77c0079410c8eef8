"""Scanning articles in parts: what a single process writes, from many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from geo.cluster.opened import ALONE, Opened
from geo.errors import Problem
from geo.reports import Documents
from geo.reports.parts import Part
from geo.reports.stories import Stories, sketch
from geo.scanned import scanned, with_duplicate

_PROBLEMS: Final = b"problems"
_SCHEMA: Final = pa.schema([("line", pa.string()), ("source", pa.string()), ("sketch", pa.list_(pa.uint64()))])


@dataclass(frozen=True, slots=True)
class ScanJob:
    """Scanning one part of the articles.

    Parameters
    ----------
    part : geo.reports.parts.Part
        The articles.
    opened : Opened
        The project to scan them with.
    day : datetime.date, optional
        When they were published; by default as they say.
    least : float
        The lowest confidence of a suggestion, from 0 to 1.
    duplicates : bool
        Whether to keep what is needed to tell which articles are the same story.
    """

    part: Part
    opened: Opened
    day: date | None
    least: float
    duplicates: bool = True

    def __str__(self) -> str:
        """Describe the part."""
        return str(self.part)

    @property
    def size(self) -> int:
        """Bytes of the part."""
        return max(self.part.size, 1)

    def about(self) -> Mapping[str, Any]:
        """Return what the output depends on."""
        chosen = asdict(self.opened) | {"folder": ""}
        where = {"paths": self.part.paths, "row": self.part.row}
        given = {"day": self.day, "least": self.least, "duplicates": self.duplicates}
        return {"scan": chosen, **where, **given, "sha256": self.part.sha256()}

    def table(self) -> pa.Table:
        """Scan the articles."""
        with ALONE:
            project = self.opened.project()
            reader = Documents(project.tables.furniture, duplicates=False)
            rows = [
                {
                    "line": scanned(document, project, self.day, self.least),
                    "source": document.source,
                    "sketch": sketch(document.text) if self.duplicates else [],
                }
                for document in reader.read_part(self.part)
            ]
        problems = json.dumps([problem.as_dict() for problem in reader.problems])
        return pa.Table.from_pylist(rows, _SCHEMA.with_metadata({_PROBLEMS: problems.encode()}))


def lines_of(outputs: Sequence[Path]) -> Iterator[str]:
    """Yield the lines of all articles, those that are the same story as an earlier one marked.

    Parameters
    ----------
    outputs : sequence of pathlib.Path
        The outputs of :class:`ScanJob`, in the order of the articles.

    Yields
    ------
    str
        A line of JSON.
    """
    stories = Stories()
    for path in outputs:
        for row in pq.read_table(path).to_pylist():
            earlier = stories.earlier(row["source"], row["sketch"]) if row["sketch"] else ""
            yield with_duplicate(row["line"], earlier) if earlier else row["line"]


def problems_of(outputs: Sequence[Path]) -> list[Problem]:
    """Return the problems of all parts, in the order of the parts."""
    found = [json.loads((pq.read_schema(path).metadata or {})[_PROBLEMS]) for path in outputs]
    return [Problem(**one) for part in found for one in part]
