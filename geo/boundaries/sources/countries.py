"""Countries by their codes, with their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from geo.errors import BoundaryError
from geo.extras import optional

#: the languages that the gazetteer gives names in beside English
LANGUAGES: Final = ("fa", "ps")
# the World Bank and geoBoundaries use another code for Kosovo than CLDR
_USED: Final = {"XKX": "XK"}
# former countries, which lead to their successors, and codes for tests or without a country
_NONE_TODAY: Final = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "QUU", "XAA", "XBB", "ZZZ"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country as ISO 3166-1 has it.

    Parameters
    ----------
    iso2, iso3 : str
        Its codes: ``PK``, ``PAK``.
    name : str
        In English.
    names : tuple of tuple of str
        Its names in other languages, each with the language's code (ISO 639-1).
    """

    iso2: str
    iso3: str
    name: str
    names: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """The id of its place: ``pk``."""
        return self.iso2.lower()


def country(code: str) -> Country:
    """Return a country.

    Parameters
    ----------
    code : str
        Two or three letters of ISO 3166-1, upper or lower case.

    Returns
    -------
    Country
        With the names that Unicode's CLDR gives it.

    Raises
    ------
    BoundaryError
        When no country has this code.

    Examples
    --------
    >>> pakistan = country("PAK")
    >>> pakistan.id, pakistan.name, pakistan == country("pk")
    ('pk', 'Pakistan', True)
    """
    codes = _codes()
    wanted = code.strip().upper()
    iso3 = wanted if wanted in codes else next((three for three, two in codes.items() if two == wanted), None)
    if iso3 is None:
        raise BoundaryError(f"'{code}' is not a country code; write three letters of ISO 3166-1, such as PAK")
    iso2 = codes[iso3]
    english = str(_cldr().Locale("en").territories[iso2])
    names = [(str(_cldr().Locale(lang).territories.get(iso2, "")), lang) for lang in LANGUAGES]
    return Country(iso2, iso3, english, tuple((name, lang) for name, lang in names if name and name != english))


@cache
def _codes() -> dict[str, str]:
    """Return two letters by three, of today's countries."""
    known = _cldr().Locale("en").territories
    found = {
        alias: replacements[0]
        for alias, replacements in _cldr().get_global("territory_aliases").items()
        if re.fullmatch("[A-Z]{3}", alias) and len(replacements) == 1 and replacements[0] in known
    }
    return {three: two for three, two in found.items() if three not in _NONE_TODAY} | _USED


def _cldr() -> Any:
    return optional("babel.core", "countries", "Adding a country")
