"""What records refer to, as far as lists and checks of records need it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from geo.activity.vocabulary import Term
from geo.gazetteer import Gazetteer
from geo.reports import Report


class Known(Protocol):
    """What records may refer to: a project, or its contents."""

    @property
    def gazetteer(self) -> Gazetteer:
        """The places."""

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports, by id."""

    @property
    def actors(self) -> Mapping[str, Term]:
        """The actors, by id."""

    @property
    def kinds(self) -> Mapping[str, Term]:
        """The kinds of activity, by id."""

    @property
    def imports(self) -> Mapping[str, object]:
        """The imports, by name."""
