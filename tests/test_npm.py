"""Files that tests fetch from npm are as published, or are not kept."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from geo.errors import AssetError
from tests.helpers import npm
from tests.helpers.npm import Package

SCRIPT = b"axe = {}"
PACKAGE = Package("axe-core", "4.14.1", {"axe.min.js": hashlib.sha256(SCRIPT).hexdigest()})


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list whose only entry npm brings, in a package; the network is not there."""
    came = [SCRIPT]

    def pack(command: list[str], *, cwd: str, **_: object) -> None:
        assert command[-1] == "axe-core@4.14.1"
        with tarfile.open(Path(cwd) / "axe-core.tgz", "w:gz") as archive:
            member = tarfile.TarInfo("package/axe.min.js")
            member.size = len(came[0])
            archive.addfile(member, io.BytesIO(came[0]))

    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setenv("DISPATCH_ATLAS_ASSETS", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda _: "npm")
    monkeypatch.setattr(subprocess, "run", pack)
    monkeypatch.setattr(npm, "urlopen", refuse)
    return came


def test_what_is_fetched_is_kept(brought: list[bytes]) -> None:
    with pytest.raises(AssetError, match="has not been fetched yet; run: python3"):
        PACKAGE.read()
    assert PACKAGE.fetch() == {"axe.min.js": SCRIPT}
    brought[0] = b"other"
    assert PACKAGE.fetch() == PACKAGE.read() == {"axe.min.js": SCRIPT}


def test_what_differs_from_the_published_file_is_not_kept(brought: list[bytes]) -> None:
    brought[0] = b"alert(1)"
    with pytest.raises(AssetError, match="cannot be fetched as it was published"):
        PACKAGE.fetch()
    assert not PACKAGE.folder.exists()


def test_a_file_that_was_changed_on_disk_is_refused(brought: list[bytes]) -> None:
    PACKAGE.fetch()
    (PACKAGE.folder / "axe.min.js").write_bytes(brought[0] + b" ")
    with pytest.raises(AssetError, match="is not as published"):
        PACKAGE.read()
