"""Days with holes: sources know a year, a month, a day, or nothing. Pure Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

_SHAPE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year; ``unknown`` where the source says nothing.

    Sorted by what is known, the earliest possible day first, unknown last.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and (self.month or self.day):
            raise ValueError("A month or a day without a year says nothing.")
        if self.month is None and self.day:
            raise ValueError("A day without a month says nothing.")
        if self.year is not None:
            date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2017``, ``2017-02``, ``2017-02-21`` or an empty text (unknown).

        Raises:
            ValueError: the text has another shape, or names no day that exists.
        """
        text = text.strip()
        if not text:
            return cls()
        match = _SHAPE.match(text)
        if match is None:
            raise ValueError(f"Write a date as 2026-12-15, not {text!r}.")
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date | None) -> PartialDate:
        """Return the whole day as a partial date; ``None`` becomes unknown."""
        return cls() if day is None else cls(day.year, day.month, day.day)

    @property
    def is_known(self) -> bool:
        """Whether at least the year is known."""
        return self.year is not None

    @property
    def is_whole(self) -> bool:
        """Whether year, month and day are all known."""
        return self.day is not None

    @property
    def earliest(self) -> date | None:
        """The first day it can be, or None when unknown."""
        if self.year is None:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        if self.year is None:
            return ""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text

    def __bool__(self) -> bool:
        return self.is_known

    def __lt__(self, other: PartialDate) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[bool, int, int, int]:
        return (not self.is_known, self.year or 0, self.month or 0, self.day or 0)


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included; either end may be open."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError("A period cannot end before it begins.")

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )
