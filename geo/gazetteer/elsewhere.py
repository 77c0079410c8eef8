"""Places that a record cites and that are in a file that is not in use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from geo.errors import DataError
from geo.tables import Row, Table, read


def rows_needed(
    missing: set[str], there: Collection[str], others: Iterable[Path], required: Sequence[str]
) -> list[Table]:
    """Return the rows of other files for missing places, and for what these lie in or consist of.

    Parameters
    ----------
    missing : set of str
        Ids of places that the files in use do not have.
    there : collection of str
        Ids that they have.
    others : iterable of pathlib.Path
        Gazetteer files that are not in use; of two rows with one id, the one in the earlier file counts.
    required : sequence of str
        The columns that a gazetteer must have.

    Returns
    -------
    list of Table
        With these rows alone.

    Examples
    --------
    >>> (table,) = rows_needed({"af.kabul"}, {"af"}, [Path("gazetteer/places.csv")], ["id", "name", "kind", "parent"])
    >>> [row["name"] for row in table]
    ['Kabul']
    """
    tables: list[Table] = []
    for path in others:
        # a damaged file that is not in use is for "geo check" to report
        with suppress(DataError):
            tables.append(read(path, required))
    rows: dict[str, Row] = {}
    for table in tables:
        for row in table:
            rows.setdefault(row["id"], row)
    taken: set[str] = set()
    while missing:
        new = [rows[key] for key in missing if key in rows]
        taken.update(row["id"] for row in new)
        missing = {key for row in new for key in (row["parent"], *row.listed("members"))} - taken - set(there) - {""}
    for table in tables:
        table.rows = [row for row in table if row["id"] in taken and rows[row["id"]] is row]
        table.problems.clear()
    return [table for table in tables if table.rows]
