"""The text of a Word document."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from geo.errors import DataError, Problem
from geo.extras import optional
from geo.reports.extract import Extract, given_author, given_title, reading

# bytes, unpacked
_LARGEST_XML: Final = 30_000_000  # a book of 1,000 pages has 5 million
_LARGEST: Final = 300_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0"  # .doc, and an encrypted .docx


def read_docx(name: str, data: bytes) -> Extract:
    """Read a Word document.

    Parameters
    ----------
    name : str
        The file.
    data : bytes
        Its content.

    Returns
    -------
    Extract
        Paragraphs and tables in their order, without headers, footers and comments.

    Raises
    ------
    DataError
        When it is encrypted, damaged, or far larger than it looks.
    """
    if data.startswith(_OLE):
        message = "is encrypted, or in the format of Word before 2007"
        raise DataError([Problem(name, message, "open it in Word or LibreOffice and save it as .docx, no password")])
    docx = optional("docx", "articles", "Reading Word files")
    with reading(name, "a Word document"):
        _refuse_bomb(name, data)
        document = docx.Document(BytesIO(data))
        text = "\n".join(_blocks(document))
        about = document.core_properties
        title, author, made = about.title, about.author, about.created
    return Extract(text, given_title(title), given_author(author), saved=made.date() if made else None)


def _refuse_bomb(name: str, data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        entries = packed.infolist()
    # no member unpacks to more than it declares
    xml = sum(one.file_size for one in entries if one.filename.lower().endswith((".xml", ".rels")))
    if xml > _LARGEST_XML or sum(one.file_size for one in entries) > _LARGEST:
        message = f"unpacks to more than {_LARGEST_XML // 1_000_000} MB of text or {_LARGEST // 1_000_000} MB in all"
        raise DataError([Problem(name, message, "save the article as a text file")])


def _blocks(parent: Any) -> Iterator[str]:
    """Yield the paragraphs of a document, and its tables row by row."""
    for block in parent.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                # a merged cell is repeated for each of its columns
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield " | ".join(filter(None, cells))
        else:
            yield block.text
