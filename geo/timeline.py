"""Activity in space and time: joined to geometries, binned by date, rolled up to provinces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity.events import event_numbers
from geo.activity.several import categories, explode
from geo.boundaries import CRS, Resolution, Store
from geo.dates import Span
from geo.gazetteer import Gazetteer, Place

Unit = Literal["day", "week", "month", "quarter", "year", "span"]
_Positions = NDArray[np.int64]
Level = Literal["country", "region", "province", "district", "area", "point"]

UNITS: Final[tuple[Unit, ...]] = ("day", "week", "month", "quarter", "year", "span")
# a settlement located this precisely is drawn as a point, grouped with its neighbours; anything vaguer, such as a
# valley, gets an area of its own
_POINT_KM: Final = 2.0
_SETTLEMENTS: Final = frozenset({"city", "town", "village"})
# pandas names weeks after the day they end on: W-SUN begins on Monday, as ISO 8601 does
_FREQUENCY: Final = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_LABEL: Final = {"month": "%b %Y", "quarter": "Q%q %Y", "year": "%Y"}


@dataclass(frozen=True, slots=True)
class Bins:
    """Consecutive spans of time, without gaps.

    Parameters
    ----------
    unit : {"day", "week", "month", "quarter", "year", "span"}
        The length of each bin; ``span`` is one bin for the whole period.
    starts : tuple of datetime.date
        The first day of each bin.
    labels : tuple of str
        The label of each bin.
    last : datetime.date
        The last day of the last bin.
    """

    unit: Unit
    starts: tuple[date, ...]
    labels: tuple[str, ...]
    last: date

    def __len__(self) -> int:
        """Return the number of bins."""
        return len(self.starts)

    def touched(self, span: Span) -> tuple[int, int]:
        """Return the first and last bin that a span touches, inclusive.

        Examples
        --------
        >>> months = bins(date(2017, 11, 30), date(2018, 1, 2), "month")
        >>> months.touched(Span(date(2017, 12, 12), date(2017, 12, 12)))
        (1, 1)
        """
        first, last = self.positions(np.array([span.first, span.last], "datetime64[s]")).tolist()
        return first, last

    def positions(self, days: NDArray[np.datetime64]) -> NDArray[np.int64]:
        """Return the bin of each day; days before the first bin or after the last count in those.

        Examples
        --------
        >>> years = bins(date(2015, 1, 1), date(2017, 1, 1), "year")
        >>> years.positions(np.array(["2014-05-01", "2016-05-01"], "datetime64[s]")).tolist()
        [0, 1]
        """
        starts = np.array(self.starts, "datetime64[s]")
        return np.maximum(np.searchsorted(starts, days, side="right") - 1, 0)

    def window(self, first: date | None, last: date | None) -> tuple[int, int]:
        """Return the first and last bin between two days, inclusive; an open end means the first or last bin."""
        begin, end = max(first or self.starts[0], self.starts[0]), min(last or self.last, self.last)
        return self.touched(Span(min(begin, end), max(begin, end)))


def bins(first: date, last: date, unit: Unit) -> Bins:
    """Divide the time between two days into bins.

    Parameters
    ----------
    first, last : datetime.date
        Inclusive; for a project, see :meth:`geo.project.Project.period`.
    unit : {"day", "week", "month", "quarter", "year", "span"}
        The length of a bin.

    Returns
    -------
    Bins
        From the bin with the first day to the bin with the last.

    Examples
    --------
    >>> quarters = bins(date(2017, 5, 1), date(2018, 1, 2), "quarter")
    >>> quarters.labels
    ('Q2 2017', 'Q3 2017', 'Q4 2017', 'Q1 2018')
    >>> quarters.starts[0].isoformat()
    '2017-04-01'
    """
    if unit == "span":
        return Bins(unit, (first,), (str(Span(first, last)),), last)
    periods = pd.period_range(pd.Timestamp(first), pd.Timestamp(last), freq=_FREQUENCY[unit])
    starts = tuple(period.start_time.date() for period in periods)
    labels = tuple(_label(period, unit) for period in periods)
    return Bins(unit, starts, labels, periods[-1].end_time.date())


def _label(period: pd.Period, unit: Unit) -> str:
    """Return the label of a bin."""
    if unit in _LABEL:
        return str(period.strftime(_LABEL[unit]))
    start = period.start_time
    written = f"{start.day} {start:%b %Y}"
    return f"Week of {written}" if unit == "week" else written


def level(place: Place) -> Level:
    """Return how a place is drawn: at the level of its outline, as an uncertain area, or as a point.

    Examples
    --------
    >>> level(Place("af.jowzjan.darzab", "Darzab", "district", boundary="af.jowzjan.darzab"))
    'district'
    >>> level(Place("af.badakhshan.jurm.khustak", "Khustak Valley", "valley", lat=36.7, lon=70.9))
    'area'
    >>> level(Place("af.jowzjan.darzab.moghul", "Moghul", "village", lat=35.9, lon=65.3, radius_km=1))
    'point'
    """
    if place.kind == "country":
        return "country"  # a circle around a country's centre would be meaningless
    if place.kind == "point":
        return (
            "point"  # a table of events has thousands; the map draws how far around them, and groups those that crowd
        )
    if place.is_point:
        return "point" if place.kind in _SETTLEMENTS and place.radius_km <= _POINT_KM else "area"
    if place.members:
        return "region"
    return "province" if place.kind == "province" else "district"


def join(
    records: pd.DataFrame,
    gazetteer: Gazetteer,
    store: Store,
    resolution: Resolution = "display",
    *,
    roll_up: bool = False,
) -> gpd.GeoDataFrame:
    """Join activity records to the geometries of their places.

    Parameters
    ----------
    records : pandas.DataFrame
        As :func:`geo.activity.load` returns them.
    gazetteer : Gazetteer
        The places that they name.
    store : geo.boundaries.Store
        The outlines of these places.
    resolution : {"full", "display"}, default "display"
        Which outlines to use: all vertices, or simplified for display.
    roll_up : bool, default False
        Assign records of districts and smaller places to their province. A record about two districts of
        one province then has *one* row for that province.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per record and place, in the order of the records; columns ``record_id``, ``event_id``, ``place_id``,
        ``name``, ``level``, ``status``, ``kind``, ``date_from``, ``date_to``, ``places`` (the number of
        places that share the record), ``geometry`` (EPSG:4326). Counts are left out: a count belongs to all
        places of a record together, and summing such a column would add it once per place.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> joined = join(project.records, project.gazetteer, project.store)
    >>> sorted(set(joined.loc[joined["place_id"].str.startswith("af.jowzjan."), "name"]))
    ['Darzab', 'Qush Tepa']
    >>> rolled = join(project.records, project.gazetteer, project.store, roll_up=True)
    >>> bool(rolled.duplicated(["record_id", "place_id"]).any())
    False
    """
    found = explode(records["place_id"])
    reported = records[["id", "event_id", "status", "kind", "date_from", "date_to"]].rename(columns={"id": "record_id"})
    table = reported.iloc[found.rows].reset_index(drop=True)
    keys = found.keys
    place = found.codes
    if roll_up:
        upper, distinct = pd.factorize(np.array([rolled_up(key, gazetteer) for key in keys], dtype=object))
        keys, place = distinct.tolist(), upper[place]
    table["place_id"] = categories(place, keys)
    if roll_up:
        # a record counts once in each of its provinces
        once = ~pd.DataFrame({"row": found.rows, "place": place}).duplicated().to_numpy()
        table, rows = table[once].reset_index(drop=True), found.rows[once]
    else:
        rows = found.rows
    table["places"] = np.bincount(rows, minlength=len(records))[rows]
    places = gpd.GeoDataFrame(
        {
            "place_id": pd.Categorical(keys, keys),
            "name": [gazetteer[key].name for key in keys],
            "level": [level(gazetteer[key]) for key in keys],
        },
        geometry=[gazetteer.geometry(key, store, resolution) for key in keys],
        crs=CRS,
    )
    # merged from the right, so that the result is a GeoDataFrame and keeps its CRS
    joined: gpd.GeoDataFrame = places.merge(table, on="place_id", how="right")
    order = ["record_id", "event_id", "place_id", "name", "level", "status", "kind", "date_from", "date_to", "places"]
    return joined[[*order, "geometry"]]


def rolled_up(key: str, gazetteer: Gazetteer) -> str:
    """Return the province that a place lies in, or the place itself when it is a province or larger.

    Examples
    --------
    >>> from geo.project import Project
    >>> gazetteer = Project.load().gazetteer
    >>> rolled_up("af.badakhshan.jurm.khustak", gazetteer), rolled_up("af.northern-afghanistan", gazetteer)
    ('af.badakhshan', 'af.northern-afghanistan')
    """
    province = gazetteer.province(key)
    return province.id if province and not province.is_point else key


def count(joined: gpd.GeoDataFrame, time: Bins) -> pd.DataFrame:
    """Count the events of each place in each bin: linked records are one event, any other record is one by itself.

    Where the records of an event name different places, it counts once on each of these; rolled up, once on their
    province.

    Parameters
    ----------
    joined : geopandas.GeoDataFrame
        As :func:`join` returns it.
    time : Bins
        The bins; an event counts in every bin that the span of one of its records touches.

    Returns
    -------
    pandas.DataFrame
        Whole numbers; one row per ``place_id``, one column per bin label.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> months = bins(*project.period(), "month")
    >>> counts = count(join(project.records, project.gazetteer, project.store), months)
    >>> bool(counts.loc["af.jowzjan.darzab", "Dec 2017"] > 0), int(counts.loc["af.badakhshan.jurm", "Dec 2017"])
    (True, 0)
    """
    rows, keys = pd.factorize(joined["place_id"])
    begin = time.positions(joined["date_from"].to_numpy())
    end = time.positions(joined["date_to"].to_numpy())
    if (joined["event_id"] != "").any():
        rows, begin, end = _once(rows, event_numbers(joined["event_id"]), begin, end)
    # +1 where a record begins and -1 after it ends; the running sum is the count
    width = len(time) + 1
    size = len(keys) * width
    steps = np.bincount(rows * width + begin, minlength=size) - np.bincount(rows * width + end + 1, minlength=size)
    counts = steps.reshape(len(keys), width).cumsum(axis=1)[:, :-1]
    return pd.DataFrame(counts, index=pd.Index(list(keys), name="place_id"), columns=list(time.labels))


def _once(rows: _Positions, event: _Positions, begin: _Positions, end: _Positions) -> tuple[_Positions, ...]:
    """Return the spans of records on places without the bins in which an earlier record of the same event counts."""
    order = np.lexsort((begin, event, rows))
    rows, event, begin, end = rows[order], event[order], begin[order], end[order]
    group = np.concatenate([[0], ((np.diff(rows) != 0) | (np.diff(event) != 0)).cumsum()])
    # the last bin counted so far, in a scale on which each event on each place comes after those before it
    width = int(end.max()) + 1
    until = np.maximum.accumulate(group * width + end)
    before = np.concatenate([[-1], np.where(np.diff(group) == 0, until[:-1] - group[1:] * width, -1)])
    begin = np.maximum(begin, before + 1)
    kept = begin <= end
    return rows[kept], begin[kept], end[kept]
