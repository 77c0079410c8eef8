"""Spellings of one name fold together; names of different places do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.names import KIND_WORDS, Part, bare, fold, folds, kind_of, parse, similarity, skeleton, skeletons

SPELLINGS = [
    ["Sar-e Pol", "Sar-i-Pul", "Sari Pul", "Saripul", "سرپل", "سر پل"],
    ["Jowzjan", "Jawzjan", "Jouzjan", "Jozjan", "جوزجان"],
    ["Kunduz", "Kondoz", "Qunduz", "Kundoz", "کندز", "قندوز", "كندز"],
    ["Qush Tepa", "Qushtepa", "Qosh Tapa", "Qosh Tappeh", "قوش تپه"],
    ["Warduj", "Wardooj", "Wurduj", "وردوج"],
    ["Jurm", "Jorm", "جرم"],
    ["Ghōr", "Ghowr", "Ghor", "غور"],
    ["Nangarhar", "Ningarhar", "ننگرهار", "ننګرهار"],
    ["Khogyani", "Khugiani", "خوگیانی", "خوګیاڼي"],
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_spellings_of_a_name_have_one_skeleton(spellings: list[str]) -> None:
    assert len({skeleton(spelling) for spelling in spellings}) == 1


def test_names_of_different_places_have_different_skeletons() -> None:
    names = [spellings[0] for spellings in SPELLINGS]
    assert len({skeleton(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qush Tepa", "qush-tepa"),
        ("Ghōr", "GHOR"),
        ("فیض‌آباد", "فیض آباد"),  # zero-width non-joiner, space
        ("علي آباد", "علی آباد"),  # Arabic yeh, Persian yeh
        ("كابل", "کابل"),  # Arabic kaf, Persian kaf
        ("جُرم", "جرم"),  # with and without its vowel
    ],
)
def test_folding_forgets_what_no_reader_calls_another_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@given(st.text(max_size=200))
def test_any_text_folds_to_letters_and_digits(text: str) -> None:
    assert all(character.isalnum() for character in fold(text))
    assert fold(fold(text)) == fold(text)
    assert 0 <= similarity(text, "Jurm") <= 1
    assert isinstance(skeleton(text), str)
    for part in parse(text):
        assert part.name == part.name.strip()


@given(st.lists(st.text(max_size=12)))
def test_many_names_fold_as_each_by_itself(names: list[str]) -> None:
    assert folds(names) == [fold(name) for name in names]
    assert skeletons(folds(names)) == [skeleton(name) for name in names]


WORDS = [
    *KIND_WORDS,
    "cities",
    "Wuleswali's",
    "governor of",
    "Nur",
    "northern",
    "the",
    "-i-",
    "-",
    ",",
    "of",
    "ۍ",
    "\u0301",
]


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from([*KIND_WORDS.values()]))
def test_a_word_for_the_kind_is_found_as_a_phrase_tells_it(words: list[str], kind: str) -> None:
    for name in (" ".join(words), "".join(words)):
        parts = parse(name) if len(name.split()) > 1 or "-" in name else ()
        told = len(parts) == 1 and parts[0].kind == kind
        assert bare(name, kind, fold(name)) == (parts[0].name if told else "")


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("Darzab district of Jowzjan", [Part("Darzab", "district"), Part("Jowzjan")]),
        ("the district of Jurm", [Part("Jurm", "district")]),
        ("northern Badakhshan", [Part("Badakhshan", None, "northern")]),
        ("Badakhshan's Jurm district", [Part("Jurm", "district"), Part("Badakhshan")]),
        ("Jurm (Badakhshan)", [Part("Jurm"), Part("Badakhshan")]),
        ("Dara-e Khustak", [Part("Khustak", "valley")]),
        ("Khustak Valley", [Part("Khustak", "valley")]),
        ("governor of Kunduz", [Part("Kunduz", "province")]),
        ("Kunduz city", [Part("Kunduz", "city")]),
        ("ولسوالی جرم", [Part("جرم", "district")]),
        ("Qala-e Naw", [Part("Qala-e Naw")]),  # an izafa after a word that is no kind of place
        (" ,, ", []),
    ],
)
def test_a_phrase_is_taken_apart(phrase: str, parts: list[Part]) -> None:
    assert parse(phrase) == tuple(parts)


def test_kinds_are_known_in_three_languages() -> None:
    assert [kind_of(word) for word in ("districts", "ولسوالۍ", "province", "ولایت", "valley", "Jurm")] == [
        "district",
        "district",
        "province",
        "province",
        "valley",
        None,
    ]
