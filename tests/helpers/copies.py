"""A copy of the committed project, as it was again after a test changed it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import DATA_FOLDERS, ROOT


def restore(folder: Path) -> None:
    """Make a project's folder a copy of the committed one; files that have not changed stay as they are.

    A running app reads only what has changed.
    """
    committed = {
        path.relative_to(ROOT): path for name in DATA_FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()
    }
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder) not in committed:
            path.unlink()
    for name, path in committed.items():
        copy = folder / name
        if not copy.exists() or copy.read_bytes() != path.read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
