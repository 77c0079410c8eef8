"""What is found in the five articles: ``python -m tests.benchmarks.articles``.

If the articles are beside the checkout, prints the Afghan places found, missed and wrong, and which records of
``activity.csv`` appear among all suggestions that a review shows, the doubtful ones too: the same report and kind of
activity, and a place of one that is, or lies in, a place of the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.activity import Suggester, records_of
from geo.activity.suggestions import POSSIBLE
from geo.gazetteer import Gazetteer
from geo.project import Project
from geo.scan import Scanner
from tests.conftest import ROOT
from tests.test_scan import IN_ARTICLES

ARTICLES = ROOT.parent / "shared" / "articles"


def nested(some: Iterable[str], others: Iterable[str], gazetteer: Gazetteer) -> bool:
    """Return whether a place of one list is, or lies in, a place of the other."""
    known = list(others)
    return any(gazetteer.contains(one, other) or gazetteer.contains(other, one) for one in some for other in known)


def main() -> None:
    """Print the table."""
    project = Project.load(ROOT)
    scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    suggester = Suggester(project.gazetteer, project.tables)
    hits = total = 0
    for key in project.reports:
        text = (ARTICLES / f"{key}.txt").read_text(encoding="utf-8")
        published = project.reports[key].published
        mentions = scanner.scan(text, published.first)
        suggested = suggester.suggest(text, mentions, published, POSSIBLE)
        found = {mention.resolution.place.id for mention in mentions if mention.resolution.place}
        marked = {f"af.{place}" for place in IN_ARTICLES[key].split()}
        afghan = {place for place in found if place.startswith("af.")}
        for verdict, places in (("found", afghan & marked), ("missed", marked - found), ("wrong", afghan - marked)):
            print(f"{key}: {verdict:6} {len(places):2}  {', '.join(sorted(places))}")
        records = [record for record in records_of(project.records) if key in record.report_id]
        missed = [
            record.id
            for record in records
            if not any(
                record.kind == one.kind and nested(record.place_id, one.places, project.gazetteer) for one in suggested
            )
        ]
        total += len(records)
        hits += len(records) - len(missed)
        print(f"{key}: {len(suggested)} suggestions, {len(records) - len(missed)} of {len(records)} records among them")
        for record in missed:
            print(f"  missed: {record}")
    print(f"{hits / total:.0%} of {total} records")


if __name__ == "__main__":
    main()
