"""The places together: what lies in what, and what has which name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import shapely

from geo.boundaries import Resolution, Store, circle
from geo.errors import Problem
from geo.gazetteer.foreign import Foreign
from geo.gazetteer.gc_pause import gc_paused
from geo.gazetteer.index import Index, by_fold
from geo.gazetteer.place import Place
from geo.gazetteer.typos import Typos

# above this share of changed places, an index is sooner made anew
_FEW: Final = 0.1


class Origin(NamedTuple):
    """Where a place comes from.

    Parameters
    ----------
    file : str
        The file's name as the user knows it.
    row : int
        As a spreadsheet numbers it.
    """

    file: str
    row: int

    def __str__(self) -> str:
        """Say it in the words of a problem."""
        return f"{self.file}, row {self.row}"


class Origins(Mapping[str, Origin]):
    """The origins of many places, each made when it is asked for: a hundred thousand would keep the collector busy.

    Parameters
    ----------
    files : mapping of str to str
        The file of each place, by its id.
    rows : mapping of str to int
        Its row, likewise.

    Examples
    --------
    >>> str(Origins({"af": "places.csv"}, {"af": 2})["af"])
    'places.csv, row 2'
    """

    def __init__(self, files: Mapping[str, str], rows: Mapping[str, int]) -> None:
        self._of, self._rows = files, rows

    def __getitem__(self, key: str) -> Origin:
        """Return where a place comes from."""
        return Origin(self._of[key], self._rows[key])

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self._of)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._of)

    def files(self) -> list[str]:
        """Return the files, the first one first."""
        return list(dict.fromkeys(self._of.values()))


class PreviousRead(NamedTuple):
    """What the rows of a file were read as.

    Parameters
    ----------
    basis : object
        What the meaning of a row depends on besides its text: columns, delimiter, boundaries.
    places : mapping of str to Place
        By the row as it is written.
    """

    basis: object
    places: Mapping[str, Place]


class Gazetteer(Mapping[str, Place]):
    """Places by id, with indexes of their names.

    Parameters
    ----------
    places : iterable of Place
        With different ids; their parents and members among them. :func:`geo.gazetteer.load` checks
        this, and is the way to read files.
    origins : Origins, optional
        The file and row of each place.
    overridden : iterable of geo.errors.Problem, optional
        Of each row that gave way to one with the same id in a file that comes before its own.
    known : mapping of str to PreviousRead, optional
        What the rows of each file were read as, to read it again sooner.
    foreign : pathlib.Path, optional
        The table of places of other countries, which is read when it is first needed.

    Examples
    --------
    >>> country = Place("af", "Afghanistan", "country", boundary="af")
    >>> gazetteer = Gazetteer([country, Place("af.kabul", "Kabul", "province", "af", boundary="af.kabul")])
    >>> [place.name for place in gazetteer.ancestors("af.kabul")]
    ['Afghanistan']
    """

    def __init__(
        self,
        places: Iterable[Place],
        origins: Origins | None = None,
        overridden: Iterable[Problem] = (),
        known: Mapping[str, PreviousRead] | None = None,
        foreign: Path | None = None,
    ) -> None:
        self._places = {place.id: place for place in places}
        self._points: Mapping[str, Place] = {}
        self.origins = origins if origins is not None else Origins({}, {})
        self.overridden = tuple(overridden)
        self.known = known or {}
        self._foreign = foreign
        self._ancestors: dict[str, tuple[Place, ...]] = {}
        self._provinces: dict[str, Place | None] = {}

    def with_points(self, points: Iterable[Place]) -> Gazetteer:
        """Return this gazetteer with points that tables of events bring along.

        They are found by their ids, but not by their names, and are not counted or iterated over: what a table calls
        a point is no evidence for what a report means.

        Parameters
        ----------
        points : iterable of Place
            Their parents are among the places; no id is.

        Returns
        -------
        Gazetteer
            With the same places.

        Examples
        --------
        >>> gazetteer = Gazetteer([Place("af", "Afghanistan", "country", boundary="af")])
        >>> found = gazetteer.with_points([Place("ged/36.7,68.9", "Aqtash", "point", "af", lat=36.7, lon=68.9)])
        >>> found.where("ged/36.7,68.9"), len(found)
        ('Afghanistan', 1)
        """
        found = copy(self)
        # what is found for points must not fill the caches of this one
        vars(found).update(
            _points={place.id: place for place in points},
            _ancestors=dict(self._ancestors),
            _provinces=dict(self._provinces),
        )
        return found

    def __getitem__(self, key: str) -> Place:
        """Return the place with this id."""
        return self._places[key] if key in self._places else self._points[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids, in the order of the files."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self._places)

    def ancestors(self, key: str) -> tuple[Place, ...]:
        """Return the places that a place lies in, from the nearest to its country."""
        found = self._ancestors.get(key)
        if found is None:
            parent = self._places.get(self[key].parent)
            found = (parent, *self.ancestors(parent.id)) if parent else ()
            self._ancestors[key] = found
        return found

    def where(self, key: str) -> str:
        """Return what a place lies in, for people: ``Jurm, Badakhshan, Afghanistan``."""
        return ", ".join(place.name for place in self.ancestors(key))

    def precedence(self, key: str) -> int:
        """Return how many files come before a place's own."""
        origin = self.origins.get(key)
        return self._files[origin.file] if origin else 0

    @cached_property
    def _files(self) -> Mapping[str, int]:
        return {file: at for at, file in enumerate(self.origins.files())}

    def contains(self, outer: str, inner: str) -> bool:
        """Return whether a place is, or lies in, another: by its parents or as a member of a region."""
        if outer == inner or self[outer] in self.ancestors(inner):
            return True
        return any(self.contains(member, inner) for member in self[outer].members if member != outer)

    def province(self, key: str) -> Place | None:
        """Return the province that a place is or lies in; None when it lies in none."""
        if key not in self._provinces:
            around = (self[key], *self.ancestors(key))
            self._provinces[key] = next((place for place in around if place.kind == "province"), None)
        return self._provinces[key]

    def geometry(self, key: str, store: Store, resolution: Resolution = "display") -> shapely.Geometry:
        """Return where a place is.

        Parameters
        ----------
        key : str
            Its id.
        store : geo.boundaries.Store
            Where outlines come from.
        resolution : {"full", "display"}, default "display"
            How many vertices.

        Returns
        -------
        shapely.Geometry
            Polygon or multipolygon, EPSG:4326: the outline, the union of the members, or the circle
            that the place lies somewhere in.

        Raises
        ------
        geo.errors.BoundaryError
            When the store does not hold the outline.
        """
        place = self[key]
        if place.boundary:
            return store.dissolve([place.boundary], resolution)
        if place.members:
            return shapely.union_all([self.geometry(member, store, resolution) for member in place.members])
        if place.lat is None or place.lon is None:
            msg = f"{key} has no geometry; geo.gazetteer.load refuses such places"
            raise ValueError(msg)
        return circle(place.lat, place.lon, place.radius_km)

    @cached_property
    def foreign(self) -> Foreign:
        """Places of other countries that a name may mean instead."""
        return Foreign.load(self._foreign) if self._foreign else Foreign({})

    @cached_property
    def by_fold(self) -> Index:
        """Places and their spellings by :func:`geo.names.fold` of the spelling."""
        with gc_paused():
            return by_fold(self._places.values())

    @cached_property
    def by_skeleton(self) -> Index:
        """Places and their spellings by :func:`geo.names.skeleton` of the spelling."""
        with gc_paused():
            return self.by_fold.by_skeleton()

    @cached_property
    def _slips(self) -> Typos:
        with gc_paused():
            return Typos(self.by_skeleton)

    def near(self, key: str) -> set[str]:
        """Return the skeletons of names that differ from a skeleton in at most one letter."""
        return {near for near in self._slips.near(key) if near in self.by_skeleton}

    def take_over(self, before: Gazetteer) -> None:
        """Take over the indexes of a gazetteer that has nearly the same places, as far as it has made them.

        Parameters
        ----------
        before : Gazetteer
            What the files held before; places that did not change are the same objects.
        """
        gone = [place for key, place in before._places.items() if self._places.get(key) is not place]
        come = [place for key, place in self._places.items() if before._places.get(key) is not place]
        if len(gone) + len(come) > _FEW * len(self):
            return
        made = vars(before)
        if "foreign" in made and before._foreign == self._foreign:
            vars(self)["foreign"] = made["foreign"]
        for name in ("by_fold", "by_skeleton"):
            if name in made:
                vars(self)[name] = made[name].updated(gone, come, self._rank)
        if "_slips" in made:
            # what no place is called any more need not be forgotten: it is looked up in the index of skeletons
            new = {key for place in come for key in self.by_skeleton.keys_of(place) if key not in before.by_skeleton}
            vars(self)["_slips"] = before._slips.extended(sorted(new))

    def _rank(self, key: str) -> tuple[int, int]:
        origin = self.origins.get(key)
        return self.precedence(key), origin.row if origin else 0
