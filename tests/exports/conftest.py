"""Records to export: hostile texts, several places together, points, linked events, and an import."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from geo.activity import typed
from geo.exports import Credit, Extract
from geo.project import Project

DARZAB, QUSH_TEPA, KHUSTAK = "af.jowzjan.darzab", "af.jowzjan.qush-tepa", "af.badakhshan.jurm.khustak"
#: a town known as a point
NUSAY = "af.badakhshan.darwaz.nusay"
REPORT = "newarab-jowzjan-darzab"
ACLED = Credit("acled", "ACLED, downloaded on 1 March 2024", "ACLED Terms of Use", "Raleigh et al. 2023", share=False)
UCDP = Credit("ucdp-ged", "UCDP GED 24.1", "CC BY 4.0", "Davies et al. 2024")

HOSTILE = '=HYPERLINK("https://example.org","x")\n- “second” line, جرم'


def made(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return records with the given cells; the others say little."""
    usual = {
        "place_id": DARZAB, "date_from": "2017-12-12", "date_to": "2017-12-12", "date_precision": "day",
        "kind": "clash", "status": "reported", "location_precision": "district", "confidence": "medium",
        "actors": "taliban", "report_id": REPORT,
    }  # fmt: skip
    return typed(pd.DataFrame([{"id": f"r{at}", **usual, **row} for at, row in enumerate(rows)]))


@pytest.fixture(scope="session")
def records() -> pd.DataFrame:
    return made(
        {"note": HOSTILE, "place_text": "+1 village", "id": "=1+1"},
        {"place_id": f"{DARZAB};{QUSH_TEPA}", "count_low": 40, "unit": "fighters", "kind": "presence",
         "date_from": "2017-10-25", "date_to": "2018-01-12", "date_precision": "throughout"},
        {"place_id": NUSAY, "location_precision": "near", "killed_low": 3, "killed_high": 5, "event_id": "nusay"},
        {"place_id": NUSAY, "location_precision": "exact", "killed_low": 4, "killed_high": 8, "event_id": "nusay",
         "report_id": f"{REPORT};tolo-kunduz-allegiance", "date_from": "2017-12-13", "date_to": "2017-12-13"},
        {"place_id": KHUSTAK, "status": "denied", "confidence": "low", "killed_low": 100, "killed_high": 100},
        {"place_id": "af.badakhshan", "location_precision": "province", "kind": "attack", "targets": "civilians",
         "killed_low": 2, "killed_high": 2, "date_from": "2017-12-01", "date_to": "2017-12-31",
         "date_precision": "month"},
    )  # fmt: skip


@pytest.fixture(scope="session")
def extract(project: Project, records: pd.DataFrame) -> Extract:
    return Extract(project, records, selection="place: “Darzab” & <others>")


@pytest.fixture(scope="session")
def added_up(project: Project, records: pd.DataFrame) -> Extract:
    return Extract(project, records, "month")


@pytest.fixture(scope="session")
def imported(project: Project, records: pd.DataFrame) -> Extract:
    datasets = ["", "", "acled", "ucdp-ged", "acled", ""]
    return Extract(project, records.assign(dataset=datasets), known=(ACLED, UCDP, ACLED._replace(dataset="unused")))
