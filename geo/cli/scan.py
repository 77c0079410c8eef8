"""``geo scan``."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from geo.activity import Suggestion
from geo.activity.suggestions import LIKELY
from geo.cli.common import DAY, clustered, gazetteers, print_problems, run_parts, told
from geo.cluster.articles import ScanJob, lines_of, problems_of
from geo.cluster.opened import Opened
from geo.dates import Span
from geo.errors import DataError, GeoError, Problem
from geo.folder import root
from geo.project import Project
from geo.reports import Document, Documents
from geo.reports.content import files_of
from geo.reports.parts import parts_of
from geo.resolve import explain
from geo.scan import Mention
from geo.scanned import digest_of, line_of


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
@click.option(
    "--no-duplicates", is_flag=True,
    help="Do not look for the same story in several articles, which takes memory for each article.",
)  # fmt: skip
@clustered
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
    no_duplicates: bool,
    workers: int | None,
    scheduler: str | None,
    why: bool,
    as_json: bool,
) -> None:
    """Find the places named in articles, and suggest the activity they report.

    A FILE is a text (.txt, .md), a saved page (.html, .mhtml), a .pdf, .docx or .eml file, a .jsonl file with one
    article per line, a .parquet file with a column "text", or a folder of these. Menus, captions, "Related:" lines,
    comments and footers are left out. If some of them cannot be read, the rest are still scanned, and the exit code
    is 1. Suggestions are for a person to decide on; data/activity.csv is not changed.

    With --out, articles already in that file are skipped, so an interrupted command continues where it stopped. With
    --workers or --scheduler the articles are cut into parts; finished parts are kept in a folder beside OUT, and only
    new or changed ones are scanned again. OUT is then the same file as without.

    \b
    Examples:
      geo scan article.txt
      geo scan --suggest saved-pages/ --out suggestions.jsonl
      geo scan articles/ --workers 4 --out suggestions.jsonl
    """
    project = Project.load(**chosen)
    if workers or scheduler:
        if out is None:
            raise click.UsageError("--workers and --scheduler need --out")
        published = day.date() if day else None
        opened = Opened.of(root(), **chosen)
        jobs = [ScanJob(part, opened, published, least, not no_duplicates) for part in parts_of(files_of(files))]
        _scan_parts(jobs, out, workers, scheduler)
        return
    # the gazetteer stays in memory: the garbage collector need not walk through it every few articles
    gc.freeze()
    reader = Documents(project.tables.furniture, duplicates=not no_duplicates)
    done = _done(out) if out else set()
    printed = number = 0
    for number, document in enumerate(reader.read(files), start=1):
        printed = _print_new(reader.problems, printed)
        if done and digest_of(document) in done:
            continue
        _tell(document, day)
        published = day.date() if day else document.published
        mentions = project.scan(document.text, published)
        suggestions = project.suggester.suggest(document.text, mentions, published, least) if suggest or out else []
        if out or as_json:
            line = line_of(document, mentions, suggestions, project)
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


def _scan_parts(jobs: Sequence[ScanJob], out: Path, workers: int | None, scheduler: str | None) -> None:
    """Scan parts on workers, and write what a single process would."""
    folder = out.with_name(f"{out.name}.parts")
    if out.exists() and not folder.is_dir():
        raise GeoError(f"{out} exists; name another file in --out, or delete it")
    outputs = run_parts(jobs, folder, "Scanning", workers, scheduler)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial, number = out.with_name(f".{out.name}.partial"), 0
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines_of(outputs):
            file.write(line + "\n")
            number += 1
    partial.replace(out)
    click.echo(f"{out}: {number} articles")
    click.echo(f"{folder} has the parts; keep it to scan only what is new next time, or delete it", err=True)
    if problems := problems_of(outputs):
        print_problems(problems)
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
    for row, line in enumerate(out.read_text(encoding="utf-8").removesuffix("\n").split("\n"), start=1):
        try:
            digests.add(str(json.loads(line)["sha256"]))
        except (ValueError, KeyError, TypeError) as error:
            fix = "delete this line, or name another file in --out"
            raise DataError([Problem(str(out), "was not written by this command", fix, row, value=line)]) from error
    return digests


def _append(out: Path, line: str) -> None:
    """Add a line in a single write, so that an interruption leaves only whole lines."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("a", encoding="utf-8", newline="\n") as file:
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
