"""The rows of somebody's table as records: what is reported, when, by whom, how many. Where is in ``placing``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity import COLUMNS, CONFIDENCES, DATE_PRECISIONS, STATUSES, Term
from geo.activity.several import categories
from geo.imports.cells import Given
from geo.names import fold
from geo.tables import split_list
from geo.tables.columns import Cells

Mask = NDArray[np.bool_]

#: the kind of records whose table has none, or a word that neither the mapping nor kinds.csv knows
OTHER: Final = "other"
_CIVILIANS: Final = "civilians"
# at the end of “Police Forces of Afghanistan (2001-2021)”
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBERS: Final = ("count_low", "count_high", "killed_low", "killed_high", "wounded_low", "wounded_high")
_TEXTS: Final = ("unit", "claimed_by", "disputed_by", "note", "event_id")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a project that a table's own words may mean.

    Parameters
    ----------
    actors, kinds : mapping of str to Term
        By id.
    unknown : dict of str to dict of str to int
        Filled while reading: by field, the table's words that mean none of these, with their number of rows.
    """

    actors: Mapping[str, Term]
    kinds: Mapping[str, Term]
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)


def rows_of(given: Given, words: Words) -> pd.DataFrame:
    """Return the columns of the activity table that say what happened and when; problems are added to the table.

    Parameters
    ----------
    given : Given
        The table and its mapping.
    words : Words
        What its words may mean.

    Returns
    -------
    pandas.DataFrame
        One row per row of the table. Missing: the places, ``id`` and ``report_id``.
    """
    columns: dict[str, Any] = {}
    columns |= _when(given)
    columns |= _who(given, words)
    columns["kind"] = _kind(given, words)
    columns |= {name: given.numbers(name) for name in (*_NUMBERS, "killed_best", "sources")}
    # the best estimate is all that some tables have
    alone = columns["killed_low"].isna() & columns["killed_high"].isna()
    for name in ("killed_low", "killed_high"):
        columns[name] = columns[name].where(~alone, columns["killed_best"])
    columns |= {name: given.text(name) for name in (*_TEXTS, "passage")}
    columns["status"] = _closed(given, "status", STATUSES, "reported")
    columns["confidence"] = _closed(given, "confidence", CONFIDENCES, "medium")
    frame = pd.DataFrame(columns)
    _check_bounds(given, frame)
    return frame


def _when(given: Given) -> dict[str, Any]:
    """Return the days, and how exactly they are known."""
    first, last = given.days("date_from"), given.days("date_to")
    last = np.where(np.isnat(last), first, last)
    words = given.words("date_precision")
    allowed = {*DATE_PRECISIONS, "week", ""}
    _note_unknown(given, "date_precision", words, allowed)
    word = np.array(words.distinct, dtype=object)[words.codes] if words.distinct else np.array([], object)
    weeks, months = word == "week", (word == "month") & (first == last)
    day = first.astype("datetime64[D]")
    # 1 January 1970, the first of numpy's days, was a Thursday
    monday = day - (day.astype(np.int64) + 3) % 7 * np.timedelta64(1, "D")
    month = first.astype("datetime64[M]")
    begin = np.where(weeks, monday.astype("datetime64[s]"), np.where(months, month.astype("datetime64[s]"), first))
    sunday = (monday + np.timedelta64(6, "D")).astype("datetime64[s]")
    end_of_month = ((month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")).astype("datetime64[s]")
    end = np.where(weeks, sunday, np.where(months, end_of_month, last))
    # without a word for it, one day is a day and several are some day within
    known = np.where(weeks, "within", np.where(word == "", np.where(begin == end, "day", "within"), word))
    known = np.where((known == "day") & (begin != end), "within", known)
    precision = pd.Series(pd.Categorical(known, categories=list(DATE_PRECISIONS)))
    turned = np.flatnonzero(end < begin)
    for row in turned.tolist():
        column = given.columns("date_to")[0]
        given.table.add_problem(row, column, "ends before it begins", "swap or correct the two dates")
    column = next(iter(given.columns("date_from")), "date_from")
    empty = np.array([not text for text in given.table[column].distinct], bool)[given.table[column].codes]
    for row in np.flatnonzero(empty).tolist():
        given.table.add_problem(row, column, "is empty", "write the day, as 2017-12-31")
    return {
        "date_from": begin.astype("datetime64[s]"),
        "date_to": end.astype("datetime64[s]"),
        "date_precision": precision,
    }


def _who(given: Given, words: Words) -> dict[str, Any]:
    """Return actors and targets; civilians are never actors."""
    known: dict[str, str] = {}
    for term in words.actors.values():
        for name in (term.id, term.name, *term.aliases):
            known.setdefault(fold(name), term.id)
    actors, of_actors = _together(given, "actors")
    targets, of_targets = _together(given, "targets")
    named = [_named(cell, given, known, words) for cell in actors]
    victims = [_named(cell, given, known, words) for cell in targets]
    both = of_actors.astype(np.int64) * len(victims) + of_targets
    used, at = np.unique(both, return_inverse=True)
    active, passive = [], []
    for code in used.tolist():
        first, second = named[code // len(victims)], victims[code % len(victims)]
        active.append(";".join(word for word in first if word != _CIVILIANS))
        passive.append(";".join(dict.fromkeys([*second, *(word for word in first if word == _CIVILIANS)])))
    return {"actors": _category(active, at), "targets": _category(passive, at)}


def _together(given: Given, name: str) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
    """Return the distinct combinations of the cells of several columns, and each row's position among them."""
    code = np.zeros(len(given.table), np.int64)
    columns = [given.table[column] for column in given.columns(name)]
    for cells in columns:
        code = code * len(cells.distinct) + cells.codes
    used, at = np.unique(code, return_inverse=True)
    found = []
    for number in used.tolist():
        rest, parts = number, []
        for cells in reversed(columns):
            rest, own = divmod(rest, len(cells.distinct))
            parts.append(cells.distinct[own])
        found.append(tuple(reversed(parts)))
    return found, at


def _named(cells: Sequence[str], given: Given, known: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """Return the actors in the cells of a row: their ids, or their names as the table has them."""
    meanings = given.mapping.meanings.get("actors", {})
    found = []
    for text in (part for cell in cells for part in split_list(cell)):
        plain = meanings.get(text, text)
        bare = _BRACKETS.sub("", plain)
        key = known.get(fold(plain)) or known.get(fold(bare))
        if fold(bare) == _CIVILIANS:
            key = _CIVILIANS
        if key is None and plain:
            words.unknown.setdefault("actors", {}).setdefault(plain, 0)
        found.append(key or plain)
    return tuple(dict.fromkeys(filter(None, found)))


def _kind(given: Given, words: Words) -> pd.Series[Any]:
    """Return the kind of activity."""
    cells = given.words("kind")
    known = {fold(name): term.id for term in words.kinds.values() for name in (term.id, term.name)}
    found = [known.get(fold(word), OTHER) for word in cells.distinct]
    rows = np.bincount(cells.codes, minlength=len(cells.distinct))
    for word, kind, number in zip(cells.distinct, found, rows.tolist(), strict=True):
        if kind == OTHER and fold(word) != OTHER and number:
            words.unknown.setdefault("kind", {})[word or "no kind"] = number
    return _category(found, cells.codes)


def _closed(given: Given, name: str, allowed: Sequence[str], usual: str) -> pd.Series[Any]:
    """Return a column of a closed list; the usual word where the table says nothing."""
    words = given.words(name)
    _note_unknown(given, name, words, {*allowed, ""})
    positions = [allowed.index(word or usual) if (word or usual) in allowed else -1 for word in words.distinct]
    return categories(np.array(positions, np.int32)[words.codes], allowed)


def _note_unknown(given: Given, name: str, words: Cells, allowed: set[str]) -> None:
    """Note the words that a closed list lacks."""
    wrong = [at for at, word in enumerate(words.distinct) if word not in allowed]
    if not wrong:
        return
    column = given.columns(name)[0]
    choice = ", ".join(COLUMNS[name].allowed)
    fix = f"say what it means in the mapping, under [meanings.{name}]: one of {choice}"
    for row in np.flatnonzero(np.isin(words.codes, wrong)).tolist():
        given.table.add_problem(row, column, "is not a word known here", fix)


def _check_bounds(given: Given, frame: pd.DataFrame) -> None:
    """Note numbers whose upper bound is below the lower."""
    for what in ("count", "killed", "wounded"):
        low, high = frame[f"{what}_low"], frame[f"{what}_high"]
        column = next(iter(given.columns(f"{what}_high")), f"{what}_high")
        for row in np.flatnonzero((high < low).fillna(value=False).to_numpy(dtype=bool)).tolist():
            given.table.add_problem(row, column, f"is less than the lower bound, {low[row]}", "correct the two numbers")


def _category(cells: Sequence[str], codes: NDArray[Any]) -> pd.Series[Any]:
    """Return a column of words, with the distinct words that are not empty as its categories."""
    number = {cell: at for at, cell in enumerate(dict.fromkeys(filter(None, cells)))}
    return categories(np.array([number.get(cell, -1) for cell in cells], np.int32)[codes], list(number))


def ids_of(given: Given, name: str, frame: pd.DataFrame) -> pd.Series[Any]:
    """Return the ids of records: the import's name and the table's own id.

    A table without ids gets some made of what its rows say, so that the next edition's unchanged rows keep theirs.

    Parameters
    ----------
    given : Given
        The table; ids that occur twice are problems.
    name : str
        The import's name.
    frame : pandas.DataFrame
        The records.

    Returns
    -------
    pandas.Series
        Texts such as ``ucdp-ged/300380``. Those made of what rows say occur again where rows say the same.
    """
    columns = given.columns("id")
    if columns:
        cells = given.table[columns[0]]
        given.table.check_filled(columns[0])
        given.table.check_unique(columns[0])
        own = [text.removesuffix(".0") for text in cells.distinct]
        return pd.Series([f"{name}/{text}" for text in own], dtype=str).take(cells.codes).reset_index(drop=True)
    content = pd.util.hash_pandas_object(frame.astype(str), index=False)
    return pd.Series([f"{name}/{number:016x}" for number in content], dtype=str)
