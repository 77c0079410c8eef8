"""A project's places and records, prepared for a time map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely

from geo.activity import CONFIDENCES, PRECISIONS, STATUSES
from geo.activity.record import offsets
from geo.activity.several import Exploded, explode, parted
from geo.boundaries import Layer, Store
from geo.boundaries.sources import load_sources
from geo.contents import Contents
from geo.errors import counted
from geo.gazetteer import Place
from geo.maps.assemble import assemble
from geo.maps.content import Content, corners
from geo.maps.view import LANGUAGES, View
from geo.maps.wire import Payload
from geo.reports import Report
from geo.timeline import level, rolled_up

# in addition to the credits of the outlines
_CREDITS: Final = (
    "Names: afghanistan-provinces-districts-villages, MIT licence; GeoNames, CC BY 4.0",
    "Map library: Leaflet, BSD 2-Clause licence",
)
PRECISION_NAMES: Final = {"exact": "the exact place", "near": "near the place"}
_ROLES: Final[tuple[tuple[Layer, str], ...]] = (
    ("countries", "neighbour"),
    ("districts", "district"),
    ("provinces", "province"),
)
# letters of passages in a map; twice as many would make a file of more than 20 MB
_MOST_LETTERS: Final = 25_000_000
# how far from the country its neighbours are labelled, and how far from the countries in use others are drawn
_MARGIN_DEGREES: Final = 1.5
_NEAR_DEGREES: Final = 6.0


def payload(project: Contents, records: pd.DataFrame, view: View | None = None) -> Payload:
    """Return everything that a time map of a project shows, as plain values for JSON.

    Parameters
    ----------
    project : Contents
        The places, reports, actors and kinds that the records refer to.
    records : pandas.DataFrame
        The records to show, in the order of the popups: rows of the project's table, or of one like it.
    view : View, optional
        How the map opens.

    Returns
    -------
    dict
        As :func:`geo.maps.assemble.assemble` returns it.

    Raises
    ------
    GeoError
        When the view names a tile service that does not exist, or the table of the outlines' sources has problems.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> sent = payload(project, project.records)
    >>> len(sent["records"]["date_from"]) == len(project.records)
    True
    """
    return assemble(content(project, records), view or View())


def content(project: Contents, records: pd.DataFrame) -> Content:
    """Return what a time map of a project shows; see :func:`payload`."""
    reported = explode(records["place_id"])
    roots = _roots(reported, project)
    bounds = _bounds(roots, project)
    background = _background(roots, project, bounds)
    passages, left_out = _lightened(_passages(records, project.reports), records)
    return Content(
        places=_places(reported.keys, project, background),
        records=records.assign(evidence=passages),
        words={
            "statuses": _words(STATUSES),
            "kinds": {key: {"name": term.name, "note": term.note} for key, term in project.kinds.items()},
            "actors": {key: {"name": term.name, "note": term.note} for key, term in project.actors.items()},
            "precisions": {word: {"name": PRECISION_NAMES.get(word, word)} for word in PRECISIONS},
            "confidences": _words(CONFIDENCES),
            "reports": {key: _citation(report, project) for key, report in project.reports.items()},
        },
        bounds=bounds,
        credits=[*_outline_credits(background, project), *_CREDITS, *_data_credits(records, project), *left_out],
    )


def _words(words: Sequence[str]) -> dict[str, dict[str, str]]:
    return {word: {"name": word.capitalize()} for word in words}


def _passages(records: pd.DataFrame, reports: Mapping[str, Report]) -> pd.Series:
    """Return the passages that records point at, each read once."""
    cited = records["report_id"].cat.codes.to_numpy().astype(np.int64)
    codes, evidence = pd.factorize(records["evidence"])
    pairs, rows = np.unique(cited * (len(evidence) + 1) + codes, return_inverse=True)
    first = [reports[parted(cell)[0]] for cell in records["report_id"].cat.categories.tolist()]
    spans = [offsets(cell) for cell in evidence.tolist()]
    passages = []
    for pair in pairs.tolist():
        report, where = divmod(pair, len(evidence) + 1)
        passages.append(first[report].quote(spans[where]) if spans[where] and report >= 0 else "")
    quoted = pd.Series(passages, dtype=str).take(rows).set_axis(records.index)
    # a table's row brings its passage along
    return quoted.where(records["passage"] == "", records["passage"]) if "passage" in records else quoted


def _lightened(passages: pd.Series, records: pd.DataFrame) -> tuple[pd.Series, list[str]]:
    """Return the passages without those of imports where they would make the file too large, and what to say of it."""
    if "dataset" not in records or passages.str.len().sum() <= _MOST_LETTERS:
        return passages, []
    foreign = (records["dataset"] != "").to_numpy()
    left = counted(int(((passages != "").to_numpy() & foreign).sum()), "imported record")
    said = f"Left out of this map, for its size: the passages of {left}. Fewer records, by a filter, keep them."
    return passages.where(~foreign, ""), [said]


def _citation(report: Report, project: Contents) -> dict[str, str]:
    imported = report.id in project.imports
    return {
        "title": report.title,
        "publisher": report.publisher,
        "date": f"imported {report.published}" if imported else str(report.published),
        "url": report.url,
    }


def _places(
    reported: Sequence[str], project: Contents, background: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the background, then the other places that records refer to or roll up to."""
    upper = {key: rolled_up(key, project.gazetteer) for key in reported}
    drawn = dict.fromkeys([*reported, *upper.values()])
    rows = []
    for key in (*background, *(key for key in drawn if key not in background)):
        place = project.gazetteer.get(key)
        row = {**background.get(key, {}), **(_place(place, project) if place else {"id": key, "name": ""})}
        if upper.get(key, key) != key:
            row["up"] = upper[key]
        if place and key not in background and not place.is_point:
            row["geometry"] = project.gazetteer.geometry(key, project.store)
        rows.append(row)
    return rows


def _place(place: Place, project: Contents) -> dict[str, Any]:
    names = place.names_in(*LANGUAGES)
    shown = {place.name, *names.values()}
    point = {"lat": place.lat, "lon": place.lon, "radius_m": round(place.radius_km * 1000)} if place.is_point else {}
    return {
        "id": place.id,
        "name": place.name,
        **names,
        "kind": place.kind,
        "level": level(place),
        "where": project.gazetteer.where(place.id),
        "aliases": [name for name in dict.fromkeys(place.spellings) if name not in shown],
        "note": place.note,
        **point,
    }


def _roots(reported: Exploded, project: Contents) -> Counter[str]:
    """Return the countries that records refer to, each with the number of references to places in it."""
    roots: Counter[str] = Counter()
    for key, number in zip(
        reported.keys, np.bincount(reported.codes, minlength=len(reported.keys)).tolist(), strict=True
    ):
        roots[(project.gazetteer[key], *project.gazetteer.ancestors(key))[-1].id] += number
    return roots


def _bounds(roots: Counter[str], project: Contents) -> list[list[float]]:
    """Return the corners of the initial view.

    It shows the country with the most records: a single record from far away must not zoom it out.
    """
    home = project.gazetteer[roots.most_common(1)[0][0]] if roots else _first_home(project)
    if home is None:
        return corners(shapely.box(*project.store.layer("countries").total_bounds))
    return corners(project.gazetteer.geometry(home.id, project.store))


def _first_home(project: Contents) -> Place | None:
    """Return the gazetteer's first country with subdivisions in the store, to show when there are no records."""
    divided = set(_countries(project.store).values())
    return next((place for place in project.gazetteer.values() if place.boundary in divided), None)


def _countries(store: Store) -> dict[str, str]:
    """Return the country of every province and district; some countries have only one of these levels."""
    frames = [store.layer("provinces"), store.layer("districts")]
    parents = {key: parent for frame in frames for key, parent in zip(frame["id"], frame["parent"], strict=True)}
    return {key: parents.get(parent, parent) for key, parent in parents.items()}


def _background(roots: Counter[str], project: Contents, bounds: list[list[float]]) -> dict[str, dict[str, Any]]:
    """Return the outlines behind the data, in drawing order: countries, districts, and provinces around these.

    Only countries with records are subdivided, and only countries near them are drawn at all: the rest of the
    store must not swell the map.
    """
    (south, west), (north, east) = bounds
    view = shapely.box(west - _MARGIN_DEGREES, south - _MARGIN_DEGREES, east + _MARGIN_DEGREES, north + _MARGIN_DEGREES)
    country = _countries(project.store)
    used = {project.gazetteer[key].boundary for key in roots}
    homes = used & set(country.values())
    if not homes and (home := _first_home(project)):
        homes = {home.boundary}
    shown = _near(used | homes, project.store)
    entries: dict[str, dict[str, Any]] = {}
    for layer, role in _ROLES:
        frame = project.store.layer(layer)
        for key, geometry in zip(frame["id"], frame.geometry, strict=True):
            if key not in shown and country.get(key) not in homes:
                continue
            entry = {"geometry": geometry, "role": "country" if key in homes else role}
            # a neighbour is labelled within the initial view, not at its own centre
            seen = shapely.intersection(geometry, view) if role == "neighbour" else geometry
            if entry["role"] != "country" and not seen.is_empty:
                place = project.gazetteer.get(key) if role != "neighbour" else None
                # the gazetteer's point is in the middle of an outline, found once and for all
                if place is None or place.lat is None or place.lon is None:
                    label = shapely.point_on_surface(seen)
                    entry["label"] = [round(label.y, 3), round(label.x, 3)]
                else:
                    entry["label"] = [round(place.lat, 3), round(place.lon, 3)]
            entries[key] = entry
    return entries


def _near(keys: Collection[str], store: Store) -> set[str]:
    """Return the countries near any of the given ones, including these."""
    frame = store.layer("countries")
    boxes = [shapely.box(*outline.bounds) for outline in frame.geometry[frame["id"].isin(keys)]]
    return {
        key
        for key, outline in zip(frame["id"], frame.geometry, strict=True)
        if any(shapely.dwithin(boxes, outline, _NEAR_DEGREES))
    }


def _data_credits(records: pd.DataFrame, project: Contents) -> Iterator[str]:
    """Yield the imports that records are from, with their licence and citation."""
    used = set(records["dataset"].unique()) if "dataset" in records else set()
    for name, one in project.imports.items():
        if name in used:
            yield f"Data: {one.credit}"


def _outline_credits(background: Mapping[str, Mapping[str, Any]], project: Contents) -> Iterator[str]:
    """Yield the origin and licence of the outlines that are drawn."""
    store = project.store
    sources, added = load_sources(store.root), store.added()
    # of two outlines with the same key the store draws one; only comparing outlines shows which
    origin = {
        key: name
        for name, frame in added.items()
        for key, outline in zip(frame["id"], frame.geometry, strict=True)
        if key in background and shapely.equals_identical(outline, background[key]["geometry"])
    }
    for key in background:
        if key not in origin:
            built = f"{key.partition('.')[0]}-adm2"
            origin[key] = built if built in sources and built not in added else "countries"
    drawn = set(origin.values())
    yield from (f"Outlines: {source.credit}; simplified" for name, source in sources.items() if name in drawn)
