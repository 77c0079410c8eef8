"""Reports on disk: what was published, by whom, when, and what it says.

A report is a Markdown file. Its head, in TOML between two lines of ``+++``, gives title, publisher and
date range; its body says what was reported. Evidence points into the body by character offsets.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from geo.dates import PRECISIONS, read_day
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
    report = _report(path.stem, values, body, file, problems)
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
