"""Codes of a place in other lists, to join tables on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from geo.errors import UnclearError

#: schemes that have a column of their own in ``places.csv``; all others stand in its column ``codes``
COLUMN_SCHEMES: Final = ("iso_3166_2", "geonames", "wikidata")
_ENTRY: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9_-]*):(?P<code>[^\s;؛@]+)(?:@(?P<edition>[^\s;؛@]+))?")
# how the codes of a scheme look, and one to show; the other schemes may have any
_FORMS: Final = {
    "geonames": (re.compile(r"[0-9]{1,9}"), "1138958"),
    "wikidata": (re.compile(r"Q[1-9][0-9]*"), "Q5838"),
    "pcode": (re.compile(r"[A-Z]{2}(?:[A-Z0-9-]*[A-Z0-9])?"), "AF2805"),
}
# 1130490 in a column too narrow for it, saved: the last digits are gone
_SCIENTIFIC: Final = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)


class Code(NamedTuple):
    """What another list calls a place.

    Parameters
    ----------
    scheme : str
        The list: ``iso_3166_2``, ``geonames``, ``wikidata``, ``pcode`` (OCHA), or any other in a to z, digits,
        ``_`` and ``-``.
    code : str
        The place's code in it.
    edition : str, optional
        The edition of the list, where codes differ between editions: ``cod-ab-2021``.
    """

    scheme: str
    code: str
    edition: str = ""

    @classmethod
    def read(cls, text: str) -> Code:
        """Read one entry of the column ``codes``.

        Raises
        ------
        geo.errors.UnclearError
            When it has another form, or its scheme has no such codes.

        Examples
        --------
        >>> Code.read("pcode:AF2805@cod-ab-2021")
        Code(scheme='pcode', code='AF2805', edition='cod-ab-2021')
        >>> Code.read("gadm:AFG.1.2_1").edition
        ''
        """
        entry = _ENTRY.fullmatch(text)
        if entry is None:
            raise UnclearError("is not a code with its scheme", "write it as pcode:AF2805 or pcode:AF2805@cod-ab-2021")
        code = cls(entry["scheme"], entry["code"], entry["edition"] or "")
        code.check()
        return code

    def check(self) -> None:
        """Raise UnclearError when the scheme has no codes of this form."""
        form, example = _FORMS.get(self.scheme, (None, ""))
        if form is None or form.fullmatch(self.code):
            return
        if _SCIENTIFIC.fullmatch(self.code):
            fix = "look the number up again, and make the column one of text"
            raise UnclearError("was rounded by a spreadsheet", fix)
        written = example if self.scheme in COLUMN_SCHEMES and not self.edition else f"{self.scheme}:{example}"
        raise UnclearError("is not a code", f"write one like {written}")

    @property
    def in_column(self) -> bool:
        """Whether it stands in a column of its own."""
        return self.scheme in COLUMN_SCHEMES and not self.edition

    def __str__(self) -> str:
        """Write it as :meth:`read` reads it."""
        return f"{self.scheme}:{self.code}{f'@{self.edition}' if self.edition else ''}"


def ordered(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Return codes as a place has them: those with a column of their own first, in the order of the columns.

    Examples
    --------
    >>> [code.scheme for code in ordered([Code("pcode", "AF01"), Code("wikidata", "Q5838")])]
    ['wikidata', 'pcode']
    """
    last = len(COLUMN_SCHEMES)
    return tuple(sorted(codes, key=lambda code: COLUMN_SCHEMES.index(code.scheme) if code.in_column else last))


def code_cells(codes: Iterable[Code]) -> dict[str, str]:
    """Return codes as a row of ``places.csv`` has them.

    Examples
    --------
    >>> code_cells([Code("geonames", "1138958"), Code("pcode", "AF01", "2021"), Code("gadm", "AFG.13_1")])
    {'iso_3166_2': '', 'geonames': '1138958', 'wikidata': '', 'codes': 'pcode:AF01@2021;gadm:AFG.13_1'}
    """
    listed = list(codes)
    own = {code.scheme: code.code for code in listed if code.in_column}
    return {
        **{scheme: own.get(scheme, "") for scheme in COLUMN_SCHEMES},
        "codes": ";".join(str(code) for code in listed if not code.in_column),
    }
