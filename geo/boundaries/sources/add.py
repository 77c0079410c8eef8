"""Add another country's outlines to the store, in files of their own."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries.clean import fixed, reduced
from geo.boundaries.coverage import Geometries, area_km2, union
from geo.boundaries.sources.countries import Country
from geo.boundaries.sources.countries import country as by_code
from geo.boundaries.sources.ids import KnownPlace, Outline, propose_ids
from geo.boundaries.sources.register import Source, check_same, record
from geo.boundaries.store import ADDED, CRS, Layer, Resolution, Store
from geo.errors import BoundaryError
from geo.files import write
from geo.names import fold

#: the layer of each level's outlines
LEVELS: Final[tuple[Layer, ...]] = ("countries", "provinces", "districts")
_KINDS: Final = ("country", "province", "district")
_COLUMNS: Final = ["id", "parent", "layer", "name", "source_id", "code", "note", "geometry"]
_RESOLUTIONS: Final[tuple[Resolution, ...]] = ("full", "display")
# below this share of its area in one province, a district's province is noted as doubtful
_SURE: Final = 0.9


@dataclass(slots=True)
class Addition:
    """What was added.

    Parameters
    ----------
    country : Country
        Whose outlines.
    source : Source
        Where they are from.
    outlines : geopandas.GeoDataFrame
        Columns ``id``, ``parent``, ``layer``, ``name``, ``source_id``, ``code``, ``note`` and ``geometry``
        (full resolution, EPSG:4326), the country first, then provinces, then districts.
    remarks : list of str
        What people should know.
    """

    country: Country
    source: Source
    outlines: gpd.GeoDataFrame
    remarks: list[str] = field(default_factory=list)


def check_room(store: Store, country: Country) -> None:
    """Refuse a country whose outlines the store was built with.

    Raises
    ------
    BoundaryError
        When provinces or districts of this country are in the store itself.

    Examples
    --------
    >>> from pathlib import Path
    >>> check_room(Store(Path("data/boundaries")), by_code("PAK"))
    >>> check_room(Store(Path("data/boundaries")), by_code("AFG"))
    Traceback (most recent call last):
    geo.errors.BoundaryError: the provinces of Afghanistan are in data/boundaries already; ...
    """
    added = {key for frame in store.added().values() for key in frame["id"]}
    for layer in LEVELS[1:]:
        own = [key for key in store.layer(layer)["id"] if key.startswith(f"{country.id}.") and key not in added]
        if own:
            raise BoundaryError(
                f"the {layer} of {country.name} are in data/boundaries already; they are built, not added: "
                "geo boundaries build"
            )


def add(
    store: Store, source: Source, shapes: gpd.GeoDataFrame, known: Iterable[KnownPlace] = (), *, replace: bool = False
) -> Addition:
    """Add outlines of one country and level to the store, in place of those added before.

    Parameters
    ----------
    store : Store
        Where to; it reads them from then on.
    source : Source
        Where they come from; its id gives the country and the level.
    shapes : geopandas.GeoDataFrame
        As :func:`geo.boundaries.sources.vector.read` returns them.
    known : iterable of KnownPlace
        The places of the gazetteer, whose ids outlines take.
    replace : bool, default False
        Accept outlines that differ from those added before.

    Returns
    -------
    Addition
        Their ids and parents. A district's province is the one that contains the largest part of it, or the
        one that the source names; provinces and the country are dissolved from the districts, so that no
        border exists twice.

    Raises
    ------
    BoundaryError
        When another source was added before and ``replace`` is not set, or the outlines cannot be used.
        Nothing is written then.

    Examples
    --------
    >>> import shutil, tempfile
    >>> from pathlib import Path
    >>> vanj = gpd.GeoDataFrame({"name": ["Vanj"], "source_id": "7", "code": "", "province": "Gorno-Badakhshan"},
    ...     geometry=[shapely.box(71, 38, 72, 39)], crs=CRS)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = Store(Path(shutil.copytree("data/boundaries", folder, dirs_exist_ok=True)))
    ...     addition = add(store, Source("tj-adm2", "a sketch"), vanj)
    ...     list(addition.outlines["id"]), "tj.gorno-badakhshan.vanj" in store
    (['tj', 'tj.gorno-badakhshan', 'tj.gorno-badakhshan.vanj'], True)
    """
    country = by_code(source.id.partition("-")[0])
    check_room(store, country)
    if not replace:
        check_same(store.root, source)
    level = int(source.id[-1])
    geometries, remarks = fixed(shapes.geometry.to_numpy())
    frame = shapes.assign(geometry=geometries, layer=LEVELS[level], note="")
    unnamed = frame["name"] == ""
    frame.loc[unnamed, ["name", "note"]] = [f"unnamed {_KINDS[level]}", "the source gives no name"]
    ids = _Ids(store, country, source, list(known))
    provinces = _none(frame)
    if level == 0:
        whole = [shapely.union_all(geometries)]
        frame = frame.iloc[[0]].assign(id=country.id, parent="", geometry=whole)
    else:
        frame["parent"] = country.id
        if level > 1:
            provinces, more = _put_in_provinces(frame, ids)
            remarks += more
        frame["id"] = ids.of(frame)
    frame = frame.sort_values("id", ignore_index=True)
    built = {resolution: _built(frame, provinces, country, resolution) for resolution in _RESOLUTIONS}
    for resolution, layers in built.items():
        table = io.BytesIO()
        layers.drop(columns="note").to_parquet(table, index=False, compression="brotli")
        write(store.root / ADDED / f"{source.id}-{resolution}.parquet", table.getvalue())
    record(store.root, source)
    before = store.keys()
    store.forget()
    gone = before - store.keys()
    for place in ids.known:
        if place.boundary in gone:
            fix = f"give the row of {place.id} another, or a point and a radius"
            remarks.append(f"the outline {place.boundary} is not among the new ones; {fix}")
    return Addition(country, source, built["full"], remarks)


@dataclass(frozen=True, slots=True)
class _Ids:
    """What ids depend on, besides the outlines."""

    store: Store
    country: Country
    source: Source
    known: list[KnownPlace]

    def of(self, frame: gpd.GeoDataFrame) -> list[str]:
        """Return an id for each outline of one layer."""
        layer = frame["layer"].iloc[0]
        kind = _KINDS[LEVELS.index(layer)]
        columns = (frame[column] for column in ("name", "source_id", "code", "parent", "geometry"))
        outlines = [
            Outline(name, source_id, code, kind, parent, shape)
            for name, source_id, code, parent, shape in zip(*columns, strict=True)
        ]
        added = self.store.added()
        before = added.get(self.source.id, _none(frame))
        same = before.loc[(before["layer"] == layer) & (before["source_id"] != "")]
        # the same province may be in two files: as published, and made of its districts
        others = {key for part in added.values() for key in part.loc[part["layer"] != layer, "id"]}
        kept = dict(zip(same["source_id"], same["id"], strict=True))
        return propose_ids(outlines, self.country.id, self.known, kept, {self.country.id} | others)

    def provinces(self) -> gpd.GeoDataFrame | None:
        """Return the provinces that were added by themselves, at full resolution."""
        return self.store.added("full").get(f"{self.country.id}-adm1")


def _put_in_provinces(frame: gpd.GeoDataFrame, ids: _Ids) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Give districts their provinces as parents, and return these provinces and remarks for the user."""
    there = ids.provinces()
    there = _none(frame) if there is None else there.loc[there["layer"] == "provinces"].assign(note="")
    if (frame["province"] != "").any():
        return _by_name(frame, there, ids), []
    if there.empty:
        fix = f"to change that, first run: geo boundaries add {ids.country.iso3} --level 1"
        return there, [f"no provinces are known, so every district has {ids.country.name} as its parent; {fix}"]
    found = there.reset_index(drop=True)
    pairs = shapely.STRtree(found.geometry.to_numpy()).query(frame.geometry.to_numpy(), predicate="intersects")
    shared = area_km2(shapely.intersection(frame.geometry.to_numpy()[pairs[0]], found.geometry.to_numpy()[pairs[1]]))
    table = pd.DataFrame({"district": frame.index[pairs[0]], "province": pairs[1], "area": shared})
    largest = table.sort_values("area").drop_duplicates("district", keep="last").set_index("district")
    largest = largest.loc[largest["area"] > 0]
    frame.loc[largest.index, "parent"] = found["id"].to_numpy()[largest["province"]]
    share = largest["area"] / area_km2(frame.geometry[largest.index])
    doubtful = share[share < _SURE]
    names = found["name"].to_numpy()[largest["province"][doubtful.index]]
    frame.loc[doubtful.index, "note"] = [
        f"{part:.0%} of it is in {name} as published; check the province".replace("%", " %", 1)
        for part, name in zip(doubtful, names, strict=True)
    ]
    remarks = []
    outside = frame.index.difference(largest.index)
    frame.loc[outside, "note"] = "is in no published province; check the parent"
    if len(outside):
        remarks.append(f"{len(outside)} districts are in no province ({', '.join(frame.loc[outside[:5], 'name'])})")
    if len(doubtful):
        some = ", ".join(frame.loc[doubtful.sort_values().index[:5], "name"])
        remarks.append(f"{len(doubtful)} districts cross the borders of provinces ({some} …); see their notes")
    return found.loc[found["id"].isin(set(frame["parent"]))], remarks


def _by_name(frame: gpd.GeoDataFrame, there: gpd.GeoDataFrame, ids: _Ids) -> gpd.GeoDataFrame:
    """Give districts the provinces that the source names, and return these."""
    named = frame.loc[frame["province"] != ""]
    keys = {fold(name): key for name, key in zip(there["name"], there["id"], strict=True)}
    rows = named.drop_duplicates("province")
    whole = [_dissolved(named.geometry[named["province"] == name].to_numpy()) for name in rows["province"]]
    made = rows.assign(
        name=rows["province"], source_id="", code="", note="", parent=ids.country.id, layer="provinces", geometry=whole
    )
    made["id"] = [keys.get(fold(name), "") for name in made["name"]]
    new = made["id"] == ""
    if new.any():
        made.loc[new, "id"] = ids.of(made.loc[new])
    frame.loc[named.index, "parent"] = named["province"].map(dict(zip(made["name"], made["id"], strict=True)))
    return made.drop_duplicates("id")


def _built(
    frame: gpd.GeoDataFrame, provinces: gpd.GeoDataFrame, country: Country, resolution: Resolution
) -> gpd.GeoDataFrame:
    """Return all layers at one resolution, the widest first, each dissolved from the one below."""
    frame = frame.assign(geometry=reduced(frame.geometry.to_numpy(), resolution))
    layers = [frame]
    if len(provinces):
        whole = [_dissolved(frame.geometry[frame["parent"] == key].to_numpy()) for key in provinces["id"]]
        layers.insert(0, provinces.assign(geometry=whole).sort_values("id"))
    if frame["layer"].iloc[0] != "countries":
        outline = [_dissolved(frame.geometry.to_numpy())]
        row = frame.iloc[[0]].assign(id=country.id, parent="", layer="countries", name=country.name, geometry=outline)
        layers.insert(0, row.assign(source_id="", code="", note=""))
    whole = pd.concat(layers, ignore_index=True)[_COLUMNS]
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=CRS)


def _dissolved(shapes: Geometries) -> shapely.Geometry:
    """Return the union of polygons, whether or not they overlap."""
    return union(shapes) if shapely.coverage_is_valid(shapes) else shapely.normalize(shapely.union_all(shapes))


def _none(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return no outlines, with all columns."""
    return frame.reindex(columns=_COLUMNS).iloc[:0]
