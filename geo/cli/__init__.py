"""The command ``geo``."""

from __future__ import annotations

import click

from geo import __version__
from geo.cli.adding import add_command
from geo.cli.data import assets_command, boundaries_group, check
from geo.cli.exchanging import gazetteer_group
from geo.cli.mapping import map_command
from geo.cli.resolving import resolve_command, resolve_table_command
from geo.cli.scanning import scan_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geo")
def main() -> None:
    """Put what reports say about militant activity on a map that moves through time.

    The data is in gazetteer/ and data/, as CSV that you can edit; `geo check` tells whether all of it is
    right. Every command works without a network.

    \b
    Try:
      geo resolve "Darzab district of Jowzjan"
      geo map --out map.html
    """


for command in (
    resolve_command,
    resolve_table_command,
    scan_command,
    map_command,
    check,
    gazetteer_group,
    boundaries_group,
    assets_command,
):
    main.add_command(command)
boundaries_group.add_command(add_command)
