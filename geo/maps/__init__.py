"""The time map: what the browser needs, the folium plugin, the exported file, the Streamlit component."""

from geo.maps.cards import cards
from geo.maps.export import OfflineMap, build_map, export
from geo.maps.payload import Payload, View, payload
from geo.maps.plugin import TimeMap

__all__ = ["OfflineMap", "Payload", "TimeMap", "View", "build_map", "cards", "export", "payload"]
