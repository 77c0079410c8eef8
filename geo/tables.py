"""Reading the CSVs that people edit, and saying everything that is wrong with them at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import pandas as pd

from geo.errors import DataError, Fault

T = TypeVar("T")

_DELIMITERS = (",", ";", "\t")
_FORMULA: Final = frozenset("=+-@\t\r")
# a cell may hold an outline, never a library
_LONGEST_CELL = 1_000_000


@dataclass(slots=True)
class Row:
    """One row of a table, which gathers what is wrong with its cells.

    Parameters
    ----------
    file : str
        The file's name as the user knows it.
    number : int
        As a spreadsheet numbers rows: the header is row 1.
    cells : mapping of str to str
        The row's cells by column, without the spaces around them.
    faults : list of Fault
        Shared by all rows of a table.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[Fault] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        """Return a cell; one that the table does not have is empty."""
        return self.cells.get(column, "")

    def fault(self, column: str, problem: str, mend: str, value: str | None = None) -> None:
        """Note that something is wrong with a cell; ``value`` narrows it to a part of the cell."""
        shown = self[column] if value is None else value
        self.faults.append(Fault(self.file, problem, mend, self.number, column, shown))

    def parse(self, column: str, convert: Callable[[str], T], problem: str, mend: str) -> T | None:
        """Return a cell converted, or None when it is empty or cannot be (which is noted as a fault)."""
        if not self[column]:
            return None
        try:
            return convert(self[column])
        except ValueError:
            self.fault(column, problem, mend)
            return None

    def date(self, column: str) -> date | None:
        """Return a cell as a date, or None."""
        return self.parse(column, date.fromisoformat, "is not a date", "write it as 2017-12-31")

    def number_between(self, column: str, low: float, high: float, what: str) -> float | None:
        """Return a cell as a number between two bounds, or None."""

        def convert(text: str) -> float:
            number = float(text)
            if not low <= number <= high:
                raise ValueError(text)
            return number

        return self.parse(column, convert, f"is not {what}", f"write a number from {low:g} to {high:g}")

    def whole(self, column: str) -> int | None:
        """Return a cell as a whole number, or None."""

        def convert(text: str) -> int:
            if not text.isascii() or not text.isdigit():
                raise ValueError(text)
            return int(text)

        return self.parse(column, convert, "is not a whole number", "write digits only, such as 40")

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """Return a cell that must be one of some words; a fault otherwise."""
        if self[column] not in allowed:
            problem = "is none of the words allowed here" if self[column] else "is empty"
            self.fault(column, problem, f"write one of {', '.join(allowed)}")
        return self[column]

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell that holds several, separated by semicolons."""
        return tuple(value for value in (part.strip() for part in self[column].split(";")) if value)


@dataclass(slots=True)
class Table:
    """A CSV as rows, with the faults that were found so far.

    Parameters
    ----------
    file : str
        The file's name as the user knows it.
    columns : tuple of str
        As the header has them.
    rows : list of Row
        Those that are not empty.
    faults : list of Fault
        What is wrong; whoever reads on adds to it.
    """

    file: str
    columns: tuple[str, ...]
    rows: list[Row]
    faults: list[Fault]

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows."""
        return iter(self.rows)

    def check_unique(self, column: str) -> None:
        """Note a fault for every value of a column that occurs again."""
        first: dict[str, int] = {}
        for row in self.rows:
            value = row[column]
            if value in first:
                row.fault(column, f"is already used in row {first[value]}", "give every row its own")
            elif value:
                first[value] = row.number

    def check_filled(self, *columns: str) -> None:
        """Note a fault for every empty cell of columns that must be filled."""
        for row in self.rows:
            for column in columns:
                if not row[column]:
                    row.fault(column, "is empty", "fill it")

    def finish(self) -> None:
        """Raise all faults, if there are any, in the order of the rows.

        Raises
        ------
        DataError
            With every fault of the table.
        """
        if self.faults:
            raise DataError(self.sorted_faults())

    def sorted_faults(self) -> list[Fault]:
        """Return what is wrong, in the order of the rows."""
        return sorted(self.faults, key=lambda fault: fault.row or 0)


def read(path: Path, required: Sequence[str], name: str | None = None) -> Table:
    """Read a CSV as people save it: UTF-8 with or without a mark, commas, semicolons or tabs.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    required : sequence of str
        Columns that it must have. Others are kept.
    name : str, optional
        What to call the file in errors; by default its name with its folder.

    Returns
    -------
    Table
        With faults for rows that have more cells than the header.

    Raises
    ------
    DataError
        When there is no such file, it is not a CSV in UTF-8, or a column is missing: without these
        nothing else can be checked.

    Examples
    --------
    >>> table = read(Path("gazetteer/kinds.csv"), ["id", "name"])
    >>> table.rows[0].number
    2
    """
    file = name or f"{path.parent.name}/{path.name}"
    text = _text(path, file)
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    csv.field_size_limit(_LONGEST_CELL)
    faults: list[Fault] = []
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    # a row is counted as a spreadsheet counts it: a line break in quotes begins no new one
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                columns = _columns(cells, required, file)
                continue
            stripped = [cell.strip() for cell in cells]
            if not any(stripped):
                continue
            row = Row(file, number, dict(zip(columns, stripped, strict=False)), faults)
            extra = [cell for cell in stripped[len(columns) :] if cell]
            if extra:
                problem = f"stands beyond the last column, {columns[-1]}"
                mend = "put quotes around a cell that holds a comma, or delete it"
                faults.append(Fault(file, problem, mend, number, value=extra[0]))
            rows.append(row)
    except csv.Error as error:
        mend = "look for a quotation mark that is not closed, or save the file as CSV again"
        raise DataError([Fault(file, f"cannot be read as CSV ({error})", mend, reader.line_num)]) from error
    if not columns:
        raise DataError([Fault(file, "is empty", f"give it the columns {', '.join(required)}")])
    return Table(file, columns, rows, faults)


def _text(path: Path, file: str) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DataError([Fault(file, "does not exist", "put it back, or make it anew")]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError([Fault(file, f"cannot be read ({reason})", "check that it is a file you may open")]) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        mend = "save it as CSV UTF-8"
        raise DataError([Fault(file, "is not UTF-8", mend, row, value=f"byte {data[error.start]:02x}")]) from error
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise DataError([Fault(file, "holds a NUL character", "save it as CSV UTF-8, not UTF-16", row)])
    return text


def _columns(header: Sequence[str], required: Sequence[str], file: str) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    faults = [
        Fault(file, "is missing", "add a column with this name to the first row", 1, column)
        for column in required
        if column not in columns
    ]
    faults += [
        Fault(file, "occurs twice", "keep one of the two columns", 1, column)
        for column in sorted(set(columns))
        if column and columns.count(column) > 1
    ]
    if faults:
        raise DataError(faults)
    return columns


def spreadsheet_safe(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return a table in which no cell of some columns is a formula to a spreadsheet.

    A cell that begins with ``=``, ``+``, ``-``, ``@`` or a control character gets an apostrophe before it
    (OWASP's advice against CSV injection). Numbers stay numbers.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    columns : iterable of str
        Those that hold text of ours; what the user brought is left as it came.

    Returns
    -------
    pandas.DataFrame
        A copy.

    Examples
    --------
    >>> spreadsheet_safe(pd.DataFrame({"name": ["=1+1", "Jurm"]}), ["name"])["name"].tolist()
    ["'=1+1", 'Jurm']
    """
    safe = frame.copy()
    for column in columns:
        if safe[column].map(lambda cell: isinstance(cell, str)).any():
            safe[column] = safe[column].map(
                lambda cell: f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell
            )
    return safe
