"""Places out and in: ``geo gazetteer export`` and ``geo gazetteer import``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from geo import exchange
from geo.boundaries import Store
from geo.cli.common import told
from geo.errors import BoundaryError
from geo.exchange import EXPORT_FORMATS, IMPORT_FORMATS, Arrival, Hints
from geo.files import write
from geo.gazetteer import KINDS, Gazetteer, all_files, load
from geo.project import gazetteer_files, root
from geo.tables import read

BASE = click.option(
    "--base",
    default=exchange.BASE,
    show_default=True,
    help="What ids begin with as URIs: https://example.org/places/ where they are published.",
)
# how many codes of features that were left out are named
_NAMED = 5


@click.group("gazetteer")
def gazetteer_group() -> None:
    """Bring places to other gazetteers, and from them."""


@gazetteer_group.command("export")
@click.option("--format", "form", type=click.Choice(EXPORT_FORMATS), required=True, help="What to write.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The gazetteer CSV to take places from; by default those in use. Can be given several times.",
)
@click.option(
    "--year",
    type=int,
    default=lambda: date.today().year,  # noqa: DTZ011 - the user's own day
    show_default="this year",
    help="The year in which the names are known to be in use.",
)
@BASE
@told
def export_command(form: exchange.ExportFormat, out: Path, *, files: Sequence[Path], year: int, base: str) -> None:
    """Write places for other gazetteers.

    lp-tsv is Linked Places TSV v0.5, which World Historical Gazetteer takes uploads in; geojson is the Linked Places
    Format v1.2.2. What comes back with `geo gazetteer import` is what went out; gazetteer/README.md tells what the
    formats cannot hold.

    \b
    Examples:
      geo gazetteer export --format lp-tsv --out places.tsv
      geo gazetteer export --format geojson --out villages.geojson --file gazetteer/villages.csv
    """
    chosen = files or gazetteer_files(root())
    gazetteer = _gazetteer(first=chosen)
    ids = list(dict.fromkeys(row["id"] for path in chosen for row in read(path, ["id"])))
    store = Store.of_project(root())
    records = exchange.linked_places([gazetteer[key] for key in ids], gazetteer, store, year=year, base=base)
    write(out, "".join(exchange.export(records, form)))
    click.echo(f"{out}: {_places(len(ids))}")


@gazetteer_group.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", type=click.Choice(IMPORT_FORMATS), required=True, help="What FILE is.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The gazetteer CSV to write."
)
@click.option("--overwrite", is_flag=True, help="Replace the file that --out names, if there is one.")
@click.option("--parent", default="", metavar="ID", help="The place that those lie in whose parent cannot be told.")
@click.option("--country", default="", metavar="CODE", help="The country that they lie in, as ISO 3166 has it: AF.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="The kind of those whose types tell none.")
@click.option(
    "--class",
    "classes",
    multiple=True,
    type=click.Choice(["A", "L", "P", "T"]),
    default=["P", "T"],
    show_default=True,
    help="GeoNames' feature classes to take: A administrative, L regions, P populated places, T landforms.",
)
@BASE
@told
def import_command(file: Path, form: exchange.ImportFormat, out: Path, *, overwrite: bool, **hints: Any) -> None:
    """Write places of other gazetteers as a gazetteer CSV.

    FILE is Linked Places TSV (lp-tsv), Linked Places Format (geojson) or an unzipped dump of GeoNames (geonames),
    such as AF.txt. Places get ids, and the district that their point lies in for a parent. Those that the gazetteer
    has already under their number in GeoNames or Wikidata are left out. Problems are told all at once, and nothing is
    written then.

    \b
    Examples:
      geo gazetteer import AF.txt --format geonames --out gazetteer/geonames.csv
      geo gazetteer import mine.tsv --format lp-tsv --out gazetteer/mine.csv --country AF
    """
    if out.exists() and not overwrite:
        raise click.ClickException(f"{out} is there already; name another file, or say --overwrite")
    gazetteer = _gazetteer(without=out)
    _check(gazetteer, hints["parent"], hints["country"])
    hints["kind"] = hints["kind"] or ""
    if form == "geonames" and file.exists():
        with click.progressbar(length=file.stat().st_size, label="Reading", file=sys.stderr) as bar:
            arrival = exchange.bring(file, form, gazetteer, _store(), Hints(**hints, progress=bar.update))
    else:
        arrival = exchange.bring(file, form, gazetteer, _store(), Hints(**hints))
    write(out, exchange.as_csv(arrival.settled.rows))
    click.echo(f"{out}: {_places(len(arrival.settled.rows))}")
    for line in _left_out(arrival):
        click.echo(line, err=True)


def _places(number: int) -> str:
    return f"{number:,} place{'' if number == 1 else 's'}"


def _gazetteer(first: Sequence[Path] = (), without: Path | None = None) -> Gazetteer:
    """Return the places of some files, whose rows count, and of all gazetteers of the project, in use or not."""
    files = {path.resolve(): path for path in (*first, *(one.path for one in all_files(root() / "gazetteer")))}
    if without:
        # the file that is written anew neither takes ids nor knows places
        files.pop(without.resolve(), None)
    return load(files.values())


def _store() -> Store | None:
    store = Store.of_project(root())
    try:
        store.keys()
    except BoundaryError as error:
        click.echo(f"{error}; until then no district is looked for around points", err=True)
        return None
    return store


def _check(gazetteer: Gazetteer, parent: str, country: str) -> None:
    if parent and parent not in gazetteer:
        raise click.BadParameter(f"'{parent}' is no id of the gazetteer", param_hint="--parent")
    codes = sorted(place.iso_3166_2 for place in gazetteer.values() if place.kind == "country" and place.iso_3166_2)
    if country and country not in codes:
        raise click.BadParameter(f"'{country}' is none of {', '.join(codes)}", param_hint="--country")


def _left_out(arrival: Arrival) -> list[str]:
    """Return what became of places that were not simply added."""
    lines = []
    settled, others = arrival.settled, arrival.others
    if settled.known:
        lines.append(f"{settled.known:,} are in the gazetteer already, under their number elsewhere, and were left out")
    if settled.taken:
        lines.append(
            f"{settled.taken:,} have the id of a place of the gazetteer: keep this file or the other, not both"
        )
    if others:
        most = ", ".join(f"{code} {number:,}" for code, number in others.most_common(_NAMED))
        more = " …" if len(others) > _NAMED else ""
        lines.append(f"{others.total():,} features were left out, being of other classes or no places: {most}{more}")
    return lines
