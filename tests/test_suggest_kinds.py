"""Which events a text tells of: the kind follows from who acts and who suffers, the place from what was named."""

from __future__ import annotations

from datetime import date

import pytest

from geo.activity import Suggester, Suggestion
from geo.activity.suggestions import LIKELY
from geo.project import Project
from geo.scan import Scanner


class Reader:
    """A scanner and a suggester, as they are used together."""

    def __init__(self, project: Project) -> None:
        self.scanner = Scanner(project.gazetteer, project.cues, project.group_names())
        self.suggester = Suggester(project.gazetteer, project.tables)

    def read(self, text: str, published: date | None = None, least: float = LIKELY) -> list[Suggestion]:
        return self.suggester.suggest(text, self.scanner.scan(text, published), published, least)

    def told(self, text: str, least: float = LIKELY) -> set[tuple[str, tuple[str, ...]]]:
        return {(one.kind, one.places) for one in self.read(text, least=least)}

    def kind(self, text: str) -> str:
        """Return the likeliest kind."""
        return max(self.read(text, least=0.1), key=lambda found: found.confidence).kind


@pytest.fixture(scope="module")
def reader(project: Project) -> Reader:
    return Reader(project)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen killed two nurses employed by the army in Qaysar district of Faryab.", "attack"),
        ("A police vehicle struck a roadside mine in Gereshk, and two officers died.", "attack"),
        ("The air force bombed Taliban positions in Zurmat district, killing nine insurgents.", "operation"),
        ("Soldiers and Taliban fighters fought for three hours in Tala wa Barfak district.", "clash"),
        ("The Taliban captured four policemen on the road in Jaghatu district of Wardak.", "abduction"),
        ("Special forces captured a Taliban commander in Jaghatu district of Wardak.", "arrest"),
        ("The Taliban seized control of Jaghatu district of Wardak after a week of siege.", "territorial-control"),
        ("Government forces retook Warduj district of Badakhshan from the Taliban.", "territorial-control"),
        ("Hundreds of families fled their homes in Warduj district because of the war.", "displacement"),
        ("The Taliban collect ushr from the farmers of Nad Ali district and tax every shop.", "income"),
        ("Daesh is enlisting young men in Darzab district of Jowzjan.", "recruitment"),
        ("Thirty Taliban members laid down their arms and joined the peace process in Ghor.", "allegiance"),
    ],
)
def test_who_acts_and_who_suffers_decides_the_kind(reader: Reader, text: str, kind: str) -> None:
    assert reader.kind(text) == kind


def test_victims_left_out_are_those_of_the_clause_before(reader: Reader) -> None:
    text = (
        "The defense ministry said that six insurgents were killed in Andar district of Ghazni, "
        "and four were killed in Watapur district of Kunar."
    )
    kinds = {one.places[0]: one.kind for one in reader.read(text)}
    assert kinds["af.ghazni.andar"] in {"operation", "clash"}
    assert kinds["af.kunar.wata-pur"] in {"operation", "clash"}


def test_who_crosses_a_border_leaves_the_place_named_before(reader: Reader) -> None:
    text = (
        "The Taliban overran Ishkashim district of Badakhshan on Sunday. "
        "Some 200 soldiers fled across the river into Tajikistan."
    )
    assert ("displacement", ("af.badakhshan.ishkashiem",)) in reader.told(text, 0.15)


def test_a_list_behind_a_number_tells_what_was_counted(reader: Reader) -> None:
    text = (
        "Three districts fell to the Taliban overnight. "
        "They are Yawan in Badakhshan, Warsaj in Takhar and Zurmat in Paktia."
    )
    places = {place for kind, places in reader.told(text, 0.15) if kind == "territorial-control" for place in places}
    assert {"af.badakhshan.yawan", "af.takhar.warsaj", "af.paktia.zurmat"} <= places


def test_the_district_is_the_last_one_named(reader: Reader) -> None:
    text = (
        "Daesh fighters are present in Khak-e-Afghan district. People in Zabul province are afraid. "
        "The group is recruiting men in the district."
    )
    found = [one for one in reader.read(text, least=0.05) if one.kind == "recruitment"]
    assert [one.places for one in found][:1] == [("af.zabul.kakar",)]


def test_a_passage_rarely_tells_of_two_kinds_of_fighting(reader: Reader) -> None:
    text = "Taliban fighters attacked a post in Almar district of Faryab, and two soldiers were killed."
    assert len([one for one in reader.read(text) if one.kind in {"attack", "clash", "operation"}]) == 1


def test_what_happened_abroad_alone_is_doubtful_not_lost(reader: Reader) -> None:
    text = "Two soldiers were killed when militants attacked a convoy in Syria."
    assert not reader.read(text)
    assert reader.read(text, least=0.05)


@pytest.mark.parametrize(
    "text",
    [
        "وزارت صحت عامه طالبان می‌گوید که کمپاین واکسین پولیو در هرات آغاز شد.",
        "The Taliban's health ministry said that a polio vaccination campaign began in Herat.",
        "Flash floods killed 20 people in Baghlan, the Taliban's disaster authority said.",
    ],
)
def test_civil_matters_of_the_authorities_are_no_events(reader: Reader, text: str) -> None:
    assert not reader.read(text, date(2023, 3, 4))


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban took Darzab district on Tuesday, officials said.",
        "Officials said that the Taliban claimed Darzab district after a fight with the army.",
    ],
)
def test_taking_a_place_by_name_changes_who_holds_it(reader: Reader, text: str) -> None:
    assert ("territorial-control", ("af.jowzjan.darzab",)) in reader.told(text)


def test_a_town_that_only_says_where_another_lies_has_no_event(reader: Reader) -> None:
    told = reader.told("A roadside bomb killed two soldiers in Sayed Abad district, southwest of Kabul, on Tuesday.")
    assert {places for _, places in told} == {("af.wardak.saydabad",)}


def test_a_province_before_a_colon_is_where_it_happened(reader: Reader) -> None:
    told = reader.told("War casualties\n\nJuly 10 Ghor Province: three civilians killed by Taliban fighters")
    assert ("attack", ("af.ghor",)) in told
