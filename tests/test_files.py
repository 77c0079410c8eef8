"""A file is the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geo.files import write


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
