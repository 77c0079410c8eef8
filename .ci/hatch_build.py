"""What the build of the wheel adds to the package: Leaflet, checked against its SHA-256, and app.py."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelHook(BuildHookInterface[Any]):
    """Put Leaflet and the app's script into the wheel."""

    def dependencies(self) -> list[str]:
        """Return folium, which knows an address of Leaflet, where npm cannot bring it."""
        return [] if shutil.which("npm") or self._assets().is_kept() else ["folium>=0.20"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch Leaflet unless it is kept beside the checkout; an editable installation does that later."""
        if version == "editable":
            return
        included = build_data["force_include"]
        included[str(Path(self.root) / "app.py")] = "geo/_data/app.py"
        folder = self._assets().fetch(self.app.display_info)
        for name in ("leaflet.js", "leaflet.css"):
            included[str(folder / name)] = f"geo/maps/web/vendor/{name}"

    def _assets(self) -> ModuleType:
        """Return geo.maps.assets alone: what the package needs besides is not installed while it is built."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            spec = importlib.util.spec_from_file_location("leaflet_assets", root / "geo" / "maps" / "assets.py")
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            # its dataclass looks its own module up while it is made
            sys.modules[spec.name] = module
            spec.loader.exec_module(module)
        finally:
            sys.path.remove(str(root))
        return module
