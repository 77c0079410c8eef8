"""Places: read from CSV, checked, looked up by id and by name."""

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.load import COLUMNS, load
from geo.gazetteer.place import KINDS, Alias, Place
from geo.gazetteer.propose import propose

__all__ = ["COLUMNS", "KINDS", "Alias", "Gazetteer", "Place", "load", "propose"]
