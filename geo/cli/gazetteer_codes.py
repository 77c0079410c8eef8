"""``geo gazetteer codes``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import pandas as pd

from geo.boundaries import Store
from geo.boundaries.sources.coded import read_coded
from geo.cli.common import JSON, print_json, told
from geo.contents import gazetteer_files
from geo.files import write
from geo.folder import root
from geo.gazetteer.editing.code_change import OpenGazetteer
from geo.gazetteer.pcodes import GROUPS, Finding, match_codes
from geo.tables import spreadsheet_safe

_HEADINGS = {
    "split": "Split: one place here is several there",
    "merged": "Merged: several places here are one there",
    "no match": "No match",
}


@click.command("codes")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="A GeoJSON, Shapefile (may be zipped) or GeoPackage with the columns adm1_pcode and adm2_pcode.",
)
@click.option("--layer", help="The layer of the file to read.")
@click.option("--edition", default="", help="The edition of the P-codes, to keep with them: cod-ab-2021.")
@click.option("--write", "writes", is_flag=True, help="Write the codes to the gazetteer; otherwise only report.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A CSV file for the whole list.")
@JSON
@told
def command(  # noqa: PLR0913 - one argument per option
    path: Path, layer: str | None, edition: str, *, out: Path | None, writes: bool, as_json: bool
) -> None:
    """Take P-codes from a boundary file, to join tables on.

    The file's districts and provinces are compared with those of the gazetteer, by area and by name. Those that match
    one to one get their P-code in the column codes; the rest is listed: what is split, merged, or without a match. In
    a split or a merger only a place whose outline stayed the same (more than 90 % of both areas) gets a code.

    \b
    Examples:
      geo gazetteer codes --file afg_adm2.gpkg --edition cod-ab-2021
      geo gazetteer codes --file afg_adm2.gpkg --edition cod-ab-2021 --out codes.csv --write
    """
    levels, remarks = read_coded(path, layer)
    files = OpenGazetteer.read(gazetteer_files(root()))
    store = Store.of_project(root())
    findings = match_codes(levels, files.gazetteer, store, file=path.name, edition=edition)
    if writes:
        remarks += files.add_codes(findings, edition, store)
    if out:
        frame = pd.DataFrame(findings, columns=list(Finding._fields))
        write(out, "\ufeff" + spreadsheet_safe(frame, frame.columns).to_csv(index=False))
    if as_json:
        print_json([found._asdict() for found in findings])
    else:
        _report(findings, writes=writes)
    for remark in remarks:
        click.echo(remark, err=True)


def _report(findings: Sequence[Finding], *, writes: bool) -> None:
    for kind in dict.fromkeys(found.kind for found in findings):
        of_kind = [found for found in findings if found.kind == kind]
        counts = Counter(found.group for found in of_kind)
        given = sum(found.given for found in of_kind)
        groups = ", ".join(f"{counts[group]:,} {group}" for group in GROUPS)
        click.echo(f"{kind.capitalize()}s: {groups}; {given:,} P-codes {'written' if writes else 'found'}")
        for group, heading in _HEADINGS.items():
            if lines := [_line(found) for found in of_kind if found.group == group]:
                click.echo("\n    ".join([f"  {heading}", *lines]))
    if not writes:
        click.echo("Nothing was written; add --write to keep the codes")


def _line(found: Finding) -> str:
    there = " ".join(filter(None, (found.pcode, found.name)))
    shares = f" ({found.share_here:.0%} of the place, {found.share_there:.0%} of the outline)"
    sides = " = ".join(filter(None, (found.place_id, there)))
    given = "gets the code: " if found.given else ""
    return f"{sides}{shares if found.place_id and there else ''}: {given}{found.reason}"
