"""Places: read from CSV, checked, looked up by id and by name."""

from geo.gazetteer.doubts import warnings
from geo.gazetteer.gazetteer import Gazetteer, Origin
from geo.gazetteer.load import COLUMNS, Survey, load, survey
from geo.gazetteer.order import choose, sources, unread
from geo.gazetteer.outlines import add_rows, known_places
from geo.gazetteer.place import KINDS, Alias, Place
from geo.gazetteer.propose import propose, propose_id

__all__ = [
    "COLUMNS", "KINDS", "Alias", "Gazetteer", "Origin", "Place", "Survey", "add_rows", "choose", "known_places", "load",
    "propose", "propose_id", "sources", "survey", "unread", "warnings",
]  # fmt: skip
