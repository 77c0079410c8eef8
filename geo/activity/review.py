"""A person's decisions on suggestions: kept as they are made, remembered, and undone one by one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from geo.activity.suggest import Suggestion
from geo.activity.why import kept_for, reasons_in_text
from geo.dates import Span, told_span
from geo.errors import DataError, Problem
from geo.files import write
from geo.gazetteer import Gazetteer
from geo.names import fold
from geo.reports import Report
from geo.scan import Mention
from geo.tables import split_list
from geo.tables.formulas import guarded
from geo.tables.sheets import Sheet

Draft = dict[str, str]

_PRECISION: Final = {
    "country": "country",
    "region": "region",
    "province": "province",
    "district": "district",
    "city": "near",
    "town": "near",
    "village": "near",
    "valley": "near",
}
_OWN: Final = frozenset({"key", "state"})  # of a draft, not of a record


@dataclass(slots=True)
class Review:
    """The review of one report.

    Parameters
    ----------
    base : pathlib.Path
        The project's folder.
    report : Report
        What is reviewed.
    drafts : list of dict
        A row for ``activity.csv`` each, with its ``state`` (pending, accepted, rejected) and a ``key`` by
        which it is known when the report is scanned again.
    """

    base: Path
    report: Report
    drafts: list[Draft]
    _log: list[dict[str, list[Draft]]]

    @classmethod
    def begin(
        cls,
        base: Path,
        report: Report,
        suggestions: Iterable[Suggestion],
        gazetteer: Gazetteer,
        mentions: Sequence[Mention] = (),
    ) -> Review:
        """Begin a review, or go on with one: what was decided stays decided.

        Parameters
        ----------
        base : pathlib.Path
            The project's folder.
        report : Report
            Is written to ``data/reports`` unless it is there.
        suggestions : iterable of Suggestion
            Those that the review does not have yet are added as pending.
        gazetteer : Gazetteer
            Tells how exactly a place is known.

        mentions : sequence of Mention
            The report's toponyms, whose reasons each draft keeps.

        Returns
        -------
        Review
            Saved.
        """
        path = base / "data" / "reports" / f"{report.id}.md"
        if not path.exists():
            write(path, _as_file(report))
        review = cls.open(base, report)
        known = {draft["key"] for draft in review.drafts}
        for suggestion in suggestions:
            draft = _draft(suggestion, report, gazetteer)
            draft["why"] = reasons_in_text(suggestion.places, mentions, suggestion.end)
            if draft["key"] not in known:
                known.add(draft["key"])
                draft["id"] = review.new_id()
                review.drafts.append(draft)
        review.save()
        return review

    @classmethod
    def open(cls, base: Path, report: Report) -> Review:
        """Return a report's review as it was left; an empty one when there is none."""
        path = _path(base, report.id)
        if not path.exists():
            return cls(base, report, [], [])
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            return cls(base, report, kept["drafts"], kept["log"])
        except (ValueError, KeyError, TypeError) as error:
            fix = "put back an older copy, or delete it to begin anew"
            raise DataError([Problem(f"review/{path.name}", "is damaged", fix)]) from error

    def pending(self) -> list[Draft]:
        """Return what is still to be decided."""
        return [draft for draft in self.drafts if draft["state"] == "pending"]

    def accept(self, key: str, by: str) -> None:
        """Write a draft to ``activity.csv``, with who accepted it and when."""
        draft = self._find(key)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._change([draft], [{**draft, "state": "accepted", "reviewed_by": by, "reviewed_at": now}])

    def reject(self, key: str) -> None:
        """Remember that a draft is wrong, so that a later scan does not bring it back."""
        draft = self._find(key)
        self._change([draft], [{**draft, "state": "rejected"}])

    def correct(self, key: str, **values: str) -> None:
        """Change a draft's cells."""
        draft = self._find(key)
        changed = {**draft, **values}
        if changed["place_id"] != draft["place_id"]:
            # the resolver's reasons are about the places that it found
            changed["why"] = kept_for(draft.get("why", ""), split_list(changed["place_id"]))
        self._change([draft], [changed])

    def split(self, key: str) -> None:
        """Make a draft of several places one for each; a number stays with none, since it was of them together."""
        draft = self._find(key)
        places = split_list(draft["place_id"])
        if len(places) > 1:
            alone = {"count_low": "", "count_high": "", "unit": ""}
            parts = [
                {
                    **draft,
                    **alone,
                    "place_id": place,
                    "why": kept_for(draft.get("why", ""), [place]),
                    "key": f"{draft['key']}-{place}",
                }
                for place in places
            ]
            for part in parts[1:]:
                part["id"] = self.new_id(parts)
            self._change([draft], parts)

    def undo(self) -> bool:
        """Take back the last decision; False when there is none."""
        if not self._log:
            return False
        last = self._log.pop()
        self._replace(last["after"], last["before"])
        self.save()
        return True

    def _find(self, key: str) -> Draft:
        return next(draft for draft in self.drafts if draft["key"] == key)

    def _change(self, before: list[Draft], after: list[Draft]) -> None:
        self._log.append({"before": deepcopy(before), "after": deepcopy(after)})
        self._replace(before, after)
        self.save()

    def _replace(self, old: Sequence[Draft], new: Sequence[Draft]) -> None:
        """Put drafts in the place of others, in the review and in ``activity.csv``."""
        keys = [draft["key"] for draft in old]
        at = next(index for index, draft in enumerate(self.drafts) if draft["key"] in keys)
        rest = [draft for draft in self.drafts if draft["key"] not in keys]
        accepted = [draft for draft in new if draft["state"] == "accepted"]
        withdrawn = [draft["id"] for draft in old if draft["state"] == "accepted"]
        if accepted or withdrawn:
            sheet = Sheet.open(self.base / "data" / "activity.csv")
            sheet.remove("id", withdrawn)
            for draft in accepted:
                sheet.add({name: guarded(cell) for name, cell in draft.items() if name not in _OWN})
            sheet.save()
        self.drafts = [*rest[:at], *deepcopy(list(new)), *rest[at:]]

    def new_id(self, others: Iterable[Draft] = ()) -> str:
        """Return an id that no record of this review has."""
        used = {draft.get("id") for draft in [*self.drafts, *others]}
        number = 1
        while f"{self.report.id}-{number}" in used:
            number += 1
        return f"{self.report.id}-{number}"

    def save(self) -> None:
        """Write the review as it is."""
        kept = {"drafts": self.drafts, "log": self._log}
        write(_path(self.base, self.report.id), json.dumps(kept, ensure_ascii=False, indent=1))


def _path(base: Path, report_id: str) -> Path:
    return base / "data" / "review" / f"{report_id}.json"


def _draft(suggestion: Suggestion, report: Report, gazetteer: Gazetteer) -> Draft:
    """Return a suggestion as a row that a person may accept."""
    sentence = report.body[suggestion.start : suggestion.end]
    told = told_span(sentence, Span(report.published_from, report.published_to, report.date_precision))
    count = suggestion.count
    known = "".join([suggestion.kind, *suggestion.places, fold(sentence)])
    narrow = max((gazetteer[key].kind for key in suggestion.places), key=list(_PRECISION).index)
    return {
        "key": hashlib.sha256(known.encode()).hexdigest()[:16],
        "state": "pending",
        "id": "",
        "place_id": ";".join(suggestion.places),
        "place_text": suggestion.place_text,
        "date_from": told.first.isoformat(),
        "date_to": told.last.isoformat(),
        "date_precision": told.precision,
        "actors": ";".join(suggestion.actors),
        "kind": suggestion.kind,
        "count_low": str(count.low) if count and count.low is not None else "",
        "count_high": str(count.high) if count and count.high is not None else "",
        "unit": count.unit if count else "",
        "claimed_by": suggestion.claimed_by,
        "disputed_by": "",
        "status": suggestion.status,
        "location_precision": _PRECISION[narrow],
        "confidence": "low" if suggestion.doubted else suggestion.confidence,
        "report_id": report.id,
        "evidence": f"{suggestion.start}-{suggestion.end}",
        "note": "; ".join(
            filter(
                None,
                [
                    f"part of {count.whole:,}" if count and count.whole else "",
                    "doubted in the report" * suggestion.doubted,
                    "told as past" * suggestion.past,
                ],
            )
        ),
    }


def _as_file(report: Report) -> str:
    """Return a report as its file has it."""
    head = {
        "title": report.title,
        "publisher": report.publisher,
        "published_from": report.published_from.isoformat(),
        "published_to": report.published_to.isoformat(),
        "date_precision": report.date_precision,
        "url": report.url,
        "language": report.language,
    }
    # JSON's strings are TOML's basic strings
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in head.items() if value]
    return "\n".join(["+++", *lines, "+++", report.body])


def new_report(  # noqa: PLR0913, PLR0917 - what a report's head has
    title: str, publisher: str, first: date, last: date, precision: str, text: str
) -> Report:
    """Return a report for a document, with a readable id.

    Examples
    --------
    >>> day = date(2017, 12, 12)
    >>> new_report("Night in Darzab", "The Paper", day, day, "day", "…").id
    'the-paper-2017-night-in-darzab'
    """
    words = re.findall(r"[^\W_]+", f"{publisher} {first.year} {title}".lower())
    readable = "-".join(word for word in words if word.isascii())[:60].strip("-")
    mark = "" if readable.count("-") > 1 else hashlib.sha256(text.encode()).hexdigest()[:8]
    return Report("-".join(filter(None, [readable, mark])), title, publisher, first, last, precision, text)
