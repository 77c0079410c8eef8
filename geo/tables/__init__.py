"""Reading the CSVs that people edit, as their programs save them, and saying all that is wrong with them at once."""

from geo.tables.cells import coordinate, damage, number, split_list, unquoted
from geo.tables.dialect import Dialect, RawRow, is_comment, raw_rows
from geo.tables.encoding import decode
from geo.tables.formulas import spreadsheet_safe
from geo.tables.read import header, read
from geo.tables.table import Row, Table

__all__ = [
    "Dialect",
    "RawRow",
    "Row",
    "Table",
    "coordinate",
    "damage",
    "decode",
    "header",
    "is_comment",
    "number",
    "raw_rows",
    "read",
    "split_list",
    "spreadsheet_safe",
    "unquoted",
]
