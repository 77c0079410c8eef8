"""The same records with folium's own time sliders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import branca.colormap
import folium
import numpy as np
import pandas as pd
from folium.plugins import TimeSliderChoropleth, TimestampedGeoJson
from playwright.sync_api import sync_playwright

from geo.activity import Record, records_of
from geo.project import Project
from tests.benchmarks.folium_assets import Served, served
from tests.benchmarks.measuring import Measured, Subject, measure
from tests.benchmarks.synthetic import FIRST, SEED, Scale, synthetic

_CENTRE: Final = [34.0, 66.0]
_COLOURS: Final = ["#ffeda0", "#feb24c", "#f03b20", "#800026"]
_CIRCLE: Final = {"radius": 4, "color": "#b2182b", "weight": 1, "fillOpacity": 0.6}
# points that stand for a district lie around its label
_SCATTER_DEGREES: Final = 0.05

# Leaflet's credit holds a flag, whose paths do not count
_PATHS: Final = "document.querySelectorAll('.leaflet-overlay-pane path').length"
_INPUT: Final = "document.querySelector('[id^=slider_] > input')"
_CHOROPLETH: Final = {
    "step": f"(index) => {{ {_INPUT}.value = index + 1; {_INPUT}.dispatchEvent(new Event('input')); }}",
    "rewind": f"{_INPUT}.value = 0, {_INPUT}.dispatchEvent(new Event('input'))",
    "seen": "document.querySelector('[id^=slider_] > output').textContent",
}
_TIMESTAMPED: Final = {
    # the first points stand in the page, and the control has its date
    "ready": f"{_PATHS} > 0 && /\\d/.test(document.querySelector('.timecontrol-date').textContent)",
    "step": "() => document.querySelector('.timecontrol-forward').click()",
    "rewind": "window[document.querySelector('.folium-map').id].timeDimension.setCurrentTimeIndex(0)",
    "seen": "document.querySelector('.timecontrol-date').textContent",
}


def starts(scale: Scale) -> list[date]:
    """Return the first day of each bin."""
    periods = pd.period_range(pd.Timestamp(FIRST), periods=scale.bins, freq={"month": "M", "day": "D"}[scale.unit])
    return [period.start_time.date() for period in periods]


def touched(records: list[Record], begins: list[date]) -> tuple[list[int], list[int]]:
    """Return the first and the last bin of each record."""
    edges = [day.toordinal() for day in begins]
    first, last = (
        np.searchsorted(edges, [day.toordinal() for day in days], side="right") - 1
        for days in ([record.date_from for record in records], [record.date_to for record in records])
    )
    return first.tolist(), last.tolist()


def text(record: Record, project: Project) -> str:
    """Return what our popup tells of a record, as plainly as HTML can."""
    report = project.reports[record.report_id[0]]
    lines = [
        f"<b>{escape(project.kinds[record.kind].name)}, {record.status}</b> {escape(record.count)}",
        escape(", ".join(project.actors[key].name for key in record.actors)),
        f"{record.span} · {escape(record.place_text)}",
        record.claimed_by and f"According to {escape(record.claimed_by)}",
        record.disputed_by and f"Disputed by {escape(record.disputed_by)}",
        f"Precision {record.location_precision}, confidence {record.confidence}",
        escape(report.quote(record.evidence)),
        escape(record.note),
        f'<a href="{escape(report.url)}">{escape(f"{report.publisher}, {report.title}")}</a>, {report.published_from}',
    ]
    return "<br>".join(line for line in lines if line)


def choropleth(project: Project, scale: Scale, *, popups: bool) -> folium.Map:
    """Return a TimeSliderChoropleth of records per district; it has no popups, so a second layer must bring them."""
    districts = project.store.layer("districts")[["id", "geometry"]].set_index("id")
    row = {key: number for number, key in enumerate(districts.index)}
    records, begins = records_of(project.records), starts(scale)
    counts = np.zeros((len(row), scale.bins + 1), dtype=int)
    told: list[list[str]] = [[] for _ in row]
    for record, first, last in zip(records, *touched(records, begins), strict=True):
        for key in record.place_id:
            counts[row[key], first] += 1
            counts[row[key], last + 1] -= 1
            told[row[key]].append(text(record, project))
    counts = counts.cumsum(axis=1)[:, :-1]
    colour = branca.colormap.LinearColormap(_COLOURS, vmin=0, vmax=int(counts.max()))
    colours = [colour.rgb_hex_str(number) for number in range(int(counts.max()) + 1)]
    seconds = [str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())) for day in begins]
    styles = {
        str(number): {
            second: {"color": colours[n], "opacity": 0.8 if n else 0}
            for second, n in zip(seconds, line.tolist(), strict=True)
        }
        for number, line in enumerate(counts)
    }
    # the plugin finds a district by an id that must not hold dots
    numbered = districts.reset_index(drop=True)
    map_ = folium.Map(location=_CENTRE, zoom_start=6, tiles=None)
    TimeSliderChoropleth(data=numbered.to_json(), styledict=styles).add_to(map_)
    if popups:
        folium.GeoJson(
            numbered.assign(records=["<hr>".join(texts) for texts in told]),
            style_function=lambda _: {"fillOpacity": 0, "weight": 0},
            popup=folium.GeoJsonPopup(fields=["records"], labels=False),
        ).add_to(map_)
    return map_


def timestamped(project: Project, scale: Scale) -> folium.Map:
    """Return a TimestampedGeoJson with a point per record and place, in the bin in which the record begins."""
    records, begins = records_of(project.records), starts(scale)
    chance = np.random.default_rng(SEED)
    features = []
    for record, first in zip(records, touched(records, begins)[0], strict=True):
        for key in record.place_id:
            place = project.gazetteer[key]
            scatter = np.zeros(2) if place.is_point else chance.normal(scale=_SCATTER_DEGREES, size=2)
            spot = np.round(np.array([place.lon, place.lat], dtype=float) + scatter, 4).tolist()
            features.append(
                {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": spot},
                    "properties": {
                        "times": [begins[first].isoformat()],
                        "popup": text(record, project),
                        "icon": "circle",
                        "iconstyle": _CIRCLE,
                    },
                }
            )
    period = {"month": "P1M", "day": "P1D"}[scale.unit]
    map_ = folium.Map(location=_CENTRE, zoom_start=6, tiles=None)
    TimestampedGeoJson(  # type: ignore[no-untyped-call]
        {"type": "FeatureCollection", "features": features},
        period=period,
        duration=period,
        auto_play=False,
        loop=False,
        add_last_point=False,
        date_options="YYYY-MM-DD",
    ).add_to(map_)
    return map_


def subjects(scale: Scale, server: Served, folder: Path) -> Iterator[Subject]:
    """Write folium's pages of a scale into a folder, and say how to measure them."""
    project = synthetic(scale)
    districts = len(project.store.layer("districts"))
    ready = f"{_PATHS} >= %d && {_INPUT}.__on !== undefined"
    pages: list[tuple[str, Callable[[], folium.Map], Mapping[str, str]]] = [
        ("TimestampedGeoJson, points", lambda: timestamped(project, scale), _TIMESTAMPED)
    ]
    if scale.on == "districts":
        pages += [
            (
                "TimeSliderChoropleth, no popups",
                lambda: choropleth(project, scale, popups=False),
                {"ready": ready % districts, **_CHOROPLETH},
            ),
            (
                "TimeSliderChoropleth, popups",
                lambda: choropleth(project, scale, popups=True),
                {"ready": ready % (2 * districts), **_CHOROPLETH},
            ),
        ]
    for number, (name, make, scripts) in enumerate(pages):
        html, asset_bytes = server.localise(make().get_root().render())
        path = folder / f"folium-{number}.html"
        path.write_text(html, encoding="utf-8")
        yield Subject(f"folium: {name}", path, steps=scale.bins - 1, asset_bytes=asset_bytes, **scripts)


def rivals(scale: Scale, rounds: int = 1) -> list[Measured]:
    """Measure folium's own time sliders."""
    with sync_playwright() as driver, served() as server, TemporaryDirectory() as folder:
        return measure(driver, list(subjects(scale, server, Path(folder))), rounds)
