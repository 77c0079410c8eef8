"""Points counted by district and month, beside geopandas in the same run: ``python -m tests.benchmarks.joining``.

The points are made up, evenly over the bounding box of the districts and ten years, the same each time. Each side runs
in a process of its own, which prints its seconds (with the outlines and the points in memory, the best of three rounds)
and its peak memory; both answers must be equal. Then the cost of our side alone against the number of points, a million
at a time, and against the number of polygons; `.docs/joining.svg` shows both.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.boundaries import Store
from geo.boundaries.locate import Locator
from geo.counting import count_points
from geo.timeline import Bins, bins
from tests.benchmarks.results import save
from tests.benchmarks.synthetic import SEED
from tests.conftest import ROOT

POINTS: Final = 1_000_000
ROWS: Final = (10_000, 100_000, 1_000_000, 10_000_000)
CUTS: Final = (1, 2, 4)
PLOT: Final = ROOT / ".docs" / "joining.svg"
_ROUNDS: Final = 3
_CHUNK: Final = 1_000_000
_DASHED: Final = 'stroke="#999" stroke-dasharray="4 4"'

Chunk = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.datetime64]]


def layer(name: Literal["districts", "provinces"]) -> gpd.GeoDataFrame:
    """Return a layer of full outlines."""
    return Store(ROOT / "data" / "boundaries").layer(name, "full")[["id", "geometry"]]


def months() -> Bins:
    """Return ten years of months."""
    return bins(date(2014, 1, 1), date(2023, 12, 31), "month")


def points(number: int, size: int = _CHUNK) -> Iterator[Chunk]:
    """Yield made-up points: longitudes, latitudes and days."""
    chance = np.random.default_rng(SEED)
    west, south, east, north = layer("districts").total_bounds
    for at in range(0, number, size):
        few = min(size, number - at)
        days = np.datetime64("2014-01-01") + chance.integers(0, 3_652, few).astype("timedelta64[D]")
        yield chance.uniform(west, east, few), chance.uniform(south, north, few), days


def pieces(areas: gpd.GeoDataFrame, cuts: int) -> Locator:
    """Return each area cut into so many columns and rows of its bounding box; empty pieces stay, and are nowhere."""
    found, keys = [], []
    for key, outline in zip(areas["id"], areas.geometry, strict=True):
        west, south, east, north = outline.bounds
        x, y = np.linspace(west, east, cuts + 1), np.linspace(south, north, cuts + 1)
        cells = [shapely.box(x[i], y[j], x[i + 1], y[j + 1]) for i in range(cuts) for j in range(cuts)]
        found += shapely.intersection(outline, cells).tolist()
        keys += [f"{key}.{number}" for number in range(len(cells))]
    return Locator(keys, np.array(found, dtype=object))


def ours(number: int) -> tuple[float, pd.DataFrame]:
    """Return seconds and counts of this project; nothing is kept from round to round."""
    (chunk,) = points(number, number)
    taken, counts = [], pd.DataFrame()
    for _ in range(_ROUNDS):
        areas = layer("districts")
        start = time.perf_counter()
        counts = count_points(*chunk, Locator.of(areas), months())
        taken.append(time.perf_counter() - start)
    return min(taken), counts


def theirs(number: int) -> tuple[float, pd.DataFrame]:
    """Return seconds and counts of geopandas' spatial join and groupby."""
    ((lon, lat, days),) = points(number, number)
    taken, counts = [], pd.DataFrame()
    for _ in range(_ROUNDS):
        areas = layer("districts")
        start = time.perf_counter()
        table = gpd.GeoDataFrame({"day": days}, geometry=gpd.points_from_xy(lon, lat), crs=areas.crs)
        joined = table.sjoin(areas, predicate="intersects")
        month = joined["day"].dt.to_period("M")
        counts = joined.groupby(["id", month]).size().unstack(fill_value=0)  # noqa: PD010 - as people write it
        taken.append(time.perf_counter() - start)
    return min(taken), counts


def side(name: str, number: int, out: Path) -> None:
    """Measure one side in this process, and write its counts."""
    seconds, counts = {"ours": ours, "theirs": theirs}[name](number)
    full = counts.set_axis(range(counts.shape[1]), axis=1).reindex(layer("districts")["id"], fill_value=0)
    np.save(out, full.to_numpy(np.int64))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"seconds": seconds, "megabytes": memory}))


def beside(number: int) -> dict[str, str]:
    """Return the figures of both sides; they must give the same counts."""
    told: dict[str, Any] = {}
    with TemporaryDirectory() as folder:
        for name in ("ours", "theirs"):
            command = [sys.executable, "-m", "tests.benchmarks.joining", "--side", name, "--points", str(number)]
            ran = subprocess.run(
                [*command, "--out", f"{folder}/{name}.npy"], cwd=ROOT, stdout=subprocess.PIPE, check=True
            )
            told[name] = json.loads(ran.stdout.splitlines()[-1])
        counts = [np.load(f"{folder}/{name}.npy") for name in told]
    assert np.array_equal(*counts), "the answers differ"
    # the box is about twice the country: with far fewer inside, nothing would be measured
    assert counts[0].sum() > 0.3 * number, "the points miss the districts"
    figures = {
        f"{what}: {number:,} points to 398 districts and 120 months":
        f"{told[name]['seconds']:.2f} s, {told[name]['megabytes']:,.0f} MB at most"
        for name, what in (("ours", "`count_points`"), ("theirs", "`sjoin` and `groupby`"))
    }  # fmt: skip
    times = told["theirs"]["seconds"] / told["ours"]["seconds"]
    return {**figures, "the same counts, faster by": f"{times:.1f} ×"}


def cost(areas: Callable[[], Locator], number: int) -> float:
    """Return the best seconds for points in chunks of a million, without making up the points or the areas."""
    rounds = []
    # ten million are rounds enough in themselves
    for _ in range(_ROUNDS if number <= _CHUNK else 1):
        locator, taken = areas(), 0.0
        for chunk in points(number):
            start = time.perf_counter()
            count_points(*chunk, locator, months())
            taken += time.perf_counter() - start
        rounds.append(taken)
    return min(rounds)


def plot(panels: Sequence[tuple[str, Sequence[tuple[int, float]]]], path: Path) -> None:
    """Draw curves on logarithmic axes, one panel each, with a dashed line for what would be linear."""
    drawn = []
    for number, (title, curve) in enumerate(panels):
        xs, ys = np.log10(np.array(curve, float)).T
        low, high = np.floor(ys.min()), max(np.ceil(ys.max()), np.floor(ys.min()) + 1)
        left, right = np.floor(xs.min()), np.ceil(xs.max())
        px = 60 + 350 * number + (xs - left) / (right - left) * 260
        py = 190 - (ys - low) / (high - low) * 150
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(px, py, strict=True))
        # as steep as a cost that is linear, from the foot of the panel to the last point
        slope = 150 / (high - low) / (260 / (right - left))
        foot = max(px[-1] - (190 - py[-1]) / slope, px[0])
        drawn += [
            f'<text x="{px[0] - 6:.0f}" y="22" font-weight="bold">{title}</text>',
            f'<path d="M{60 + 350 * number},40v150h270" fill="none" stroke="#666"/>',
            f'<path d="M{foot:.1f},{py[-1] + (px[-1] - foot) * slope:.1f}L{px[-1]:.1f},{py[-1]:.1f}" {_DASHED}/>',
            f'<polyline points="{line}" fill="none" stroke="#2a6f97" stroke-width="2"/>',
        ]
        for (count, seconds), x, y in zip(curve, px, py, strict=True):
            drawn += [
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#2a6f97"/>',
                f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{seconds:.2g} s</text>',
                f'<text x="{x:.1f}" y="207" text-anchor="middle">{count:,}</text>',
            ]
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 220" font-family="sans-serif" font-size="12">'
    body = "\n".join(drawn)
    path.write_text(f'{head}\n<rect width="720" height="220" fill="#fff"/>\n{body}\n</svg>\n', encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, compare, draw, and save the figures for the README."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.joining", description=__doc__)
    parser.add_argument("--points", type=int, default=POINTS)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    parser.add_argument("--side", choices=["ours", "theirs"], help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.side:
        side(options.side, options.points, options.out)
        return
    figures = beside(options.points)
    by_rows = [(number, cost(lambda: Locator.of(layer("districts")), number)) for number in options.rows]
    figures |= {f"{number:,} points": f"{seconds:.2f} s" for number, seconds in by_rows}
    by_polygons = [(34, cost(lambda: Locator.of(layer("provinces")), options.points))]
    by_polygons += [(398 * cuts**2, cost(partial(pieces, layer("districts"), cuts), options.points)) for cuts in CUTS]
    size = f"{options.points:,} points"
    figures |= {f"{size}, {number:,} polygons": f"{seconds:.2f} s" for number, seconds in by_polygons}
    save("joining", figures)
    plot([("By points, 398 districts", by_rows), (f"By polygons, {size}", by_polygons)], PLOT)


if __name__ == "__main__":
    main()
