"""What the commands share: options, and plain words instead of tracebacks."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

import click

from geo.errors import DataError, GeoError

P = ParamSpec("P")
R = TypeVar("R")

JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


def told(command: Callable[P, R]) -> Callable[P, R]:
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


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read, too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
