"""One place: what it is called, what it lies in, where it is."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from geo.gazetteer.codes import Code
from geo.tables import split_list

# from the widest to the narrowest; a place lies in a wider one
KINDS: Final = ("country", "region", "province", "district", "city", "town", "village", "valley")

# how far around its point a place without an outline is drawn, in km, when its row does not say
RADIUS_KM: Final = {
    "country": 500.0,
    "region": 150.0,
    "province": 60.0,
    "district": 20.0,
    "city": 5.0,
    "town": 2.0,
    "village": 1.0,
    "valley": 10.0,
}

# the end of an alias, after @: fa, ps-Arab, fa-Latn (BCP 47: language, then script)
_TAG: Final = re.compile(r"(?P<lang>[a-z]{2,3})(?:-(?P<script>[A-Z][a-z]{3}))?")


class Alias(NamedTuple):
    """Another spelling or another name.

    Parameters
    ----------
    text : str
        The name.
    lang : str, optional
        Its language: ``fa`` for Dari, ``ps`` for Pashto (ISO 639).
    script : str, optional
        Its script where it does not follow from the language: ``Latn`` (ISO 15924).
    """

    text: str
    lang: str | None = None
    script: str | None = None

    @classmethod
    def read(cls, text: str) -> Alias:
        """Read an alias as a cell of the gazetteer has it.

        Examples
        --------
        >>> Alias.read("جرم@fa")
        Alias(text='جرم', lang='fa', script=None)
        """
        if "@" not in text:
            return cls(text)
        name, _, tag = text.rpartition("@")
        told = _tag(tag)
        return cls(name.rstrip(), *told) if told else cls(text)

    @classmethod
    def listed(cls, cell: str) -> tuple[Alias, ...]:
        """Read a whole cell of the gazetteer, in which semicolons separate aliases.

        Examples
        --------
        >>> [alias.text for alias in Alias.listed("Kala Kuf; قلعه کوف@fa;")]
        ['Kala Kuf', 'قلعه کوف']
        """
        return tuple(map(cls.read, split_list(cell)))


class Place(NamedTuple):
    """One row of the gazetteer.

    Exactly one of ``boundary``, ``members`` and the point (``lat``, ``lon``) gives the place its geometry.

    Parameters
    ----------
    id : str
        Stable and readable: ``af.badakhshan.jurm``.
    name : str
        As the map shows it.
    kind : str
        One of :data:`KINDS`.
    parent : str
        Id of the place that it lies in; empty for a country.
    aliases : tuple of Alias
        Other names and spellings.
    lat, lon : float, optional
        Degrees, EPSG:4326.
    radius_km : float
        How far around the point the place may reach.
    boundary : str
        Key in the geometry store.
    members : tuple of str
        Ids of the places that a region is the union of.
    valid_from, valid_to : datetime.date, optional
        When the place existed in this form.
    codes : tuple of Code
        Its codes elsewhere: those of the columns ``iso_3166_2``, ``geonames`` and ``wikidata``, then those of
        the column ``codes``; one for each scheme.
    source, note : str
        Where the row comes from, and what its reader should know.
    """

    id: str
    name: str
    kind: str
    parent: str = ""
    aliases: tuple[Alias, ...] = ()
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 0.0
    boundary: str = ""
    members: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    codes: tuple[Code, ...] = ()
    source: str = ""
    note: str = ""

    @property
    def is_point(self) -> bool:
        """Whether the place is known as a point and a radius only."""
        return self.lat is not None and not self.boundary and not self.members

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *[alias.text for alias in self.aliases])

    def code(self, scheme: str) -> str:
        """Return its code in a scheme; empty when it has none.

        Examples
        --------
        >>> Place("af.x", "X", "district", codes=(Code("pcode", "AF2805", "cod-ab-2021"),)).code("pcode")
        'AF2805'
        """
        return next((code.code for code in self.codes if code.scheme == scheme), "")

    def coexists(self, other: Place) -> bool:
        """Return whether the two existed at one time, as far as is known.

        Examples
        --------
        >>> before, after = date(2004, 3, 27), date(2004, 3, 28)
        >>> Place("a", "A", "district", valid_to=before).coexists(Place("b", "B", "province", valid_from=after))
        False
        """
        return not (
            (self.valid_to and other.valid_from and self.valid_to < other.valid_from)
            or (other.valid_to and self.valid_from and other.valid_to < self.valid_from)
        )

    def names_in(self, *langs: str) -> dict[str, str]:
        """Return its first name in each language that it has one in.

        Examples
        --------
        >>> Place("af.x", "X", "district", aliases=(Alias("ایکس", "fa"),)).names_in("fa", "ps")
        {'fa': 'ایکس'}
        """
        names: dict[str, str] = {}
        for alias in self.aliases:
            if alias.lang in langs and alias.script != "Latn":
                names.setdefault(alias.lang, alias.text)
        return names


@lru_cache
def _tag(text: str) -> tuple[str, str | None] | None:
    """Return the language and the script at the end of an alias; None when there are none."""
    found = _TAG.fullmatch(text)
    return (found["lang"], found["script"]) if found else None
