"""How fast and how accurately names are resolved: ``python -m tests.benchmarks.resolving``.

Compared with rapidfuzz's ``process.extractOne`` over the same names, in one run. The names are the gazetteer's
districts, misspelt by rule, so that the right answer is known; namesakes are told apart by the province given
in each row, as in event tables. rapidfuzz gets the name and the province as one string, and the
choices in the same form.
"""

from __future__ import annotations

import random
import time

import pandas as pd
from rapidfuzz import fuzz, process, utils

from geo import names
from geo.gazetteer import Gazetteer, Place
from geo.project import Project
from geo.resolve import resolve_table
from tests.benchmarks.results import save

ROWS = 1_000_000
DIFFERENT = 5_000  # district-level spellings in a table of a million events
NEVER_SEEN = 5_000
FOR_EXTRACT_ONE = 2_000  # it takes too long for all
SWAPS = (
    ("u", "o"),
    ("o", "u"),
    ("e", "i"),
    ("i", "e"),
    ("ay", "ai"),
    ("q", "k"),
    ("aw", "ow"),
    ("ee", "i"),
    ("w", "v"),
    ("a", "e"),
)


def misspelt(name: str, chance: random.Random) -> str:
    """Return a name as another newspaper might write it, or with a slip of the finger."""
    written = name
    for _ in range(chance.randint(1, 3)):
        old, new = chance.choice(SWAPS)
        written = written.replace(old, new, chance.randint(1, 2))
    if chance.random() < 0.3:
        written = written.replace(" ", chance.choice(["", "-"]))
    if chance.random() < 0.1 and len(written) > 7:
        at = chance.randrange(2, len(written) - 1)
        written = written[:at] + written[at + 1 :]
    if chance.random() < 0.2:
        written = f"{written} district"
    return written


def sample(gazetteer: Gazetteer, number: int, chance: random.Random) -> tuple[pd.DataFrame, list[str]]:
    """Return rows of name and province, no name twice, and the place that each means."""
    districts = [place for place in gazetteer.values() if place.kind == "district" and place.boundary]
    seen: dict[str, Place] = {}
    while len(seen) < number:
        place = chance.choice(districts)
        seen.setdefault(misspelt(place.name, chance), place)
    rows = [(name, gazetteer[place.parent].name) for name, place in seen.items()]
    return pd.DataFrame(rows, columns=["name", "province"]), [place.id for place in seen.values()]


def main() -> None:
    """Measure, print and keep rows a second and accuracy."""
    gazetteer = Project.load().gazetteer
    chance = random.Random(2017)  # noqa: S311 - the same names each time, no secret
    resolve_table(pd.DataFrame({"name": ["Jurm"]}), gazetteer, "name")  # builds the indexes

    fresh, truth = sample(gazetteer, NEVER_SEEN, chance)
    for remembering in (names.fold, names.skeleton, names.sounds, names.similarity):
        remembering.cache_clear()
    start = time.perf_counter()
    answers = resolve_table(fresh, gazetteer, "name", province="province")
    seconds = time.perf_counter() - start
    # a district's town or province of the same name is less exact, and not wrong
    right = [
        bool(found) and (gazetteer.contains(found, place) or gazetteer.contains(place, found))
        for found, place in zip(answers["place_id"], truth, strict=True)
    ]
    unsure = (answers["verdict"] != "resolved").mean()
    wrong = 1 - unsure - sum(right) / len(right)
    figures = {
        "names never seen": f"{NEVER_SEEN / seconds:,.0f} a second, {sum(right) / len(right):.1%} right, "
        f"{unsure:.1%} said to be uncertain, {wrong:.2%} wrong given as resolved"
    }

    table, _ = sample(gazetteer, DIFFERENT, chance)
    # as in real tables a few places have most of the events
    picks = [int(chance.paretovariate(0.6)) % DIFFERENT for _ in range(ROWS)]
    events = table.take(picks).reset_index(drop=True)
    start = time.perf_counter()
    resolve_table(events, gazetteer, "name", province="province")
    seconds = time.perf_counter() - start
    different = len(set(picks))
    figures["a million rows"] = f"{ROWS / seconds:,.0f} a second, {different:,} of them different"

    choices = {
        place.id: utils.default_process(f"{place.name} {gazetteer[place.parent].name}")
        for place in gazetteer.values()
        if place.kind == "district" and place.boundary
    }
    few = fresh.head(FOR_EXTRACT_ONE)
    start = time.perf_counter()
    found = [
        process.extractOne(f"{name} {province}", choices, scorer=fuzz.WRatio, processor=utils.default_process)
        for name, province in few.itertuples(index=False)
    ]
    seconds = time.perf_counter() - start
    hits = sum(hit is not None and hit[2] == place for hit, place in zip(found, truth, strict=False)) / len(found)
    figures["rapidfuzz's extractOne"] = (
        f"{len(found) / seconds:,.0f} a second, {hits:.1%} right, {1 - hits:.1%} wrong (it always answers)"
    )
    save("resolving", figures)


if __name__ == "__main__":
    main()
