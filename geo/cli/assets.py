"""``geo assets``."""

from __future__ import annotations

import click

from geo.cli.common import told
from geo.maps import assets


@click.command("assets")
@told
def command() -> None:
    """Download Leaflet, which every map needs, once.

    Exported maps carry it inside, so whoever opens them needs no network.

    \b
    Example:
      geo assets
    """
    click.echo(f"Leaflet is in {assets.fetch(click.echo)}")
