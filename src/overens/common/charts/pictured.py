"""Charts that are pictures: a timeline, a map, a group at its table, a year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from overens.common.charts.base import TONES, Chart, Tone, check_address, demand

# What the letters, numbers and separators of an SVG path can be, and nothing else.
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+\-\s]+")


@dataclass(frozen=True)
class TimelinePoint:
    """Something that happened, or a hole where a source says nothing.

    Args:
        label: what happened.
        when: the day as shown ("21 februari 2017", "2016"); empty when unknown.
        detail: one more sentence.
        hole: the sources do not say; drawn as a hole.
        machine_date: the same day as ``2017-02-21``, ``2017-02`` or ``2017``.
        href: where to read more.
    """

    label: str
    when: str = ""
    detail: str = ""
    hole: bool = False
    machine_date: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Timeline(Chart):
    """What happened in order, the holes drawn as holes."""

    points: tuple[TimelinePoint, ...]

    def check(self) -> None:
        for point in self.points:
            check_address(point.href)

    @property
    def is_empty(self) -> bool:
        return not self.points


@dataclass(frozen=True)
class Area:
    """One area of a map.

    Args:
        name: its name.
        value: its figure; None when withheld or not known.
        path: its outline as SVG path data, in the map's own units.
        at: where the middle of its label stands, in the map's own units.
        href: where to read more.
    """

    name: str
    value: int | None
    path: str
    at: tuple[float, float]
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class AreaMap(Chart):
    """Areas shaded by class.

    Args:
        size: width and height in the map's own units; about 350 wide keeps the
            labels at reading size on a phone.
        areas: the areas.
        breaks: where each class after the first begins, rising, at most 3.
    """

    size: tuple[float, float]
    areas: tuple[Area, ...]
    breaks: tuple[int, ...]

    def check(self) -> None:
        demand(min(self.size) > 0, "A map has a width and a height.")
        demand(
            1 <= len(self.breaks) <= 3
            and list(self.breaks) == sorted(set(self.breaks)),
            "A map has one to three breaks, each larger than the one before.",
        )
        for area in self.areas:
            demand(
                _PATH.fullmatch(area.path) is not None,
                f"The outline of “{area.name}” is not path data.",
            )
            check_address(area.href)

    def class_of(self, value: int) -> int:
        """The class of a value, from 0."""
        return sum(value >= limit for limit in self.breaks)

    @property
    def is_empty(self) -> bool:
        return not self.areas


@dataclass(frozen=True)
class SeatParty:
    """A party's seats in a group: how many are held, and how many are empty.

    ``colour`` (1 to 5) is the party's own, the same in each group that it sits in;
    0 takes the colour of its place in the chart.
    """

    label: str
    seats: int
    vacant: int = 0
    colour: int = 0


@dataclass(frozen=True, kw_only=True)
class SeatChart(Chart):
    """A group round its table: one dot a seat, the parties side by side."""

    parties: tuple[SeatParty, ...]

    def check(self) -> None:
        for party in self.parties:
            demand(
                party.seats >= 0 and party.vacant >= 0,
                f"The seats of “{party.label}” are counted from nought.",
            )
            demand(party.colour in range(6), "A party has one of five colours.")
        demand(len(self.parties) <= 5, "A group is drawn with at most five parties.")
        demand(self.total <= 60, "A group is drawn with at most 60 seats.")

    @property
    def coloured(self) -> tuple[tuple[int, SeatParty], ...]:
        """Each party after the number of its colour, 1 to 5."""
        return tuple(
            (party.colour or place, party)
            for place, party in enumerate(self.parties, 1)
        )

    @property
    def total(self) -> int:
        """All seats, held and empty."""
        return sum(party.seats + party.vacant for party in self.parties)

    @property
    def is_empty(self) -> bool:
        return self.total == 0


@dataclass(frozen=True)
class WheelItem:
    """Something that comes back every year, in its month (1 to 12)."""

    month: int
    label: str
    tone: Tone = "neutral"
    when: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class YearWheel(Chart):
    """A year as a wheel of months, with what happens in each.

    Args:
        year: the year, shown in the middle.
        items: what happens, in the order within its month that it is given.
    """

    year: int
    items: tuple[WheelItem, ...]

    def check(self) -> None:
        for item in self.items:
            demand(1 <= item.month <= 12, f"“{item.label}” is in month 1 to 12.")
            demand(item.tone in TONES, f"“{item.tone}” is not a tone.")
            check_address(item.href)

    @property
    def numbered(self) -> tuple[tuple[int, WheelItem], ...]:
        """The items by month, each with its number on the wheel, from 1."""
        return tuple(enumerate(sorted(self.items, key=lambda item: item.month), 1))

    @property
    def is_empty(self) -> bool:
        return not self.items
