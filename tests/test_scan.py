"""Toponyms are found where a careful reader would mark them, and not in names of people or groups or in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.project import Project
from geo.scan import Mention, Scanner, load_cues
from tests.conftest import ROOT

MARK = re.compile(r"\[\[(.*?)\|(.*?)\]\]")
TEXTS = [line for line in (ROOT / "tests" / "texts" / "places.txt").read_text(encoding="utf-8").splitlines() if line]
TEXTS = [line for line in TEXTS if not line.startswith("#")]


@pytest.fixture(scope="module")
def scanner(project: Project) -> Scanner:
    return Scanner(project.gazetteer, project.cues, project.group_names())


def plain(marked: str) -> tuple[str, set[tuple[int, str, str]]]:
    """Return a text without its marks, and the marks as start, words and place."""
    text, gold = "", set()
    end = 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        gold.add((len(text), mark[1], mark[2]))
        text += mark[1]
        end = mark.end()
    return text + marked[end:], gold


def found(mentions: Iterable[Mention]) -> set[tuple[int, str, str]]:
    return {
        (one.start, one.text, one.resolution.place.id if one.resolution.place else f"?{one.resolution.verdict}")
        for one in mentions
    }


def test_precision_and_recall_on_the_projects_own_texts(scanner: Scanner) -> None:
    right = marked = given = 0
    for line in TEXTS:
        text, gold = plain(line)
        answer = found(scanner.scan(text))
        if answer != gold:
            print(f"{text}\n  missed {gold - answer}\n  wrong  {answer - gold}")
        right += len(gold & answer)
        marked += len(gold)
        given += len(answer)
    print(f"{len(TEXTS)} texts, {marked} places: precision {right / given:.3f}, recall {right / marked:.3f}")
    assert len(TEXTS) >= 40
    assert right / given >= 0.97
    assert right / marked >= 0.97


def test_line_breaks_inside_a_name_are_no_hindrance(scanner: Scanner) -> None:
    (mention,) = scanner.scan("They came to Qush\nTepa district at dawn.")
    assert mention.resolution.place is not None
    assert mention.resolution.place.id == "af.jowzjan.qush-tepa"
    assert mention.text == "Qush\nTepa district"


def test_the_text_between_the_offsets_is_the_mention(scanner: Scanner) -> None:
    for line in TEXTS:
        text, _ = plain(line)
        for mention in scanner.scan(text):
            assert text[mention.start : mention.end] == mention.text


def test_an_unknown_district_is_reported_with_suggestions(scanner: Scanner) -> None:
    (mention,) = scanner.scan("The clinic in Darzob Payan district is closed.")
    assert mention.resolution.verdict == "unknown"
    assert mention.kind == "district"


def test_a_place_of_the_time_is_meant(scanner: Scanner) -> None:
    before, after = (scanner.scan("Clashes in Panjshir.", day)[0] for day in (date(2003, 1, 1), date(2021, 9, 1)))
    assert (before.resolution.place, after.resolution.place) != (None, None)
    assert before.resolution.place != after.resolution.place


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=80)
def test_any_text_is_scanned(scanner: Scanner, text: str) -> None:
    for mention in scanner.scan(text):
        assert text[mention.start : mention.end] == mention.text


ARTICLES = ROOT.parent / "shared" / "articles"
# the Afghan places that a careful reader marks in each article, and the places abroad that reports turn on
IN_ARTICLES = {
    "ariana-badakhshan-khustak": "badakhshan badakhshan.jurm badakhshan.jurm.khustak badakhshan.warduj "
    "badakhshan.raghistan helmand nangarhar northeastern-afghanistan",
    "breitbart-nangarhar-experts": "nangarhar kunar nuristan",
    "khaama-csto-sidorov": "badakhshan kunduz takhar kabul",
    "newarab-jowzjan-darzab": "jowzjan jowzjan.darzab jowzjan.qush-tepa sar-e-pul faryab nangarhar kunar "
    "kabul.kabul.kabul northern-afghanistan",
    "tolo-kunduz-allegiance": "kunduz northern-afghanistan kabul.kabul.kabul",
}


@pytest.mark.skipif(not ARTICLES.exists(), reason="the five articles are not beside this checkout")
@pytest.mark.parametrize("name", IN_ARTICLES)
def test_every_afghan_place_of_an_article_is_found_and_none_besides(scanner: Scanner, name: str) -> None:
    mentions = scanner.scan((ARTICLES / f"{name}.txt").read_text(encoding="utf-8"))
    assert [one for one in mentions if one.resolution.place is None] == []
    places = {one.resolution.place.id for one in mentions if one.resolution.place}
    afghan = {key.removeprefix("af.") for key in places if key.startswith("af.")}
    assert afghan == set(IN_ARTICLES[name].split())


def test_a_missing_sort_of_cue_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cues") / "cues.csv"
    path.write_text("id,words\nlocative,in\ntitel,Mr\n")
    with pytest.raises(DataError) as caught:
        load_cues(path)
    told = str(caught.value)
    assert "id: 'title' is missing; add a row with this id" in told
    assert "row 3, id: 'titel' is not a sort of cue; write one of locative" in told


def test_a_date_changes_no_bare_name_of_a_province_or_a_district(scanner: Scanner, project: Project) -> None:
    for place in project.gazetteer.values():
        if place.kind in {"province", "district"} and place.id.startswith("af."):
            text = f"Roads were mended in {place.name}, Afghanistan."
            assert found(scanner.scan(text)) == found(scanner.scan(text, date(2017, 5, 1)))


def test_a_surname_is_no_place_once_the_text_has_the_whole_name(scanner: Scanner) -> None:
    text = "Attaullah Khogyani spoke to reporters in Kabul. Khogyani said that schools in Nangarhar will open."
    assert [one.name for one in scanner.scan(text)] == ["Kabul", "Nangarhar"]


def test_where_a_report_was_written_is_told_apart(scanner: Scanner) -> None:
    first, second = scanner.scan("KABUL (Pajhwok) - Clerks in Kandahar went on strike.")
    assert (first.dateline, second.dateline) == (True, False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The bazaar of the city of Ghazni burnt down.", "af.ghazni.ghazni.ghazni"),
        ("Trucks stopped 20 miles west of Ghazni on Sunday.", "af.ghazni.ghazni.ghazni"),
        ("People in some districts of Ghazni pay twice.", "af.ghazni"),
        ("Farmers in Ghazni sow late.", "af.ghazni"),
        ("Rain reached Jalalabad.", "af.nangarhar.jalalabad.jalalabad"),
        ("Rain reached Jalalabad district.", "af.nangarhar.jalalabad"),
    ],
)
def test_a_town_is_told_from_what_is_named_after_it(scanner: Scanner, text: str, place: str) -> None:
    (mention,) = scanner.scan(text)
    assert mention.resolution.place is not None
    assert mention.resolution.place.id == place


def test_an_unknown_village_keeps_what_contains_it(scanner: Scanner) -> None:
    first, second, _ = scanner.scan("A well was dug in Blurbabad village of Jurm district in Afghanistan.")
    assert first.resolution.verdict == "unknown"
    assert first.resolution.inside is not None
    assert first.resolution.inside.id == "af.badakhshan.jurm"
    assert second.resolution.place == first.resolution.inside


def test_a_likeness_is_looked_up_only_where_the_text_is_about_the_country(scanner: Scanner) -> None:
    assert scanner.scan("The mayor of Raghestan opened a bridge.") == []
    text = "The Taliban left Raghestan in Badakhshan, Afghans said."
    (mention,) = (one for one in scanner.scan(text) if one.name == "Raghestan")
    assert mention.resolution.place is not None
    assert mention.resolution.place.id == "af.badakhshan.raghistan"
