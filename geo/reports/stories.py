"""Telling that two articles are the same story: agencies' reports are printed by many, with other first lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

_SHINGLE: Final = 5
_SKETCH: Final = 48
_ALIKE: Final = 0.6


def sketch(text: str) -> list[int]:
    """Return numbers that texts of the same story have in common.

    The same wire story has most runs of five words in common. Of their hashes the smallest are kept (Broder's
    min-wise sketch, 1997), so that a batch of thousands is compared at once.

    Parameters
    ----------
    text : str
        An article.

    Returns
    -------
    list of int
        At most 48 numbers of 64 bits, in ascending order.

    Examples
    --------
    >>> one = sketch("Fighters came to Darzab in the night, officials said on Monday.")
    >>> one == sketch("fighters came to Darzab in the night; officials said, on Monday")
    True
    """
    words = re.findall(r"\w+", text.lower())
    runs = {" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 1))}
    hashes = sorted(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
    return hashes[:_SKETCH]


class Stories:
    """The stories seen so far.

    Examples
    --------
    >>> stories = Stories()
    >>> night = sketch("Fighters came to Darzab in the night, officials said on Monday.")
    >>> stories.earlier("a.txt", night), stories.earlier("b.txt", night)
    ('', 'a.txt')
    """

    def __init__(self) -> None:
        self._seen: dict[int, list[tuple[str, frozenset[int]]]] = {}

    def earlier(self, source: str, numbers: Sequence[int]) -> str:
        """Return the article that told a story first; if none did, remember this one.

        Parameters
        ----------
        source : str
            What the article is called.
        numbers : sequence of int
            Its :func:`sketch`.

        Returns
        -------
        str
            The source of the earlier article; empty if there is none.
        """
        own = frozenset(numbers)
        for one in numbers:
            for known, other in self._seen.get(one, ()):
                if len(own & other) >= _ALIKE * min(len(own), len(other)):
                    return known
        for one in numbers:
            self._seen.setdefault(one, []).append((source, own))
        return ""
