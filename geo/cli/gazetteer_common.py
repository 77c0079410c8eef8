"""What ``geo gazetteer export`` and ``geo gazetteer import`` share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from geo import exchange
from geo.folder import root
from geo.gazetteer import Gazetteer, all_files, load

BASE: Final = click.option(
    "--base",
    default=exchange.BASE,
    show_default=True,
    help="What ids start with when written as URIs, such as https://example.org/places/ if they are published there.",
)


def places(number: int) -> str:
    """Return a number of places in words."""
    return f"{number:,} place{'' if number == 1 else 's'}"


def whole_gazetteer(first: Sequence[Path] = (), without: Path | None = None) -> Gazetteer:
    """Return the places of some files, which take precedence, and of all of the project's files, in use or not."""
    files = {path.resolve(): path for path in (*first, *(one.path for one in all_files(root() / "gazetteer")))}
    if without:
        # a file that is about to be replaced neither reserves ids nor knows places
        files.pop(without.resolve(), None)
    return load(files.values())
