"""Rows of a table, which gather what is wrong with their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from geo.dates import read_day
from geo.errors import DataError, Problem, UnclearError
from geo.tables.cells import coordinate, number, split_list, tidy
from geo.tables.dialect import RawRow

T = TypeVar("T")


@dataclass(slots=True)
class Row:
    """One row of a table, which gathers what is wrong with its cells.

    Parameters
    ----------
    file : str
        The file's name as the user knows it.
    number : int
        As a spreadsheet numbers rows: the header is row 1.
    columns : tuple of str
        The table's.
    record : RawRow
        The row as it is written.
    untidy : bool
        Whether it may hold characters that nobody sees.
    problems : list of Problem
        Shared by all rows of a table.
    """

    file: str
    number: int
    columns: tuple[str, ...]
    record: RawRow
    untidy: bool
    problems: list[Problem] = field(repr=False)
    _cells: dict[str, str] | None = None

    @classmethod
    def of(cls, file: str, number: int, cells: Mapping[str, str], problems: list[Problem]) -> Row:
        """Return a row that does not stand in a CSV: a line or an object of another format.

        Parameters
        ----------
        file : str
            As for a row of a CSV.
        number : int
            Whatever finds it in the file.
        cells : mapping of str to str
            By column, as they are to be read; :attr:`cells` can be filled later, too.
        problems : list of Problem
            Where to add what is wrong with it.

        Returns
        -------
        Row
            With the columns of ``cells``.

        Examples
        --------
        >>> Row.of("places.geojson", 1, {"title": "Jurm"}, [])["title"]
        'Jurm'
        """
        record = RawRow(number, "", ",", list(cells.values()))
        return cls(file, number, tuple(cells), record, untidy=False, problems=problems, _cells=dict(cells))

    @property
    def cells(self) -> dict[str, str]:
        """The row's cells by column, without the spaces around them."""
        if self._cells is None:
            # only when asked for: most rows of a file that is read again are known already
            cells = map(tidy if self.untidy else str.strip, self.record.cells)
            self._cells = dict(zip(self.columns, cells, strict=False))
        return self._cells

    def __getitem__(self, column: str) -> str:
        """Return a cell; one that the table does not have is empty."""
        return self.cells.get(column, "")

    def add_problem(self, column: str, message: str, fix: str, value: str | None = None) -> None:
        """Note that something is wrong with a cell; ``value`` narrows it to a part of the cell."""
        shown = self[column] if value is None else value
        self.problems.append(Problem(self.file, message, fix, self.number, column, shown))

    def parse(self, column: str, convert: Callable[[str], T], message: str, fix: str) -> T | None:
        """Return a cell converted, or None when it is empty or cannot be (which is noted as a problem)."""
        text = self.cells.get(column)
        if not text:
            return None
        try:
            return convert(text)
        except ValueError as error:
            self._refuse(column, error, message, fix)
            return None

    def date(self, column: str) -> date | None:
        """Return a cell as a date, or None."""
        return self.parse(column, read_day, "is not a date", "write it as 2017-12-31")

    def number_between(self, column: str, low: float, high: float, what: str) -> float | None:
        """Return a cell as a number between two bounds, or None."""
        text = self.cells.get(column)
        if not text:
            return None
        try:
            return number(text, low, high)
        except ValueError as error:
            self._refuse(column, error, f"is not {what}", f"write a number from {low:g} to {high:g}")
            return None

    def coordinate(self, column: str, limit: float, letters: str, what: str) -> float | None:
        """Return a cell as degrees, or None; ``letters`` are its hemispheres, such as ``NS``."""
        text = self.cells.get(column)
        if not text:
            return None
        try:
            return coordinate(text, limit, letters)
        except ValueError as error:
            self._refuse(column, error, f"is not {what}", f"write a number from {-limit:g} to {limit:g}")
            return None

    def _refuse(self, column: str, error: ValueError, message: str, fix: str) -> None:
        """Note why a cell cannot be converted; the converter's own reason is better than the column's."""
        if isinstance(error, UnclearError):
            message, fix = error.message, error.fix
        self.add_problem(column, message, fix)

    def whole(self, column: str) -> int | None:
        """Return a cell as a whole number, or None."""

        def convert(text: str) -> int:
            if not text.isascii() or not text.isdigit():
                raise ValueError(text)
            return int(text)

        return self.parse(column, convert, "is not a whole number", "write digits only, such as 40")

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """Return a cell that must be one of some words; a problem otherwise."""
        if self[column] not in allowed:
            message = "is not one of the allowed words" if self[column] else "is empty"
            self.add_problem(column, message, f"write one of {', '.join(allowed)}")
        return self[column]

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell that holds several, separated by semicolons."""
        cell = self.cells.get(column)
        return split_list(cell) if cell else ()


@dataclass(slots=True)
class Table:
    """A CSV as rows, with the problems that were found so far.

    Parameters
    ----------
    file : str
        The file's name as the user knows it.
    columns : tuple of str
        As the header has them.
    rows : list of Row
        Those that are not empty.
    problems : list of Problem
        What is wrong; later checks add to it.
    delimiter : str
        What stands between its cells.
    """

    file: str
    columns: tuple[str, ...]
    rows: list[Row]
    problems: list[Problem]
    delimiter: str = ","

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows."""
        return iter(self.rows)

    def check_unique(self, column: str) -> None:
        """Note a problem for every value of a column that occurs again."""
        first: dict[str, int] = {}
        for row in self.rows:
            value = row[column]
            if value in first:
                row.add_problem(column, f"is already used in row {first[value]}", "give each row its own")
            elif value:
                first[value] = row.number

    def check_filled(self, *columns: str) -> None:
        """Note a problem for every empty cell of columns that must be filled."""
        for row in self.rows:
            for column in columns:
                if not row[column]:
                    row.add_problem(column, "is empty", "fill it")

    def finish(self) -> None:
        """Raise all problems, if there are any, in the order of the rows.

        Raises
        ------
        DataError
            With every problem of the table.
        """
        if self.problems:
            raise DataError(self.sorted_problems())

    def sorted_problems(self) -> list[Problem]:
        """Return what is wrong, in the order of the rows."""
        return sorted(self.problems, key=lambda problem: problem.row or 0)
