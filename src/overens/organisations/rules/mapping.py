"""How a map of counts is divided into classes, and how it is fitted. Pure Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PAIR = re.compile(rf"({_NUMBER.pattern}) ({_NUMBER.pattern})")
MARGIN = 8.0  # in the map's own units, so that the coast does not touch the edge
MOST_BREAKS = 3
WIDTH = 350.0  # of a map as drawn: its labels are then read on a phone
TALLEST = 480.0  # so that a long country is seen in one piece on a screen


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


@dataclass(frozen=True)
class MapFit:
    """How outlines are drawn: moved, then scaled, on a map at least ``width`` wide."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    width: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place is drawn, to a tenth of a unit."""
        return (
            round((x - self.left) * self.scale, 1),
            round((y - self.top) * self.scale, 1),
        )

    def outline(self, path: str) -> str:
        """Return an outline's path data as it is drawn."""
        if self == MapFit():
            return path

        def drawn(pair: re.Match[str]) -> str:
            x, y = self.point(float(pair[1]), float(pair[2]))
            return f"{x:g} {y:g}"

        return _PAIR.sub(drawn, path)


def map_fit(outlines: Collection[str]) -> MapFit:
    """Return what brings outlines of one frame into ``WIDTH`` and ``TALLEST``.

    Args:
        outlines: SVG path data of points in pairs, as the register stores them.

    A map that was drawn at that size (Strandland's) is left as it is.

    >>> map_fit(["M10 20 340 300Z"]).outline("M10 20 340 300Z")
    'M10 20 340 300Z'
    >>> map_fit(["M2000 13000 5340 13668Z"]).outline("M2000 13000 5340 13668Z")
    'M8 8 342 74.8Z'
    """
    pairs = [
        (float(x), float(y)) for path in outlines for x, y in _PAIR.findall(path)
    ] or [(0.0, 0.0)]
    across, down = zip(*pairs, strict=True)
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    if left >= 0 and top >= 0 and right <= WIDTH and bottom <= TALLEST:
        return MapFit()
    room, height = WIDTH - 2 * MARGIN, TALLEST - 2 * MARGIN
    scale = min(room / max(right - left, 1.0), height / max(bottom - top, 1.0))
    beside = (WIDTH / scale - (right - left)) / 2
    return MapFit(scale, left - beside, top - MARGIN / scale, WIDTH)
