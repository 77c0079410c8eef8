"""What a page on this computer sends to the browser once, however often its filters change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from geo.maps.assemble import Content, base_of
from geo.maps.wire import as_json, compress


@dataclass(frozen=True, slots=True)
class Base:
    """What a page sends once, however often its filters change.

    Parameters
    ----------
    stamp : str
        The same as long as places and records are.
    core, texts : str
        The two parts of :func:`geo.maps.assemble.base_of`, compressed: what the map needs, and what only a reader of
        records does.
    """

    stamp: str
    core: str
    texts: str

    @classmethod
    def of(cls, content: Content) -> Self:
        """Return what a map of a content sends once.

        Examples
        --------
        >>> from geo.project import Project
        >>> project = Project.load()
        >>> project.map_base.stamp == Base.of(project.map_content).stamp
        True
        """
        base = base_of(content)
        texts = base.pop("texts")
        with ThreadPoolExecutor(2) as pool:  # deflating leaves the other thread its turn
            core, packed = pool.map(lambda part: compress(as_json(part), quick=True), (base, texts))
        return cls(sha256(f"{core} {packed}".encode()).hexdigest(), core, packed)

    def data(self) -> dict[str, Any]:
        """Return the ``data`` of the component that only holds the base."""
        return {"stamp": self.stamp, "core": self.core, "texts": self.texts}
