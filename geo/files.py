"""Atomic writes, so that a reader never sees part of a file, and locks, so that there is one writer at a time."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from geo.errors import ConflictError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# seconds; no write takes this long, so an older partial file was left by a killed process
_ABANDONED: Final = 3600
# seconds between two tries to take a lock
_PAUSE: Final = 0.02


def write(path: Path, content: str | bytes) -> Path:
    """Write a file atomically: to a temporary file beside it, which then replaces it.

    Parameters
    ----------
    path : pathlib.Path
        The file; its folder is created if it does not exist.
    content : str or bytes
        Text is written as UTF-8 with its line ends unchanged.

    Returns
    -------
    pathlib.Path
        The path.

    Raises
    ------
    OSError
        When the folder cannot be written to or the disk is full; an existing file is left intact.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder) / "new" / "place.txt", "Jurm").read_text()
    'Jurm'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    _tidy_up(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp restricts the file to its owner; a map to share needs the permissions of any new file
        umask = os.umask(0)
        os.umask(umask)
        partial.chmod(0o666 & ~umask)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Let a library write a file atomically: under the same name in a temporary folder beside it.

    Parameters
    ----------
    path : pathlib.Path
        The file; its folder is created if it does not exist.

    Yields
    ------
    pathlib.Path
        Where to write. What is there at the end replaces the file; after an error, the file stays as it was.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "place.txt") as partial:
    ...         _ = partial.write_text("Jurm")
    ...     (Path(folder) / "place.txt").read_text()
    'Jurm'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _tidy_up(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.", suffix=".partial") as folder:
        partial = Path(folder) / path.name
        yield partial
        with partial.open("r+b") as file:
            os.fsync(file.fileno())
        partial.replace(path)


def _tidy_up(path: Path) -> None:
    """Delete partial files left behind by earlier writes that were killed."""
    for partial in path.parent.glob(f".{glob.escape(path.name)}.*.partial"):
        with suppress(OSError):
            if time.time() - partial.stat().st_mtime > _ABANDONED:
                shutil.rmtree(partial) if partial.is_dir() else partial.unlink()


@contextmanager
def locked(path: Path, what: str, *, wait: float = 0.0) -> Iterator[None]:
    """Hold a lock that keeps other processes from doing the same work at the same time.

    Parameters
    ----------
    path : pathlib.Path
        The lock file; created with its folder if it does not exist, and left there. The lock is released
        when the process ends, however it ends.
    what : str
        The work, as named in the error: ``geo boundaries add``.
    wait : float, default 0
        How long to wait for the lock, in seconds.

    Yields
    ------
    None
        While the lock is held.

    Raises
    ------
    ConflictError
        When another process holds the lock.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder) / "lock", "this example"):
    ...     print("alone")
    alone
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        last = time.monotonic() + wait
        while not _taken(file.fileno()):
            if time.monotonic() >= last:
                raise ConflictError(f"{what} is already running here; wait until it has finished, then run it again")
            time.sleep(_PAUSE)
        yield


def _taken(handle: int) -> bool:
    """Take the lock of an open file, unless somebody has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
