"""Watch a project's folder: read it again when a file changes, and keep the last good data while it has problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from geo import gazetteer
from geo.app.map_cache import restore
from geo.errors import DataError, Problem
from geo.folder import fingerprint
from geo.project import Project


@dataclass(frozen=True, slots=True)
class State:
    """What the files of a folder held when they were last read.

    Parameters
    ----------
    stamp : str
        The fingerprint of the files; see :func:`geo.folder.fingerprint`.
    project : Project or None
        The last good data; None if there has been none yet.
    problems : tuple of geo.errors.Problem
        The problems in the files as they are now; the project is then an earlier state.
    """

    stamp: str
    project: Project | None
    problems: tuple[Problem, ...] = ()


class Watch:
    """The state of a folder, shared by all visitors.

    Parameters
    ----------
    folder : pathlib.Path
        With ``gazetteer/`` and ``data/``.

    Examples
    --------
    >>> from geo.folder import root
    >>> watch = Watch(root())
    >>> watch.now().problems, watch.now() is watch.now()
    ((), True)
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state: State | None = None
        self._warnings: tuple[str, list[Problem]] | None = None
        # when a file changes, several visitors ask at once; only one of them should read it
        self._lock = Lock()

    def now(self) -> State:
        """Return what the files hold now; they are read only if one of them changed."""
        with self._lock:
            # taken before reading, so that a file saved during the read is read again next time
            stamp = fingerprint(self._folder)
            if self._state is None or self._state.stamp != stamp:
                self._state = self._read(stamp, self._state.project if self._state else None)
            return self._state

    def _read(self, stamp: str, before: Project | None) -> State:
        try:
            project = Project.load(self._folder, before=before)
            restore(project, stamp, self._folder)
            return State(stamp, project)
        except DataError as error:
            return State(stamp, before, error.problems)

    def warnings(self) -> list[Problem]:
        """Return the warnings about the gazetteer of the last good data.

        Examples
        --------
        >>> from geo.folder import root
        >>> Watch(root()).warnings()
        []
        """
        state = self.now()
        if state.project is None:
            return []
        with self._lock:
            if self._warnings is None or self._warnings[0] != state.stamp:
                found = gazetteer.warnings(state.project.gazetteer, state.project.store)
                self._warnings = state.stamp, found + gazetteer.unread(self._folder / "gazetteer")
            return self._warnings[1]
