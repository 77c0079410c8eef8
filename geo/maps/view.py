"""How a time map opens, and what its readers can change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypedDict
from urllib.parse import urlsplit

import xyzservices
import xyzservices.providers

from geo.errors import GeoError
from geo.maps.scale import Scheme
from geo.timeline import Unit

Mode = Literal["range", "step", "since"]
Measure = Literal["records", "number", "status"]
Language = Literal["en", "fa", "ps"]
Control = Literal["search", "filters", "places", "colours", "language", "layers", "table", "address"]

MODES: Final[tuple[Mode, ...]] = ("range", "step", "since")
MEASURES: Final[tuple[Measure, ...]] = ("records", "number", "status")
LANGUAGES: Final[tuple[Language, ...]] = ("en", "fa", "ps")
CONTROLS: Final[tuple[Control, ...]] = (
    "search",
    "filters",
    "places",
    "colours",
    "language",
    "layers",
    "table",
    "address",
)

#: the default title
TITLE: Final = "Reported militant activity"


@dataclass(frozen=True, slots=True)
class View:
    """How the map opens.

    Parameters
    ----------
    unit : {"day", "week", "month", "quarter", "year", "span"}
        The length of a step in time.
    first, last : datetime.date, optional
        The period shown first; by default all.
    mode : {"range", "step", "since"}
        Whether the period shown is a range with two handles, one step, or everything since the start.
    measure : {"records", "number", "status"}
        What the colours mean: the number of records; the largest number reported in any of them (never a
        sum: two reports may refer to the same fighters); or the strongest claim.
    scheme : {"steps", "headtail", "quantiles", "equal"}
        How numbers are classed; see :func:`geo.maps.scale.scale`.
    roll_up : bool
        Roll records of districts up to their provinces.
    language : {"en", "fa", "ps"}
        The language of place names: as in the gazetteer, Dari, or Pashto.
    selected : str, optional
        Id of the place whose records are open.
    tiles : str, optional
        An online background, by its name in xyzservices ("OpenTopoMap"). The map also works without it.
    title, note : str
        The author's title and note, shown above the map and in its information panel.
    controls : tuple of str
        The controls offered besides the time bar, out of :data:`CONTROLS`.
    """

    unit: Unit = "month"
    first: date | None = None
    last: date | None = None
    mode: Mode = "range"
    measure: Measure = "records"
    scheme: Scheme = "steps"
    roll_up: bool = False
    language: Language = "en"
    selected: str | None = None
    tiles: str | None = None
    title: str = TITLE
    note: str = ""
    controls: tuple[Control, ...] = CONTROLS


class ViewOptions(TypedDict, total=False):
    """The fields of a :class:`View`, as keyword arguments."""

    unit: Unit
    first: date | None
    last: date | None
    mode: Mode
    measure: Measure
    scheme: Scheme
    roll_up: bool
    language: Language
    selected: str | None
    tiles: str | None
    title: str
    note: str
    controls: tuple[Control, ...]


def tiles(name: str | None) -> dict[str, Any] | None:
    """Return what Leaflet needs to know about a tile service.

    Parameters
    ----------
    name : str, optional
        Its name in xyzservices.

    Returns
    -------
    dict or None
        ``name``, ``url`` with ``{s}``, ``{z}``, ``{x}`` and ``{y}``, ``attribution`` as HTML,
        ``max_zoom``, ``subdomains``, and ``hosts``: the origins that images come from.

    Raises
    ------
    GeoError
        When the service does not exist, or requires a key, which a shared file would give away.

    Examples
    --------
    >>> tiles("OpenTopoMap")["hosts"][0]
    'https://a.tile.opentopomap.org'
    """
    if name is None:
        return None
    try:
        service = xyzservices.providers.query_name(name)
    except ValueError as error:
        raise GeoError(f"'{name}' is not a tile service of xyzservices; try OpenTopoMap") from error
    if service.requires_token():
        raise GeoError(f"{service.name} requires a key, which the map would give away; try OpenTopoMap")
    url = service.build_url(scale_factor="", fill_subdomain=False)
    subdomains = list(service.get("subdomains", "abc"))
    parts = urlsplit(url)
    origins = [f"{parts.scheme}://{parts.netloc.replace('{s}', letter)}" for letter in subdomains]
    return {
        "name": service.name,
        "url": url,
        "attribution": service.get("html_attribution", service.get("attribution", "")),
        "max_zoom": service.get("max_zoom", 18),
        "subdomains": subdomains,
        "hosts": list(dict.fromkeys(origins)),
    }
