"""The rules for folding and comparing toponyms, read from ``rules.json`` beside this module.

The search box of the time map reads the same file (``geo/maps/web/data/names.js``), so that both find the
same names.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

#: the file that Python and the browser share
FILE: Final = Path(__file__).with_name("rules.json")


def _spread(entries: dict[str, str]) -> dict[str, str]:
    """Return the replacement of each character, from entries that list characters by their replacement.

    Examples
    --------
    >>> _spread({"note": "letters of one sound", "t": "تط"})
    {'ت': 't', 'ط': 't'}
    """
    return {letter: becomes for becomes, letters in entries.items() if becomes != "note" for letter in letters}


_RULES: Final[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))

#: interchangeable characters, and the one that stands for them
LETTERS: Final = _spread(_RULES["letters"])
#: the sound of each letter of the Arabic script
SOUNDS: Final = _spread(_RULES["sounds"])
#: Latin spellings of a sound, and the sound, in order of replacement
ROMANISED: Final[tuple[tuple[str, str], ...]] = tuple(map(tuple, _RULES["romanised"]["order"]))
#: letters with a special sound at the beginning of a name, and that sound
INITIAL: Final[dict[str, str]] = dict(_RULES["initial"]["order"])
#: letters that a skeleton drops, what it keeps of them at its beginning, and sounds that it merges
LOST: Final[str] = _RULES["skeleton"]["lost"]
BEGINS: Final = _spread(_RULES["skeleton"]["begins"])
MERGED: Final = _spread(_RULES["skeleton"]["merged"])
#: vowel patterns that romanisations use interchangeably, and the vowel that stands for them
VOWELS: Final[tuple[tuple[str, str], ...]] = tuple(map(tuple, _RULES["vowels"]["order"]))
#: words beside a name, and the kind of place that they stand for
KIND_WORDS: Final[dict[str, str]] = {
    word: kind for kind, words in _RULES["kinds"].items() if kind != "note" for word in words
}
