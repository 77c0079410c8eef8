"""Every record says why it has its places: the reasons as accepted, or that a person chose."""

from __future__ import annotations

from geo.activity import records_of
from geo.activity.why import BY_HAND, explained, kept_for
from geo.project import Project


def test_the_committed_records_name_reasons_for_their_own_places(project: Project) -> None:
    for record in records_of(project.records):
        assert record.why
        if record.why != BY_HAND:
            assert [part.partition(": ")[0] for part in record.why.split(" | ")] == list(record.place_id)


def test_what_no_resolver_could_know_is_said_to_be_assigned_by_hand(project: Project) -> None:
    by_hand = {record.place_text for record in records_of(project.records) if record.why == BY_HAND}
    assert {"the valley", "the area", "these areas"} <= by_hand


def test_an_explanation_is_told_once_and_names_who_accepted() -> None:
    row = {"place_text": "these areas", "why": "", "accepted_by": "Mariam", "accepted_at": "2026-03-01T10:00:00+00:00"}
    assert explained([row, row]) == [
        "“these areas”, accepted by Mariam on 2026-03-01\n  The place was entered by hand."
    ]


def test_reasons_stay_with_their_places_when_a_person_adds_one() -> None:
    why = kept_for("af.kunar: “Kunar” is its name", ["af.kabul", "af.kunar"])
    assert explained([{"place_text": "Kunar", "why": why}]) == [
        "“Kunar”\n  af.kabul\n    - assigned by hand\n  af.kunar\n    - “Kunar” is its name"
    ]
