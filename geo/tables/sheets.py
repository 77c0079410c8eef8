"""Changing a CSV that people edit too: all that is not changed stays as they wrote it, and nobody's work is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import ConflictError, DataError, Problem
from geo.files import write
from geo.tables import Dialect, RawRow, is_comment, raw_rows

#: the key of a column without a name is this and its number
UNNAMED: Final = "column "


@dataclass(slots=True)
class Sheet:
    """A CSV as it is, to change and write back.

    Rows that are not changed are written as they were, to the byte; so are comments and empty rows, each
    before the row that it stood before. Encoding, delimiter and line ends stay the file's own.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : list of str
        Its header; one without a name is called after its number, ``column 18``.
    rows : list of dict
        Its rows, cells as written. Change them, move them, add to them or take from them.
    """

    path: Path
    columns: list[str]
    rows: list[dict[str, str]]
    _read: bytes
    _dialect: Dialect
    # as it was: the columns, what is above the first row, then rows, comments and empty lines
    _columns: tuple[str, ...]
    _head: list[RawRow]
    _body: list[tuple[RawRow, dict[str, str] | None]]

    @classmethod
    def open(cls, path: Path) -> Sheet:
        """Read a CSV as people save it.

        Raises
        ------
        geo.errors.DataError
            When it is not a CSV, its encoding is unclear, or two columns have the same name.

        Examples
        --------
        >>> Sheet.open(Path("gazetteer/kinds.csv")).columns
        ['id', 'name', 'acled', 'plover', 'note']
        """
        return cls.of(path, path.read_bytes())

    @classmethod
    def of(cls, path: Path, data: bytes) -> Sheet:
        r"""Take a CSV as it was read before; :meth:`save` refuses when the file is another by then.

        Raises
        ------
        geo.errors.DataError
            As :meth:`open`.

        Examples
        --------
        >>> Sheet.of(Path("mine.csv"), b"id,name\n").columns
        ['id', 'name']
        """
        file = f"{path.parent.name}/{path.name}"
        dialect, text = Dialect.of(data, file)
        columns: list[str] = []
        head: list[RawRow] = []
        body: list[tuple[RawRow, dict[str, str] | None]] = []
        for record in raw_rows(text, dialect.delimiter, file):
            row = None
            cells = record.cells
            if any(map(str.strip, cells)) and not is_comment(cells):
                if not columns:
                    columns = _named(cells, file, record.number)
                    head, body = [*(other for other, _ in body), record], []
                    continue
                if len(cells) > len(columns):
                    # cells beyond the header are kept, too
                    width = max(number for number, cell in enumerate(cells, start=1) if cell.strip())
                    columns += [f"{UNNAMED}{number}" for number in range(len(columns) + 1, width + 1)]
                row = dict(zip(columns, cells, strict=False))
            body.append((record, row))
        rows = [row for _, row in body if row is not None]
        return cls(path, columns, rows, data, dialect, tuple(columns), head, body)

    def add(self, row: dict[str, str]) -> None:
        """Add a row at the end; columns that the file does not have yet are added at its right."""
        self.columns += [column for column in row if column not in self.columns]
        self.rows.append(row)

    def remove(self, column: str, values: Iterable[str]) -> None:
        """Take out the rows that have one of some values in a column."""
        gone = set(values)
        self.rows = [row for row in self.rows if row.get(column) not in gone]

    def save(self) -> str | None:
        """Write the file as a whole.

        Returns
        -------
        str or None
            A remark for the user: the file is in another encoding now, because its own lacks letters of
            what was added.

        Raises
        ------
        geo.errors.ConflictError
            When somebody else changed the file since it was read; it is left as they wrote it.
        """
        if not self.path.exists() or self.path.read_bytes() != self._read:
            raise ConflictError(f"{self.path.name} was changed by someone else; nothing was written; try again")
        data, notice = self.encoded()
        if notice:
            self._dialect = self._dialect.in_utf_8()
        write(self.path, data)
        self._read = data
        return notice

    def encoded(self) -> tuple[bytes, str | None]:
        r"""Return the bytes that :meth:`save` would write, and its remark.

        Examples
        --------
        >>> Sheet.of(Path("mine.csv"), b"id;name\r\n").encoded()
        (b'id;name\r\n', None)
        """
        text = self.text()
        try:
            data = self._dialect.encode(text)
            # a code page is recognised by its letters, so these must still give it away
            if Dialect.of(data, self.path.name)[1] == text:
                return data, None
        except (UnicodeEncodeError, DataError):
            pass
        old = self._dialect.encoding
        notice = f"{self.path.name} is now in UTF-8, because its old encoding, {old}, cannot hold this"
        return self._dialect.in_utf_8().encode(text), notice

    @property
    def before(self) -> bytes:
        """The file as it was read, or saved last."""
        return self._read

    def text(self) -> str:
        """Return the file as :meth:`save` would write it, but for its mark and the line ``sep=``."""
        lines = list(self._lines())
        # a last line without an end gets one when another follows
        ended = [line if line.endswith(("\r", "\n")) else line + self._dialect.end for line in lines[:-1]]
        return "".join([*ended, *lines[-1:]])

    def _lines(self) -> Iterator[str]:
        """Yield the lines; comments and empty lines stay before the row that they preceded."""
        there = {id(row) for row in self.rows}
        before: dict[int, list[str]] = {}
        written: dict[int, RawRow] = {}
        others: list[str] = []
        for record, row in self._body:
            if row is None:
                others.append(record.raw)
            elif id(row) in there:
                before[id(row)], others = others, []
                written[id(row)] = record
        # what is added stands below the last comment, and above empty rows, where nobody would find it
        comments = max((at for at, raw in enumerate(others, start=1) if "#" in raw), default=0)
        newest = max((at for at, row in enumerate(self.rows, start=1) if id(row) in before), default=0)
        yield from (record.raw for record in self._head[:-1])
        if self.columns:
            header = self._kept(self._head[-1], [*map(_shown, self._more)]) if self._head else None
            yield header or self._line(map(_shown, self.columns))
        for row in self.rows[:newest]:
            yield from before.get(id(row), ())
            yield self._row(row, written.get(id(row)))
        yield from others[:comments]
        yield from (self._row(row, None) for row in self.rows[newest:])
        yield from others[comments:]

    def _row(self, row: Mapping[str, str], old: RawRow | None) -> str:
        """Return a row as it was, when nothing in it changed."""
        if old and row == dict(zip(self._columns, old.cells, strict=False)) and (kept := self._kept(old)):
            return kept
        return self._line(row.get(column, "") for column in self.columns)

    @property
    def _more(self) -> list[str]:
        """The columns that were added at the right."""
        return self.columns[len(self._columns) :]

    def _kept(self, old: RawRow, more: Sequence[str] | None = None) -> str | None:
        """Return a row as it is written, followed by the cells of added columns; None when it cannot be."""
        if tuple(self.columns) == self._columns:
            return old.raw
        if tuple(self.columns[: len(self._columns)]) != self._columns or len(old.cells) != len(self._columns):
            return None
        text = old.raw.rstrip("\r\n")
        delimiter, end = self._dialect.delimiter, old.raw[len(text) :]
        if more is None:
            return text + delimiter * len(self._more) + end
        return text + delimiter + self._line(more).removesuffix(self._dialect.end) + end

    def _line(self, cells: Iterable[str]) -> str:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self._dialect.delimiter, lineterminator=self._dialect.end).writerow(cells)
        return text.getvalue()


def _named(header: Sequence[str], file: str, row: int) -> list[str]:
    """Return the names of columns; those without one are numbered, and empty ones at the right are none."""
    width = max(number for number, name in enumerate(header, start=1) if name.strip())
    names = [name.strip() or f"{UNNAMED}{number}" for number, name in enumerate(header[:width], start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DataError([Problem(file, "occurs twice", "keep one of the two columns", row, name) for name in twice])
    return names


def _shown(column: str) -> str:
    return "" if column.startswith(UNNAMED) else column
