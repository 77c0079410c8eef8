"""Dispatch Atlas: reported militant activity on a map that moves through time.

``geo.open(folder)`` opens a project, ``geo.example()`` the one that comes with the package, and
``geo.TimeMap(events, areas)`` makes a map of any two frames. All names load when they are first used.
"""

import sys

# the set-up's module is read after this one, and an older Python cannot even read it; so this file keeps to
# what every Python understands, 2.7 included
if sys.version_info < (3, 11):  # noqa: UP036 - the set-up runs before anything checks requires-python
    sys.exit("Dispatch Atlas needs Python 3.11 or later; this is " + sys.version.split()[0])

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.errors import (
        AssetError,
        BoundaryError,
        ConflictError,
        DataError,
        ExtraError,
        GeoError,
        Problem,
    )
    from geo.maps import TimeMap, View
    from geo.project import Project, example
    from geo.project import open as open  # noqa: A004 - as a module's function, like gzip.open
    from geo.resolve import Context
else:
    from geo._names import __dir__, __getattr__  # noqa: F401 - PEP 562 finds them by their names

__version__ = "0.1.0"

# open is left out: a star import must not hide Python's own
__all__ = [
    "AssetError",
    "BoundaryError",
    "ConflictError",
    "Context",
    "DataError",
    "ExtraError",
    "GeoError",
    "Problem",
    "Project",
    "TimeMap",
    "View",
    "__version__",
    "example",
]
