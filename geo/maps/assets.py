"""Leaflet, pinned by its SHA-256: bundled with the wheel, or fetched once and cached; never committed.

The wheel build runs this module on its own, so it uses only Python's standard library.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from importlib import import_module
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from geo.errors import AssetError
from geo.files import write

VERSION: Final = "1.9.3"  # the version that folium 0.20 targets
SHA256: Final[Mapping[str, str]] = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
_FOLDER_VARIABLE: Final = "DISPATCH_ATLAS_ASSETS"
_CHECKOUT: Final = Path(__file__).resolve().parents[2]
# where the wheel build puts the files
_VENDORED: Final = Path(__file__).parent / "web" / "vendor"
_SECONDS: Final = 60
# the images that the stylesheet refers to belong to Leaflet's markers and layer switch, which are not used here
_PICTURE: Final = re.compile(r"url\((?!#)[^)]*\)")


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Leaflet as text to embed in a page.

    Parameters
    ----------
    js, css : str
        Its script, and its stylesheet without the images that it links to.
    """

    js: str
    css: str


def folder() -> Path:
    """Return the folder that Leaflet is kept in.

    That is ``DISPATCH_ATLAS_ASSETS`` if set; otherwise the package itself if it was installed from a wheel;
    otherwise ``.assets`` in the checkout, or a folder in the user's cache if that cannot be created.

    Examples
    --------
    >>> (folder() / "leaflet.js").exists()
    True
    """
    named = os.environ.get(_FOLDER_VARIABLE)
    if not named and _VENDORED.exists():
        return _VENDORED
    base = Path(named) if named else _CHECKOUT / ".assets"
    if not named and not base.exists() and not os.access(_CHECKOUT, os.W_OK):
        base = Path.home() / ".cache" / "dispatch-atlas"
    return base / f"leaflet-{VERSION}"


def is_kept() -> bool:
    """Return whether Leaflet is on this computer, so that :func:`fetch` needs no network.

    Examples
    --------
    >>> is_kept()
    True
    """
    try:
        leaflet()
    except AssetError:
        return False
    return True


def leaflet() -> Leaflet:
    """Return Leaflet from the folder that it is kept in.

    Returns
    -------
    Leaflet
        Checked against its SHA-256.

    Raises
    ------
    AssetError
        When it has not been fetched, or differs from what was published.

    Examples
    --------
    >>> "url(" in leaflet().css.replace("url(#", "")
    False
    """
    return _leaflet(folder())


@cache
def _leaflet(cached: Path) -> Leaflet:
    texts = {}
    for name, expected in SHA256.items():
        try:
            data = (cached / name).read_bytes()
        except OSError as error:
            raise AssetError("Leaflet has not been fetched yet; run once, with a network: geo assets") from error
        if hashlib.sha256(data).hexdigest() != expected:
            raise AssetError(f"{cached / name} is not Leaflet {VERSION} as published; fetch it again with: geo assets")
        texts[name] = data.decode()
    # the browser's developer tools would request the source map
    script = re.sub(r"\n//# sourceMappingURL=.*", "", texts["leaflet.js"])
    return Leaflet(script, _PICTURE.sub("none", texts["leaflet.css"]))


def fetch(progress: Callable[[str], None] = print) -> Path:
    """Fetch Leaflet into the cache, unless it is already there.

    The npm package is tried first, then the address that folium itself loads Leaflet from.

    Parameters
    ----------
    progress : callable, optional
        Called with a line of text when there is something to fetch.

    Returns
    -------
    pathlib.Path
        The folder that Leaflet is in.

    Raises
    ------
    AssetError
        When neither source can be reached, or a download differs from Leaflet as published; nothing is
        kept then.
    """
    cached = folder()
    if not is_kept():
        progress(f"Fetching Leaflet {VERSION} …")
        files = _published()
        try:
            for name, data in files.items():
                write(cached / name, data)
        except OSError as error:
            fix = f"make that folder writable, or set {_FOLDER_VARIABLE} to another, and run again: geo assets"
            raise AssetError(f"Leaflet cannot be saved in {cached} ({error.strerror}); {fix}") from error
        _leaflet.cache_clear()
        leaflet()
    return cached


def _published() -> dict[str, bytes]:
    """Return the files from the first source that delivers them as published."""
    wrong = None
    for source in (_from_npm, _from_folium):
        files = source()
        if files is None:
            continue
        differs = [name for name, sha in SHA256.items() if hashlib.sha256(files.get(name, b"")).hexdigest() != sha]
        if not differs:
            return files
        wrong = differs[0]
    if wrong:
        raise AssetError(f"{wrong} differs from the published file, and was not kept; run again: geo assets")
    raise AssetError("Leaflet cannot be fetched; check the network, and run again: geo assets")


def _from_npm() -> dict[str, bytes] | None:
    """Return the files from the npm package, or None when npm cannot download them."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        command = [npm, "pack", "--silent", f"leaflet@{VERSION}"]
        try:
            subprocess.run(command, cwd=scratch, check=True, capture_output=True, timeout=_SECONDS)
            with tarfile.open(next(Path(scratch).glob("*.tgz"))) as package:
                members = {name: package.extractfile(f"package/dist/{name}") for name in SHA256}
                return {name: file.read() for name, file in members.items() if file is not None}
        # a truncated or damaged package may fail in any of the layers that unpack it
        except (OSError, EOFError, zlib.error, subprocess.SubprocessError, StopIteration, KeyError, tarfile.TarError):
            return None


def _from_folium() -> dict[str, bytes] | None:
    """Return the files from the addresses that folium loads them from, or None."""
    try:
        folium = import_module("folium")
    except ImportError:
        return None
    links = [link for _, link in (*folium.Map.default_js, *folium.Map.default_css)]
    files = {}
    for name in SHA256:
        address = next((link for link in links if link.startswith("https://") and link.endswith(f"/{name}")), None)
        if address is None:
            return None
        try:
            with urlopen(address, timeout=_SECONDS) as response:  # noqa: S310 - https, checked above
                files[name] = response.read()
        except (OSError, HTTPException):
            return None
    return files
