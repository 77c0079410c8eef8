"""What a page sends for a large project, kept on disk so that the next start need not make it again."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Final

import geo.maps
from geo import __version__
from geo.files import write
from geo.maps.base import Base
from geo.maps.view import View
from geo.project import Project

#: below so many records, making it anew takes less than a second
LARGE: Final = 20_000
_FOLDER: Final = Path(".cache", "map")
_KEPT: Final = 3


def restore(project: Project, stamp: str, folder: Path) -> bool:
    """Give a project what was kept for it, and return whether there was anything.

    Parameters
    ----------
    project : Project
        As just read.
    stamp : str
        The fingerprint of its files; see :func:`geo.folder.fingerprint`.
    folder : pathlib.Path
        Its folder.

    Returns
    -------
    bool
        False for a project that is not large, too.

    Examples
    --------
    >>> from geo.folder import root
    >>> restore(Project.load(), "", root())
    False
    """
    if len(project.records) < LARGE:
        return False
    # a file that is missing, damaged, or cut off: it is made again
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(_path(stamp, folder).read_text(encoding="utf-8"))
        vars(project.drawn)["base"] = Base(**kept["base"])
        project.drawn.classes[View().scheme] = kept["scales"]
        return True
    return False


def keep(project: Project, stamp: str, folder: Path) -> None:
    """Keep what the page sends for a large project; the oldest of several are deleted."""
    path = _path(stamp, folder)
    if len(project.records) < LARGE or path.exists():
        return
    content = {"base": asdict(project.drawn.base), "scales": project.drawn.scales(View().scheme)}
    # a folder that cannot be written to only makes the next start slower
    with suppress(OSError):
        write(path, json.dumps(content))
        for old in sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
            old.unlink()


def _path(stamp: str, folder: Path) -> Path:
    # other code may make something else of the same files
    code = [(path.name, path.stat().st_mtime_ns) for path in sorted(Path(geo.maps.__file__).parent.glob("*.py"))]
    key = sha256(repr((stamp, __version__, code)).encode()).hexdigest()[:24]
    return folder / _FOLDER / f"{key}.json"
