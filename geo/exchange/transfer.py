"""Whole files of places, out and in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, get_args

from geo.boundaries import Store
from geo.exchange import geonames, linked, linked_features, linked_json, linked_tsv
from geo.exchange.concepts import BASE
from geo.exchange.linked import linked_places
from geo.exchange.settle import Settled, settle
from geo.gazetteer.gazetteer import Gazetteer

ExportFormat = Literal["lp-tsv", "geojson"]
ImportFormat = Literal["lp-tsv", "geojson", "geonames"]

EXPORT_FORMATS: Final[tuple[ExportFormat, ...]] = get_args(ExportFormat)
IMPORT_FORMATS: Final[tuple[ImportFormat, ...]] = get_args(ImportFormat)

__all__ = [
    "EXPORT_FORMATS",
    "IMPORT_FORMATS",
    "Arrival",
    "ExportFormat",
    "Hints",
    "ImportFormat",
    "bring",
    "export",
    "linked_places",
]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a file may leave out about its places.

    Parameters
    ----------
    parent : str
        Id of the parent of places whose own parent is unknown.
    country : str
        ISO 3166-1 code of two letters of the country that they lie in.
    kind : str
        The kind of records whose types do not give one.
    base : str
        What ids of this gazetteer begin with, as URIs.
    classes : collection of str
        The feature classes of GeoNames to take places from.
    progress : callable, optional
        Called, for a GeoNames dump, with the length of each line that was read, in bytes.
    """

    parent: str = ""
    country: str = ""
    kind: str = ""
    base: str = BASE
    classes: Collection[str] = geonames.CLASSES
    progress: Callable[[int], object] | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """The places of a file, ready to be written as a gazetteer.

    Parameters
    ----------
    settled : Settled
        Their rows.
    others : collections.Counter of str
        Features of a GeoNames dump that do not become places, by code.
    """

    settled: Settled
    others: Counter[str] = field(default_factory=Counter)


def export(places: Iterable[linked.LinkedPlace], form: ExportFormat) -> Iterator[str]:
    r"""Return the lines of a file of places.

    Parameters
    ----------
    places : iterable of LinkedPlace
        As :func:`linked_places` makes them.
    form : {"lp-tsv", "geojson"}
        Linked Places TSV, or Linked Places Format.

    Returns
    -------
    iterator of str
        The lines, each with its end.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> jurm = linked_places([project.gazetteer["af.badakhshan.jurm"]], project.gazetteer, project.store, year=2026)
    >>> header, line = export(jurm, "lp-tsv")
    >>> line.split("\t")[:2]
    ['atlas:af.badakhshan.jurm', 'Jurm']
    """
    return linked_tsv.write(places) if form == "lp-tsv" else linked_json.write(places)


def bring(
    path: Path,
    form: ImportFormat,
    gazetteer: Gazetteer,
    store: Store | None,
    hints: Hints,
) -> Arrival:
    r"""Read a file of places from elsewhere.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    form : {"lp-tsv", "geojson", "geonames"}
        What it is.
    gazetteer : Gazetteer
        The places there are: parents, and ids that are taken.
    store : geo.boundaries.Store, optional
        The outlines that points are looked for in.
    hints : Hints
        What the file may leave out.

    Returns
    -------
    Arrival
        Rows with ids and parents.

    Raises
    ------
    DataError
        With every problem of the file; nothing of it is used then.

    Examples
    --------
    >>> import tempfile
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "mine.tsv"
    ...     _ = path.write_text("id\ttitle\ttypes\tlon\tlat\n1\tFurghamu\tvillage\t70.83\t36.87\n")
    ...     arrival = bring(path, "lp-tsv", project.gazetteer, project.store, Hints())
    >>> arrival.settled.rows[0]["id"]
    'af.badakhshan.jurm.furghamu'
    """
    keys = store.keys() if store else frozenset()
    others: Counter[str] = Counter()
    if form == "geonames":
        dump = geonames.read(path, hints.classes, hints.progress)
        table, arrivals, others = dump.table, dump.arrivals, dump.others
    elif form == "lp-tsv":
        table = linked_tsv.read(path)
        arrivals = [linked.incoming(row, keys, base=hints.base, kind=hints.kind) for row in table]
    else:
        table, features = linked_features.read(path)
        arrivals = [linked.incoming(row, keys, base=hints.base, kind=hints.kind) for row in table]
        for incoming, feature in zip(arrivals, features, strict=True):
            incoming.rest = linked_features.rest_of(feature, incoming)
    settled = settle(arrivals, gazetteer, store, parent=hints.parent, country=hints.country)
    table.finish()
    return Arrival(settled, others)
