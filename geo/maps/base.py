"""What a page on this computer sends to the browser once, however often its filters change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from geo.contents import Contents
from geo.maps.assemble import base_of, scales
from geo.maps.content import Content
from geo.maps.payload import content
from geo.maps.scale import Scheme
from geo.maps.wire import Payload, as_json, compress


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
        >>> drawn = Project.load().drawn
        >>> drawn.base.stamp == Base.of(drawn.content).stamp
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


class Drawn:
    """The map of all records of a project, each part made once, when it is first needed.

    Parameters
    ----------
    contents : Contents
        The project.

    Examples
    --------
    >>> from geo.project import Project
    >>> drawn = Drawn(Project.load())
    >>> drawn.scales("steps") is drawn.scales("steps")
    True
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self.classes: dict[Scheme, Payload] = {}

    @cached_property
    def content(self) -> Content:
        """Its places and records; see :func:`geo.maps.payload.content`."""
        return content(self._contents, self._contents.records)

    @cached_property
    def base(self) -> Base:
        """What a page sends once."""
        return Base.of(self.content)

    def scales(self, scheme: Scheme) -> Payload:
        """Return the classes of numbers; see :func:`geo.maps.assemble.scales`."""
        if scheme not in self.classes:
            self.classes[scheme] = scales(self.content, scheme)
        return self.classes[scheme]
