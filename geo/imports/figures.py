"""What a person should know about an import: how precise it is, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from geo.activity import PRECISIONS
from geo.errors import counted
from geo.imports.incoming import Incoming
from geo.imports.rows import OTHER

_FEW: Final = 6
# so close to one point are records that a coder put there for want of a better place, in degrees (about 1 km)
_SAME: Final = 0.01
#: what each precision means for a reader
MEANS: Final = {
    "exact": "at the point",
    "near": "within about 25 km of the point",
    "district": "somewhere in the district",
    "province": "somewhere in the province",
    "region": "in a region or along a line",
    "country": "somewhere in the country",
    "international": "at sea or abroad",
}


def figures(incoming: Incoming) -> list[str]:
    """Return what a person should know about an import, in sentences.

    Parameters
    ----------
    incoming : Incoming
        The import.

    Returns
    -------
    list of str
        The rows and the time they cover, the share of each precision, the share of the commonest point of each
        province, rows without an outline, names that disagree with coordinates, and words that are not known here.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.imports import Vocabulary, read
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> vocabulary = Vocabulary(project.gazetteer, project.store, project.actors, project.kinds)
    >>> figures(read(Path("data/activity.csv"), vocabulary, name="mine"))[0]
    'mine: 75 of 75 rows, 2014-01-01 to 2023-02-20'
    """
    return list(_figures(incoming))


def _figures(incoming: Incoming) -> Iterator[str]:
    records = incoming.records
    title = " ".join(filter(None, (incoming.name, incoming.edition)))
    if records.empty:
        yield f"{title}: no row of {incoming.rows:,} can be used"
        return
    first, last = records["date_from"].min(), records["date_to"].max()
    yield f"{title}: {len(records):,} of {incoming.rows:,} rows, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    counts = records["location_precision"].value_counts()
    shares = [f"{MEANS[word]} {_share(counts[word], len(records))}" for word in PRECISIONS if counts.get(word)]
    yield f"where: {', '.join(shares)}"
    if line := _crowded(records):
        yield line
    own = f"{incoming.name}/"
    circles = records["place_id"].astype(str).str.startswith(own) & ~records["location_precision"].isin(
        ["exact", "near"]
    )
    if circles.any():
        yield (
            f"outside the outlines here, drawn as circles: {counted(int(circles.sum()), 'row')}; add the country with "
            "geo boundaries add, then import again"
        )
    if apart := len(incoming.differences):
        yield f"names and coordinates disagree in {counted(apart, 'row')}; the coordinates are drawn"
    for field, words in incoming.unknown.items():
        shown = ", ".join(f"“{word}”" for word in list(words)[:_FEW])
        more = f" and {len(words) - _FEW:,} more" if len(words) > _FEW else ""
        what = f"recorded as “{OTHER}”" if field == "kind" else "kept as the table names them"
        yield f"{field} not known here, {what}: {shown}{more}"


def _crowded(records: pd.DataFrame) -> str:
    """Return how many precise rows share the commonest point of their province: often its capital."""
    exact = records[records["location_precision"].isin(["exact", "near"]) & records["inside"].notna()]
    if len(exact) < _FEW:
        return ""
    # two levels below the country is a district, one a province
    province = exact["inside"].astype(str).str.split(".", n=2).str[:2].str.join(".")
    spot = (
        (exact["lat"] / _SAME).round().astype(np.int64).astype(str)
        + ","
        + (exact["lon"] / _SAME).round().astype(np.int64).astype(str)
    )
    counts = pd.DataFrame({"province": province, "spot": spot}).value_counts()
    most = counts.groupby(level="province").max()
    return f"on the commonest point of their province: {_share(most.sum(), len(records))}"


def _share(part: float, whole: int) -> str:
    percent = 100 * part / whole
    return f"{percent:.1f} %" if percent < 1 else f"{percent:.0f} %"
