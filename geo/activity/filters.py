"""The reader's choice among the records: what the page's filters and the command's options say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.activity.record import Record
from geo.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records to show. An empty field leaves that aspect open.

    Parameters
    ----------
    actors, kinds, statuses, precisions : frozenset of str
        A record is chosen when it has one of each.
    places : frozenset of str
        Ids; a record is chosen when one of its places is or lies in one of them.
    first, last : datetime.date, optional
        A record is chosen when its span touches these days.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> jowzjan = Filter(places=frozenset({"af.jowzjan"}), statuses=frozenset({"reported"}))
    >>> {record.report_id for record in jowzjan.of(project.records, project.gazetteer)}
    {'newarab-jowzjan-darzab'}
    """

    actors: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    precisions: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    def of(self, records: Iterable[Record], gazetteer: Gazetteer) -> list[Record]:
        """Return the chosen records, in the order they came.

        Parameters
        ----------
        records : iterable of Record
            All that there are.
        gazetteer : Gazetteer
            Tells what lies in what.

        Returns
        -------
        list of Record
            The chosen ones.
        """
        return [record for record in records if self._fits(record) and self._lies_within(record, gazetteer)]

    def _fits(self, record: Record) -> bool:
        return (
            (not self.actors or not self.actors.isdisjoint(record.actors))
            and (not self.kinds or record.kind in self.kinds)
            and (not self.statuses or record.status in self.statuses)
            and (not self.precisions or record.location_precision in self.precisions)
            and (self.first is None or record.span.last >= self.first)
            and (self.last is None or record.span.first <= self.last)
        )

    def _lies_within(self, record: Record, gazetteer: Gazetteer) -> bool:
        if not self.places:
            return True
        return any(gazetteer.contains(outer, inner) for outer in self.places for inner in record.places)
