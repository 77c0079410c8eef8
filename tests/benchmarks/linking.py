"""How long it takes to suggest links to the records of an import: ``python -m tests.benchmarks.linking``.

50,000 own records of 5,000 reports and 400,000 imported ones, made up on the places of the gazetteer: two fifths of
the own records are about an event that the import has too, with a day, a number or a wider place that may differ.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pandas as pd

from geo.activity import typed
from geo.activity.linking import suggest_links
from geo.activity.several import categories
from geo.project import Project, example

OWN, IMPORTED, REPORTS = 50_000, 400_000, 5_000
FIRST, DAYS = np.datetime64("1989-01-01", "s"), 13_000


def made_up(project: Project, own: int = OWN, imported: int = IMPORTED, seed: int = 1) -> tuple[pd.DataFrame, int]:
    """Return a table of records, and how many of the own ones are about an event of the import."""
    random = np.random.default_rng(seed)
    districts = [key for key, place in project.gazetteer.items() if place.kind == "district"]
    provinces = [project.gazetteer[key].parent for key in districts]
    keys = list(dict.fromkeys([*districts, *provinces]))
    upper = np.array([keys.index(key) for key in provinces])
    sides = ["taliban;afghan-government-forces", "islamic-state-khorasan", "taliban", ""]
    kinds = ["clash", "attack", "operation", "other"]
    size = own + imported
    place = random.integers(0, len(districts), size)
    day = random.integers(0, DAYS, size)
    side, kind = random.choice(4, size, p=[0.5, 0.2, 0.2, 0.1]), random.choice(4, size, p=[0.5, 0.3, 0.1, 0.1])
    killed = random.geometric(0.2, size)
    # the first of the own records report what the import has as well
    shared = own * 2 // 5
    copied = own + random.choice(imported, shared, replace=False)
    for column in (place, day, side, kind, killed):
        column[:shared] = column[copied]
    day[:shared] += random.integers(0, 2, shared)
    wide = random.random(size) < 0.1
    placed = np.where(wide, upper[place], place)
    first = FIRST + day * np.timedelta64(86_400, "s")
    last = first + np.where(random.random(size) < 0.1, 6, 0) * np.timedelta64(86_400, "s")
    dataset = np.where(np.arange(size) < own, 0, 1)
    frame = pd.DataFrame(
        {
            "id": np.where(dataset, "ged/", "own-") + np.arange(size).astype(str).astype(object),
            "place_id": categories(placed, keys),
            "date_from": first,
            "date_to": last,
            "date_precision": np.where(first == last, "day", "within"),
            "actors": categories(np.where(side == 3, -1, side), sides[:3]),
            "kind": categories(kind, kinds),
            "killed_low": pd.array(killed, dtype="Int64"),
            "killed_high": pd.array(killed, dtype="Int64"),
            "report_id": categories(
                np.where(dataset, REPORTS, random.integers(0, REPORTS, size)),
                [*(f"report-{at}" for at in range(REPORTS)), "ged"],
            ),
        }
    )
    table = typed(frame)
    return table.assign(dataset=categories(dataset, ["", "ged"])), shared


def main() -> None:
    """Print the time, the memory, and how many of the shared events are found."""
    project = example()
    records, shared = made_up(project)
    begun, busy = time.perf_counter(), time.process_time()
    found = suggest_links(records, project)
    shown = found[:100]
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    with_one = {pair.id for pair in found}
    print(f"{len(records):,} records: {took:.1f} s ({busy:.1f} s of one core), {peak:,.0f} MB at most")
    print(f"{len(found):,} suggestions, {len(shown)} in words; {found.skipped:,} records not compared with all")
    print(f"{shared:,} own records are about an event of the import: ", end="")
    print(f"{sum(f'own-{at}' in with_one for at in range(shared)):,} of them have a suggestion")


if __name__ == "__main__":
    main()
