"""Activity in a text is suggested with its number, source and status; nothing else is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.activity import Count, Suggester, Suggestion, load_rules, records_of
from geo.activity.suggest import sentences
from geo.errors import DataError
from geo.project import Project
from geo.scan import Scanner
from tests.conftest import ROOT

LINES = (ROOT / "tests" / "texts" / "activity.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" => ") for line in LINES if " => " in line and not line.startswith("#")]


class Reader:
    """A scanner and a suggester, as they are used together."""

    def __init__(self, project: Project) -> None:
        self.scanner = Scanner(project.gazetteer, project.cues, project.group_names())
        self.suggester = Suggester(project.gazetteer, project.actors, project.kinds, project.rules)

    def read(self, text: str) -> list[Suggestion]:
        return self.suggester.suggest(text, self.scanner.scan(text))


@pytest.fixture(scope="module")
def reader(project: Project) -> Reader:
    return Reader(project)


def test_precision_and_recall_on_the_projects_own_texts(reader: Reader) -> None:
    right = marked = given = 0
    for text, expected in CASES:
        gold = set()
        for mark in expected.split(" | ") if expected.strip() != "-" else []:
            kind, _, places = mark.partition(" @ ")
            gold.add((kind.strip(), frozenset(places.strip().split(";"))))
        answer = {(one.kind, frozenset(one.places)) for one in reader.read(text)}
        if answer != gold:
            print(f"{text}\n  missed {gold - answer}\n  wrong  {answer - gold}")
        right += len(gold & answer)
        marked += len(gold)
        given += len(answer)
    print(f"{len(CASES)} texts, {marked} records: precision {right / given:.3f}, recall {right / marked:.3f}")
    assert len(CASES) >= 40
    assert right / given >= 0.85
    assert right / marked >= 0.85


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("more than 40 foreign Daesh fighters", Count(40, None, "fighters")),
        ("up to 300 Taliban fighters", Count(None, 300, "fighters")),
        ("some 600 families of al-Qaeda", Count(600, 600, "families")),
        ("dozens of Taliban fighters", Count(24, None, "fighters")),
        ("several thousand Daesh fighters", Count(2000, None, "fighters")),
        ("4,000 Daesh fighters", Count(4000, 4000, "fighters")),
        ("4,000 of 6,500 Daesh fighters", Count(4000, 4000, "fighters", 6500)),
        ("about 1,000 Daesh militants", Count(1000, 1000, "militants")),
    ],
)
def test_numbers_have_bounds_and_a_unit(reader: Reader, words: str, count: Count) -> None:
    (suggestion,) = reader.read(f"There are {words} present in Darzab district of Jowzjan, officials said.")
    assert suggestion.count == count


def test_a_number_of_districts_or_dollars_counts_nobody(reader: Reader) -> None:
    assert reader.suggester.counts("22 districts, $10,000 and 17.5 % of 2015") == []


def test_status_and_doubt_are_read(reader: Reader) -> None:
    def one(text: str) -> Suggestion:
        return reader.read(text)[0]

    assert one("Officials denied that Daesh is present in Logar.").status == "denied"
    assert one("The army plans an operation against Daesh in Achin district.").status == "planned"
    assert one("European sources confirmed the presence of foreign fighters in Darzab district.").status == "confirmed"
    doubted = one("The presence of Daesh in northern Afghanistan is unclear.")
    assert (doubted.status, doubted.doubted, doubted.confidence) == ("reported", True, "low")


def test_what_is_over_is_told_as_past(reader: Reader) -> None:
    (suggestion,) = reader.read("The Taliban no longer control Sangin district of Helmand.")
    assert suggestion.past


def test_who_says_so_is_kept_as_written(reader: Reader) -> None:
    (said,) = reader.read("The governor of Jowzjan said that Daesh recruited men in Darzab district.")
    assert said.claimed_by == "The governor of Jowzjan"
    (source,) = reader.read("According to local elders, Daesh recruited men in Darzab district of Jowzjan.")
    assert source.claimed_by == "local elders"


def test_the_offsets_are_those_of_the_sentence(reader: Reader) -> None:
    text = "It snowed. Daesh recruited men in Darzab district of Jowzjan. It snowed again."
    (suggestion,) = reader.read(text)
    assert text[suggestion.start : suggestion.end] == "Daesh recruited men in Darzab district of Jowzjan."


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_text_is_cut_into_sentences_and_read(reader: Reader, text: str) -> None:
    for start, end in sentences(text):
        assert text[start:end].strip() == text[start:end] != ""
    reader.read(text)


ARTICLES = ROOT.parent / "shared" / "articles"


@pytest.mark.skipif(not ARTICLES.exists(), reason="the five articles are not beside this checkout")
def test_nearly_all_records_are_among_the_suggestions_of_their_articles(project: Project, reader: Reader) -> None:
    suggested = {key: reader.read((ARTICLES / f"{key}.txt").read_text(encoding="utf-8")) for key in project.reports}
    hits = [
        any(
            record.kind == one.kind
            # the capital may be taken for its province
            and any(
                project.gazetteer.contains(outer, key) or project.gazetteer.contains(key, outer)
                for outer in record.place_id
                for key in one.places
            )
            for one in suggested[record.report_id[0]]
        )
        for record in records_of(project.records)
        # a kind without words of its own, and a place that the report does not give, are for a person to find
        if project.kinds[record.kind].aliases and record.place_text
    ]
    assert sum(hits) >= 0.85 * len(hits)


def test_problems_of_the_rules_are_told(tmp_path: Path) -> None:
    path = tmp_path / "rules.csv"
    path.write_text("id,words\nnumber,dozens=24;many\n")
    with pytest.raises(DataError) as caught:
        load_rules(path)
    told = str(caught.value)
    assert "row 2, words: 'many' is not a word with its number; write it as dozens=24" in told
    assert "id: 'denied' is missing; add a row with this id" in told
