"""The time map as a folium plugin."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template

from geo.maps.bundle import script, style, untemplated
from geo.maps.wire import Payload, as_json, compress


class TimeMap(MacroElement):
    """Places, records and a time slider on a folium map.

    Geometry, records and their texts stand once in the page, compressed; a step of the slider restyles what
    changed. The browser needs nothing but Leaflet, which every folium map has.

    Parameters
    ----------
    payload : dict
        As :func:`geo.maps.payload` returns it for a project, and :func:`geo.maps.frames_payload` for tables
        of your own.

    Examples
    --------
    On any folium map, with the tiles and the plugins that it has:

    >>> import folium
    >>> from geo.maps import View, payload
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> map_ = folium.Map(location=[34.5, 66], zoom_start=6)
    >>> opened = View(unit="quarter", title="Reports on Badakhshan")
    >>> time_map = TimeMap(payload(project, project.records, opened)).add_to(map_)
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

    def __init__(self, payload: Payload) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimeMap"
        # the map comes up before anybody reads: texts travel apart, and are unpacked later
        self.data = compress(as_json({key: value for key, value in payload.items() if key != "texts"}))
        self.texts = compress(as_json(payload["texts"]))
        self.script = untemplated(script("hosts/page.js"))
        self.style = untemplated(style())
