"""``geo new``."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli.common import told
from geo.folder import new


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="Add the example's reports and records.")
@told
def command(folder: Path, *, example: bool) -> None:
    """Start a project in a new folder.

    FOLDER gets the gazetteer and the boundaries of Afghanistan and an empty table of activity for your own
    records. With --example it gets five reports and the records that cite them as well.

    \b
    Examples:
      geo new atlas
      geo new try --example
    """
    new(folder, example=example)
    click.echo(f"{folder} is a project now. Try there: geo check; geo app; geo map --out map.html")
