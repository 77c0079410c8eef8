"""CSV in the shape of the UCDP Georeferenced Event Dataset: its 49 columns, filled as far as is known.

Nothing is invented: codes of UCDP's own (conflicts, dyads, actors, countries) are empty unless the table has a column
with that name, as after an import of GED. GED has one row per event and no column for a status. So claims that are
denied and plans are left out, and ``relid`` is the ``event_id``, by which rows about one event are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.activity import PRECISIONS
from geo.activity.several import distinct, parted
from geo.exports.aggregate import NOT_HAPPENED
from geo.exports.arrow import arrow
from geo.exports.delimited import write_table
from geo.exports.extract import Extract

#: the columns of UCDP GED, in its order
COLUMNS: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
# days of the longest span of each date_prec, from 1 on: a day, less than a week, a week, a month
_DATE_PREC: Final = (1, 6, 7, 31)
# PRIO-GRID has cells of half a degree, numbered from the southwest in rows of 720
_CELL, _ROW = 0.5, 720


def write(extract: Extract, out: Path) -> list[str]:
    """Write the rows in the shape of UCDP GED.

    Parameters
    ----------
    extract : Extract
        The records.
    out : pathlib.Path
        The file to write.

    Returns
    -------
    list of str
        What GED's shape cannot say about these records.
    """
    table = extract.table
    happened = table[~table["status"].isin(NOT_HAPPENED)].reset_index(drop=True)
    write_table(arrow(shaped(happened, extract)), out)
    notes = []
    if left := len(table) - len(happened):
        notes.append(f"{_records(left)} left out of the file, because GED has no column for what is denied or planned")
    named = happened["event_id"][happened["event_id"] != ""]
    if again := len(named) - named.nunique():
        notes.append(f"{_records(again)} of an event that has another row: count by relid, not by row")
    return notes


def shaped(table: pd.DataFrame, extract: Extract) -> pd.DataFrame:
    """Return records with the columns of UCDP GED.

    Parameters
    ----------
    table : pandas.DataFrame
        Records with the columns of their places.
    extract : Extract
        What they refer to.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`, and ``dataset`` and ``licence`` if any record is imported.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> extract = Extract(project, project.records)
    >>> events = shaped(extract.table, extract)
    >>> events.loc[events["adm_2"] == "Darzab district", "where_prec"].unique().tolist()
    [3]
    """
    low, high = table["killed_low"], table["killed_high"]
    first, last = (table[name] for name in ("date_from", "date_to"))
    # the coordinates of an import stay what they are
    lat, lon = (table[name].fillna(table[f"place_{name}"]) if name in table else table[f"place_{name}"]
                for name in ("lat", "lon"))  # fmt: skip
    columns: dict[str, Any] = {
        "id": table["id"],
        "relid": table["event_id"],
        "year": first.dt.year.astype("Int64").where(first.dt.year == last.dt.year),
        "type_of_violence": _violence(table),
        **_sides(table, extract),
        **_cited(table, extract),
        "source_original": table["claimed_by"],
        "where_prec": _where_prec(table["location_precision"]),
        "where_coordinates": table["place_name"],
        "where_description": table["place_text"],
        "adm_1": _named(table["place_adm1"], "province"),
        "adm_2": _named(table["place_adm2"], "district"),
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": ("POINT (" + lon.astype(str) + " " + lat.astype(str) + ")").where(lat.notna(), ""),
        "priogrid_gid": _priogrid(lat, lon),
        "country": table["place_country"],
        "date_prec": _date_prec(table),
        "date_start": first,
        "date_end": last,
        "best": _best(table),
        "high": high,
        "low": low,
    }
    for name in COLUMNS:
        if name not in columns:
            columns[name] = table[name] if name in table else pd.Series("", index=table.index, dtype="str")
    terms = [name for name in ("dataset", "licence") if "licence" in table]
    return pd.DataFrame({**{name: columns[name] for name in COLUMNS}, **{name: table[name] for name in terms}})


def _records(number: int) -> str:
    return "1 record is" if number == 1 else f"{number:,} records are"


def _violence(table: pd.DataFrame) -> pd.Series[Any]:
    """Return type_of_violence as imported; otherwise only an attack on civilians alone is known to be one-sided (3)."""
    kind, target = (table[name].to_numpy(dtype=object, na_value="") for name in ("kind", "targets"))
    known = pd.Series(np.where((kind == "attack") & (target == "civilians"), "3", ""), dtype="str")
    if "type_of_violence" not in table:
        return known
    given = table["type_of_violence"].astype("str").fillna("")
    return given.where(given != "", known)


def _sides(table: pd.DataFrame, extract: Extract) -> dict[str, pd.Series[Any]]:
    """Return the two sides: actors and whom they act against, or two actors; more actors are not divided."""
    pairs = pd.factorize(pd.MultiIndex.from_arrays([
        table["actors"].cat.codes.to_numpy(), table["targets"].cat.codes.to_numpy(),
    ]))  # fmt: skip
    actors, targets = table["actors"].cat.categories, table["targets"].cat.categories
    known = extract.contents.actors

    def names(keys: Iterable[str]) -> str:
        return ", ".join(known[key].name if key in known else key for key in keys)

    sides = []
    for actor, target in pairs[1]:
        ours, theirs = (parted(words[at]) if at >= 0 else () for words, at in ((actors, actor), (targets, target)))
        # an actor may suffer what others do
        ours = tuple(key for key in ours if key not in theirs)
        if not theirs and len(ours) == 2:  # noqa: PLR2004 - two sides
            ours, theirs = ours[:1], ours[1:]
        sides.append((names(ours), names(theirs)))
    return {
        f"side_{letter}": pd.Series([side[at] for side in sides], dtype="str").take(pairs[0]).reset_index(drop=True)
        for at, letter in enumerate("ab")
    }


def _cited(table: pd.DataFrame, extract: Extract) -> dict[str, pd.Series[Any]]:
    """Return the columns on the reports that records cite, those of several reports separated by ``;``."""
    cells, codes = distinct(table["report_id"])
    cited = [[extract.contents.reports[key] for key in cell] for cell in cells]
    texts: dict[str, Callable[[Any], str]] = {
        "source_article": lambda report: f'"{report.publisher},{report.published_from},{report.title}"',
        "source_office": lambda report: report.publisher,
        "source_date": lambda report: str(report.published_from),
        "source_headline": lambda report: report.title,
    }
    columns: dict[str, pd.Series[Any]] = {
        name: pd.Series([";".join(map(text, reports)) for reports in cited], dtype="str")
        for name, text in texts.items()
    }
    columns["number_of_sources"] = pd.Series([len(reports) for reports in cited], dtype="Int64")
    found = {name: column.take(codes).reset_index(drop=True) for name, column in columns.items()}
    if "sources" in table:
        found["number_of_sources"] = table["sources"].astype("Int64").fillna(found["number_of_sources"])
    return found


def _where_prec(column: pd.Series) -> pd.Series[Any]:
    numbers = column.cat.codes.astype("Int64") + 1
    assert tuple(column.cat.categories) == PRECISIONS
    return numbers.where(numbers > 0)


def _date_prec(table: pd.DataFrame) -> pd.Series[Any]:
    """Return 1 for a day to 5 for more than a month; nothing for what lasted, whose dates may well be exact."""
    days = (table["date_to"] - table["date_from"]).dt.days + 1
    numbers = pd.Series(np.searchsorted(_DATE_PREC, days.to_numpy(), side="left") + 1, dtype="Int64")
    return numbers.where(table["date_precision"].astype(object) != "throughout")


def _best(table: pd.DataFrame) -> pd.Series[Any]:
    """Return the estimate of the source, or the number where the bounds are the same."""
    same: pd.Series[Any] = table["killed_low"].where((table["killed_low"] == table["killed_high"]).fillna(value=False))
    return table["killed_best"].astype("Int64").fillna(same) if "killed_best" in table else same


def _named(column: pd.Series, kind: str) -> pd.Series[Any]:
    """Return names with their kind, as GED writes them: Jowzjan province."""
    codes, names = pd.factorize(column)
    written = [";".join(f"{name} {kind}" if name else "" for name in cell.split(";")) if cell else "" for cell in names]
    return pd.Series(written, dtype="str").take(codes).reset_index(drop=True)


def _priogrid(lat: pd.Series, lon: pd.Series) -> pd.Series[Any]:
    row, column = ((degrees + most) // _CELL for degrees, most in ((lat, 90), (lon, 180)))
    return (row * _ROW + column + 1).astype("Int64")
