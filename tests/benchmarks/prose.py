"""Made-up sentences from a small grammar in ``tests/texts/prose.toml``.

They are about as hard to compress as articles: zlib leaves a third. Sentences from a few dozen stock phrases
would read better, but compress to a fifth.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final

import numpy as np

from tests.conftest import ROOT

# how much more often the first of a list comes than the last, as words do in any language; 1 is no difference
_SKEW: Final = 2.0
_SLOT: Final = re.compile(r"\{(\w+)\}")
_COMMA: Final = re.compile(r",(?=[,.;]|$)")
_ARTICLE: Final = re.compile(r"\b([Aa])\b (?=[aeiou])")


class Prose:
    """A writer of sentences.

    Parameters
    ----------
    chance : numpy.random.Generator
        What decides.
    names : list of str
        Places to speak of beside the one that a text is about.
    """

    def __init__(self, chance: np.random.Generator, names: list[str]) -> None:
        self._drawn = _draws(chance)
        grammar = tomllib.loads((ROOT / "tests" / "texts" / "prose.toml").read_text(encoding="utf-8"))
        self._choices: dict[str, list[str]] = {
            **grammar["phrases"],
            **{key: text.split() for key, text in grammar["words"].items()},
            "other": names,
        }

    def write(self, what: str, place: str = "") -> str:
        """Return a text about a place: a ``sentence``, ``source``, ``note``, ``title`` or ``publisher``."""

        def fill(slot: re.Match[str]) -> str:
            return place if slot[1] == "place" else self._word(slot[1])

        text = f"{{{what}}}"
        while "{" in text:
            text = _SLOT.sub(fill, text)
        text = _ARTICLE.sub(r"\1n ", _COMMA.sub("", text))
        return text[:1].upper() + text[1:] if what in {"sentence", "title"} else text

    def _word(self, name: str) -> str:
        if name == "number":
            # small numbers are told more often than large ones
            return f"{2 + int(900 * (next(self._drawn) / 2**32) ** 3):,}"
        if name == "person":
            return f"{self._name()} {self._name()}"
        return self._pick(self._choices[name])

    def _name(self) -> str:
        return (self._word("syllable") + self._word("syllable")).capitalize()

    def _pick(self, choices: list[str]) -> str:
        return choices[int(len(choices) * (next(self._drawn) / 2**32) ** _SKEW)]


def _draws(chance: np.random.Generator) -> Iterator[int]:
    while True:
        yield from chance.integers(0, 2**32, 65_536).tolist()
