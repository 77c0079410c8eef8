"""How fast 100,000 places load, and how soon an edited row is live: ``python -m tests.benchmarks.gazetteer``.

On one core, in seconds of CPU time. The places are the project's own, plus villages made from the spellings in
``villages.csv``: each with a name, two aliases (one in Dari letters), a point and a source, in one of the districts.
"Live" is the time from saving the file until the app has reloaded the project and the new name resolves; the project
loaded before has already been used for lookups.
"""

from __future__ import annotations

import csv
import gc
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from geo.gazetteer import COLUMNS, Place, load
from geo.project import Project
from geo.resolve import resolve
from geo.tables.sheets import Sheet
from tests.benchmarks.results import save
from tests.conftest import ROOT

PLACES = 100_000
TIMES = 5

T = TypeVar("T")
WORDS = ("Sufla", "Ulya", "Bala", "Payin", "Kalan", "Khurd", "Sharqi", "Gharbi", "Nawabad", "Qala", "Karez", "Kalay")
LETTERS = "ابپتجچحخدرزسشغفقکگلمنوهی"


def made(number: int) -> list[dict[str, str]]:
    """Return so many villages, each in a district, with names that sound like those there are."""
    chance = random.Random(6)  # noqa: S311 - names, not secrets
    real = list(load([ROOT / "gazetteer" / "places.csv", ROOT / "gazetteer" / "villages.csv"]).values())
    villages = [place for place in real if place.kind == "village"]
    return [_village(at, chance.choice(villages), chance) for at in range(number)]


def _village(at: int, like: Place, chance: random.Random) -> dict[str, str]:
    name = f"{like.name} {chance.choice(WORDS)} {at}"
    dari = "".join(chance.choices(LETTERS, k=6))
    return {
        "id": f"{like.parent}.made-{at}",
        "name": name,
        "kind": "village",
        "parent": like.parent,
        "aliases": f"{like.name}-e {chance.choice(WORDS)} {at};{dari}@fa",
        "lat": f"{(like.lat or 0) + chance.uniform(-0.01, 0.01):.5f}",
        "lon": f"{(like.lon or 0) + chance.uniform(-0.01, 0.01):.5f}",
        "radius_km": "1",
        "source": "made for a measurement",
    }


def timed(step: Callable[[], T]) -> tuple[T, float]:
    """Return what a step returns, and how long it takes in seconds of the processor's time."""
    gc.collect()
    start = time.process_time()
    answer = step()
    return answer, time.process_time() - start


def main() -> None:
    """Measure, print and keep the figures."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("gazetteer", "data"):
            shutil.copytree(ROOT / part, folder / part)
        big = folder / "gazetteer" / "big.csv"
        ours = len(load([ROOT / "gazetteer" / "places.csv"]))
        with big.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(made(PLACES - ours))
        _measure(folder, big)


def _measure(folder: Path, big: Path) -> None:
    figures = {"places": f"{PLACES:,}, {big.stat().st_size / 1e6:.0f} MB of CSV"}
    loads = [timed(lambda: load([folder / "gazetteer" / "places.csv", big]))[1] for _ in range(TIMES)]
    figures["loaded and checked"] = f"{min(loads):.2f} s"
    project, first = timed(lambda: Project.load(folder))
    figures["the whole project, the first time"] = f"{first:.2f} s"
    _, exact = timed(lambda: resolve("Kabul", project.gazetteer))
    figures["the first name resolved, well spelt"] = f"{exact:.2f} s"
    _, fuzzy = timed(lambda: resolve("Sangtoda", project.gazetteer))
    figures["the first name that no place has"] = f"{fuzzy:.2f} s"
    lives: list[float] = []
    for edit in range(TIMES):
        name = f"Sangtoda {'ABCDE'[edit]}"
        sheet, opened = timed(lambda: Sheet.open(big))
        sheet.rows[-1 - edit]["name"] = name
        _, saved = timed(sheet.save)
        project, live = timed(partial(_live, folder, project, name))
        lives.append(live)
    figures["one row changed by the app"] = f"{opened:.2f} s to open the file, {saved:.2f} s to save it"
    figures["from the saved row until it is live"] = f"{min(lives):.2f} s (slowest {max(lives):.2f} s)"
    save("gazetteer", figures)


def _live(folder: Path, before: Project, name: str) -> Project:
    project = Project.load(folder, before=before)
    found = resolve(name, project.gazetteer).place
    assert found is not None
    assert found.name == name
    return project


if __name__ == "__main__":
    main()
