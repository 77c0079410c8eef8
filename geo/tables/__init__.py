"""Reading the CSVs that people edit, as their programs save them, and saying all that is wrong with them at once."""

from geo.tables.cells import coordinate, damage, number, unquoted
from geo.tables.dialect import Dialect, Record, is_comment, records
from geo.tables.encoding import decode
from geo.tables.export import spreadsheet_safe
from geo.tables.read import header, read
from geo.tables.table import Row, Table

__all__ = [
    "Dialect",
    "Record",
    "Row",
    "Table",
    "coordinate",
    "damage",
    "decode",
    "header",
    "is_comment",
    "number",
    "read",
    "records",
    "spreadsheet_safe",
    "unquoted",
]
