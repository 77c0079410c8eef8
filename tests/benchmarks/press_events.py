"""Events suggested from press texts against marks made by hand, and the weights that they are suggested by."""

from __future__ import annotations

import csv
import gc
import io
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from geo.activity import Suggester, Tables
from geo.activity.suggestions.weights import FILE, Weights, as_rows
from geo.project import Project
from tests.benchmarks.press_marks import (
    Case,
    Choice,
    actor_choices,
    event_rows,
    example_cases,
    read_cases,
    speaker_choices,
)

_FOLDS: Final = 6
_HELD: Final = 3  # every third article of each folder is held back while rules are made
_STRENGTH: Final = {
    "event": 0.07,
    "again": 0.05,
    "actor": 0.4,
    "speaker": 0.2,
}  # of the weights: the inverse of the penalty
_RARE: Final = 5  # what stands in fewer rows gets no weight
_THRESHOLDS: Final = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


def fit(rows: Sequence[Mapping[str, float]], right: Sequence[int], strength: float) -> dict[str, float]:
    """Return weights of a logistic regression; rare features get none."""
    number: dict[str, int] = {}
    for row in rows:
        for key in row:
            number[key] = number.get(key, 0) + 1
    names = sorted(key for key, count in number.items() if count >= _RARE)
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for index, row in enumerate(rows):
        for key, value in row.items():
            if key in column:
                matrix[index, column[key]] = value
    model = LogisticRegression(C=strength, max_iter=2000, tol=1e-6).fit(matrix, right)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"": round(float(model.intercept_[0]), 3), **{key: weight for key, weight in weights.items() if weight}}


def fit_choices(choices: Sequence[Choice], strength: float) -> dict[str, float]:
    """Return weights by which the right one of several is chosen, each choice having its own; a conditional logit."""
    choices = [one for one in choices if any(one[1])]
    rows = [row for some, _ in choices for row in some]
    number = Counter(key for row in rows for key in row)
    names = sorted(key for key, count in number.items() if count >= _RARE)
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for index, row in enumerate(rows):
        for key, value in row.items():
            if key in column:
                matrix[index, column[key]] = value
    right = np.array([one for _, some in choices for one in some], float)
    sizes = [len(some) for some, _ in choices]
    starts = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        every, hit = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts)
        slope = matrix.T @ (raised / every[group] - raised * right / hit[group]) + weights / strength
        return float(np.sum(np.log(every / hit)) + weights @ weights / (2 * strength)), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(weight), 3) for name, weight in zip(names, best, strict=True) if round(float(weight), 3)}


def train(cases: Sequence[Case], tables: Tables) -> dict[str, dict[str, float]]:
    """Return the weights of all models."""
    return {
        "event": fit(*event_rows(cases, again=False), _STRENGTH["event"]),
        "again": fit(*event_rows(cases, again=True), _STRENGTH["again"]),
        "actor": fit_choices(actor_choices(cases, tables), _STRENGTH["actor"]),
        "speaker": fit_choices(speaker_choices(cases), _STRENGTH["speaker"]),
    }


def answers(
    cases: Sequence[Case], weights: Callable[[Case], Weights], project: Project, least: float
) -> dict[str, Any]:
    """Return what is said of each article, as ``geo scan --suggest --json`` does."""
    out = {}
    for row, case in enumerate(cases, 1):
        suggester = Suggester(project.gazetteer, project.tables, weights(case))
        said = suggester.choose(case.prepared, least) if case.prepared else []
        places = [
            {
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "verdict": one.resolution.verdict,
                "place_id": one.resolution.place.id if one.resolution.place else None,
            }
            for one in case.mentions
        ]
        out[case.name] = {"file": f"x:{row}", "places": places, "suggestions": [one.as_dict() for one in said]}
    return out


def scored(cases: Sequence[Case], said: Mapping[str, Any], score: ModuleType, *, wrong: bool = False) -> str:
    """Return what score.py prints of some articles."""
    score.__dict__["read"] = lambda _: [(case.name, case.article, case.text, case.marks) for case in cases]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.jsonl"
        lines = [json.dumps({**said[case.name], "file": f"x:{row}"}) for row, case in enumerate(cases, 1)]
        path.write_text("\n".join(lines), encoding="utf-8")
        printed = io.StringIO()
        with redirect_stdout(printed):
            score.score(folder, path, wrong)
    return printed.getvalue()


def figures(printed: str) -> str:
    """Return the figures of what score.py prints, in one line."""
    found = re.search(r"events\s+recall (\S+) = (\S+)\s+precision (\S+) = (\S+)", printed)
    if not found:
        found = re.search(r"events\s+recall (\S+)()\s+precision (\S+)( = \S+)?", printed)
    rest = {
        name: re.search(rf"{name}\s+(\d+/\d+) = (\S+)", printed)
        for name in (
            "actors exact",
            "counts told",
            "date within a day",
            "speaker",
            "status",
            "no count where none is told",
            "places exact",
        )
    }
    shown = " ".join(f"{name.split()[0]} {match[2]}" for name, match in rest.items() if match)
    return f"recall {found[1]} {found[2]} precision {found[3]} {found[4]}  {shown}" if found else printed


def write_weights(project: Project, folder: Path, score: ModuleType) -> None:
    """Write the weights, from all marked articles and the records of the examples."""
    weights = train([*read_cases(project, folder, score), *example_cases(project, folder)], project.tables)
    with FILE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["model", "feature", "weight"])
        writer.writerows(as_rows(weights))


def events(  # noqa: PLR0913 - one argument per option
    project: Project,
    folder: Path,
    score: ModuleType,
    *,
    least: float,
    marked: bool = False,
    wrong: bool = False,
    held: bool = False,
    curve: bool = False,
) -> None:
    """Print cross-validated figures by kind of text, and those of weights that know all articles.

    Parameters
    ----------
    project : Project
        With its tables.
    folder : Path
        The press texts.
    score : ModuleType
        ``score.py`` beside them.
    least : float
        The lowest confidence of a suggestion.
    marked : bool, default False
        Take the places from the marks instead of the scanner.
    wrong : bool, default False
        List the errors, of the articles that are not held back.
    held : bool, default False
        Train on two thirds, score the third that is held back.
    curve : bool, default False
        Print recall and precision at several thresholds.
    """
    cases = read_cases(project, folder, score, marked=marked)
    examples = example_cases(project, folder)
    gc.freeze()
    if held:
        here = [case for case in cases if not case.number % _HELD]
        weights = train([*(case for case in cases if case.number % _HELD), *examples], project.tables)
        report(here, answers(here, lambda _: weights, project, least), score, "held back")
        return
    here = [case for case in cases if case.number % _HELD] if wrong else cases
    fold_of = {}
    for kind in sorted({case.folder for case in here}):
        for index, case in enumerate(one for one in here if one.folder == kind):
            fold_of[case.name] = index % _FOLDS
    by_fold = {
        fold: train([*(case for case in here if fold_of[case.name] != fold), *examples], project.tables)
        for fold in range(_FOLDS)
    }
    for threshold in _THRESHOLDS if curve else (least,):
        said = answers(here, lambda case: by_fold[fold_of[case.name]], project, threshold)
        report(here, said, score, f"events, cross-validated, confidence at least {threshold}", short=curve)
    if wrong:
        print(scored(here, said, score, wrong=True))
    elif not curve:
        said = answers(here, lambda _: project.suggester.weights, project, least)
        report(here, said, score, "events, by the weights that come with the package, which know these articles")


def pace(project: Project, texts: Sequence[str], page: int) -> None:
    """Print how many articles of a length are scanned and read for events a second, in the processor's time."""
    for suggested in (False, True):
        start = time.process_time()
        for text in texts:
            mentions = project.scan(text)
            if suggested:
                project.suggester.suggest(text, mentions)
        seconds = time.process_time() - start
        what = "with suggestions" if suggested else "for places"
        print(f"{sum(map(len, texts)) / page / seconds:,.0f} articles of {page:,} characters a second {what}")


def report(
    cases: Sequence[Case], said: Mapping[str, Any], score: ModuleType, title: str, *, short: bool = False
) -> None:
    """Print figures over all and for each kind of text."""
    english = [case for case in cases if not case.folder.startswith(("dari", "unrelated"))]
    other = [case for case in cases if case.folder.startswith("dari")]
    print(title)
    for name, some in (("English", english), ("Dari, Pashto", other), ("all", cases)):
        print(f"  {name:22s} {figures(scored(some, said, score))}")
    if short:
        return
    for folder in sorted({case.folder for case in cases}):
        some = [case for case in cases if case.folder == folder]
        print(f"  {folder:22s} {figures(scored(some, said, score))}")
    positives = sum(len(case.labels) for case in cases)
    events = sum(len(case.article["events"]) for case in cases)
    every = sum(len(case.prepared.candidates) for case in cases if case.prepared)
    print(f"  candidates {every}, of them events {positives} of {events}")
