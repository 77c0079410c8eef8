"""axe-core, the accessibility checker: ``python -m tests.helpers.axe`` fetches it, as the set-up does."""

from __future__ import annotations

import sys

from geo.errors import AssetError
from tests.helpers.npm import Package

AXE = Package("axe-core", "4.14.1", {"axe.min.js": "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"})


def source() -> str:
    """Return the checker's script."""
    return AXE.read()["axe.min.js"].decode()


if __name__ == "__main__":
    try:
        AXE.fetch()
    except AssetError as error:
        sys.exit(str(error))
