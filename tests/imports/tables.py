"""Tables to import, made up in the columns of UCDP GED and ACLED, on real places."""

from __future__ import annotations

from typing import Any

import pandas as pd

#: the 49 columns of UCDP GED 17.1 to 25.1
GED_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_GED = {
    "type_of_violence": 1, "side_a": "Government of Afghanistan", "side_b": "Taliban", "number_of_sources": 2,
    "source_article": "made up", "source_office": "Pajhwok;Reuters", "where_prec": 1,
    "where_coordinates": "Darzab town",
    "adm_1": "Jawzjan province", "adm_2": "Darzab district", "latitude": 35.98, "longitude": 65.37,
    "country": "Afghanistan", "event_clarity": 1, "date_prec": 1, "date_start": "2017-12-12", "date_end": "2017-12-12",
    "best": 3, "high": 5, "low": 2,
}  # fmt: skip
_ACLED = {
    "event_date": "2021-06-05", "time_precision": 1, "sub_event_type": "Armed clash", "actor1": "Taliban",
    "actor2": "Police Forces of Afghanistan (2004-2021)", "country": "Afghanistan", "admin1": "Kunduz",
    "admin2": "Kunduz", "location": "Kunduz", "latitude": 36.728, "longitude": 68.868, "geo_precision": 1,
    "source": "Pajhwok; Khaama Press", "notes": "made up", "fatalities": 4,
}  # fmt: skip


def ged(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a table in the columns of UCDP GED, with a row for each difference from the usual one."""
    return pd.DataFrame([{"id": 300_000 + at, **_GED, **row} for at, row in enumerate(rows)], columns=list(GED_COLUMNS))


def acled(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a table in the columns of ACLED's export."""
    made = [{"event_id_cnty": f"AFG{at}", **_ACLED, **row} for at, row in enumerate(rows)]
    return pd.DataFrame(made, columns=list(ACLED_COLUMNS))
