"""How the columns of somebody's table become the columns of ours: a small TOML file for each format or table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from geo.errors import DataError, Problem

#: what a column of a table may give: where it is, and the columns of :mod:`geo.activity.schema`
FIELDS: Final = (
    "id", "place_id", "date_from", "date_to", "date_precision", "lat", "lon", "location_precision", "place_text",
    "district", "province", "country", "actors", "targets", "kind", "killed_low", "killed_best", "killed_high",
    "wounded_low", "wounded_high", "count_low", "count_high", "unit", "claimed_by", "disputed_by", "status",
    "confidence", "sources", "passage", "note", "event_id",
)  # fmt: skip
#: fields that take several columns together; the others take the first that is filled
TOGETHER: Final = frozenset({"actors", "targets"})
_FORMATS: Final = Path(__file__).parent / "formats"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which columns of a table give which field, what its values mean, and whose table it is.

    Parameters
    ----------
    columns : mapping of str to tuple of str
        By field (:data:`FIELDS`), the columns that give it.
    meanings : mapping of str to mapping of str to str
        By field, what the table's own words mean.
    title, publisher, url, licence, citation : str
        Of the table.
    share : bool
        Whether the licence allows the data to be passed on.
    day_first : bool, optional
        Whether 05/06/2015 is the fifth of June; by default the column's other dates tell.
    recognised_by : tuple of str
        Columns that only a table of this format has.
    edition_in_name : str
        A regular expression whose groups, in a file's name, are the edition.

    Examples
    --------
    >>> formats()["ucdp-ged"].columns["actors"]
    ('side_a', 'side_b')
    """

    columns: Mapping[str, tuple[str, ...]]
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    title: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    citation: str = ""
    share: bool = True
    day_first: bool | None = None
    recognised_by: tuple[str, ...] = ()
    edition_in_name: str = ""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a mapping from a TOML file.

        Parameters
        ----------
        path : pathlib.Path
            The file.

        Returns
        -------
        ColumnMapping
            The mapping.

        Raises
        ------
        DataError
            With every problem of the file.
        """
        file = path.name
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            fix = "check that it is a TOML file in UTF-8; geo import --save-mapping writes one"
            raise DataError([Problem(file, f"cannot be read ({error})", fix)]) from error
        return cls.of(data, file)

    @classmethod
    def of(cls, data: Mapping[str, Any], file: str) -> Self:
        """Return the mapping that a TOML file describes.

        Parameters
        ----------
        data : mapping
            As :mod:`tomllib` returns it. Other keys are left alone.
        file : str
            The file's name in errors.

        Returns
        -------
        ColumnMapping
            The mapping.

        Raises
        ------
        DataError
            With every problem.

        Examples
        --------
        >>> ColumnMapping.of({"columns": {"when": "date"}}, "mine.toml")
        Traceback (most recent call last):
        geo.errors.DataError: mine.toml, columns: 'when' is not a field; write one of id, date_from, date_to, ...
        """
        problems = []
        columns, meanings = data.get("columns", {}), data.get("meanings", {})
        for table, content in (("columns", columns), ("meanings", meanings)):
            if not isinstance(content, dict):
                problems.append(Problem(file, "is not a table", f"write [{table}]", column=table))
                continue
            fix = "write one of id, date_from, date_to, ..."
            unknown = [name for name in content if name not in FIELDS]
            problems += [Problem(file, "is not a field", fix, column=table, value=name) for name in unknown]
        if problems:
            raise DataError(problems)
        known = {one.name: data[one.name] for one in fields(cls) if one.name in data}
        return cls(
            **known
            | {
                "columns": {name: _words(given) for name, given in columns.items()},
                "meanings": {
                    name: {str(word): str(meant) for word, meant in table.items()} for name, table in meanings.items()
                },
                "recognised_by": _words(data.get("recognised_by", ())),
                "share": data.get("share", True) is not False,
            }
        )

    def as_toml(self) -> dict[str, Any]:
        """Return plain values that :meth:`of` reads again.

        Examples
        --------
        >>> mapping = formats()["acled"]
        >>> ColumnMapping.of(mapping.as_toml(), "acled.toml") == mapping
        True
        """
        texts = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in {"columns", "meanings", "share", "day_first"}
        }
        written = {name: list(value) if isinstance(value, tuple) else value for name, value in texts.items() if value}
        columns = {name: given[0] if len(given) == 1 else list(given) for name, given in self.columns.items() if given}
        meanings = {name: dict(table) for name, table in self.meanings.items() if table}
        if self.day_first is not None:
            written["day_first"] = self.day_first
        return {**written, "share": self.share, "columns": columns, **({"meanings": meanings} if meanings else {})}

    def edition(self, file: str) -> str:
        """Return the edition that a file's name contains; empty if none.

        Examples
        --------
        >>> formats()["ucdp-ged"].edition("GEDEvent_v25_1.csv")
        '25.1'
        """
        found = re.search(self.edition_in_name, file) if self.edition_in_name else None
        return ".".join(found.groups()) if found else ""

    def used(self) -> list[str]:
        """Return all columns that give something, each once."""
        return list(dict.fromkeys(column for given in self.columns.values() for column in given))


@cache
def formats() -> Mapping[str, ColumnMapping]:
    """Return the formats that are recognised, by name.

    Examples
    --------
    >>> list(formats())
    ['acled', 'ucdp-ged']
    """
    return {path.stem: ColumnMapping.read(path) for path in sorted(_FORMATS.glob("*.toml"))}


def recognised(columns: Iterable[str]) -> str | None:
    """Return the format that a table with these columns has.

    Parameters
    ----------
    columns : iterable of str
        Its header.

    Returns
    -------
    str or None
        The name of one of :func:`formats`.

    Examples
    --------
    >>> recognised(["event_id_cnty", "event_date", "time_precision", "sub_event_type", "geo_precision", "actor1"])
    'acled'
    >>> recognised(["date", "place"])
    """
    there = set(columns)
    return next((name for name, mapping in formats().items() if there.issuperset(mapping.recognised_by)), None)


def _words(given: object) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(map(str, given))  # type: ignore[call-overload]
