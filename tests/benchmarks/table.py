"""Activity from disk to exported map, with this code and with another checkout's, in one run.

``python -m tests.benchmarks.table [--records 400000 20000] [--before FOLDER]``

Each figure is for a separate process, from start to end, run one after the other: seconds, peak memory, the seconds
as a multiple of ``pandas.read_csv`` of the same file (in a process that has already imported pandas), and the size
of the map. The other checkout runs with its own interpreter. The records are made up, the same each time: on all
districts and provinces, occasionally on two jointly, each citing a sentence in one of the reports.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pandas as pd

from geo.gazetteer import Place
from geo.project import Project
from tests.benchmarks.prose import Prose
from tests.benchmarks.results import save
from tests.benchmarks.synthetic import FIRST, SEED
from tests.conftest import ROOT

_PER_REPORT: Final = 200  # records
_SENTENCES: Final = 25  # of a report
_NOTES: Final = 5_000
_DAYS: Final = 3_650
_ROUNDS: Final = 3
_READ_CSV: Final = """
import sys, time
import pandas
taken = []
for _ in range(3):
    start = time.perf_counter()
    pandas.read_csv(sys.argv[1])
    taken.append(time.perf_counter() - start)
print(min(taken))
"""
_FILTER: Final = """
import time
from datetime import date
from geo.activity import Filter
from geo.gazetteer import Place
from geo.project import Project
project = Project.load()
chosen = Filter(
    places=frozenset({"af.jowzjan", "af.northeastern-afghanistan"}), statuses=frozenset({"reported"}),
    actors=frozenset({"taliban"}), first=date(2016, 1, 1),
)
taken = []
for _ in range(5):
    start = time.perf_counter()
    found = chosen.of(project.records, project.gazetteer)
    taken.append(time.perf_counter() - start)
print(min(taken))
"""


@dataclass(frozen=True)
class Measured:
    """One process: how long it took (s), the most memory it had (MB), what it printed, and whether it failed."""

    seconds: float
    megabytes: float
    printed: str
    failed: bool


def make(folder: Path, records: int) -> Path:
    """Write a project with made-up records into a folder, and return its table of activity."""
    for name in ("gazetteer", "data"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.rmtree(folder / "data" / "reports")
    (folder / "data" / "reports").mkdir()
    chance = np.random.default_rng(SEED)
    project = Project.load(ROOT)
    places = [
        place for place in project.gazetteer.values() if place.boundary and place.kind in {"district", "province"}
    ]
    prose = Prose(chance, [place.name for place in places])
    report = np.arange(records) // _PER_REPORT
    begins = np.sort(chance.integers(0, _DAYS, records))
    spans: list[list[str]] = []
    sources: list[list[str]] = []
    for number in range(int(report[-1]) + 1):
        sentences = [prose.write("sentence", places[at].name) for at in chance.integers(0, len(places), _SENTENCES)]
        ends = np.cumsum([len(sentence) + 1 for sentence in sentences])
        spans.append([f"{end - len(text) - 1}-{end - 1}" for end, text in zip(ends, sentences, strict=True)])
        sources.append([prose.write("source") for _ in range(4)])
        day = np.datetime64(FIRST) + int(begins[number * _PER_REPORT])
        head = f'+++\ntitle = "{prose.write("title", places[0].name)}"\npublisher = "{prose.write("publisher")}"\n'
        dates = f'published_from = "{day}"\npublished_to = "{day}"\ndate_precision = "day"\n+++\n'
        (folder / "data" / "reports" / f"report-{number:05}.md").write_text(
            head + dates + "\n".join(sentences), "utf-8"
        )
    path = folder / "data" / "activity.csv"
    _table(project, chance, prose, report, begins, spans, sources, places).to_csv(path, index=False)
    return path


def _table(  # noqa: PLR0913, PLR0917 - what the records are made of
    project: Project,
    chance: np.random.Generator,
    prose: Prose,
    report: np.ndarray[tuple[int], np.dtype[np.int64]],
    begins: np.ndarray[tuple[int], np.dtype[np.int64]],
    spans: list[list[str]],
    sources: list[list[str]],
    places: Sequence[Place],
) -> pd.DataFrame:
    """Return the records as texts."""
    size = len(report)
    keys = np.array([place.id for place in places], dtype=object)
    names = np.array([place.name for place in places], dtype=object)
    one, other = chance.integers(0, len(places), (2, size))
    joint = (chance.random(size) < 0.1) & (one != other)
    lasting = np.where(chance.random(size) < 0.5, 0, chance.integers(0, 180, size))
    first = np.datetime64(FIRST) + begins
    low = chance.geometric(0.02, size)
    has, exact = chance.random(size) < 0.25, chance.random(size) < 0.5
    actors, kinds = np.array([*project.actors]), np.array([*project.kinds])
    notes = np.array([prose.write("note") for _ in range(_NOTES)], dtype=object)
    said = np.array(sources, dtype=object)[report]
    rows = np.arange(size)
    status = chance.choice(["reported", "confirmed", "denied", "planned"], size, p=[0.82, 0.03, 0.11, 0.04])
    return pd.DataFrame(
        {
            "id": [f"record-{number}" for number in range(size)],
            "place_id": np.where(joint, keys[one] + ";" + keys[other], keys[one]),
            "place_text": np.where(joint, names[one] + " and " + names[other], names[one]),
            "date_from": first.astype(str),
            "date_to": (first + lasting).astype(str),
            "date_precision": np.where(lasting == 0, "day", "range"),
            "actors": actors[chance.integers(0, len(actors), size)],
            "kind": kinds[chance.integers(0, len(kinds), size)],
            "count_low": np.where(has, low.astype(str), ""),
            "count_high": np.where(has & exact, low.astype(str), ""),
            "unit": np.where(has, "fighters", ""),
            "claimed_by": np.where(chance.random(size) < 0.78, said[rows, chance.integers(1, 4, size)], ""),
            "disputed_by": np.where(chance.random(size) < 0.2, said[rows, 0], ""),
            "status": status,
            "location_precision": "district",
            "confidence": np.select([status == "confirmed", status == "denied"], ["high", "low"], "medium"),
            "report_id": [f"report-{number:05}" for number in report.tolist()],
            "evidence": np.array(spans, dtype=object)[report, chance.integers(0, _SENTENCES, size)],
            "note": np.where(chance.random(size) < 0.55, notes[chance.integers(0, _NOTES, size)], ""),
        }
    )


def run(arguments: Sequence[str], code: Path, project: Path) -> Measured:
    """Run a checkout's interpreter on a project, and measure the process."""
    own = code / ".venv" / "bin" / "python"
    python = str(own) if code != ROOT and own.exists() else sys.executable
    assets = os.environ.get("DISPATCH_ATLAS_ASSETS", str(code / ".assets"))
    environment = os.environ | {"DISPATCH_ATLAS_ROOT": str(project), "DISPATCH_ATLAS_ASSETS": assets}
    start = time.perf_counter()
    with subprocess.Popen(
        [python, *arguments], cwd=code, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        printed = process.stdout.read() if process.stdout else ""
        # before Popen does, which asks for no memory
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(time.perf_counter() - start, usage.ru_maxrss / 1000, printed.strip(), process.returncode != 0)


def measure(code: Path, project: Path, unit: float, rounds: int) -> dict[str, str]:
    """Return the figures of one checkout: the best of some rounds, against the seconds of ``pandas.read_csv``."""
    out = project / "map.html"
    out.unlink(missing_ok=True)
    maps = [run(["-m", "geo.cli", "map", "--out", str(out)], code, project) for _ in range(rounds)]
    best = min(maps, key=lambda one: one.seconds)
    chosen = run(["-c", _FILTER], code, project)
    written = f"map of {out.stat().st_size / 1e6:.2f} MB" if out.exists() else best.printed.splitlines()[-1][:60]
    to_map = f"{best.seconds:.1f} s, {best.seconds / unit:.0f} × read_csv"
    return {
        "from disk to a map": f"{to_map}, {max(one.megabytes for one in maps):,.0f} MB of memory; {written}",
        "filtered": "fails" if chosen.failed else f"{float(chosen.printed):.3f} s",
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each number of records, and save the figures for the README."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.table", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[400_000, 20_000])
    parser.add_argument("--before", type=Path, metavar="FOLDER", help="another checkout to measure beside this one")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    options = parser.parse_args(arguments)
    figures = {}
    for records in options.records:
        with TemporaryDirectory() as name:
            folder = Path(name)
            # in a process of its own: Linux counts what this one had when it forks as the forked one's memory
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                path = pool.submit(make, folder, records).result()
            unit = float(run(["-c", _READ_CSV, str(path)], ROOT, folder).printed)
            if options.before is not None:
                for what, figure in measure(options.before.resolve(), folder, unit, options.rounds).items():
                    print(f"before: {records:,} records {what}: {figure}", flush=True)
            for what, figure in measure(ROOT, folder, unit, options.rounds).items():
                figures[f"{records:,} records {what}"] = figure
    save("table", figures)


if __name__ == "__main__":
    main()
