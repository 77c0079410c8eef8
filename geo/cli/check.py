"""``geo check``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from geo import contents
from geo.cli.common import JSON, print_json, told
from geo.contents import Contents
from geo.errors import MOST_CAUSES, Problem, grouped


@click.command("check")
@click.option("--all", "everything", is_flag=True, help="List every problem and warning on a line of its own.")
@click.option("--strict", is_flag=True, help="Treat warnings as problems: exit with code 1 if there are any.")
@JSON
@told
def command(*, everything: bool, strict: bool, as_json: bool) -> None:
    """Check all data files and list their problems.

    Each problem names its file, row, column and value, and how to fix it. Problems with the same cause are listed
    together, and the first 20 causes are shown. Warnings point out what is allowed but most likely a mistake, such
    as a place outside its parent or two rows for one place. The exit code is 0 if there are no problems.

    \b
    Examples:
      geo check
      geo check --all
      geo check --json --strict
    """
    findings = contents.check()
    problems, warnings = findings.problems, findings.warnings
    counts = _counts(findings.contents) if findings.contents else {}
    if as_json:
        found = {"problems": [one.as_dict() for one in problems], "warnings": [one.as_dict() for one in warnings]}
        print_json(found | ({"counts": counts} if counts else {}))
    else:
        _print(problems, "", everything=everything)
        _print(warnings, "Warning: ", everything=everything)
        if problems:
            click.echo(f"{_number(problems, 'problem')}, {_number(warnings, 'warning')}", err=True)
        else:
            found_none = f"No problems, {_number(warnings, 'warning')}" if warnings else "No problems found"
            click.echo(f"{found_none}: {', '.join(f'{number:,} {noun}' for noun, number in counts.items())}")
    if problems or (strict and warnings):
        sys.exit(1)


def _counts(checked: Contents) -> dict[str, int]:
    return {
        "places": len(checked.gazetteer),
        "boundaries": len(checked.store.keys()),
        "actors": len(checked.actors),
        "kinds of activity": len(checked.kinds),
        "reports": len(checked.reports),
        "records": len(checked.records),
    }


def _print(found: Sequence[Problem], before: str, *, everything: bool) -> None:
    lines = [str(one) for one in found] if everything else grouped(found, MOST_CAUSES)
    for line in lines:
        click.echo(line if line.startswith(("  ", "and ")) else f"{before}{line}")
    if lines and lines[-1].startswith("and "):
        click.echo("geo check --all lists every one", err=True)


def _number(found: Sequence[Problem], noun: str) -> str:
    return f"{len(found):,} {noun}{'' if len(found) == 1 else 's'}"
