"""Days with holes, and days as people write them. Pure Python.

Sources know a year, a month, a day, or nothing: ``PartialDate``. ``read_day`` and
``read_partial_day`` read what people type and what sheets hold, in every usual form.
"""

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


# --- as people write them -------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
# Two figures for the year stand only in yymmdd; from here they are of the last century.
_LAST_CENTURY_FROM = 70
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
# An hour after the day, as Excel and databases write it; it is dropped.
_HOUR = re.compile(
    r"(?<=\d)(?:t|,? (?:kl\.? ?)?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    r"(?: ?(?:z|[+-]\d{2}:?\d{2}))?$"
)
_WEEKDAY = re.compile(
    r"^(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?"
    r"|(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?)[.,]? (?=\S)"
)
_YEAR_FIRST = re.compile(r"^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2}) ?[-/.] ?(\d{1,2})(?: ?[-/.] ?| )(\d{4})$")
_EIGHT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SIX = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
_WORDS = re.compile(
    r"^(?:(?:den |the )?(\d{1,2})(?:\.|:[ae]|st|nd|rd|th)? (?:of )?)?"
    r"([a-z]+)\.?,? (\d{4})$"
)
_MONTH_FIRST = re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")


def read_partial_day(text: str) -> PartialDate:
    """Return the day, month or year that a text says; unknown when it is empty.

    Reads 2026-03-01, 2026-03, 2026, 20260301, 260301, 1 mars 2026, den 1 mars 2026,
    mars 2026, March 1, 2026, 1/3 2026, 1.3.2026 and 01-03-2026. Where figures can mean
    two days the day comes first, as in Sweden. An hour after the day is dropped.

    Raises:
        ValueError: it says something else, or names no day that exists.

    >>> [str(read_partial_day(text)) for text in ("den 1 mars 2026", "mars 2026")]
    ['2026-03-01', '2026-03']
    """
    kept = _HYPHENS.sub("-", " ".join(text.casefold().split()))
    if not kept:
        return PartialDate()
    kept = _HOUR.sub("", kept)
    plain = _WEEKDAY.sub("", kept)
    if match := _YEAR_FIRST.match(kept):
        return _partial(match[1], match[3], match[4])
    if match := _EIGHT.match(kept):
        return _partial(*match.groups())
    if match := _SIX.match(kept):
        century = 19 if int(match[1]) >= _LAST_CENTURY_FROM else 20
        return _partial(f"{century}{match[1]}", match[2], match[3])
    if match := _DAY_FIRST.match(kept):
        return _partial(match[3], match[2], match[1])
    if (match := _WORDS.match(plain)) and match[2] in _MONTHS:
        return _partial(match[3], _MONTHS[match[2]], match[1])
    if (match := _MONTH_FIRST.match(plain)) and match[1] in _MONTHS:
        return _partial(match[3], _MONTHS[match[1]], match[2])
    raise ValueError(f"{text!r} is not a date.")


def read_day(text: str) -> date:
    """Return the whole day that a text says, in any form ``read_partial_day`` reads.

    Raises:
        ValueError: it says no day, or only a month or a year.

    >>> read_day("1 mar 2026").isoformat()
    '2026-03-01'
    """
    found = read_partial_day(text)
    if not found.is_whole or found.earliest is None:
        raise ValueError(f"{text!r} is not a whole day.")
    return found.earliest


def _partial(
    year: str, month: str | int | None = None, day: str | None = None
) -> PartialDate:
    # A month or day of 0 is no hole but a fault: date() refuses it.
    found = [int(part) if part is not None else None for part in (year, month, day)]
    if 0 in found:
        raise ValueError("There is no month or day 0.")
    return PartialDate(*found)
