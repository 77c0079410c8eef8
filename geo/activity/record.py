"""One record: what a report says happened, where, when, by whom, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.dates import Span

STATUSES: Final = ("reported", "confirmed", "denied", "planned")
CONFIDENCES: Final = ("high", "medium", "low")
# UCDP GED's where_prec, 1 to 7, as names (UCDP Georeferenced Event Dataset Codebook, version 24.1)
PRECISIONS: Final = ("exact", "near", "district", "province", "region", "country", "international")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of ``activity.csv``: one claim of one report.

    Parameters
    ----------
    id : str
        Unique in the file.
    places : tuple of str
        Ids of the gazetteer. Several mean that the claim, and its count, belongs to them *together*.
    place_text : str
        The place as reported.
    span : Span
        When.
    actors : tuple of str
        Ids of ``actors.csv``.
    kind : str
        Id of ``kinds.csv``.
    count_low, count_high : int, optional
        Bounds of the number reported, in ``unit``; an open bound is None.
    unit : str
        ``fighters``, ``families``.
    claimed_by, disputed_by : str
        Who says so, and who denies or doubts it.
    status : str
        One of :data:`STATUSES`.
    location_precision : str
        One of :data:`PRECISIONS`.
    confidence : str
        ``high``, ``medium`` or ``low``; ``data/README.md`` tells the rule.
    report_id : str
        The report.
    evidence : tuple of (int, int)
        Offsets into the report's body.
    note : str
        What a reader should know.
    why : str
        The resolver's reasons for the places, as they were when the record was accepted.
    accepted_by, accepted_at : str
        Who accepted it, and when.
    """

    id: str
    places: tuple[str, ...]
    place_text: str
    span: Span
    actors: tuple[str, ...]
    kind: str
    count_low: int | None
    count_high: int | None
    unit: str
    claimed_by: str
    disputed_by: str
    status: str
    location_precision: str
    confidence: str
    report_id: str
    evidence: tuple[tuple[int, int], ...] = ()
    note: str = ""
    why: str = ""
    accepted_by: str = ""
    accepted_at: str = ""

    @property
    def count(self) -> str:
        """The number reported, in words; empty when none is.

        Examples
        --------
        >>> from datetime import date
        >>> day = Span(date(2017, 12, 12), date(2017, 12, 12), "day")
        >>> Record("r", ("af",), "", day, (), "presence", 40, None, "foreign fighters", "", "", "reported", "country",
        ...        "low", "report").count
        '40 or more foreign fighters'
        """
        low, high = self.count_low, self.count_high
        if low is None and high is None:
            return ""
        if high is None:
            number = f"{low:,} or more"
        elif low is None:
            number = f"up to {high:,}"
        elif low == high:
            number = f"{low:,}"
        else:
            number = f"{low:,} to {high:,}"
        return f"{number} {self.unit}".strip()
