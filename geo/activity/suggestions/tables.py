"""The tables that suggestions are made from: predicates, people, words, actors; edited by people, read here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from geo.activity.suggestions.lexicon import Lexicon
from geo.activity.suggestions.tokens import key_of
from geo.errors import DataError, Problem
from geo.tables import read
from geo.tables.word_list import WordList, pattern

SIDES: Final = ("insurgent", "government", "international", "civilian", "unknown", "thing")
_SUBJECTS: Final = ("agent", "target", "both")


@dataclass(frozen=True, slots=True)
class Predicate:
    """What somebody does or suffers: to kill, to fall, to be active.

    Parameters
    ----------
    id : str
        Stable and readable.
    kind : str
        The kind of activity that it reports unless something says otherwise.
    when : tuple of (str, str, str)
        Who acts, who suffers (either may be empty), and the kind that it then is; the first that fits counts.
    subject : str
        What its subject is in the active voice: agent, target or both.
    counts : str
        What a number of its victims is a number of: killed, wounded; empty when it counts nothing.
    """

    id: str
    kind: str
    when: tuple[tuple[str, str, str], ...]
    subject: str
    counts: str

    def kind_for(self, agents: frozenset[str], targets: frozenset[str]) -> str:
        """Return the kind of activity, given the sides that act and that suffer.

        Examples
        --------
        >>> kill = Predicate("kill", "attack", (("", "insurgent", "operation"),), "agent", "killed")
        >>> kill.kind_for(frozenset(), frozenset({"insurgent"})), kill.kind_for(frozenset(), frozenset())
        ('operation', 'attack')
        """
        for agent, target, kind in self.when:
            if (not agent or agent in agents) and (
                not target or target in targets or (target == "people" and targets - {"thing", "unknown"})
            ):
                return kind
        return self.kind


@dataclass(frozen=True)
class Tables:
    """All tables of a project's gazetteer folder that suggestions are made from.

    Parameters
    ----------
    kinds : frozenset of str
        The kinds of activity that the project knows; no others are suggested.
    predicates : mapping of str to Predicate
        By id.
    lexicon : Lexicon
        Every phrase of the tables.
    sides : mapping of str to str
        The side of each actor and of each sort of people.
    wholes : mapping of str to str
        The actor that a suggestion names instead: a text that says "police" rarely says which.
    branches : mapping of str to (str, str)
        Of an actor, its branch in a country, and the country's id.
    titles : frozenset of str
        Abbreviations behind which a full stop ends no sentence.
    furniture : re.Pattern
        Lines of web pages that are no part of an article.
    least, value, scale : mapping of str to int
        Words for numbers.
    """

    kinds: frozenset[str]
    predicates: Mapping[str, Predicate]
    lexicon: Lexicon
    sides: Mapping[str, str]
    wholes: Mapping[str, str]
    branches: Mapping[str, tuple[str, str]]
    titles: frozenset[str]
    furniture: re.Pattern[str]
    least: Mapping[str, int]
    value: Mapping[str, int]
    scale: Mapping[str, int]

    @classmethod
    def load(cls, folder: Path, standard: Path | None = None) -> Tables:
        """Read the tables of a folder.

        Parameters
        ----------
        folder : pathlib.Path
            ``gazetteer/`` of a project.
        standard : pathlib.Path, optional
            Another such folder, for the tables, rows and columns that the first one lacks: a project may be older
            than they.

        Raises
        ------
        geo.errors.DataError
            With every problem of a file.

        Examples
        --------
        >>> tables = Tables.load(Path("gazetteer"))
        >>> tables.predicates["surrender"].kind, tables.wholes["afghan-national-police"]
        ('allegiance', 'afghan-government-forces')
        """
        phrases: list[tuple[str, str, str]] = []
        problems: list[Problem] = []

        def path(name: str) -> Path:
            own = folder / name
            return own if standard is None or own.exists() else standard / name

        kinds = _gathered(problems, lambda: _kinds(folder / "kinds.csv")) or frozenset()
        # what comes with the package may tell of kinds that a project does not use
        known = kinds if (folder / "predicates.csv").exists() else frozenset()
        predicates = _gathered(problems, lambda: _predicates(path("predicates.csv"), phrases, known)) or {}
        usual = standard / "actors.csv" if standard else None
        actors = _gathered(problems, lambda: _actors(folder / "actors.csv", usual, phrases))
        sides, parts, branches = actors or ({}, {}, {})
        sides |= _gathered(problems, lambda: _people(path("people.csv"), phrases)) or {}
        rules = _gathered(problems, lambda: _rules(folder / "rules.csv", standard, phrases))
        if problems or rules is None:
            raise DataError(problems)
        words, numbers = rules
        return cls(
            kinds,
            predicates,
            Lexicon(phrases),
            sides,
            {key: _whole(key, parts, sides) for key in parts},
            branches,
            frozenset(map(key_of, words["title"])),
            pattern(words["furniture"]),
            numbers["number"],
            numbers["value"],
            numbers["scale"],
        )


T = TypeVar("T")


def _gathered(problems: list[Problem], read_one: Callable[[], T]) -> T | None:
    """Return what a reader returns, or None, its problems being added to the others."""
    try:
        return read_one()
    except DataError as error:
        problems += error.problems
        return None


# which rows of rules.csv are looked up together; no two phrases of one sort overlap
_SORTS: Final = {
    "said": ("said", "said_arabic"),
    "source": ("source",),
    "status": ("denied", "planned", "doubted", "confirmed"),
    "hypothetical": ("hypothetical",),
    "negation": ("negation",),
    "background": ("background",),
    "another": ("another",),
    "inherit": ("inherit",),
    "past": ("past",),
    "takes": ("takes",),
    "everywhere": ("everywhere",),
    "office": ("office",),
    "speaker": ("speaker",),
    "media": ("media",),
    "institution": ("institution",),
    "bound": ("more", "about", "most"),
    "caption": ("caption",),
    "civil": ("civil",),
}
_NUMBERS: Final = ("number", "value", "scale")
# every rules.csv has these; others were added later
_FIRST_RULES: Final = ("denied", "planned", "said", "source", "more", "about", "most", "number", "inherit", "furniture")


def _kinds(path: Path) -> frozenset[str]:
    return frozenset(row["id"] for row in read(path, ["id"]))


def _predicates(path: Path, phrases: list[tuple[str, str, str]], kinds: frozenset[str]) -> dict[str, Predicate]:
    table = read(path, ["id", "kind", "when", "subject", "counts", "english"])
    table.check_filled("id", "kind")
    table.check_unique("id")
    found = {}
    for row in table:
        when = []
        if kinds and row["kind"] not in kinds:
            row.add_problem("kind", "is not a kind of kinds.csv", f"write one of {', '.join(sorted(kinds))}")
        for clause in row.listed("when"):
            sides, equals, kind = clause.partition("=")
            agent, arrow, target = sides.partition(">")
            if not (equals and arrow):
                row.add_problem("when", "is not a condition", "write it as government>insurgent=arrest", clause)
            elif kinds and kind.strip() not in kinds:
                row.add_problem("when", "is not a kind of kinds.csv", f"write one of {', '.join(sorted(kinds))}", kind)
            when.append((agent.strip(), target.strip(), kind.strip()))
        found[row["id"]] = Predicate(
            row["id"], row["kind"], tuple(when), row.one_of("subject", _SUBJECTS), row["counts"]
        )
        phrases += [
            ("predicate", word, row["id"])
            for language in ("english", "dari", "pashto")
            for word in row.listed(language)
        ]
    table.finish()
    return found


def _actors(
    path: Path, standard: Path | None, phrases: list[tuple[str, str, str]]
) -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]]]:
    """Return each actor's side, what it is part of, and the branches of actors in countries."""
    listed = WordList.read(path, ["id", "name"], column="aliases")
    sides: dict[str, str] = {}
    parts: dict[str, str] = {}
    branches: dict[str, tuple[str, str]] = {}
    usual = {row["id"]: row["side"] for row in read(standard, ["id", "side"])} if standard else {}
    for row in listed.table:
        sides[row["id"]] = row.one_of("side", SIDES) if row["side"] else usual.get(row["id"], "insurgent")
        parts[row["id"]] = row["part_of"]
        if row["part_of"] and row["part_of"] not in listed.words:
            row.add_problem("part_of", "is not an actor of this table", "write the id of one")
        if row["country"] and row["part_of"]:
            branches[row["part_of"]] = row["id"], row["country"]
        names = [row["name"].split(" (")[0], *listed.words[row["id"]]]
        phrases += [("actor", name.split("@")[0], row["id"]) for name in names]
    listed.table.finish()
    return sides, parts, branches


def _people(path: Path, phrases: list[tuple[str, str, str]]) -> dict[str, str]:
    """Return the side of each sort of people."""
    listed = WordList.read(path, ["id", "side", "words"])
    sides = {f"people:{row['id']}": row.one_of("side", SIDES) for row in listed.table}
    listed.table.finish()
    phrases += [("people", word, key) for key, words in listed.words.items() for word in words]
    return sides


def _rules(
    path: Path, standard: Path | None, phrases: list[tuple[str, str, str]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, int]]]:
    """Return the words of each rule, and the numbers that words stand for."""
    needed = [*(key for ids in _SORTS.values() for key in ids), *_NUMBERS, "title", "furniture"]
    usual = standard / "rules.csv" if standard else None
    listed = WordList.read(path, ["id", "words"], ids=_FIRST_RULES)
    listed.fill(needed, usual)
    numbers: dict[str, dict[str, int]] = {}
    for sort in _NUMBERS:
        numbers[sort] = {}
        for entry in listed.words.get(sort, ()):
            word, equals, value = entry.partition("=")
            if equals and value.strip().isdigit():
                key = " ".join(word.lower().split())
                numbers[sort][key if sort == "number" else key_of(key)] = int(value)
            elif row := listed.row(sort):
                row.add_problem("words", "is not a word with its number", "write it as dozens=24", entry)
    listed.table.finish()
    phrases += [(sort, word, key) for sort, ids in _SORTS.items() for key in ids for word in listed.words[key]]
    phrases += [("least", word, word) for word in numbers["number"]]
    return listed.words, numbers


def _whole(key: str, parts: Mapping[str, str], sides: Mapping[str, str]) -> str:
    """Return the widest actor of the government's side that one is part of; other groups stay themselves."""
    while sides.get(key) == "government" and parts.get(key):
        key = parts[key]
    return key
