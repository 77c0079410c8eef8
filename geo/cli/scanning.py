"""The places that texts name: ``geo scan``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from geo import reports
from geo.cli.common import DAY, told
from geo.errors import DataError, Fault
from geo.project import Project
from geo.resolve import explain
from geo.scan import Mention, Scanner


@click.command("scan")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE...")
@click.option(
    "--date", "day", type=DAY, metavar="DATE", help="When the texts were published; reports tell it themselves."
)
@click.option("--villages", is_flag=True, help="Look for the 8,892 villages too.")
@click.option("--why", is_flag=True, help="Say for each place why it is meant.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON per file, for programs.")
@told
def scan_command(files: Sequence[Path], *, day: datetime | None, villages: bool, why: bool, as_json: bool) -> None:
    """Find the places that texts name, with their offsets.

    A FILE is text in UTF-8, or a report as data/reports has them. What cannot be read is told, and the
    others are scanned all the same; the exit code is then 1. Nothing is written.

    \b
    Examples:
      geo scan article.txt
      geo scan --json data/reports/*.md > places.jsonl
    """
    project = Project.load(villages=villages)
    scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    failed = False
    for path in files:
        try:
            text, published = _text(path)
        except DataError as error:
            click.echo(str(error), err=True)
            failed = True
            continue
        mentions = scanner.scan(text, day.date() if day else published)
        if as_json:
            found = [_as_dict(mention, project) for mention in mentions]
            click.echo(json.dumps({"file": str(path), "places": found}, ensure_ascii=False))
        else:
            click.echo(f"{path}: {len(mentions)} places named")
            for mention in mentions:
                click.echo(_line(mention, project, why=why))
    if failed:
        sys.exit(1)


def _text(path: Path) -> tuple[str, date | None]:
    """Return a file's text, and the first day on which it can have been published, where it tells."""
    if path.suffix == ".md":
        report = reports.read(path, name=str(path))
        return report.body, report.published_from
    try:
        return path.read_text(encoding="utf-8-sig"), None
    except UnicodeDecodeError as error:
        raise DataError([Fault(str(path), "is not UTF-8", "save it as UTF-8 text")]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError([Fault(str(path), f"cannot be read ({reason})", "check its name and your rights")]) from error


def _line(mention: Mention, project: Project, *, why: bool) -> str:
    written = " ".join(mention.text.split())
    if why:
        told_why = explain(mention.resolution, project.gazetteer).partition("\n")[2]
        return f"  {mention.start}-{mention.end}  {written}\n{told_why}"
    place = mention.resolution.place
    if place:
        return f"  {mention.start}-{mention.end}  {written}: {place.id}"
    nearest = ", ".join(candidate.place.id for candidate in mention.resolution.candidates[:3])
    return (
        f"  {mention.start}-{mention.end}  {written}: {mention.resolution.verdict}{f' ({nearest})' if nearest else ''}"
    )


def _as_dict(mention: Mention, project: Project) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        **mention.resolution.as_dict(project.gazetteer),
    }
