"""A table as columns: each with its distinct cells, once, and which of them stands in each row."""

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
        Its different cells, tidied.
    codes : array of int32, shape (rows,)
        For each row the position of its cell among them.
    """

    distinct: list[str]
    codes: Codes


@dataclass(slots=True)
class ColumnTable:
    """A CSV as columns, with the problems that were found so far.

    Parameters
    ----------
    file : str
        The file's name as the user knows it.
    columns : tuple of str
        As the header has them.
    numbers : array of int32, shape (rows,)
        The rows' numbers as a spreadsheet has them.
    problems : list of Problem
        What is wrong; whoever reads on adds to it.
    cells : mapping of str to Cells
        By column.
    """

    file: str
    columns: tuple[str, ...]
    numbers: NDArray[np.int32]
    problems: list[Problem]
    cells: Mapping[str, Cells] = field(repr=False)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.numbers)

    def __getitem__(self, column: str) -> Cells:
        """Return a column; one that the table does not have is empty."""
        return self.cells.get(column) or Cells([""], np.zeros(len(self), np.int32))

    def rows_of(self, column: str, cells: Sequence[int]) -> list[int]:
        """Return the positions of the rows that hold some of a column's distinct cells."""
        return np.flatnonzero(np.isin(self[column].codes, np.asarray(cells, np.int32))).tolist()

    def add_problem(self, row: int, column: str, message: str, fix: str, value: str | None = None) -> None:
        """Note that something is wrong with a cell; ``value`` narrows it to a part of the cell."""
        cells = self[column]
        shown = cells.distinct[cells.codes[row]] if value is None else value
        self.problems.append(Problem(self.file, message, fix, int(self.numbers[row]), column, shown))

    def parse(
        self, column: str, read: Callable[[Row], T], plain: Callable[[str], T | None] = lambda _: None
    ) -> list[T]:
        """Return each distinct cell of a column converted; what is wrong with one is a problem of all its rows.

        Parameters
        ----------
        column : str
            Its name.
        read : callable
            Converts the cell of a row that has no other, and notes what is wrong with it.
        plain : callable, optional
            Converts most cells sooner; None for those that it leaves to ``read``.

        Returns
        -------
        list
            A value for each distinct cell.
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
        """Note a problem for every value of a column that occurs again."""
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
            With every problem of the table.
        """
        if self.problems:
            raise DataError(sorted(self.problems, key=lambda problem: problem.row or 0))
