"""Time maps: from a project or from data frames, exported as HTML or shown in the app."""

from geo.maps.cards import cards
from geo.maps.export import export
from geo.maps.offline import OfflineMap
from geo.maps.payload import payload
from geo.maps.plugin import TimeMap
from geo.maps.view import View
from geo.maps.wire import Payload

__all__ = ["OfflineMap", "Payload", "TimeMap", "View", "cards", "export", "payload"]
