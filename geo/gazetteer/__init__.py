"""Places: read from CSV, checked, looked up by id and by name."""

from geo.gazetteer.doubts import warnings
from geo.gazetteer.edit import Change, Entry, Key, keyed, matching
from geo.gazetteer.gazetteer import Gazetteer, Origin
from geo.gazetteer.load import COLUMNS, Survey, load, survey
from geo.gazetteer.order import choose, sources, unread
from geo.gazetteer.outlines import add_rows, known_places
from geo.gazetteer.place import KINDS, Alias, Place
from geo.gazetteer.propose import propose, propose_id
from geo.gazetteer.saving import Saved, Written, save
from geo.gazetteer.trial import Trial, try_out

__all__ = [
    "COLUMNS", "KINDS", "Alias", "Change", "Entry", "Gazetteer", "Key", "Origin", "Place", "Saved", "Survey", "Trial",
    "Written", "add_rows", "choose", "keyed", "known_places", "load", "matching", "propose", "propose_id", "save",
    "sources", "survey", "try_out", "unread", "warnings",
]  # fmt: skip
