"""The data: ``geo check``, ``geo boundaries build`` and ``geo assets``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geo import boundaries
from geo.cli.common import JSON, print_json, told
from geo.errors import DataError
from geo.maps import assets
from geo.project import Project, root


@click.command()
@JSON
@told
def check(*, as_json: bool) -> None:
    """Check all data files, and say what is wrong.

    One line per fault: file, row, column, value, and how to mend it. The exit code is 0 when there is
    none.
    """
    try:
        project = Project.load(villages=True)
    except DataError as error:
        if as_json:
            print_json({"faults": [fault.as_dict() for fault in error]})
        else:
            click.echo(str(error))
            noun = "fault" if len(error.faults) == 1 else "faults"
            click.echo(f"{len(error.faults)} {noun}; nothing was changed", err=True)
        sys.exit(1)
    counts = {
        "places": len(project.gazetteer),
        "outlines": len(project.store.keys()),
        "actors": len(project.actors),
        "kinds of activity": len(project.kinds),
        "reports": len(project.reports),
        "records of activity": len(project.records),
    }
    if as_json:
        print_json({"faults": [], "counts": counts})
    else:
        click.echo(f"All is right: {', '.join(f'{number:,} {noun}' for noun, number in counts.items())}.")


@click.group("boundaries")
def boundaries_group() -> None:
    """Make the outlines of provinces and districts."""


@boundaries_group.command()
@click.option(
    "--source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with the published boundaries (data/README.md tells which); by default shared/reference beside "
    "the project.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="By default data/boundaries of the project."
)
@told
def build(source: Path | None, out: Path | None) -> None:
    """Build data/boundaries from published boundaries, at full and at display resolution.

    Building again gives the same bytes.

    \b
    Example:
      geo boundaries build --source ~/Downloads/boundaries
    """
    folder = root() / "data" / "boundaries"
    beside = root().parent / "shared" / "reference"
    boundaries.build(source or beside, folder / "crosswalk.csv", out or folder, click.echo)


@click.command("assets")
@told
def assets_command() -> None:
    """Fetch Leaflet, once; maps carry it inside."""
    click.echo(f"Leaflet is in {assets.fetch(click.echo)}")
