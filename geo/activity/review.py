"""A person's decisions on suggestions: kept as they are made, and undone one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geo.activity.decisions import Decision, from_json, last_by, related, replayed, to_json
from geo.activity.draft import Draft
from geo.activity.record import Record
from geo.activity.schema import SCHEMA
from geo.activity.several import parted
from geo.activity.typed import typed
from geo.errors import ConflictError, DataError, Problem
from geo.files import locked, write
from geo.reports import Report, as_markdown
from geo.tables.formulas import guarded
from geo.tables.sheets import Sheet

# seconds; a decision takes some milliseconds
_PATIENCE: Final = 10.0
_FINAL: Final = frozenset({"accepted", "rejected", "split"})
_OF_ACCEPTING: Final = frozenset({"id", "accepted_by", "accepted_at"})


@dataclass(slots=True)
class Review:
    """The review of one report: what a scan of it suggests, and what was decided.

    The file in ``data/review`` holds the decisions only. Each names its draft by the key, so that a later scan, with
    other rules or another gazetteer, leaves them valid; a decision whose draft is no longer suggested stays there.

    Parameters
    ----------
    base : pathlib.Path
        The project's folder.
    report : Report
        What is reviewed.
    suggested : tuple of Draft
        As :func:`geo.activity.draft.drafts_of` returns them.
    decisions : list of Decision
        In the order in which they were made, by whomever.
    drafts : list of Draft
        As the decisions left them.
    """

    base: Path
    report: Report
    suggested: tuple[Draft, ...]
    decisions: list[Decision]
    drafts: list[Draft]

    @classmethod
    def begin(cls, base: Path, report: Report, suggested: Iterable[Draft]) -> Review:
        """Begin a review, or go on with one: what was decided stays decided.

        Parameters
        ----------
        base : pathlib.Path
            The project's folder.
        report : Report
            Is written to ``data/reports`` unless it is there.
        suggested : iterable of Draft
            What a scan of the report suggests.

        Returns
        -------
        Review
            Saved.
        """
        path = base / "data" / "reports" / f"{report.id}.md"
        if not path.exists():
            write(path, as_markdown(report))
        review = cls.open(base, report, suggested)
        review.save()
        return review

    @classmethod
    def open(cls, base: Path, report: Report, suggested: Iterable[Draft]) -> Review:
        """Return a report's review as it was left; without decisions when there is none.

        Raises
        ------
        geo.errors.DataError
            When its file is damaged.
        """
        review = cls(base, report, tuple(suggested), [], [])
        review._read()
        return review

    def save(self) -> None:
        """Write the decisions as they are on disk now, in the present form of the file."""
        with self._lock():
            self._save()

    def pending(self) -> list[Draft]:
        """Return what is still to be decided."""
        return [draft for draft in self.drafts if draft.state == "pending"]

    def accept(self, key: str, by: str) -> None:
        """Write a draft to ``activity.csv``, with who accepted it and when.

        Raises
        ------
        geo.errors.ConflictError
            When somebody else decided on the draft meanwhile, or is changing ``activity.csv``; nothing is written.
        """
        with self._lock():
            draft = self._undecided(key)
            sheet = self._sheet()
            # were the program stopped between the two files, the row would be there without its decision
            known = {name for one in self.decisions for name in one.records}
            left = next((row["id"] for row in sheet.rows if row["id"] not in known and _holds(row, draft.record)), None)
            accepted = replace(
                draft.record,
                id=left or self._new_id(known | {row["id"] for row in sheet.rows}),
                accepted_by=by,
                accepted_at=_now(),
            )
            if left is None:
                sheet.add(_row(accepted, sheet.columns))
                sheet.save()
            self._add(Decision(key, "accepted", records=(accepted.id,), by=by, at=accepted.accepted_at))

    def reject(self, key: str, by: str = "") -> None:
        """Remember that a draft is wrong, so that a later scan does not bring it back.

        Raises
        ------
        geo.errors.ConflictError
            When somebody else decided on the draft meanwhile.
        """
        with self._lock():
            self._undecided(key)
            self._add(Decision(key, "rejected", by=by, at=_now()))

    def correct(self, key: str, by: str = "", **changes: Any) -> None:
        """Change some fields of a draft's record.

        Raises
        ------
        geo.errors.ConflictError
            When somebody else decided on the draft meanwhile.
        """
        with self._lock():
            record = self._undecided(key).record
            before, after = record.to_row(), replace(record, **changes).to_row()
            cells = {name: cell for name, cell in after.items() if cell != before[name]}
            if cells:
                self._add(Decision(key, "corrected", cells, by=by, at=_now()))

    def split(self, key: str, by: str = "") -> None:
        """Make a draft of several places one for each.

        Raises
        ------
        geo.errors.ConflictError
            When somebody else decided on the draft meanwhile.
        """
        with self._lock():
            if len(self._undecided(key).record.place_id) > 1:
                self._add(Decision(key, "split", by=by, at=_now()))

    def add(self, record: Record, by: str = "") -> None:
        """Add a draft that a person made of a passage, to be decided like the others.

        Parameters
        ----------
        record : Record
            Its ``id`` becomes the draft's key.
        by : str
            Who adds it.

        Raises
        ------
        geo.errors.ConflictError
            When a draft has that key already.
        """
        with self._lock():
            if any(draft.key == record.id for draft in self.drafts):
                raise ConflictError("This suggestion has been added before; nothing was written")
            cells = {name: cell for name, cell in record.to_row().items() if cell and name != "id"}
            self._add(Decision(record.id, "added", cells, by=by, at=_now()))

    def undo(self, by: str | None = None) -> bool:
        """Take back the last decision.

        Parameters
        ----------
        by : str, optional
            Whose; by default, whoever's it is.

        Returns
        -------
        bool
            False when there is none.

        Raises
        ------
        geo.errors.ConflictError
            When somebody else has since decided on the same draft, or on a part of it.
        """
        with self._lock():
            at = last_by(self.decisions, by)
            if at is None:
                return False
            last = self.decisions[at]
            if later := next((one for one in self.decisions[at + 1 :] if related(one.key, last.key)), None):
                raise ConflictError(f"{later.by or 'Someone'} has {later.action} it since; nothing was undone")
            if last.records:
                sheet = self._sheet()
                sheet.remove("id", last.records)
                sheet.save()
            del self.decisions[at]
            self._save()
        return True

    def shown(self, table: pd.DataFrame, draft: Draft | None = None) -> pd.DataFrame:
        """Return the records of this report and a draft, for a map.

        Parameters
        ----------
        table : pandas.DataFrame
            All records of the project.
        draft : Draft, optional
            The suggestion in question.

        Returns
        -------
        pandas.DataFrame
            The typed table.
        """
        ours = [key for key in table["report_id"].cat.categories if self.report.id in parted(key)]
        records = table[table["report_id"].isin(ours)]
        if draft is None:
            return records
        cells = {**draft.record.to_row(), "evidence": "", "note": "a suggestion, not yet decided"}
        return typed(pd.concat([records.astype(object), pd.DataFrame([cells])]))

    @property
    def _path(self) -> Path:
        return self.base / "data" / "review" / f"{self.report.id}.json"

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Keep others from deciding while this does, and take over what they have decided."""
        with locked(self._path.with_name(".lock"), "A review", wait=_PATIENCE):
            self._read()
            yield

    def _read(self) -> None:
        try:
            exists = self._path.exists()
            self.decisions = from_json(self._path.read_text(encoding="utf-8")) if exists else []
            self.drafts = replayed(self.suggested, self.decisions)
        except ValueError as error:
            fix = "put back an older copy, or delete it to begin anew"
            raise DataError([Problem(f"review/{self._path.name}", "is damaged", fix)]) from error

    def _undecided(self, key: str) -> Draft:
        for draft in self.drafts:
            if draft.key == key and draft.state == "pending":
                return draft
        last = next((one for one in reversed(self.decisions) if one.key == key and one.action in _FINAL), None)
        if last is None:
            raise ConflictError("This suggestion no longer exists; nothing was written")
        raise ConflictError(f"{last.by or 'Someone'} has already {last.action} this suggestion; nothing was written")

    def _add(self, decision: Decision) -> None:
        self.decisions.append(decision)
        self._save()

    def _save(self) -> None:
        write(self._path, to_json(self.decisions))
        self.drafts = replayed(self.suggested, self.decisions)

    def _sheet(self) -> Sheet:
        return Sheet.open(self.base / "data" / "activity.csv")

    def _new_id(self, taken: Iterable[str]) -> str:
        used = set(taken)
        number = 1
        while f"{self.report.id}-{number}" in used:
            number += 1
        return f"{self.report.id}-{number}"


def _row(record: Record, columns: Sequence[str]) -> dict[str, str]:
    """Return a record as a row of a file: under the names that the file uses, without columns that would be empty."""
    cells = record.to_row()
    for column in SCHEMA:
        if column.formerly in columns and column.name not in columns:
            cells[column.formerly] = cells.pop(column.name)
    return {name: guarded(cell) for name, cell in cells.items() if cell or name in columns}


def _holds(row: dict[str, str], record: Record) -> bool:
    """Return whether a row holds what a record does, whoever accepted it."""
    cells = record.to_row()
    return all(row.get(name, "") == guarded(cell) for name, cell in cells.items() if name not in _OF_ACCEPTING)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
