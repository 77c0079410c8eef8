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
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

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
    ("tch", "C"), ("kh", "X"), ("gh", "G"), ("sh", "S"), ("ch", "C"), ("zh", "z"), ("ts", "s"), ("dj", "j"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("c", "k"), ("v", "w"), ("x", "ks"),
)  # fmt: skip
_VOWELS: Final = frozenset("aeiouwy")

# what a word beside a name says about its kind; cities and towns are one in common speech
KIND_WORDS: Final = {
    "country": "country",
    "region": "region",
    "zone": "region",
    "province": "province",
    "wilayat": "province",
    "welayat": "province",
    "velayat": "province",
    "ولایت": "province",
    "governorate": "province",
    "district": "district",
    "wuleswali": "district",
    "wuluswali": "district",
    "woleswali": "district",
    "uluswali": "district",
    "ولسوالی": "district",
    "city": "city",
    "شهر": "city",
    "شار": "city",  # Pashto ښار, folded
    "town": "town",
    "village": "village",
    "qarya": "village",
    "قریه": "village",
    "کلی": "village",
    "valley": "valley",
    "dara": "valley",
    "darah": "valley",
    "darra": "valley",
    "darreh": "valley",
    "دره": "valley",
}
_DIRECTION: Final = r"(?:north|south)?-?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?|central|upper|lower"
_QUALIFIER: Final = re.compile(rf"^(?:the\s+)?(?P<direction>(?:{_DIRECTION}))\s+(?:parts?\s+of\s+)?", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s*[,،;()\[\]]\s*|\s+(?:of|in|at|near|inside|در)\s+", re.IGNORECASE)
_GOVERNOR: Final = re.compile(r"^(?:the\s+)?governor\s+of\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"^(?P<owner>.+?)['’]s?\s+(?P<owned>\S.*)$")
_IZAFA: Final = re.compile(r"^(?P<word>\w+)(?:\s*[-‑–]\s*[ie]|\s+[ie])(?:\s*[-‑–]\s*|\s+)(?P<rest>.+)$", re.IGNORECASE)


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
    # unify composed letters: decomposed, آ and ئ would lose what tells them from their neighbours
    unified = unicodedata.normalize("NFKC", name).casefold().translate(_UNIFIED)
    # to casefold may compose, and to decompose may bring capitals back
    plain = unicodedata.normalize("NFKD", unified).casefold().translate(_UNIFIED)
    # marks, spaces, punctuation and invisible characters are neither letter nor digit
    return "".join(c for c in plain if c.isalnum())


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
    sounds = _sounds(fold(name))
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


def similarity(one: str, other: str) -> float:
    """Return how much two spellings sound alike.

    Parameters
    ----------
    one, other : str
        Toponyms, each in Latin or Arabic script.

    Returns
    -------
    float
        From 0 (nothing in common) to 1 (the same): the normalised edit distance between the sounds.

    Examples
    --------
    >>> similarity("Qushtepa", "Qush Tepa"), similarity("Jurm", "Kabul") < 0.5
    (1.0, True)
    """
    return fuzz.ratio(_sounds(fold(one)), _sounds(fold(other))) / 100


@dataclass(frozen=True, slots=True)
class Part:
    """One name in a phrase, without the words around it.

    Parameters
    ----------
    name : str
        The name itself.
    kind : str, optional
        What the words around it call it: ``district`` in "Darzab district".
    direction : str, optional
        The part of the place that is meant: ``northern`` in "northern Badakhshan".
    text : str
        The piece of the phrase that it was read from. A name may hold a word that elsewhere only tells
        the kind: Dara-i-Nur is a district.
    """

    name: str
    kind: str | None = None
    direction: str | None = None
    text: str = field(default="", compare=False, repr=False)


def parse(phrase: str) -> tuple[Part, ...]:
    """Split a phrase into the toponym and the places that it is said to lie in.

    Parameters
    ----------
    phrase : str
        As a report writes it: ``Dara-e Khustak, Jurm district of Badakhshan``.

    Returns
    -------
    tuple of Part
        The toponym first, then its surroundings, the nearest first. Empty when there is no name.

    Examples
    --------
    >>> for part in parse("Dara-e Khustak, Jurm district of Badakhshan"):
    ...     print(part.name, part.kind)
    Khustak valley
    Jurm district
    Badakhshan None
    >>> parse("governor of Kunduz")
    (Part(name='Kunduz', kind='province', direction=None),)
    """
    text = " ".join(phrase.split())
    governor = _GOVERNOR.match(text)
    if governor:
        text = text[governor.end() :]
    pieces = [piece for piece in _SEPARATOR.split(text) if fold(piece)]
    spread: list[str] = []
    for piece in pieces:
        owned = _POSSESSIVE.match(piece)
        spread += [owned["owned"], owned["owner"]] if owned else [piece]
    parts = _merge_labels([_part(piece) for piece in spread])
    if governor and parts and parts[0].kind is None:
        parts[0] = replace(parts[0], kind="province")
    return tuple(parts)


def _merge_labels(parts: list[Part]) -> list[Part]:
    """Join "the district of Jurm", which the separator cut, into one part."""
    merged: list[Part] = []
    label: Part | None = None
    for part in parts:
        if not part.name:
            label = part
        elif label is not None:
            merged.append(replace(part, kind=part.kind or label.kind, direction=part.direction or label.direction))
            label = None
        else:
            merged.append(part)
    return merged


def _part(piece: str) -> Part:
    """Take the words off that only describe a name."""
    text, direction = piece, None
    if qualified := _QUALIFIER.match(piece):
        direction = qualified["direction"].lower()
        piece = piece[qualified.end() :]
    piece = _ARTICLE.sub("", piece)
    izafa = _IZAFA.match(piece)
    if izafa and (kind := kind_of(izafa["word"])):
        return Part(izafa["rest"], kind, direction, text)
    words = piece.split()
    kind = None
    # "Darzab district", "ولسوالی جرم": the word that tells the kind stands at one end
    for end in (-1, 0):
        if words and (told := kind_of(words[end])):
            kind = kind or told
            words.pop(end)
    if kind is None and words and kind_of(piece):
        return Part("", kind_of(piece), direction, text)
    return Part(" ".join(words).strip("'’\"“” "), kind, direction, text)


def kind_of(word: str) -> str | None:
    """Return the kind of place that a word names, in English, Dari or Pashto, or None.

    Examples
    --------
    >>> kind_of("Districts"), kind_of("ولسوالۍ"), kind_of("Jurm")
    ('district', 'district', None)
    """
    key = fold(word)
    return KIND_WORDS.get(key) or KIND_WORDS.get(key.removesuffix("s")) or KIND_WORDS.get(key.removesuffix("ies") + "y")
