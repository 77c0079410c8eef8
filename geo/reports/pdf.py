"""The text of a PDF."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from geo.errors import DataError, Problem
from geo.extras import optional
from geo.reports.extract import Extract, given_author, given_title, reading, unwrapped

_MOST_PAGES: Final = 1000
_MOST_TEXT: Final = 10_000_000  # characters
_MARGIN: Final = 2  # lines at the top and the bottom of a page that may repeat
_PROGRAMS: Final = re.compile(r"chrom|skia|mozilla|firefox|safari|quartz|webkit|edge", re.IGNORECASE)
_NUMBERS: Final = frozenset({"", "page", "page of", "of", "/"})


def read_pdf(name: str, data: bytes) -> Extract:
    """Read a PDF.

    Parameters
    ----------
    name : str
        The file.
    data : bytes
        Its content.

    Returns
    -------
    Extract
        Its paragraphs on one line each, without page numbers and what repeats on its pages.

    Raises
    ------
    DataError
        When it is encrypted, has no text, or is damaged.
    """
    pypdf = optional("pypdf", "articles", "Reading PDF files")
    # it warns of what it repairs
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with reading(name, "a PDF"):
        try:
            reader = pypdf.PdfReader(BytesIO(data))
            locked = reader.is_encrypted and not reader.decrypt("")
        except pypdf.errors.DependencyError:
            locked = True
        if locked:
            _refuse(name, "is encrypted", "open it with its password and print it to a new PDF")
        pages = _texts(name, reader)
        about: Any = reader.metadata or {}
        title, author, program, creator = (
            str(about.get(key) or "") for key in ("/Title", "/Author", "/Producer", "/Creator")
        )
        made = about.creation_date if about else None
    if not any(page.strip() for page in pages):
        fix = "it is probably scanned: run it through OCR, or type the article into a text file"
        _refuse(name, "has pages but no text", fix)
    text, left_out = _joined(pages)
    # a browser gives the time when it printed the page
    saved = made.date() if made and not _PROGRAMS.search(program + creator) else None
    return Extract(unwrapped(text), given_title(title), given_author(author), saved=saved, left_out=left_out)


def _refuse(name: str, message: str, fix: str) -> None:
    raise DataError([Problem(name, message, fix)])


def _texts(name: str, reader: Any) -> list[str]:
    if len(reader.pages) > _MOST_PAGES:
        _refuse(name, f"has more than {_MOST_PAGES} pages", "print the pages of the article to a new PDF")
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > _MOST_TEXT:
            _refuse(name, "has more than 10 million characters", "print the pages of the article to a new PDF")
    return pages


def _joined(pages: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the text of pages without the headers and footers that repeat, and those."""
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(
        edge for lines in split for edge in {_unnumbered(line) for line in (*lines[:_MARGIN], *lines[-_MARGIN:])}
    )
    kept: list[str] = []
    left_out: list[str] = []
    for lines in split:
        for at, line in enumerate(lines):
            bare = _unnumbered(line)
            repeats = len(pages) > 1 and 2 * edges[bare] > len(pages)
            number = bare.lower().strip("-–. ") in _NUMBERS
            at_edge = at < _MARGIN or at >= len(lines) - _MARGIN
            (left_out if at_edge and (repeats or number) else kept).append(line)
    return "\n".join(kept), tuple(left_out)


def _unnumbered(line: str) -> str:
    return " ".join(re.sub(r"\d+", "", line).split())
