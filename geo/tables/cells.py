"""What a cell means: numbers, coordinates and lists as people and spreadsheets write them.

What can mean two things is refused with both meanings: a wrong number on a map goes unnoticed.
"""

from __future__ import annotations

import re
from typing import Final

from geo.errors import UnclearError

# marks that only steer how a line is laid out, and the soft hyphen
_UNSEEN: Final = "\u00ad\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: a table without these needs no cleaning
UNTIDY: Final = re.compile(f"[{_UNSEEN}{_SPACES}\u200c\u200d]")
_TIDY: Final = str.maketrans(dict.fromkeys(_UNSEEN, "") | dict.fromkeys(_SPACES, " "))

_OPENING: Final = frozenset("“”„")
_QUOTED: Final = re.compile("[“”„][^“”„]+[“”]")
# letters of UTF-8 as Windows-1252 shows their bytes, in a row: a first byte, then one to three others
_MISREAD: Final = re.compile("(?:[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3})+")
# one letter alone may be meant as it is, as in “CAFÉ”; not so when it stands for é, ü, ḩ or a quotation mark
_SURELY_MISREAD: Final = ("Â", "Ã", "â€", "á¸", "á¹", "áº", "á»")
# what is left of letters that an encoding does not have: question marks, or the mark of a damaged one
_LOST: Final = re.compile(r"\ufffd|^\?{2,}|\?{3,}")

# digits and marks of other keyboards, and what word processors make of plain quotation marks
_PLAIN: Final = str.maketrans(
    {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
    | {"٫": ".", "−": "-", "–": "-", "º": "°", "˚": "°"}
    | dict.fromkeys("’‘ʹ′´`ʼ", "'")
    | dict.fromkeys("”“″ʺ", '"')
)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
# no letters for the units: S is the south, too
_DEGREES: Final = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<sign>[+-])?\s*(?P<d>\d+(?:[.,]\d+)?)\s*°?\s*"
    r"(?:(?<=[°\s])(?P<m>\d+(?:[.,]\d+)?)\s*(?:'(?!'))?\s*"
    r"(?:(?<=['\s])(?P<s>\d+(?:[.,]\d+)?)\s*(?:\"|'')?)?)?\s*(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_SIXTY: Final = 60


def tidy(text: str) -> str:
    r"""Return a cell without invisible marks, and with plain spaces for all that look like one.

    The zero-width non-joiner stays between letters: Persian spelling needs it.

    Examples
    --------
    >>> tidy("\u200fKabul\u00a0city\u200e ")
    'Kabul city'
    """
    return text.translate(_TIDY).strip().strip("\u200c\u200d").strip()


def unquoted(text: str) -> str:
    """Return a cell without the curly quotation marks that a word processor put around it.

    Examples
    --------
    >>> unquoted("“Kabul”"), unquoted("“Kabul” city")
    ('Kabul', '“Kabul” city')
    """
    return text[1:-1].strip() if text[:1] in _OPENING and _QUOTED.fullmatch(text) else text


def split_list(text: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several, separated by semicolons.

    Examples
    --------
    >>> split_list("Jorm; جرم@fa؛ Jirm;")
    ('Jorm', 'جرم@fa', 'Jirm')
    """
    # Dari and Pashto keyboards have a semicolon of their own
    parts = map(str.strip, text.replace("؛", ";").split(";"))
    return tuple([part for part in parts if part])


def damage(text: str) -> str | None:
    """Return how a text lost its letters when a program saved it in the wrong encoding; None when it did not.

    Examples
    --------
    >>> damage("????@fa")
    'lost its letters'
    >>> damage("Ø¬Ø±Ù…")
    'was read in the wrong encoding; it may be جرم'
    >>> damage("Ghōr"), damage("Where?")
    (None, None)
    """
    if ("??" in text or "\ufffd" in text) and _LOST.search(text):
        return "lost its letters"
    if misread(text):
        meant = _MISREAD.sub(lambda found: _meant(found[0]) or found[0], text)
        return f"was read in the wrong encoding; it may be {meant}"
    return None


def misread(text: str) -> re.Match[str] | None:
    """Return the first passage that is UTF-8 read as Windows-1252; None when there is none.

    Examples
    --------
    >>> misread("the district of Ø¬Ø±Ù…").start(), misread("the governor’s café")
    (16, None)
    """
    if text.isascii():
        return None
    for found in _MISREAD.finditer(text):
        meant = _meant(found[0])
        if len(meant) > 1 or (meant and found[0].startswith(_SURELY_MISREAD)):
            return found
    return None


def _meant(passage: str) -> str:
    """Return what a passage was before it was read as Windows-1252; nothing when it was not UTF-8."""
    try:
        return b"".join(map(_as_windows, passage)).decode()
    except UnicodeDecodeError:
        return ""


def _as_windows(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        # Windows-1252 leaves five bytes open, which Windows fills with control characters; what else has no byte
        # was never UTF-8
        return bytes([ord(character)]) if "\x80" <= character <= "\x9f" else b"\xff"


def number(text: str, low: float, high: float) -> float:
    """Return a number, whichever of point and comma it has before its decimals.

    Parameters
    ----------
    text : str
        The cell.
    low, high : float
        The bounds; they distinguish a decimal comma from a thousands separator.

    Returns
    -------
    float
        Within the bounds.

    Raises
    ------
    ValueError
        When it is not a number, is out of bounds, or may be either of two (:class:`geo.errors.UnclearError`).

    Examples
    --------
    >>> number("36,8648", -90, 90), number("۳۶٫۸", -90, 90)
    (36.8648, 36.8)
    """
    plain = text if text.isascii() else text.translate(_PLAIN)
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    return _between(plain, low, high)


def _between(plain: str, low: float, high: float) -> float:
    value = float(plain.replace(",", ".")) if "," in plain else float(plain)
    if "," in plain and _THOUSANDS.fullmatch(plain):
        whole = float(plain.replace(",", ""))
        if low <= value <= high and low <= whole <= high:
            raise UnclearError(f"may be {value:g} or {whole:.0f}", "write it with a point, or without the comma")
    if not low <= value <= high:
        raise ValueError(plain)
    return value


def coordinate(text: str, limit: float, letters: str) -> float:
    """Return a latitude or a longitude in degrees.

    Parameters
    ----------
    text : str
        Decimal degrees, or degrees and minutes, and seconds, with or without their signs and the
        hemisphere's letter: ``36.8648``, ``36°51'53"N``, ``N 36.86``, ``70° 40.5' E``.
    limit : float
        The greatest that it may be: 90 or 180.
    letters : str
        The hemispheres, the positive one first: ``NS`` or ``EW``.

    Returns
    -------
    float
        Degrees, south and west negative.

    Raises
    ------
    ValueError
        When it is not one.

    Examples
    --------
    >>> coordinate("36°51′N", 90, "NS"), coordinate("70° 40.5' W", 180, "EW")
    (36.85, -70.675)
    """
    plain = text if text.isascii() else text.translate(_PLAIN)
    if _NUMBER.fullmatch(plain):
        return _between(plain, -limit, limit)
    found = _DEGREES.fullmatch(plain)
    if found is None or (found["before"] and found["after"]):
        raise ValueError(text)
    letter = (found["before"] or found["after"] or "").upper()
    if letter and letter not in letters:
        raise UnclearError(f"says {letter} instead of {letters[0]} or {letters[1]}", "swap lat and lon")
    if letter and found["sign"]:
        raise UnclearError("has a sign and a letter for its hemisphere", "keep one of the two")
    degrees, minutes, seconds = (float((found[part] or "0").replace(",", ".")) for part in "dms")
    # only the last of the three may have decimals
    whole = degrees.is_integer() or not found["m"], minutes.is_integer() or not found["s"]
    if not all(whole) or minutes >= _SIXTY or seconds >= _SIXTY:
        raise ValueError(text)
    value = degrees + minutes / _SIXTY + seconds / _SIXTY**2
    if value > limit:
        raise ValueError(text)
    return -value if letter == letters[1] or found["sign"] == "-" else value
