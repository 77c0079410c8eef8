"""``geo map``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from geo.activity import PRECISIONS, STATUSES, Filter, Term
from geo.cli.common import DAY, told
from geo.dates import read_period
from geo.files import write
from geo.gazetteer import Gazetteer
from geo.maps import View, export
from geo.maps.scale import SCHEMES
from geo.maps.view import LANGUAGES, MEASURES, MODES
from geo.names import fold
from geo.project import Project
from geo.resolve import resolve
from geo.timeline import UNITS


@click.command("map")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The HTML file to write.")
@click.option("--actor", "actors", multiple=True, help="Only this actor: an id, name or spelling. Repeatable.")
@click.option("--kind", "kinds", multiple=True, help="Only this kind of activity. Repeatable.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only this status. Repeatable.")
@click.option(
    "--precision",
    "precisions",
    multiple=True,
    type=click.Choice(PRECISIONS),
    help="Only this location precision. Repeatable.",
)
@click.option(
    "--place", "places", multiple=True, help="Only this place and the places in it: an id or name. Repeatable."
)
@click.option(
    "--from", "first", type=DAY, metavar="DATE", help="Only records that reach this day or later: 2017-12-01."
)
@click.option("--to", "last", type=DAY, metavar="DATE", help="Only records that reach this day or earlier.")
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
def command(  # noqa: PLR0913 - one argument per option
    out: Path,
    *,
    actors: Sequence[str],
    kinds: Sequence[str],
    statuses: Sequence[str],
    precisions: Sequence[str],
    places: Sequence[str],
    first: datetime | None,
    last: datetime | None,
    opened: str | None,
    **view: Any,
) -> None:
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
    choice = Filter(
        actors=_terms(actors, project.actors, "--actor"),
        kinds=_terms(kinds, project.kinds, "--kind"),
        statuses=frozenset(statuses),
        precisions=frozenset(precisions),
        places=frozenset(_place_id(name, project.gazetteer) for name in places),
        first=first.date() if first else None,
        last=last.date() if last else None,
    )
    if choice.first and choice.last and choice.last < choice.first:
        raise click.BadParameter(f"{choice.last} is before --from {choice.first}; swap the two", param_hint="--to")
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


def _terms(names: Sequence[str], known: Mapping[str, Term], option: str) -> frozenset[str]:
    """Return the ids of the terms with the given ids, names or spellings."""
    found = set()
    for name in names:
        key = fold(name)
        hits = [term.id for term in known.values() if key in map(fold, (term.id, term.name, *term.aliases))]
        if not hits:
            raise click.BadParameter(f"'{name}' is not one of {', '.join(known)}", param_hint=option)
        found.update(hits)
    return frozenset(found)


def _place_id(name: str, gazetteer: Gazetteer) -> str:
    if name in gazetteer:
        return name
    resolution = resolve(name, gazetteer)
    if resolution.place:
        return resolution.place.id
    hints = ", ".join(candidate.place.id for candidate in resolution.candidates)
    message = "could mean several places" if resolution.verdict == "ambiguous" else "is not in the gazetteer"
    raise click.BadParameter(f"'{name}' {message}; try {hints or 'another spelling'}", param_hint="--place")
