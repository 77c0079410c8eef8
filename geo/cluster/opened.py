"""The project of a worker: read once for each process, however many jobs it does."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from geo.errors import GeoError
from geo.folder import checksum, is_project
from geo.project import Project

#: Python runs one thread at a time, and a second copy of the project would only take memory
ALONE: Final = Lock()


@dataclass(frozen=True, slots=True)
class Opened:
    """Which project a job needs.

    Parameters
    ----------
    folder : str
        Its folder, which every worker must reach by this path.
    checksum : str
        Of its data (:func:`geo.folder.checksum`): results of another gazetteer are not reused.
    villages : bool
        As for :meth:`geo.project.Project.load`.
    use, without : tuple of str
        Likewise.
    """

    folder: str
    checksum: str
    villages: bool = False
    use: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, folder: Path, *, villages: bool = False, use: Any = (), without: Any = ()) -> Opened:
        """Return what jobs must know of a project."""
        return cls(str(folder.absolute()), checksum(folder), villages, tuple(use), tuple(without))

    def project(self) -> Project:
        """Return the project, read once in each process.

        Raises
        ------
        GeoError
            When this worker cannot reach the folder.
        """
        return _project(self)


@lru_cache(maxsize=1)
def _project(opened: Opened) -> Project:
    folder = Path(opened.folder)
    if not is_project(folder):
        raise GeoError(f"{folder} is not a project folder on this worker; share it under the same path")
    project = Project.load(folder, villages=opened.villages, use=opened.use, without=opened.without)
    # it stays in memory: the garbage collector need not walk through it again and again
    gc.freeze()
    return project
