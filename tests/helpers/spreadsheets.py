"""LibreOffice without a window: how it reads a CSV, and what it saves."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

Cell = str | float | date
Row = list[Cell]

# LibreOffice's numbers of encodings
ENCODINGS = {"utf-8": 76, "utf-16": 65535, "cp1252": 1, "cp1256": 38}
STYLES = """<number:date-style style:name="day-de" number:language="de" number:country="DE">
<number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/>
<number:text>.</number:text><number:year number:style="long"/></number:date-style>
<number:date-style style:name="day-us" number:language="en" number:country="US">
<number:month/><number:text>/</number:text><number:day/><number:text>/</number:text>
<number:year number:style="long"/></number:date-style>
<number:number-style style:name="degrees-de" number:language="de" number:country="DE">
<number:number number:decimal-places="4" number:min-integer-digits="1"/></number:number-style>
<number:number-style style:name="degrees-us" number:language="en" number:country="US">
<number:number number:decimal-places="4" number:min-integer-digits="1"/></number:number-style>"""
NAMESPACES = {
    "office": "office",
    "style": "style",
    "table": "table",
    "text": "text",
    "number": "datastyle",
}


def save_as(program: str, files: Sequence[Path], folder: Path, delimiter: str, encoding: str) -> None:
    """Open files and save each as CSV: what a person does in the dialogue, numbers as they are shown."""
    options = f"{ord(delimiter)},34,{ENCODINGS[encoding]},1,,0,false,true,false"
    convert(program, files, folder, f"csv:Text - txt - csv (StarCalc):{options}")


def convert(program: str, files: Sequence[Path], folder: Path, target: str) -> None:
    """Open files and save each in another format: its ending, and LibreOffice's name for it where that is needed."""
    profile = (folder.parent / "profile").as_uri()
    opened = ["--infilter=CSV:44,34,76,1"] if files[0].suffix == ".csv" else []
    saved = ["--convert-to", target, "--outdir", str(folder)]
    done = subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", *opened, *saved, *map(str, files)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ending = target.partition(":")[0]
    assert {path.name for path in folder.iterdir()} >= {f"{path.stem}.{ending}" for path in files}, done.stderr


def workbook(path: Path, rows: Sequence[Row], styles: Mapping[type, str]) -> Path:
    """Write a spreadsheet in which dates are dates and numbers are numbers, shown in a country's way."""

    def cell(value: Cell) -> str:
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        kind, name = ("date", "date-value") if isinstance(value, date) else ("float", "value")
        style = styles[type(value)]
        return f'<table:table-cell table:style-name="cell-{style}" office:value-type="{kind}" office:{name}="{value}"/>'

    used = "".join(
        f'<style:style style:name="cell-{name}" style:family="table-cell" style:data-style-name="{name}"/>'
        for name in styles.values()
    )
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in NAMESPACES.items()
    )
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{STYLES}{used}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="places">{body}</table:table></office:spreadsheet></office:body></office:document>',
        encoding="utf-8",
    )
    return path
