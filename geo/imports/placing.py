"""Where the rows of a table are: by their coordinates, by their names, and at the level that the source is sure of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity import PRECISIONS
from geo.activity.several import categories, joined, parted
from geo.boundaries import LAYERS, Store
from geo.boundaries.locate import Locator
from geo.gazetteer import Gazetteer, Place
from geo.imports.cells import Given
from geo.imports.naming import NAMES, resolutions_of
from geo.imports.points import point_id
from geo.imports.source import POINT
from geo.names import fold
from geo.resolve import Resolution
from geo.tables.columns import ColumnTable

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]

_ADMIN: Final = ("district", "province", "country")
#: the precision of a place known by its name alone, by its kind
_BY_KIND: Final = {"country": "country", "region": "region", "province": "province", "district": "district"}
_POINT_KM: Final = 2.0
_HINTS: Final = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the rows of a table are.

    Parameters
    ----------
    columns : mapping of str to pandas.Series or array
        ``place_id``, ``place_text``, ``location_precision``, ``lat``, ``lon`` (degrees; NaN if not given) and
        ``inside``: the smallest area with an outline that the coordinates lie in.
    resolutions : mapping of tuple to Resolution
        What the names resolve to, by the cells of place, district, province and country; only for names that the
        gazetteer has, or where there are no coordinates.
    names : pandas.DataFrame
        These cells, one row per row of the table.
    """

    columns: Mapping[str, Any]
    resolutions: Mapping[tuple[str, ...], Resolution]
    names: pd.DataFrame


def place(given: Given, dataset: str, gazetteer: Gazetteer, store: Store) -> Placed:
    """Return where the rows of a table are; problems are added to the table.

    Coordinates decide where there are some, and the source's precision decides the level: a row that is known to lie
    somewhere in a province is of that province. Other rows are placed by their names.

    Parameters
    ----------
    given : Given
        The table and its mapping.
    dataset : str
        The import's name.
    gazetteer : Gazetteer
        The places that names refer to.
    store : geo.boundaries.Store
        The outlines that coordinates lie in.

    Returns
    -------
    Placed
        One row per row of the table.
    """
    lat, lon = _coordinates(given)
    names = pd.DataFrame({name: given.text(name) for name in NAMES})
    precision = _precision(given)
    keys, inside = _inside(lat, lon, gazetteer, store)
    _check_swapped(given, lat, lon, inside, store, names)
    located = ~np.isnan(lat)
    resolutions = resolutions_of(names, located, inside >= 0, gazetteer)
    level = np.where(located & (precision < 0), PRECISIONS.index("exact"), precision)
    ids = _own_ids(given, gazetteer)
    _place_in_countries(
        ids, located & (level == PRECISIONS.index("country")) & (inside < 0), names["country"], gazetteer
    )
    _place_by_coordinates(ids, (lat, lon, level, inside), keys, dataset, gazetteer)
    level = _place_by_names(given, ids, level, names, resolutions, gazetteer)
    codes, found = pd.factorize(ids)
    columns = {
        "place_id": categories(np.where(ids == "", -1, codes), found.tolist()),
        "place_text": _shown(names),
        "location_precision": categories(level.astype(np.int32), PRECISIONS),
        "lat": lat,
        "lon": lon,
        "inside": categories(inside.astype(np.int32), keys),
    }
    return Placed(columns, resolutions, names)


def _coordinates(given: Given) -> tuple[Floats, Floats]:
    """Return latitudes and longitudes; of a geometry, where no columns give them."""
    columns = {
        name: given.mapping.columns.get(name) or (point,) for name, point in zip(("lat", "lon"), POINT, strict=True)
    }
    asked = Given(given.table, type(given.mapping)(columns=columns))
    lat, lon = asked.degrees("lat", 90, "NS"), asked.degrees("lon", 180, "EW")
    for row in np.flatnonzero(np.isnan(lat) != np.isnan(lon)).tolist():
        name = "lat" if np.isnan(lat[row]) else "lon"
        if column := next(iter(asked.columns(name)), None):
            _add_once(given.table, row, column, "is empty, but the other coordinate is not", "fill it, or clear both")
    nowhere = (lat == 0) & (lon == 0)
    for row in np.flatnonzero(nowhere).tolist():
        fix = "clear both coordinates, or correct them"
        given.table.add_problem(row, asked.columns("lat")[0], "is 0, as the longitude is: no place is known", fix)
    either = np.isnan(lat) | np.isnan(lon) | nowhere
    return np.where(either, np.nan, lat), np.where(either, np.nan, lon)


def _add_once(table: ColumnTable, row: int, column: str, message: str, fix: str) -> None:
    number = int(table.numbers[row])
    if not any(problem.row == number and problem.column == column for problem in table.problems[-8:]):
        table.add_problem(row, column, message, fix)


def _precision(given: Given) -> Codes:
    """Return the source's precision as positions in PRECISIONS; -1 where it says nothing."""
    words = given.words("location_precision")
    positions = [PRECISIONS.index(word) if word in PRECISIONS else -1 for word in words.distinct]
    wrong = [at for at, word in enumerate(words.distinct) if word and word not in PRECISIONS]
    for row in np.flatnonzero(np.isin(words.codes, wrong)).tolist() if wrong else ():
        fix = f"say what it means in the mapping, under [meanings.location_precision]: one of {', '.join(PRECISIONS)}"
        given.table.add_problem(row, given.columns("location_precision")[0], "is not a precision known here", fix)
    return np.array(positions, np.int64)[words.codes]


def _inside(lat: Floats, lon: Floats, gazetteer: Gazetteer, store: Store) -> tuple[list[str], Codes]:
    """Return the ids of places with an outline, and the position of the smallest that each point lies in."""
    of_outline: dict[str, str] = {}
    for one in gazetteer.values():
        if one.boundary:
            of_outline.setdefault(one.boundary, one.id)
    keys: dict[str, int] = {}
    # many events happen at one point
    points, row = np.unique(lat + 1j * lon, return_inverse=True)
    found = np.full(len(points), -1, np.int64)
    for layer in LAYERS:
        open_ = np.flatnonzero((found < 0) & ~np.isnan(points.real))
        if not len(open_):
            break
        locator = Locator.of(store.layer(layer, "full"))
        at = locator.locate(points.imag[open_], points.real[open_])
        own = np.array(
            [keys.setdefault(of_outline[key], len(keys)) if key in of_outline else -1 for key in locator.keys] + [-1]
        )
        found[open_] = own[at]
    return list(keys), found[row]


def _check_swapped(  # noqa: PLR0913, PLR0917 - where, and what is known there
    given: Given, lat: Floats, lon: Floats, inside: Codes, store: Store, names: pd.DataFrame
) -> None:
    """Note coordinates that lie in no country known here, but would if they were swapped."""
    outside = np.flatnonzero((inside < 0) & ~np.isnan(lat) & (np.abs(lon) <= 90))  # noqa: PLR2004 - degrees
    if not len(outside):
        return
    countries = Locator.of(store.layer("countries"))
    at = countries.locate(lat[outside], lon[outside])
    known = {fold(key) for key in countries.keys}
    column = next(iter(given.columns("lat")), POINT[0])
    country = names["country"]
    for row, hit in zip(outside.tolist(), at.tolist(), strict=True):
        # a table that names the country says where it means
        if hit >= 0 and (not country[row] or fold(country[row]) in known):
            message = "lies in no country known here; swapped with the longitude it would"
            given.table.add_problem(row, column, message, "swap latitude and longitude")


def _own_ids(given: Given, gazetteer: Gazetteer) -> NDArray[np.object_]:
    """Return the ids of places that the table has itself, as a table that this program wrote."""
    cells = given.words("place_id")
    known = [all(key in gazetteer for key in parted(text)) for text in cells.distinct]
    for row in np.flatnonzero(~np.array(known, bool)[cells.codes]).tolist():
        fix = "correct the id, or add a row for it"
        given.table.add_problem(row, given.columns("place_id")[0], "is not in the gazetteer", fix)
    return np.array([joined(parted(text)) for text in cells.distinct], dtype=object)[cells.codes]


def _place_in_countries(
    ids: NDArray[np.object_], rows: NDArray[np.bool_], country: pd.Series[Any], gazetteer: Gazetteer
) -> None:
    """Fill in the countries that have no outline here, but a row in the gazetteer."""
    for name in country[rows].unique().tolist():
        bearers = gazetteer.by_fold.get(fold(name), {}).values()
        known = next((bearer.id for bearer, _ in bearers if bearer.kind == "country"), "")
        ids[rows & (country == name).to_numpy()] = known


def _place_by_coordinates(
    ids: NDArray[np.object_],
    where: tuple[Floats, Floats, Codes, Codes],
    keys: list[str],
    dataset: str,
    gazetteer: Gazetteer,
) -> None:
    """Fill in the places of the rows with coordinates."""
    lat, lon, level, inside = where
    located = ~np.isnan(lat) & (ids == "")
    points = located & (level <= PRECISIONS.index("near"))
    areas = np.flatnonzero(located & ~points)
    combined = (inside[areas] + 1) * len(PRECISIONS) + level[areas]
    used, at = np.unique(combined, return_inverse=True)
    chosen = np.array(
        [_area(code // len(PRECISIONS) - 1, code % len(PRECISIONS), keys, gazetteer) for code in used.tolist()],
        dtype=object,
    )
    ids[areas] = chosen[at] if len(used) else ""
    # where no outline is known, the place is a circle
    points[areas] = ids[areas] == ""
    rows = np.flatnonzero(points)
    triples = pd.DataFrame({"lat": lat[rows], "lon": lon[rows], "level": level[rows]})
    number = triples.groupby(["lat", "lon", "level"], sort=False).ngroup().to_numpy()
    distinct = triples.drop_duplicates()
    own = [point_id(dataset, y, x, PRECISIONS[int(n)]) for y, x, n in distinct.itertuples(index=False)]
    ids[rows] = np.array(own, dtype=object)[number] if own else ""


def _area(inside: int, level: int, keys: list[str], gazetteer: Gazetteer) -> str:
    """Return the area that a record of a precision is of; empty if no outline of it is known."""
    if inside < 0:
        return ""
    around = [gazetteer[keys[inside]], *gazetteer.ancestors(keys[inside])]
    precision = PRECISIONS[level]
    # a region is a part of the country that nobody has drawn
    wanted = {"region": "country", "international": "country"}.get(precision, precision)
    return next((one.id for one in around if one.kind == wanted), "")


def _place_by_names(  # noqa: PLR0913, PLR0917 - where, and what is known there
    given: Given,
    ids: NDArray[np.object_],
    level: Codes,
    names: pd.DataFrame,
    resolutions: Mapping[tuple[str, ...], Resolution],
    gazetteer: Gazetteer,
) -> Codes:
    """Fill in the places of the rows without coordinates; return the precision of all rows."""
    level = level.copy()
    for key in set(ids[level < 0]) - {""}:
        level[(level < 0) & (ids == key)] = PRECISIONS.index(_precision_of(gazetteer[parted(key)[0]]))
    column = next((given.columns(name)[0] for name in NAMES if given.columns(name)), "place_text")
    open_ = np.flatnonzero(ids == "")
    for row, cells in zip(open_.tolist(), names.iloc[open_].itertuples(index=False, name=None), strict=True):
        found = resolutions.get(cells)
        chosen = (found.place or found.inside) if found else None
        if chosen is None:
            _note_unplaced(given.table, row, column, cells, found)
            continue
        ids[row] = chosen.id
        if level[row] < 0:
            level[row] = PRECISIONS.index(_precision_of(chosen))
    return level


def _precision_of(place: Place) -> str:
    return _BY_KIND.get(place.kind) or ("exact" if place.radius_km <= _POINT_KM else "near")


def _note_unplaced(table: ColumnTable, row: int, column: str, cells: tuple[str, ...], found: Resolution | None) -> None:
    text = ", ".join(filter(None, cells))
    if not text:
        table.add_problem(row, column, "has no place: neither coordinates nor a name", "fill one of them", "")
        return
    hints = ", ".join(candidate.place.id for candidate in found.candidates[:_HINTS]) if found else ""
    ambiguous = found is not None and found.verdict == "ambiguous"
    message = "could mean several places" if ambiguous else "is not in the gazetteer, and has no coordinates"
    fix = "add the province or district that it lies in" if ambiguous else "add it to gazetteer/places.csv"
    table.add_problem(row, column, message, f"{fix}, or write one of these: {hints}" if hints else fix, text)


def _shown(names: pd.DataFrame) -> pd.Series[Any]:
    """Return the place as the source has it: its name, or the smallest area that it names."""
    shown = names["place_text"]
    for name in _ADMIN:
        shown = shown.where(shown != "", names[name])
    return shown
