"""A row for a place that a text names and no row is about."""

from __future__ import annotations

import re
import unicodedata

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.place import RADIUS_KM
from geo.names import fold


def propose(name: str, kind: str, parent: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Return a row for ``places.csv``, to be corrected by whoever knows more.

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
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or fold(kind)
    key, number = f"{parent}.{slug}", 2
    while key in gazetteer:
        key, number = f"{parent}.{slug}-{number}", number + 1
    return {
        "id": key,
        "name": " ".join(name.split()),
        "kind": kind,
        "parent": parent,
        "lat": str(outer.lat if outer.lat is not None else ""),
        "lon": str(outer.lon if outer.lon is not None else ""),
        "radius_km": f"{max(RADIUS_KM.get(kind, 10.0), 20.0):g}",
        "source": "a report, added while it was reviewed",
        "note": f"position unknown: the point is that of {outer.name}",
    }
