"""What one export holds: the records, and what stands beside them in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.activity import PLACE_COLUMNS
from geo.activity.several import distinct, explode
from geo.contents import Contents
from geo.exports.aggregate import NOT_HAPPENED, aggregate
from geo.exports.credits import Credit, forbidden
from geo.exports.where import Where
from geo.timeline import Unit

_MADE_WITH: Final = "Dispatch Atlas"


@dataclass(frozen=True)
class Extract:
    """Records to export, and what a reader of the file should know.

    Parameters
    ----------
    contents : Contents
        The places, reports, actors and kinds that the records refer to.
    records : pandas.DataFrame
        Rows of the project's table.
    unit : {"day", "week", "month", "quarter", "year", "span"}, optional
        Add the records up by place, kind and period of this length; None exports them one by one.
    selection : str, optional
        Which records these are, in words.
    known : sequence of Credit, optional
        The terms of imports, by default those of the project. Only those of imports that records come from are
        named in the file.
    made : datetime.date, optional
        The day of the export; today by default.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> extract = Extract(project, project.records, unit="year")
    >>> extract.name, list(extract.table.columns[:4])
    ('aggregated', ['place_id', 'period_from', 'period_to', 'kind'])
    """

    contents: Contents
    records: pd.DataFrame
    unit: Unit | None = None
    selection: str = "all records"
    known: Sequence[Credit] | None = None
    made: date = field(default_factory=date.today)

    @property
    def name(self) -> str:
        """What the rows of the table are."""
        return "aggregated" if self.unit else "records"

    @cached_property
    def where(self) -> Where:
        """The places, as the file describes them."""
        return Where(self.contents)

    @cached_property
    def own(self) -> pd.DataFrame:
        """The rows with their own columns: those of the activity table, or of :func:`aggregate`."""
        return aggregate(self.records, self.unit) if self.unit else self.records.reset_index(drop=True)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The rows with :data:`geo.activity.PLACE_COLUMNS`, and with the licence of imported records."""
        cells, codes = self.cells
        facts = self.where.facts(cells).take(codes).reset_index(drop=True)
        own = self.own.drop(columns=[*PLACE_COLUMNS, "licence"], errors="ignore")
        return pd.concat([own, facts, self.licences], axis=1)

    @cached_property
    def licences(self) -> pd.DataFrame:
        """The column ``licence``, if any of the rows is imported; otherwise no column."""
        if self.unit or not self.credits:
            return pd.DataFrame(index=self.own.index)
        licence = {credit.dataset: credit.licence for credit in self.credits}
        return pd.DataFrame({"licence": self.own["dataset"].astype(str).map(licence).fillna("").astype("str")})

    @cached_property
    def cells(self) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
        """The distinct cells of ``place_id``, and the position of each row's among them."""
        return distinct(self.own["place_id"])

    @cached_property
    def shapes(self) -> list[Any]:
        """The geometry of each distinct cell, EPSG:4326."""
        return [self.where.shape(cell) for cell in self.cells[0]]

    @cached_property
    def places(self) -> pd.DataFrame:
        """The places of the records: their columns, and how many records each has, alone or with others.

        In the order of the gazetteer, widest first, so that a map draws districts over their province.
        """
        found = explode(self.records["place_id"])
        status = self.records["status"].to_numpy(dtype=object, na_value="")[found.rows]
        size = len(found.keys)
        counted = {
            "records": np.bincount(found.codes, minlength=size),
            **{name: np.bincount(found.codes[status == name], minlength=size) for name in NOT_HAPPENED},
        }
        facts = self.where.facts([(key,) for key in found.keys])
        ids = pd.Series(found.keys, dtype="str")
        numbers = {name: pd.Series(values, dtype="Int64") for name, values in counted.items()}
        places = pd.concat([pd.DataFrame({"place_id": ids}), facts, pd.DataFrame(numbers)], axis=1)
        # points of imports are not in its list, and come last
        order = {key: at for at, key in enumerate(self.contents.gazetteer)}
        last = len(order)
        return places.take(np.argsort([order.get(key, last) for key in found.keys], kind="stable")).reset_index(
            drop=True
        )

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The reports that the records cite."""
        cited = [self.contents.reports[key] for key in explode(self.records["report_id"]).keys]
        return pd.DataFrame({
            "report_id": pd.Series([report.id for report in cited], dtype="str"),
            "title": pd.Series([report.title for report in cited], dtype="str"),
            "publisher": pd.Series([report.publisher for report in cited], dtype="str"),
            "published_from": pd.Series([report.published_from for report in cited], dtype="datetime64[s]"),
            "published_to": pd.Series([report.published_to for report in cited], dtype="datetime64[s]"),
            "url": pd.Series([report.url for report in cited], dtype="str"),
        })  # fmt: skip

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """The imports that records come from."""
        if "dataset" not in self.records:
            return ()
        used = set(self.records["dataset"].unique())
        known = self.known
        if known is None:
            imports = self.contents.imports.values()
            known = [Credit(one.name, one.title, one.licence, one.citation, one.share) for one in imports]
        return tuple(credit for credit in known if credit.dataset in used)

    @cached_property
    def warnings(self) -> list[str]:
        """What whoever passes the file on must know."""
        return forbidden(self.credits)

    @cached_property
    def about(self) -> list[tuple[str, str]]:
        """What a reader of the file should know, as pairs of a heading and a text."""
        gazetteer = self.contents.gazetteer
        origins = dict.fromkeys(gazetteer[key].source for cell in self.cells[0] for key in cell)
        return [
            ("Made with", _MADE_WITH),
            ("Made on", self.made.isoformat()),
            ("Selection", self.selection),
            ("Records", str(len(self.records))),
            *([("Period", self.unit)] if self.unit else []),
            *(("Warning", warning) for warning in self.warnings),
            *(("Places", origin) for origin in origins if origin),
            *(
                (what, text)
                for credit in self.credits
                for what, text in (
                    ("Dataset", f"{credit.dataset}: {credit.title}"),
                    ("Licence", credit.licence),
                    ("Citation", credit.citation),
                )
                if text
            ),
        ]
