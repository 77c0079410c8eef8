"""``geo resolve-table``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import pandas as pd

from geo.cli.common import gazetteers, told
from geo.contents import gazetteer_files
from geo.files import write
from geo.folder import root
from geo.gazetteer import code_columns, load, schemes_in_use
from geo.resolve import COLUMNS, resolve_table
from geo.tables import read, spreadsheet_safe


@click.command("resolve-table")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The CSV file to write.")
@click.option("--name", required=True, metavar="COLUMN", help="The column with the names.")
@click.option("--province", metavar="COLUMN", help="The column with the places that they lie in.")
@click.option("--kind", metavar="COLUMN", help="The column with their kinds.")
@click.option("--date", "day", metavar="COLUMN", help="The column with the dates of the reports.")
@click.option(
    "--codes",
    multiple=True,
    metavar="SCHEME",
    help="Also add the places' codes, to join on: pcode, iso_3166_2, geonames, wikidata or another. Repeatable.",
)
@gazetteers
@told
def command(table: Path, out: Path, *, codes: Sequence[str], chosen: Mapping[str, Any], **columns: str | None) -> None:
    """Resolve a column of names in a CSV file.

    TABLE is written to another file, with the columns place_id, place_name, place_kind, verdict, score, reasons and
    alternatives added, and place_SCHEME for each scheme of codes. Its rows, their order and all other columns are not
    changed.

    \b
    Examples:
      geo resolve-table events.csv --name where --province admin1 --out resolved.csv
      geo resolve-table events.csv --name where --codes iso_3166_2 --out resolved.csv
    """
    read_table = read(table, [column for column in columns.values() if column], name=table.name, verbatim=True)
    read_table.finish()
    frame = pd.DataFrame([dict(row.cells) for row in read_table], columns=list(read_table.columns))
    gazetteer = load(gazetteer_files(root(), **chosen))
    wanted = list(dict.fromkeys(codes))
    there = schemes_in_use(gazetteer)
    if unknown := [scheme for scheme in wanted if scheme not in there]:
        hint = "; add P-codes with: geo gazetteer codes" if "pcode" in unknown else ""
        message = f"no place has a code in '{unknown[0]}'; choose from {', '.join(there)}{hint}"
        raise click.BadParameter(message, param_hint="--codes")
    with click.progressbar(length=len(frame), label="Resolving", file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.update(round(len(frame) * done / max(total, 1)) - bar.pos)

        resolved = resolve_table(frame, gazetteer, progress=step, **columns)
    coded = code_columns(gazetteer, resolved["place_id"], wanted)
    resolved[coded.columns] = coded
    write(out, "\ufeff" + spreadsheet_safe(resolved, [*COLUMNS, *coded.columns]).to_csv(index=False))
    counts = resolved["verdict"].value_counts()
    click.echo(f"{out}: {', '.join(f'{number:,} {verdict}' for verdict, number in counts.items())}")
