"""Places of other countries that a name may mean instead: their names, countries, and how well known they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from geo.errors import DataError
from geo.names import fold
from geo.tables import read

#: the file, beside the gazetteers
FOREIGN_FILE: Final = "foreign.csv"
#: from the best known to the least
FOREIGN_KINDS: Final = ("country", "region", "city", "town")


class Namesake(NamedTuple):
    """A place of another country.

    Parameters
    ----------
    country : str
        ISO 3166-1, two letters, lower case as in ids.
    kind : str
        One of :data:`FOREIGN_KINDS`.
    """

    country: str
    kind: str


class Foreign(Mapping[str, tuple[Namesake, ...]]):
    """Places of other countries by :func:`geo.names.fold` of their names.

    Parameters
    ----------
    names : mapping of str to tuple of Namesake
        By the folded name.

    Examples
    --------
    >>> foreign = Foreign.load(Path("gazetteer/foreign.csv"))
    >>> foreign["mardan"]
    (Namesake(country='pk', kind='city'),)
    >>> Foreign.load(Path("gazetteer/none.csv")).get("mardan")
    """

    def __init__(self, names: Mapping[str, tuple[Namesake, ...]]) -> None:
        self._names = names

    @classmethod
    def load(cls, path: Path) -> Foreign:
        """Read the table; a folder without one knows no other countries.

        Parameters
        ----------
        path : pathlib.Path
            A CSV with the columns country, kind and names (separated by ``;``).

        Raises
        ------
        geo.errors.DataError
            When the file cannot be read, or a kind is unknown.
        """
        if not path.exists():
            return cls({})
        table = read(path, ["country", "kind", "names"])
        found: dict[str, dict[Namesake, None]] = {}
        for row in table:
            namesake = Namesake(row["country"].lower(), row.one_of("kind", FOREIGN_KINDS))
            for name in row.listed("names"):
                found.setdefault(fold(name), {})[namesake] = None
        if table.problems:
            raise DataError(table.sorted_problems())
        return cls({key: tuple(several) for key, several in found.items() if key})

    def __getitem__(self, key: str) -> tuple[Namesake, ...]:
        """Return the places whose folded name this is."""
        return self._names[key]

    def __contains__(self, key: object) -> bool:
        """Return whether a place has this folded name."""
        return key in self._names

    def __iter__(self) -> Iterator[str]:
        """Iterate over the folded names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._names)
