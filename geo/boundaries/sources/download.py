"""Downloads that are kept, and go on where they were cut off."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import requests

from geo import __version__
from geo.errors import DownloadError
from geo.files import write

#: called with how many bytes are here and how many there will be, None when the server does not say
Progress = Callable[[int, int | None], None]

# to connect; a server that says nothing for longer than the other number is given up
_CONNECT_SECONDS: Final = 10.0
_BLOCK: Final = 1 << 14
# a line that drops is picked up again this often, as long as each time brings something
_RESUMES: Final = 20
# what the API answers is a page of text; more is something else
_LONGEST_ANSWER: Final = 1 << 20
# as plain bytes: a compressed stream cannot be gone on with in its middle
_HEADERS: Final = {"User-Agent": f"dispatch-atlas/{__version__}", "Accept-Encoding": "identity"}
# statuses that may pass: too many requests, and errors of the server
_FOR_NOW: Final = frozenset({429, *range(500, 600)})
_RANGE: Final = re.compile(r"bytes (?P<first>\d+)-\d+/(?P<total>\d+|\*)")


def ask(url: str, seconds: float = 30.0) -> Any:
    """Return what a server answers in JSON.

    Parameters
    ----------
    url : str
        Its address.
    seconds : float, default 30.0
        How long it may send nothing.

    Returns
    -------
    object
        The JSON, or None when the server has nothing at this address (404).

    Raises
    ------
    DownloadError
        When the server cannot be reached, refuses, or answers something else than JSON.

    Examples
    --------
    >>> ask("ftp://example.org/PAK/ADM2/")
    Traceback (most recent call last):
    geo.errors.DownloadError: ftp://example.org/PAK/ADM2/ is not a web address; check the network, and try again
    """
    try:
        with requests.get(url, headers=_HEADERS, timeout=(_CONNECT_SECONDS, seconds), stream=True) as response:
            if response.status_code == requests.codes.not_found:
                return None
            _check_status(response, url)
            text = next(response.iter_content(_LONGEST_ANSWER), b"")
    except requests.RequestException as error:
        raise DownloadError(f"{url} {_reason(error, seconds)}; check the network, and try again") from error
    try:
        return json.loads(text)
    except ValueError as error:
        shown = " ".join(text[:60].decode("utf-8", "replace").split())
        raise DownloadError(
            f"{url} does not answer in JSON but with '{shown}'; check the address, or whether the network needs a login"
        ) from error


class _StaleError(Exception):
    """What was kept is not the beginning of what the server has now."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The files of one download: whole, in part, and what is known of it."""

    whole: Path
    part: Path
    state: Path

    @classmethod
    def of(cls, path: Path) -> _Part:
        return cls(path, path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.json"))

    def known(self, url: str) -> Mapping[str, str]:
        """Return what was noted of a download from this address."""
        try:
            noted = json.loads(self.state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) and noted.get("url") == url else {}

    def note(self, **facts: str) -> None:
        write(self.state, json.dumps(facts))


def download(
    url: str, path: Path, progress: Progress = lambda *_: None, *, again: bool = False, seconds: float = 30.0
) -> Path:
    """Return a file from a server, unless it was fetched before.

    A download that was cut off, by the line, by a signal or by a lamp falling over the plug, goes on
    where it stopped when it is asked for again, if the file at the address is still the same one.

    Parameters
    ----------
    url : str
        Its address, http or https; it may lead on to others.
    path : pathlib.Path
        Where to keep it; the folder is made when it does not exist.
    progress : callable, optional
        Called after each block.
    again : bool, default False
        Fetch it anew.
    seconds : float, default 30.0
        How long the server may be silent.

    Returns
    -------
    pathlib.Path
        The file, as long as the server said that it is.

    Raises
    ------
    DownloadError
        When it does not arrive whole; what arrived is kept for the next time.

    Examples
    --------
    >>> download("https://example.org/PAK-ADM2.geojson", Path("downloads/PAK-ADM2.geojson"))  # doctest: +SKIP
    PosixPath('downloads/PAK-ADM2.geojson')
    """
    files = _Part.of(path)
    known = files.known(url)
    if again:
        files.part.unlink(missing_ok=True)
    elif files.whole.exists() and known.get("sha256") == _sha256(files.whole):
        return files.whole
    for _ in range(_RESUMES + 1):
        had = _size(files.part)
        try:
            _go_on(url, files, progress, seconds)
        except _StaleError:
            files.part.unlink()
            continue
        except requests.RequestException as error:
            got = _size(files.part)
            # nothing new came, or nothing that could be gone on with
            if got <= had or not files.known(url).get("validator"):
                raise DownloadError(
                    f"{url} {_reason(error, seconds)}; {got:,} bytes are kept; run the command again to continue"
                ) from error
            continue
        files.part.replace(files.whole)
        files.note(url=url, sha256=_sha256(files.whole))
        return files.whole
    raise DownloadError(f"{url} keeps breaking the connection; {_size(files.part):,} bytes are kept; try again later")


def forget(path: Path) -> None:
    """Take a download that turned out useless away, so that it is fetched anew."""
    files = _Part.of(path)
    for file in (files.whole, files.part, files.state):
        file.unlink(missing_ok=True)


def _go_on(url: str, files: _Part, progress: Progress, seconds: float) -> None:
    """Fetch a file, or what is missing of it, into its partial file."""
    have, validator = _size(files.part), files.known(url).get("validator", "")
    headers = dict(_HEADERS)
    if have and validator:
        # the server sends the rest if the file is still the same one, else all of it
        headers |= {"Range": f"bytes={have}-", "If-Range": validator}
    with requests.get(url, headers=headers, timeout=(_CONNECT_SECONDS, seconds), stream=True) as response:
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            if response.headers.get("Content-Range") == f"bytes */{have}":
                return  # all of it is here already
            raise _StaleError
        _check_status(response, url)
        encoded = response.headers.get("Content-Encoding", "identity") != "identity"
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdecimal() and not encoded else None
        resumed = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if response.status_code == requests.codes.partial_content:
            if not resumed or int(resumed["first"]) != have:
                raise _StaleError
            total = int(resumed["total"]) if resumed["total"] != "*" else None
        else:
            have = 0
            files.note(url=url, validator="" if encoded else _validator(response))
        with files.part.open("ab" if have else "wb") as file:
            progress(have, total)
            for block in response.iter_content(_BLOCK):
                file.write(block)
                file.flush()
                have += len(block)
                progress(have, total)
    if total is not None and have != total:
        raise requests.exceptions.ChunkedEncodingError


def _check_status(response: requests.Response, url: str) -> None:
    if not response.ok:
        reason = f" {response.reason}" if response.reason else ""
        fix = "try again later" if response.status_code in _FOR_NOW else "check the address"
        raise DownloadError(f"{url} answered {response.status_code}{reason}; {fix}")


def _validator(response: requests.Response) -> str:
    """Return what identifies this version of a file; RFC 9110 does not allow weak tags for that."""
    tag = response.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


def _reason(error: requests.RequestException, seconds: float) -> str:
    """Say in a few words what went wrong."""
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return f"was silent for {seconds:g} seconds"
    # the narrower before the wider
    reasons: tuple[tuple[type[Exception], str], ...] = (
        (requests.exceptions.SSLError, "has no trusted certificate"),
        (requests.exceptions.ConnectionError, "cannot be reached"),
        (requests.TooManyRedirects, "leads round in a circle"),
        (requests.exceptions.ChunkedEncodingError, "broke the connection"),
        (ValueError, "is not a web address"),
    )
    return next((words for kind, words in reasons if isinstance(error, kind)), "cannot be read")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
