"""Changing the gazetteer's files: by hand, previewed before it is saved, and undone."""

from geo.gazetteer.editing.change import Cells, Change, Entry, Key, keyed, matching
from geo.gazetteer.editing.country_rows import add_rows, known_places
from geo.gazetteer.editing.outline import inside, outlined, unlined
from geo.gazetteer.editing.preview import Preview, preview
from geo.gazetteer.editing.propose import propose, propose_id

__all__ = [
    "Cells", "Change", "Entry", "Key", "Preview", "add_rows", "inside", "keyed", "known_places", "matching",
    "outlined", "preview", "propose", "propose_id", "unlined",
]  # fmt: skip
