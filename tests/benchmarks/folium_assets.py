"""The files that folium's pages load from CDNs, fetched once from npm and served locally."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from tests.helpers.npm import Package

_NPM: Final = "https://cdn.jsdelivr.net/npm/"
_CDNJS: Final = "https://cdnjs.cloudflare.com/ajax/libs/"

BOOTSTRAP: Final = Package(
    "bootstrap",
    "5.2.2",
    {
        "dist/js/bootstrap.bundle.min.js": "c4b2394a30fa0e4a23c6b308541353e20872a6fd765ed8fb70e6b402029deb00",
        "dist/css/bootstrap.min.css": "2143941c03dacda8b4f1016ced6e0c6f34e5c04585a3bcffe33c3c626c448a4a",
    },
)
LEAFLET: Final = Package(
    "leaflet",
    "1.9.3",
    {
        "dist/leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
        "dist/leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
    },
)
JQUERY: Final = Package(
    "jquery", "3.7.1", {"dist/jquery.min.js": "fc9a93dd241f6b045cbff0481cf4e1901becd0e12fb45166a8f17f95823f0b1a"}
)
# npm has no 1.10.2
JQUERY_UI: Final = Package(
    "jqueryui", "1.11.1", {"jquery-ui.min.js": "e09639315704980552b92eaae21f66af00a6e8a371f757f76b0b12420c2ed2a7"}
)
# npm has no 2.0.2
AWESOME_MARKERS: Final = Package(
    "leaflet.awesome-markers",
    "2.0.5",
    {
        "dist/leaflet.awesome-markers.js": "8b0382d98ee76b3706729ebfb2c088b99be258aa30f6054de67b527602348d07",
        "dist/leaflet.awesome-markers.css": "bfba947d37a17ffa470a27a764affd7115cc747bae47e5ac24386feb5e99321c",
    },
)
FONT_AWESOME: Final = Package(
    "@fortawesome/fontawesome-free",
    "6.2.0",
    {"css/all.min.css": "01b035efb5dfa529c512f82962ed633328222da6f33c224244806d4798c67349"},
)
D3: Final = Package(
    "d3", "4.13.0", {"build/d3.min.js": "8585db4092b8a9d26201e0d58e343d1b40fa034c4b9c343878923d7649bb1699"}
)
MOMENT: Final = Package(
    "moment", "2.18.1", {"min/moment.min.js": "d618d4869738e0dc22360f0ec0cbb6433257843f24723fac240dda0906685238"}
)
ISO8601: Final = Package(
    "iso8601-js-period", "0.2.1", {"iso8601.js": "11cc8cebc501d5c52af768a6ad2c753168230ee08c23a0e607fe86a3caac62fd"}
)
TIME_DIMENSION: Final = Package(
    "leaflet-timedimension",
    "1.1.1",
    {
        "dist/leaflet.timedimension.min.js": "54e4ce1be18d35adcb3afefd25c02ad89cf1746d6c7b3a675f61d3357f23ed60",
        "dist/leaflet.timedimension.control.css": "1c1e86e6db1f06680b676d9387188c2c83086b27f7f5abf15f02d38af21f33dd",
    },
)
HIGHLIGHT: Final = Package(
    "highlight.js",
    "8.4.0",
    {"styles/default.css": "237c058948d1d95ac26679c535d83d4edcb1c9ce509edd0ea765a28d1c144e6b"},
)

#: the file that stands for each address that folium 0.20 links to
FILES: Final[Mapping[str, tuple[Package, str]]] = {
    **{
        f"{_NPM}{package}/{file}": (package, file)
        for package in (BOOTSTRAP, LEAFLET, FONT_AWESOME, TIME_DIMENSION)
        for file in package.files
    },
    f"{_NPM}iso8601-js-period@0.2.1/iso8601.min.js": (ISO8601, "iso8601.js"),
    f"{_CDNJS}Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.js": (
        AWESOME_MARKERS,
        "dist/leaflet.awesome-markers.js",
    ),
    f"{_CDNJS}Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.css": (
        AWESOME_MARKERS,
        "dist/leaflet.awesome-markers.css",
    ),
    f"{_CDNJS}highlight.js/8.4/styles/default.min.css": (HIGHLIGHT, "styles/default.css"),
    f"{_CDNJS}jquery/3.7.1/jquery.min.js": (JQUERY, "dist/jquery.min.js"),
    f"{_CDNJS}jqueryui/1.10.2/jquery-ui.min.js": (JQUERY_UI, "jquery-ui.min.js"),
    f"{_CDNJS}moment.js/2.18.1/moment.min.js": (MOMENT, "min/moment.min.js"),
    "https://code.jquery.com/jquery-3.7.1.min.js": (JQUERY, "dist/jquery.min.js"),
    "https://d3js.org/d3.v4.min.js": (D3, "build/d3.min.js"),
}
#: what npm does not have is answered empty, to folium's favour: icons and turned markers, which no page here shows
EMPTY: Final = (
    "https://netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap-glyphicons.css",
    "https://cdn.jsdelivr.net/gh/python-visualization/folium/folium/templates/leaflet.awesome.rotate.min.css",
)


@dataclass(frozen=True)
class Served:
    """A server on this machine.

    Parameters
    ----------
    root : str
        Its address.
    files : mapping of str to bytes
        By the address that folium links to.
    """

    root: str
    files: Mapping[str, bytes]

    def localise(self, html: str) -> tuple[str, int]:
        """Return a page that loads its assets from here, and how many bytes they are.

        Raises
        ------
        ValueError
            When the page links to something that is not served: it would be measured without it.
        """
        total = 0
        for address, data in self.files.items():
            if f'"{address}"' in html:
                total += len(data)
                html = html.replace(f'"{address}"', f'"{self.root}/{address}"')
        for attribute in ('src="https://', 'href="https://'):
            if attribute in html:
                start = html.index(attribute)
                raise ValueError(f"not served: {html[start : start + 120]}")
        return html, total


@contextmanager
def served() -> Iterator[Served]:
    """Serve the files that folium's pages link to; fetched when they are not kept yet."""
    kept = {package.name: package.fetch() for package, _ in FILES.values()}
    files = {address: kept[package.name][file] for address, (package, file) in FILES.items()}
    files |= dict.fromkeys(EMPTY, b"")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = files.get(self.path[1:])
            self.send_response(200 if data is not None else 404)
            self.send_header("Content-Type", mimetypes.guess_type(self.path)[0] or "text/plain")
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Served(f"http://127.0.0.1:{server.server_address[1]}", files)
        finally:
            server.shutdown()
