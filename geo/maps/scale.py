"""Classes and colours of the choropleth."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Final, Literal

from branca.utilities import color_brewer

from geo.extras import optional

Scheme = Literal["steps", "headtail", "quantiles", "equal"]

#: classification schemes; all but ``steps`` are mapclassify's
SCHEMES: Final[tuple[Scheme, ...]] = ("steps", "headtail", "quantiles", "equal")
_CLASSIFIERS: Final = {"headtail": "headtailbreaks", "quantiles": "quantiles", "equal": "equalinterval"}
# ColorBrewer's YlOrRd, which its authors mark as safe for colour-blind readers (Brewer 2013); its palest
# colour is left out, because it would hardly differ from the background
_PALETTE: Final = "YlOrRd"
_MOST_CLASSES: Final = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes of numbers and their colours.

    Parameters
    ----------
    breaks : tuple of int
        The lower bound of each class.
    colors : tuple of str
        One per class, ``#rrggbb``, from light to dark.
    """

    breaks: tuple[int, ...]
    colors: tuple[str, ...]


def scale(numbers: Iterable[float], scheme: Scheme = "steps") -> Scale:
    """Return classes for the numbers that a map shows.

    Parameters
    ----------
    numbers : iterable of float
        The numbers of all places in any period; those below 1 are left out.
    scheme : {"steps", "headtail", "quantiles", "equal"}, default "steps"
        ``steps`` depends only on the largest number, so that maps can be compared: small numbers get a class
        each; for larger ones the classes grow (1, 2, 5, 10, 20, …), so that a district with three records
        does not vanish beside one with three hundred. The others are mapclassify's head/tail breaks (Jiang
        2013, for heavy-tailed numbers), quantiles and equal intervals.

    Returns
    -------
    Scale
        At most 6 classes, starting at 1.

    Examples
    --------
    >>> scale([1, 4]).breaks, scale([3, 90]).breaks
    ((1, 2, 3, 4), (1, 2, 5, 10, 20, 50))
    >>> scale([1, 1, 1, 1, 2, 2, 3, 9, 40, 300], "headtail").breaks
    (1, 37, 171)
    """
    shown = [number for number in numbers if number >= 1]
    breaks = (
        _steps(int(max(shown, default=1)))
        if scheme == "steps" or len(set(shown)) == 1 or not shown
        else _classed(shown, scheme)
    )
    # ColorBrewer has no palette of fewer than 3 colours
    palette = color_brewer(_PALETTE, max(len(breaks) + 1, 3))[1:]
    spread = palette if len(breaks) > 1 else palette[len(palette) // 2 :]
    return Scale(breaks, tuple(spread[: len(breaks)]))


def _steps(most: int) -> tuple[int, ...]:
    if most < _MOST_CLASSES:
        return tuple(range(1, max(most, 1) + 1))
    series = [step * 10**power for power in range(max(9, len(str(most)))) for step in (1, 2, 5)]
    reached = [step for step in series if step <= most]
    # if there are too many, keep every second or third, starting at 1
    stride = next(stride for stride in count(1) if -(-len(reached) // stride) <= _MOST_CLASSES)
    return tuple(reached[::stride])


def _classed(numbers: list[float], scheme: Scheme) -> tuple[int, ...]:
    mapclassify = optional("mapclassify", "classes", f"Classing numbers by {scheme}")
    options = {} if scheme == "headtail" else {"k": min(_MOST_CLASSES, len(set(numbers)))}
    with warnings.catch_warnings():
        # the warning that duplicate classes are dropped; the legend shows the remaining ones
        warnings.simplefilter("ignore", UserWarning)
        uppers = mapclassify.classify(numbers, _CLASSIFIERS[scheme], **options).bins
    # mapclassify gives each class's upper bound; the next class starts at the next whole number
    breaks = sorted({1, *(math.floor(upper) + 1 for upper in uppers[:-1])})
    return tuple(breaks[:_MOST_CLASSES])
