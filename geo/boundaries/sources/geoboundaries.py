"""What geoBoundaries publishes, asked of its API."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from geo.boundaries.sources.countries import Country
from geo.boundaries.sources.download import Progress, ask, download, forget
from geo.boundaries.sources.register import Source, sha256
from geo.boundaries.sources.vector import check_whole
from geo.errors import BoundaryError, DownloadError
from geo.names import slug

#: where the open boundaries of every country are described
API: Final = "https://www.geoboundaries.org/api/current/gbOpen"
_LONGEST: Final = 300
# how the API writes an unknown value
_UNKNOWN: Final = frozenset({"", "nan", "none", "null", "unknown"})


def describe(country: Country, level: int, api: str = API, seconds: float = 30.0) -> Source | None:
    """Return what geoBoundaries has for a country.

    Parameters
    ----------
    country : Country
        Which one.
    level : {0, 1, 2}
        The country itself, its provinces, or its districts: ``ADM0`` to ``ADM2``.
    api : str, optional
        Another server with the same API.
    seconds : float, default 30.0
        How long it may send nothing.

    Returns
    -------
    Source or None
        With the address of the GeoJSON at full resolution, without a checksum, which the API does not
        give. None when it has nothing for this country at this level.

    Raises
    ------
    geo.errors.DownloadError
        When the server cannot be reached, or describes something else.

    Examples
    --------
    >>> from geo.boundaries.sources.countries import country
    >>> describe(country("PAK"), 2).name  # doctest: +SKIP
    'geoBoundaries gbOpen PAK ADM2'
    """
    url = f"{api.rstrip('/')}/{country.iso3}/ADM{level}/"
    answer = ask(url, seconds)
    if answer is None:
        return None
    if not isinstance(answer, dict):
        raise DownloadError(f"{url} does not describe one country; check the address")
    asked = {"boundaryISO": country.iso3, "boundaryType": f"ADM{level}"}
    for key, value in asked.items():
        if (told := _text(answer, key, url)) != value:
            raise DownloadError(f"{url} gives {key} as '{told}' instead of '{value}'; check the address")
    year = _text(answer, "boundaryYearRepresented", url, needed=False)
    return Source(
        id=f"{country.id}-adm{level}",
        name=f"geoBoundaries gbOpen {country.iso3} ADM{level}",
        boundary_id=_text(answer, "boundaryID", url),
        year=year.removesuffix(".0"),
        origin=_text(answer, "boundarySource", url, needed=False),
        licence=_text(answer, "boundaryLicense", url),
        licence_detail=_text(answer, "licenseSource", url, needed=False),
        url=_text(answer, "gjDownloadURL", url),
        added=today(),
    )


def fetch(
    source: Source, folder: Path, progress: Progress = lambda *_: None, *, again: bool = False, seconds: float = 30.0
) -> tuple[Source, Path]:
    """Fetch the outlines of a source, unless they were fetched before.

    Parameters
    ----------
    source : Source
        As :func:`describe` returns it.
    folder : pathlib.Path
        Where downloads are kept.
    progress : callable, optional
        Called with the number of bytes received and expected.
    again : bool, default False
        Fetch them again.
    seconds : float, default 30.0
        How long the server may be silent.

    Returns
    -------
    Source
        With the checksum.
    pathlib.Path
        The file.

    Raises
    ------
    geo.errors.DownloadError
        When it does not arrive whole; what arrived is kept for the next time.
    geo.errors.BoundaryError
        When something else arrived; that is not kept.

    Examples
    --------
    >>> from geo.boundaries.sources.countries import country
    >>> source, path = fetch(describe(country("PAK"), 2), Path("downloads"))  # doctest: +SKIP
    """
    path = folder / f"{slug(source.boundary_id) or source.id}.geojson"
    download(source.url, path, progress, again=again, seconds=seconds)
    try:
        check_whole(path)
    except BoundaryError:
        forget(path)
        raise
    return replace(source, sha256=sha256(path)), path


def today() -> str:
    """Return the day, in UTC: ``2026-01-31``."""
    return datetime.now(UTC).date().isoformat()


def _text(answer: Mapping[str, Any], key: str, url: str, *, needed: bool = True) -> str:
    """Return a field of the answer as one line."""
    value = answer.get(key)
    text = re.sub(r"\s+", " ", str(value)).strip()[:_LONGEST] if value is not None else ""
    if text.lower() in _UNKNOWN:
        if needed:
            message = "has no" if value is None else f"gives '{value}' as"
            raise DownloadError(f"{url} {message} {key}; the server's format may have changed; add a file with --file")
        return ""
    return text
