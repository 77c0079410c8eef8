"""Documents as people have them: text, web pages, PDF, Word, e-mail, lists of many; cleaned, dated, without duplicates.

What cannot be read is reported, and the rest goes on. Nothing is invented: a document without a date stays
undated.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from geo.dates import leading_day
from geo.errors import DataError, Problem
from geo.reports.content import (
    MARK,
    PACKED,
    PAGES,
    UTF_16,
    bytes_of,
    decoded,
    files_of,
    refuse_mojibake,
    refuse_unusable,
)
from geo.reports.extract import Extract
from geo.reports.furniture import blank, lone_address
from geo.reports.mail import read_mail
from geo.reports.opening import opening, rights_holder
from geo.reports.page import read_page
from geo.reports.parts import COLUMNS, Part, parts_of
from geo.reports.pdf import read_pdf
from geo.reports.report import parse
from geo.reports.stories import Stories, sketch
from geo.reports.word import read_docx


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
    duplicates : bool, default True
        Whether to look for the same story in earlier documents, which takes memory for each of them.

    Examples
    --------
    >>> reader = Documents()
    >>> documents = list(reader.read([Path("data/reports")]))
    >>> len(documents), reader.problems
    (5, [])
    """

    def __init__(self, furniture: re.Pattern[str] | None = None, *, duplicates: bool = True) -> None:
        self.problems: list[Problem] = []
        self._furniture = furniture
        self._stories = Stories() if duplicates else None

    def read(self, paths: Iterable[Path]) -> Iterator[Document]:
        """Yield the documents of files and of all that folders hold.

        Parameters
        ----------
        paths : iterable of pathlib.Path
            Files with one of :data:`geo.reports.content.ENDINGS`, or folders of them. A ``.md`` file is a report or
            plain text.

        Yields
        ------
        Document
            In the order of the paths; ``problems`` grows with what cannot be read.
        """
        for part in parts_of(files_of(paths)):
            yield from self.read_part(part)

    def read_part(self, part: Part) -> Iterator[Document]:
        """Yield the documents of some files, or of a part of a list.

        Parameters
        ----------
        part : geo.reports.parts.Part
            One of :func:`geo.reports.parts.parts_of`.

        Yields
        ------
        Document
            As :meth:`read` does.
        """
        if part.end:
            yield from self._known(self._of_part(part.paths[0], part))
            return
        for name in part.paths:
            try:
                data = bytes_of(part.path(name), name)
            except DataError as error:
                self.problems += error.problems
            else:
                yield from self.read_data(name, data)

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
        yield from self._known(self._of_data(name, data))

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
            refuse_unusable(name, data)
            if ending == ".jsonl":
                lines = decoded(data, name).encode() if data[:2] in UTF_16 else data.removeprefix(MARK)
                yield from self._of_lines(name, lines, 1)
            elif ending == ".parquet":
                yield from self._of_parquet(name, data)
            elif ending in PAGES:
                yield self._of_extract(name, read_page(data))
            elif ending in PACKED:
                read = read_pdf if ending == ".pdf" else read_docx if ending == ".docx" else read_mail
                yield self._of_extract(name, read(name, data))
            else:
                yield self._of_text(name, data)
        except DataError as error:
            self.problems += error.problems

    def _of_text(self, name: str, data: bytes) -> Document:
        text = decoded(data, name)
        path = Path(name)
        if path.suffix == ".md" and text.lstrip().startswith("+++\n"):
            report = parse(text.replace("\r\n", "\n"), path.stem, name)
            day = report.published_from if report.published_from == report.published_to else None
            return Document(name, report.body.strip(), report.title, report.publisher, day, url=report.url)
        return self._of_extract(name, Extract(text))

    def _of_extract(self, name: str, extract: Extract) -> Document:
        """Leave out the furniture, and complete what the file says of itself by what the text says."""
        refuse_mojibake(extract.text, name)
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

    def _of_part(self, name: str, part: Part) -> Iterator[Document]:
        try:
            data = b"" if part.groups else part.content()
            entries = part.entries() if part.groups else []
        except (OSError, ValueError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            self.problems.append(Problem(name, f"cannot be read ({reason})", "check the file, and its permissions"))
            return
        yield from self._of_lines(name, data.removeprefix(MARK), part.row)
        yield from (self._of_entry(f"{name}:{row}", entry) for row, entry in enumerate(entries, start=part.row))

    def _of_lines(self, name: str, data: bytes, first: int) -> Iterator[Document]:
        # only at line ends: JSON lets a text contain the other characters at which str.splitlines cuts
        for row, line in enumerate(data.split(b"\n"), start=first):
            if not line.strip():
                continue
            try:
                text = line.decode()
                refuse_mojibake(text, name, row)
            except UnicodeDecodeError:
                self.problems.append(Problem(name, "is not UTF-8", "save it as UTF-8 text", row))
                continue
            except DataError as error:
                self.problems += error.problems
                continue
            try:
                entry = json.loads(text)
                document = self._of_entry(f"{name}:{row}", entry)
            except (ValueError, KeyError, TypeError, RecursionError):
                fix = 'write {"text": "…", "title": "…", "publisher": "…", "date": "2017-12-31"}'
                self.problems.append(Problem(name, "is not a JSON object with a text", fix, row, value=text))
                continue
            yield document

    def _of_parquet(self, name: str, data: bytes) -> Iterator[Document]:
        try:
            table = pq.read_table(io.BytesIO(data))
        except (OSError, ValueError) as error:
            fix = "check that it is a Parquet file, and save it again"
            raise DataError([Problem(name, "cannot be read as Parquet", fix)]) from error
        if COLUMNS[0] not in table.column_names:
            fix = "name the column of the articles text; title, publisher, date and url may stand beside it"
            raise DataError([Problem(name, "is missing", fix, column=COLUMNS[0])])
        rows = table.select([column for column in COLUMNS if column in table.column_names]).to_pylist()
        for row, entry in enumerate(rows, start=1):
            yield self._of_entry(f"{name}:{row}", entry)

    def _of_entry(self, source: str, entry: Mapping[str, Any]) -> Document:
        """Return a row of a list as a document."""
        body, left_out = self._clean(_sound(entry["text"]))
        title, publisher, url = (_sound(entry.get(name)) for name in ("title", "publisher", "url"))
        day = leading_day(entry.get("date")) or opening(body).published
        return Document(source, body, title, publisher, day, url=url, left_out=left_out)

    def _clean(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Blank the furniture of a page, and what the page says twice; no character moves."""
        cleaned, left_out = blank(text.replace("\r\n", " \n"), self._furniture)
        return cleaned.rstrip(), left_out

    def _known(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the documents with a text, marked where they are the same story as one before them."""
        for document in documents:
            if not document.text.strip():
                self.problems.append(Problem(document.source, "has no text", "check that the whole page was saved"))
            elif self._stories is None:
                yield document
            else:
                yield replace(document, duplicate_of=self._stories.earlier(document.source, sketch(document.text)))


def _sound(value: object) -> str:
    """Return a value of a list as a text; JSON can contain half characters, which no file can."""
    return "" if value is None else str(value).encode(errors="replace").decode()
