"""``geo link``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import click

from geo.activity.apart import FILE as APART_FILE
from geo.activity.editing import RecordEdit, preview
from geo.activity.events_file import FILE as EVENTS_FILE
from geo.activity.linking import LEAST, LinkSuggestions
from geo.cli.common import JSON, print_json, told, user
from geo.errors import DataError, GeoError
from geo.folder import root
from geo.project import Project
from geo.tables.saving import save

MOST: Final = 20


@click.command("link")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--apart", is_flag=True, help="The records are different events; do not suggest them again.")
@click.option("--unlink", is_flag=True, help="Take the records out of their events.")
@click.option("--by", default=user, help="Who decides; by default the name of your account.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=LEAST,
    show_default=True,
    help="How alike two records must be to be suggested, from 0 to 1.",
)
@click.option(
    "--most", type=click.IntRange(1), default=MOST, show_default=True, help="How many suggestions to list."
)  # fmt: skip
@JSON
@told
def command(  # noqa: PLR0913 - one argument per option
    ids: Sequence[str], *, apart: bool, unlink: bool, by: str, least: float, most: int, as_json: bool
) -> None:
    """Link records that are reports of one event.

    Without IDs, suggest which records of different reports and imports may be one event, and say why. With the IDs of
    records, link them: the map then counts them once and shows them side by side. Nothing is merged or added up. Links
    are kept as event_id: in data/activity.csv for your own records, in data/events.csv for those of imports.

    \b
    Examples:
      geo link
      geo link tolo-kunduz-1 ucdp-ged/300380
      geo link --apart tolo-kunduz-1 ucdp-ged/300381
    """
    if apart and unlink:
        raise click.UsageError("--apart and --unlink exclude each other")
    project = Project.load()
    if not ids:
        if apart or unlink:
            raise click.UsageError("name the records by their ids")
        _list(project.suggest_links(least=least), most, as_json=as_json)
        return
    known = set(project.records["id"])
    if absent := [key for key in ids if key not in known]:
        raise GeoError(f"{absent[0]} is not a record; geo link lists ids, and so does the page Records")
    edit = RecordEdit.part if apart else RecordEdit.unlink if unlink else RecordEdit.link
    click.echo(_save(project, edit, ids, by))


def _save(project: Project, make: Callable[..., RecordEdit], ids: Sequence[str], by: str) -> str:
    """Save a decision, and return what was done in words."""
    try:
        edit = make(project.records, list(dict.fromkeys(ids)))
    except ValueError as error:
        raise GeoError(str(error)) from error
    if not edit:
        return "nothing to change"
    folder = root() / "data"
    paths = [folder / name for name in ("activity.csv", EVENTS_FILE, APART_FILE)]
    bases = {path.name: path.read_bytes() if path.exists() else b"" for path in paths}
    planned = preview(edit, folder, bases, project, by=by)
    if planned.problems:
        raise DataError(planned.problems)
    save(planned.files, edit.what)
    names = ", ".join(f"data/{file.path.name}" for file in planned.files)
    return f"{edit.what}: {names}"


def _list(found: LinkSuggestions, most: int, *, as_json: bool) -> None:
    shown = found[:most]
    if as_json:
        pairs = [
            {"ids": [one.id, one.other_id], "likeness": one.likeness, "reasons": list(one.reasons)} for one in shown
        ]
        print_json({"suggestions": pairs, "found": len(found), "skipped": found.skipped})
        return
    for one in shown:
        click.echo(f"{one.likeness:.2f}  {one.id}  {one.other_id}")
        click.echo(f"      {'; '.join(one.reasons)}")
    rest = f"; --most {len(found)} lists all" if len(found) > len(shown) else ""
    click.echo(f"{len(found):,} suggestion{'' if len(found) == 1 else 's'}{rest}", err=True)
    if found.skipped:
        click.echo(f"{found.skipped:,} records have too many others at their place and time to compare all", err=True)
