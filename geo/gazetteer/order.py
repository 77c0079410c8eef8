"""Which files of a folder are gazetteers, which of them are in use, and which comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem
from geo.gazetteer.foreign import FOREIGN_FILE
from geo.gazetteer.load import REQUIRED
from geo.tables import header, read

_ORDER: Final = "order.csv"
_FIRST: Final = "places.csv"
# tables beside the gazetteers that hold no places
_OTHERS: Final = frozenset({"actors.csv", "kinds.csv", "cues.csv", "rules.csv", FOREIGN_FILE, _ORDER})
# what people save beside the CSV, or instead of it
_WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".ods", ".tsv", ".numbers"})


@dataclass(frozen=True, slots=True)
class GazetteerFile:
    """One gazetteer file.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    used : bool
        Whether it is in use unless someone says otherwise.
    """

    path: Path
    used: bool = True


def all_files(folder: Path) -> list[GazetteerFile]:
    """Return the gazetteers of a folder: every CSV with the columns id, name, kind and parent.

    Parameters
    ----------
    folder : pathlib.Path
        ``gazetteer/``. Its ``order.csv`` (columns file and use, the latter yes or no), if there is one,
        lists files; others come after them in the order of their names, and are in use.

    Returns
    -------
    list of GazetteerFile
        The first one first: of two rows with one id, the one in the earlier file counts.

    Raises
    ------
    DataError
        With every problem of ``order.csv``.

    Examples
    --------
    >>> [(source.path.name, source.used) for source in all_files(Path("gazetteer"))]
    [('places.csv', True), ('villages.csv', False)]
    """
    listed = _listed(folder)
    files = sorted(_candidates(folder), key=lambda path: (path.name != _FIRST, path.name))
    others = [
        GazetteerFile(path) for path in files if path not in {source.path for source in listed} and not _lacks(path)
    ]
    # a folder without any reports the file that it should have
    return [*listed, *others] or [GazetteerFile(folder / _FIRST)]


def files_in_use(folder: Path, use: Collection[str] = (), without: Collection[str] = ()) -> list[Path]:
    """Return the gazetteers in use, the first one first.

    Parameters
    ----------
    folder : pathlib.Path
        ``gazetteer/``.
    use, without : collection of str
        Names of files, with or without ``.csv``, to use or to leave out, regardless of ``order.csv``.

    Returns
    -------
    list of pathlib.Path
        Existing files, in the order in which they are read.

    Raises
    ------
    DataError
        When a name is not among the folder's gazetteers, or ``order.csv`` has a problem.

    Examples
    --------
    >>> [path.name for path in files_in_use(Path("gazetteer"), use=["villages"])]
    ['places.csv', 'villages.csv']
    """
    there = all_files(folder)
    names = {source.path.stem: source for source in there}
    unknown = [name for name in (*use, *without) if name.removesuffix(".csv") not in names]
    if unknown:
        fix = f"name one of {', '.join(source.path.name for source in there)}"
        raise DataError(
            [Problem(folder.name, "is not a gazetteer file of this folder", fix, value=name) for name in unknown]
        )
    more, less = ({name.removesuffix(".csv") for name in some} for some in (use, without))
    return [
        source.path for source in there if (source.used or source.path.stem in more) and source.path.stem not in less
    ]


def unread(folder: Path) -> list[Problem]:
    """Return a warning for each file of a folder that looks like a gazetteer and is not read.

    Examples
    --------
    >>> unread(Path("gazetteer"))
    []
    """
    listed = {source.path for source in _listed(folder)}
    found = [
        Problem(f"{folder.name}/{path.name}", f"is not read: it has no column {missing}", "add it, or remove the file")
        for path in sorted(_candidates(folder))
        if path not in listed and (missing := " and no column ".join(_lacks(path)))
    ]
    workbooks = [path for path in sorted(folder.glob("*")) if path.suffix.lower() in _WORKBOOKS and _is_plain(path)]
    return found + [
        Problem(f"{folder.name}/{path.name}", "is not read: it is not a CSV", "save it as CSV UTF-8, or remove it")
        for path in workbooks
    ]


def _is_plain(path: Path) -> bool:
    """Tell a file of people's from what programs keep beside it: locks, halves, shadows of other systems."""
    return not path.name.startswith((".", "~")) and path.is_file()


def _candidates(folder: Path) -> Iterable[Path]:
    return (path for path in folder.glob("*.csv") if path.name not in _OTHERS and _is_plain(path))


def _lacks(path: Path) -> list[str]:
    """Return the columns that keep a file from being a gazetteer; a damaged one is for its reader to judge."""
    try:
        columns = header(path)
    except DataError:
        return []
    return [column for column in REQUIRED if column not in columns]


def _listed(folder: Path) -> list[GazetteerFile]:
    path = folder / _ORDER
    if not path.exists():
        return []
    table = read(path, ["file", "use"])
    table.check_filled("file")
    table.check_unique("file")
    for row in table:
        if row["file"] and Path(row["file"]).name != row["file"]:
            row.add_problem("file", f"does not exist in {folder.name}/", "write its name only")
        row.one_of("use", ("yes", "no"))
    table.finish()
    return [GazetteerFile(folder / row["file"], row["use"] == "yes") for row in table]
