"""Places: read from CSV, checked, looked up by id and by name."""

from geo.gazetteer.code_table import code_columns, schemes_in_use
from geo.gazetteer.codes import COLUMN_SCHEMES, Code, code_cells
from geo.gazetteer.foreign import FOREIGN_FILE, FOREIGN_KINDS, Foreign, Namesake
from geo.gazetteer.gazetteer import Gazetteer, Origin
from geo.gazetteer.load import COLUMNS, REQUIRED, Survey, load, survey
from geo.gazetteer.order import all_files, files_in_use, unread
from geo.gazetteer.place import KINDS, RADIUS_KM, Alias, Place
from geo.gazetteer.plausibility import warnings

__all__ = [
    "COLUMNS", "COLUMN_SCHEMES", "FOREIGN_FILE", "FOREIGN_KINDS", "KINDS", "RADIUS_KM", "REQUIRED", "Alias",
    "Code", "Foreign", "Gazetteer",
    "Namesake", "Origin", "Place", "Survey", "all_files", "code_cells", "code_columns",
    "files_in_use", "load", "schemes_in_use", "survey", "unread", "warnings",
]  # fmt: skip
