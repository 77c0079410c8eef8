"""Render an article as HTML, with its places, its numbers and the sentence in question marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from geo.scan import Mention

_NUMBER: Final = re.compile(r"\b\d[\d,.]*\b")


def marked(text: str, mentions: Sequence[Mention], sentences: Iterable[tuple[int, int]] = ()) -> str:
    """Return a text as HTML.

    Parameters
    ----------
    text : str
        The article.
    mentions : sequence of Mention
        Its toponyms; each is marked with its verdict, and with its place as the title.
    sentences : iterable of (int, int)
        Offsets of the passages in question.

    Returns
    -------
    str
        HTML; the text in it is escaped.

    Examples
    --------
    >>> marked("40 < 50", [])
    '<div class="article"><mark class="number">40</mark> &lt; <mark class="number">50</mark></div>'
    """
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}

    def mark(start: int, end: int, tag: str, attributes: str) -> None:
        opening.setdefault(start, []).append(f"<{tag} {attributes}>")
        closing.setdefault(end, []).insert(0, f"</{tag}>")

    for start, end in sentences:
        mark(start, end, "span", 'class="in-question"')
    taken = [(mention.start, mention.end) for mention in mentions]
    for mention in mentions:
        place = mention.resolution.place
        title = escape(place.id if place else mention.resolution.verdict)
        mark(mention.start, mention.end, "mark", f'class="place {mention.resolution.verdict}" title="{title}"')
    for number in _NUMBER.finditer(text):
        if not any(start < number.end() and number.start() < end for start, end in taken):
            mark(number.start(), number.end(), "mark", 'class="number"')
    cuts = sorted({0, len(text), *opening, *closing})
    pieces = []
    for at, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        pieces += closing.get(at, [])
        pieces += opening.get(at, [])
        pieces.append(escape(text[at:following]))
    return f'<div class="article">{"".join(pieces)}</div>'
