"""Kill a process many times while it saves a gazetteer: ``python -m tests.helpers.killing FILE TIMES``.

Prints how many saves were cut short.
In a process of its own, because it forks: the test's has threads.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from geo.gazetteer import all_files, load
from geo.tables.sheets import Sheet

ROWS = 500


def write_first(path: Path) -> None:
    """Write a gazetteer in which each row tells which save it is of."""
    rows = [f"af.x{n},X {n},village,af,36.8,70.8,0" for n in range(ROWS)]
    path.write_text("id,name,kind,parent,lat,lon,note\naf,Afghanistan,country,,34,66,0\n" + "\n".join(rows) + "\n")


def save_on_and_on(path: Path) -> None:
    """Change every row, save, and begin again."""
    sheet = Sheet.open(path)
    while True:
        save = str(int(sheet.rows[0]["note"]) + 1)
        for row in sheet.rows:
            row["note"] = save
        sheet.save()


def whole(path: Path) -> int:
    """Return which save a file is of; it is of one only, and nothing is missing."""
    places = load([path])
    saves = {place.note for place in places.values()}
    assert len(places) == ROWS + 1, len(places)
    assert len(saves) == 1, saves
    assert path.read_bytes().endswith(b"\n")
    return int(saves.pop())


def kill_again_and_again(path: Path, times: int) -> int:
    """Start to save, kill at a random moment, look what is there; return how often something was left behind."""
    write_first(path)
    chance = random.Random()  # noqa: S311 - a moment, not a secret
    last = 0
    for _ in range(times):
        child = os.fork()
        if child == 0:
            save_on_and_on(path)
        time.sleep(chance.uniform(0, 0.04))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = whole(path)
        assert now >= last, (now, last)
        last = now
        assert [source.path for source in all_files(path.parent)] == [path]
    assert last > 0, "it never came to a save"
    return len(list(path.parent.glob(".*.partial")))


if __name__ == "__main__":
    print(kill_again_and_again(Path(sys.argv[1]), int(sys.argv[2])))
