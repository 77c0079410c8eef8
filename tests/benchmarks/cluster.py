"""How fast articles are scanned by one worker and by two: ``python -m tests.benchmarks.cluster [--articles 2000]``.

Articles of about 3,000 characters, each different (those of ``scanning``), with suggestions, as ``geo scan --out``
writes them. The time of the whole command, and of the work alone: from the first finished part to the last, so that
starting Dask and reading the project do not count. From the latter follows what 100 million articles take.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from geo.activity.suggestions import LIKELY
from geo.cluster import connected, run
from geo.cluster.articles import ScanJob
from geo.cluster.opened import Opened
from geo.reports.content import files_of
from geo.reports.parts import parts_of
from tests.benchmarks.results import save
from tests.benchmarks.scanning import articles
from tests.conftest import ROOT

MANY: Final = 100_000_000
MACHINES: Final = (1, 10, 100)
_PART: Final = 50  # articles
_HOUR: Final = 3_600


def make(folder: Path, number: int) -> None:
    """Write made-up articles as lists of 50."""
    texts = articles(random.Random(2017))  # noqa: S311 - the same texts each time, no secret
    for at in range(0, number, _PART):
        rows = [json.dumps({"text": f"{n}: {texts[n % len(texts)]}"}) for n in range(at, min(at + _PART, number))]
        (folder / f"{at:08}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def warm(job: ScanJob, dask_worker: Any) -> str:
    """Read the project in a worker, and scan some articles, before anything is measured."""
    job.table()
    return str(dask_worker.address)


def rate(jobs: Sequence[ScanJob], number: int, workers: int, out: Path) -> float:
    """Return articles a second, with the project in the workers' memory."""
    with connected(workers) as client:
        client.wait_for_workers(workers)
        client.run(warm, jobs[0])
        start = time.perf_counter()
        failed = run(jobs, out, client, lambda _: None)
        taken = time.perf_counter() - start
    assert not failed, failed
    return number / taken


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and save the figures for the README."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.cluster", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    options = parser.parse_args(arguments)
    figures, rates = {}, {}
    with TemporaryDirectory() as name:
        folder = Path(name, "articles")
        folder.mkdir()
        make(folder, options.articles)
        opened = Opened.of(ROOT)
        jobs = [ScanJob(part, opened, None, LIKELY) for part in parts_of(files_of([folder]))]
        for workers in (1, 2):
            rates[workers] = rate(jobs, options.articles, workers, Path(name, f"out-{workers}"))
            each = f"{rates[workers]:,.0f} articles a second, {rates[workers] / workers:,.0f} for each worker"
            figures[f"{workers} worker{'s' if workers > 1 else ''}"] = each
    for machines in MACHINES:
        hours = MANY / (rates[2] * machines) / _HOUR
        told = f"{hours / 24:,.1f} days" if hours > 48 else f"{hours:,.1f} hours"
        figures[f"{MANY // 1_000_000} million articles on {machines} of such machines"] = told
    save("cluster", figures)


if __name__ == "__main__":
    main()
