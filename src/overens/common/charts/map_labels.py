"""Which areas of a map have a label, and where it stands."""

from __future__ import annotations

import re

from overens.common.charts.measure import text_width
from overens.common.charts.pictured import Area, AreaMap

# Two numbers of an outline: a point.
_PAIR = re.compile(r"(-?[\d.]+)[ ,]+(-?[\d.]+)")

LABEL = 16
LABEL_SMALL = 13
LOWER = 3  # how far g and p reach below their line
EDGE = 4


def labelled(chart: AreaMap, grown: float = 1.0) -> list[Area]:
    """Return the areas that have a label: those that cover no other's, largest first.

    Args:
        grown: how much larger than its own units the map is drawn.

    The others are told of in the list, the table and the words of the picture.
    """
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for area in sorted(chart.areas, key=lambda area: -(area.value or 0)):
        half = text_width(area.name, LABEL_SMALL, bold=True) / 2
        x, y = label_middle(area, chart.size[0]) * grown, area.at[1] * grown
        box = (x - half, x + half, y - LABEL, y + LABEL + LOWER)
        if not any(
            box[0] < right and left < box[1] and box[2] < bottom and top < box[3]
            for left, right, top, bottom in taken
        ):
            taken.append(box)
            found.append(area)
    # In the order given, so that what is drawn over what does not depend on figures.
    return [area for area in chart.areas if area in found]


def label_fits(area: Area) -> bool:
    """Whether an area is as wide as its name, seen over the whole of its outline."""
    across = [float(x) for x, _y in _PAIR.findall(area.path)]
    room = max(across, default=0.0) - min(across, default=0.0)
    return text_width(area.name, LABEL_SMALL, bold=True) <= room


def label_middle(area: Area, width: float) -> float:
    """Return where a name's middle stands, so that none of it is off the map."""
    half = text_width(area.name, LABEL_SMALL, bold=True) / 2 + EDGE
    return min(max(area.at[0], half), max(half, width - half))
