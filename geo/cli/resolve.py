"""Where a name leads: ``geo resolve`` and ``geo resolve-table``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pandas as pd

from geo.cli.common import DAY, JSON, gazetteers, print_json, told
from geo.files import write
from geo.gazetteer import KINDS, load
from geo.project import gazetteer_files, root
from geo.resolve import COLUMNS, Context, explain, resolve_all, resolve_table
from geo.tables import read, spreadsheet_safe


@click.command("resolve")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--kind", type=click.Choice(KINDS), help="The kind of place that is meant.")
@click.option(
    "--in", "within", multiple=True, metavar="PLACE", help="A place that it lies in. Can be given several times."
)
@click.option("--near", multiple=True, metavar="PLACE", help="A place that the report names near by.")
@click.option("--province", metavar="PLACE", help="The province that the report is about.")
@click.option("--date", "day", type=DAY, metavar="DATE", help="The report's date: 2003-05-31.")
@gazetteers
@JSON
@told
def resolve_command(  # noqa: PLR0913 - one argument per option
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
    """Tell which place each NAME means, and why.

    A NAME is written as reports write it, with what stands around it. The exit code is 0 when all are
    resolved, 1 when one is ambiguous or unknown.

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
    if any(resolution.place is None for resolution in resolutions):
        sys.exit(1)


@click.command("resolve-table")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The CSV file to write.")
@click.option("--name", required=True, metavar="COLUMN", help="The column of names.")
@click.option("--province", metavar="COLUMN", help="The column of the places that they lie in.")
@click.option("--kind", metavar="COLUMN", help="The column of their kinds.")
@click.option("--date", "day", metavar="COLUMN", help="The column of the reports' dates.")
@gazetteers
@told
def resolve_table_command(table: Path, out: Path, *, chosen: Mapping[str, Any], **columns: str | None) -> None:
    """Resolve a column of names in a CSV file.

    TABLE is written to another file, with the answers beside it.

    Added are place_id, place_name, place_kind, verdict, score, reasons and alternatives. Rows, their order and
    all other columns stay as they are.

    \b
    Example:
      geo resolve-table events.csv --name where --province admin1 --out resolved.csv
    """
    read_table = read(table, [column for column in columns.values() if column], name=table.name, verbatim=True)
    read_table.finish()
    frame = pd.DataFrame([dict(row.cells) for row in read_table], columns=list(read_table.columns))
    gazetteer = load(gazetteer_files(root(), **chosen))
    with click.progressbar(length=len(frame), label="Resolving", file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.update(round(len(frame) * done / max(total, 1)) - bar.pos)

        resolved = resolve_table(frame, gazetteer, progress=step, **columns)
    write(out, "\ufeff" + spreadsheet_safe(resolved, COLUMNS).to_csv(index=False))
    counts = resolved["verdict"].value_counts()
    click.echo(f"{out}: {', '.join(f'{number:,} {verdict}' for verdict, number in counts.items())}")
