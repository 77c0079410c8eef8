"""The dump of GeoNames, as its server gives it for a country (AF.txt in AF.zip).

UTF-8, a line per feature, no header, 19 cells between tabs. Read are:

====================  ==================================================================================
geonameid             ``geonames``
name                  ``name``
asciiname             the letters of ``id``; an alias where it is another than the name
alternatenames        ``aliases``, separated by commas; their languages are in another file
latitude, longitude   ``lat``, ``lon``, decimal degrees, EPSG:4326
feature class, code   ``kind``, after :data:`geo.exchange.concepts.FEATURES`; features of other
                      codes (streams, mountains, former provinces …) are left out, and counted
country code          ``parent``, where no outline is around the point
====================  ==================================================================================

The rest (cc2, the four admin codes, population, elevation, dem, timezone, modification date) is ignored: GeoNames'
own codes of provinces and districts change, while the point shows which outline it lies in.

The format: download.geonames.org/export/dump/readme.txt. The data: CC BY 4.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem
from geo.exchange.concepts import FEATURES, cell, iso_code
from geo.exchange.incoming import Incoming
from geo.exchange.linked_tsv import lines
from geo.exchange.shape import number
from geo.gazetteer.place import Alias
from geo.tables import Row, Table

COLUMNS: Final = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
    "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation",
    "dem", "timezone", "modification date",
)  # fmt: skip
#: the feature classes that are read unless others are named: populated places, and landforms for the valleys
CLASSES: Final = ("P", "T")
SOURCE: Final = "GeoNames (CC BY 4.0)"


@dataclass(frozen=True, slots=True)
class Dump:
    """The places of a dump.

    Parameters
    ----------
    table : Table
        Its rows that are places, with what is wrong with any row.
    arrivals : list of Incoming
        The same rows as places on their way in.
    others : collections.Counter of str
        How many features there are of each code that is not a kind of place here: ``H.STM``.
    """

    table: Table
    arrivals: list[Incoming]
    others: Counter[str]


def read(path: Path, classes: Collection[str] = CLASSES, progress: Callable[[int], object] | None = None) -> Dump:
    r"""Read a dump line by line; only the places are kept in memory.

    Parameters
    ----------
    path : pathlib.Path
        The file, unzipped.
    classes : collection of str, default ("P", "T")
        Feature classes to take places from: A administrative, L regions, P populated places, T landforms.
    progress : callable, optional
        Called with the length of each line, in bytes.

    Returns
    -------
    Dump
        The places; problems are in its table, all of them.

    Raises
    ------
    DataError
        When the file cannot be read, or is not a dump.

    Examples
    --------
    >>> import tempfile
    >>> line = "1138958\tKabul\tKabul\tCabool,کابل\t34.52813\t69.17233\tP\tPPLC\tAF" + "\t" * 10
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "AF.txt"
    ...     _ = path.write_text(line, encoding="utf-8")
    ...     (incoming,) = read(path).arrivals
    >>> incoming.cells["kind"], incoming.cells["aliases"]
    ('city', 'Cabool;کابل')
    """
    table = Table(path.name, COLUMNS, [], [])
    dump = Dump(table, [], Counter())
    for at, line in lines(path):
        if progress:
            progress(len(line.encode()) + 1)
        cells = [text.strip() for text in line.split("\t")]
        if not any(cells):
            continue
        if len(cells) != len(COLUMNS):
            message = f"has {len(cells)} cells between tabs instead of {len(COLUMNS)}"
            if at == 1:
                fix = "take the text file out of the archive of a country's dump: AF.txt from AF.zip"
                raise DataError([Problem(path.name, message, fix, at)])
            table.problems.append(Problem(path.name, message, "correct or delete the row", at, value=line))
            continue
        row = Row.of(path.name, at, dict(zip(COLUMNS, cells, strict=True)), table.problems)
        code = f"{row['feature class']}.{row['feature code']}"
        if row["feature class"] not in classes or code not in FEATURES:
            dump.others[code] += 1
            continue
        table.rows.append(row)
        dump.arrivals.append(_incoming(row, FEATURES[code]))
    return dump


def _incoming(row: Row, kind: str) -> Incoming:
    if not row["geonameid"]:
        row.add_problem("geonameid", "is empty", "write the number of the feature, or delete the row")
    row.whole("geonameid")
    if not row["name"]:
        row.add_problem("name", "is empty", "write the name, or delete the row")
    for column in ("latitude", "longitude"):
        if not row[column]:
            row.add_problem(column, "is empty", "write degrees, or delete the row")
    lat = row.number_between("latitude", -90, 90, "a latitude")
    lon = row.number_between("longitude", -180, 180, "a longitude")
    spellings = dict.fromkeys([row["asciiname"], *map(str.strip, row["alternatenames"].split(","))])
    cells = {
        "name": row["name"],
        "kind": kind,
        "aliases": cell(Alias(text) for text in spellings if text and text != row["name"]),
        "lat": number(lat),
        "lon": number(lon),
        "iso_3166_2": iso_code(row["country code"]) if kind == "country" else "",
        "geonames": row["geonameid"],
        "source": SOURCE,
    }
    point = (lat, lon) if lat is not None and lon is not None else None
    countries = (row["country code"],) if row["country code"] else ()
    return Incoming(row, cells, row["geonameid"], "geonameid", point=point, countries=countries, plain=row["asciiname"])
