"""The rules by which toponyms are folded and compared, as ``rules.json`` beside this module holds them.

The search box of the time map reads the same file (``geo/maps/web/data/names.js``), so that a name that one
of them finds, the other finds too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

#: the file that Python and the browser share
FILE: Final = Path(__file__).with_name("rules.json")


def _spread(entries: dict[str, str]) -> dict[str, str]:
    """Return what each character becomes, of entries that list the characters by what they become.

    Examples
    --------
    >>> _spread({"note": "letters of one sound", "t": "تط"})
    {'ت': 't', 'ط': 't'}
    """
    return {letter: becomes for becomes, letters in entries.items() if becomes != "note" for letter in letters}


_RULES: Final[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))

#: characters that are written for one another, and the one that stands for them
LETTERS: Final = _spread(_RULES["letters"])
#: the sound of each letter of the Arabic script
SOUNDS: Final = _spread(_RULES["sounds"])
#: what Latin script writes for a sound, and the sound, in the order in which they are replaced
ROMANISED: Final[tuple[tuple[str, str], ...]] = tuple(map(tuple, _RULES["romanised"]["order"]))
#: letters that are a sound only where they begin a name, and the sound
INITIAL: Final[dict[str, str]] = dict(_RULES["initial"]["order"])
#: letters that a skeleton loses, what it keeps of them at its beginning, and sounds that are one in it
LOST: Final[str] = _RULES["skeleton"]["lost"]
BEGINS: Final = _spread(_RULES["skeleton"]["begins"])
MERGED: Final = _spread(_RULES["skeleton"]["merged"])
#: patterns of vowels that romanisations exchange for one another, and the vowel that stands for them
VOWELS: Final[tuple[tuple[str, str], ...]] = tuple(map(tuple, _RULES["vowels"]["order"]))
#: what a word beside a name says about its kind
KIND_WORDS: Final[dict[str, str]] = {
    word: kind for kind, words in _RULES["kinds"].items() if kind != "note" for word in words
}
