"""The time map: a folium plugin, a file of its own, or an output in a notebook."""

from __future__ import annotations

import html
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from geo.contents import Contents
from geo.files import write
from geo.maps.assemble import assemble
from geo.maps.bundle import script, style, untemplated
from geo.maps.frames import content_of_frames
from geo.maps.offline import OfflineMap, page_of
from geo.maps.payload import payload
from geo.maps.view import View, ViewOptions
from geo.maps.wire import Payload, as_json, compress

if TYPE_CHECKING:
    import geopandas as gpd


class TimeMap(MacroElement):
    """Places, records and a time slider: on any folium map, as a file of its own, or in a notebook.

    The page holds geometry, records and texts once, compressed; each step of the slider restyles only what
    changed. The browser needs nothing but Leaflet, which every folium map has.

    Parameters
    ----------
    events : pandas.DataFrame
        One row per record. Where: ``place_id`` or ``place``, the id of an area, or several separated by ``;``; or
        ``lat`` and ``lon`` in degrees (EPSG:4326), and ``name``. When: ``date``, or ``date_from`` and ``date_to``,
        inclusive; anything that :func:`pandas.to_datetime` reads. The other columns of :mod:`geo.activity.schema`
        appear in the popups: ``kind``, ``actors``, ``status``, ``count_low`` and ``count_high`` (or ``count``),
        ``claimed_by``, ``note``, and so on; ``evidence`` is the passage itself. ``title``, ``publisher`` and ``url``
        name the source.
    areas : geopandas.GeoDataFrame, optional
        Polygons, or points with ``radius_m`` in metres. Columns ``id`` and ``name``, and optionally
        ``kind``, ``where``, ``note``, ``fa`` and ``ps`` (names in Dari and Pashto). Any CRS.
    credits : sequence of str, optional
        Origin and licence of the data.
    **options
        How the map opens: the fields of :class:`View`.

    Raises
    ------
    geo.errors.DataError
        With every problem: missing columns, invalid dates and coordinates, unknown places.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import shapely
    >>> squares = gpd.GeoDataFrame(
    ...     {"id": ["a", "b"], "name": ["West", "East"]},
    ...     geometry=[shapely.box(70, 36, 71, 37), shapely.box(71, 36, 72, 37)], crs="EPSG:4326",
    ... )
    >>> events = pd.DataFrame({"place_id": ["a", "b", "a"], "date": ["2017-11-02", "2017-12-12", "2018-01-01"]})
    >>> time_map = TimeMap(events, squares, unit="month")
    >>> time_map.html()[:15]
    '<!DOCTYPE html>'

    On any folium map, along with its tiles and other plugins:

    >>> import folium
    >>> map_ = folium.Map(location=[36.5, 71], zoom_start=6)
    >>> time_map = time_map.add_to(map_)
    >>> "atlas-clock" in map_.get_root().render()
    True
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>{{ this.style }}</style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <noscript>This map needs JavaScript, which is switched off in this browser.</noscript>
        <script type="application/octet-stream" id="{{ this.get_name() }}">{{ this.data }}</script>
        <script type="application/octet-stream" id="{{ this.get_name() }}_texts">{{ this.texts }}</script>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        (() => {
          {{ this.script }}
          const map = {{ this._parent.get_name() }};
          const frame = document.createElement("div");
          map.getContainer().replaceWith(frame);
          frame.append(map.getContainer());
          const held = (id) => document.getElementById(id).textContent;
          openMap(frame, L, held("{{ this.get_name() }}"), held("{{ this.get_name() }}_texts"), { map });
        })();
        {% endmacro %}
        """
    )

    def __init__(
        self,
        events: pd.DataFrame,
        areas: gpd.GeoDataFrame | None = None,
        *,
        credits: Sequence[str] = (),  # noqa: A002 - the natural name for them
        **options: Unpack[ViewOptions],
    ) -> None:
        self._hold(assemble(content_of_frames(events, areas, credits), replace(View(title=""), **options)))

    @classmethod
    def of_project(
        cls,
        project: Contents,
        records: pd.DataFrame | None = None,
        view: View | None = None,
        **options: Unpack[ViewOptions],
    ) -> Self:
        """Return the time map of a project.

        Parameters
        ----------
        project : Contents
            The places, reports, actors and kinds that the records refer to.
        records : pandas.DataFrame, optional
            Rows of the project's table; by default all of them.
        view : View, optional
            How the map opens.
        **options
            Fields that override those of the view.

        Examples
        --------
        >>> from geo.project import Project
        >>> project = Project.load()
        >>> denied = project.records[project.records["status"] == "denied"]
        >>> "Reports" in TimeMap.of_project(project, denied, title="Reports that were denied").html()
        True
        """
        made = cls.__new__(cls)
        shown = project.records if records is None else records
        made._hold(payload(project, shown, replace(view or View(), **options)))  # noqa: SLF001 - its own
        return made

    def _hold(self, sent: Payload) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimeMap"
        self.title, self.tiles, self.bounds = sent["title"], sent["tiles"], sent["view"]
        # the map appears before anybody reads a record, so texts are packed separately and unpacked later
        rest = {key: value for key, value in sent.items() if key != "texts"}
        with ThreadPoolExecutor(2) as pool:  # deflating leaves the other thread its turn
            self.texts, self.data = pool.map(lambda part: compress(as_json(part)), (sent["texts"], rest))
        self.script = untemplated(script("hosts/page.js"))
        self.style = untemplated(style())

    def html(self) -> str:
        """Return the map as one HTML file, to be opened without a network.

        Returns
        -------
        str
            HTML that makes no request, unless the view names tiles. Its Content-Security-Policy allows only its own
            scripts and styles.

        Raises
        ------
        geo.errors.AssetError
            When Leaflet has not been fetched.
        """
        (south, west), (north, east) = self.bounds
        map_ = OfflineMap(location=[(south + north) / 2, (west + east) / 2], zoom_start=6)
        alone = copy(self)
        # folium's templates would scan the data twice, so it is put in after they have rendered
        alone.data, alone.texts = f"data-of-{self.get_name()}", f"texts-of-{self.get_name()}"
        alone.add_to(map_)
        page = page_of(map_, self.title, self.tiles["hosts"] if self.tiles else ())
        before, _, rest = page.partition(alone.data)
        between, _, after = rest.partition(alone.texts)
        return f"{before}{self.data}{between}{self.texts}{after}"

    def save(self, path: str | Path) -> None:  # type: ignore[override]
        """Write the map as one HTML file.

        Parameters
        ----------
        path : str or pathlib.Path
            The file; an existing one is replaced in a single step.
        """
        write(Path(path), self.html())

    def _repr_html_(self) -> str:
        """Show the map in a notebook."""
        frame = html.escape(self.html(), quote=True)
        return f'<iframe srcdoc="{frame}" style="width: 100%; height: 600px; border: 0" allowfullscreen></iframe>'
