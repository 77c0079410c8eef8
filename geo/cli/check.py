"""The data: ``geo check``, ``geo boundaries build`` and ``geo assets``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from geo import boundaries, project
from geo.cli.common import JSON, print_json, told
from geo.errors import Problem
from geo.maps import assets
from geo.project import root


@click.command()
@click.option("--strict", is_flag=True, help="Take warnings for problems: the exit code is 1 when there is one.")
@JSON
@told
def check(*, strict: bool, as_json: bool) -> None:
    """Check all data files, and say what is wrong.

    One line per problem: file, row, column, value, and how to fix it. Warnings tell what is allowed and yet
    most likely a mistake: a place outside its parent, two rows for one place. The exit code is 0 when
    there is no problem.
    """
    findings = project.check()
    problems, warnings = findings.problems, findings.warnings
    counts: dict[str, int] = {}
    if findings.project:
        counts = {
            "places": len(findings.project.gazetteer),
            "outlines": len(findings.project.store.keys()),
            "actors": len(findings.project.actors),
            "kinds of activity": len(findings.project.kinds),
            "reports": len(findings.project.reports),
            "records of activity": len(findings.project.records),
        }
    if as_json:
        told_of = {"problems": [one.as_dict() for one in problems], "warnings": [one.as_dict() for one in warnings]}
        print_json(told_of | ({"counts": counts} if counts else {}))
    else:
        for problem in problems:
            click.echo(str(problem))
        for warning in warnings:
            click.echo(f"Warning: {warning}")
        if problems:
            click.echo(f"{_number(problems, 'problem')}, {_number(warnings, 'warning')}; nothing was changed", err=True)
        else:
            right = "All is right" if not warnings else f"No problem, {_number(warnings, 'warning')}"
            click.echo(f"{right}: {', '.join(f'{number:,} {noun}' for noun, number in counts.items())}.")
    if problems or (strict and warnings):
        sys.exit(1)


def _number(found: Sequence[Problem], noun: str) -> str:
    return f"{len(found):,} {noun}{'' if len(found) == 1 else 's'}"


@click.group("boundaries")
def boundaries_group() -> None:
    """Make the outlines of provinces and districts."""


@boundaries_group.command()
@click.option(
    "--source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with the published boundaries (data/README.md tells which); by default shared/reference beside "
    "the project.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="By default data/boundaries of the project."
)
@told
def build(source: Path | None, out: Path | None) -> None:
    """Build data/boundaries from published boundaries, at full and at display resolution.

    Building again gives the same bytes.

    \b
    Example:
      geo boundaries build --source ~/Downloads/boundaries
    """
    folder = root() / "data" / "boundaries"
    beside = root().parent / "shared" / "reference"
    boundaries.build(source or beside, folder / "crosswalk.csv", out or folder, click.echo)


@click.command("assets")
@told
def assets_command() -> None:
    """Fetch Leaflet, once; maps carry it inside."""
    click.echo(f"Leaflet is in {assets.fetch(click.echo)}")
