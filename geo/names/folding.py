"""Folding toponyms: one place, many spellings, three scripts.

Two keys stand for a name. :func:`fold` forgets what no reader would call a different spelling: case,
diacritics, spaces, hyphens, zero-width characters, the Arabic or the Persian form of a letter.
:func:`skeleton` also forgets what romanisations disagree about: it keeps the consonants, by sound. Dari
and Pashto leave short vowels unwritten, and each newspaper fills them in its own way (Kunduz, Kondoz,
Qunduz); the consonants that are written stay the same, so that one key serves Latin and Arabic script.

The letters and their sounds follow the BGN/PCGN 2007 romanisation systems for Dari and for Pashto. The
skeleton is the idea of Soundex (Russell 1918) with the letters of these languages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

# the same letter in Arabic, Persian, Urdu and Pashto keyboards
_UNIFIED: Final = str.maketrans(
    {
        "ك": "ک",
        "ګ": "گ",
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ۍ": "ی",
        "ئ": "ی",
        "ے": "ی",
        "ۀ": "ه",
        "ة": "ه",
        "ھ": "ه",
        "ہ": "ه",
        "ە": "ه",
        "آ": "ا",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ټ": "ت",
        "ډ": "د",
        "ړ": "ر",
        "ڼ": "ن",
        "ښ": "ش",
        "ء": "",
        "ـ": "",  # tatweel only stretches a word
        # scientific and Turkish romanisations
        "č": "ch",
        "ç": "ch",
        "š": "sh",
        "ş": "sh",
        "ž": "zh",
        "ğ": "gh",
        "ı": "i",
    }
)
# sounds of the Arabic script: upper case where the Latin side needs two letters
_SOUNDS: Final = str.maketrans(
    {
        "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "څ": "s", "ج": "j",
        "چ": "C", "ح": "h", "ه": "h", "خ": "X", "د": "d", "ذ": "z", "ز": "z", "ض": "z", "ظ": "z",
        "ځ": "z", "ژ": "z", "ږ": "g", "ر": "r", "ش": "S", "غ": "G", "ف": "f", "ق": "k", "ک": "k",
        "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "w", "ی": "y", "ا": "a", "ع": "a",
    }
)  # fmt: skip
# sounds that Latin script writes with two letters, and letters that only spelling tells apart
_DIGRAPHS: Final = (
    ("dzh", "j"), ("tch", "C"),
    ("kh", "X"), ("gh", "G"), ("sh", "S"), ("ch", "C"), ("zh", "z"), ("ts", "s"), ("dj", "j"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("c", "C"), ("v", "w"), ("x", "ks"),
)  # fmt: skip
_VOWELS: Final = frozenset("aeiouwy")
# vowels that romanisations exchange for one another: Kunduz and Kondoz, Jowzjan and Jawzjan, Ishkashim and Eshkashem
_VOWEL_GROUPS: Final = re.compile(r"(?P<back>[aou]*[ouw][aou]*(?=[^aeiouwy]|$)|[ou]+)|(?P<front>[aei]*[iey][aei]*)|a+")

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the key under which spellings of a name that nobody tells apart are equal.

    Parameters
    ----------
    name : str
        A toponym in Latin or Arabic script.

    Returns
    -------
    str
        Lower-case letters and digits only; empty when the name has none.

    Examples
    --------
    >>> fold("Sar-e Pul"), fold("Ghōr"), fold("Qush Tepa")
    ('sarepul', 'ghor', 'qushtepa')
    >>> fold("كندز") == fold("کندز")
    True
    """
    if name.isascii():
        return "".join(filter(str.isalnum, name.lower()))
    # unify composed letters: decomposed, آ and ئ would lose what tells them from their neighbours
    unified = unicodedata.normalize("NFKC", name).casefold().translate(_UNIFIED)
    # to casefold may compose, and to decompose may bring capitals back
    plain = unicodedata.normalize("NFKD", unified).casefold().translate(_UNIFIED)
    # marks, spaces, punctuation and invisible characters are neither letter nor digit
    return "".join(c for c in plain if c.isalnum() and (c.isascii() or unicodedata.category(c) != "Lm"))


@lru_cache(maxsize=1 << 16)
def skeleton(name: str) -> str:
    """Return the key under which a name's romanisations and its original script are equal.

    Vowels go, w and y with them unless they begin the name, h likewise (it is silent at the end of
    words, and often lost inside them); doubled consonants count once.

    Parameters
    ----------
    name : str
        A toponym in Latin or Arabic script.

    Returns
    -------
    str
        Consonants by sound, upper case for sounds that Latin script writes with two letters. An
        initial vowel is kept as ``a``.

    Examples
    --------
    >>> {skeleton(name) for name in ("Kunduz", "Kondoz", "Qunduz", "کندز", "قندوز")}
    {'kndz'}
    >>> {skeleton(name) for name in ("Sar-e Pol", "Sari Pul", "Saripul", "سرپل")}
    {'srpl'}
    """
    # gh and g stay apart in how a name sounds, but newspapers drop the h too often to look a name up by it
    sounds = _sounds(fold(name)).replace("G", "g")
    if not sounds:
        return ""
    first = "a" if sounds[0] in "aeiou" else sounds[0]
    consonants = [first]
    for sound in sounds[1:]:
        if sound not in _VOWELS and sound != "h" and sound != consonants[-1]:
            consonants.append(sound)
    return "".join(consonants)


def _sounds(folded: str) -> str:
    """Write a folded name with one letter per sound."""
    sounds = folded.translate(_SOUNDS)
    if sounds != folded:
        return sounds  # Arabic script: one letter is one sound
    # Pashto's dz begins a name (Dzadran); inside one, d and z are two letters (Kundz)
    sounds = "z" + sounds[2:] if sounds.startswith("dz") else sounds
    for letters, sound in _DIGRAPHS:
        if letters in sounds:
            sounds = sounds.replace(letters, sound)
    return sounds


@lru_cache(maxsize=1 << 16)
def sounds(name: str) -> str:
    """Return how a name sounds: one letter per consonant, three vowels, nothing doubled, no silent h.

    It stands between :func:`fold` and :func:`skeleton`: two spellings with one skeleton are the more
    alike, the more their sounds are.

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
    return "u" if group["back"] else "i" if group["front"] else "a"


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
        :func:`sounds` (optimal string alignment: a letter changed, lost, added, or two exchanged),
        divided by the longer length. Arabic script leaves short vowels unwritten, so that beside it
        only the vowels it can write count.

    Examples
    --------
    >>> similarity("Qushtepa", "Qush Tepa"), similarity("Jurm", "Kabul") < 0.5
    (1.0, True)
    >>> similarity("Kunduz", "کندز") > 0.8
    True
    """
    first, second = sounds(one), sounds(other)
    if is_arabic(one) != is_arabic(other):
        # what is unwritten is no difference: each missing vowel counts a quarter
        consonants = OSA.normalized_similarity(skeleton(one), skeleton(other))
        return 0.75 * consonants + 0.25 * OSA.normalized_similarity(first, second)
    return OSA.normalized_similarity(first, second)


def is_arabic(name: str) -> bool:
    """Tell whether a name is written in Arabic script.

    Examples
    --------
    >>> is_arabic("جرم"), is_arabic("Jurm")
    (True, False)
    """
    return not name.isascii() and _ARABIC.search(name) is not None


def shortened(key: str) -> set[str]:
    """Return a key and what is left of it without one of its letters.

    Examples
    --------
    >>> sorted(shortened("kndz"))
    ['kdz', 'knd', 'kndz', 'knz', 'ndz']
    """
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}
