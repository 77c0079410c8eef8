"""How toponyms sound: one place, many spellings in Latin, Dari and Pashto.

:func:`geo.names.fold` drops differences that no reader would call a different spelling; :func:`skeleton` also
drops what romanisations disagree about, and keeps the consonants, by sound. Dari and Pashto leave short
vowels unwritten, and each newspaper supplies its own (Kunduz, Kondoz, Qunduz); the written consonants stay
the same, so that one key serves Latin and Arabic script.

The letters and their sounds follow the BGN/PCGN 2007 romanisation systems for Dari and for Pashto. The
skeleton applies the idea of Soundex (Russell 1918) to the letters of these languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from geo.names.folding import each, fold, is_arabic
from geo.names.rules import BEGINS, INITIAL, LOST, MERGED, ROMANISED, SOUNDS, VOWELS

_SOUNDS: Final = str.maketrans(SOUNDS)
_INITIAL: Final = re.compile(f"^(?:{'|'.join(INITIAL)})", re.MULTILINE)
_MERGED: Final = str.maketrans(MERGED)
# a skeleton drops these letters except at the beginning of a name; capitals mark those to keep
_BEGINNING: Final = re.compile(f"^[{LOST}]", re.MULTILINE)
_KEPT: Final = str.maketrans(dict.fromkeys(LOST) | {kept.upper(): kept for kept in BEGINS.values()})
_VOWEL_GROUPS: Final = re.compile("|".join(f"({pattern})" for pattern, _ in VOWELS))
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def skeleton(name: str) -> str:
    """Return the key shared by a name's romanisations and its original script.

    Vowels are dropped, as are w and y unless they begin the name, and h (silent at the end of words, and
    often lost within them); doubled consonants count once.

    Parameters
    ----------
    name : str
        A toponym in Latin or Arabic script.

    Returns
    -------
    str
        Consonants by sound, in upper case for sounds that Latin script writes with two letters. An initial
        vowel is kept as ``a``.

    Examples
    --------
    >>> {skeleton(name) for name in ("Kunduz", "Kondoz", "Qunduz", "کندز", "قندوز")}
    {'kndz'}
    >>> {skeleton(name) for name in ("Sar-e Pol", "Sari Pul", "Saripul", "سرپل")}
    {'srpl'}
    """
    return _consonants(_sounds(fold(name)))


def skeletons(folded: Sequence[str]) -> list[str]:
    """Return the :func:`skeleton` of each of many folded names, faster than one by one.

    Examples
    --------
    >>> skeletons(["kunduz", "سرپل"])
    ['kndz', 'srpl']
    """
    return each(lambda lines: _consonants(_sounds(lines)), folded)


def _sounds(lines: str) -> str:
    """Write folded names, one per line, with one letter per sound."""
    if lines.isascii():
        return _latin(lines)
    names = lines.split("\n")
    # Arabic script: one letter is one sound
    spoken = [name.translate(_SOUNDS) for name in names]
    return "\n".join([_latin(name) if sounds == name else sounds for name, sounds in zip(names, spoken, strict=True)])


def _latin(lines: str) -> str:
    """Write folded names in Latin script, one per line, with one letter per sound."""
    sounds = _INITIAL.sub(lambda found: INITIAL[found[0]], lines)
    for letters, sound in ROMANISED:
        if letters in sounds:
            sounds = sounds.replace(letters, sound)
    return sounds


def _consonants(lines: str) -> str:
    """Reduce the sounds of names, one per line, to their skeletons."""
    sounds = _BEGINNING.sub(lambda found: BEGINS[found[0]].upper(), lines.translate(_MERGED))
    return _DOUBLED.sub(r"\1", sounds.translate(_KEPT))


@lru_cache(maxsize=1 << 16)
def sounds(name: str) -> str:
    """Return how a name sounds: one letter per consonant, three vowels, no doubled letters, no silent h.

    This is between :func:`fold` and :func:`skeleton`: it ranks spellings that have the same skeleton.

    Examples
    --------
    >>> {sounds(name) for name in ("Kunduz", "Kondoz", "Qoondooz")}
    {'kunduz'}
    >>> sounds("Sar-e Pul"), sounds("Sari Pul"), sounds("سرپل")
    ('saripul', 'saripul', 'srpl')
    """
    spoken = _VOWEL_GROUPS.sub(_vowel, _sounds(fold(name)))
    single = _DOUBLED.sub(r"\1", spoken)
    return single[:1] + single[1:].replace("h", "")


def _vowel(group: re.Match[str]) -> str:
    return VOWELS[(group.lastindex or 1) - 1][1]


@lru_cache(maxsize=1 << 16)
def similarity(one: str, other: str) -> float:
    """Return how much two spellings sound alike.

    Parameters
    ----------
    one, other : str
        Toponyms, each in Latin or Arabic script.

    Returns
    -------
    float
        From 0 (nothing in common) to 1 (the same): one minus the edit distance between their
        :func:`sounds` (optimal string alignment: a letter changed, dropped, added, or two swapped),
        divided by the longer length. Arabic script leaves short vowels unwritten, so vowels count for only
        a quarter when compared with it.

    Examples
    --------
    >>> similarity("Qushtepa", "Qush Tepa"), similarity("Jurm", "Kabul") < 0.5
    (1.0, True)
    >>> similarity("Kunduz", "کندز") > 0.8
    True
    """
    first, second = sounds(one), sounds(other)
    if is_arabic(one) != is_arabic(other):
        # unwritten vowels are hardly a difference, so consonants get most of the weight
        consonants = OSA.normalized_similarity(skeleton(one), skeleton(other))
        return 0.75 * consonants + 0.25 * OSA.normalized_similarity(first, second)
    return OSA.normalized_similarity(first, second)


def shortened(key: str) -> list[str]:
    """Return a key with each of its letters left out in turn, and the key itself.

    Examples
    --------
    >>> shortened("kndz")
    ['ndz', 'kdz', 'knz', 'knd', 'kndz']
    """
    return [key[:at] + key[at + 1 :] for at in range(len(key) + 1)]
