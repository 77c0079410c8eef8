"""CSV with hashtags of the Humanitarian Exchange Language (HXL 1.1, hxlstandard.org) below its header."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from geo.exports.arrow import arrow
from geo.exports.delimited import write_table
from geo.exports.extract import Extract

#: the hashtag of each column; columns without one are left untagged, as HXL allows
TAGS: Final = {
    "id": "#meta+id",
    "place_id": "#loc+id+list",
    "place_text": "#loc+name+reported",
    "date_from": "#date+start",
    "date_to": "#date+end",
    "date_precision": "#date+precision",
    "actors": "#group+id+list",
    "targets": "#group+targeted+id+list",
    "kind": "#event+type",
    "count_low": "#indicator+num+min",
    "count_high": "#indicator+num+max",
    "unit": "#indicator+unit",
    "killed_low": "#affected+killed+min",
    "killed_high": "#affected+killed+max",
    "wounded_low": "#affected+injured+min",
    "wounded_high": "#affected+injured+max",
    "claimed_by": "#meta+source+name",
    "disputed_by": "#meta+source+disputed+name",
    "status": "#status",
    "location_precision": "#loc+precision",
    "confidence": "#meta+confidence",
    "report_id": "#meta+source+id+list",
    "event_id": "#event+id",
    "note": "#description",
    "place_name": "#loc+name",
    "place_kind": "#loc+type",
    "place_country": "#country+name",
    "place_country_code": "#country+code+v_iso2",
    "place_adm1": "#adm1+name",
    "place_adm1_code": "#adm1+code+v_iso3166_2",
    "place_adm2": "#adm2+name",
    "place_lat": "#geo+lat",
    "place_lon": "#geo+lon",
    "place_iso_3166_2": "#loc+code+v_iso3166_2",
    "place_geonames": "#loc+code+v_geonames",
    "place_wikidata": "#loc+code+v_wikidata",
    "place_pcode": "#loc+code+v_pcode",
    "place_pcode_edition": "#loc+code+v_pcode+edition",
    "place_adm1_pcode": "#adm1+code+v_pcode",
    "place_adm2_pcode": "#adm2+code+v_pcode",
    "dataset": "#meta+dataset",
    "licence": "#meta+license",
    "period_from": "#date+start",
    "period_to": "#date+end",
    "events": "#event+num",
    "records": "#meta+num",
    "denied": "#meta+num+denied",
    "planned": "#meta+num+planned",
    "killed_open": "#event+num+killed+open",
}


def write(extract: Extract, out: Path) -> list[str]:
    """Write the columns of the plain CSV, with a row of hashtags below the header.

    Parameters
    ----------
    extract : Extract
        The rows.
    out : pathlib.Path
        The file to write.

    Returns
    -------
    list of str
        Empty: nothing is left out.
    """
    table = arrow(extract.table)
    write_table(table, out, [TAGS.get(name, "") for name in table.column_names])
    return []
