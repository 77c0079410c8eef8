"""The cells of a gazetteer row that hold codes: read, and checked across all rows."""

from __future__ import annotations

from collections.abc import Iterable

from geo.errors import UnclearError
from geo.gazetteer.codes import COLUMN_SCHEMES, Code, ordered
from geo.gazetteer.place import Place
from geo.tables import Row


def read_codes(row: Row) -> tuple[Code, ...]:
    """Read the codes of a row; what is wrong with them is noted in the row.

    Parameters
    ----------
    row : Row
        Of a gazetteer file.

    Returns
    -------
    tuple of Code
        One for each scheme, those with a column of their own first.

    Examples
    --------
    >>> read_codes(Row.of("places.csv", 2, {"wikidata": "Q5838", "codes": "pcode:AF01"}, []))[1].scheme
    'pcode'
    """
    cell = row.cells.get
    found = [Code(scheme, own) for scheme in COLUMN_SCHEMES if (own := cell(scheme))]
    for code in found:
        try:
            code.check()
        except UnclearError as error:
            row.add_problem(code.scheme, error.message, error.fix)
    if not cell("codes"):
        return tuple(found)
    for text in row.listed("codes"):
        try:
            code = Code.read(text)
        except UnclearError as error:
            row.add_problem("codes", error.message, error.fix, text)
            continue
        if first := next((other for other in found if other.scheme == code.scheme), None):
            where = f"the column {code.scheme}" if first.in_column and cell(code.scheme) else f"'{first}'"
            row.add_problem("codes", f"is the second {code.scheme} of this place, after {where}", "keep one", text)
        else:
            found.append(code)
    return ordered(found)


def check_codes(rows: Iterable[tuple[Row, Place]]) -> None:
    """Note codes of the column ``codes`` that two places of one time share: a join would count rows twice.

    Parameters
    ----------
    rows : iterable of (Row, Place)
        All rows that count, with the places read from them.

    Examples
    --------
    >>> problems = []
    >>> places = [Place(key, key, "district", codes=(Code("pcode", "AF01"),)) for key in ("af.a", "af.b")]
    >>> check_codes((Row.of("places.csv", 2, {}, problems), place) for place in places)
    >>> problems[0].message
    'is also the code of af.a (places.csv, row 2)'
    """
    bearers: dict[Code, list[tuple[Row, Place]]] = {}
    for row, place in rows:
        for code in place.codes:
            # a code in a column of its own is only warned of (plausibility.py), so that old files stay valid
            if code.in_column:
                continue
            others = bearers.setdefault(code, [])
            if shared := next((other for other in others if place.coexists(other[1])), None):
                message = f"is also the code of {shared[1].id} ({shared[0].file}, row {shared[0].number})"
                row.add_problem("codes", message, "keep it where it belongs", str(code))
            others.append((row, place))
