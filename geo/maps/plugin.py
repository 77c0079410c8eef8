"""The time map as a folium plugin."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template

from geo.maps.bundle import embedded_json, script, style, untemplated
from geo.maps.payload import Payload


class TimeMap(MacroElement):
    """Places, records and a time slider on a folium map.

    Parameters
    ----------
    payload : dict
        As :func:`geo.maps.payload` returns it.

    Examples
    --------
    On any folium map, with the tiles and the plugins that it has:

    >>> import folium
    >>> from geo.maps import payload
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> map_ = folium.Map(location=[34.5, 66], zoom_start=6)
    >>> time_map = TimeMap(payload(project, project.records)).add_to(map_)
    >>> "Darzab" in map_.get_root().render()
    True
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>{{ this.style }}</style>
        {% endmacro %}

        {% macro html(this, kwargs) %}
        <script type="application/json" id="{{ this.get_name() }}">{{ this.data }}</script>
        {% endmacro %}

        {% macro script(this, kwargs) %}
        (() => {
          {{ this.script }}
          const map = {{ this._parent.get_name() }};
          const frame = document.createElement("div");
          map.getContainer().replaceWith(frame);
          frame.append(map.getContainer());
          const payload = JSON.parse(document.getElementById("{{ this.get_name() }}").textContent);
          mount(frame, L, payload, { map });
        })();
        {% endmacro %}
        """
    )

    def __init__(self, payload: Payload) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimeMap"
        self.data = embedded_json(payload)
        self.script = untemplated(script())
        self.style = untemplated(style())
