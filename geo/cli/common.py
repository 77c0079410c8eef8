"""What the commands share: options, and plain messages instead of tracebacks."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

import click

from geo.errors import DataError, GeoError, Problem, counted, grouped

if TYPE_CHECKING:
    from geo.cluster.jobs import Job

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
_CLUSTER: Final = (
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Share the work among so many processes on this machine. Needs the extra 'cluster'.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Share the work among the workers of this Dask scheduler, started with --nthreads 1. They must reach the "
        "project folder, the input and the output by the same paths.",
    ),
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


def clustered(command: Callable[..., R]) -> Callable[..., R]:
    """Add the options that have many processes or machines do the work."""
    for option in reversed(_CLUSTER):
        command = option(command)
    return command


def run_parts(jobs: Sequence[Job], folder: Path, label: str, workers: int | None, scheduler: str | None) -> list[Path]:
    """Do jobs on workers with a progress bar, and return their outputs.

    Raises
    ------
    GeoError
        When some of them failed, or the work was interrupted. What is finished stays for the next time.
    """
    from geo.cluster import connected, output_of, run  # noqa: PLC0415 - needed with --workers or --scheduler alone

    outputs = [output_of(folder, number) for number in range(1, len(jobs) + 1)]
    again = "run the same command again to go on from there"
    try:
        with (
            connected(workers, scheduler) as client,
            click.progressbar(length=sum(job.size for job in jobs), label=label, file=sys.stderr) as bar,
        ):
            failed = run(jobs, folder, client, bar.update)
    except KeyboardInterrupt:
        there = sum(output.exists() for output in outputs)
        raise GeoError(f"stopped; {there:,} of {counted(len(jobs), 'part')} are in {folder}; {again}") from None
    for failure in failed:
        click.echo(f"{failure.job}: {failure.reason}", err=True)
    if failed:
        raise GeoError(f"{counted(len(failed), 'part')} of {len(jobs):,} failed; the others are in {folder}; {again}")
    return outputs


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
