"""``geo boundaries add``."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click

from geo.boundaries import Store
from geo.boundaries.sources import Country, Source, add, check_room, country, load_sources
from geo.boundaries.sources.download import forget
from geo.boundaries.sources.geoboundaries import API, describe, fetch, today
from geo.boundaries.sources.register import check_same, sha256
from geo.boundaries.sources.vector import Form, read
from geo.cli.common import JSON, print_json, told
from geo.errors import BoundaryError, DownloadError
from geo.files import locked
from geo.folder import root
from geo.gazetteer import all_files
from geo.gazetteer.editing import add_rows, known_places

_NOUNS = ("country", "provinces", "districts")
_MEGABYTE = 1e6


@dataclasses.dataclass(slots=True)
class _Meter:
    """Show the progress of a download: in place on a terminal, otherwise a line per tenth."""

    label: str
    tenth: int = -1

    def __call__(self, have: int, total: int | None) -> None:
        of = f" of {total / _MEGABYTE:.1f}" if total else ""
        line = f"{self.label}: {have / _MEGABYTE:.1f}{of} MB"
        tenth = have * 10 // total if total else have // 5_000_000
        if sys.stderr.isatty():
            click.echo(f"\r{line}", err=True, nl=have == total)
        elif tenth > self.tenth:
            click.echo(line, err=True)
        self.tenth = max(tenth, self.tenth)


@dataclasses.dataclass(frozen=True, slots=True)
class _Adding:
    """One run: the country, where its boundaries go, and the options."""

    country: Country
    store: Store
    form: Form
    replace: bool

    def outlines(self, source: Source, path: Path) -> dict[str, object]:
        """Add the boundaries of a file and gazetteer rows for them, and return a summary."""
        if not self.replace:
            check_same(self.store.root, source)
        shapes, remarks = read(path, self.country, int(source.id[-1]), self.form)
        # also files that are not in use: their places keep their ids
        files = [one.path for one in all_files(root() / "gazetteer")]
        own = root() / "gazetteer" / f"{self.country.id}.csv"
        known = known_places(dict.fromkeys([*files, own]), self.country.id)
        addition = add(self.store, source, shapes, known, replace=self.replace)
        rows, more = add_rows(own, addition, known)
        return {
            "source": source.id,
            "credit": source.credit,
            "sha256": source.sha256,
            "outlines": addition.outlines["layer"].value_counts().to_dict(),
            "rows": rows,
            "file": f"gazetteer/{own.name}",
            "remarks": [*remarks, *addition.remarks, *more],
        }


@click.command("add")
@click.argument("code", metavar="COUNTRY")
@click.option(
    "--level",
    type=click.IntRange(0, 2),
    default=2,
    show_default=True,
    help="0 for the country, 1 for provinces, 2 for districts.",
)
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A GeoJSON, Shapefile (may be zipped) or GeoPackage to use instead of geoBoundaries.",
)
@click.option("--layer", help="The layer of the file to read.")
@click.option("--name", help="The column with the names.")
@click.option("--province", help="The column with the names of the provinces.")
@click.option("--source", help="With --file: its title for the credits; by default the file's name.")
@click.option("--licence", help="With --file: its licence.")
@click.option(
    "--provinces/--no-provinces",
    default=True,
    show_default=True,
    help="With level 2: also add level 1 if it is missing.",
)
@click.option("--replace", is_flag=True, help="Download again, and replace boundaries added before.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for the server.",
)
@click.option(
    "--api", envvar="DISPATCH_ATLAS_GEOBOUNDARIES", default=API, metavar="URL", help="Another server with the same API."
)
@JSON
@told
def command(  # noqa: PLR0913, PLR0917 - one per option
    code: str, level: int, path: Path | None, layer: str | None, name: str | None, province: str | None,
    source: str | None, licence: str | None, timeout: float, api: str,
    *, provinces: bool, replace: bool, as_json: bool,
) -> None:  # fmt: skip
    """Add the boundaries of another country, and gazetteer rows for them.

    COUNTRY is an ISO 3166-1 code, such as PAK. The boundaries come from geoBoundaries or from a file. If the
    command is interrupted, run it again to continue. Existing rows of the gazetteer are not changed.

    \b
    Examples:
      geo boundaries add PAK --level 2
      geo boundaries add IRN --file iran.gpkg --layer counties --name name_en --licence "CC BY 4.0"
    """
    if path is None and (source or licence):
        raise click.UsageError("--source and --licence go with --file; geoBoundaries states both itself")
    with locked(_downloads() / "lock", "geo boundaries add"):
        store = Store(root() / "data" / "boundaries")
        adding = _Adding(country(code), store, Form(layer, name, province), replace)
        check_room(store, adding.country)
        if path is not None:
            done = _from_file(adding, level, path, source, licence)
        else:
            done = _from_api(adding, level, api, timeout, provinces=provinces)
    if as_json:
        print_json(done)
    else:
        for one in done:
            _report(one)


def _downloads() -> Path:
    return root() / ".cache" / "boundaries"


def _from_file(
    adding: _Adding, level: int, path: Path, name: str | None, licence: str | None
) -> list[dict[str, object]]:
    """Add the boundaries of a file."""
    mine = Source(f"{adding.country.id}-adm{level}", path.name, url=path.name, sha256=sha256(path), added=today())
    known = load_sources(adding.store.root).get(mine.id)
    # what was stated about this very file before still holds
    if known and known.sha256 == mine.sha256:
        mine = known
    mine = dataclasses.replace(mine, name=name or mine.name, licence=licence or mine.licence)
    done = adding.outlines(mine, path)
    if mine.licence == "not stated":
        fix = "add it to data/boundaries/sources.csv, or run the command again with --licence"
        click.echo(f"No licence given; {fix}", err=True)
    return [done]


def _from_api(adding: _Adding, level: int, api: str, timeout: float, *, provinces: bool) -> list[dict[str, object]]:
    """Add one level from geoBoundaries, and the provinces that districts lie in."""
    done = []
    levels = [level]
    if level == 2 and provinces and f"{adding.country.id}-adm1" not in adding.store.added():  # noqa: PLR2004 - districts
        levels.insert(0, 1)
    for each in levels:
        described = describe(adding.country, each, api, timeout)
        if described is None and each != level:
            continue  # a country without provinces
        if described is None:
            fix = "try another --level, or your own file with --file"
            raise DownloadError(f"geoBoundaries has no {_NOUNS[each]} of {adding.country.name}; {fix}")
        meter = _Meter(described.name)
        source, path = fetch(described, _downloads(), meter, again=adding.replace, seconds=timeout)
        try:
            done.append(adding.outlines(source, path))
        except BoundaryError:
            forget(path)  # the server may have fixed it by the next time
            raise
    return done


def _report(done: dict[str, object]) -> None:
    counts = done["outlines"]
    assert isinstance(counts, dict)
    singular = {"countries": "country", "provinces": "province", "districts": "district"}
    nouns = [f"{count} {layer if count > 1 else singular[layer]}" for layer, count in counts.items()]
    click.echo(f"{done['credit']}: {', '.join(nouns)}, SHA-256 {done['sha256']}")
    rows = done["rows"]
    assert isinstance(rows, list)
    click.echo(f"{done['file']}: {len(rows)} {'row' if len(rows) == 1 else 'rows'} added")
    remarks = done["remarks"]
    assert isinstance(remarks, list)
    for remark in remarks:
        click.echo(f"  {remark}")
