"""The options that choose records, shared by ``geo map`` and ``geo export``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar

import click

from geo.activity import PRECISIONS, STATUSES, Filter, Term
from geo.cli.common import DAY
from geo.contents import Contents
from geo.gazetteer import Gazetteer
from geo.names import fold
from geo.resolve import resolve

R = TypeVar("R")
Choose = Callable[[Contents], Filter]

_FILTERS: Final = (
    click.option("--actor", "actors", multiple=True, help="Only this actor: an id, name or spelling. Repeatable."),
    click.option("--kind", "kinds", multiple=True, help="Only this kind of activity. Repeatable."),
    click.option(
        "--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only this status. Repeatable."
    ),
    click.option(
        "--precision",
        "precisions",
        multiple=True,
        type=click.Choice(PRECISIONS),
        help="Only this location precision. Repeatable.",
    ),
    click.option(
        "--place", "places", multiple=True, help="Only this place and the places in it: an id or name. Repeatable."
    ),
    click.option(
        "--from", "first", type=DAY, metavar="DATE", help="Only records that reach this day or later: 2017-12-01."
    ),
    click.option("--to", "last", type=DAY, metavar="DATE", help="Only records that reach this day or earlier."),
)


def filters(command: Callable[..., R]) -> Callable[..., R]:
    """Add the options that choose records; the command gets a function, ``choose``, from a project to its filter."""

    @wraps(command)
    def wrapped(  # noqa: PLR0913 - one argument per option
        *args: Any,
        actors: Sequence[str],
        kinds: Sequence[str],
        statuses: Sequence[str],
        precisions: Sequence[str],
        places: Sequence[str],
        first: datetime | None,
        last: datetime | None,
        **options: Any,
    ) -> R:
        def choose(project: Contents) -> Filter:
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
                raise click.BadParameter(
                    f"{choice.last} is before --from {choice.first}; swap the two", param_hint="--to"
                )
            return choice

        return command(*args, choose=choose, **options)

    for option in reversed(_FILTERS):
        wrapped = option(wrapped)
    return wrapped


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
