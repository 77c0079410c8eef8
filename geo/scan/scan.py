"""Finding toponyms in running text.

One pass over the words finds where names begin and end, in a dictionary: what that costs does not depend on how many
places there are. What stands beside a name then says whether it is a place at all, and of what kind; what the text
names besides says which of its namesakes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from geo.gazetteer import Gazetteer
from geo.resolve import Resolution
from geo.scan.around import listed, read_around
from geo.scan.bearers import BearersByName
from geo.scan.cues import Cues
from geo.scan.finder import Finder, is_pashto
from geo.scan.meaning import Reader
from geo.scan.plausible import Filter
from geo.scan.words import look_beside, words_of


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym in a text.

    Parameters
    ----------
    start, end : int
        Offsets into the text, the end excluded: the name with the words for its kind.
    text : str
        As written.
    name : str
        The name alone.
    kind : str, optional
        What the text calls it.
    resolution : Resolution
        The place that it means, with reasons; unknown for a district or valley that is not in the gazetteer.
    dateline : bool
        Whether it says where the report was written, rather than where something happened.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str | None
    resolution: Resolution
    dateline: bool = False


class Scanner:
    """Finds toponyms in texts.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places.
    cues : Cues
        The words beside names.
    groups : iterable of str
        Names of armed groups: a place in one of them is not reported.

    Examples
    --------
    >>> from geo.project import Project
    >>> project = Project.load()
    >>> scanner = Scanner(project.gazetteer, project.cues, project.group_names())
    >>> found = scanner.scan("Clashes were reported in Darzab and Qushtepa districts of Jowzjan.")
    >>> [(mention.text, mention.resolution.place.id) for mention in found][:2]
    [('Darzab', 'af.jowzjan.darzab'), ('Qushtepa districts', 'af.jowzjan.qush-tepa')]
    """

    def __init__(self, gazetteer: Gazetteer, cues: Cues, groups: Iterable[str] = ()) -> None:
        self.gazetteer = gazetteer
        self.cues = cues
        self._reader = Reader(gazetteer, cues)
        self._finder = Finder(gazetteer, cues, groups, self._reader.knows)

    def scan(self, text: str, day: date | None = None) -> list[Mention]:
        """Find the toponyms of a text.

        Parameters
        ----------
        text : str
            Running text, of any length.
        day : datetime.date, optional
            When it was published; places that did not exist then are not meant.

        Returns
        -------
        list of Mention
            In the order of the text. A name that several places bear and that nothing tells apart is
            ambiguous; an unknown district, valley or village is unknown, with suggestions.
        """
        words = words_of(text)
        toponyms = self._finder.find(words, text)
        if not toponyms:
            return []
        look_beside(toponyms, words, text)
        read_around(toponyms, words, text, self.cues, pashto=is_pashto(text))
        groups = listed(toponyms, words, text)
        self._reader.told_of_all(groups, words, text)
        kept = Filter(self._bearers, self.cues, words, text, toponyms).plausible(groups)
        for one in kept:
            one.name = self._finder.base(one.name)
        mentions = []
        for one, resolution in zip(kept, self._reader.meanings(kept, groups, words, text, day), strict=True):
            if resolution is not None:
                end = words[one.past].end
                written = text[one.start : end]
                mentions.append(Mention(one.start, end, written, one.name, one.kind, resolution, one.dateline))
        return mentions

    @cached_property
    def _bearers(self) -> BearersByName:
        return BearersByName(self.gazetteer)
