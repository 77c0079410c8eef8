"""The time map: what the browser needs, the folium plugin, the exported file, the Streamlit component."""

from geo.maps.cards import cards
from geo.maps.export import OfflineMap, build_map, export
from geo.maps.frames import frames_payload
from geo.maps.payload import payload
from geo.maps.plugin import TimeMap
from geo.maps.view import View
from geo.maps.wire import Payload

__all__ = ["OfflineMap", "Payload", "TimeMap", "View", "build_map", "cards", "export", "frames_payload", "payload"]
