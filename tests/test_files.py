"""A reader sees the old file or the new one, never part of either."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.files import write
from tests.conftest import ROOT


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.html"
    write(path, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_is_written_as_utf_8_with_its_line_ends(tmp_path: Path) -> None:
    assert write(tmp_path / "a" / "b.csv", "جرم\r\n").read_bytes() == "جرم\r\n".encode()


def test_what_a_killed_write_left_behind_goes_with_a_later_one(tmp_path: Path) -> None:
    path = tmp_path / "places [1].csv"
    old, fresh, others = (tmp_path / f".{name}.partial" for name in (f"{path.name}.a", f"{path.name}.b", "x.csv.c"))
    for partial in (old, fresh, others):
        partial.write_text("id,na")
    yesterday = time.time() - 86_400
    for partial in (old, others):
        os.utime(partial, (yesterday, yesterday))
    write(path, "new")
    assert sorted(tmp_path.iterdir()) == sorted([path, fresh, others])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_save_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.helpers.killing", str(tmp_path / "places.csv"), "200"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    # kills that left half a file behind are what the test is for
    assert int(done.stdout) > 0
