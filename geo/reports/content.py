"""The content of an article's file: which can be read, how large it may be, and its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem
from geo.tables.cells import misread

_LARGEST: Final = 10_000_000  # bytes; the longest reports have some hundred thousand
_LARGEST_PACKED: Final = 40_000_000  # bytes; with pictures and attachments
# browsers save a page as one file in the format of an e-mail
PACKED: Final = (".pdf", ".docx", ".eml", ".mht", ".mhtml")
PAGES: Final = (".html", ".htm")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
# of UTF-8, as Windows programs write it
MARK: Final = b"\xef\xbb\xbf"
#: the endings of files that can be read
ENDINGS: Final = (".txt", ".md", *PAGES, *PACKED, ".jsonl", ".parquet")


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and those of folders that can be read.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Files or folders.

    Yields
    ------
    pathlib.Path
        In the order of the paths; those of a folder, and of the folders in it, by name.

    Examples
    --------
    >>> [path.name for path in files_of([Path("data/reports"), Path("a.txt")])][-1]
    'a.txt'
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.suffix.lower() in ENDINGS)
        else:
            yield path


def bytes_of(path: Path, name: str) -> bytes:
    """Return a file's content, or the first part of one that is too large."""
    try:
        with path.open("rb") as file:
            return file.read(_limit(path.name) + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError([Problem(name, f"cannot be read ({reason})", "check its name and your permissions")]) from error


def _limit(name: str) -> int:
    return _LARGEST_PACKED if name.lower().endswith(PACKED) else _LARGEST


def refuse_unusable(name: str, data: bytes) -> None:
    """Refuse a file that is empty or too large."""
    if len(data) > (limit := _limit(name)):
        fix = "articles are shorter; cut it, or split it into several .jsonl files with one article per line"
        if limit == _LARGEST_PACKED:
            fix = "save it without pictures and attachments, or the article alone as text"
        raise DataError([Problem(name, f"is larger than {limit // 1_000_000} MB", fix)])
    if not data.strip():
        raise DataError([Problem(name, "is empty", "save the article again")])


def decoded(data: bytes, source: str) -> str:
    """Return the text of a file in UTF-8 or UTF-16; anything else is refused."""
    if data[:2] in UTF_16:
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise DataError([Problem(source, "is not text", "save the article as text, HTML, PDF, .docx or .eml")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise DataError([Problem(source, "is not UTF-8", "save it as UTF-8 text", row)]) from error
    refuse_mojibake(text, source)
    return text


def refuse_mojibake(text: str, source: str, first: int = 1) -> None:
    """Refuse a text whose letters were decoded wrongly and saved so; ``first`` is the number of its first row."""
    if found := misread(text):
        row = text[: found.start()].count("\n") + first
        message = "is UTF-8 that was read as Windows-1252 and saved again"
        raise DataError([Problem(source, message, "save the original again as UTF-8", row, value=found[0])])
