"""The columns of the activity table: names, types, allowed values and meanings, for the CSV, Python and the browser.

The table is a pandas frame with these columns, in this order, and then whatever columns the user added:

- text is ``str``, and empty if nothing is known;
- a word from a list is ``category``; for a closed list, all its words are categories;
- several ids in one cell are also ``category``: the ids joined by ``;`` as in the CSV. That way each distinct
  combination is split once, however many rows share it; see :mod:`geo.activity.several`;
- a date is ``datetime64[s]``, a number of people ``Int64``.

``python -m geo.activity`` writes the reference in ``data/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from geo.dates import PRECISIONS as SPAN_PRECISIONS

Type = Literal["text", "word", "several", "date", "number", "offsets"]

STATUSES: Final = ("reported", "confirmed", "denied", "planned")
CONFIDENCES: Final = ("high", "medium", "low")
# UCDP GED's where_prec, 1 to 7, as names (UCDP Georeferenced Event Dataset Codebook, version 24.1)
PRECISIONS: Final = ("exact", "near", "district", "province", "region", "country", "international")
DATE_PRECISIONS: Final = tuple(dict.fromkeys((*SPAN_PRECISIONS, "within", "throughout")))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the activity table.

    Parameters
    ----------
    name : str
        The same in the CSV, in Python and in the browser.
    type : {"text", "word", "several", "date", "number", "offsets"}
        The type of its cells.
    meaning : str
        For the reference, in Markdown.
    required : bool, default True
        Whether a file must have the column.
    filled : bool, default False
        Whether every cell must be filled.
    allowed : tuple of str
        The words of a closed list; empty if any word is allowed.
    formerly : str
        Its name in older files.
    """

    name: str
    type: Type
    meaning: str
    required: bool = True
    filled: bool = False
    allowed: tuple[str, ...] = ()
    formerly: str = ""


SCHEMA: Final = (
    Column("id", "text", "Unique and stable.", filled=True),
    Column(
        "place_id",
        "several",
        "Id of the gazetteer; several, separated by `;`, when the claim and its number belong to them *together*.",
        filled=True,
    ),
    Column(
        "place_text", "text", "The place as reported; empty if the report gives none, and a note says why it is here."
    ),
    Column("date_from", "date", "First day, included.", filled=True),
    Column("date_to", "date", "Last day, included.", filled=True),
    Column(
        "date_precision",
        "word",
        "How the dates are known. `day`, `month`, `year`: they are that day, month or year; `within`: on some day "
        "within; `throughout`: all through; `range`: the report does not say which of the two.",
        allowed=DATE_PRECISIONS,
    ),
    Column("actors", "several", "The armed parties, on either side: ids of `gazetteer/actors.csv`, separated by `;`."),
    Column(
        "targets",
        "several",
        "Who suffers it: ids of `gazetteer/actors.csv`, or words of your own such as `civilians`, separated by `;`.",
        required=False,
    ),
    Column("kind", "word", "Id of `gazetteer/kinds.csv`.", filled=True),
    Column(
        "count_low",
        "number",
        "Lower bound of the number reported, in `unit`: “more than 40 fighters” is 40 and empty; “some 600 families” "
        "is 600 and 600, with a note; “dozens” is 24 and empty. Never divided among places.",
    ),
    Column("count_high", "number", "Upper bound of the number reported."),
    Column("unit", "text", "What is counted: `fighters`, `families`."),
    Column("killed_low", "number", "Lower bound of how many were killed.", required=False),
    Column("killed_high", "number", "Upper bound of how many were killed.", required=False),
    Column("wounded_low", "number", "Lower bound of how many were wounded.", required=False),
    Column("wounded_high", "number", "Upper bound of how many were wounded.", required=False),
    Column("claimed_by", "text", "Who says so; empty when the report says it itself."),
    Column("disputed_by", "text", "Who denies or doubts it.", required=False),
    Column(
        "status",
        "word",
        "`reported`; `confirmed`: independent sources agree in the report; `denied`: those concerned deny it; "
        "`planned`: announced, not done.",
        allowed=STATUSES,
    ),
    Column(
        "location_precision",
        "word",
        "UCDP GED's `where_prec`: `exact` (1), `near` (2: within about 25 km of a known point), `district` (3), "
        "`province` (4), `region` (5: a linear or fuzzy area), `country` (6), `international` (7: abroad, or no "
        "country).",
        allowed=PRECISIONS,
    ),
    Column(
        "confidence",
        "word",
        "`high`: confirmed. `medium`: attributed and not disputed. `low`: disputed, denied, without a source, or told "
        "as a belief or a possibility.",
        allowed=CONFIDENCES,
    ),
    Column(
        "report_id",
        "several",
        "Name of the file in `reports/`, without `.md`; several, separated by `;`, when they report the same.",
        filled=True,
    ),
    Column(
        "evidence",
        "offsets",
        "Characters of the first report's body, `first-last`, last excluded, counted from 0 after the head; several, "
        "separated by `;`.",
    ),
    Column("event_id", "text", "The same in all records of one event.", required=False),
    Column("note", "text", "What a reader should know.", required=False),
    Column("why", "text", "Why the place was chosen, as it was when the record was accepted.", required=False),
    Column(
        "accepted_by",
        "text",
        "Who accepted the record as it is: from a suggestion, or by entering or changing it on a page.",
        required=False,
        formerly="reviewed_by",
    ),
    Column("accepted_at", "text", "When: date and time, ISO 8601.", required=False, formerly="reviewed_at"),
)

#: the columns by name
COLUMNS: Final = {column.name: column for column in SCHEMA}

#: what an export adds to each record from the gazetteer; a reader takes these from the gazetteer, not from the file
PLACE_COLUMNS: Final = (
    "place_name",
    "place_kind",
    "place_country",
    "place_country_code",
    "place_adm1",
    "place_adm1_code",
    "place_adm2",
    "place_lat",
    "place_lon",
    "place_iso_3166_2",
    "place_geonames",
    "place_wikidata",
    "place_pcode",
    "place_pcode_edition",
    "place_adm1_pcode",
    "place_adm2_pcode",
)

_BEGIN: Final = "<!-- columns: written by python -m geo.activity -->"
_END: Final = "<!-- /columns -->"
_TYPES: Final[dict[Type, str]] = {
    "text": "text",
    "word": "word",
    "several": "words, `;` between",
    "date": "date",
    "number": "whole number",
    "offsets": "offsets",
}


def reference() -> str:
    """Return the columns as a table in Markdown.

    Examples
    --------
    >>> print(reference().splitlines()[2])
    | `id` | text | must be filled | Unique and stable. |
    """
    rows = ["| column | type | | meaning |", "|---|---|---|---|"]
    for column in SCHEMA:
        need = "must be filled" if column.filled or column.allowed else "" if column.required else "optional column"
        old = f" Older files call it `{column.formerly}`." if column.formerly else ""
        allowed = f"one of {', '.join(f'`{word}`' for word in column.allowed)}" if column.allowed else ""
        rows.append(f"| `{column.name}` | {allowed or _TYPES[column.type]} | {need} | {column.meaning}{old} |")
    return "\n".join(rows)


def with_reference(readme: str) -> str:
    """Return the text of ``data/README.md`` with the current reference.

    Examples
    --------
    >>> from pathlib import Path
    >>> readme = Path("data/README.md").read_text(encoding="utf-8")
    >>> with_reference(readme) == readme
    True
    """
    before, _, rest = readme.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{reference()}\n\n{_END}{after}"
