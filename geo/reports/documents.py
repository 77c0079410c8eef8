"""Documents as people have them: text, saved web pages, folders and lists of many; cleaned, dated, without duplicates.

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
from typing import Any, Final

from geo.dates import dateline, leading_day
from geo.errors import DataError, Problem
from geo.extras import optional
from geo.reports.report import parse
from geo.tables.cells import misread

_LARGEST: Final = 10_000_000  # bytes; the longest reports have some hundred thousand
_ENDINGS: Final = (".txt", ".md", ".html", ".htm", ".jsonl")
_LONGEST_TITLE: Final = 200
_SOURCE: Final = re.compile(r"^source:\s*(\S.{1,60})$", re.IGNORECASE | re.MULTILINE)
_REPEATED: Final = 40  # characters; a shorter line may occur twice in earnest
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
        What it says, without the furniture of a web page.
    title, publisher : str
        Empty when not known.
    published : datetime.date, optional
        None when it does not say; the reviewer is asked.
    duplicate_of : str
        The source of an earlier document of the same story; empty when it is new.
    """

    source: str
    text: str
    title: str = ""
    publisher: str = ""
    published: date | None = None
    duplicate_of: str = ""


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
            ``.txt``, ``.md`` (a report, or plain text), ``.html`` and ``.jsonl`` files, or folders of them.

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
            if document.text:
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
        ending = Path(name).suffix
        try:
            _refuse_unusable(name, data)
            if ending == ".jsonl":
                yield from self._of_list(name, _decoded(data, name))
            else:
                yield self._of_page(name, data) if ending in {".html", ".htm"} else self._of_text(name, data)
        except DataError as error:
            self.problems += error.problems

    def _of_text(self, name: str, data: bytes) -> Document:
        text = _decoded(data, name)
        path = Path(name)
        if path.suffix == ".md" and text.lstrip().startswith("+++\n"):
            report = parse(text.replace("\r\n", "\n"), path.stem, name)
            day = report.published_from if report.published_from == report.published_to else None
            return Document(name, report.body.strip(), report.title, report.publisher, day)
        body = self._clean(text)
        first, _, rest = body.partition("\n")
        title = first.strip() if rest.strip() and len(first) <= _LONGEST_TITLE else ""
        source = _SOURCE.search(text)
        return Document(name, body, title, source[1].strip() if source else "", dateline(body))

    def _of_page(self, name: str, data: bytes) -> Document:
        trafilatura = optional("trafilatura", "articles", "Reading web pages")
        # the extractor itself finds out which encoding the page is in
        page: Any = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, deduplicate=True)
        if page is None or not page.text:
            return Document(name, "")
        text = self._clean(page.text)
        _refuse_mojibake(text, name)
        return Document(name, text, page.title or "", page.sitename or page.hostname or "", leading_day(page.date))

    def _of_list(self, name: str, text: str) -> Iterator[Document]:
        for row, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                body = self._clean(str(entry["text"]))
            except (ValueError, KeyError, TypeError):
                fix = 'write {"text": "…", "title": "…", "publisher": "…", "date": "2017-12-31"}'
                self.problems.append(Problem(name, "is not a JSON object with a text", fix, row, value=line))
                continue
            title, publisher = str(entry.get("title") or ""), str(entry.get("publisher") or "")
            yield Document(f"{name}:{row}", body, title, publisher, leading_day(entry.get("date")))

    def _clean(self, text: str) -> str:
        """Leave out the furniture of a page, and what the page says twice."""
        kept: list[str] = []
        seen: set[str] = set()
        for line in text.replace("\r\n", "\n").split("\n"):
            bare = line.strip()
            if self._furniture is not None and self._furniture.fullmatch(bare):
                continue
            if len(bare) >= _REPEATED:
                if bare in seen:
                    continue
                seen.add(bare)
            kept.append(line.rstrip())
        return "\n".join(kept).strip()

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
            yield from sorted(inner for inner in path.rglob("*") if inner.suffix in _ENDINGS)
        else:
            yield path


def _bytes(path: Path) -> bytes:
    """Return a file's content, or the first part of one that is too large."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            [Problem(str(path), f"cannot be read ({reason})", "check its name and your permissions")]
        ) from error


def _refuse_unusable(name: str, data: bytes) -> None:
    if len(data) > _LARGEST:
        fix = "articles are shorter; cut it, or split it into several .jsonl files with one article per line"
        raise DataError([Problem(name, f"is larger than {_LARGEST // 1_000_000} MB", fix)])
    if not data.strip():
        raise DataError([Problem(name, "is empty", "save the article again")])


def _decoded(data: bytes, source: str) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise DataError([Problem(source, "is not text", "save the article as text, or the page as HTML")])
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
