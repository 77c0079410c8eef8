"""Compact texts: repeated words are written as codes, the most frequent words as the shortest ones.

Deflate alone looks back only 32 KB, and sees letters; given codes for words, its output for the texts of
reports is a third smaller. The idea is that of word-replacing transforms (Skibiński, Grabowski and Deorowicz
2005).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

# letters or up to four digits, with the space before them, or any other character: numbered ids share their digits,
# however many ids there are
_TOKEN: Final = re.compile(r" ?[^\W\d]+(?:['’][^\W\d]+)*| ?\d{1,4}|[^\w]")
#: ends a text; it is removed from texts that contain it
END: Final = "\0"
# characters that JSON does not escape
_ALPHABET: Final = np.array([code for code in range(32, 127) if chr(code) not in '"\\'], np.uint8)
_SIZE: Final = len(_ALPHABET)
# how many of these characters begin codes of one, two, three and four characters
_FIRSTS: Final = (40, 48, 4, 1)
#: how many words can have codes
MOST_WORDS: Final = sum(first * _SIZE**more for more, first in enumerate(_FIRSTS))
_CHUNK: Final = 8192  # texts
_OFTEN: Final = 2  # mean number of rows per distinct text

Tokens = NDArray[np.int32]
Coded = str | dict[str, str | list[int]]


class _Numbered(dict[str, int]):
    """Numbers for words, in the order of their first lookup."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Column(NamedTuple):
    """A column of texts: the words of all texts in sequence, and which text each row has."""

    tokens: Tokens
    rows: NDArray[np.int64] | None


def encode_texts(
    columns: Mapping[str, Sequence[str] | pd.Series], most: int = MOST_WORDS
) -> tuple[list[str], dict[str, Coded]]:
    r"""Write columns of texts as codes of their words.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        Texts by column.
    most : int, optional
        How many distinct words may have codes; beyond that, rare words are spelled letter by letter.

    Returns
    -------
    words : list of str
        The vocabulary, the most frequent first.
    coded : dict of str to str or dict
        For each column one text of printable ASCII; or, if most texts are repeated, such a text of the distinct ones
        as ``values``, and ``codes`` for them.

    Examples
    --------
    >>> words, coded = encode_texts({"name": ["Jurm", "in Jurm"]})
    >>> words
    ['\x00', ' Jurm', 'Jurm', 'in']
    >>> coded
    {'name': '# $! '}
    """
    texts = {name: _distinct(values) for name, values in columns.items()}
    numbered = _Numbered()
    read = {name: _Column(_tokens(values, numbered, None), rows) for name, (values, rows) in texts.items()}
    if len(numbered) > most:
        words = list(numbered)
        # only half of them, because the letters of the other words need codes too
        kept = {words[at] for at in _by_frequency(read, len(words))[: most // 2].tolist()}
        numbered = _Numbered()
        read = {name: _Column(_tokens(values, numbered, kept), rows) for name, (values, rows) in texts.items()}
    words = list(numbered)
    ranked = _by_frequency(read, len(words)).tolist()
    # the order among codes of the same length is arbitrary, and a sorted vocabulary compresses better
    sizes = [first * _SIZE**more for more, first in enumerate(_FIRSTS)]
    ends = [0, *accumulate(sizes)]
    order = [at for start, end in pairwise(ends) for at in sorted(ranked[start:end], key=words.__getitem__)]
    position = np.empty(len(words), np.int64)
    position[order] = np.arange(len(words))
    codes, lengths = _codes(len(words))
    coded = {name: _written(column, position, codes, lengths) for name, column in read.items()}
    return [words[at] for at in order], coded


def _distinct(texts: Sequence[str] | pd.Series) -> tuple[list[str], NDArray[np.int64] | None]:
    """Return the distinct texts, and which of them each row has; or all texts in order if few are repeated."""
    series = texts if isinstance(texts, pd.Series) else pd.Series(texts, dtype=object)
    rows, distinct = pd.factorize(series)
    return (distinct.tolist(), rows) if _OFTEN * len(distinct) <= len(rows) else (series.tolist(), None)


def _tokens(texts: Sequence[str], numbered: _Numbered, kept: set[str] | None) -> Tokens:
    """Return the words of texts as numbers, with an end after each text; words that are not kept as letters."""
    found = [np.empty(0, np.int32)]
    numbered[END]  # gets a number even if there are no texts
    for start in range(0, len(texts), _CHUNK):
        chunk = [text.replace(END, "") if END in text else text for text in texts[start : start + _CHUNK]]
        tokens = _TOKEN.findall(END.join([*chunk, ""]))
        if kept is not None:
            tokens = [part for token in tokens for part in ((token,) if token in kept else token)]
        found.append(np.fromiter(map(numbered.__getitem__, tokens), np.int32, len(tokens)))
    return np.concatenate(found)


def _by_frequency(columns: Mapping[str, _Column], size: int) -> NDArray[np.int64]:
    """Return the words from most to least frequent."""
    counts = sum((np.bincount(column.tokens, minlength=size) for column in columns.values()), np.zeros(size, np.int64))
    return np.argsort(-counts, kind="stable")


def _codes(size: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the characters of each word's code, one row per word, and the length of each code."""
    codes = np.zeros((size, len(_FIRSTS)), np.uint8)
    lengths = np.zeros(size, np.int64)
    start = lead = 0
    for more, first in enumerate(_FIRSTS):
        count = min(first * _SIZE**more, size - start)
        rest = np.arange(max(count, 0))
        for at in range(more, 0, -1):
            rest, digit = np.divmod(rest, _SIZE)
            codes[start : start + count, at] = _ALPHABET[digit]
        codes[start : start + count, 0] = _ALPHABET[lead + rest]
        lengths[start : start + count] = more + 1
        start, lead = start + max(count, 0), lead + first
    return codes, lengths


def _written(
    column: _Column, position: NDArray[np.int64], codes: NDArray[np.uint8], lengths: NDArray[np.int64]
) -> Coded:
    """Return a column's texts as codes, in sequence."""
    words = position[column.tokens]
    length = lengths[words]
    ends = length.cumsum()
    characters = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    for at in range(codes.shape[1]):
        long = length > at
        characters[(ends - length)[long] + at] = codes[words[long], at]
    text = characters.tobytes().decode("ascii")
    return text if column.rows is None else {"values": text, "codes": column.rows.tolist()}
