"""Places that a text names and the gazetteer lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geo.gazetteer import Gazetteer
from geo.scan.scan import Mention

_SIMILAR = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """A place that the gazetteer lacks.

    Parameters
    ----------
    name, kind : str
        As the text calls it.
    parent : str
        Id of the province where it seems to lie: the one that the text names most places of; empty when none.
    similar : tuple of str
        Names in the gazetteer that resemble it, the best first.
    """

    name: str
    kind: str
    parent: str
    similar: tuple[str, ...]


def missing(mentions: Iterable[Mention], gazetteer: Gazetteer) -> list[Missing]:
    """Return the places that a text calls a district, a valley or the like and that the gazetteer lacks.

    Parameters
    ----------
    mentions : iterable of Mention
        The toponyms of the text.
    gazetteer : Gazetteer
        Where they were looked up.

    Returns
    -------
    list of Missing
        Each name once, in the order of the text.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> [found] = missing(project.scan("Villagers of Gul Sang valley fled to Achin in Nangarhar."), project.gazetteer)
    >>> found.name, found.kind, found.parent
    ('Gul Sang', 'valley', 'af.nangarhar')
    """
    found = list(mentions)
    places = [one.resolution.place for one in found if one.resolution.place]
    provinces = Counter(province.id for place in places if (province := gazetteer.province(place.id)))
    parent = provinces.most_common(1)[0][0] if provinces else ""
    unknown = {one.name: one for one in found if one.resolution.verdict == "unknown" and one.kind}
    return [
        Missing(
            name,
            one.kind or "",
            parent,
            tuple(candidate.place.name for candidate in one.resolution.candidates[:_SIMILAR]),
        )
        for name, one in unknown.items()
    ]
