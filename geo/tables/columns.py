"""A table as columns: each has its distinct cells, and the position of each row's cell among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError, Problem
from geo.tables.table import Row

T = TypeVar("T")
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Cells:
    """One column.

    Parameters
    ----------
    distinct : list of str
        Its distinct cells, tidied.
    codes : array of int32, shape (rows,)
        The position of each row's cell among them.
    """

    distinct: list[str]
    codes: Codes


@dataclass(slots=True)
class ColumnTable:
    """A CSV as columns, with the problems found so far.

    Parameters
    ----------
    file : str
        The file's name as the user knows it.
    columns : tuple of str
        In the order of the header.
    numbers : array of int32, shape (rows,)
        The row numbers as a spreadsheet shows them.
    problems : list of Problem
        The problems; checks and conversions add to them.
    cells : mapping of str to Cells
        By column.
    """

    file: str
    columns: tuple[str, ...]
    numbers: NDArray[np.int32]
    problems: list[Problem]
    cells: Mapping[str, Cells] = field(repr=False)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.numbers)

    def __getitem__(self, column: str) -> Cells:
        """Return a column; if it does not exist, an empty one."""
        return self.cells.get(column) or Cells([""], np.zeros(len(self), np.int32))

    def rows_of(self, column: str, cells: Sequence[int]) -> list[int]:
        """Return the positions of the rows that contain any of the given distinct cells of a column."""
        return np.flatnonzero(np.isin(self[column].codes, np.asarray(cells, np.int32))).tolist()

    def add_problem(self, row: int, column: str, message: str, fix: str, value: str | None = None) -> None:
        """Note a problem with a cell; ``value`` narrows it to a part of the cell."""
        cells = self[column]
        shown = cells.distinct[cells.codes[row]] if value is None else value
        self.problems.append(Problem(self.file, message, fix, int(self.numbers[row]), column, shown))

    def parse(
        self, column: str, read: Callable[[Row], T], plain: Callable[[str], T | None] = lambda _: None
    ) -> list[T]:
        """Convert each distinct cell of a column; a problem with one is noted for every row that contains it.

        Parameters
        ----------
        column : str
            Its name.
        read : callable
            Takes a row with only this cell, returns its value, and notes any problem.
        plain : callable, optional
            A fast path for most cells; returns None for those left to ``read``.

        Returns
        -------
        list
            The value of each distinct cell.
        """
        values: list[T] = []
        wrong: dict[int, list[Problem]] = {}
        for code, text in enumerate(self[column].distinct):
            value = plain(text)
            if value is None:
                found: list[Problem] = []
                value = read(Row.of(self.file, 0, {column: text}, found))
                if found:
                    wrong[code] = found
            values.append(value)
        if wrong:
            codes = self[column].codes
            for row in self.rows_of(column, list(wrong)):
                number = int(self.numbers[row])
                self.problems += [replace(problem, row=number) for problem in wrong[int(codes[row])]]
        return values

    def check_filled(self, *columns: str) -> None:
        """Note a problem for every empty cell of columns that must be filled."""
        for column in columns:
            for row in self.rows_of(column, [code for code, text in enumerate(self[column].distinct) if not text]):
                self.add_problem(row, column, "is empty", "fill it")

    def check_unique(self, column: str) -> None:
        """Note a problem for every repeated value in a column, except its first occurrence."""
        cells = self[column]
        used, first, inverse, number = np.unique(
            cells.codes, return_index=True, return_inverse=True, return_counts=True
        )
        if len(used) == len(cells.codes):
            return
        again = number[inverse] > 1
        again[first] = False
        for row in np.flatnonzero(again).tolist():
            if cells.distinct[cells.codes[row]]:
                before = self.numbers[first[inverse[row]]]
                self.add_problem(row, column, f"is already used in row {before}", "give each row its own")

    def finish(self) -> None:
        """Raise all problems, if there are any, in the order of the rows.

        Raises
        ------
        DataError
            With every problem in the table.
        """
        if self.problems:
            raise DataError(sorted(self.problems, key=lambda problem: problem.row or 0))
