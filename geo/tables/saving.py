"""Saving several changed files together: what differs is shown first, and a save can be undone."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from geo.errors import ConflictError
from geo.files import write
from geo.tables import decode

_CONTEXT: Final = 2


def difference(before: bytes, after: bytes, file: str) -> str:
    r"""Return what differs between two states of a file, as a unified difference.

    Examples
    --------
    >>> print(difference(b"id,name\naf,Afganistan\n", b"id,name\naf,Afghanistan\n", "places.csv"), end="")
    --- places.csv
    +++ places.csv, changed
    @@ -1,2 +1,2 @@
     id,name
    -af,Afganistan
    +af,Afghanistan
    """
    lines = difflib.unified_diff(
        _lines(before, file), _lines(after, file), file, f"{file}, changed", lineterm="", n=_CONTEXT
    )
    return "".join(f"{line}\n" for line in lines)


def _lines(data: bytes, file: str) -> list[str]:
    text = decode(data, file)[0]
    lines = [line.rstrip("\r\n") for line in io.StringIO(text, newline="")]
    if text and not text.endswith(("\n", "\r")):
        lines[-1] += "\n\\ no end of line"
    return lines


class Written(NamedTuple):
    """A file before and after a save.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    before, after : bytes or None
        Its content; None if the file does not exist.
    """

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that can be undone.

    Parameters
    ----------
    what : str
        What was done, in words.
    files : tuple of Written
        The files, in the order in which they were written.
    """

    what: str
    files: tuple[Written, ...]

    def undo(self) -> None:
        """Restore the files.

        Raises
        ------
        geo.errors.ConflictError
            When one of them has changed since; then none is touched.
        """
        for file in self.files:
            if _content(file.path) != file.after:
                raise ConflictError(f"{file.path.name} was changed by someone else since; nothing was taken back")
        _restore(self.files)


def save(files: Sequence[Written], what: str) -> Saved:
    """Write files in the given order, so that a file can name what an earlier one contains.

    Parameters
    ----------
    files : sequence of Written
        What each file held when it was read, and what it is to hold.
    what : str
        What is done, in words, for the offer to undo it.

    Returns
    -------
    Saved
        What undoes it.

    Raises
    ------
    geo.errors.ConflictError
        When somebody else has changed one of the files since it was read; nothing is written.
    OSError
        When a file cannot be written; those written before it are restored.
    """
    for file in files:
        if _content(file.path) != file.before:
            raise ConflictError(f"{file.path.name} was changed by someone else; nothing was written; try again")
    done: list[Written] = []
    try:
        for file in files:
            _put(file.path, file.after)
            done.append(file)
    except OSError:
        _restore(done)
        raise
    return Saved(what, tuple(files))


def _restore(files: Iterable[Written]) -> None:
    """Write what files held, the last first: a row goes before what it names."""
    for file in reversed(tuple(files)):
        _put(file.path, file.before)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write(path, content)
