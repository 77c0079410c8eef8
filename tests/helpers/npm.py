"""Files from npm packages that tests need: pinned, fetched once, kept beside Leaflet, never committed."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from geo.errors import AssetError
from geo.files import write
from geo.maps.assets import folder

# serves the files of npm's packages to whoever has no npm; folium loads Leaflet from there, too
PUBLIC = "https://cdn.jsdelivr.net/npm"
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Package:
    """A package at one version; ``files`` are paths inside it and the SHA-256 that each must have."""

    name: str
    version: str
    files: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def folder(self) -> Path:
        return folder().parent / f"{self.name.rpartition('/')[2]}-{self.version}"

    def read(self) -> dict[str, bytes]:
        """Return the files that are kept; without a fetch, or when one was changed, an ``AssetError``."""
        try:
            files = {path: (self.folder / path).read_bytes() for path in self.files}
        except OSError as error:
            raise AssetError(f"{self} has not been fetched yet; run: python3 -m geo.setup test") from error
        for path in self._wrong(files):
            raise AssetError(f"{self.folder / path} is not as published; delete it, and fetch it again")
        return files

    def fetch(self) -> dict[str, bytes]:
        """Return the files, fetched unless they are kept; what is not as published is not kept."""
        try:
            return self.read()
        except AssetError:
            print(f"Fetching {self} …", flush=True)
        for source in (self._from_npm, self._from_public):
            files = source()
            if files is not None and not self._wrong(files):
                for path, data in files.items():
                    write(self.folder / path, data)
                return files
        raise AssetError(f"{self} cannot be fetched as it was published; check the network, and try again")

    def _wrong(self, files: Mapping[str, bytes]) -> list[str]:
        return [path for path, sha in self.files.items() if hashlib.sha256(files.get(path, b"")).hexdigest() != sha]

    def _from_npm(self) -> dict[str, bytes] | None:
        npm = shutil.which("npm")
        if npm is None:
            return None
        with tempfile.TemporaryDirectory() as scratch:
            try:
                subprocess.run(
                    [npm, "pack", "--silent", str(self)], cwd=scratch, check=True, capture_output=True, timeout=_SECONDS
                )
                with tarfile.open(next(Path(scratch).glob("*.tgz"))) as package:
                    members = {path: package.extractfile(f"package/{path}") for path in self.files}
                    return {path: file.read() for path, file in members.items() if file is not None}
            # a package that was cut short fails in any of the layers that unpack it
            except (
                OSError,
                EOFError,
                zlib.error,
                subprocess.SubprocessError,
                StopIteration,
                KeyError,
                tarfile.TarError,
            ):
                return None

    def _from_public(self) -> dict[str, bytes] | None:
        files = {}
        for path in self.files:
            try:
                with urlopen(f"{PUBLIC}/{self}/{path}", timeout=_SECONDS) as response:
                    files[path] = response.read()
            except (OSError, HTTPException):
                return None
        return files
