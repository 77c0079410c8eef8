"""``geo boundaries build``."""

from __future__ import annotations

from pathlib import Path

import click

from geo import boundaries
from geo.cli.common import told
from geo.folder import root


@click.command("build")
@click.option(
    "--source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="The folder with the published boundaries; data/README.md lists what it needs.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to; by default data/boundaries of the project.",
)
@told
def command(source: Path, out: Path | None) -> None:
    """Build data/boundaries from the published boundaries.

    The boundaries are written in full and in display resolution. Building again gives the same bytes.

    \b
    Example:
      geo boundaries build --source ~/Downloads/boundaries
    """
    folder = root() / "data" / "boundaries"
    boundaries.build(source, folder / "crosswalk.csv", out or folder, click.echo)
