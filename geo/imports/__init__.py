"""Event tables from elsewhere: UCDP GED, ACLED, and any other table through a mapping of its columns."""

from geo.imports.editions import Changes, changes
from geo.imports.file_rows import Vocabulary
from geo.imports.incoming import Incoming, mapping_of, read
from geo.imports.mapping import ColumnMapping, formats, recognised
from geo.imports.rows import OTHER
from geo.imports.store import Imported, load, save
from geo.imports.together import DATASET, actors_of, report_of, stacked

__all__ = [
    "DATASET", "OTHER", "Changes", "ColumnMapping", "Imported", "Incoming", "Vocabulary", "actors_of", "changes",
    "formats", "load", "mapping_of", "read", "recognised", "report_of", "save", "stacked",
]  # fmt: skip
