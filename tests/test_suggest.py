"""What a text reports is suggested, with its places, parties, numbers, time, source and status; the rest is not."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.activity import Suggester, Suggestion, Tables
from geo.activity.suggestions.moments import moments
from geo.activity.suggestions.numbers import numbers
from geo.activity.suggestions.sentences import sentences
from geo.activity.suggestions.tokens import Tokens
from geo.activity.suggestions.weights import FILE, as_rows, load_weights
from geo.dates import Span
from geo.errors import DataError
from geo.project import Project
from geo.scan import Scanner
from tests.benchmarks.press_events import fit
from tests.conftest import ROOT

LINES = (ROOT / "tests" / "texts" / "activity.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" => ") for line in LINES if " => " in line and not line.startswith("#")]
DAY = date(2017, 12, 12)  # a Tuesday


class Reader:
    """A scanner and a suggester, as they are used together."""

    def __init__(self, project: Project) -> None:
        self.scanner = Scanner(project.gazetteer, project.cues, project.group_names())
        self.suggester = Suggester(project.gazetteer, project.tables)

    def read(self, text: str, published: date | None = None, least: float = 0.3) -> list[Suggestion]:
        return self.suggester.suggest(text, self.scanner.scan(text, published), published, least)

    def one(self, text: str, published: date | None = None) -> Suggestion:
        """Return the likeliest suggestion."""
        return max(self.read(text, published, 0.1), key=lambda found: found.confidence)


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
    assert right / marked >= 0.8


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("more than 40", 40, None),
        ("up to 300", None, 300),
        ("as many as 90", None, 90),
        ("fewer than two hundred", None, 200),
        ("some 600", 600, 600),
        ("dozens of", 24, None),
        ("two dozen", 24, 24),
        ("thirty-five", 35, 35),
        ("10 000", 10000, 10000),
        ("30 to 40", 30, 40),
        ("1,200", 1200, 1200),
        ("دست‌کم بیست و سه", 23, None),
    ],
)
def test_numbers_have_bounds(project: Project, words: str, low: int | None, high: int | None) -> None:
    tokens = Tokens.of(f"{words} fighters")
    (number,) = numbers(tokens, project.tables, project.tables.lexicon.find(tokens))
    assert (number.low, number.high) == (low, high)


@pytest.mark.parametrize(
    "words", ["17.5 % of 2015", "on March 3", "a 28-year-old", "the 203rd corps", "12:30 pm", "$10,000", "40 km away"]
)
def test_a_day_a_share_an_age_or_a_sum_counts_nobody(project: Project, words: str) -> None:
    tokens = Tokens.of(words)
    found = numbers(tokens, project.tables, project.tables.lexicon.find(tokens))
    assert [one for one in found if not one.article] == []


def test_killed_and_wounded_are_told_apart_and_whom(reader: Reader) -> None:
    found = reader.one(
        "Taliban fighters attacked a post in Achin district, killing four soldiers and wounding six others."
    )
    assert {(one.what, one.low, one.high) for one in found.counts} == {("killed", 4, 4), ("wounded", 6, 6)}
    assert next(one.who for one in found.counts if one.what == "killed") == "soldiers"


def test_who_acts_decides_the_kind(reader: Reader) -> None:
    assert (
        reader.one("Afghan forces killed 12 Taliban fighters during an operation in Sangin district.").kind
        == "operation"
    )
    assert reader.one("Taliban fighters killed 12 policemen in an ambush in Sangin district.").kind == "attack"


def test_the_passive_turns_the_roles_round(reader: Reader) -> None:
    found = reader.one("Three Taliban commanders were arrested by Afghan forces in Khost province.")
    assert (found.kind, found.targets[-1]) == ("arrest", "taliban")
    assert set(found.actors) == {"taliban", "afghan-government-forces"}


def test_capitals_count_in_the_names_of_groups(project: Project) -> None:
    def named(text: str) -> list[str]:
        return [match.id for match in project.tables.lexicon.find(Tokens.of(text))["actor"]]

    assert named("It is a tip.") == []
    assert named("IS and IS-K and ISIS-K") == ["islamic-state", "islamic-state-khorasan", "islamic-state-khorasan"]


def test_police_are_suggested_as_what_they_are_part_of(project: Project) -> None:
    assert project.tables.wholes["afghan-national-police"] == "afghan-government-forces"
    assert project.tables.wholes["haqqani-network"] == "haqqani-network"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Officials denied that Daesh is present in Logar province.", "denied"),
        ("The army plans to launch an operation against Daesh in Achin district.", "planned"),
        ("Police confirmed that the Taliban attacked a post in Achin district.", "confirmed"),
        ("The Taliban attacked a post in Achin district.", "reported"),
    ],
)
def test_status_is_read(reader: Reader, text: str, status: str) -> None:
    assert reader.one(text).status == status


def test_what_is_over_is_told_as_past(reader: Reader) -> None:
    assert reader.one("The Taliban no longer control Sangin district of Helmand.").past


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The governor of Jowzjan said that Daesh recruited men in Darzab district.", "The governor of Jowzjan"),
        ("According to local elders, Daesh recruited men in Darzab district of Jowzjan.", "local elders"),
        ("Daesh recruited men in Darzab district, said Gul Agha, a resident.", "Gul Agha, a resident"),
        ("Gul Agha, a resident of Darzab, said that Daesh recruited men there.", "Gul Agha, a resident of Darzab"),
        ("Daesh recruited men in Darzab district of Jowzjan.", ""),
        (
            "A mine killed two farmers in Shindand district, said the district police chief, Gul Mohammad Sharifi.",
            "the district police chief, Gul Mohammad Sharifi",
        ),
        (
            "Rahim Sediqi, who speaks for the Ghor police, told reporters that gunmen stormed a post in Tulak.",
            "Rahim Sediqi, who speaks for the Ghor police",
        ),
        (
            "The army, for its part, said two soldiers were killed in an ambush in Gizab district.",
            "The army",
        ),
        (
            "Naim Barakzai, the mayor of Tarinkot, said the insurgents had burned two checkpoints in Gizab district.",
            "Naim Barakzai, the mayor of Tarinkot",
        ),
        ("Taliban said to be on the run attacked a post in Gizab district.", ""),
        ("No group has said it was behind the bomb that killed four soldiers in Gizab district.", ""),
        ("در همین حال سخنگوی والی بلخ گفت که طالبان بر یک پاسگاه در ولسوالی چمتال حمله کردند.", "سخنگوی والی بلخ"),
        ("به گفتۀ باشندگان محل، طالبان دو سرباز را در ولسوالی چمتال کشتند.", "باشندگان محل"),
    ],
)
def test_who_says_so_is_kept_as_written(reader: Reader, text: str, speaker: str) -> None:
    assert reader.one(text).claimed_by == speaker


def test_a_pronoun_is_the_last_person_named_as_a_speaker(reader: Reader) -> None:
    text = (
        "Sharif Aminyar, the governor of Zabul, visited the bazaar, officials said. "
        "The road was closed, said Sharif Aminyar, the governor of Zabul. "
        "He added that the Taliban killed four soldiers in Arghandab district of Zabul."
    )
    assert reader.one(text).claimed_by == "Sharif Aminyar, the governor of Zabul"


def test_a_surname_is_told_with_the_full_name_and_the_office(reader: Reader) -> None:
    text = (
        "Farid Noorzai, a police spokesman in Farah, said the roads were open. "
        "Gunmen shot dead two soldiers in Bakwa district of Farah, Noorzai said."
    )
    assert reader.one(text).claimed_by == "Farid Noorzai, a police spokesman in Farah"


def test_whoever_signs_a_text_tells_all_of_it(reader: Reader) -> None:
    text = (
        "Summary\n\nTaliban fighters attacked a post in Bala Murghab district of Badghis, killing two soldiers."
        "\n\nAfghan forces killed six Taliban fighters in an operation in Sangin district of Helmand."
        "\n\nArticle by Regional Command West"
    )
    assert {one.claimed_by for one in reader.read(text)} == {"Regional Command West"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("in May 2015", "May 2015"),
        ("in 2014", "2014"),
        ("since January 2015", "between 1 January 2015 and 12 December 2017"),
        ("on Sunday", "10 December 2017"),
        ("on Tuesday", "12 December 2017"),
        ("last Tuesday", "5 December 2017"),
        ("yesterday", "11 December 2017"),
        ("on March 3", "3 March 2017"),
        ("on 3 March 2015", "3 March 2015"),
        ("on December 30", "30 December 2016"),
        ("three days ago", "9 December 2017"),
        ("overnight", "between 11 December 2017 and 12 December 2017"),
        ("in the past 24 hours", "between 11 December 2017 and 12 December 2017"),
        ("this month", "between 1 December 2017 and 12 December 2017"),
        ("شب گذشته", "between 11 December 2017 and 12 December 2017"),
        ("۱۹ قوس", "10 December 2017"),
    ],
)
def test_times_are_counted_from_the_day_of_the_report(words: str, told: str) -> None:
    (moment,) = moments(Tokens.of(f"They came {words}"), Span(DAY, DAY, "day"))
    assert str(moment.span) == told


def test_without_a_day_of_the_report_nothing_is_counted_from_it(reader: Reader) -> None:
    found = reader.one("The Taliban attacked a post in Achin district of Nangarhar on Sunday.")
    assert (found.date_from, found.date_precision) == (None, "")
    dated = reader.one("The Taliban attacked a post in Achin district of Nangarhar on Sunday.", DAY)
    assert (dated.date_from, dated.date_precision) == (date(2017, 12, 10), "day")


def test_the_day_beside_the_place_of_writing_dates_the_rest(reader: Reader) -> None:
    dateline = "KABUL, Afghanistan (July 8, 2012) — "
    text = f"{dateline}Police arrested two Taliban fighters in Zhari district of Kandahar on Friday."
    found = reader.one(text)
    assert found.date_from == date(2012, 7, 6)
    assert found.places == ("af.kandahar.zhari",)


def test_a_sentence_with_several_places_is_cut_into_parts(reader: Reader) -> None:
    text = (
        "Four Taliban fighters were killed in Sangin district of Helmand, six were killed in Andar district of Ghazni, "
        "and two soldiers died in Achin district of Nangarhar."
    )
    told = {one.places[0]: [count.low for count in one.counts] for one in reader.read(text)}
    assert told["af.helmand.sangin"] == [4]
    assert told["af.ghazni.andar"] == [6]


def test_there_is_where_the_sentence_before_was(reader: Reader) -> None:
    text = "Daesh fighters have entered Darzab district of Jowzjan. They are recruiting young men there."
    found = reader.read(text, least=0.15)
    assert ("recruitment", ("af.jowzjan.darzab",)) in {(one.kind, one.places) for one in found}


def test_an_event_told_twice_is_one_suggestion_with_both_passages(reader: Reader) -> None:
    text = (
        "Suicide bomber kills five in Lashkar Gah\n\n"
        "A suicide bomber killed five policemen in Lashkar Gah, the capital of Helmand, on Monday. "
        "The bomb went off near a police post in Lashkar Gah."
    )
    found = [one for one in reader.read(text, DAY) if one.kind == "attack"]
    assert len(found) == 1
    assert len(found[0].passages) == 3
    start, end = found[0].passages[1]
    assert text[start:end].startswith("A suicide bomber killed five policemen")


def test_the_form_in_json_is_stable(reader: Reader) -> None:
    found = reader.one(
        "Daesh fighters attacked a post in Achin district and killed two soldiers on Sunday.", DAY
    ).as_dict()
    wanted = {"places", "kind", "actors", "targets", "counts", "date_from", "date_to", "date_precision", "claimed_by"}
    assert wanted | {"status", "start", "end", "passages", "confidence", "why"} <= set(found)
    assert set(found["counts"][0]) == {"what", "who", "low", "high"}
    assert 0 <= found["confidence"] <= 1
    assert json.loads(json.dumps(found)) == found


def test_doubtful_suggestions_are_folded_away_not_lost(reader: Reader) -> None:
    text = "Elders in Darzab district fear that Daesh may come to tax the farmers."
    assert len(reader.read(text, least=0.0)) > len(reader.read(text, least=0.9))


def test_a_headline_an_initial_and_a_title_end_no_sentence_wrongly(project: Project) -> None:
    tokens = Tokens.of("Blast in Herat\n\nGen. A. Wardak spoke on Jan. 4. He left, at 4.30 p.m. in a hurry.")
    found = sentences(tokens, project.tables.titles)
    assert [tokens.written(one.first, one.stop - 1) for one in found][:2] == [
        "Blast in Herat",
        "Gen. A. Wardak spoke on Jan. 4.",
    ]
    assert [one.headline for one in found][:2] == [True, False]


def test_dari_and_pashto_are_read_by_the_same_tables(reader: Reader) -> None:
    dari = reader.one(
        "جنگجویان طالبان شب گذشته بر یک پاسگاه پولیس در ولسوالی سنگین ولایت هلمند حمله کردند و چهار سرباز را کشتند.",
        DAY,
    )
    assert (dari.kind, dari.places, dari.date_from) == ("attack", ("af.helmand.sangin",), date(2017, 12, 11))
    assert [(one.what, one.low) for one in dari.counts] == [("killed", 4)]


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_text_is_cut_into_sentences_and_read(reader: Reader, text: str) -> None:
    tokens = Tokens.of(text)
    cut = sentences(tokens, reader.suggester.tables.titles)
    assert [at for one in cut for at in range(one.first, one.stop)] == list(range(len(tokens)))
    for one in reader.read(f"Clashes in Achin district. {text}", DAY, least=0.0):
        assert one.passages[0][0] < one.passages[0][1]


def test_the_shipped_weights_are_a_table_in_a_fixed_order() -> None:
    rows = [line.split(",")[0] for line in FILE.read_text(encoding="utf-8").splitlines()[1:]]
    assert rows == sorted(rows)
    weights = load_weights()
    assert list(as_rows(weights)) == list(as_rows({key: weights[key] for key in reversed(weights)}))


def test_training_gives_the_same_weights_in_any_order_of_rows() -> None:
    rows = [{"own place": 1.0}, {"own place": 1.0, "far": 1.0}, {"far": 1.0}, {"far": 1.0}] * 4
    right = [1, 1, 0, 0] * 4
    weights = fit(rows, right, 0.1)
    assert weights == fit(rows[::-1], right[::-1], 0.1)
    assert weights["own place"] > 0 > weights["far"]


@pytest.fixture
def gazetteer_folder(tmp_path: Path) -> Path:
    for name in ("actors", "kinds", "people", "predicates", "rules"):
        shutil.copy(ROOT / "gazetteer" / f"{name}.csv", tmp_path)
    return tmp_path


def test_every_problem_of_the_tables_is_told(gazetteer_folder: Path) -> None:
    (gazetteer_folder / "rules.csv").write_text("id,words\nnumber,dozens=24;many\n", encoding="utf-8")
    (gazetteer_folder / "people.csv").write_text("id,side,words\npilgrims,holy,pilgrims\n", encoding="utf-8")
    (gazetteer_folder / "predicates.csv").write_text(
        "id,kind,when,subject,counts,english\nkill,attack,soldier,agent,killed,kills\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as caught:
        Tables.load(gazetteer_folder)
    told = str(caught.value)
    assert "row 2, words: 'many' is not a word with its number; write it as dozens=24" in told
    assert "id: 'denied' is missing; add a row with this id" in told
    assert "side: 'holy' is not one of the allowed words" in told
    assert "when: 'soldier' is not a condition; write it as government>insurgent=arrest" in told


def test_a_word_added_to_the_tables_is_understood(project: Project, gazetteer_folder: Path) -> None:
    path = gazetteer_folder / "predicates.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("gunned down;", "gunned down;bumped off;"), encoding="utf-8"
    )
    text = "Militants bumped off two policemen in Achin district of Nangarhar."
    scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    suggester = Suggester(project.gazetteer, Tables.load(gazetteer_folder))
    found = suggester.suggest(text, scanner.scan(text), least=0.1)
    assert "attack" in {one.kind for one in found}
