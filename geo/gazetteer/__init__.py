"""Places: read from CSV, checked, looked up by id and by name."""

from geo.gazetteer.gazetteer import Gazetteer, Origin
from geo.gazetteer.load import COLUMNS, REQUIRED, Survey, load, survey
from geo.gazetteer.order import all_files, files_in_use, unread
from geo.gazetteer.place import KINDS, RADIUS_KM, Alias, Place
from geo.gazetteer.plausibility import warnings

__all__ = [
    "COLUMNS", "KINDS", "RADIUS_KM", "REQUIRED", "Alias", "Gazetteer", "Origin", "Place", "Survey", "all_files",
    "files_in_use", "load", "survey", "unread", "warnings",
]  # fmt: skip
