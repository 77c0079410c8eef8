"""Measured results, one JSON file per benchmark, so that documents quote figures rather than retype them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Results:
    """The figures of one run of a benchmark.

    Parameters
    ----------
    command : str
        What measures them again.
    machine : str
        On which sort of machine they were measured.
    measured : str
        On which day (ISO 8601).
    figures : mapping of str to str
        What was measured, and the figure with its unit, both as documents show them.
    """

    command: str
    machine: str
    measured: str
    figures: Mapping[str, str]


def machine() -> str:
    """Return what figures depend on, and nothing that tells whose machine it is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = ".".join(platform.python_version_tuple()[:2])
    return f"{cores} cores, {platform.machine()}, {platform.system()}, Python {python}"


def save(name: str, figures: Mapping[str, str], arguments: str = "", folder: Path = FOLDER) -> Path:
    """Write the figures that the benchmark ``tests.benchmarks.name`` has measured, and print them."""
    command = f"python -m tests.benchmarks.{name} {arguments}".strip()
    results = Results(command, machine(), date.today().isoformat(), figures)  # noqa: DTZ011 - the user's own day
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(asdict(results), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    width = max(map(len, figures))
    for what, figure in figures.items():
        print(f"{what:<{width}}  {figure}")
    return path


def load(folder: Path = FOLDER) -> dict[str, Results]:
    """Return all results by benchmark."""
    paths = sorted(folder.glob("*.json"))
    return {path.stem: Results(**json.loads(path.read_text(encoding="utf-8"))) for path in paths}
