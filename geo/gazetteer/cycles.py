"""Parents that lie in their own children, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def cycles(links: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return each circle of links once, from its first member in the order of the rows.

    Examples
    --------
    >>> cycles({"a": ("b",), "b": ("a",), "c": ("a",)})
    [('a', 'b')]
    """
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start, steps in links.items():
        if all(step in done or step not in links for step in steps):
            done.add(start)  # as nearly all: parents stand above what lies in them
            continue
        # an explicit stack: a chain of a hundred thousand rows must not exhaust Python's own
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(steps)
        while path:
            here = next(reversed(path))
            step = next(path[here], None)
            if step is None:
                done.add(here)
                path.popitem()
            elif step in path:
                trail = tuple(path)
                found.append(trail[trail.index(step) :])
            elif step in links and step not in done:
                path[step] = iter(links[step])
    return found
