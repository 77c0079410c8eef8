"""Classes and colours of the choropleth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from branca.utilities import color_brewer

# ColorBrewer's YlOrRd, which its authors mark as safe for colour-blind readers (Brewer 2013); its palest
# colour is left out, because it would be lost on the land's
_PALETTE = "YlOrRd"
_MOST_CLASSES = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes of numbers and their colours.

    Parameters
    ----------
    breaks : tuple of int
        The least number of each class.
    colors : tuple of str
        One per class, ``#rrggbb``, from light to dark.
    """

    breaks: tuple[int, ...]
    colors: tuple[str, ...]


def scale(most: int) -> Scale:
    """Return classes that reach up to a number.

    Few records are told apart one by one. Where there are many, the classes grow (1, 2, 5, 10, 20, …),
    so that a district with three records does not vanish beside one with three hundred.

    Parameters
    ----------
    most : int
        The largest number to be shown; 0 is treated as 1.

    Returns
    -------
    Scale
        At most 6 classes.

    Examples
    --------
    >>> scale(4).breaks, scale(90).breaks
    ((1, 2, 3, 4), (1, 2, 5, 10, 20, 50))
    """
    if most < _MOST_CLASSES:
        breaks = tuple(range(1, max(most, 1) + 1))
    else:
        series = [step * 10**power for power in range(9) for step in (1, 2, 5)]
        reached = [step for step in series if step <= most]
        # too many: keep every second or third, from 1 on
        stride = next(stride for stride in count(1) if -(-len(reached) // stride) <= _MOST_CLASSES)
        breaks = tuple(reached[::stride])
    # ColorBrewer has no palette of fewer than 3
    palette = color_brewer(_PALETTE, max(len(breaks) + 1, 3))[1:]
    spread = palette if len(breaks) > 1 else palette[len(palette) // 2 :]
    return Scale(breaks, tuple(spread[: len(breaks)]))
