"""The browser reads what Python writes for it unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.maps.polyline import SCALE, encode
from geo.maps.wire import column
from geo.maps.words import encode_texts
from tests.web.asking import Browser, browser


@pytest.fixture(scope="module")
def asked() -> Iterator[Browser]:
    with browser() as running:
        yield running


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=20))
def test_texts_arrive_as_they_are(asked: Browser, texts: list[str]) -> None:
    words, coded = encode_texts({"note": texts})
    assert asked.ask("texts", [words, coded["note"]]) == [text.replace("\0", "") for text in texts]


def test_texts_of_many_words_arrive_as_they_are(asked: Browser) -> None:
    texts = [f"word{number} of many" for number in range(6000)]
    words, coded = encode_texts({"note": texts})
    assert len(words) > 6000
    assert asked.ask("texts", [words, coded["note"]]) == texts


def test_more_words_than_codes_of_three_characters_arrive_as_they_are(asked: Browser) -> None:
    texts = ["".join(letters) for letters in product("abcdefghijk", repeat=5)] + ["twice", "twice"]
    words, coded = encode_texts({"note": texts, "unit": ["fighters", "families"] * 9})
    assert len(words) > 40 + 48 * 93 + 4 * 93**2
    assert asked.ask("texts", [words, coded["note"]]) == texts
    assert asked.ask("texts", [words, coded["unit"]]) == ["fighters", "families"] * 9


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=20))
def test_arcs_arrive_to_ten_metres(asked: Browser, points: list[tuple[float, float]]) -> None:
    (arc,) = asked.ask("arcs", [encode(np.array(points))])
    assert np.array(arc) == pytest.approx(np.array(points)[:, ::-1], abs=0.5001 / SCALE)


@given(st.lists(st.lists(st.none() | st.integers(-9, 9) | st.sampled_from(["district", "province", ""]))))
def test_columns_arrive_as_they_are(asked: Browser, columns: list[list[object]]) -> None:
    assert asked.ask("columns", [column(values) for values in columns]) == columns
