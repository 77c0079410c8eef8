"""The CSV that the browser saves guards formulas by the same rule as those that Python writes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tables.formulas import guarded
from tests.web.asking import Browser, browser

CELLS = (
    "", "Jurm", "'", "''", "'Ali Abad", "=1+1", "'=1+1", "''=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1",
    "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1", "-12.5", "'-12.5", "+ 93 700 000", "-70.9°W",
    "-36°44′ n", "+5 ſ", "-۱۲", "-1,200 km",
    "- ", "+", "-5\n", "-5\n=1",
)  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_guarded_as_python_guards_it(asked: Browser, cell: str) -> None:
    assert asked.ask("guarded", [cell]) == [guarded(cell)]


@given(cells=st.lists(st.text("'=+-@\t\r\n＝－ 019۱.,°NSEWſnwx", max_size=6), max_size=50))
def test_so_is_any_cell(asked: Browser, cells: list[str]) -> None:
    assert asked.ask("guarded", cells) == [guarded(cell) for cell in cells]
