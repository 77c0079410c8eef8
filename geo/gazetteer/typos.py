"""Which keys differ from another in one letter, without a look at every key."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np

from geo.names import shortened


class Typos:
    """Finds the keys that differ from another in one letter: changed, lost, added or moved.

    Two such keys have a rest in common, which is left of each when one of its letters, or none, is taken out
    (Garbe's symmetric deletes, 2012). There are ten times as many rests as keys: only their hashes are kept.

    Parameters
    ----------
    keys : iterable of str
        Those to find.
    under : Typos, optional
        Finds others.

    Examples
    --------
    >>> Typos(["kndz", "kbl", "krm", "jrm"]).near("kndr")
    ['kndz']
    """

    def __init__(self, keys: Iterable[str], under: Typos | None = None) -> None:
        self._keys, self._under = list(keys), under
        hashes = np.fromiter(map(hash, chain.from_iterable(map(shortened, self._keys))), np.int64)
        order = hashes.argsort()
        self._hashes = hashes[order]
        self._owners = np.repeat(np.arange(len(self._keys)), [len(key) + 1 for key in self._keys])[order]

    def near(self, key: str) -> list[str]:
        """Return the keys that differ from one in at most one letter.

        Examples
        --------
        >>> Typos(["kndz", "knd", "kbl"]).near("kndz")
        ['kndz', 'knd']
        """
        rests = set(shortened(key))
        hashes = np.array(list(map(hash, rests)))
        ranges = zip(self._hashes.searchsorted(hashes), self._hashes.searchsorted(hashes, "right"), strict=True)
        owners = np.unique(np.concatenate([self._owners[start:end] for start, end in ranges]))
        # different rests may have one hash
        found = [near for near in map(self._keys.__getitem__, owners) if not rests.isdisjoint(shortened(near))]
        return [*(self._under.near(key) if self._under else ()), *found]

    def extended(self, keys: Iterable[str]) -> Typos:
        """Return what finds some keys more; the many there are already are not copied.

        Examples
        --------
        >>> Typos(["kndz", "kbl"]).extended(["kbd"]).near("kb")
        ['kbl', 'kbd']
        """
        return Typos([*self._keys, *keys], self._under) if self._under else Typos(keys, self)
