"""How fast articles are scanned: ``python -m tests.benchmarks.scanning``.

On one core, with the full gazetteer and the villages. The articles are generated, each different, from sentences in the
project's own test texts; about 3,000 characters each. Then the same with gazetteers of 1,000 to 100,000 names.
"""

from __future__ import annotations

import gc
import random
import re
import resource
import time

from geo.gazetteer import Gazetteer, Place
from geo.project import Project
from geo.scan import Scanner
from tests.benchmarks.results import save
from tests.conftest import ROOT

ARTICLES = 1_000
CHARACTERS = 3_000
SIZES = (1_000, 10_000, 100_000)
FILLER = (
    "Officials met for an hour and agreed to meet again before the end of the month, said a person who was there.",
    "Nobody claimed responsibility, and the ministry did not answer questions that were sent to it in the evening.",
    "Prices of flour and fuel have gone up by a tenth since the spring, traders at the market complained.",
    "The weather service expects more snow, and drivers were asked to stay off the mountain roads until it has passed.",
)


def articles(chance: random.Random) -> list[str]:
    """Return texts of about 3,000 characters, a place or two in every third sentence."""
    lines = (ROOT / "tests" / "texts" / "places.txt").read_text(encoding="utf-8").splitlines()
    told = [re.sub(r"\[\[(.*?)\|.*?\]\]", r"\1", line) for line in lines if line and not line.startswith("#")]
    made = []
    for number in range(ARTICLES):
        text = f"Report {number}."
        while len(text) < CHARACTERS:
            text += " " + (chance.choice(told) if chance.random() < 1 / 3 else chance.choice(FILLER))
        made.append(text)
    return made


def rate(scanner: Scanner, texts: list[str]) -> float:
    """Return articles a second, after a first look at some that builds the indexes."""
    for text in texts[:50]:
        scanner.scan(text)
    gc.freeze()  # as the command does: what stays need not be looked through again and again
    start = time.perf_counter()
    for text in texts:
        scanner.scan(text)
    return len(texts) / (time.perf_counter() - start)


def sized(gazetteer: Gazetteer, number: int) -> Gazetteer:
    """Return a gazetteer with so many names: the real ones first, then made-up villages."""
    places = list(gazetteer.values())[:number]
    parent = "af.badakhshan.jurm"
    made = [Place(f"{parent}.made-{n}", f"Xq{n}ville", "village", parent, lat=36.0, lon=70.0) for n in range(number)]
    return Gazetteer([*places, *made[: number - len(places)]])


def main() -> None:
    """Measure, print and keep the figures."""
    project = Project.load(villages=True)
    texts = articles(random.Random(2017))  # noqa: S311 - the same texts each time, no secret
    size = sum(map(len, texts)) / len(texts)
    scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    figures = {f"articles of {size:,.0f} characters": f"{rate(scanner, texts):,.0f} a second"}
    figures["memory at most"] = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB"
    for number in SIZES:
        smaller = Scanner(sized(project.gazetteer, number), project.cues, project.group_names())
        figures[f"with {number:,} places"] = f"{rate(smaller, texts[:300]):,.0f} a second"
    save("scanning", figures)


if __name__ == "__main__":
    main()
