"""Project folders: finding one, the data that comes with the package, and creating a new one."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from geo.boundaries import AREAS_FILE
from geo.errors import GeoError
from geo.files import write

#: the environment variable that names the project folder
ROOT_VARIABLE = "DISPATCH_ATLAS_ROOT"
_CHECKOUT = Path(__file__).resolve().parents[1]


def root() -> Path:
    """Return the project folder.

    That is ``DISPATCH_ATLAS_ROOT`` if set; otherwise the current folder or the nearest folder above it that
    contains ``gazetteer/`` and ``data/``; otherwise, in a checkout, the checkout.

    Raises
    ------
    GeoError
        When there is no project folder.

    Examples
    --------
    >>> (root() / "gazetteer" / "places.csv").exists()
    True
    """
    if named := os.environ.get(ROOT_VARIABLE):
        return Path(named)
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents, _CHECKOUT) if is_project(folder)), None)
    if found is None:
        raise GeoError(
            f"{here} is not in a project folder (one with gazetteer/ and data/); create one with: geo new FOLDER, "
            f"or set {ROOT_VARIABLE} to one"
        )
    return found


def bundled() -> Path:
    """Return the folder of the data that comes with the package: gazetteer, boundaries and the example.

    In a wheel it is a folder inside the package; in a checkout, the checkout itself. Nothing is written there.

    Examples
    --------
    >>> (bundled() / "data" / "activity.csv").exists()
    True
    """
    packed = Path(__file__).parent / "_data"
    return packed if packed.is_dir() else _CHECKOUT


def is_project(folder: Path) -> bool:
    """Return whether a folder has the subfolders of a project.

    Examples
    --------
    >>> is_project(Path("gazetteer"))
    False
    """
    return (folder / "gazetteer").is_dir() and (folder / "data").is_dir()


def project_folder(folder: str | os.PathLike[str] | None = None) -> Path:
    """Return a project folder after checking that it is one.

    Parameters
    ----------
    folder : path, optional
        A folder with ``gazetteer/`` and ``data/``; by default :func:`root`.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    GeoError
        When it lacks one of the two.

    Examples
    --------
    >>> project_folder("data")
    Traceback (most recent call last):
    geo.errors.GeoError: data is not a project folder: it lacks gazetteer/ or data/; create one with: geo new FOLDER
    """
    if folder is None:
        return root()
    base = Path(folder).expanduser()
    if not is_project(base):
        raise GeoError(f"{base} is not a project folder: it lacks gazetteer/ or data/; create one with: geo new FOLDER")
    return base


def fingerprint(folder: Path) -> str:
    """Return a text that changes whenever a file of the project changes.

    Examples
    --------
    >>> fingerprint(root()) == fingerprint(root())
    True
    """
    paths = [*(folder / "gazetteer").glob("*.csv"), folder / "gazetteer" / AREAS_FILE, *(folder / "data").rglob("*")]
    states = []
    for path in sorted(paths):
        # a file may be missing for a moment while it is saved
        with suppress(OSError):
            state = path.stat()
            if S_ISREG(state.st_mode):
                states.append((str(path), state.st_mtime_ns, state.st_size))
    return repr(states)


def checksum(folder: Path) -> str:
    """Return the SHA-256 of the gazetteer, the boundaries and the records: of what results depend on.

    Unlike :func:`fingerprint`, it is the same on every machine.

    Examples
    --------
    >>> len(checksum(root()))
    64
    """
    data = folder / "data"
    paths = [*(folder / "gazetteer").rglob("*"), *(data / "boundaries").rglob("*"), data / "activity.csv"]
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        with path.open("rb") as file:
            digest.update(path.relative_to(folder).as_posix().encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def new(folder: str | os.PathLike[str], *, example: bool = False) -> Path:
    """Create a project folder with the gazetteer and boundaries that come with the package.

    Parameters
    ----------
    folder : path
        A new or empty folder.
    example : bool, default False
        Also copy the example's reports and records; otherwise the project starts without any.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    GeoError
        When the folder is not empty.
    OSError
        When it cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as scratch:
    ...     sorted(path.name for path in new(Path(scratch) / "atlas").iterdir())
    ['data', 'gazetteer']
    """
    base = Path(folder).expanduser()
    if base.exists() and (not base.is_dir() or any(base.iterdir())):
        raise GeoError(f"{base} exists and is not an empty folder; choose a new one")
    source, activity_file = bundled(), Path("data", "activity.csv")
    # copy contents only: an installed package may be read-only, but the copy must not be
    for part in (Path("gazetteer"), Path("data", "boundaries"), *([Path("data", "reports")] if example else ())):
        shutil.copytree(source / part, base / part, copy_function=shutil.copyfile)
    shutil.copyfile(source / "data" / "README.md", base / "data" / "README.md")
    records = (source / activity_file).read_text(encoding="utf-8")
    write(base / activity_file, records if example else records[: records.index("\n") + 1])
    (base / "data" / "reports").mkdir(exist_ok=True)
    return base
