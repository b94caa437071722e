"""Where things stand: parts of a hundred, seats round a table, months round a year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin

Point = tuple[float, float]


def parts(counts: Sequence[int]) -> list[float]:
    """Return each count's part of the whole, in per cent of the width.

    Args:
        counts: whole numbers, nought or more.

    Returns:
        As many parts, 0 to 100, in thousandths of a per cent; as written they add up
        to 100 exactly. All nought when nothing was counted.
    """
    edges = _edges(counts)
    return [(end - begin) / 1000 for begin, end in pairwise(edges)]


def starts(counts: Sequence[int]) -> list[float]:
    """Return where each part begins, in per cent, when they stand side by side."""
    return [edge / 1000 for edge in _edges(counts)[:-1]]


def _edges(counts: Sequence[int]) -> list[int]:
    """Where the parts meet, in thousandths of a per cent, from 0 to 100,000."""
    whole = sum(counts)
    edges = [0]
    counted = 0
    for count in counts:
        counted += count
        edges.append(round(100_000 * counted / whole) if whole else 0)
    return edges


def bar_parts(counts: Sequence[int], whole: int) -> list[float]:
    """Return each bar's length in per cent of the width.

    Args:
        counts: whole numbers, nought or more.
        whole: what a hundred per cent is; at least the largest count.
    """
    return [min(100.0, 100 * count / whole) if whole else 0.0 for count in counts]


def apart(
    labels: Sequence[tuple[float, float]], *, whole: float, gap: float
) -> list[bool]:
    """Return which labels in a row are clear of those before them that are shown.

    Args:
        labels: middle, in per cent of the whole, and width of each, from the left.
        whole: how wide the row is, in the unit of the widths.
        gap: between two labels, in the same unit.
    """
    free_from = float("-inf")
    shown = []
    for middle, width in labels:
        at = whole * middle / 100
        is_clear = at - width / 2 >= free_from
        if is_clear:
            free_from = at + width / 2 + gap
        shown.append(is_clear)
    return shown


def on_circle(centre: Point, radius: float, turn: float) -> Point:
    """Return the point a part of a turn (0 to 1) clockwise from the top."""
    angle = 2 * pi * turn - pi / 2
    return (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))


def seats(total: int, centre: Point, radius: float) -> list[Point]:
    """Return the middle of each seat round a table, clockwise from the top."""
    return [on_circle(centre, radius, (place + 0.5) / total) for place in range(total)]


def seat_size(total: int, radius: float, largest: float) -> float:
    """Return a seat's radius: as large as fits side by side, at most ``largest``."""
    if total < 2:
        return largest
    return min(largest, radius * sin(pi / total) * 0.84)


def ring_part(centre: Point, inner: float, outer: float, turns: Point) -> str:
    """Return a part of a ring as path data.

    Args:
        centre: the ring's middle.
        inner: its inner radius.
        outer: its outer radius.
        turns: where the part begins and ends, as parts of a turn from the top;
            less than half a turn apart.
    """
    begin, end = turns
    points = [
        on_circle(centre, outer, begin),
        on_circle(centre, outer, end),
        on_circle(centre, inner, end),
        on_circle(centre, inner, begin),
    ]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return (
        f"M{ax:.2f} {ay:.2f}A{outer:g} {outer:g} 0 0 1 {bx:.2f} {by:.2f}"
        f"L{cx:.2f} {cy:.2f}A{inner:g} {inner:g} 0 0 0 {dx:.2f} {dy:.2f}Z"
    )
