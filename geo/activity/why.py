"""Why a record has its places: the reasons given when the record was accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from geo.resolve import Resolution
from geo.scan import Mention

#: the content of the column ``why`` if a person chose the place
BY_HAND: Final = "assigned by hand"
_BETWEEN: Final = " | "


def reasons(resolutions: Iterable[Resolution]) -> str:
    """Return the reasons for some places in one line, for the column ``why``.

    Parameters
    ----------
    resolutions : iterable of Resolution
        Resolutions without a place are left out.

    Returns
    -------
    str
        Each place's id and reasons.

    Examples
    --------
    >>> from geo.project import Project
    >>> from geo.resolve import resolve
    >>> reasons([resolve("Darzab district", Project.load().gazetteer)])
    'af.jowzjan.darzab: “Darzab” is its name; it is a district, as the text says'
    """
    return _BETWEEN.join(
        f"{one.place.id}: {'; '.join(one.candidates[0].reasons)}" for one in resolutions if one.place is not None
    )


def reasons_in_text(places: Iterable[str], mentions: Sequence[Mention], end: int) -> str:
    """Return the reasons for places by their mentions in a text.

    Parameters
    ----------
    places : iterable of str
        Ids in the gazetteer.
    mentions : sequence of Mention
        The toponyms in the text.
    end : int
        The offset up to which mentions count; of several mentions of a place, the last is used.

    Returns
    -------
    str
        As :func:`reasons` returns them; places that the text does not mention are left out.
    """
    found = {one.resolution.place.id: one.resolution for one in mentions if one.resolution.place and one.start < end}
    return reasons(found[place] for place in places if place in found)


def kept_for(why: str, places: Sequence[str]) -> str:
    """Return the reasons for the places that a person kept or chose instead.

    Examples
    --------
    >>> why = "af.kunar: “Kunar” is its name | af.nuristan: “Nuristan” is its name"
    >>> kept_for(why, ["af.kunar", "af.kabul"])
    'af.kunar: “Kunar” is its name | af.kabul: assigned by hand'
    >>> kept_for(why, ["af.kabul"])
    'assigned by hand'
    """
    parts = {part.partition(": ")[0]: part for part in why.split(_BETWEEN)}
    if parts.keys().isdisjoint(places):
        return BY_HAND
    return _BETWEEN.join(parts.get(place, f"{place}: {BY_HAND}") for place in places)


def explained(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Explain the places of records, each explanation once.

    Parameters
    ----------
    rows : iterable of mapping of str to str
        The columns ``place_text``, ``why``, ``accepted_by`` and ``accepted_at`` of records.

    Returns
    -------
    list of str
        Each a text of several lines.

    Examples
    --------
    >>> row = {"place_text": "Darzab", "why": "af.jowzjan.darzab: “Darzab” is its name", "accepted_by": "Mariam"}
    >>> print(explained([row, row])[0])
    “Darzab”, accepted by Mariam
      af.jowzjan.darzab
        - “Darzab” is its name
    >>> print(explained([{"place_text": "the north"}])[0])
    “the north”
      The place was entered by hand.
    """
    return list(dict.fromkeys(map(_explained, rows)))


def _explained(row: Mapping[str, str]) -> str:
    day = row.get("accepted_at", "")[:10]
    accepted = f", accepted by {row['accepted_by']}" if row.get("accepted_by") else ""
    heading = f"“{row.get('place_text', '')}”{accepted}{f' on {day}' if accepted and day else ''}"
    why = row.get("why", "")
    if not why or why == BY_HAND:
        return f"{heading}\n  The place was entered by hand."
    lines = [heading]
    for part in why.split(_BETWEEN):
        place, _, told = part.partition(": ")
        lines += [f"  {place}", *(f"    - {reason}" for reason in told.split("; ") if reason)]
    return "\n".join(lines)
