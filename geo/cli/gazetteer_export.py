"""``geo gazetteer export``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from geo import exchange
from geo.boundaries import Store
from geo.cli.common import told
from geo.cli.gazetteer_common import BASE, places, whole_gazetteer
from geo.contents import gazetteer_files
from geo.exchange import EXPORT_FORMATS
from geo.files import write
from geo.folder import root
from geo.tables import read


@click.command("export")
@click.option("--format", "form", type=click.Choice(EXPORT_FORMATS), required=True, help="The format to write.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The gazetteer CSV to take places from; by default all that are in use. Repeatable.",
)
@click.option(
    "--year",
    type=int,
    default=lambda: date.today().year,  # noqa: DTZ011 - the user's own day
    show_default="this year",
    help="A year in which the names are known to be in use.",
)
@BASE
@told
def command(form: exchange.ExportFormat, out: Path, *, files: Sequence[Path], year: int, base: str) -> None:
    """Write places in the formats of other gazetteers.

    lp-tsv is Linked Places TSV v0.5, which World Historical Gazetteer accepts as an upload; geojson is the Linked
    Places Format v1.2.2. `geo gazetteer import` reads back what was written; gazetteer/README.md lists what the
    formats cannot hold.

    \b
    Examples:
      geo gazetteer export --format lp-tsv --out places.tsv
      geo gazetteer export --format geojson --out villages.geojson --file gazetteer/villages.csv
    """
    chosen = files or gazetteer_files(root())
    gazetteer = whole_gazetteer(first=chosen)
    ids = list(dict.fromkeys(row["id"] for path in chosen for row in read(path, ["id"])))
    store = Store.of_project(root())
    records = exchange.linked_places([gazetteer[key] for key in ids], gazetteer, store, year=year, base=base)
    write(out, "".join(exchange.export(records, form)))
    click.echo(f"{out}: {places(len(ids))}")
