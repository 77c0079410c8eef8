"""How well press texts are read: ``python -m tests.benchmarks.press``.

Prints, for marked articles, what ``score.py`` beside them prints of places, by kind of text; the news of other
countries in which a place of this one is found; names of places abroad that are resolved to one here; and articles of
3,000 characters a second on one core. The texts lie beside the checkout and are not part of the project; ``--texts``
names another folder. ``--villages`` uses the villages, too. With spaCy's small English model installed, it also prints
how many of the marks that model finds as places.

Events are measured by ``tests.benchmarks.press_events``.
"""

from __future__ import annotations

import argparse
import csv
import gc
import gzip
import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

from geo.project import Project
from geo.resolve import resolve
from geo.scan import Scanner
from tests.conftest import ROOT

TEXTS = ROOT.parent / "shared" / "press"
PAGE = 3_000  # characters of an article
HOME = "af"


def marked(folder: Path, score: ModuleType) -> Iterator[tuple[str, list[Any]]]:
    """Yield the kind of text and its articles as the scorer reads them."""
    for kind in sorted(path for path in (folder / "articles").iterdir() if path.is_dir()):
        yield kind.name, score.read(kind)


def tally(articles: list[Any], scanner: Scanner, score: ModuleType) -> Counter[str]:
    """Count marks, places found and right, as the scorer does."""
    n: Counter[str] = Counter()
    for _, article, text, marks in articles:
        day = date.fromisoformat(article["date"][:10]) if article.get("date") else None
        got = [
            (score.tight(text, one.start), score.tight(text, one.end), one.resolution.place.id)
            for one in scanner.scan(text, day)
            if one.resolution.place is not None
        ]
        used: set[int] = set()
        optional: set[int] = set()
        lacking: set[int] = set()
        for first, last, _, ids in marks:
            hits = {at for at, (start, end, _) in enumerate(got) if start < last and end > first}
            used |= hits
            if "dateline" in ids:
                optional |= hits
            elif any(one.startswith("?") for one in ids):
                lacking |= hits
            else:
                n["marks"] += 1
                n["right"] += any(got[at][2] in ids for at in hits)
        here = {at for at, (_, _, key) in enumerate(got) if key.split(".")[0] == HOME}
        n["told"] += len(here - optional)
        n["told of places that the gazetteer lacked"] += len((here & lacking) - optional)
        n["false"] += len(here - used)
    return n


def line(name: str, n: Counter[str]) -> str:
    """Return a line of figures."""
    recall = n["right"] / max(n["marks"], 1)
    told, lacking = n["told"], n["told of places that the gazetteer lacked"]
    precision, without = n["right"] / max(told, 1), n["right"] / max(told - lacking, 1)
    return (
        f"{name:24} recall {n['right']:4}/{n['marks']:4} = {recall:.3f}  precision {n['right']:4}/{told:4} = "
        f"{precision:.3f} ({without:.3f} without marks of places that it lacks)  false {n['false']}"
    )


def places(folder: Path, scanner: Scanner, score: ModuleType) -> None:
    """Print recall and precision by kind of text and by language."""
    every: dict[str, Counter[str]] = {}
    for kind, articles in marked(folder, score):
        print(line(kind, tally(articles, scanner, score)))
        for language in sorted({article[1].get("lang", "en") for article in articles}):
            ours = [article for article in articles if article[1].get("lang", "en") == language]
            every.setdefault(language, Counter()).update(tally(ours, scanner, score))
    for language, n in every.items():
        print(line(language, n))
    print(line("English and Dari", sum((n for key, n in every.items() if key in {"en", "fa"}), Counter())))
    print(line("all", sum(every.values(), Counter())))


def news(folder: Path) -> Iterator[str]:
    """Yield the texts of the two public corpora."""
    for path in sorted(folder.glob("*.xml.gz")):
        root = ET.fromstring(gzip.decompress(path.read_bytes()))  # noqa: S314 - corpora of research, laid here by hand
        yield from (article.findtext("text") or "" for article in root.iter("article"))


def abroad(folder: Path, scanner: Scanner) -> None:
    """Print in how many texts about other countries, and for how many names, a place of this one is found."""
    texts = list(news(folder))
    found = sum(
        any(one.resolution.place and one.resolution.place.id.startswith(f"{HOME}.") for one in scanner.scan(text))
        for text in texts
    )
    print(f"news of other countries with a place of this one: {found} of {len(texts)}")
    path = folder.parent / "reference" / "foreign_event_places.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        names = {row[column] for row in csv.DictReader(file) for column in ("adm1", "adm2", "where")} - {""}
    resolved = {name: resolve(name, scanner.gazetteer, suggest=False).place for name in sorted(names)}
    taken = [name for name, place in resolved.items() if place and place.id.split(".")[0] == HOME]
    print(f"names of places abroad taken for one here: {len(taken)} of {len(names)}: {', '.join(taken)}")


def speed(folder: Path, scanner: Scanner, score: ModuleType) -> None:
    """Print articles of 3,000 characters a second, in the processor's time."""
    texts = [text for kind, articles in marked(folder, score) if "pashto" not in kind for _, _, text, _ in articles]
    for text in texts:
        scanner.scan(text)
    gc.freeze()
    start = time.process_time()
    for text in texts:
        scanner.scan(text)
    seconds = time.process_time() - start
    print(f"{sum(map(len, texts)) / PAGE / seconds:,.0f} articles of {PAGE:,} characters a second")


def spacy(folder: Path, score: ModuleType) -> None:
    """Print how many English marks spaCy's small model finds as places, whichever it takes them for."""
    try:
        model = importlib.import_module("en_core_web_sm").load()
    except ImportError:
        print("spaCy's small English model is not installed")
        return
    found = total = 0
    start = time.process_time()
    for kind, articles in marked(folder, score):
        for _, _, text, marks in articles if "pashto" not in kind else ():
            spans = [(one.start_char, one.end_char) for one in model(text).ents if one.label_ in {"GPE", "LOC", "FAC"}]
            tight = [(score.tight(text, first), score.tight(text, last)) for first, last in spans]
            wanted = [one for one in marks if "dateline" not in one[3]]
            total += len(wanted)
            found += sum(any(first < one[1] and last > one[0] for first, last in tight) for one in wanted)
    print(f"spaCy finds {found}/{total} marks as places, in {time.process_time() - start:.0f} s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the folder with articles and score.py")
    parser.add_argument("--villages", action="store_true", help="use the villages, too")
    parser.add_argument("--json", action="store_true", help="print the places found, a line of JSON per article")
    asked = parser.parse_args()
    if not (asked.texts / "score.py").exists():
        sys.exit(f"{asked.texts} has no score.py; name the folder of the press texts with --texts")
    sys.path.append(str(asked.texts))
    score = importlib.import_module("score")
    project = Project.load(villages=asked.villages)
    scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    if asked.json:
        for _, articles in marked(asked.texts, score):
            for name, _, text, _ in articles:
                told = [(one.start, one.end, getattr(one.resolution.place, "id", None)) for one in scanner.scan(text)]
                print(json.dumps({"article": name, "places": told}))
        return
    places(asked.texts, scanner, score)
    abroad(asked.texts, scanner)
    speed(asked.texts, scanner, score)
    spacy(asked.texts, score)


if __name__ == "__main__":
    main()
