"""``geo import``."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click
import tomli_w

from geo.cli.common import clustered, run_parts, told, user
from geo.cluster.opened import Opened
from geo.cluster.tables import ImportJob
from geo.errors import DataError, Problem, grouped
from geo.files import write
from geo.folder import root
from geo.imports import ColumnMapping, Incoming, Vocabulary, changes, mapping_of, read, save
from geo.imports.figures import figures
from geo.imports.file_rows import FileRows
from geo.imports.incoming import Choice, files_of, incoming_of, name_of, with_day_order
from geo.imports.store import FOLDER, write_differences
from geo.project import Project

#: the folder inside a project where the parts of an import are until it is complete
PARTS: Final = Path(".parts")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="What to call the import; by default after its format or the file.")
@click.option("--sheet", help="The sheet of an Excel file, or the layer of a GeoPackage.")
@click.option(
    "--map", "mapping_file", type=click.Path(path_type=Path, dir_okay=False),
    help="A mapping: a TOML file that says which column gives what.",
)  # fmt: skip
@click.option(
    "--save-mapping", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the mapping to this file, to correct it, and import nothing.",
)  # fmt: skip
@click.option("--edition", help="The edition of the data; by default as the file's name has it.")
@click.option("--title", help="The title of the data.")
@click.option("--publisher", help="Who publishes it.")
@click.option("--licence", help="Its licence, for every map and file made from it.")
@click.option("--citation", help="How to cite it.")
@click.option("--no-share", is_flag=True, help="The licence forbids passing the data on.")
@click.option("--accept", is_flag=True, help="Accept a guessed mapping.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows with problems; by default nothing is imported then.")
@click.option("--replace", "replaced", is_flag=True, help="Replace an earlier edition.")
@click.option("--dry-run", is_flag=True, help="Show what would be imported, and write nothing.")
@clustered
@told
def command(  # noqa: PLR0913 - one argument per option
    file: Path,
    *,
    name: str | None,
    sheet: str | None,
    mapping_file: Path | None,
    save_mapping: Path | None,
    edition: str | None,
    accept: bool,
    skip_bad: bool,
    replaced: bool,
    dry_run: bool,
    workers: int | None,
    scheduler: str | None,
    **given: Any,
) -> None:
    """Import a table of events: CSV, Excel, GeoJSON, GeoPackage or Parquet.

    UCDP GED and ACLED are recognised. For any other table the columns are guessed and shown: import it with --accept,
    or write the mapping to a file with --save-mapping, correct it, and give it with --map. A new edition of a table
    shows what it adds, changes and withdraws; --replace then takes it.

    FILE may be a folder of CSV or Parquet files that together are one table. With --workers or --scheduler each of
    them is read by a worker, and an interrupted import goes on from the files that are done.

    \b
    Examples:
      geo import GEDEvent_v25_1.csv
      geo import incidents.xlsx --sheet 2021 --save-mapping incidents.toml
      geo import incidents.xlsx --sheet 2021 --map incidents.toml --licence "CC BY 4.0"
      geo import events-by-year/ --map events.toml --workers 4
    """
    project = Project.load()
    known = {key: one.mapping for key, one in project.imports.items()}
    chosen = Choice(None, ColumnMapping.read(mapping_file)) if mapping_file else mapping_of(file, sheet, known)
    mapping, guessed = chosen.mapping, chosen.name is None and mapping_file is None
    if save_mapping:
        write(save_mapping, tomli_w.dumps(mapping.as_toml()))
        click.echo(f"{save_mapping}: the mapping; correct it, then run: geo import {file} --map {save_mapping}")
        return
    vocabulary = Vocabulary(project.gazetteer, project.store, project.actors, project.kinds)
    called = name_of(file, name or chosen.name)
    parts = root() / PARTS / called
    if workers or scheduler:
        jobs = _jobs(file, called, mapping)
        rows = _rows(jobs, run_parts(jobs, parts, "Importing", workers, scheduler))
        incoming = incoming_of(rows, file, called, edition)
    else:
        incoming = read(file, vocabulary, mapping=mapping, name=called, part=sheet, edition=edition)
    _show(incoming, guessed=guessed)
    _show_problems(incoming, skip_bad=skip_bad)
    if guessed and not (accept or dry_run):
        raise click.ClickException("the mapping is a guess; accept it with --accept, or correct it with --save-mapping")
    before = project.imports.get(incoming.name)
    if before is not None:
        _show_changes(before.records, incoming, replaced=replaced or dry_run)
    if dry_run:
        return
    folder = root()
    share = False if given.pop("no_share") else None
    saved = save(incoming, file, folder, by=user(), given={**given, "share": share})
    write_differences(incoming, folder)
    shutil.rmtree(parts, ignore_errors=True)
    click.echo(f"{FOLDER / saved.name}.parquet: {len(saved.records):,} records of {saved.title}")
    if not saved.share:
        click.echo("The licence forbids passing the data on; maps and files made from it say so.", err=True)
    elif not saved.licence:
        click.echo(f"No licence is known; give it with --licence, or write it in {FOLDER / saved.name}.toml.", err=True)


def _jobs(path: Path, name: str, mapping: ColumnMapping) -> list[ImportJob]:
    """Return a job for each file of a table."""
    files, opened = files_of(path), Opened.of(root())
    known = with_day_order(mapping, files)
    return [ImportJob(str(one.absolute()), name, known, opened, one.stat().st_size) for one in files]


def _rows(jobs: Sequence[ImportJob], outputs: Sequence[Path]) -> list[FileRows]:
    """Return the rows of each file; what makes files unusable is told of all of them."""
    found: list[FileRows] = []
    problems: list[Problem] = []
    for job, output in zip(jobs, outputs, strict=True):
        try:
            found.append(job.rows(output))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return found


def _show(incoming: Incoming, *, guessed: bool) -> None:
    """Print the mapping, if it is a guess, and the figures that a person should know."""
    if guessed:
        for field, columns in incoming.mapping.columns.items():
            click.echo(f"  {field:20} {', '.join(columns)}")
    for line in figures(incoming):
        click.echo(line)


def _show_problems(incoming: Incoming, *, skip_bad: bool) -> None:
    """Print the rows that are left out; unless the user wants that, stop."""
    if incoming.problems and not skip_bad:
        raise DataError(incoming.problems)
    for line in grouped(incoming.problems):
        click.echo(f"left out: {line}", err=True)


def _show_changes(before: Any, incoming: Incoming, *, replaced: bool) -> None:
    """Print what a new edition changes; unless it is to be replaced, stop."""
    found = changes(before, incoming.records)
    for what, ids in (("added", found.added), ("changed", found.changed), ("withdrawn", found.withdrawn)):
        shown = ", ".join(ids[:5]) + (f" and {len(ids) - 5:,} more" if len(ids) > 5 else "")  # noqa: PLR2004
        click.echo(f"{what}: {len(ids):,}{f' ({shown})' if ids else ''}")
    if found.moved:
        click.echo(f"{len(found.moved):,} of those changed have another place, day and actors: {found.moved[0]} is one")
    if found and not replaced:
        raise click.ClickException("an earlier edition is there; replace it with --replace")
