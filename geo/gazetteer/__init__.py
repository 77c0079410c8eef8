"""Places: read from CSV, checked, looked up by id and by name."""

from geo.gazetteer.foreign import FOREIGN_FILE, FOREIGN_KINDS, Foreign, Namesake
from geo.gazetteer.gazetteer import Gazetteer, Origin
from geo.gazetteer.load import COLUMNS, REQUIRED, Survey, load, survey
from geo.gazetteer.order import all_files, files_in_use, unread
from geo.gazetteer.place import KINDS, RADIUS_KM, Alias, Place
from geo.gazetteer.plausibility import warnings

__all__ = [
    "COLUMNS", "FOREIGN_FILE", "FOREIGN_KINDS", "KINDS", "RADIUS_KM", "REQUIRED", "Alias", "Foreign", "Gazetteer",
    "Namesake", "Origin", "Place", "Survey", "all_files",
    "files_in_use", "load", "survey", "unread", "warnings",
]  # fmt: skip
