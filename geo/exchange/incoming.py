"""A place on its way into the gazetteer: what its file says, before it has an id and a parent here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from geo.gazetteer.load import COLUMNS
from geo.tables import Row
from geo.tables.formulas import guarded

#: the column for everything in a file that has no column of its own, as JSON
REST: Final = "rest"

# the CSV reader refuses longer cells (geo.tables)
_LONGEST: Final = 1_000_000


@dataclass(slots=True)
class Incoming:
    """A place as another gazetteer describes it.

    Parameters
    ----------
    row : Row
        Where it stands, to say what is wrong with it.
    cells : dict of str to str
        By columns of ``places.csv``; id and parent only where they are known already.
    key, key_column : str
        What its file calls it, and in which column.
    parent_key : str
        What its file calls the place that it lies in.
    ours : bool
        Whether this gazetteer gave it its id, which it keeps.
    point : tuple of float, optional
        Latitude and longitude, degrees, EPSG:4326.
    countries : tuple of str
        ISO 3166-1 codes of two letters.
    plain : str
        Its name in plain letters, for an id.
    rest : mapping
        What the file says of it that has no column.
    """

    row: Row
    cells: dict[str, str]
    key: str = ""
    key_column: str = "id"
    parent_key: str = ""
    ours: bool = False
    point: tuple[float, float] | None = None
    countries: tuple[str, ...] = ()
    plain: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)

    def finished(self) -> dict[str, str]:
        """Return the row to write, texts guarded against running in a spreadsheet.

        Examples
        --------
        >>> Incoming(Row.of("x.tsv", 2, {}, []), {"name": "=1+1", "lat": "36.75"}).finished()
        {'name': "'=1+1", 'lat': '36.75'}
        """
        row = {column: guarded(cell) for column, cell in self.cells.items()}
        if self.rest:
            row[REST] = json.dumps(self.rest, ensure_ascii=False)
        for column, cell in row.items():
            # what a text file in UTF-8 cannot hold, or no reader of CSV takes
            if "\0" in cell or any("\ud800" <= letter <= "\udfff" for letter in cell):
                self.row.add_problem(column, "holds a character that text cannot have", "delete it", repr(cell))
            if len(cell) > _LONGEST:
                self.row.add_problem(
                    column, "is longer than a cell can be", "shorten it, or simplify its outline", cell
                )
        return row


def as_csv(rows: list[dict[str, str]]) -> str:
    """Return rows as a gazetteer file: our columns, and ``rest`` where a row has it.

    Examples
    --------
    >>> as_csv([{"id": "af", "name": "Afghanistan", "kind": "country", "boundary": "af"}]).splitlines()[1]
    'af,Afghanistan,country,,,,,,af,,,,,,,,,'
    """
    columns = [*COLUMNS, REST] if any(REST in row for row in rows) else list(COLUMNS)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
