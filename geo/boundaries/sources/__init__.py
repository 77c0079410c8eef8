"""Outlines of other countries: from geoBoundaries or a file, with their licence, into the store."""

from geo.boundaries.sources.add import Addition, add, check_room
from geo.boundaries.sources.countries import Country, country
from geo.boundaries.sources.ids import KnownPlace
from geo.boundaries.sources.register import Source, load_sources

__all__ = ["Addition", "Country", "KnownPlace", "Source", "add", "check_room", "country", "load_sources"]
