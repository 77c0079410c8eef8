"""A row for a place that a text names and no row is about."""

from __future__ import annotations

from collections.abc import Container

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.place import RADIUS_KM
from geo.names import fold, skeleton, slug


def propose_id(name: str, kind: str, parent: str, taken: Container[str]) -> str:
    """Return an id for a place: its parent's, a dot, its name in plain letters, a number where that is taken.

    Parameters
    ----------
    name : str
        In any script; of one that has no plain letters, its consonants are taken.
    kind : str
        Stands for a name that gives no letter at all.
    parent : str
        Id of the place that it lies in; empty for a country.
    taken : container of str
        The ids that there are.

    Returns
    -------
    str
        None of those taken; the same again for the same names in the same order.

    Examples
    --------
    >>> propose_id("Qal`ah-ye Naw", "town", "af.badghis", {"af.badghis.qalah-ye-naw"})
    'af.badghis.qalah-ye-naw-2'
    >>> propose_id("جرم", "village", "af.badakhshan", ())
    'af.badakhshan.jrm'
    """
    stem = slug(name) or slug(skeleton(name)) or fold(kind)
    plain = f"{parent}.{stem}" if parent else stem
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key


def propose(name: str, kind: str, parent: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Return a row for ``places.csv``, for somebody with better knowledge to correct.

    Parameters
    ----------
    name : str
        As the text writes it.
    kind : str
        What the text calls it.
    parent : str
        Id of the place that it seems to lie in.
    gazetteer : Gazetteer
        The places there are; the id is none of theirs.

    Returns
    -------
    dict of str to str
        With the parent's point and a radius that says how little is known.

    Examples
    --------
    >>> from geo.project import Project
    >>> row = propose("Gul Dara", "valley", "af.badakhshan.warduj", Project.load().gazetteer)
    >>> row["id"], row["note"]
    ('af.badakhshan.warduj.gul-dara', 'position unknown: the point is that of Warduj')
    """
    outer = gazetteer[parent]
    return {
        "id": propose_id(name, kind, parent, gazetteer),
        "name": " ".join(name.split()),
        "kind": kind,
        "parent": parent,
        "lat": str(outer.lat if outer.lat is not None else ""),
        "lon": str(outer.lon if outer.lon is not None else ""),
        "radius_km": f"{max(RADIUS_KM.get(kind, 10.0), 20.0):g}",
        "source": "a report, added while it was reviewed",
        "note": f"position unknown: the point is that of {outer.name}",
    }
