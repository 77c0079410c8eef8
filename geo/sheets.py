"""Changing a CSV that people edit too: unknown columns and the order of rows stay, and nobody's work is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo.errors import ConflictError
from geo.files import write

_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Sheet:
    """A CSV as it is, to change and write back.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : list of str
        Its header.
    rows : list of dict
        Its rows, cells as written.
    """

    path: Path
    columns: list[str]
    rows: list[dict[str, str]]
    _read: bytes
    _delimiter: str
    _end: str

    @classmethod
    def open(cls, path: Path) -> Sheet:
        """Read a CSV in UTF-8.

        Examples
        --------
        >>> Sheet.open(Path("gazetteer/kinds.csv")).columns
        ['id', 'name', 'aliases', 'note']
        """
        data = path.read_bytes()
        text = data.removeprefix(_MARK).decode("utf-8")
        header = text.partition("\n")[0]
        delimiter = max((",", ";", "\t"), key=header.count)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        columns, body = (lines[0], lines[1:]) if lines else ([], [])
        rows = [dict(zip(columns, line, strict=False)) for line in body]
        return cls(path, columns, rows, data, delimiter, "\r\n" if "\r\n" in text else "\n")

    def add(self, row: dict[str, str]) -> None:
        """Add a row at the end; columns that the file does not have yet are added at its right."""
        self.columns += [column for column in row if column not in self.columns]
        self.rows.append(row)

    def remove(self, column: str, values: Iterable[str]) -> None:
        """Take out the rows that have one of some values in a column."""
        gone = set(values)
        self.rows = [row for row in self.rows if row.get(column) not in gone]

    def save(self) -> None:
        """Write the file as a whole.

        Raises
        ------
        geo.errors.ConflictError
            When somebody else changed the file since it was read; it is left as they wrote it.
        """
        if self.path.read_bytes() != self._read:
            raise ConflictError(f"{self.path.name} was changed by someone else; nothing was written, try again")
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, self.columns, delimiter=self._delimiter, lineterminator=self._end, restval="")
        writer.writeheader()
        writer.writerows(self.rows)
        data = (_MARK if self._read.startswith(_MARK) else b"") + text.getvalue().encode()
        write(self.path, data)
        self._read = data
