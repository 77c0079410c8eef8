"""Reports on disk: what was published, by whom, when, and what it says.

A report is a Markdown file. Its head, in TOML between two lines of ``+++``, gives title, publisher and
date range; its body says what was reported. Evidence points into the body by character offsets.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from geo.dates import PRECISIONS, Span, read_day
from geo.errors import DataError, Problem, UnclearError

_FENCE: Final = "+++"
_HEAD: Final = ("title", "publisher", "published_from", "published_to", "date_precision")


@dataclass(frozen=True, slots=True)
class Report:
    """One published report.

    Parameters
    ----------
    id : str
        The file's name without its ending.
    title, publisher : str
        As published.
    published_from, published_to : datetime.date
        When it was published, as exactly as is known; one day has both equal.
    date_precision : {"day", "month", "year", "range"}
        How exactly that is.
    body : str
        The text that evidence points into.
    url : str
        Where it can be read; empty when not known.
    language : str
        Of the original, as an ISO 639 code.
    """

    id: str
    title: str
    publisher: str
    published_from: date
    published_to: date
    date_precision: str
    body: str
    url: str = ""
    language: str = ""

    @property
    def published(self) -> Span:
        """When it was published, with the precision of that."""
        return Span(self.published_from, self.published_to, self.date_precision)

    def quote(self, offsets: Sequence[tuple[int, int]]) -> str:
        """Return the passages between offsets into the body, as one line.

        Examples
        --------
        >>> day = date(2017, 12, 12)
        >>> Report("r", "Title", "Publisher", day, day, "day", "One. Two. Three.").quote([(0, 4), (10, 16)])
        'One. … Three.'
        """
        return " … ".join(" ".join(self.body[start:end].split()) for start, end in offsets)


def read(path: Path, name: str | None = None) -> Report:
    """Read one report.

    Parameters
    ----------
    path : pathlib.Path
        A Markdown file with a TOML head.
    name : str, optional
        What to call the file in errors.

    Returns
    -------
    Report
        The report.

    Raises
    ------
    DataError
        With every problem of the file.

    Examples
    --------
    >>> report = read(Path("data/reports/newarab-jowzjan-darzab.md"))
    >>> report.published_from.isoformat(), report.date_precision
    ('2017-12-12', 'day')
    """
    file = name or f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DataError([Problem(file, "is not UTF-8", "save it as UTF-8")]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            [Problem(file, f"cannot be read ({reason})", "check that it is a file and that you may open it")]
        ) from error
    return parse(text, path.stem, file)


def parse(text: str, key: str, file: str) -> Report:
    r"""Read a report that is already in memory.

    Parameters
    ----------
    text : str
        Head and body, with line ends of one character.
    key : str
        The report's id.
    file : str
        What to call it in errors.

    Returns
    -------
    Report
        The report.

    Raises
    ------
    DataError
        With every problem of its head.

    Examples
    --------
    >>> parse("Officials said …", "a", "a.md")
    Traceback (most recent call last):
    geo.errors.DataError: a.md: does not begin with a head; write title, publisher and dates between two lines of +++
    """
    start, fence, rest = text.partition(f"{_FENCE}\n")
    head, closing, body = rest.partition(f"\n{_FENCE}\n")
    if start.strip() or not fence or not closing:
        raise DataError(
            [
                Problem(
                    file,
                    "does not begin with a head",
                    f"write title, publisher and dates between two lines of {_FENCE}",
                )
            ]
        )
    try:
        values = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            [Problem(file, f"has a head that is not TOML ({error})", 'write lines such as title = "…"')]
        ) from error
    problems: list[Problem] = []
    report = _report(key, values, body, file, problems)
    if problems:
        raise DataError(problems)
    return report


def _report(key: str, values: dict[str, Any], body: str, file: str, problems: list[Problem]) -> Report:
    """Read a head's values; what is wrong with them is added to the problems."""
    problems += [
        Problem(file, "is missing", f"add a line {column} = … to the head", column=column)
        for column in _HEAD
        if not values.get(column)
    ]
    first = _date(values, "published_from", file, problems)
    last = _date(values, "published_to", file, problems)
    if first and last and last < first:
        message = f"ends before it begins, on {first}"
        problems.append(Problem(file, message, "swap or correct the two dates", None, "published_to", str(last)))
    precision = str(values.get("date_precision", ""))
    if precision and precision not in PRECISIONS:
        fix = f"write one of {', '.join(PRECISIONS)}"
        problems.append(Problem(file, "is not one of the allowed words", fix, None, "date_precision", precision))
    return Report(
        id=key,
        title=str(values.get("title", "")),
        publisher=str(values.get("publisher", "")),
        published_from=first or date.min,
        published_to=last or date.max,
        date_precision=precision,
        body=body,
        url=str(values.get("url", "")),
        language=str(values.get("language", "")),
    )


def _date(values: dict[str, Any], key: str, file: str, problems: list[Problem]) -> date | None:
    """Return a date that is written as TOML's own or as text."""
    value = values.get(key)
    if not value:
        return None
    try:
        return read_day(str(value))
    except UnclearError as error:
        problems.append(Problem(file, error.message, error.fix, None, key, str(value)))
        return None


def as_markdown(report: Report) -> str:
    """Return a report as its file has it.

    Examples
    --------
    >>> report = read(Path("data/reports/newarab-jowzjan-darzab.md"))
    >>> parse(as_markdown(report), report.id, "copy.md") == report
    True
    """
    head = {
        "title": report.title,
        "publisher": report.publisher,
        "published_from": report.published_from.isoformat(),
        "published_to": report.published_to.isoformat(),
        "date_precision": report.date_precision,
        "url": report.url,
        "language": report.language,
    }
    # JSON's strings are TOML's basic strings
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in head.items() if value]
    return "\n".join([_FENCE, *lines, _FENCE, report.body])


def new_report(  # noqa: PLR0913, PLR0917 - what a report's head has
    title: str, publisher: str, first: date, last: date, precision: str, text: str, url: str = ""
) -> Report:
    """Return a report for a document, with a readable id.

    Parameters
    ----------
    title, publisher : str
        As published.
    first, last : datetime.date
        When it was published, as exactly as is known.
    precision : {"day", "month", "year", "range"}
        How exactly that is.
    text : str
        The body.
    url : str
        Where it can be read; empty when not known.

    Returns
    -------
    Report
        Not written yet.

    Examples
    --------
    >>> day = date(2017, 12, 12)
    >>> new_report("Night in Darzab", "The Paper", day, day, "day", "…").id
    'the-paper-2017-night-in-darzab'
    """
    words = re.findall(r"[^\W_]+", f"{publisher} {first.year} {title}".lower())
    readable = "-".join(word for word in words if word.isascii())[:60].strip("-")
    # a title in another script leaves too little to tell two reports apart
    mark = "" if readable.count("-") > 1 else hashlib.sha256(text.encode()).hexdigest()[:8]
    return Report("-".join(filter(None, [readable, mark])), title, publisher, first, last, precision, text, url)


def load(folder: Path) -> dict[str, Report]:
    """Read all reports of a folder.

    Parameters
    ----------
    folder : pathlib.Path
        With one ``.md`` file per report. A folder that does not exist has none.

    Returns
    -------
    dict of str to Report
        By id, in the order of the ids.

    Raises
    ------
    DataError
        With every problem of every file.

    Examples
    --------
    >>> reports = load(Path("data/reports"))
    >>> reports["tolo-kunduz-allegiance"].publisher
    'TOLOnews'
    """
    reports: dict[str, Report] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        try:
            reports[path.stem] = read(path)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return reports
