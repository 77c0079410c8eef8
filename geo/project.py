"""A project: one folder, opened, and all that can be asked of it. The library's front door."""

from __future__ import annotations

import os
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

import geopandas as gpd
import pandas as pd

from geo import resolve, timeline
from geo.activity import Suggester, Suggestion
from geo.boundaries import Resolution as Detail
from geo.contents import Contents, gazetteer_files, survey
from geo.errors import DataError
from geo.folder import bundled, project_folder, root
from geo.resolve import Context, Resolution
from geo.scan import Mention, Scanner

if TYPE_CHECKING:
    from geo.maps import TimeMap
    from geo.maps.view import ViewOptions


@dataclass(frozen=True)
class Project(Contents):
    """One folder, read and checked, and all that can be asked of it.

    Its attributes are those of :class:`geo.contents.Contents`; ``records`` is the table of activity.

    Examples
    --------
    >>> import geo
    >>> project = geo.example()
    >>> project.resolve("Darzab, Jowzjan").place.id
    'af.jowzjan.darzab'
    >>> project.records["status"].value_counts().idxmax()
    'reported'
    """

    @classmethod
    def load(
        cls,
        folder: Path | None = None,
        *,
        villages: bool = False,
        use: Collection[str] = (),
        without: Collection[str] = (),
        before: Contents | None = None,
    ) -> Self:
        """Read a project and check it.

        Parameters
        ----------
        folder : pathlib.Path, optional
            With ``gazetteer/`` and ``data/``; by default :func:`geo.folder.root`.
        villages : bool, default False
            Short for ``use=["villages"]``.
        use, without : collection of str
            Gazetteer files to read or to leave out whatever ``gazetteer/order.csv`` says. A place that a record
            cites is in use in any case, with the places that it lies in.
        before : Contents, optional
            What the files held before, to read only what changed in a large gazetteer.

        Returns
        -------
        Project
            All of it.

        Raises
        ------
        DataError
            With every problem of every file that can be checked. Activity is checked against places,
            actors and reports, so that a problem in those leaves it for the next time.

        Examples
        --------
        >>> len(Project.load().reports)
        5
        """
        base = folder or root()
        findings = survey(base, lambda: gazetteer_files(base, villages=villages, use=use, without=without), before)
        if findings.contents is None:
            raise DataError(findings.problems)
        return cls(**vars(findings.contents))

    @cached_property
    def scanner(self) -> Scanner:
        """Return what finds the project's places in texts."""
        return Scanner(self.gazetteer, self.cues, self.group_names())

    @cached_property
    def suggester(self) -> Suggester:
        """Return what suggests activity, by the project's rules."""
        return Suggester(self.gazetteer, self.actors, self.kinds, self.rules)

    def resolve(
        self, phrase: str, context: Context | None = None, *, kind: str | None = None, within: Iterable[str] = ()
    ) -> Resolution:
        """Find the place that a phrase refers to; see :func:`geo.resolve.resolve`.

        Examples
        --------
        >>> import geo
        >>> geo.example().resolve("Kohistan", within=["Faryab"]).place.id
        'af.faryab.kohistan'
        """
        return resolve.resolve(phrase, self.gazetteer, context, kind=kind, within=within)

    def resolve_all(self, phrase: str, context: Context | None = None) -> list[Resolution]:
        """Find each of the places that a phrase refers to; see :func:`geo.resolve.resolve_all`.

        Examples
        --------
        >>> import geo
        >>> [found.place.name for found in geo.example().resolve_all("Darzab and Qushtepa districts")]
        ['Darzab', 'Qush Tepa']
        """
        return resolve.resolve_all(phrase, self.gazetteer, context)

    def resolve_table(
        self,
        frame: pd.DataFrame,
        name: Hashable,
        *,
        province: Hashable | None = None,
        kind: Hashable | None = None,
        day: Hashable | None = None,
    ) -> pd.DataFrame:
        """Resolve a column of names; see :func:`geo.resolve.resolve_table`.

        Examples
        --------
        >>> import geo
        >>> frame = pd.DataFrame({"where": ["Qosh Tapa", "Muqur"], "admin1": ["Jawzjan", "Ghazni"]})
        >>> geo.example().resolve_table(frame, "where", province="admin1")["place_id"].tolist()
        ['af.jowzjan.qush-tepa', 'af.ghazni.muqur']
        """
        return resolve.resolve_table(frame, self.gazetteer, name, province=province, kind=kind, day=day)

    def scan(self, text: str, day: date | None = None) -> list[Mention]:
        """Find the places that a text names; see :class:`geo.scan.Scanner`.

        Examples
        --------
        >>> import geo
        >>> [mention.text for mention in geo.example().scan("Fighters are in Darzab and Qushtepa districts.")]
        ['Darzab', 'Qushtepa districts']
        """
        return self.scanner.scan(text, day)

    def suggest(self, text: str, day: date | None = None) -> list[Suggestion]:
        """Suggest the activity that a text reports, for a person to decide on; see :class:`geo.activity.Suggester`.

        Examples
        --------
        >>> import geo
        >>> [found] = geo.example().suggest("About 40 Taliban fighters are in Darzab district, officials said.")
        >>> found.places, found.actors, found.count.low
        (('af.jowzjan.darzab',), ('taliban',), 40)
        """
        return self.suggester.suggest(text, self.scan(text, day))

    def join(
        self, records: pd.DataFrame | None = None, resolution: Detail = "display", *, roll_up: bool = False
    ) -> gpd.GeoDataFrame:
        """Join records, by default all, to the geometries of their places; see :func:`geo.timeline.join`.

        Examples
        --------
        >>> import geo
        >>> joined = geo.example().join()
        >>> joined.crs.to_epsg(), "af.jowzjan.darzab" in set(joined["place_id"])
        (4326, True)
        """
        shown = self.records if records is None else records
        return timeline.join(shown, self.gazetteer, self.store, resolution, roll_up=roll_up)

    def map(self, records: pd.DataFrame | None = None, **options: Unpack[ViewOptions]) -> TimeMap:
        """Draw records, by default all, on a map that moves through time; see :class:`geo.maps.TimeMap`.

        The options are the fields of :class:`geo.maps.View`. A notebook shows the map; ``.save("map.html")``
        writes it.

        Examples
        --------
        >>> import geo
        >>> geo.example().map(unit="quarter").html()[:15]
        '<!DOCTYPE html>'
        """
        from geo.maps import TimeMap  # noqa: PLC0415 - folium takes longer to load than all the rest

        return TimeMap.of_project(self, records, **options)


def open(  # noqa: A001 - called as geo.open, like gzip.open
    folder: str | os.PathLike[str] | None = None,
    *,
    villages: bool = False,
    use: Collection[str] = (),
    without: Collection[str] = (),
) -> Project:
    """Open a project: read its folder, and check it.

    Parameters
    ----------
    folder : path, optional
        With ``gazetteer/`` and ``data/``; by default :func:`geo.folder.root`.
    villages : bool, default False
        Short for ``use=["villages"]``.
    use, without : collection of str
        Gazetteer files to read or to leave out whatever ``gazetteer/order.csv`` says.

    Returns
    -------
    Project
        All of it.

    Raises
    ------
    DataError
        With every problem of every file.
    GeoError
        When the folder is not a project's.

    Examples
    --------
    >>> import geo
    >>> project = geo.open(".")
    >>> project.label("af.badakhshan.jurm")
    'Jurm (district, Badakhshan)'
    """
    return Project.load(project_folder(folder), villages=villages, use=use, without=without)


def example() -> Project:
    """Open the example: 45 records of five reports on Afghanistan, which come with the package.

    Returns
    -------
    Project
        Its files are the package's own: to change them, copy them with ``geo new FOLDER --example``.

    Examples
    --------
    >>> import geo
    >>> len(geo.example().reports)
    5
    """
    return Project.load(bundled())
