"""The command ``geo``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
import pandas as pd

from geo import __version__, boundaries
from geo.activity import PRECISIONS, STATUSES, Choice, Term
from geo.errors import DataError, GeoError
from geo.files import write
from geo.gazetteer import KINDS, Gazetteer, load
from geo.maps import View, assets, export
from geo.names import fold
from geo.project import Project, gazetteer_files, root
from geo.resolve import COLUMNS, Context, explain, resolve, resolve_all, resolve_table
from geo.tables import read, spreadsheet_safe
from geo.timeline import UNITS

P = ParamSpec("P")
R = TypeVar("R")

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
_DAY = click.DateTime(formats=["%Y-%m-%d"])


def _told(command: Callable[P, R]) -> Callable[P, R]:
    """Say what users can mend in plain lines, instead of a traceback."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except DataError as error:
            for fault in error:
                click.echo(str(fault), err=True)
            sys.exit(1)
        except (GeoError, OSError) as error:
            raise click.ClickException(str(error)) from error

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geo")
def main() -> None:
    r"""Put what reports say about militant activity on a map that moves through time.

    The data is in gazetteer/ and data/, as CSV that you can edit; `geo check` tells whether all of it is
    right. Every command works without a network.

    \b
    Try:
      geo resolve "Darzab district of Jowzjan"
      geo map --out map.html
    """


@main.command("resolve")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--kind", type=click.Choice(KINDS), help="The kind of place that is meant.")
@click.option(
    "--in", "within", multiple=True, metavar="PLACE", help="A place that it lies in. Can be given several times."
)
@click.option("--near", multiple=True, metavar="PLACE", help="A place that the report names near by.")
@click.option("--province", metavar="PLACE", help="The province that the report is about.")
@click.option("--date", "day", type=_DAY, metavar="DATE", help="The report's date: 2003-05-31.")
@click.option("--villages", is_flag=True, help="Look among the 8,892 villages too.")
@_JSON
@_told
def resolve_command(  # noqa: PLR0913 - one argument per option
    names: Sequence[str],
    *,
    kind: str | None,
    within: Sequence[str],
    near: Sequence[str],
    province: str | None,
    day: datetime | None,
    villages: bool,
    as_json: bool,
) -> None:
    r"""Tell which place each NAME means, and why.

    A NAME is written as reports write it, with what stands around it. The exit code is 0 when all are
    resolved, 1 when one is ambiguous or unknown.

    \b
    Examples:
      geo resolve "Dara-e Khustak, Jurm district of Badakhshan"
      geo resolve Kohistan --in Faryab
      geo resolve Panjshir --date 2003-05-31
      geo resolve --json "Qushtepa" "Sari Pul"
    """
    gazetteer = load(gazetteer_files(root(), villages=villages))
    context = Context(kind, tuple(within), tuple(near), province, day.date() if day else None)
    resolutions = [resolution for name in names for resolution in resolve_all(name, gazetteer, context)]
    if as_json:
        _print_json([resolution.as_dict(gazetteer) for resolution in resolutions])
    else:
        click.echo("\n\n".join(explain(resolution, gazetteer) for resolution in resolutions))
    if any(resolution.place is None for resolution in resolutions):
        sys.exit(1)


@main.command("resolve-table")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The CSV file to write.")
@click.option("--name", required=True, metavar="COLUMN", help="The column of names.")
@click.option("--province", metavar="COLUMN", help="The column of the places that they lie in.")
@click.option("--kind", metavar="COLUMN", help="The column of their kinds.")
@click.option("--date", "day", metavar="COLUMN", help="The column of the reports' dates.")
@click.option("--villages", is_flag=True, help="Look among the 8,892 villages too.")
@_told
def resolve_table_command(table: Path, out: Path, *, villages: bool, **columns: str | None) -> None:
    r"""Resolve a column of names in TABLE, a CSV file, and write it with the answers beside it.

    Added are place_id, place_name, place_kind, verdict, score, reasons and alternatives. Rows, their order and
    all other columns stay as they are.

    \b
    Example:
      geo resolve-table events.csv --name where --province admin1 --out resolved.csv
    """
    read_table = read(table, [column for column in columns.values() if column], name=table.name)
    read_table.finish()
    frame = pd.DataFrame([dict(row.cells) for row in read_table], columns=list(read_table.columns))
    gazetteer = load(gazetteer_files(root(), villages=villages))
    with click.progressbar(length=len(frame), label="Resolving", file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            bar.update(round(len(frame) * done / max(total, 1)) - bar.pos)

        resolved = resolve_table(frame, gazetteer, progress=told, **columns)
    write(out, "\ufeff" + spreadsheet_safe(resolved, COLUMNS).to_csv(index=False))
    counts = resolved["verdict"].value_counts()
    click.echo(f"{out}: {', '.join(f'{number:,} {verdict}' for verdict, number in counts.items())}")


@main.command("map")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The HTML file to write.")
@click.option(
    "--actor", "actors", multiple=True, help="Only this actor: id, name or spelling. Can be given several times."
)
@click.option("--kind", "kinds", multiple=True, help="Only this kind of activity. Can be given several times.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only this status.")
@click.option(
    "--precision", "precisions", multiple=True, type=click.Choice(PRECISIONS), help="Only this location precision."
)
@click.option("--place", "places", multiple=True, help="Only what is or lies in this place: id or name.")
@click.option("--from", "first", type=_DAY, metavar="DATE", help="Only what touches this day or later: 2017-12-01.")
@click.option("--to", "last", type=_DAY, metavar="DATE", help="Only what touches this day or earlier.")
@click.option(
    "--unit", type=click.Choice(UNITS), default="month", show_default=True, help="The length of a step in time."
)
@click.option("--roll-up", is_flag=True, help="Show what is reported of districts on their provinces.")
@click.option("--title", default=View().title, show_default=True, help="Shown above the map.")
@click.option("--note", default="", help="A note of yours, shown in the map's panel.")
@_told
def map_command(  # noqa: PLR0913 - one argument per option
    out: Path,
    *,
    actors: Sequence[str],
    kinds: Sequence[str],
    statuses: Sequence[str],
    precisions: Sequence[str],
    places: Sequence[str],
    first: datetime | None,
    last: datetime | None,
    **view: Any,
) -> None:
    r"""Write a map as one HTML file that opens anywhere, without a network.

    The filters are those of the page. Filters of one sort widen the choice, of different sorts narrow it.

    \b
    Examples:
      geo map --out map.html
      geo map --out jowzjan.html --place Jowzjan --from 2017-01-01
      geo map --out taliban.html --actor Taliban --status reported --unit year
    """
    project = Project.load()
    choice = Choice(
        actors=_terms(actors, project.actors, "--actor"),
        kinds=_terms(kinds, project.kinds, "--kind"),
        statuses=frozenset(statuses),
        precisions=frozenset(precisions),
        places=frozenset(_place_id(name, project.gazetteer) for name in places),
        first=first.date() if first else None,
        last=last.date() if last else None,
    )
    if choice.first and choice.last and choice.last < choice.first:
        raise click.BadParameter(f"{choice.last} is before --from {choice.first}; exchange the two", param_hint="--to")
    records = choice.of(project.records, project.gazetteer)
    window = View(first=choice.first, last=choice.last, **view)
    write(out, export(project, records, window))
    size = out.stat().st_size / 1000
    click.echo(f"{out}: {len(records)} of {len(project.records)} records, {size:,.0f} KB; open it in a browser")


def _terms(names: Sequence[str], known: Mapping[str, Term], option: str) -> frozenset[str]:
    """Return the ids of terms that are named by id, name or spelling."""
    found = set()
    for name in names:
        key = fold(name)
        hits = [term.id for term in known.values() if key in map(fold, (term.id, term.name, *term.aliases))]
        if not hits:
            raise click.BadParameter(f"'{name}' is none of {', '.join(known)}", param_hint=option)
        found.update(hits)
    return frozenset(found)


def _place_id(name: str, gazetteer: Gazetteer) -> str:
    if name in gazetteer:
        return name
    resolution = resolve(name, gazetteer)
    if resolution.place:
        return resolution.place.id
    hints = ", ".join(candidate.place.id for candidate in resolution.candidates)
    problem = "may be several places" if resolution.verdict == "ambiguous" else "is not in the gazetteer"
    raise click.BadParameter(f"'{name}' {problem}; try {hints or 'another spelling'}", param_hint="--place")


@main.command()
@_JSON
@_told
def check(*, as_json: bool) -> None:
    """Check all data files, and say everything that is wrong with them.

    One line per fault: file, row, column, value, and how to mend it. The exit code is 0 when there is
    none.
    """
    try:
        project = Project.load(villages=True)
    except DataError as error:
        if as_json:
            _print_json({"faults": [fault.as_dict() for fault in error]})
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
        _print_json({"faults": [], "counts": counts})
    else:
        click.echo(f"All is right: {', '.join(f'{number:,} {noun}' for noun, number in counts.items())}.")


@main.group("boundaries")
def boundaries_group() -> None:
    """Make the outlines of countries, provinces and districts."""


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
@_told
def build(source: Path | None, out: Path | None) -> None:
    r"""Build data/boundaries from published boundaries, at full and at display resolution.

    Building again gives the same bytes.

    \b
    Example:
      geo boundaries build --source ~/Downloads/boundaries
    """
    folder = root() / "data" / "boundaries"
    beside = root().parent / "shared" / "reference"
    boundaries.build(source or beside, folder / "crosswalk.csv", out or folder, click.echo)


@main.command("assets")
@_told
def assets_command() -> None:
    """Fetch Leaflet, once; maps carry it inside, so that they need no network."""
    click.echo(f"Leaflet is in {assets.fetch(click.echo)}")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
