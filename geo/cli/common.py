"""What the commands share: options, and plain messages instead of tracebacks."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

import click

from geo.errors import DataError, GeoError, Problem, grouped

P = ParamSpec("P")
R = TypeVar("R")

JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
_GAZETTEERS: Final = (
    click.option("--villages", is_flag=True, help="Also use the villages; short for --gazetteer villages."),
    click.option(
        "--gazetteer",
        "use",
        multiple=True,
        metavar="FILE",
        help="Also use this file of gazetteer/, whatever order.csv says. Repeatable.",
    ),
    click.option("--without", multiple=True, metavar="FILE", help="Do not use this file of gazetteer/. Repeatable."),
)
DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


def told(command: Callable[P, R]) -> Callable[P, R]:
    """Print errors that users can fix as plain lines instead of a traceback."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except DataError as error:
            print_problems(error)
            sys.exit(1)
        except (GeoError, OSError) as error:
            raise click.ClickException(str(error)) from error

    return wrapped


def gazetteers(command: Callable[..., R]) -> Callable[..., R]:
    """Add the options that choose gazetteer files; the command gets them as ``chosen``, to pass on."""

    @wraps(command)
    def wrapped(*args: Any, villages: bool, use: Sequence[str], without: Sequence[str], **options: Any) -> R:
        return command(*args, chosen={"villages": villages, "use": use, "without": without}, **options)

    for option in reversed(_GAZETTEERS):
        wrapped = option(wrapped)
    return wrapped


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, those with the same cause together."""
    for line in grouped(problems):
        click.echo(line, err=True)


def print_json(value: Any) -> None:
    """Print a value as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def user() -> str:
    """Return the name of the user's account; empty if it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
