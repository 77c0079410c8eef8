"""``geo scan``."""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from geo.activity import Suggestion
from geo.activity.suggestions import LIKELY
from geo.cli.common import DAY, gazetteers, told
from geo.dates import Span
from geo.errors import DataError, Problem
from geo.project import Project
from geo.reports import Document, Documents
from geo.resolve import explain
from geo.scan import Mention


@click.command("scan")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--suggest", is_flag=True, help="Also suggest activity: what, who, how many, according to whom.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=LIKELY,
    show_default=True,
    metavar="CONFIDENCE",
    help="Leave out suggestions with a lower confidence, from 0 to 1.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write one line of JSON per article to this file."
)
@click.option("--date", "day", type=DAY, metavar="DATE", help="The publication date of texts that do not state one.")
@gazetteers
@click.option("--why", is_flag=True, help="Give the reasons for each place.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON per article for other programs.")
@told
def command(  # noqa: PLR0913 - one argument per option
    files: Sequence[Path],
    *,
    suggest: bool,
    least: float,
    out: Path | None,
    day: datetime | None,
    chosen: Mapping[str, Any],
    why: bool,
    as_json: bool,
) -> None:
    """Find the places named in articles, and suggest the activity they report.

    A FILE is a text (.txt, .md), a saved page (.html, .mhtml), a .pdf, .docx or .eml file, a .jsonl file with one
    article per line, or a folder of these. Menus, captions, "Related:" lines, comments and footers are left out.
    If some of them cannot be read, the rest are still scanned, and the exit code is 1. Suggestions are for a person
    to decide on; data/activity.csv is not changed.

    With --out, articles already in that file are skipped, so an interrupted command continues where it stopped.

    \b
    Examples:
      geo scan article.txt
      geo scan --suggest saved-pages/ --out suggestions.jsonl
    """
    project = Project.load(**chosen)
    # the gazetteer stays in memory: the garbage collector need not walk through it every few articles
    gc.freeze()
    reader = Documents(project.tables.furniture)
    done = _done(out) if out else set()
    printed = number = 0
    for number, document in enumerate(reader.read(files), start=1):
        printed = _print_new(reader.problems, printed)
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        if digest in done:
            continue
        _tell(document, day)
        published = day.date() if day else document.published
        mentions = project.scan(document.text, published)
        suggestions = project.suggester.suggest(document.text, mentions, published, least) if suggest or out else []
        if out or as_json:
            line = json.dumps(_as_dict(document, digest, mentions, suggestions, project), ensure_ascii=False)
            if out:
                _append(out, line)
                click.echo(f"{number}: {document.source}, {len(suggestions)} suggestions", err=True)
            else:
                click.echo(line)
        else:
            click.echo(_shown(document, mentions, suggestions, project, why=why))
    _print_new(reader.problems, printed)
    if out:
        click.echo(f"{out}: {len(_done(out))} articles")
    if reader.problems:
        sys.exit(1)


def _print_new(problems: Sequence[Problem], known: int) -> int:
    """Print the problems that are new, and return how many there are in all."""
    for problem in problems[known:]:
        click.echo(str(problem), err=True)
    return len(problems)


def _tell(document: Document, day: datetime | None) -> None:
    """Print what was left out of an article, and whose date may be missing."""
    if count := len(document.left_out):
        lines = "line that is not the article was" if count == 1 else "lines that are not the article were"
        click.echo(f"{document.source}: {count} {lines} left out (--json lists them)", err=True)
    if document.saved and not day:
        saved = f"the file was made on {document.saved}; if that is its date, add --date {document.saved}"
        click.echo(f"{document.source}: does not say when it was published; {saved}", err=True)


def _done(out: Path) -> set[str]:
    """Return the digests of the articles that a file already has."""
    if not out.exists():
        return set()
    digests = set()
    for row, line in enumerate(out.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            digests.add(str(json.loads(line)["sha256"]))
        except (ValueError, KeyError, TypeError) as error:
            fix = "delete this line, or name another file in --out"
            raise DataError([Problem(str(out), "was not written by this command", fix, row, value=line)]) from error
    return digests


def _append(out: Path, line: str) -> None:
    """Add a line in a single write, so that an interruption leaves only whole lines."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _shown(
    document: Document, mentions: Sequence[Mention], suggestions: Sequence[Suggestion], project: Project, *, why: bool
) -> str:
    title = f", “{document.title}”" if document.title else ""
    known = f", the same story as {document.duplicate_of}" if document.duplicate_of else ""
    lines = [f"{document.source}{title}{known}: {len(mentions)} places"]
    lines += [_line(mention, project, why=why) for mention in mentions]
    for one in suggestions:
        places = ", ".join(project.gazetteer[key].name for key in one.places)
        counts = "".join(f", {count}" for count in one.counts)
        when = f", {Span(one.date_from, one.date_to, one.date_precision)}" if one.date_from and one.date_to else ""
        said = f", according to {one.claimed_by}" if one.claimed_by else ""
        actors = ", ".join(project.actors[key].name for key in one.actors) or "nobody named"
        kind = project.kinds[one.kind].name
        lines.append(
            f"  ? {kind} in {places}{when}: {actors}{counts} ({one.status}, {one.confidence:.0%} likely{said})"
        )
    return "\n".join(lines)


def _line(mention: Mention, project: Project, *, why: bool) -> str:
    written = " ".join(mention.text.split())
    if why:
        reasons = explain(mention.resolution, project.gazetteer).partition("\n")[2]
        return f"  {mention.start}-{mention.end}  {written}\n{reasons}"
    place = mention.resolution.place
    if place:
        return f"  {mention.start}-{mention.end}  {written}: {place.id}"
    nearest = ", ".join(candidate.place.id for candidate in mention.resolution.candidates[:3])
    return (
        f"  {mention.start}-{mention.end}  {written}: {mention.resolution.verdict}{f' ({nearest})' if nearest else ''}"
    )


def _as_dict(
    document: Document,
    digest: str,
    mentions: Sequence[Mention],
    suggestions: Sequence[Suggestion],
    project: Project,
) -> dict[str, Any]:
    places = [
        {"start": one.start, "end": one.end, "text": one.text, "kind": one.kind}
        | one.resolution.as_dict(project.gazetteer)
        for one in mentions
    ]
    return {
        "file": document.source,
        "sha256": digest,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
        "left_out": document.left_out,
        "duplicate_of": document.duplicate_of,
        "places": places,
        "suggestions": [one.as_dict() for one in suggestions],
    }
