"""How a map of counts is divided into classes, and how large it is. Pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
MARGIN = 8.0  # in the map's own units, so that the coast does not touch the edge
MOST_BREAKS = 3


def map_breaks(counts: Sequence[int]) -> tuple[int, ...]:
    """Return where each class after the first begins: quarters of the counts' span.

    Args:
        counts: one an area, nought or more.

    Returns:
        One to three rising whole numbers, the first at least 1.

    The span goes from the smallest count to the largest, so that the first class and
    the last always have an area.

    >>> map_breaks([0, 12, 40])
    (10, 20, 30)
    >>> map_breaks([30, 32, 38])
    (32, 34, 36)
    >>> map_breaks([0, 1])
    (1,)
    """
    smallest, largest = min(counts, default=0), max(counts, default=0)
    span = largest - smallest
    quarters = (smallest + -(-span * part // 4) for part in range(1, MOST_BREAKS + 1))
    return tuple(sorted({max(1, quarter) for quarter in quarters}))


def map_size(outlines: Iterable[str]) -> tuple[float, float]:
    """Return width and height that hold all outlines, with a margin.

    Args:
        outlines: SVG path data of points in pairs, from 0 rightwards and downwards,
            as the register stores them.

    >>> map_size(["M10 20 30.5 40Z"])
    (38.5, 48.0)
    """
    across, down = 0.0, 0.0
    for outline in outlines:
        numbers = [float(found) for found in _NUMBER.findall(outline)]
        across = max([across, *numbers[0::2]])
        down = max([down, *numbers[1::2]])
    return across + MARGIN, down + MARGIN
