"""How a CSV is written: its delimiter, line ends and comments; and its records, each as it was written."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from geo.errors import DataError, Problem
from geo.tables.encoding import decode

_DELIMITERS: Final = (",", ";", "\t")
# Excel's own way to tell the delimiter; spreadsheets do not show it as a row
_SEP: Final = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?[ ,;\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LINE: Final = re.compile(r"[^\r\n]+")
_END: Final = re.compile(r"\r\n|\r|\n")
# what spreadsheets show for a formula that fails; no comment, though it begins like one
ERRORS: Final = ("#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!")
# a cell may hold an outline, never a library
LONGEST_CELL: Final = 1_000_000


class RawRow(NamedTuple):
    """One record of a CSV.

    Parameters
    ----------
    number : int
        Its row as a spreadsheet numbers it: a line break in quotes begins no new one.
    raw : str
        As the file has it, with its line end.
    delimiter : str
        What stands between its cells.
    apart : list of str, optional
        Its cells, where to split it would not give them: it has quotation marks, or is a comment.
    """

    number: int
    raw: str
    delimiter: str
    apart: list[str] | None = None

    @property
    def cells(self) -> list[str]:
        """Its cells; none for a comment or an empty line."""
        if self.apart is not None:
            return self.apart
        bare = self.raw.rstrip("\r\n")
        return bare.split(self.delimiter) if bare else []


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written.

    Parameters
    ----------
    encoding : str
        As Python calls it.
    mark : bytes
        The byte order mark that the file begins with, if any.
    lead : str
        Excel's line ``sep=;``, if there is one.
    delimiter : str
        What stands between cells.
    end : str
        What ends a line.
    """

    encoding: str = "utf-8"
    mark: bytes = b""
    lead: str = ""
    delimiter: str = ","
    end: str = "\n"

    @classmethod
    def of(cls, data: bytes, file: str) -> tuple[Dialect, str]:
        r"""Return how a file is written, and its text after the mark and the line ``sep=``.

        Parameters
        ----------
        data : bytes
            The whole file.
        file : str
            What to call it in errors.

        Raises
        ------
        DataError
            When its encoding is unclear.

        Examples
        --------
        >>> Dialect.of(b"sep=;\r\nid;name\r\n", "mine.csv")[0].delimiter
        ';'
        """
        text, encoding, mark = decode(data, file)
        end = _END.search(text)
        sep = _SEP.match(text)
        lead = sep[0] if sep else ""
        text = text.removeprefix(lead)
        delimiter = sep["delimiter"] if sep else _delimiter(text)
        return cls(encoding, mark, lead, delimiter, end[0] if end else "\n"), text

    def encode(self, text: str) -> bytes:
        r"""Return a text as the bytes of a file in this dialect.

        Raises
        ------
        UnicodeEncodeError
            When the encoding lacks one of the text's letters.

        Examples
        --------
        >>> Dialect("cp1252", lead="sep=;").encode("Jürm")
        b'sep=;J\xfcrm'
        """
        return self.mark + (self.lead + text).encode(self.encoding)

    def in_utf_8(self) -> Dialect:
        """Return this dialect in UTF-8 with its mark, by which Excel knows it.

        Examples
        --------
        >>> Dialect("cp1252").in_utf_8().encode("جرم").decode("utf-8-sig")
        'جرم'
        """
        return replace(self, encoding="utf-8", mark=codecs.BOM_UTF8)


def is_comment(cells: list[str]) -> bool:
    """Return whether a row is a comment as a spreadsheet saves it: alone in its row, beginning with ``#``.

    Examples
    --------
    >>> is_comment(["# towns, from here on", "", ""]), is_comment(["#NAME?", "", ""])
    (True, False)
    """
    first = cells[0].lstrip()
    return first[:1] == "#" and not first.startswith(ERRORS) and not any(map(str.strip, cells[1:]))


def raw_rows(text: str, delimiter: str, file: str, *, comments: bool = True) -> Iterator[RawRow]:
    r"""Split a CSV into its records.

    Parameters
    ----------
    text : str
        The file's, without its mark.
    delimiter : str
        What stands between cells.
    file : str
        What to call it in errors.
    comments : bool, default True
        Whether all lines that begin with ``#`` are comments.

    Yields
    ------
    RawRow
        In the order of the file; joined, their ``raw`` is the text.

    Raises
    ------
    DataError
        When a quotation mark is not closed, or closed within a cell.

    Examples
    --------
    >>> [record.cells for record in raw_rows('# towns\na,"two\nlines"\n', ",", "mine.csv")]
    [[], ['a', 'two\nlines']]
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    for number, line in enumerate(lines, start=1):
        if comments and line[0] == "#" and not line.startswith(ERRORS):
            yield RawRow(number, line, delimiter, [])
        elif '"' not in line:
            yield RawRow(number, line, delimiter)
        else:
            taken = [line]
            try:
                cells = next(csv.reader(_taking(taken, lines), delimiter=delimiter, strict=True, skipinitialspace=True))
            except csv.Error as error:
                fix = "look for a quotation mark that is not closed, or save the file as CSV again"
                raise DataError([Problem(file, f"cannot be read as CSV ({error})", fix, number)]) from error
            yield RawRow(number, "".join(taken), delimiter, cells)


def _taking(taken: list[str], lines: Iterator[str]) -> Iterator[str]:
    """Hand over the first line, and more of them as long as a quoted cell goes on; ``taken`` has them all."""
    yield taken[0]
    for line in lines:
        taken.append(line)
        yield line


def _delimiter(text: str) -> str:
    """Return what parts the header into the most cells."""
    for line in _LINE.finditer(text):
        if line[0].strip(" \t,;") and not line[0].startswith("#"):
            unquoted = re.sub('"[^"]*"', "", line[0])
            return max(_DELIMITERS, key=unquoted.count)
    return ","
