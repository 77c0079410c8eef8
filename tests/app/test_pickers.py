"""Pickers offer one match at a time, the widest place first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.app.pickers import place_labels, ranked
from geo.project import Project


def rank(label: str, typed: str) -> float:
    """Return how well a label fits typed letters that it starts with, as the browser counts: less behind is better."""
    assert label.startswith(typed)
    return -len(label)


def test_the_widest_of_several_namesakes_ranks_first(project: Project) -> None:
    labels = place_labels(project, project.gazetteer)
    for name in ("Kabul", "Jurm", "Kunduz"):
        fitting = [key for key, label in labels.items() if label.startswith(f"{name} (")]
        assert len(fitting) > 1
        best = max(fitting, key=lambda key: rank(labels[key], name))
        assert all(project.gazetteer.contains(best, key) for key in fitting)


def test_labels_look_as_they_are(project: Project) -> None:
    labels = place_labels(project, project.gazetteer)
    assert {key: label.rstrip("\u200b") for key, label in labels.items()} == {
        key: project.label(key) for key in project.gazetteer
    }


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text("xyz", max_size=5)), max_size=8))
def test_among_equal_names_the_given_order_stands(drawn: list[tuple[str, str]]) -> None:
    texts = {str(at): name + rest for at, (name, rest) in enumerate(drawn)}
    names = {str(at): name for at, (name, _) in enumerate(drawn)}
    found = ranked(texts, names)
    for name in "ab":
        lengths = [len(text) for key, text in found.items() if names[key] == name]
        assert lengths == sorted(set(lengths))


def test_no_picker_takes_all_matches_at_once() -> None:
    page = AppTest.from_string("""
from geo.app.pickers import pick_one, pick_several
import streamlit as st
st.write(pick_several("Place", {"a": "Kabul (province)", "b": "Kabul (city)"}, key="several"))
st.write(pick_one("Lies in", {"a": "Kabul (province)"}, index=None, key="one"))
""").run()
    assert page.multiselect(key="several").proto.select_all == 0
    assert page.multiselect(key="several").set_value(["b"]).run().multiselect(key="several").value == ["b"]
    assert page.selectbox(key="one").value is None
