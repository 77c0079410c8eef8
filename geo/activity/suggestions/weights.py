"""Learned weights: a readable table, summed up at run time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from geo.tables import read

#: the table that ships with the package; ``python -m tests.benchmarks.press --train`` writes it
FILE: Final = Path(__file__).with_name("weights.csv")
_STEEPEST: Final = 30.0

Weights = Mapping[str, Mapping[str, float]]


def load_weights(path: Path = FILE) -> dict[str, dict[str, float]]:
    """Read weights.

    Parameters
    ----------
    path : pathlib.Path
        A CSV with the columns model, feature and weight.

    Returns
    -------
    dict
        The weight of each feature of each model.

    Examples
    --------
    >>> sorted(load_weights())
    ['actor', 'again', 'event', 'speaker']
    """
    found: dict[str, dict[str, float]] = {}
    for row in read(path, ["model", "feature", "weight"]):
        found.setdefault(row["model"], {})[row["feature"]] = float(row["weight"])
    return found


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how likely something is, given what speaks for and against it.

    Examples
    --------
    >>> round(probability({"named": 1.0, "far": 1.0}, {"": -1.0, "named": 2.0, "far": -1.0}), 2)
    0.5
    """
    return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score(features, weights)))))


def score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return what speaks for something, less what speaks against it.

    Examples
    --------
    >>> score({"named": 1.0, "far": 1.0}, {"": -1.0, "named": 2.0, "far": -0.5})
    0.5
    """
    get = weights.get
    return get("", 0.0) + sum([weight * value for feature, value in features.items() if (weight := get(feature))])


def as_rows(weights: Weights) -> Iterable[tuple[str, str, str]]:
    """Yield the rows of the table, in a fixed order."""
    for model in sorted(weights):
        for feature in sorted(weights[model]):
            yield model, feature, f"{weights[model][feature]:.3f}"
