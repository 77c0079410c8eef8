"""A reviewer's decisions: a log of small entries, written, read, and replayed over the suggestions of a scan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, get_args

from geo.activity.draft import Draft
from geo.activity.record import Record
from geo.activity.schema import COLUMNS

Action = Literal["accepted", "rejected", "corrected", "split", "added"]
OldDraft = Mapping[str, str]

# a program writes these; they are no correction of the reviewer's
_DERIVED: Final = frozenset({"id", "why", "accepted_by", "accepted_at"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one suggestion.

    Parameters
    ----------
    key : str
        Of the draft that it is about.
    action : {"accepted", "rejected", "corrected", "split", "added"}
        What was decided.
    changes : mapping of str to str
        Of a correction, the cells that differ, as the CSV has them; of what a person added, all cells.
    records : tuple of str
        Of an acceptance, the ids of its rows in ``activity.csv``.
    by : str
        Who decided.
    at : str
        When: date and time, ISO 8601.
    """

    key: str
    action: Action
    changes: Mapping[str, str] = field(default_factory=dict)
    records: tuple[str, ...] = ()
    by: str = ""
    at: str = ""


def replayed(drafts: Iterable[Draft], decisions: Iterable[Decision]) -> list[Draft]:
    """Return drafts as decisions left them.

    Parameters
    ----------
    drafts : iterable of Draft
        As a scan suggests them.
    decisions : iterable of Decision
        In the order in which they were made. One on a draft that does not exist, or is decided, changes nothing.

    Returns
    -------
    list of Draft
        In their order; the parts of one that was split stand in its place, and what a person added comes last.

    Raises
    ------
    ValueError
        When a correction has a cell that its column cannot hold, or what was added lacks one that it needs.

    Examples
    --------
    >>> from datetime import date
    >>> from geo.activity.record import Record
    >>> day = date(2017, 12, 12)
    >>> record = Record(id="k", place_id=("af.kunar",), date_from=day, date_to=day, kind="presence", report_id=("r",))
    >>> decisions = [Decision("k", "corrected", {"count_low": "40"}), Decision("k", "accepted", records=("r-1",))]
    >>> [draft] = replayed([Draft("k", record)], decisions)
    >>> draft.state, draft.record.count_low, draft.record.id
    ('accepted', 40, 'r-1')
    """
    found = {draft.key: [draft] for draft in drafts}
    # the parts of a split stand under the key of the whole
    whole: dict[str, str] = {}
    for decision in decisions:
        if decision.action == "added":
            found.setdefault(decision.key, [_added(decision)])
            continue
        group = found.get(whole.get(decision.key, decision.key), [])
        at = next((at for at, one in enumerate(group) if one.key == decision.key and one.state == "pending"), None)
        if at is None:
            continue
        after = _decided(group[at], decision)
        root = whole.get(decision.key, decision.key)
        whole.update((part.key, root) for part in after)
        group[at : at + 1] = after
    return [draft for group in found.values() for draft in group]


def _added(decision: Decision) -> Draft:
    """Return what a person added."""
    try:
        return Draft(decision.key, Record.from_row({**decision.changes, "id": decision.key}))
    except TypeError as error:  # a cell that every record has is missing
        raise ValueError(str(error)) from error


def _decided(draft: Draft, decision: Decision) -> list[Draft]:
    match decision.action:
        case "added":
            return [draft]
        case "corrected":
            return [draft.corrected(decision.changes)]
        case "split":
            return draft.parts()
        case "rejected":
            return [replace(draft, state="rejected")]
        case "accepted":
            record = replace(
                draft.record,
                id=next(iter(decision.records), draft.key),
                accepted_by=decision.by,
                accepted_at=decision.at,
            )
            return [replace(draft, record=record, state="accepted")]


def last_by(decisions: Sequence[Decision], by: str | None) -> int | None:
    """Return the position of a person's last decision, or of anybody's; None if there is none.

    Examples
    --------
    >>> decisions = [Decision("a", "rejected", by="Mariam"), Decision("b", "rejected", by="Ali")]
    >>> last_by(decisions, "Mariam"), last_by(decisions, None), last_by(decisions, "Zahra")
    (0, 1, None)
    """
    return next((at for at in range(len(decisions) - 1, -1, -1) if by is None or decisions[at].by == by), None)


def related(one: str, other: str) -> bool:
    """Return whether two keys are of the same draft, or of a draft and one of its parts.

    Examples
    --------
    >>> related("4e5a", "4e5a-af.kunar"), related("4e5a-af.kunar", "4e5a-af.nuristan")
    (True, False)
    """
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def to_json(decisions: Iterable[Decision]) -> str:
    r"""Return decisions as their file holds them, one per line.

    Examples
    --------
    >>> to_json([Decision("4e5a", "rejected", by="Mariam")])
    '{"decisions": [\n{"key": "4e5a", "action": "rejected", "by": "Mariam"}\n]}\n'
    """
    entries = ({name: value for name in Decision.__slots__ if (value := getattr(one, name))} for one in decisions)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f'{{"decisions": [\n{lines}\n]}}\n'


def from_json(text: str) -> list[Decision]:
    """Return the decisions of a file.

    Parameters
    ----------
    text : str
        As :func:`to_json` writes it; or as files were that held every draft with all its cells.

    Returns
    -------
    list of Decision
        In the order in which they were made.

    Raises
    ------
    ValueError
        When the text is neither.

    Examples
    --------
    >>> from_json('{"drafts": [{"key": "4e5a", "state": "rejected"}], "log": []}')
    [Decision(key='4e5a', action='rejected', changes={}, records=(), by='', at='')]
    """
    try:
        kept = json.loads(text)
        if "decisions" in kept:
            return [_decision(entry) for entry in kept["decisions"]]
        return list(_of_drafts(kept["drafts"], kept["log"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _decision(entry: Mapping[str, Any]) -> Decision:
    changes = {str(name): str(cell) for name, cell in entry.get("changes", {}).items()}
    if entry["action"] not in get_args(Action) or not changes.keys() <= COLUMNS.keys():
        raise ValueError(entry)
    records = tuple(map(str, entry.get("records", ())))
    by, at = (str(entry.get(name, "")) for name in ("by", "at"))
    return Decision(str(entry["key"]), entry["action"], changes, records, by, at)


def _of_drafts(drafts: Sequence[OldDraft], log: Iterable[Mapping[str, Sequence[OldDraft]]]) -> Iterator[Decision]:
    """Yield the decisions that led to drafts, each kept before and after."""
    logged = set()
    for step in log:
        [before], after = step["before"], step["after"]
        if len(after) > 1:
            yield Decision(before["key"], "split")
        elif after[0]["state"] == before["state"]:
            changes = {
                name: cell
                for name, cell in after[0].items()
                if name in COLUMNS and name not in _DERIVED and cell != before.get(name, "")
            }
            yield Decision(before["key"], "corrected", changes)
        else:
            logged.add(before["key"])
            yield from _of_state(after[0])
    for draft in drafts:
        if draft["key"] not in logged:
            yield from _of_state(draft)


def _of_state(draft: OldDraft) -> Iterator[Decision]:
    if draft["state"] == "accepted":
        by, at = draft.get("reviewed_by", ""), draft.get("reviewed_at", "")
        yield Decision(draft["key"], "accepted", records=(draft["id"],), by=by, at=at)
    elif draft["state"] == "rejected":
        yield Decision(draft["key"], "rejected")
