"""A folium map as one self-contained HTML file."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from typing import Any, Final

import folium
from branca.element import Element, Figure

from geo.maps.assets import leaflet
from geo.maps.bundle import loader, untemplated
from geo.maps.wire import compress

# scripts that run, as opposed to script elements that hold data
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_VIEWPORT: Final = re.compile(r'<meta name="viewport".*?/>', re.DOTALL)


class OfflineMap(folium.Map):
    """A folium map that embeds Leaflet and loads nothing from the network.

    The other libraries that folium links to (jQuery, Bootstrap, Font Awesome, glyphicons) are left out.

    Parameters
    ----------
    **options
        As for :class:`folium.Map`, except that ``tiles`` defaults to None.

    Raises
    ------
    geo.errors.AssetError
        When Leaflet has not been fetched.

    Examples
    --------
    >>> 'src="http' in OfflineMap().get_root().header.render()
    False
    """

    default_js = []  # noqa: RUF012 - folium's own way to name links
    default_css = []  # noqa: RUF012

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"tiles": None, **options})
        library = leaflet()
        header = figure_of(self).header
        header.add_child(Element(f"<style>{untemplated(library.css)}</style>"), name="leaflet_css")
        header.add_child(Element(f"<script>{untemplated(library.js)}</script>"), name="leaflet")


def figure_of(map_: folium.Map) -> Figure:
    """Return the page that contains a folium map."""
    root = map_.get_root()
    if not isinstance(root, Figure):
        raise TypeError(f"a folium map is contained in a {type(root).__name__} instead of a Figure")
    return root


def page_of(map_: folium.Map, title: str, hosts: Sequence[str] = ()) -> str:
    """Return a map as one HTML file.

    Parameters
    ----------
    map_ : folium.Map
        An :class:`OfflineMap` with everything drawn on it.
    title : str
        The title of the page.
    hosts : sequence of str, optional
        Origins that images may be loaded from.

    Returns
    -------
    str
        HTML whose Content-Security-Policy allows only its own scripts and styles, by their SHA-256, so that nothing
        injected through a text can run or be loaded.

    Examples
    --------
    >>> page_of(OfflineMap(), "Nothing yet")[:15]
    '<!DOCTYPE html>'
    """
    root = figure_of(map_)
    root.title = html.escape(title)
    page = root.render()
    # folium disables zooming on phones; readers who need it must be able to zoom
    page = _VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1" />', page)
    scripts = _SCRIPT.findall(page)
    page = _packed(page, scripts)
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes([loader(), *scripts])}",
            f"style-src {_hashes(_STYLE.findall(page))}",
            " ".join(["img-src data:", *hosts]),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}" />'
    return page.replace("<html>", '<html lang="en">', 1).replace(
        "<head>", f'<head>\n    <meta charset="utf-8" />\n    {meta}', 1
    )


def _packed(page: str, scripts: Sequence[str]) -> str:
    """Return a page with its scripts compressed, to run in order once the page has loaded.

    Uncompressed, Leaflet and the time map make up a third of the page; compressed, a tenth.
    """
    held = "\n".join(
        f'<script type="application/octet-stream" data-packed>{compress(text)}</script>' for text in scripts
    )
    head, body, foot = _SCRIPT.sub("", page).rpartition("</html>")
    return f"{head}{held}\n<script>{loader()}</script>\n{body}{foot}"


def _hashes(contents: Sequence[str]) -> str:
    """Return the sources that a policy allows: each inline element by the hash of its content."""
    digests = (hashlib.sha256(content.encode()).digest() for content in contents)
    return " ".join(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))
