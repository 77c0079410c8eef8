"""Folding toponyms: one key for spellings that nobody would call different, in Latin, Dari and Pashto."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from geo.names.rules import LETTERS

_UNIFIED: Final = str.maketrans(LETTERS)


class _Letters(dict[int, str]):
    """What a character folds to: a letter or digit, or nothing; computed once per character."""

    def __missing__(self, code: int) -> str:
        # marks, spaces, punctuation and invisible characters are neither letters nor digits
        unified = chr(code).translate(_UNIFIED)
        self[code] = "".join(c for c in unified if c.isalnum() and (c.isascii() or unicodedata.category(c) != "Lm"))
        return self[code]


_LETTERS: Final = _Letters({ord("\n"): "\n"})
_ASCII: Final = {code: chr(code).lower() if chr(code).isalnum() or chr(code) == "\n" else None for code in range(128)}
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the key shared by spellings of a name that nobody would call different.

    Parameters
    ----------
    name : str
        A toponym in Latin or Arabic script.

    Returns
    -------
    str
        Lower-case letters and digits only; empty if the name has none.

    Examples
    --------
    >>> fold("Sar-e Pul"), fold("Ghōr"), fold("Qush Tepa")
    ('sarepul', 'ghor', 'qushtepa')
    >>> fold("كندز") == fold("کندز")
    True
    """
    return _folded(name).replace("\n", "")


def folds(names: Sequence[str]) -> list[str]:
    """Return :func:`fold` of each of many names, faster than one by one.

    Examples
    --------
    >>> folds(["Sar-e Pul", "كندز"])
    ['sarepul', 'کندز']
    """
    if any("\n" in name for name in names):
        return [fold(name) for name in names]
    return each(_folded, names)


def each(change: Callable[[str], str], names: Sequence[str]) -> list[str]:
    """Apply a function to many names at once, as the lines of one text; no name may contain a line break.

    Examples
    --------
    >>> each(str.upper, ["Jurm", "Kunduz"])
    ['JURM', 'KUNDUZ']
    """
    # a single call on a long text is cheap as long as the text is ASCII
    plain = iter(change("\n".join(filter(str.isascii, names))).split("\n"))
    others = iter(change("\n".join([name for name in names if not name.isascii()])).split("\n"))
    return [next(plain if name.isascii() else others) for name in names]


def _folded(lines: str) -> str:
    """Fold names, one per line."""
    if lines.isascii():
        return lines.translate(_ASCII)
    # unify composed letters: if decomposed, آ and ئ would lose the marks that distinguish them
    unified = unicodedata.normalize("NFKC", lines).casefold().translate(_UNIFIED)
    # case-folding may compose letters, and decomposing may bring capitals back
    return unicodedata.normalize("NFKD", unified).casefold().translate(_LETTERS)


def is_arabic(name: str) -> bool:
    """Return whether a name is written in Arabic script.

    Examples
    --------
    >>> is_arabic("جرم"), is_arabic("Jurm")
    (True, False)
    """
    return not name.isascii() and _ARABIC.search(name) is not None
