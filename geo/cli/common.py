"""What the commands share: options, and plain words instead of tracebacks."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

import click

from geo.errors import DataError, GeoError

P = ParamSpec("P")
R = TypeVar("R")

JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
_GAZETTEERS: Final = (
    click.option("--villages", is_flag=True, help="Use the villages too; short for --gazetteer villages."),
    click.option(
        "--gazetteer",
        "use",
        multiple=True,
        metavar="FILE",
        help="Use this file of gazetteer/, whatever order.csv says.",
    ),
    click.option("--without", multiple=True, metavar="FILE", help="Leave out this file of gazetteer/."),
)
DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


def told(command: Callable[P, R]) -> Callable[P, R]:
    """Say what users can fix in plain lines, instead of a traceback."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except DataError as error:
            for problem in error:
                click.echo(str(problem), err=True)
            sys.exit(1)
        except (GeoError, OSError) as error:
            raise click.ClickException(str(error)) from error

    return wrapped


def gazetteers(command: Callable[..., R]) -> Callable[..., R]:
    """Add the options that choose gazetteers; the command gets them as ``chosen``, to hand on."""

    @wraps(command)
    def wrapped(*args: Any, villages: bool, use: Sequence[str], without: Sequence[str], **options: Any) -> R:
        return command(*args, chosen={"villages": villages, "use": use, "without": without}, **options)

    for option in reversed(_GAZETTEERS):
        wrapped = option(wrapped)
    return wrapped


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read, too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
