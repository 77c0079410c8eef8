"""Which district or province here has which P-code: by area and by name, with what splits or does not fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.boundaries import Store
from geo.boundaries.sources.coded import CodedOutlines
from geo.errors import BoundaryError, DataError, Problem, UnclearError
from geo.gazetteer.codes import Code
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.overlaps import Overlap, overlaps
from geo.gazetteer.place import Place
from geo.names import fold, skeleton

Group = Literal["one to one", "split", "merged", "no match"]
#: how outlines of two editions relate
GROUPS: Final[tuple[Group, ...]] = ("one to one", "split", "merged", "no match")
_KINDS: Final = {1: "province", 2: "district"}
# of both outlines: surely the same place, whatever it is called
_SAME: Final = 0.9
_MOST: Final = 0.5


class Finding(NamedTuple):
    """A place here and an outline there that belong together, or one of the two that belongs to none.

    Parameters
    ----------
    kind : str
        ``province`` or ``district``.
    group : {"one to one", "split", "merged", "no match"}
        Split: one place here is several there. Merged: several places here are one there.
    place_id, place_name : str
        The place; empty when nothing here matches.
    pcode, name : str
        The outline's P-code and name; empty when nothing there matches.
    share_here, share_there : float
        The common area as a share of the place's and of the outline's, from 0 to 1.
    given : bool
        Whether the place gets the P-code.
    reason : str
        Why, or why not.
    """

    kind: str
    group: Group
    place_id: str
    place_name: str
    pcode: str
    name: str
    share_here: float
    share_there: float
    given: bool
    reason: str


def match_codes(
    levels: Iterable[CodedOutlines], gazetteer: Gazetteer, store: Store, *, file: str, edition: str = ""
) -> list[Finding]:
    """Find which places have which P-codes.

    An outline is a place if the two have more than 90 % of both areas in common, whatever they are called; or more
    than half of both, one with one, under the same name.

    Parameters
    ----------
    levels : iterable of CodedOutlines
        Of one country.
    gazetteer : Gazetteer
        The places; those that no longer exist, and those without an outline, are left out.
    store : geo.boundaries.Store
        Their outlines, at full resolution.
    file : str
        Where the outlines are from, for messages.
    edition : str, optional
        Of the P-codes: ``cod-ab-2021``.

    Returns
    -------
    list of Finding
        By level and group; every place of the country and every outline is in it.

    Raises
    ------
    DataError
        With every P-code or edition of another form.
    BoundaryError
        When no outline lies on a place of the gazetteer.

    Examples
    --------
    >>> from pathlib import Path
    >>> import geopandas as gpd
    >>> from geo.gazetteer import load
    >>> store, places = Store(Path("data/boundaries")), load([Path("gazetteer/places.csv")])
    >>> herat = gpd.GeoDataFrame({"pcode": ["AF32"], "name": "Herat", "outer": "", "row": 1},
    ...     geometry=[store.dissolve(["af.herat"], "full")], crs=4326)
    >>> match_codes([CodedOutlines(1, herat, "adm1_pcode")], places, store, file="x.gpkg")[0].reason
    'same outline, same name'
    """
    found: list[Finding] = []
    levels = list(levels)
    _check_form(levels, file, edition)
    provinces: dict[str, str] = {}
    for coded in levels:
        findings = list(_Level.of(coded, gazetteer, store, file, provinces).findings())
        provinces |= {one.pcode: one.place_id for one in findings if one.given and coded.level == 1}
        found += sorted(findings, key=lambda one: GROUPS.index(one.group))
    return found


def _check_form(levels: Iterable[CodedOutlines], file: str, edition: str) -> None:
    problems = []
    for coded in levels:
        for row, pcode in zip(coded.outlines["row"], coded.outlines["pcode"], strict=True):
            try:
                Code.read(str(Code("pcode", pcode)))
            except UnclearError as error:
                fix = error.fix.replace("pcode:", "")
                problems.append(Problem(file, error.message, fix, int(row), coded.column, pcode))
    if edition:
        try:
            Code.read(f"pcode:AF@{edition}")
        except UnclearError:
            problems.append(Problem("--edition", "is not an edition", "write it as cod-ab-2021", value=edition))
    if problems:
        raise DataError(problems)


@dataclass
class _Level:
    """The places and the outlines of one level, and what they have in common."""

    kind: str
    places: Sequence[Place]
    coded: CodedOutlines
    pairs: Sequence[Overlap]
    gazetteer: Gazetteer
    provinces: Mapping[str, str]
    # by either position: the other outlines that lie in it for the most part
    parts_here: dict[int, list[Overlap]] = field(default_factory=lambda: defaultdict(list))
    parts_there: dict[int, list[Overlap]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls, coded: CodedOutlines, gazetteer: Gazetteer, store: Store, file: str, provinces: Mapping[str, str]
    ) -> _Level:
        kind = _KINDS[coded.level]
        places = [
            place
            for place in gazetteer.values()
            if place.kind == kind and place.valid_to is None and (place.boundary or place.members)
        ]
        shapes = np.array([gazetteer.geometry(place.id, store, "full") for place in places], dtype=object)
        theirs = coded.outlines.geometry.to_numpy()
        country = _country(places, shapes, theirs, gazetteer)
        if not country:
            fix = "check the file, or add the country's boundaries first: geo boundaries add"
            raise BoundaryError(f"{file}: no outline with {coded.column} lies on a {kind} of the gazetteer; {fix}")
        inside = np.array([gazetteer.contains(country, place.id) for place in places])
        places = [place for place, is_in in zip(places, inside, strict=True) if is_in]
        level = cls(kind, places, coded, overlaps(shapes[inside], theirs), gazetteer, provinces)
        for pair in level.pairs:
            if pair.share_there > _MOST:
                level.parts_here[pair.here].append(pair)
            if pair.share_here > _MOST:
                level.parts_there[pair.there].append(pair)
        return level

    def findings(self) -> Iterator[Finding]:
        """Yield each pair that belongs together, then what is left on either side."""
        here, there = set(range(len(self.places))), set(range(len(self.coded.outlines)))
        for pair in self.pairs:
            if group := self._group(pair):
                yield self._finding(group, pair)
                here.discard(pair.here)
                there.discard(pair.there)
        for place in sorted(here):
            yield self._left_over([pair for pair in self.pairs if pair.here == place], place, None)
        for outline in sorted(there):
            yield self._left_over([pair for pair in self.pairs if pair.there == outline], None, outline)

    def _group(self, pair: Overlap) -> Group | None:
        parts, wholes = self.parts_here.get(pair.here, []), self.parts_there.get(pair.there, [])
        if len(parts) > 1 and pair in parts:
            return "split"
        if len(wholes) > 1 and pair in wholes:
            return "merged"
        if pair.least > _SAME or (pair.least > _MOST and self._same_name(pair)):
            return "one to one"
        return None

    def _finding(self, group: Group, pair: Overlap) -> Finding:
        same = pair.least > _SAME
        outline = "same outline" if same else "most of the outline in common"
        named = "same name" if self._same_name(pair) else "another name"
        reason = f"{outline}, {named}"
        if group != "one to one":
            whole, part = ("place", "outlines there") if group == "split" else ("outline", "places here")
            several = self.parts_here[pair.here] if group == "split" else self.parts_there[pair.there]
            reason = f"{reason}; the {whole} has {len(several)} {part}" if same else f"one of {len(several)} {part}"
        return self._row(group, pair, given=same or group == "one to one", reason=reason)

    def _left_over(self, pairs: Sequence[Overlap], place: int | None, outline: int | None) -> Finding:
        """Return a place or an outline that nothing matches, with what comes nearest."""
        best = max(pairs, key=lambda pair: pair.share_here if outline is None else pair.share_there, default=None)
        if best is None:
            return self._row("no match", Overlap(_or(place), _or(outline), 0, 0), given=False, reason="nothing there"
                if outline is None else "nothing here")  # fmt: skip
        share = best.share_here if outline is None else best.share_there
        nearest = self._called(best.there) if outline is None else self.places[best.here].id
        reason = f"{share:.0%} of it lies in {nearest}"
        named = next((pair for pair in pairs if self._same_name(pair)), None)
        if named:
            other = self._called(named.there) if outline is None else self.places[named.here].id
            reason = f"{reason}; {other} has its name, but too little of its area"
        alone = best._replace(here=_or(place), there=_or(outline))
        return self._row("no match", alone, given=False, reason=reason)

    def _row(self, group: Group, pair: Overlap, *, given: bool, reason: str) -> Finding:
        place = self.places[pair.here] if pair.here >= 0 else None
        outline = self.coded.outlines.iloc[pair.there] if pair.there >= 0 else None
        return Finding(
            self.kind,
            group,
            place.id if place else "",
            place.name if place else "",
            "" if outline is None else str(outline["pcode"]),
            "" if outline is None else str(outline["name"]),
            round(pair.share_here, 3),
            round(pair.share_there, 3),
            given,
            reason,
        )

    def _called(self, outline: int) -> str:
        row = self.coded.outlines.iloc[outline]
        return " ".join(filter(None, (row["pcode"], row["name"])))

    def _same_name(self, pair: Overlap) -> bool:
        """Return whether the outline bears a name of the place, or one that sounds alike, in the same province."""
        place, row = self.places[pair.here], self.coded.outlines.iloc[pair.there]
        province = self.gazetteer.province(place.id)
        if province and self.provinces.get(row["outer"], province.id) != province.id:
            return False
        name = str(row["name"])
        return bool(name) and any(
            fold(name) == fold(spelling) or (skeleton(name) and skeleton(name) == skeleton(spelling))
            for spelling in place.spellings
        )


def _or(position: int | None) -> int:
    return -1 if position is None else position


def _country(
    places: Sequence[Place], shapes: NDArray[np.object_], theirs: NDArray[np.object_], gazetteer: Gazetteer
) -> str:
    """Return the country in which most outlines lie; nothing when they lie in none."""
    inner = shapely.point_on_surface(theirs)
    at = shapely.STRtree(inner).query(shapes, predicate="intersects")[0] if len(places) else ()
    countries = Counter((gazetteer.ancestors(places[here].id) or (places[here],))[-1].id for here in at)
    return countries.most_common(1)[0][0] if countries else ""
