"""Writing files so that a reader finds the old one or the new one, never half of either, and one writer at a time."""

from __future__ import annotations

import glob
import os
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

# no write takes as long as this, in seconds: what is older was left by a process that was killed
_ABANDONED: Final = 3600


def write(path: Path, content: str | bytes) -> Path:
    """Write a file as a whole: beside its place first, then moved there.

    Parameters
    ----------
    path : pathlib.Path
        Where the file goes; its folder is made when it does not exist.
    content : str or bytes
        Text is written as UTF-8 with the line ends it has.

    Returns
    -------
    pathlib.Path
        The path that was written.

    Raises
    ------
    OSError
        When the folder cannot be written to or the disk is full; what was there before is unharmed.

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
        # mkstemp keeps the file to its owner; a map to share has the rights that any new file has
        umask = os.umask(0)
        os.umask(umask)
        partial.chmod(0o666 & ~umask)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def _tidy_up(path: Path) -> None:
    """Delete what earlier writes of a file left behind when they were killed."""
    for partial in path.parent.glob(f".{glob.escape(path.name)}.*.partial"):
        with suppress(OSError):
            if time.time() - partial.stat().st_mtime > _ABANDONED:
                partial.unlink()


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Keep other processes from doing the same at the same time.

    Parameters
    ----------
    path : pathlib.Path
        A file that stands for the work; made with its folder when it does not exist, and left there. The
        lock is gone when the process is, however it ends.
    what : str
        The work, for people: ``geo boundaries add``.

    Yields
    ------
    None
        While the lock is held.

    Raises
    ------
    ConflictError
        When another process is doing the same.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder) / "lock", "this example"):
    ...     print("alone")
    alone
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConflictError(
                f"{what} is already running here; wait until it has finished, and run it again"
            ) from error
        yield
