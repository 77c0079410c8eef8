"""A GED-shaped table from file to map: imported, opened again, filtered, exported.

``python -m tests.benchmarks.imports [--rows 400000]``

Each figure is for a separate process, from start to end. The rows are made up, the same each time: on 40,000 points in
and around Afghanistan, of which a few have most events, one in seven abroad; each with a source text of its own.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pandas as pd

from geo.project import Project
from tests.benchmarks.prose import Prose
from tests.benchmarks.results import save
from tests.benchmarks.synthetic import SEED
from tests.benchmarks.table import run
from tests.conftest import ROOT
from tests.imports.tables import GED_COLUMNS

_POINTS: Final = 40_000
_DAYS: Final = 13_000  # since 1989
# the shares of where_prec in the sample of UCDP GED that its publisher offers
_PRECISIONS: Final = (0.52, 0.236, 0.104, 0.096, 0.034, 0.008, 0.002)
_START: Final = """
import time
started = time.perf_counter()
from geo.project import Project
project = Project.load()
loaded = time.perf_counter()
project.drawn.base, project.drawn.scales("steps")
print(loaded - started, time.perf_counter() - loaded)
"""
_FILTER: Final = """
import time
from geo.activity import Filter
from geo.maps.component import component_data
from geo.project import Project
project = Project.load()
base = project.drawn.base
chosen = Filter(kinds=frozenset({"clash"}), places=frozenset({"af.jowzjan", "af.northeastern-afghanistan"}))
taken = []
for _ in range(5):
    start = time.perf_counter()
    component_data(base, {}, chosen.mask(project.records, project.gazetteer))
    taken.append(time.perf_counter() - start)
print(min(taken))
"""


def make(path: Path, rows: int) -> None:
    """Write a table in the columns of UCDP GED."""
    chance = np.random.default_rng(SEED)
    project = Project.load(ROOT)
    towns = [place for place in project.gazetteer.values() if place.kind == "town"]
    names = [place.name for place in towns]
    prose = Prose(chance, names)
    x, y = chance.uniform(60.6, 74.8, _POINTS).round(6), chance.uniform(29.5, 38.4, _POINTS).round(6)
    # where most happens are towns that the gazetteer knows, too
    x[: len(towns)], y[: len(towns)] = [town.lon for town in towns], [town.lat for town in towns]
    called = np.array([*names, *(f"Point {number}" for number in range(len(towns), _POINTS))], dtype=object)
    spot = np.minimum((chance.pareto(1.0, rows) * 200).astype(int), _POINTS - 1)
    abroad = chance.random(rows) < 1 / 7
    first = np.datetime64("1989-01-01") + chance.integers(0, _DAYS, rows)
    precise = chance.random(rows) < 0.88
    best = chance.geometric(0.2, rows)
    frame = pd.DataFrame(
        {
            "id": np.arange(100_000, 100_000 + rows),
            "type_of_violence": chance.choice([1, 2, 3], rows, p=[0.7, 0.14, 0.16]),
            "side_a": "Government of Afghanistan",
            "side_b": chance.choice(["Taliban", "IS", "Hizb-i Islami-yi Afghanistan"], rows, p=[0.8, 0.1, 0.1]),
            "number_of_sources": chance.integers(1, 6, rows),
            "source_article": [prose.write("sentence", name) for name in called[spot]],
            "source_office": [prose.write("publisher") for _ in range(200)] * (rows // 200) + [""] * (rows % 200),
            "where_prec": chance.choice(np.arange(1, 8), rows, p=_PRECISIONS),
            "where_coordinates": called[spot],
            "latitude": np.where(abroad, chance.uniform(-30, 28, rows).round(6), y[spot]),
            "longitude": np.where(abroad, chance.uniform(10, 58, rows).round(6), x[spot]),
            "country": np.where(abroad, "Sudan", "Afghanistan"),
            "event_clarity": chance.choice([1, 2], rows, p=[0.95, 0.05]),
            "date_prec": np.where(precise, 1, 2),
            "date_start": first.astype(str),
            "date_end": np.where(precise, first, first + 5).astype(str),
            "best": best,
            "high": best + chance.integers(0, 4, rows),
            "low": np.maximum(best - chance.integers(0, 3, rows), 0),
        },
        columns=list(GED_COLUMNS),
    )
    frame.to_csv(path, index=False)


def measure(folder: Path, table: Path, rows: int) -> dict[str, str]:
    """Return the figures for one table."""
    taken = run(["-m", "geo.cli", "import", str(table)], ROOT, folder)
    if taken.failed:
        raise RuntimeError(taken.printed)
    start = run(["-c", _START], ROOT, folder)
    loaded, made = map(float, start.printed.split())
    chosen = run(["-c", _FILTER], ROOT, folder)
    out = folder / "map.html"
    drawn = run(["-m", "geo.cli", "map", "--out", str(out)], ROOT, folder)
    size = table.stat().st_size / 1e6
    return {
        f"{rows:,} rows of UCDP GED ({size:.0f} MB) imported": f"{taken.seconds:.1f} s, {taken.megabytes:,.0f} MB",
        f"{rows:,} rows opened again": f"{loaded:.1f} s, and {made:.1f} s until the page has its first map, "
        f"{start.megabytes:,.0f} MB",
        f"{rows:,} rows filtered for the page": f"{float(chosen.printed):.3f} s",
        f"{rows:,} rows as an exported map": f"{drawn.seconds:.1f} s, {drawn.megabytes:,.0f} MB; "
        f"{out.stat().st_size / 1e6:.1f} MB",
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and save the figures for the README."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=400_000)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder, table = Path(name) / "project", Path(name) / "GEDEvent_v25_1.csv"
        for part in ("gazetteer", "data"):
            shutil.copytree(ROOT / part, folder / part)
        # in a process of its own: Linux counts what this one had when it forks as the forked one's memory
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pool.submit(make, table, options.rows).result()
        save("imports", measure(folder, table, options.rows))


if __name__ == "__main__":
    main()
