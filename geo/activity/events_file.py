"""Reading and writing ``data/events.csv``: the links of imported records, whose own tables are not edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from geo.activity.events import imported
from geo.errors import Problem
from geo.tables import Table, read
from geo.tables.formulas import guarded, unguarded
from geo.tables.sheets import Sheet

FILE: Final = "events.csv"
COLUMNS: Final = ("id", "event_id", "linked_by", "linked_at")
_HEADER: Final = f"{','.join(COLUMNS)}\n".encode()


@dataclass(frozen=True, slots=True)
class EventsFile:
    """The links of imported records as read, before they are checked.

    Parameters
    ----------
    table : Table, optional
        The file; None if the project has none.
    """

    table: Table | None = None

    @classmethod
    def read(cls, path: Path) -> EventsFile:
        """Read the file, if it exists.

        Raises
        ------
        geo.errors.DataError
            When it cannot be read, or a column is missing.

        Examples
        --------
        >>> EventsFile.read(Path("data/no-such-file.csv")).table is None
        True
        """
        return cls(read(path, COLUMNS) if path.exists() else None)

    def applied(self, records: pd.DataFrame) -> pd.DataFrame:
        r"""Return records with these links in place of what imported ones have in ``event_id``.

        Parameters
        ----------
        records : pandas.DataFrame
            The typed table, with the rows of imports.

        Returns
        -------
        pandas.DataFrame
            The table itself if there is nothing to link; otherwise a copy.

        Raises
        ------
        geo.errors.DataError
            With a problem for each row whose id is empty, repeated, or that of a record in ``activity.csv``, which
            has a column of its own for this. Ids that a new edition withdrew are left alone: a later one may have
            them again.

        Examples
        --------
        >>> import tempfile
        >>> records = pd.DataFrame({"id": ["a", "ged/1"], "event_id": ["", ""], "dataset": ["", "ged"]})
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / FILE
        ...     _ = path.write_text("id,event_id,linked_by,linked_at\nged/1,event-1,Mariam,2026-11-21T21:00:00+00:00\n")
        ...     EventsFile.read(path).applied(records)["event_id"].tolist()
        ['', 'event-1']
        """
        if self.table is None:
            return records
        self.table.check_filled("id")
        self.table.check_unique("id")
        own = ~imported(records)
        ours = set(records.loc[own, "id"])
        for row in self.table:
            if row["id"] in ours:
                row.add_problem("id", "is in data/activity.csv", "write its event_id there, and delete this row")
        self.table.finish()
        links = {row["id"]: unguarded(row["event_id"]) for row in self.table}
        linked = records["id"].map(links)
        return records.assign(event_id=linked.where(linked.notna(), records["event_id"]).astype(str))

    def withdrawn(self, records: pd.DataFrame) -> list[Problem]:
        """Return a warning for each link of a record that no import has any more."""
        known = set(records["id"])
        rows = [row for row in self.table or () if row["id"] and row["id"] not in known]
        message, fix = "is not a record of an import any more", "correct the id, or delete the row"
        return [Problem(row.file, message, fix, row.number, "id", row["id"]) for row in rows]


def with_links(path: Path, before: bytes | None, links: Mapping[str, str], by: str, at: str) -> bytes:
    r"""Return the content of the file with other links; rows that do not change stay as they are.

    Parameters
    ----------
    path : pathlib.Path
        The file, for messages.
    before : bytes or None
        Its content; None if it does not exist.
    links : mapping of str to str
        The ``event_id`` by id of a record. One that is empty stays as a row, so that it is known who unlinked
        the record and when, and so that a link in the import's own table does not count.
    by, at : str
        Who links them, and when.

    Returns
    -------
    bytes
        The new content.

    Raises
    ------
    geo.errors.DataError
        When the file is not a CSV.

    Examples
    --------
    >>> with_links(Path("events.csv"), None, {"ged/1": "event-1"}, "Mariam", "2026-11-21")
    b'id,event_id,linked_by,linked_at\nged/1,event-1,Mariam,2026-11-21\n'
    """
    sheet = Sheet.of(path, before or _HEADER)
    rows = {row.get("id", "").strip(): row for row in sheet.rows}
    for key, event in links.items():
        cells = {name: guarded(text) for name, text in zip(COLUMNS, (key, event, by, at), strict=True)}
        if key in rows:
            rows[key].update(cells)
        else:
            sheet.add(cells)
    return sheet.encoded()[0]
