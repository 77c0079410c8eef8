"""A project: one folder with a gazetteer, reports and records, and what can be done with them."""

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
from geo.activity.linking import LEAST, LinkSuggestions, suggest_links
from geo.activity.suggestions import LIKELY
from geo.boundaries import Resolution as Detail
from geo.contents import Contents, gazetteer_files, survey
from geo.errors import DataError
from geo.folder import bundled, project_folder, root
from geo.resolve import Context, Resolution
from geo.scan import Mention, Scanner

if TYPE_CHECKING:
    from geo.exports import Exported, ExportOptions
    from geo.maps import TimeMap
    from geo.maps.base import Drawn
    from geo.maps.view import ViewOptions


@dataclass(frozen=True)
class Project(Contents):
    """One folder, read and checked, with methods to resolve, scan, suggest, join and map.

    Its attributes are those of :class:`geo.contents.Contents`; ``records`` is the activity table.

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
            A folder with ``gazetteer/`` and ``data/``; by default :func:`geo.folder.root`.
        villages : bool, default False
            Short for ``use=["villages"]``.
        use, without : collection of str
            Gazetteer files to read or leave out, whatever ``gazetteer/order.csv`` says. Places that records
            cite are always in use, along with the places that contain them.
        before : Contents, optional
            The previous contents, so that only the changes to a large gazetteer are read.

        Returns
        -------
        Project
            The project.

        Raises
        ------
        DataError
            With every problem in every file that can be checked. Activity is checked against places, actors
            and reports, so it is checked only once those have no problems.

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
        """The scanner for the project's places."""
        return Scanner(self.gazetteer, self.cues, self.group_names())

    @cached_property
    def suggester(self) -> Suggester:
        """The suggester of activity, by the project's tables."""
        return Suggester(self.gazetteer, self.tables)

    @cached_property
    def drawn(self) -> Drawn:
        """The map of all records, as a page sends it: once for all filters and visitors."""
        from geo.maps.base import Drawn  # noqa: PLC0415 - folium takes long to load, and not everybody draws a map

        return Drawn(self)

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
        """Find all places that a phrase refers to; see :func:`geo.resolve.resolve_all`.

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
        """Find the places mentioned in a text; see :class:`geo.scan.Scanner`.

        Examples
        --------
        >>> import geo
        >>> [mention.text for mention in geo.example().scan("Fighters are in Darzab and Qushtepa districts.")]
        ['Darzab', 'Qushtepa districts']
        """
        return self.scanner.scan(text, day)

    def suggest(self, text: str, day: date | None = None, *, least: float = LIKELY) -> list[Suggestion]:
        """Suggest the activity that a text reports, for a person to review; see :class:`geo.activity.Suggester`.

        Parameters
        ----------
        text : str
            An article.
        day : datetime.date, optional
            When it was published: "on Tuesday" is counted from it.
        least : float, default 0.33
            The lowest confidence of a suggestion, from 0 to 1.

        Returns
        -------
        list of Suggestion
            In the order of the text.

        Examples
        --------
        >>> import geo
        >>> [found] = geo.example().suggest("About 40 Taliban fighters are in Darzab district, officials said.")
        >>> found.places, found.actors, found.counts[0].low
        (('af.jowzjan.darzab',), ('taliban',), 40)
        """
        return self.suggester.suggest(text, self.scan(text, day), day, least)

    def suggest_links(self, *, least: float = LEAST) -> LinkSuggestions:
        """Suggest which records are reports of one event; see :func:`geo.activity.linking.suggest_links`.

        Parameters
        ----------
        least : float, default 0.7
            The least likeness of a suggestion, from 0 to 1.

        Returns
        -------
        LinkSuggestions
            The most alike first, without the pairs that somebody has linked or declared different.

        Examples
        --------
        >>> import geo
        >>> [(pair.id, pair.other_id) for pair in geo.example().suggest_links(least=0.55)][0]
        ('breitbart-casualties-nangarhar', 'newarab-overrun-nangarhar-kunar')
        """
        return suggest_links(self.records, self, apart=self.apart, least=least)

    def join(
        self, records: pd.DataFrame | None = None, resolution: Detail = "display", *, roll_up: bool = False
    ) -> gpd.GeoDataFrame:
        """Join records (by default all) to the geometries of their places; see :func:`geo.timeline.join`.

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
        """Show records (by default all) on a time map; see :class:`geo.maps.TimeMap`.

        The options are the fields of :class:`geo.maps.View`. A notebook displays the map; ``.save("map.html")``
        writes it to a file.

        Examples
        --------
        >>> import geo
        >>> geo.example().map(unit="quarter").html()[:15]
        '<!DOCTYPE html>'
        """
        from geo.maps import TimeMap  # noqa: PLC0415 - folium takes longer to load than everything else

        return TimeMap.of_project(self, records, **options)

    def export(
        self, out: str | Path, records: pd.DataFrame | None = None, **options: Unpack[ExportOptions]
    ) -> Exported:
        """Write records (by default all) for other programs; see :class:`geo.exports.ExportOptions`.

        The file's ending gives the format: .csv, .xlsx, .geojson, .gpkg or .parquet.

        Examples
        --------
        >>> import geo, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     geo.example().export(f"{folder}/months.gpkg", aggregate=True).format
        'gpkg'
        """
        from geo.exports import export_records  # noqa: PLC0415 - it loads folium, as the map does

        return export_records(self, out, records, **options)


def open(  # noqa: A001 - called as geo.open, like gzip.open
    folder: str | os.PathLike[str] | None = None,
    *,
    villages: bool = False,
    use: Collection[str] = (),
    without: Collection[str] = (),
) -> Project:
    """Open a project: read and check its folder.

    Parameters
    ----------
    folder : path, optional
        A folder with ``gazetteer/`` and ``data/``; by default :func:`geo.folder.root`.
    villages : bool, default False
        Short for ``use=["villages"]``.
    use, without : collection of str
        Gazetteer files to read or leave out, whatever ``gazetteer/order.csv`` says.

    Returns
    -------
    Project
        The project.

    Raises
    ------
    DataError
        With every problem in every file.
    GeoError
        When the folder is not a project folder.

    Examples
    --------
    >>> import geo
    >>> project = geo.open(".")
    >>> project.label("af.badakhshan.jurm")
    'Jurm (district, Badakhshan)'
    """
    return Project.load(project_folder(folder), villages=villages, use=use, without=without)


def example() -> Project:
    """Open the example that comes with the package: the records of five reports on Afghanistan.

    Returns
    -------
    Project
        Its files belong to the package; to edit them, make a copy with ``geo new FOLDER --example``.

    Examples
    --------
    >>> import geo
    >>> len(geo.example().reports)
    5
    """
    return Project.load(bundled())
