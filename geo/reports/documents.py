"""Documents as people have them: text, web pages, PDF, Word, e-mail, lists of many; cleaned, dated, without duplicates.

What cannot be read is reported, and the rest goes on. Nothing is invented: a document without a date stays
undated.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from geo.dates import leading_day
from geo.errors import DataError, Problem
from geo.reports.extract import Extract
from geo.reports.furniture import blank, lone_address
from geo.reports.mail import read_mail
from geo.reports.opening import opening, rights_holder
from geo.reports.page import read_page
from geo.reports.pdf import read_pdf
from geo.reports.report import parse
from geo.reports.word import read_docx
from geo.tables.cells import misread

_LARGEST: Final = 10_000_000  # bytes; the longest reports have some hundred thousand
_LARGEST_PACKED: Final = 40_000_000  # bytes; with pictures and attachments
# browsers save a page as one file in the format of an e-mail
_PACKED: Final = (".pdf", ".docx", ".eml", ".mht", ".mhtml")
_PAGES: Final = (".html", ".htm")
#: the endings of files that can be read
ENDINGS: Final = (".txt", ".md", *_PAGES, *_PACKED, ".jsonl")
_SHINGLE: Final = 5
_SKETCH: Final = 48
_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Parameters
    ----------
    source : str
        The file, and the line in a list.
    text : str
        What it says. The furniture of a page is replaced by spaces, so that offsets into the text of a .txt or
        .jsonl file are true.
    title, publisher : str
        Empty when not known.
    published : datetime.date, optional
        None when it does not say; the reviewer is asked.
    url : str
        Where it was published; empty when not known.
    left_out : tuple of str
        The lines that are not the article.
    saved : datetime.date, optional
        When the file was made, if it does not say when it was published.
    duplicate_of : str
        The source of an earlier document of the same story; empty when it is new.
    """

    source: str
    text: str
    title: str = ""
    publisher: str = ""
    published: date | None = None
    url: str = ""
    left_out: tuple[str, ...] = ()
    saved: date | None = None
    duplicate_of: str = ""

    def tidied(self) -> str:
        r"""Return the text without the gaps where furniture was, for a person to read.

        Examples
        --------
        >>> Document("a.txt", "Night in Darzab\n        \n\n   \nOfficials said so.").tidied()
        'Night in Darzab\n\nOfficials said so.'
        """
        lines = [line.strip() for line in self.text.split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class Documents:
    """Reads documents from files and folders, and knows those that it has seen.

    Parameters
    ----------
    furniture : re.Pattern of str, optional
        Lines to leave out, such as "Share this post".

    Examples
    --------
    >>> reader = Documents()
    >>> documents = list(reader.read([Path("data/reports")]))
    >>> len(documents), reader.problems
    (5, [])
    """

    def __init__(self, furniture: re.Pattern[str] | None = None) -> None:
        self.problems: list[Problem] = []
        self._furniture = furniture
        self._seen: dict[int, list[tuple[str, frozenset[int]]]] = {}

    def read(self, paths: Iterable[Path]) -> Iterator[Document]:
        """Yield the documents of files and of all that folders hold.

        Parameters
        ----------
        paths : iterable of pathlib.Path
            Files with one of :data:`ENDINGS`, or folders of them. A ``.md`` file is a report or plain text.

        Yields
        ------
        Document
            In the order of the paths; ``problems`` grows with what cannot be read.
        """
        for path in _files(paths):
            try:
                data = _bytes(path)
            except DataError as error:
                self.problems += error.problems
            else:
                yield from self.read_data(str(path), data)

    def read_data(self, name: str, data: bytes) -> Iterator[Document]:
        r"""Yield the documents of a file's content, such as an upload.

        Parameters
        ----------
        name : str
            The file's; its ending says what the content is.
        data : bytes
            The content.

        Yields
        ------
        Document
            As :meth:`read` does.

        Examples
        --------
        >>> [document] = Documents().read_data("night.txt", b"Night in Darzab\nOfficials said so.")
        >>> document.source, document.title
        ('night.txt', 'Night in Darzab')
        """
        for document in self._of_data(name, data):
            if document.text.strip():
                yield self._known(document)
            else:
                self.problems.append(Problem(document.source, "has no text", "check that the whole page was saved"))

    def remember(self, paths: Iterable[Path]) -> None:
        """Read documents only to recognise their stories later; what cannot be read is left out.

        Examples
        --------
        >>> reader = Documents()
        >>> reader.remember([Path("data/reports")])
        >>> next(reader.read([Path("data/reports/newarab-jowzjan-darzab.md")])).duplicate_of
        'data/reports/newarab-jowzjan-darzab.md'
        """
        before = len(self.problems)
        for _ in self.read(paths):
            pass
        del self.problems[before:]

    def _of_data(self, name: str, data: bytes) -> Iterator[Document]:
        ending = Path(name).suffix.lower()
        try:
            _refuse_unusable(name, data)
            if ending == ".jsonl":
                yield from self._of_list(name, _decoded(data, name))
            elif ending in _PAGES:
                yield self._of_extract(name, read_page(data))
            elif ending in _PACKED:
                read = read_pdf if ending == ".pdf" else read_docx if ending == ".docx" else read_mail
                yield self._of_extract(name, read(name, data))
            else:
                yield self._of_text(name, data)
        except DataError as error:
            self.problems += error.problems

    def _of_text(self, name: str, data: bytes) -> Document:
        text = _decoded(data, name)
        path = Path(name)
        if path.suffix == ".md" and text.lstrip().startswith("+++\n"):
            report = parse(text.replace("\r\n", "\n"), path.stem, name)
            day = report.published_from if report.published_from == report.published_to else None
            return Document(name, report.body.strip(), report.title, report.publisher, day, url=report.url)
        return self._of_extract(name, Extract(text))

    def _of_extract(self, name: str, extract: Extract) -> Document:
        """Leave out the furniture, and complete what the file says of itself by what the text says."""
        _refuse_mojibake(extract.text, name)
        text, left_out = self._clean(extract.text)
        found = opening(text)
        published = extract.published or found.published
        return Document(
            name,
            text,
            extract.title or found.title,
            extract.publisher or found.publisher or rights_holder(left_out),
            published,
            url=extract.url or lone_address(left_out),
            left_out=(*extract.left_out, *left_out),
            saved=None if published else extract.saved,
        )

    def _of_list(self, name: str, text: str) -> Iterator[Document]:
        for row, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                body, left_out = self._clean(str(entry["text"]))
            except (ValueError, KeyError, TypeError):
                fix = 'write {"text": "…", "title": "…", "publisher": "…", "date": "2017-12-31"}'
                self.problems.append(Problem(name, "is not a JSON object with a text", fix, row, value=line))
                continue
            title, publisher = str(entry.get("title") or ""), str(entry.get("publisher") or "")
            day = leading_day(entry.get("date")) or opening(body).published
            url = str(entry.get("url") or "")
            yield Document(f"{name}:{row}", body, title, publisher, day, url=url, left_out=left_out)

    def _clean(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Blank the furniture of a page, and what the page says twice; no character moves."""
        cleaned, left_out = blank(text.replace("\r\n", " \n"), self._furniture)
        return cleaned.rstrip(), left_out

    def _known(self, document: Document) -> Document:
        """Return the document, marked when it is the same story as one before it.

        The same wire story has most runs of five words in common. Of their hashes the smallest are kept
        (Broder's min-wise sketch, 1997), so that a batch of thousands is compared at once.
        """
        words = re.findall(r"\w+", document.text.lower())
        runs = {" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 1))}
        hashes = sorted(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
        sketch = frozenset(hashes[:_SKETCH])
        for one in sketch:
            for source, other in self._seen.get(one, ()):
                if len(sketch & other) >= _ALIKE * min(len(sketch), len(other)):
                    return replace(document, duplicate_of=source)
        for one in sketch:
            self._seen.setdefault(one, []).append((document.source, sketch))
        return document


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.suffix.lower() in ENDINGS)
        else:
            yield path


def _bytes(path: Path) -> bytes:
    """Return a file's content, or the first part of one that is too large."""
    try:
        with path.open("rb") as file:
            return file.read(_limit(path.name) + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            [Problem(str(path), f"cannot be read ({reason})", "check its name and your permissions")]
        ) from error


def _limit(name: str) -> int:
    return _LARGEST_PACKED if name.lower().endswith(_PACKED) else _LARGEST


def _refuse_unusable(name: str, data: bytes) -> None:
    if len(data) > (limit := _limit(name)):
        fix = "articles are shorter; cut it, or split it into several .jsonl files with one article per line"
        if limit == _LARGEST_PACKED:
            fix = "save it without pictures and attachments, or the article alone as text"
        raise DataError([Problem(name, f"is larger than {limit // 1_000_000} MB", fix)])
    if not data.strip():
        raise DataError([Problem(name, "is empty", "save the article again")])


def _decoded(data: bytes, source: str) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise DataError([Problem(source, "is not text", "save the article as text, HTML, PDF, .docx or .eml")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise DataError([Problem(source, "is not UTF-8", "save it as UTF-8 text", row)]) from error
    _refuse_mojibake(text, source)
    return text


def _refuse_mojibake(text: str, source: str) -> None:
    if found := misread(text):
        row = text[: found.start()].count("\n") + 1
        message = "is UTF-8 that was read as Windows-1252 and saved again"
        raise DataError([Problem(source, message, "save the original again as UTF-8", row, value=found[0])])
