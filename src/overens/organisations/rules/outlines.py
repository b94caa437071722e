"""Outlines on the round earth made into small flat ones. Pure Python.

All outlines of a register lie in one frame, so that counties brought in at different
times fit together: whole hundreds of metres, x to the right and y downwards, near the
transverse Mercator of SWEREF 99 TM. ``rules.mapping`` fits those drawn to the page.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from overens.errors import RuleBroken, gettext_noop

Point = tuple[int, int]
Ring = list[Point]  # open: the first point is not said again at the end

METRES = 100  # to a unit
MOST_BYTES = 8_000  # the outlines of one county, which every page with its map carries
_EARTH = 6_371_008.8 * 0.9996 / METRES  # mean radius, as SWEREF 99 TM scales it
_MERIDIAN = 15  # degrees east: the middle of Sweden
_LEFT, _TOP = 4_000, 77_000  # so that Sweden's numbers are positive and short
_SWEDEN = ((10.5, 55.0), (24.5, 69.2))  # its corners, degrees
_GROWTH = 1.5  # how much coarser each new try is
_FEWEST = 4  # corners that a ring by itself keeps
_LINES = 9  # across an outline, where its label may stand


class OutlineNotRead(RuleBroken):
    """An outline is polygons, its points degrees by WGS 84."""

    sentence = gettext_noop(
        "An outline must be a Polygon or a MultiPolygon, with its points as longitude "
        "and latitude by WGS 84. This was found: %(fault)s"
    )


def flat(longitude: float, latitude: float) -> Point:
    """Return a place in the frame's units.

    Args:
        longitude, latitude: degrees by WGS 84, east and north positive.

    Raises:
        OutlineNotRead: they are no degrees.

    Angles are kept; in Sweden lengths are right to half a per cent. Source: Snyder
    (1987), Map projections, USGS Professional Paper 1395, p. 58 (the sphere).

    >>> flat(15, 0)
    (4000, 77000)
    """
    if not (-180 <= longitude <= 180 and -89 <= latitude <= 89):
        raise OutlineNotRead(fault=f"{longitude}, {latitude}")
    east, north = math.radians(longitude - _MERIDIAN), math.radians(latitude)
    across = math.cos(north) * math.sin(east)
    if abs(across) > 0.999:  # a quarter of the earth away, where the frame ends
        raise OutlineNotRead(fault=f"{longitude}, {latitude}")
    up = math.atan2(math.tan(north), math.cos(east))
    return round(_LEFT + _EARTH * math.atanh(across)), round(_TOP - _EARTH * up)


def degrees(x: float, y: float) -> tuple[float, float] | None:
    """Return longitude and latitude of a point in the frame, or None outside Sweden.

    Args:
        x, y: the frame's units.

    Returns:
        Degrees by WGS 84 with four decimals, some ten metres: finer than the frame.
        None where the point is no place in Sweden: a drawing in units of its own.

    Source: Snyder (1987), Map projections, USGS Professional Paper 1395, p. 60.

    >>> degrees(*flat(12.8578, 56.6739))
    (12.8579, 56.6741)
    """
    across, up = (x - _LEFT) / _EARTH, (_TOP - y) / _EARTH
    if abs(across) > 1:
        return None
    north = math.degrees(math.asin(math.sin(up) / math.cosh(across)))
    east = _MERIDIAN + math.degrees(math.atan2(math.sinh(across), math.cos(up)))
    (west, south), (far_east, far_north) = _SWEDEN
    if not (west <= east <= far_east and south <= north <= far_north):
        return None
    return round(east, 4), round(north, 4)


def rings_of(geometry: Any) -> list[Ring]:
    """Return the flat rings of a GeoJSON polygon or several.

    Outer rings turn one way and holes the other, so that a hole is drawn as one.

    Raises:
        OutlineNotRead: it is neither, or its points are not degrees by WGS 84.
    """
    try:
        kind, whole = geometry["type"], geometry["coordinates"]
        if kind not in ("Polygon", "MultiPolygon"):
            raise OutlineNotRead(fault=str(kind))
        polygons = whole if kind == "MultiPolygon" else [whole]
        return [
            turned
            for polygon in polygons
            for place, ring in enumerate(polygon)
            if (turned := _turned(_ring(ring), hole=place > 0))
        ]
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise OutlineNotRead(fault=str(geometry)[:80]) from fault


def _ring(positions: Iterable[Sequence[float]]) -> Ring:
    ring: Ring = []
    for position in positions:
        point = flat(float(position[0]), float(position[1]))
        if not ring or point != ring[-1]:
            ring.append(point)
    while len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


def _turned(ring: Ring, *, hole: bool) -> Ring:
    """Return the ring in its direction; empty when it has no surface."""
    surface = _surface(ring)
    if not surface:
        return []
    return ring if (surface > 0) is not hole else ring[::-1]


def _surface(ring: Sequence[Point]) -> float:
    """Return the surface in square units, negative when it turns the other way."""
    if len(ring) < 3:
        return 0
    around = pairwise([*ring, ring[0]])
    return sum(x * down - across * y for (x, y), (across, down) in around) / 2


def drawn(
    shapes: Mapping[str, Sequence[Ring]],
    groups: Mapping[str, str],
    *,
    most: int = MOST_BYTES,
) -> dict[str, tuple[str, Point]]:
    """Return each outline as SVG path data, with where its label stands.

    Args:
        shapes: rings by code, as ``rings_of`` gives them.
        groups: the county of each code.
        most: bytes that the outlines of a county may take together.

    A county that would take more is drawn coarser until it fits, its small islands
    left out. A stretch of border is simplified once for all that share it, by the
    coarsest of them, so that neighbours still meet.
    """
    coarse = dict.fromkeys(groups.values(), 0.0)
    while True:
        paths = _paths(shapes, {code: coarse[groups[code]] for code in shapes})
        sizes = dict.fromkeys(coarse, 0)
        for code, path in paths.items():
            sizes[groups[code]] += len(path)
        large = [group for group, size in sizes.items() if size > most]
        # Where every outline has its fewest corners, coarser is no smaller.
        large = [group for group in large if coarse[group] < 1e9]
        if not large:
            break
        for group in large:
            coarse[group] = max(1.0, coarse[group] * _GROWTH)
    return {code: (path, label_of(shapes[code])) for code, path in paths.items()}


def _paths(
    shapes: Mapping[str, Sequence[Ring]], coarse: Mapping[str, float]
) -> dict[str, str]:
    """Return path data by code, each simplified as coarsely as is said of it."""
    knots = _knots(shapes)
    cut = {code: [_arcs(ring, knots) for ring in shapes[code]] for code in shapes}
    of_arc: dict[tuple[Point, ...], float] = {}
    for code, rings in cut.items():
        for arc in (arc for arcs in rings for arc in arcs):
            key = _one_way(arc)
            of_arc[key] = max(of_arc.get(key, 0.0), coarse[code])
    kept = {key: _simplified(key, least) for key, least in of_arc.items()}
    return {
        code: "".join(
            _path(_joined(arcs, kept))
            for arcs, ring in zip(cut[code], rings, strict=True)
            if _is_seen(ring, rings, coarse[code])
        )
        for code, rings in shapes.items()
    }


def _is_seen(ring: Ring, rings: Sequence[Ring], coarse: float) -> bool:
    """Whether a ring is large enough to be drawn; the largest of a shape always is."""
    return abs(_surface(ring)) >= coarse * _FEWEST or ring is max(
        rings, key=lambda each: abs(_surface(each))
    )


def _knots(shapes: Mapping[str, Sequence[Ring]]) -> set[Point]:
    """Return the points where borders meet: those with more than two neighbours."""
    beside: dict[Point, set[Point]] = {}
    for ring in (ring for rings in shapes.values() for ring in rings):
        for one, other in pairwise([*ring, ring[0]]):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    return {point for point, others in beside.items() if len(others) > 2}


def _arcs(ring: Ring, knots: set[Point]) -> list[tuple[Point, ...]]:
    """Return a ring as stretches from knot to knot, or as one that closes itself."""
    at = [place for place, point in enumerate(ring) if point in knots]
    start = at[0] if at else ring.index(min(ring))
    round_it = [*ring[start:], *ring[:start], ring[start]]
    arcs: list[tuple[Point, ...]] = []
    begun = [round_it[0]]
    for point in round_it[1:]:
        begun.append(point)
        if point in knots:
            arcs.append(tuple(begun))
            begun = [point]
    return arcs if len(begun) == 1 else [*arcs, tuple(begun)]


def _one_way(arc: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return a stretch in the same direction whichever side it is seen from."""
    return min(arc, arc[::-1])


def _simplified(arc: tuple[Point, ...], least: float) -> tuple[Point, ...]:
    """Return a stretch without the corners that turn least, its ends kept.

    Args:
        arc: the points in order; one that closes itself begins and ends alike.
        least: square units; a corner whose triangle is smaller goes.

    One corner between the ends stays (three where it closes itself), so that no shape
    falls together. Source: Visvalingam & Whyatt (1993), Cartographic Journal 30(1).
    """
    spare = len(arc) - (_FEWEST + 1 if arc[0] == arc[-1] else 3)
    before = list(range(-1, len(arc) - 1))
    after = list(range(1, len(arc) + 1))
    size = [0.0] * len(arc)

    def measured(place: int, at_least: float = 0.0) -> tuple[float, int]:
        corner = [arc[before[place]], arc[place], arc[after[place]]]
        # Never less than one already taken: else the end of a spike outlives its sides.
        size[place] = max(abs(_surface(corner)), at_least)
        return size[place], place

    waiting = [measured(place) for place in range(1, len(arc) - 1)]
    heapq.heapify(waiting)
    gone: set[int] = set()
    while waiting and len(gone) < spare:
        surface, place = heapq.heappop(waiting)
        if place in gone or surface != size[place]:
            continue
        if surface > least:
            break
        gone.add(place)
        before[after[place]], after[before[place]] = before[place], after[place]
        for beside in (before[place], after[place]):
            if 0 < beside < len(arc) - 1:
                heapq.heappush(waiting, measured(beside, surface))
    return tuple(point for place, point in enumerate(arc) if place not in gone)


def _joined(
    arcs: Iterable[tuple[Point, ...]],
    kept: Mapping[tuple[Point, ...], tuple[Point, ...]],
) -> Ring:
    ring: Ring = []
    for arc in arcs:
        key = _one_way(arc)
        ring += kept[key][:-1] if key == arc else kept[key][:0:-1]
    return ring


def _path(ring: Ring) -> str:
    return "M" + " ".join(f"{x} {y}" for x, y in ring) + "Z"


def label_of(rings: Sequence[Ring]) -> Point:
    """Return where a name has most room: the middle of the widest stretch of land.

    Args:
        rings: at least one; the largest is looked at, its middle half up and down.
    """
    ring = max(rings, key=lambda each: abs(_surface(each)))
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best = (-1.0, 0.0, 0.0)
    for line in range(_LINES):
        y = top + (bottom - top) * (0.25 + 0.5 * line / (_LINES - 1)) + 0.01
        ends = sorted(
            x + (across - x) * (y - here) / (down - here)
            for (x, here), (across, down) in pairwise([*ring, ring[0]])
            if (here > y) is not (down > y)
        )
        for left, right in zip(ends[0::2], ends[1::2], strict=True):
            best = max(best, (right - left, (left + right) / 2, y))
    return round(best[1]), round(best[2])
