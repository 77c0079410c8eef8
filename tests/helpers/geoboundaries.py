"""A local server with the form of geoBoundaries' API, which can be made to fail in every way."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import geopandas as gpd
import shapely

Misbehaviour = Callable[["Handler"], None]

# Tajikistan, drawn with a ruler: province, district, and the lower left corner of its square
TAJIKISTAN = {
    "Sughd": {"Khujand": (69, 39), "Ayni": (68, 39)},
    "Khatlon": {"Farkhor": (69, 37), "Panj": (68, 37), "Kulob": (69, 38)},
    "Gorno-Badakhshan": {"Murghob": (73, 38), "Vanj": (71, 38), "Ishkoshim": (71, 37), "Rushon": (72, 38)},
}
CODES = {"Sughd": "TJ-SU", "Khatlon": "TJ-KT", "Gorno-Badakhshan": "TJ-GB"}


def tajikistan(level: int) -> gpd.GeoDataFrame:
    """Return made-up outlines of real places, as geoBoundaries calls their columns."""
    rows = []
    for province, districts in TAJIKISTAN.items():
        squares = {
            name: shapely.segmentize(shapely.box(x, y, x + 1, y + 1), 0.01) for name, (x, y) in districts.items()
        }
        if level == 1:
            rows.append((province, CODES[province], f"P{province}", shapely.coverage_union_all(list(squares.values()))))
        else:
            rows += [(name, "", f"D{name}", square) for name, square in squares.items()]
    names, codes, ids, shapes = zip(*rows, strict=True)
    return gpd.GeoDataFrame(
        {"shapeName": names, "shapeISO": codes, "shapeID": ids, "shapeGroup": "TJK", "shapeType": f"ADM{level}"},
        geometry=list(shapes),
        crs=4326,
    )


def geojson(frame: gpd.GeoDataFrame) -> bytes:
    return str(frame.to_json()).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Range", "")))
        if misbehave := self.server.misbehaviours.get(self.path):
            misbehave(self)
        elif found := re.fullmatch(r"/api/(\w+)/(ADM\d)/", self.path):
            described = self.server.described(*found.groups())
            self.answer(200 if described else 404, json.dumps(described).encode(), "application/json")
        elif self.path.startswith("/raw/"):
            # as github.com leads from /raw/ to where large files are
            self.send_response(302)
            self.send_header("Location", self.path.replace("/raw/", "/media/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.file()

    def answer(self, status: int, body: bytes, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def file(self, until: int | None = None) -> None:
        """Send a file, or the part of it that is asked for; the first so many bytes of that, and hang up."""
        body = self.server.files.get(self.path)
        if body is None:
            self.answer(404, b"<html>not here</html>")
            return
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        first = int(wanted[1]) if wanted and self.headers.get("If-Range") == tag else 0
        if first and first >= len(body):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(body)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if first else 200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body) - first))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        self.wfile.write(body[first:][:until])
        self.wfile.flush()
        self.close_connection = until is not None

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class Server(ThreadingHTTPServer):
    """What is published, how it misbehaves, and what it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.misbehaviours: dict[str, Misbehaviour] = {}
        self.changes: dict[str, Any] = {}
        self.asked: list[tuple[str, str]] = []
        self.released = threading.Event()
        for level in (1, 2):
            self.publish("TJK", level, tajikistan(level))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def api(self) -> str:
        return f"{self.url}/api"

    def publish(self, iso: str, level: int, frame: gpd.GeoDataFrame) -> None:
        self.files[f"/media/{iso}-ADM{level}.geojson"] = geojson(frame)

    def described(self, iso: str, level: str) -> dict[str, Any] | None:
        """Return what the API says of a country at a level: the fields that it has today, in its form."""
        if f"/media/{iso}-{level}.geojson" not in self.files:
            return None
        base = f"{self.url}/raw/{iso}-{level}"
        return {
            "boundaryID": f"{iso}-{level}-17698898",
            "boundaryName": "Tajikistan",
            "boundaryISO": iso,
            "boundaryYearRepresented": "2020",
            "boundaryType": level,
            "boundaryCanonical": "Unknown",
            "boundarySource": "UN OCHA, \n Dushanbe",
            "boundaryLicense": "Creative Commons Attribution 3.0 IGO (CC BY 3.0 IGO)",
            "licenseDetail": "nan",
            "licenseSource": "data.humdata.org/dataset/cod-ab-tjk",
            "sourceDataUpdateDate": "Thu Jan 19 07:31:04 2023",
            "buildDate": "Dec 12, 2023",
            "admUnitCount": "9",
            "staticDownloadLink": f"{base}-all.zip",
            "gjDownloadURL": f"{base}.geojson",
            "tjDownloadURL": f"{base}.topojson",
            "imagePreview": f"{base}-PREVIEW.png",
            "simplifiedGeometryGeoJSON": f"{base}_simplified.geojson",
        } | self.changes


@contextmanager
def serving() -> Iterator[Server]:
    """Serve until the test is over."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
