"""How a time map opens, and what it lets its reader change."""

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

#: what the map says of itself when nobody says otherwise
TITLE: Final = "Reported militant activity"


@dataclass(frozen=True, slots=True)
class View:
    """How the map opens.

    Parameters
    ----------
    unit : {"day", "week", "month", "quarter", "year", "span"}
        The length of a step in time.
    first, last : datetime.date, optional
        The window shown first; by default all.
    mode : {"range", "step", "since"}
        Whether the window is a range with two handles, one step, or all since the start.
    measure : {"records", "number", "status"}
        What colours mean: how many records; the largest number that one of them tells (never a sum: two
        reports may speak of the same fighters); the strongest claim.
    scheme : {"steps", "headtail", "quantiles", "equal"}
        The classes of numbers; :func:`geo.maps.scale.scale` tells them.
    roll_up : bool
        Show what is reported of districts on their provinces.
    language : {"en", "fa", "ps"}
        The names of places: as the gazetteer has them, in Dari, in Pashto.
    selected : str, optional
        Id of the place whose records are open.
    tiles : str, optional
        A background from the network, by its name in xyzservices ("OpenTopoMap"). The map stays whole
        without it.
    title, note : str
        Shown above the map and in its panel; they are the author's.
    controls : tuple of str
        What the reader can use besides the time bar, of :data:`CONTROLS`.
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
    """Return what Leaflet needs of a tile service.

    Parameters
    ----------
    name : str, optional
        Its name in xyzservices.

    Returns
    -------
    dict or None
        ``name``, ``url`` with ``{s}``, ``{z}``, ``{x}`` and ``{y}``, ``attribution`` as HTML,
        ``max_zoom``, ``subdomains``, and ``hosts``: the origins that pictures come from.

    Raises
    ------
    GeoError
        When the service does not exist, or it asks for a key, which a shared file would give away.

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
        raise GeoError(f"{service.name} asks for a key, which the map would give away; try OpenTopoMap")
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
