"""Places: read from CSV, checked, looked up by id and by name."""

from geo.gazetteer.country_rows import add_rows, known_places
from geo.gazetteer.doubts import warnings
from geo.gazetteer.edit import Cells, Change, Entry, Key, as_cell, keyed, matching
from geo.gazetteer.gazetteer import Gazetteer, Origin
from geo.gazetteer.load import COLUMNS, Survey, load, survey
from geo.gazetteer.order import choose, sources, unread
from geo.gazetteer.outline import inside, outlined, unlined
from geo.gazetteer.place import KINDS, RADIUS_KM, Alias, Place
from geo.gazetteer.propose import propose, propose_id
from geo.gazetteer.saving import Saved, Written, save
from geo.gazetteer.trial import Trial, try_out

__all__ = [
    "COLUMNS", "KINDS", "RADIUS_KM", "Alias", "Cells", "Change", "Entry", "Gazetteer", "Key", "Origin", "Place",
    "Saved", "Survey", "Trial", "Written", "add_rows", "as_cell", "choose", "inside", "keyed", "known_places", "load",
    "matching", "outlined", "propose", "propose_id", "save", "sources", "survey", "try_out", "unlined", "unread",
    "warnings",
]  # fmt: skip
