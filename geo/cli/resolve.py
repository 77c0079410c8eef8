"""``geo resolve``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import click

from geo.cli.common import DAY, JSON, gazetteers, print_json, told
from geo.contents import gazetteer_files
from geo.folder import root
from geo.gazetteer import KINDS, load
from geo.resolve import Context, explain, resolve_all


@click.command("resolve")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--kind", type=click.Choice(KINDS), help="The kind of place that is meant.")
@click.option("--in", "within", multiple=True, metavar="PLACE", help="A place that it lies in. Repeatable.")
@click.option("--near", multiple=True, metavar="PLACE", help="A place that the report mentions nearby. Repeatable.")
@click.option("--province", metavar="PLACE", help="The province that the report is about.")
@click.option("--date", "day", type=DAY, metavar="DATE", help="The report's date: 2003-05-31.")
@gazetteers
@JSON
@told
def command(  # noqa: PLR0913 - one argument per option
    names: Sequence[str],
    *,
    kind: str | None,
    within: Sequence[str],
    near: Sequence[str],
    province: str | None,
    day: datetime | None,
    chosen: Mapping[str, Any],
    as_json: bool,
) -> None:
    """Find the place that each NAME refers to, and say why.

    Write a NAME as the report does, with the words around it. The exit code is 0 if every name is resolved, and 1
    if one is ambiguous or unknown.

    \b
    Examples:
      geo resolve "Dara-e Khustak, Jurm district of Badakhshan"
      geo resolve Kohistan --in Faryab
      geo resolve Panjshir --date 2003-05-31
      geo resolve --json "Qushtepa" "Sari Pul"
    """
    gazetteer = load(gazetteer_files(root(), **chosen))
    context = Context(kind, tuple(within), tuple(near), province, day.date() if day else None)
    resolutions = [resolution for name in names for resolution in resolve_all(name, gazetteer, context)]
    if as_json:
        print_json([resolution.as_dict(gazetteer) for resolution in resolutions])
    else:
        click.echo("\n\n".join(explain(resolution, gazetteer) for resolution in resolutions))
        if any(resolution.verdict == "ambiguous" for resolution in resolutions):
            click.echo("\nSay which place you mean with --in, --near, --kind or --date", err=True)
    if any(resolution.place is None for resolution in resolutions):
        sys.exit(1)
