"""``geo export``."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli.common import told
from geo.cli.filters import Choose, filters
from geo.exports import FORMATS
from geo.project import Project
from geo.timeline import UNITS, Unit

_LIST = "\n      ".join(f"{one.name:<8} {one.title} ({one.suffixes[0]})" for one in FORMATS.values())


@click.command(
    "export",
    help=f"""Write records for other programs, such as QGIS and Excel.

    The file has the records that pass every filter; a filter that is repeated passes any of its values. Each record
    comes with its place's names, codes (ISO 3166-2, GeoNames, Wikidata, OCHA P-codes) and, in the formats of maps,
    geometry. A record of several places is one row or feature: its number is theirs together.

    \b
    Formats:
      {_LIST}

    With --aggregate there is one row per place, period and kind, with the numbers of events, records and killed.
    Nothing is counted twice: several places that share a record, and several periods that it reaches over, are a row
    of their own, and an event that is reported several times counts once.

    \b
    Examples:
      geo export --out records.csv
      geo export --out jowzjan.gpkg --place Jowzjan --from 2017-01-01
      geo export --out clashes.xlsx --kind clash --status reported
      geo export --out events.csv --format ged
      geo export --out months.parquet --aggregate --unit quarter
    """,
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="The format; by default the file's ending decides."
)
@click.option("--aggregate", is_flag=True, help="Add records up by place, period and kind.")
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="month",
    show_default=True,
    help="The length of a period, with --aggregate.",
)
@filters
@told
def command(out: Path, *, form: str | None, aggregate: bool, unit: Unit, choose: Choose) -> None:
    """Write records for other programs, such as QGIS and Excel."""
    project = Project.load()
    choice = choose(project)
    records = choice.of(project.records, project.gazetteer)
    done = project.export(out, records, format=form, aggregate=aggregate, unit=unit, selection=str(choice))
    for note in done.notes:
        click.echo(f"Warning: {note}", err=True)
    rows = f"{done.rows:,} rows of " if aggregate else ""
    size = out.stat().st_size / 1000
    click.echo(
        f"{out}: {rows}{len(records):,} of {len(project.records):,} records as {FORMATS[done.format].title}, "
        f"{size:,.0f} KB"
    )
