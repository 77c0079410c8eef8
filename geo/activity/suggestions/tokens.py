"""A text as tokens: words, numbers and marks, with their offsets, and the form under which tables list them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# one alternative begins at each character, so that the time is linear
_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|\d+(?:[.,:/٬]\d+)*(?:st|nd|rd|th)?"
    r"|[^\W\d_][\u064b-\u0655]*(?:[\w\u200c\u064b-\u0655]|['’‘`\-‑](?=\w))*"
    r"|[^\w\s\u200c]"
)
_DROPPED: Final = re.compile("[\u200c\u064b-\u0655ـ]")
_LETTERS: Final = str.maketrans("يىكےۀة‑", "ییکیهه-")
_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٬", "01234567890123456789,")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_REMEMBERED: Final = 200_000


class _Keys(dict[str, str]):
    """Tokens in the form of the tables; each is looked at once."""

    def __missing__(self, written: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        key = written
        if not written.isascii():
            key = _DROPPED.sub("", written.translate(_LETTERS)).translate(_DIGITS)
        key = key.lower().replace("’", "'")
        key = _POSSESSIVE.sub("", key) or key
        self[written] = key
        return key


_KEYS: Final = _Keys()


def key_of(word: str) -> str:
    """Return the form under which tables list a word: lower case, one spelling of each Arabic letter.

    Examples
    --------
    >>> key_of("Taliban’s"), key_of("می‌گويد") == key_of("میگوید")
    ('taliban', True)
    """
    return _KEYS[word]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text.

    Parameters
    ----------
    text : str
        The text itself.
    starts, ends : list of int
        Offsets of each token, the end excluded.
    keys : list of str
        Each token as the tables list it.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]

    @classmethod
    def of(cls, text: str) -> Tokens:
        """Split a text.

        Examples
        --------
        >>> Tokens.of("U.S. troops killed 1,200.").keys
        ['u.s.', 'troops', 'killed', '1,200', '.']
        """
        found = list(_TOKEN.finditer(text))
        keys = _KEYS
        return cls(
            text,
            [one.start() for one in found],
            [one.end() for one in found],
            [keys[one[0]] for one in found],
        )

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self.keys)

    def written(self, first: int, last: int) -> str:
        """Return what stands from a token to another, the last included, on one line."""
        return " ".join(self.text[self.starts[first] : self.ends[last]].split())

    def capital(self, at: int) -> bool:
        """Return whether a token begins with a capital, or is in a script that has none."""
        first = self.text[self.starts[at]]
        return first.isupper() or "\u0600" <= first <= "\u06ff"
