"""How accurate the display boundaries are: ``python -m tests.benchmarks.boundaries``.

Prints size, vertices and the errors of area against the full resolution.
"""

from __future__ import annotations

import numpy as np
import shapely

from geo.boundaries import LAYERS, Store, area_km2
from tests.conftest import ROOT


def main() -> None:
    """Print the figures of each layer."""
    store = Store(ROOT / "data" / "boundaries")
    for layer in LAYERS:
        full, display = (store.layer(layer, resolution).geometry.to_numpy() for resolution in ("full", "display"))
        before, after = area_km2(full), area_km2(display)
        kilobytes = (store.root / f"{layer}-display.parquet").stat().st_size / 1000
        print(
            f"{layer:10} {len(display):4} polygons {int(shapely.get_num_coordinates(display).sum()):7,} vertices "
            f"{kilobytes:5.0f} KB, worst area error {np.abs(after / before - 1).max():.2%}, "
            f"of the whole {abs(after.sum() / before.sum() - 1):.4%}, coverage: {shapely.coverage_is_valid(display)}"
        )


if __name__ == "__main__":
    main()
