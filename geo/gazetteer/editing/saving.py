"""Writing what was tried out, showing first what differs, and taking it back."""

from __future__ import annotations

import difflib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from geo.errors import ConflictError
from geo.files import write
from geo.tables import decode
from geo.tables.sheets import Sheet

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
    """A file that was saved.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    before, after : bytes or None
        What it held and holds; None where it was or is not there.
    """

    path: Path
    before: bytes | None
    after: bytes | None

    def check(self) -> None:
        """Raise ConflictError when the file is not as it was saved."""
        if _content(self.path) != self.after:
            raise ConflictError(f"{self.path.name} was changed by someone else since; nothing was taken back")

    def undo(self) -> None:
        """Write what the file held."""
        _put(self.path, self.before)

    def redo(self) -> None:
        """Write what the file is to hold."""
        _put(self.path, self.after)


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that can be undone.

    Parameters
    ----------
    what : str
        In words.
    files : tuple of Written
        What was written, in this order.
    """

    what: str
    files: tuple[Written, ...]

    def undo(self) -> None:
        """Restore the files.

        Raises
        ------
        geo.errors.ConflictError
            When one of them was changed since; then none is touched.
        """
        for file in self.files:
            file.check()
        # the row before the area that it names
        for file in reversed(self.files):
            file.undo()


def save(sheet: Sheet, area: Written | None, what: str) -> Saved:
    """Write a changed sheet, and with it the areas that it names.

    Parameters
    ----------
    sheet : Sheet
        As it is to be.
    area : Written, optional
        The file of areas, as it is and as it is to be.
    what : str
        What was done, in words, to offer its undoing.

    Returns
    -------
    Saved
        What undoes it.

    Raises
    ------
    geo.errors.ConflictError
        When somebody else changed one of the files since it was read; nothing is written.
    """
    before = sheet.before
    files = []
    if area is not None:
        if _content(area.path) != area.before:
            raise ConflictError(f"{area.path.name} was changed by someone else; nothing was written; try again")
        # an area that no row names yet does no harm; a row whose area is missing would be a problem
        area.redo()
        files.append(area)
    try:
        sheet.save()
    except (ConflictError, OSError):
        for file in files:
            file.undo()
        raise
    return Saved(what, (*files, Written(sheet.path, before, sheet.before)))


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write(path, content)
