"""Whose words tell of an event: those of a person with a name rather than "officials"."""

from __future__ import annotations

import re
from typing import Final

from geo.activity.suggestions.candidates import Candidate
from geo.activity.suggestions.parts import Reading

_NAME: Final = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+")
_CLOSE: Final = 3  # sentences behind the main one in which its speaker may be named
_BACK: Final = 5  # sentences back to which a pronoun may point


def said_by(one: Candidate, reading: Reading) -> str:
    """Return who says that an event happened, as written; nothing when the text says it itself.

    Parameters
    ----------
    one : Candidate
        The event.
    reading : Reading
        The text.

    Returns
    -------
    str
        Empty where the text says it itself.
    """
    main = one.main.sentence
    passages = [main, *(part.sentence for part in one.parts if part.own)]
    passages += [part.sentence for part in one.parts if 0 < part.sentence - main <= _CLOSE]
    found = [said for number in dict.fromkeys(passages) if (said := _said_in(number, reading))]
    if found:
        return next((said for said in found if _NAME.search(said)), found[0])
    paragraph = reading.lines[main].sentence.paragraph
    for near in (main + 1, main - 1):
        beside = 0 <= near < len(reading.lines) and reading.lines[near].sentence.paragraph == paragraph
        if beside and (said := _said_in(near, reading)):
            return said
    return ""


def _said_in(number: int, reading: Reading) -> str:
    line = reading.lines[number]
    for said in line.speakers:
        if said.text:
            return said.text
    if line.speakers or line.sentence.quoted:
        # a pronoun, or a quotation that goes on: whoever spoke last
        for before in reversed(reading.lines[max(0, number - _BACK) : number]):
            for said in reversed(before.speakers):
                if said.text:
                    return said.text
    return ""
