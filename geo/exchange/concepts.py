"""What other gazetteers call our kinds, codes and languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from geo.errors import UnclearError
from geo.gazetteer.codes import Code
from geo.gazetteer.place import Alias

#: what a place's id is a URI with, when its publisher names no other base
BASE: Final = "atlas:"


@dataclass(frozen=True, slots=True)
class KindConcept:
    """A kind of place as other gazetteers name it.

    Parameters
    ----------
    fclass : str
        The feature class of GeoNames: A administrative, L region, P populated place, T landform.
    aat : str
        The concept in the Art and Architecture Thesaurus, from the list that World Historical Gazetteer
        supports (feature-types-AAT_20230609).
    """

    fclass: str
    aat: str


#: our kinds, and what they are to others
KIND_CONCEPTS: Final = {
    "country": KindConcept("A", "300387506"),
    "region": KindConcept("L", "300182722"),
    "province": KindConcept("A", "300000774"),
    "district": KindConcept("A", "300000705"),
    "city": KindConcept("P", "300008389"),
    "town": KindConcept("P", "300008375"),
    "village": KindConcept("P", "300008372"),
    "valley": KindConcept("T", "300008761"),
}

# concepts without a kind of their own here, and the nearest kind: nation, state, county, historical
# region, inhabited place
_AAT: Final = {term.aat: kind for kind, term in KIND_CONCEPTS.items()} | {
    "300128207": "country",
    "300000776": "province",
    "300000771": "district",
    "300387178": "region",
    "300008347": "town",
}

# the kind that a feature class alone gives; landforms and sites have none
_FCLASS: Final = {"A": "district", "L": "region", "P": "town"}

#: GeoNames' feature codes (class.code, geonames.org/export/codes.html) that are one of our kinds
FEATURES: Final = {
    "A.PCLI": "country",
    "A.PCLS": "country",
    "A.PCLF": "country",
    "A.PCLD": "country",
    "A.PCLIX": "country",
    "A.PCL": "country",
    "A.ADM1": "province",
    "A.ADM2": "district",
    "L.RGN": "region",
    "L.RGNE": "region",
    "L.RGNH": "region",
    "P.PPLC": "city",
    "P.PPLA": "city",
    "P.PPLG": "city",
    "P.PPLA2": "town",
    "P.PPLA3": "town",
    "P.PPLA4": "town",
    "P.PPLA5": "town",
    "P.PPL": "village",
    "P.PPLF": "village",
    "P.PPLL": "village",
    "P.PPLR": "village",
    "P.PPLS": "village",
    "T.VAL": "valley",
    "T.VALS": "valley",
    "T.VALG": "valley",
    "T.VALX": "valley",
}

# the addresses under which GeoNames and Wikidata are cited, beside the prefixes that the specification asks for
_MATCH: Final = re.compile(
    r"(?:gn:|https?://(?:www\.|sws\.)?geonames\.org/)(?P<geonames>\d+)/?(?:[a-z][^/]*\.html)?"
    r"|(?:wd:|https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)(?P<wikidata>Q\d+)/?"
)

# BCP 47 as far as a gazetteer needs it: language, script, and the rest, which is left out
_TAGGED: Final = re.compile(
    r"(?P<text>.*\S)\s*@(?P<lang>[a-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?P<beyond>(?:-[A-Za-z0-9]{1,8})*)",
    re.DOTALL,
)
_NO_LANGUAGE: Final = "und"

# the semicolons that separate aliases, including the one of Dari and Pashto keyboards
_COMMAS: Final = str.maketrans(";؛", ",،")
_ISO: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,4})?")


def kind_of(labels: Iterable[str], concepts: Iterable[str], fclasses: Iterable[str], fallback: str = "") -> str:
    """Return the kind that a record's types give, the most specific first.

    Parameters
    ----------
    labels : iterable of str
        The contributor's own words for its type.
    concepts : iterable of str
        Concepts of the Art and Architecture Thesaurus, digits only.
    fclasses : iterable of str
        Feature classes of GeoNames.
    fallback : str, optional
        The kind when neither labels nor concepts give one; goes before the classes.

    Returns
    -------
    str
        One of :data:`geo.gazetteer.KINDS`, or nothing.

    Examples
    --------
    >>> kind_of(["pueblo"], ["300008375"], ["P"])
    'town'
    """
    told = [label.strip().lower() for label in labels]
    found = [kind for kind in told if kind in KIND_CONCEPTS]
    found += [_AAT[concept] for concept in concepts if concept in _AAT]
    found += [fallback] if fallback else []
    found += [_FCLASS[fclass] for fclass in fclasses if fclass in _FCLASS]
    return found[0] if found else ""


def matched(identifiers: Iterable[str]) -> dict[str, str]:
    """Return the codes in GeoNames and Wikidata among the places that a record matches, the first of each.

    Examples
    --------
    >>> matched(["http://vocab.getty.edu/page/tgn/1017179", "http://www.geonames.org/4014338", "wd:Q61302"])
    {'geonames': '4014338', 'wikidata': 'Q61302'}
    """
    codes: dict[str, str] = {}
    for identifier in identifiers:
        if found := _MATCH.fullmatch(identifier):
            for column, code in found.groupdict().items():
                if code:
                    codes.setdefault(column, code)
    return codes


def matches(geonames: str, wikidata: str) -> list[str]:
    """Return a place's codes elsewhere, with the prefixes of the specification.

    Examples
    --------
    >>> matches("1138958", "Q5838")
    ['gn:1138958', 'wd:Q5838']
    """
    return [prefix + code for prefix, code in (("gn:", geonames), ("wd:", wikidata)) if code]


def codes_cell(texts: Iterable[str], known: Collection[str]) -> str:
    """Return codes as the column ``codes`` has them; those of another form, and second ones of a scheme, are left out.

    Parameters
    ----------
    texts : iterable of str
        Each as the column has it.
    known : collection of str
        Schemes whose code stands elsewhere.

    Returns
    -------
    str
        Separated by semicolons.

    Examples
    --------
    >>> codes_cell(["pcode:AF01@2021", "pcode:AF02", "wikidata:Q5838", "AF01"], ["wikidata"])
    'pcode:AF01@2021'
    """
    found: dict[str, Code] = {}
    for text in texts:
        with suppress(UnclearError):
            code = Code.read(text)
            if code.scheme not in known:
                found.setdefault(code.scheme, code)
    return ";".join(map(str, found.values()))


def iso_code(text: str) -> str:
    """Return a code of ISO 3166, or nothing when a text does not look like one.

    Examples
    --------
    >>> iso_code("AF-BDS"), iso_code("=1+1")
    ('AF-BDS', '')
    """
    return text if _ISO.fullmatch(text) else ""


def variant(alias: Alias) -> str:
    """Return an alias as Linked Places TSV writes names: ``name@language-Script``.

    A name that only looks as if a language followed it is marked ``@und``, of no known language.

    Examples
    --------
    >>> variant(Alias("Sar-e Pol", "fa", "Latn")), variant(Alias("info@fa"))
    ('Sar-e Pol@fa-Latn', 'info@fa@und')
    """
    if alias.lang:
        return f"{alias.text}@{alias.lang}{f'-{alias.script}' if alias.script else ''}"
    return f"{alias.text}@{_NO_LANGUAGE}" if _TAGGED.fullmatch(alias.text) else alias.text


def read_variant(text: str) -> Alias:
    """Return an alias as :func:`variant` writes it; regions and dialects of a language are left out.

    Examples
    --------
    >>> read_variant("Sansibar@de-DE-1901")
    Alias(text='Sansibar', lang='de', script=None)
    """
    tagged = _TAGGED.fullmatch(text)
    if tagged is None:
        return Alias(text)
    if tagged["lang"] == _NO_LANGUAGE and _TAGGED.fullmatch(tagged["text"]):
        return Alias(tagged["text"])
    script = tagged["script"]
    return Alias(tagged["text"], tagged["lang"], script.title() if script else None)


def cell(aliases: Iterable[Alias]) -> str:
    """Return aliases as the column ``aliases`` has them; a semicolon in a name, which would end it, becomes a comma.

    Examples
    --------
    >>> cell([Alias("جرم", "fa"), Alias("Jurm; Jorm")])
    'جرم@fa;Jurm, Jorm'
    """
    return ";".join(variant(Alias(alias.text.translate(_COMMAS), alias.lang, alias.script)) for alias in aliases)
