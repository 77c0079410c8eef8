"""Parsing a phrase: the toponym, the words for its kind, and the places that contain it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from geo.names.folding import fold
from geo.names.rules import KIND_WORDS

# stems of the words for each kind, singular and plural, as they occur in folded names
_STEMS: Final = {
    kind: [word.removesuffix("y") for word, told in KIND_WORDS.items() if told == kind] for kind in KIND_WORDS.values()
}
_STEMS["province"].append("governor")
_TELLING: Final = {kind: re.compile("|".join(stems)) for kind, stems in _STEMS.items()}
_DIRECTION: Final = r"(?:north|south)?-?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?|central|upper|lower"
_QUALIFIER: Final = re.compile(rf"^(?:the\s+)?(?P<direction>(?:{_DIRECTION}))\s+(?:parts?\s+of\s+)?", re.IGNORECASE)
_SIDE: Final = re.compile(rf"^(?:the\s+)?(?P<direction>(?:{_DIRECTION}))\s+of\s+", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s*[,،;()\[\]]\s*|\s+(?:of|in|at|near|inside|در)\s+", re.IGNORECASE)
_GOVERNOR: Final = re.compile(r"^(?:the\s+)?governor\s+of\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"^(?P<owner>.+?)['’]s?\s+(?P<owned>\S.*)$")
_PLURALS: Final = "districts|provinces|cities|towns|villages|valleys"
_LIST_BEHIND: Final = re.compile(
    rf"(?:the\s+)?(?P<names>.+?)\s+(?P<kind>{_PLURALS})(?:\s+(?:of|in)\s+(?P<around>.+))?", re.IGNORECASE
)
_LIST_BEFORE: Final = re.compile(
    rf"(?:the\s+)?(?:(?:{_DIRECTION})\s+)?(?P<kind>{_PLURALS})\s+of\s+(?P<names>.+)", re.IGNORECASE
)
_GENERIC: Final = re.compile(
    r"^(?:[qk]al[‘’'`ʻ]?[ae]h?|markaz|b[aā]z[aā]r|hukumat[ie]?|alaqa(?:h)?dari|dasht|d[ei]h|karez"
    r"|قلعه|قلعۀ|مرکز|بازار|دشت|ده)"
    r"(?:[\s‑–-]+(?:y?[eia]|h[ae]))?[\s‑–-]+",
    re.IGNORECASE,
)
_GENERIC_BEHIND: Final = re.compile(r"\s+(?:b[aā]z[aā]r|k[ae]la?y|khot|بازار|کلی)$", re.IGNORECASE)
_AND: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*،\s*|\s+و\s+", re.IGNORECASE)
_IZAFA: Final = re.compile(r"^(?P<word>\w+)(?:\s*[-‑–]\s*[ie]|\s+[ie])(?:\s*[-‑–]\s*|\s+)(?P<rest>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One name in a phrase, without the words around it.

    Parameters
    ----------
    name : str
        The name itself.
    kind : str, optional
        Its kind according to the words around it: ``district`` in "Darzab district".
    direction : str, optional
        The part of the place that is meant: ``northern`` in "northern Badakhshan".
    text : str
        The piece of the phrase that it was read from. A name may contain a word that elsewhere gives only
        the kind: Dara-i-Nur is a district, though *dara* means valley.
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
        As written in a report: ``Dara-e Khustak, Jurm district of Badakhshan``.

    Returns
    -------
    tuple of Part
        The toponym first, then the places that contain it, the smallest first. Empty if there is no name.

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
    side = _SIDE.match(text)
    if side:
        text = text[side.end() :]
    pieces = [piece for piece in _SEPARATOR.split(text) if fold(piece)]
    spread: list[str] = []
    for piece in pieces:
        owned = _POSSESSIVE.match(piece)
        spread += [owned["owned"], owned["owner"]] if owned else [piece]
    parts = _merge_labels([_part(piece) for piece in spread])
    if governor and parts and parts[0].kind is None:
        parts[0] = replace(parts[0], kind="province")
    if side and parts:
        parts[0] = replace(parts[0], direction=side["direction"].lower())
    return tuple(parts)


def spread(phrase: str) -> tuple[str, ...]:
    """Split a phrase that names several places into a phrase for each.

    Parameters
    ----------
    phrase : str
        ``Jurm, Warduj and Raghistan districts of Badakhshan``.

    Returns
    -------
    tuple of str
        Each place with the kind and the containing place that they share. The phrase itself if it does not
        name several.

    Examples
    --------
    >>> spread("Jurm, Warduj and Raghistan districts of Badakhshan")
    ('Jurm district of Badakhshan', 'Warduj district of Badakhshan', 'Raghistan district of Badakhshan')
    >>> spread("northern provinces of Balkh, Faryab and Jowzjan")
    ('Balkh province', 'Faryab province', 'Jowzjan province')
    >>> spread("Jurm, Badakhshan")
    ('Jurm, Badakhshan',)
    """
    text = " ".join(phrase.split())
    behind = _LIST_BEHIND.fullmatch(text)
    before = _LIST_BEFORE.fullmatch(text)
    found = before or behind
    if not found or not (kind := kind_of(found["kind"])):
        return (phrase,)
    around = f" of {behind['around']}" if behind and not before and behind["around"] else ""
    names = [name for name in _AND.split(found["names"]) if fold(name)]
    return tuple(f"{name} {kind}{around}" for name in names)


def _merge_labels(parts: list[Part]) -> list[Part]:
    """Rejoin "the district of Jurm", which the separator split, into one part."""
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
    """Remove the words that only describe a name."""
    text, direction = piece, None
    if qualified := _QUALIFIER.match(piece):
        direction = qualified["direction"].lower()
        piece = piece[qualified.end() :]
    piece = _ARTICLE.sub("", piece)
    if told := kind_of(piece):
        return Part("", told, direction, text)
    words = piece.split()
    kind = None
    # "Darzab district", "ولسوالی جرم": the word for the kind is at one end
    for end in (-1, 0):
        if kind is None and len(words) > 1 and (kind := kind_of(words[end])):
            words.pop(end)
    izafa = _IZAFA.match(piece) if kind is None else None
    # in "Dara-i-Nur district", Dara belongs to the name
    if izafa and (kind := kind_of(izafa["word"])):
        return Part(izafa["rest"], kind, direction, text)
    return Part(" ".join(words).strip("'’\"“” "), kind, direction, text)


def bare(name: str, kind: str, folded: str) -> str:
    """Return a name without the word for its kind; empty if there is no such word.

    Parameters
    ----------
    name : str
        The name of a single place.
    kind : str
        The kind of that place.
    folded : str
        :func:`geo.names.fold` of the name, to rule out such a word quickly.

    Returns
    -------
    str
        In the name's own script and spelling.

    Examples
    --------
    >>> bare("Khustak Valley", "valley", "khustakvalley"), bare("Dara-i-Nur", "district", "darainur")
    ('Khustak', '')
    """
    if kind not in _TELLING or not _TELLING[kind].search(folded) or (len(name.split()) == 1 and "-" not in name):
        return ""
    parts = parse(name)
    return parts[0].name if len(parts) == 1 and parts[0].kind == kind else ""


def core(name: str) -> str:
    """Return a name without a generic word such as fort, centre, market or plain; empty if there is none.

    Maps often name a small town after a landmark in it: Qala-i-Shahrak is Shahrak.

    Examples
    --------
    >>> core("Qal‘eh-ye Shahrak"), core("Markaz-e Shahrak"), core("Shahrak")
    ('Shahrak', 'Shahrak', '')
    """
    found = _GENERIC.match(name)
    rest = name[found.end() :] if found else name
    rest = _GENERIC_BEHIND.sub("", rest).strip()
    return "" if rest == name.strip() else rest


@lru_cache(maxsize=1 << 14)
def kind_of(word: str) -> str | None:
    """Return the kind of place that a word stands for, in English, Dari or Pashto, or None.

    Examples
    --------
    >>> kind_of("Districts"), kind_of("ولسوالۍ"), kind_of("Jurm")
    ('district', 'district', None)
    """
    key = fold(word)
    return KIND_WORDS.get(key) or KIND_WORDS.get(key.removesuffix("s")) or KIND_WORDS.get(key.removesuffix("ies") + "y")
