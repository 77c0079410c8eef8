"""From a file's bytes to text: which encoding they are in, or why that is unclear.

UTF-8 and UTF-16 give themselves away, by a mark or because hardly anything else is valid UTF-8. What is
neither was saved by a spreadsheet in the code page of its Windows: 1252 in western Europe and America,
1256 where the Arabic script is written. Both give a letter to nearly every byte, so only the letters
themselves can show which it is: a word has letters of one script, and no word is written "ßÇÈá".
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from geo.errors import DataError, Problem

#: the mark before the text of a file, and its encoding
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODE_PAGES: Final = ("cp1252", "cp1256")
_WORD: Final = re.compile(rb"[0-9A-Za-z\x80-\xff]*[\x80-\xff][0-9A-Za-z\x80-\xff]*")
# the ordinal sign that stands for a degree in 36º51 is, in Windows-1256, a semicolon
_NO_DEGREE: Final = re.compile("[0-9]؛")
# these bytes are letters of Icelandic in Windows-1252 and of Turkish in Windows-1254: it is unclear which
_TURKISH: Final = frozenset("ÐÝÞðýþ")
_FIX: Final = "save it as CSV UTF-8 (in Excel: Save As, 'CSV UTF-8'; in LibreOffice: Unicode (UTF-8))"


def decode(data: bytes, file: str) -> tuple[str, str, bytes]:
    """Return a file's text, its encoding, and the mark that it begins with.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        What to call it in errors.

    Returns
    -------
    text : str
        Without the mark.
    encoding : str
        ``utf-8``, ``utf-16-le``, ``utf-16-be``, ``cp1252`` or ``cp1256``.
    mark : bytes
        The byte order mark, or nothing.

    Raises
    ------
    DataError
        When the bytes are in none of these, or in more than one.

    Examples
    --------
    >>> decode("Jürm".encode("cp1252"), "mine.csv")
    ('Jürm', 'cp1252', b'')
    >>> decode("جرم".encode("cp1256"), "mine.csv")
    ('جرم', 'cp1256', b'')
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        if mark:
            row = body[: error.start].decode(encoding, "ignore").count("\n") + 1
            message = f"is not the {encoding[:6].upper()} that its first bytes promise"
            raise DataError([Problem(file, message, _FIX, row, value=f"byte {body[error.start]:02x}")]) from error
        encoding = _code_page(body, error.start, file)
        text = body.decode(encoding)
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise DataError([Problem(file, "holds a NUL character", _FIX, row)])
    return text, encoding, mark


def _code_page(data: bytes, first: int, file: str) -> str:
    """Return the Windows code page in which every word of a file is one."""
    words = set(_WORD.findall(data))
    fitting = [page for page in _CODE_PAGES if all(_is_word(word, page) for word in words)]
    if len(fitting) == 1 or (fitting and len({data.decode(page) for page in fitting}) == 1):
        return fitting[0]
    message = "may be Windows-1252 or Windows-1256" if fitting else "is neither UTF-8 nor clearly a Windows code page"
    row = data[:first].count(b"\n") + 1
    raise DataError([Problem(file, message, _FIX, row, value=f"byte {data[first]:02x}")])


def _is_word(word: bytes, page: str) -> bool:
    """Return whether bytes, none of them a space, are a word: of one script, and not half capitals."""
    try:
        text = word.decode(page)
    except UnicodeDecodeError:
        return False
    if _NO_DEGREE.search(text):
        return False
    letters = [c for c in text if unicodedata.category(c)[0] in "LM"]
    foreign = [c for c in letters if not c.isascii()]
    arabic = ["\u0600" <= c <= "\u06ff" for c in foreign]
    if any(arabic):
        # the code page's French letters stand in French words, never among Arabic ones
        return all(arabic) and len(foreign) == len(letters)
    if not foreign:
        return True
    latin = "".join(letters)
    # words like "Çà" are short; in Arabic read as Latin every letter is foreign
    mostly_plain = len(foreign) <= max(1, len(latin) // 2)
    return mostly_plain and _TURKISH.isdisjoint(latin) and (latin[1:].islower() or latin[1:].isupper() or not latin[1:])
