"""Changing a gazetteer file by hand: finding its rows, and changing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import shapely

from geo.gazetteer.gazetteer import Gazetteer
from geo.names import fold, skeleton
from geo.tables import split_list
from geo.tables.formulas import guarded, unguarded
from geo.tables.sheets import Sheet

#: a row: its id, and which of the rows with this id it is, from 0 on
Key = tuple[str, int]
Cells = dict[str, str]


def keyed(rows: Iterable[Cells]) -> dict[Key, Cells]:
    """Return rows by keys that stay the same when other parts of the file change.

    Examples
    --------
    >>> list(keyed([{"id": "af.jurm"}, {"id": "af.jurm"}]))
    [('af.jurm', 0), ('af.jurm', 1)]
    """
    found: dict[Key, Cells] = {}
    count: dict[str, int] = {}
    for row in rows:
        key = row.get("id", "").strip()
        found[key, count.setdefault(key, 0)] = row
        count[key] += 1
    return found


def matching(query: str, rows: Mapping[Key, Cells], gazetteer: Gazetteer) -> list[Key]:
    """Return the rows that a query finds: by a part of id, name or alias, or by the sound of a whole name.

    Parameters
    ----------
    query : str
        As people type it; nothing finds all.
    rows : mapping of (str, int) to dict
        As :func:`keyed` returns them.
    gazetteer : Gazetteer
        Whose index of sounds to use; it may lack rows with problems.

    Returns
    -------
    list of (str, int)
        In the order of the file.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.project import Project
    >>> rows = keyed(Sheet.open(Path("gazetteer/places.csv")).rows)
    >>> matching("Qosh Tapa", rows, Project.load().gazetteer)
    [('af.jowzjan.qush-tepa', 0)]
    """
    plain = query.strip().casefold()
    if not plain:
        return list(rows)
    folded = fold(query)
    sounding = gazetteer.by_skeleton.get(skeleton(query), {})

    def found(key: Key, row: Cells) -> bool:
        names = f"{row.get('name', '')};{row.get('aliases', '')}"
        return (
            key[0] in sounding
            or plain in key[0].casefold()
            or plain in names.casefold()
            or bool(folded and folded in {fold(name) for name in split_list(names) if not name.isascii()})
        )

    return [key for key, row in rows.items() if found(key, row)]


class Entry(NamedTuple):
    """What a form says of a place, as people type it.

    Parameters
    ----------
    name, kind, parent : str
        As in the columns of these names.
    aliases : tuple of str
        Each with its language, where it has one: ``جرم@fa``.
    lat, lon, radius_km, boundary, source, note : str
        As in the columns of these names.
    """

    name: str = ""
    kind: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    lat: str = ""
    lon: str = ""
    radius_km: str = ""
    boundary: str = ""
    source: str = ""
    note: str = ""

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Entry:
        """Return a row's values without the apostrophes that guard against formulas.

        Examples
        --------
        >>> Entry.of({"name": "Jurm", "aliases": "Jorm; جرم@fa"}).aliases
        ('Jorm', 'جرم@fa')
        """
        cells = {name: unguarded(row.get(name, "").strip()) for name in cls._fields}
        aliases = split_list(cells.pop("aliases"))
        return cls(**cells, aliases=aliases)

    def cells(self, row: Mapping[str, str]) -> Cells:
        """Return the cells in which this differs from a row, or from an empty one.

        Examples
        --------
        >>> Entry("Jurm", "district", aliases=("Jorm", "=1+1")).cells({"kind": "district", "note": "old"})
        {'name': 'Jurm', 'note': '', 'aliases': 'Jorm;=1+1'}
        """
        old = Entry.of(row)
        cells = {
            name: text.strip()
            for name, text in self._asdict().items()
            if name != "aliases" and text.strip() != getattr(old, name)
        }
        # a semicolon would part an alias in two all the same
        if split_list(";".join(self.aliases)) != old.aliases:
            cells["aliases"] = ";".join(self.aliases)
        return {name: guarded(text) for name, text in cells.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a gazetteer file.

    Parameters
    ----------
    cells : mapping of (str, int) to mapping
        By row, the cells that get another text.
    added : sequence of mapping
        New rows, at the end of the file.
    areas : mapping of str to shapely.Geometry or None
        Areas to put into ``areas.geojson``, by key; None takes one out.
    """

    cells: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)
    added: Sequence[Mapping[str, str]] = ()
    areas: Mapping[str, shapely.Geometry | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return bool(self.cells or self.added or self.areas)

    def lost(self, rows: Collection[Key]) -> list[Key]:
        """Return the rows to change that are not there, because somebody else took them out.

        Examples
        --------
        >>> Change({("af.jurm", 0): {"name": "Jorm"}}).lost([])
        [('af.jurm', 0)]
        """
        return [key for key in self.cells if key not in rows]

    def described(self, gazetteer: Gazetteer) -> str:
        """Describe the change in a few words.

        Parameters
        ----------
        gazetteer : Gazetteer
            With the names of the places before the change.

        Returns
        -------
        str
            Such as ``Jurm added``; several changes are counted.

        Examples
        --------
        >>> Change({("af.jurm", 0): {}, ("af.kabul", 0): {}}, [{"name": "Gul Sang"}]).described(Gazetteer([]))
        'Gul Sang added, 2 rows changed'
        """
        parts = [f"{row.get('name') or row.get('id', '')} added" for row in self.added]
        if len(self.cells) == 1:
            [(key, _)] = self.cells
            parts.append(f"{gazetteer[key].name if key in gazetteer else key} changed")
        elif self.cells:
            parts.append(f"{len(self.cells):,} rows changed")
        return ", ".join(parts) or "Outlines changed"

    def apply(self, sheet: Sheet) -> list[Key]:
        """Change a sheet, which is not saved yet; columns that it lacks are added.

        Returns
        -------
        list of (str, int)
            The rows that are other than before, as the changed sheet keys them.

        Raises
        ------
        KeyError
            When a row to change does not exist; see :meth:`lost`.
        """
        rows = keyed(sheet.rows)
        touched = [rows[key] for key in self.cells]
        for key, cells in self.cells.items():
            sheet.columns += [column for column in cells if column not in sheet.columns]
            rows[key].update(cells)
        for added in self.added:
            sheet.add(dict(added))
            touched.append(sheet.rows[-1])
        ours = set(map(id, touched))
        return [key for key, row in keyed(sheet.rows).items() if id(row) in ours]
