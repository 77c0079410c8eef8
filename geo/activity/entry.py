"""What a person enters in the form of one record: cells as in the CSV, and places in any spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from geo.activity.schema import COLUMNS
from geo.activity.why import BY_HAND
from geo.gazetteer import Gazetteer
from geo.resolve import Resolution, resolve_all

#: columns that the program fills in
DERIVED: Final = frozenset({"id", "event_id", "why", "accepted_by", "accepted_at"})
#: what a new record begins with
BLANK: Final[Mapping[str, str]] = {**dict.fromkeys(COLUMNS, ""), "status": "reported", "date_precision": "day"}


def changed(row: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the cells in which what was typed differs from a row.

    Parameters
    ----------
    row : mapping of str to str
        The record's cells.
    typed : mapping of str to str
        The form's cells.

    Returns
    -------
    dict of str to str
        The cells to write. Other places are noted as chosen by hand, in place of the resolver's reasons.

    Examples
    --------
    >>> changed({"place_id": "af.kunar", "note": "x"}, {"place_id": "af.nuristan", "note": "x "})
    {'place_id': 'af.nuristan', 'why': 'assigned by hand'}
    """
    cells = {name: text.strip() for name, text in typed.items() if text.strip() != row.get(name, "").strip()}
    if "place_id" in cells:
        cells["why"] = BY_HAND
    return cells


class PlacesMeant(NamedTuple):
    """The places that a person entered.

    Parameters
    ----------
    ids : list of str
        Their ids; what has none stays as it was typed.
    found : list of Resolution
        What was typed and resolved.
    unclear : list of Resolution
        What was typed and did not resolve to one place.
    """

    ids: list[str]
    found: list[Resolution]
    unclear: list[Resolution]


def places_meant(entered: Iterable[str], gazetteer: Gazetteer) -> PlacesMeant:
    """Return the places that a person entered, as ids or as names in any spelling.

    Parameters
    ----------
    entered : iterable of str
        Ids, and phrases such as a report has.
    gazetteer : Gazetteer
        The places.

    Returns
    -------
    PlacesMeant
        The ids in place of the phrases that are clear, without duplicates.

    Examples
    --------
    >>> from geo.project import Project
    >>> gazetteer = Project.load().gazetteer
    >>> places_meant(["af.kunar", "Darzab and Qosh Tapa districts"], gazetteer).ids
    ['af.kunar', 'af.jowzjan.darzab', 'af.jowzjan.qush-tepa']
    >>> places_meant(["Kohistan"], gazetteer).unclear[0].verdict
    'ambiguous'
    """
    ids: list[str] = []
    found: list[Resolution] = []
    unclear: list[Resolution] = []
    for text in entered:
        resolutions = [] if text in gazetteer else resolve_all(text, gazetteer)
        if text in gazetteer or not resolutions or any(one.place is None for one in resolutions):
            ids.append(text)
            unclear += [one for one in resolutions if one.place is None]
        else:
            ids += [one.place.id for one in resolutions if one.place]
            found += resolutions
    return PlacesMeant(list(dict.fromkeys(ids)), found, unclear)
