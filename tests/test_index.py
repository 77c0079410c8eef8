"""Searching all names at once finds the same as checking each name by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from geo.gazetteer import Gazetteer, Place, load
from geo.gazetteer.typos import Typos
from geo.names import fold, parse, skeleton
from geo.resolve import resolve
from tests.conftest import ROOT

SKELETONS = st.text("abgkndz", max_size=6)


@pytest.fixture(scope="module")
def villages() -> Gazetteer:
    """Return all places that are committed."""
    return load([ROOT / "gazetteer" / "places.csv", ROOT / "gazetteer" / "villages.csv"])


def spellings(place: Place) -> Iterator[str]:
    for spelling in place.spellings:
        yield spelling
        parts = parse(spelling) if len(spelling.split()) > 1 or "-" in spelling else ()
        if len(parts) == 1 and parts[0].kind == place.kind and parts[0].name:
            yield parts[0].name


@pytest.mark.parametrize(("name", "key_of"), [("by_fold", fold), ("by_skeleton", skeleton)])
def test_each_place_is_found_by_the_key_of_each_spelling(
    villages: Gazetteer, name: str, key_of: Callable[[str], str]
) -> None:
    expected: dict[str, dict[str, tuple[Place, list[str]]]] = defaultdict(dict)
    for place in villages.values():
        for spelling in spellings(place):
            expected[key_of(spelling)].setdefault(place.id, (place, []))[1].append(spelling)
    expected.pop("", None)
    assert getattr(villages, name) == expected


def test_slips_are_found_in_real_names(villages: Gazetteer) -> None:
    keys = list(villages.by_skeleton)
    for key in (skeleton(name) for name in ("Nangahar", "Badakshan", "Khugyani", "قندهار", "Jrum", "", "Qqqqq")):
        assert villages.near(key) == {near for near in keys if LCSseq.distance(key, near) <= 1}


@given(st.sets(SKELETONS), st.sets(SKELETONS), st.sets(SKELETONS), SKELETONS)
def test_slips_are_the_keys_that_differ_in_one_letter(keys: set[str], more: set[str], most: set[str], key: str) -> None:
    # the longest common subsequence tells the same, and takes a look at every key
    found = Typos(keys).extended(more - keys).extended(most - keys - more).near(key)
    assert sorted(found) == sorted(near for near in keys | more | most if LCSseq.distance(key, near) <= 1)


def test_of_spellings_that_are_equally_alike_the_same_is_always_told(villages: Gazetteer) -> None:
    # Taliqan and Talikhan are six letters of seven; which of them was told once depended on the process
    assert resolve("Taliban", villages).candidates[0].reasons == ("“Taliban” may be a slip for Taliqan (86% alike)",)
