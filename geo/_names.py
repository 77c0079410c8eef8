"""The names that ``import geo`` offers, each loaded from its module when it is first used."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

#: the module that each name comes from
HOMES: Final[Mapping[str, str]] = {
    "AssetError": "geo.errors",
    "BoundaryError": "geo.errors",
    "ConflictError": "geo.errors",
    "Context": "geo.resolve",
    "DataError": "geo.errors",
    "ExtraError": "geo.errors",
    "GeoError": "geo.errors",
    "Problem": "geo.errors",
    "Project": "geo.project",
    "TimeMap": "geo.maps",
    "View": "geo.maps",
    "example": "geo.project",
    "open": "geo.project",
}


def __getattr__(name: str) -> Any:
    """Load a name of the package geo, which is found without this function from then on."""
    if name not in HOMES:
        raise AttributeError(f"module 'geo' has no attribute '{name}'", name=name, obj=sys.modules["geo"])
    value = getattr(import_module(HOMES[name]), name)
    setattr(sys.modules["geo"], name, value)
    return value


def __dir__() -> list[str]:
    """Return what completion offers."""
    return sorted({*vars(sys.modules["geo"]), *HOMES} - {"sys", "TYPE_CHECKING", "__getattr__", "__dir__"})
