"""``geo map``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from geo.cli.common import told
from geo.cli.filters import Choose, filters
from geo.dates import read_period
from geo.files import write
from geo.maps import View, export
from geo.maps.scale import SCHEMES
from geo.maps.view import LANGUAGES, MEASURES, MODES
from geo.project import Project
from geo.timeline import UNITS


@click.command("map")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The HTML file to write.")
@filters
@click.option(
    "--unit", type=click.Choice(UNITS), default="month", show_default=True, help="The step of the time slider."
)
@click.option("--open", "opened", metavar="TIME", help="The time to open at: 2017, 2017-Q4, 2017-12, 2017-01..2017-12.")
@click.option(
    "--mode", type=click.Choice(MODES), default="range", show_default=True, help="What the time slider selects."
)
@click.option(
    "--measure", type=click.Choice(MEASURES), default="records", show_default=True, help="What the colours show."
)
@click.option(
    "--classes",
    "scheme",
    type=click.Choice(SCHEMES),
    default="steps",
    show_default=True,
    help="How numbers are classed.",
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of place names."
)
@click.option(
    "--tiles", metavar="NAME", help="A background from the network: a name in xyzservices, such as OpenTopoMap."
)
@click.option("--roll-up", is_flag=True, help="Roll districts up to provinces: each record counts once per province.")
@click.option("--title", default=View().title, show_default=True, help="The title above the map.")
@click.option("--note", default="", help="A note to show in the map's panel.")
@told
def command(out: Path, *, choose: Choose, opened: str | None, **view: Any) -> None:
    """Write a map as a single HTML file.

    The file opens in any browser, without a network. It has the records that pass every filter; a filter that is
    repeated passes any of its values.

    \b
    Examples:
      geo map --out map.html
      geo map --out jowzjan.html --place Jowzjan --from 2017-01-01
      geo map --out december.html --open 2017-12
      geo map --out taliban.html --actor Taliban --status reported --unit year
    """
    project = Project.load()
    choice = choose(project)
    records = choice.of(project.records, project.gazetteer)
    window = View(first=choice.first, last=choice.last, **view)
    if opened:
        try:
            span, unit = read_period(opened)
        except ValueError as error:
            fix = "write 2017, 2017-Q4, 2017-12, 2017-W50, 2017-12-31, or two of the same form with .. between"
            raise click.BadParameter(f"{error}; {fix}", param_hint="--open") from error
        window = replace(window, first=span.first, last=span.last, unit=unit)
    write(out, export(project, records, window))
    size = out.stat().st_size / 1000
    click.echo(f"{out}: {len(records)} of {len(project.records)} records, {size:,.0f} KB; open it in a browser")
