"""What the files of a project hold: gazetteer, boundaries, reports and activity, read and checked together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import activity, gazetteer, imports, reports
from geo.activity import ActivityFile, Tables, Term
from geo.activity.apart import FILE as APART_FILE
from geo.activity.apart import ApartFile, Pair
from geo.activity.event_checks import event_warnings
from geo.activity.events_file import FILE as EVENTS_FILE
from geo.activity.events_file import EventsFile
from geo.activity.evidence import unsupported
from geo.activity.several import parted
from geo.boundaries import Store
from geo.errors import BoundaryError, DataError, Problem
from geo.folder import bundled, root
from geo.gazetteer import Gazetteer
from geo.gazetteer.gc_pause import gc_paused
from geo.imports import OTHER, Imported, actors_of, report_of, stacked
from geo.reports import Report
from geo.scan import Cues, load_cues
from geo.timeline import rolled_up

T = TypeVar("T")


@dataclass(frozen=True)
class Contents:
    """What the files of a project hold.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places.
    store : geo.boundaries.Store
        Their outlines.
    cues : Cues
        The words beside names that tell places from persons.
    tables : Tables
        The words from which activity in a text is suggested.
    actors, kinds : mapping of str to Term
        The words that records use.
    reports : mapping of str to Report
        What records cite.
    records : pandas.DataFrame
        What is reported: the typed table of :mod:`geo.activity.schema`; rows of ``activity.csv``, then those of the
        imports, whose names are in the column ``dataset``.
    imports : mapping of str to Imported
        Tables of events from elsewhere, by name.
    apart : frozenset of tuple of str
        Pairs of records that somebody decided are different events.
    """

    gazetteer: Gazetteer
    store: Store
    cues: Cues
    tables: Tables
    actors: Mapping[str, Term]
    kinds: Mapping[str, Term]
    reports: Mapping[str, Report]
    records: pd.DataFrame
    imports: Mapping[str, Imported] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()

    def places_in_use(self) -> list[str]:
        """Return the ids of the places that records are of and of those that they lie in, widest first.

        Examples
        --------
        >>> from geo.project import Project
        >>> Project.load().places_in_use()[0]
        'af'
        """
        used = {key for cell in self.records["place_id"].unique() for key in parted(cell)}
        used |= {place.id for key in used for place in self.gazetteer.ancestors(key)}
        return [key for key in self.gazetteer if key in used]

    def label(self, key: str) -> str:
        """Return a place's name with what tells it from its namesakes.

        Examples
        --------
        >>> from geo.project import Project
        >>> Project.load().label("af.badakhshan.jurm")
        'Jurm (district, Badakhshan)'
        """
        place = self.gazetteer[key]
        province = self.gazetteer.province(place.parent) if place.parent else None
        return f"{place.name} ({place.kind}{f', {province.name}' if province else ''})"

    def group_names(self) -> list[str]:
        """Return all names and spellings of the actors.

        Examples
        --------
        >>> from geo.project import Project
        >>> "Daesh" in Project.load().group_names()
        True
        """
        # an import's own names are words of its authors, and may be any
        own = [actor for actor in self.actors.values() if not actor.dataset]
        return [name for actor in own for name in (actor.name, *actor.aliases)]

    def period(self) -> tuple[date, date]:
        """Return the first and the last day that records touch; today, twice, when there are none.

        Examples
        --------
        >>> from geo.project import Project
        >>> Project.load().period()[0].year
        2014
        """
        if self.records.empty:
            today = date.today()  # noqa: DTZ011 - the user's own day
            return today, today
        return self.records["date_from"].min().date(), self.records["date_to"].max().date()

    def on_place(self, cells: pd.Series, key: str, *, roll_up: bool = False) -> NDArray[np.bool_]:
        """Return which records the map shows on a place: as reported, or rolled up to its province.

        Parameters
        ----------
        cells : pandas.Series
            The records' column ``place_id``.
        key : str
            The place's id.
        roll_up : bool, default False
            Whether records of a province's places are shown on the province.

        Returns
        -------
        array of bool, shape (records,)
            True for the records shown there.

        Examples
        --------
        >>> from geo.project import Project
        >>> project = Project.load()
        >>> khustak = project.records.loc[project.records["id"] == "ariana-gold-brigade", "place_id"]
        >>> [project.on_place(khustak, "af.badakhshan", roll_up=rolled).sum() for rolled in (False, True)]
        [np.int64(0), np.int64(1)]
        """

        def shown(cell: str) -> bool:
            return key in (rolled_up(place, self.gazetteer) if roll_up else place for place in parted(cell))

        words = cells.cat.categories.tolist()
        # the last one is for rows without a place, whose code is -1
        return np.array([*map(shown, words), False], bool)[cells.cat.codes.to_numpy()]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check of all files finds.

    Parameters
    ----------
    contents : Contents or None
        None where there are problems.
    problems, warnings : list of geo.errors.Problem
        What must be fixed, and what is most likely a mistake.
    """

    contents: Contents | None
    problems: list[Problem]
    warnings: list[Problem]


def check(folder: Path | None = None) -> Findings:
    """Read all files of a project, also gazetteers that are not in use, and find all problems and likely mistakes.

    Parameters
    ----------
    folder : pathlib.Path, optional
        As for :meth:`geo.project.Project.load`.

    Returns
    -------
    Findings
        The contents where nothing is wrong, the problems, and the warnings.

    Examples
    --------
    >>> check().problems
    []
    """
    base = folder or root()
    findings = survey(base, lambda: [source.path for source in gazetteer.all_files(base / "gazetteer")], warn=True)
    if findings.contents is None:
        return findings
    # all files together have no problems: what is left is a place in a file that a map would not read
    loaded = survey(base, lambda: gazetteer_files(base), findings.contents)
    message, fix = "is in a file that is not in use", "use that file (gazetteer/order.csv), or name another place"
    return replace(findings, problems=[replace(problem, message=message, fix=fix) for problem in loaded.problems])


@gc_paused()
def survey(
    base: Path, files: Callable[[], list[Path]], before: Contents | None = None, *, warn: bool = False
) -> Findings:
    """Read all files of a project, and gather what is wrong with them.

    Parameters
    ----------
    base : pathlib.Path
        The project's folder.
    files : callable
        Returns the gazetteer files to read.
    before : Contents, optional
        What the files held before, to read only what changed in a large gazetteer.
    warn : bool, default False
        Look for what is most likely a mistake, too.

    Returns
    -------
    Findings
        The contents where nothing is wrong, the problems, and the warnings.
    """
    problems: list[Problem] = []
    warnings: list[Problem] = []
    activity_problems: list[Problem] = []
    store = _gather(problems, lambda: Store.of_project(base))
    keys = _gather(problems, store.keys) if store else None
    chosen = _gather(problems, files)
    reported = _gather(activity_problems, lambda: ActivityFile.read(base / "data" / "activity.csv"))
    links = _gather(activity_problems, lambda: EventsFile.read(base / "data" / EVENTS_FILE))
    decided = _gather(activity_problems, lambda: ApartFile.read(base / "data" / APART_FILE))
    there = _gather([], lambda: gazetteer.all_files(base / "gazetteer")) or []
    places = gazetteer.survey(
        chosen or (),
        keys,
        before.gazetteer if before else None,
        # what a record cites is in use, whatever order.csv says
        cited=reported.place_ids() if reported else (),
        others=[source.path for source in there if source.path not in (chosen or ())],
    )
    sound = chosen is not None and not places.problems
    problems += places.problems
    if warn:
        warnings = gazetteer.warnings(places.gazetteer, None if keys is None else store)
        warnings += _gather([], lambda: gazetteer.unread(base / "gazetteer")) or []
        # else it is read when a name is first looked up
        _gather(problems, lambda: gazetteer.Foreign.load(base / "gazetteer" / gazetteer.FOREIGN_FILE))
    # an older folder lacks tables and rows that came later
    packed = bundled() / "gazetteer"
    cues = _gather(problems, lambda: load_cues(base / "gazetteer" / "cues.csv", packed / "cues.csv"))
    tables = _gather(problems, lambda: Tables.load(base / "gazetteer", packed))
    actors = _gather(problems, lambda: activity.load_terms(base / "gazetteer" / "actors.csv"))
    kinds = _gather(problems, lambda: activity.load_terms(base / "gazetteer" / "kinds.csv"))
    found = _gather(problems, lambda: reports.load(base / "data" / "reports"))
    brought = _gather(problems, lambda: imports.load(base))
    if store is None or not sound or cues is None or tables is None or actors is None or kinds is None or found is None:
        return Findings(None, problems, warnings)
    problems += activity_problems
    if reported is None or links is None or decided is None:
        return Findings(None, problems, warnings)
    records = _gather(problems, lambda: reported.check(places.gazetteer, found, actors, kinds))
    # an older folder has no word for what a table's own words do not mean
    known = kinds if not brought or OTHER in kinds else {**kinds, OTHER: Term(OTHER, OTHER.capitalize())}
    problems += [problem for one in brought or () for problem in one.check(places.gazetteer, known)]
    if problems or records is None:
        return Findings(None, problems, warnings)
    if warn:
        warnings += unsupported(reported.table, records, found, places.gazetteer, actors, tables.least)
    contents = Contents(places.gazetteer, store, cues, tables, actors, known, found, records)
    if brought:
        contents = _with_imports(contents, brought)
    if warn:
        warnings += links.withdrawn(contents.records)
    linked = _gather(problems, lambda: links.applied(contents.records))
    if linked is None:
        return Findings(None, problems, warnings)
    if warn:
        warnings += event_warnings(linked, reported.table.numbers, contents.gazetteer)
    return Findings(replace(contents, records=linked, apart=decided.pairs), problems, warnings)


def _with_imports(contents: Contents, brought: Sequence[Imported]) -> Contents:
    """Return what the files hold together with the imports."""
    return replace(
        contents,
        gazetteer=contents.gazetteer.with_points(place for one in brought for place in one.places()),
        actors={**contents.actors, **actors_of(brought, contents.actors)},
        reports={**contents.reports, **{one.name: report_of(one) for one in brought}},
        records=stacked(contents.records, brought),
        imports={one.name: one for one in brought},
    )


def gazetteer_files(
    base: Path, *, villages: bool = False, use: Collection[str] = (), without: Collection[str] = ()
) -> list[Path]:
    """Return the gazetteer files of a project folder that are in use; see :func:`geo.gazetteer.files_in_use`."""
    return gazetteer.files_in_use(base / "gazetteer", [*use, "villages"] if villages else use, without)


def _gather(problems: list[Problem], read: Callable[[], T]) -> T | None:
    """Return what a reader returns, or None, its problems being added to the others."""
    try:
        return read()
    except DataError as error:
        # a file that two readers use has each problem once
        problems += [problem for problem in error.problems if problem not in problems]
    except BoundaryError as error:
        message, _, fix = str(error).partition("; ")
        problems.append(Problem("data/boundaries", message, fix or "build the boundaries again"))
    return None
