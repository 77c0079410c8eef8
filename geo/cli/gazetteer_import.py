"""``geo gazetteer import``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from geo import exchange
from geo.boundaries import Store
from geo.cli.common import told
from geo.cli.gazetteer_common import BASE, places, whole_gazetteer
from geo.errors import BoundaryError
from geo.exchange import IMPORT_FORMATS, Arrival, Hints
from geo.files import write
from geo.folder import root
from geo.gazetteer import KINDS, Gazetteer

# how many codes of features that were left out are listed
_NAMED = 5


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", type=click.Choice(IMPORT_FORMATS), required=True, help="The format of FILE.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The gazetteer CSV to write."
)
@click.option("--overwrite", is_flag=True, help="Replace the file named by --out if it exists.")
@click.option("--parent", default="", metavar="ID", help="The parent of places whose own cannot be found.")
@click.option("--country", default="", metavar="CODE", help="The country that they lie in, as an ISO 3166 code: AF.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="The kind of places whose types do not say.")
@click.option(
    "--class",
    "classes",
    multiple=True,
    type=click.Choice(["A", "L", "P", "T"]),
    default=["P", "T"],
    show_default=True,
    help="The GeoNames feature classes to take: A administrative, L regions, P populated places, T landforms. "
    "Repeatable.",
)
@BASE
@told
def command(file: Path, form: exchange.ImportFormat, out: Path, *, overwrite: bool, **hints: Any) -> None:
    """Convert places from other gazetteers to a gazetteer CSV.

    FILE is Linked Places TSV (lp-tsv), Linked Places Format (geojson) or an unzipped GeoNames dump (geonames), such
    as AF.txt. Places get ids, and the district that their point lies in as their parent. Places that the gazetteer
    already has under the same GeoNames or Wikidata number are left out. If there are problems, all of them are
    listed and nothing is written.

    \b
    Examples:
      geo gazetteer import AF.txt --format geonames --out gazetteer/geonames.csv
      geo gazetteer import mine.tsv --format lp-tsv --out gazetteer/mine.csv --country AF
    """
    if out.exists() and not overwrite:
        raise click.ClickException(f"{out} already exists; name another file, or add --overwrite")
    gazetteer = whole_gazetteer(without=out)
    _check(gazetteer, hints["parent"], hints["country"])
    hints["kind"] = hints["kind"] or ""
    if form == "geonames" and file.exists():
        with click.progressbar(length=file.stat().st_size, label="Reading", file=sys.stderr) as bar:
            arrival = exchange.bring(file, form, gazetteer, _store(), Hints(**hints, progress=bar.update))
    else:
        arrival = exchange.bring(file, form, gazetteer, _store(), Hints(**hints))
    write(out, exchange.as_csv(arrival.settled.rows))
    click.echo(f"{out}: {places(len(arrival.settled.rows))}")
    for line in _left_out(arrival):
        click.echo(line, err=True)


def _store() -> Store | None:
    store = Store.of_project(root())
    try:
        store.keys()
    except BoundaryError as error:
        click.echo(f"{error}; until then, points are not assigned to districts", err=True)
        return None
    return store


def _check(gazetteer: Gazetteer, parent: str, country: str) -> None:
    if parent and parent not in gazetteer:
        raise click.BadParameter(f"'{parent}' is not an id in the gazetteer", param_hint="--parent")
    codes = sorted(
        code for place in gazetteer.values() if place.kind == "country" and (code := place.code("iso_3166_2"))
    )
    if country and country not in codes:
        raise click.BadParameter(f"'{country}' is not one of {', '.join(codes)}", param_hint="--country")


def _left_out(arrival: Arrival) -> list[str]:
    """Return what happened to places that were not simply added."""
    lines = []
    settled, others = arrival.settled, arrival.others
    if settled.known:
        lines.append(f"{settled.known:,} already in the gazetteer, under their GeoNames or Wikidata number: left out")
    if settled.taken:
        lines.append(
            f"{settled.taken:,} with the id of a place in the gazetteer: keep this file or the other, not both"
        )
    if others:
        most = ", ".join(f"{code} {number:,}" for code, number in others.most_common(_NAMED))
        more = " …" if len(others) > _NAMED else ""
        lines.append(f"{others.total():,} features of other classes or that are not places: left out ({most}{more})")
    return lines
