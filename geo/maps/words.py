"""Texts in few characters: words that come again are written as codes, the frequent ones as short ones.

Deflate alone looks back only 32 KB, and sees letters; given codes of words it keeps a third less of what
reports tell. The idea is that of word-replacing transforms (Skibiński, Grabowski and Deorowicz 2005).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

# a word with the space before it, or any other character
_TOKEN: Final = re.compile(r" ?[\w'’]+|[^\w]")
#: ends a text; reports that hold it lose nothing, since it only parts texts where no token is it
END: Final = "\0"
# what JSON writes as it is
_ALPHABET: Final = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
_SIZE: Final = len(_ALPHABET)
# first characters of codes of one, of two and of three characters
_ONE: Final = 40
_TWO: Final = 48


def encode_texts(columns: Mapping[str, Sequence[str | None]]) -> tuple[list[str], dict[str, str]]:
    r"""Write columns of texts as codes of their words.

    Parameters
    ----------
    columns : mapping of str to sequence of str or None
        Texts by column. None is read again as an empty text.

    Returns
    -------
    words : list of str
        The vocabulary, the most frequent first.
    coded : dict of str to str
        For each column one text of printable ASCII.

    Raises
    ------
    OverflowError
        When there are more than half a million different words.

    Examples
    --------
    >>> words, coded = encode_texts({"name": ["Jurm", "in Jurm"]})
    >>> words
    ['\x00', ' Jurm', 'Jurm', 'in']
    >>> coded
    {'name': '# $! '}
    """
    tokens = {
        name: [[*_TOKEN.findall((text or "").replace(END, "")), END] for text in texts]
        for name, texts in columns.items()
    }
    counted = Counter(token for texts in tokens.values() for text in texts for token in text)
    words = [word for word, _ in counted.most_common()]
    # among codes of one length the order is free, and a sorted vocabulary is shorter
    ends = (0, _ONE, _ONE + _TWO * _SIZE, len(words))
    words = [word for start, end in pairwise(ends) for word in sorted(words[start:end])]
    codes = dict(zip(words, map(_code, range(len(words))), strict=True))
    coded = {name: "".join(codes[token] for text in texts for token in text) for name, texts in tokens.items()}
    return words, coded


def _code(index: int) -> str:
    """Return the code of the word that is the index-th in frequency."""
    if index < _ONE:
        return _ALPHABET[index]
    index -= _ONE
    if index < _TWO * _SIZE:
        return _ALPHABET[_ONE + index // _SIZE] + _ALPHABET[index % _SIZE]
    index -= _TWO * _SIZE
    high, low = divmod(index, _SIZE * _SIZE)
    if _ONE + _TWO + high >= _SIZE:
        raise OverflowError("the records hold more different words than a map can carry; show fewer of them")
    return _ALPHABET[_ONE + _TWO + high] + _ALPHABET[low // _SIZE] + _ALPHABET[low % _SIZE]
