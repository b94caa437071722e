"""Reads the demonstration's files and turns their relative days into real ones.

Pure Python: no Django, no clock. The day of loading is handed in, so that the same
files can be read, and checked, as of any day.
"""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from overens.common.dates import PartialDate

# Tried in this order, so that N-05-14 is a day in May of N, not a month of N-5.
_RELATIVE_DAY = re.compile(r"^N([+-]\d+)??-(\d{2})-(\d{2})$")
_RELATIVE_YEAR = re.compile(r"^N([+-]\d+)?(?:-(\d{2})())?$")
_ALONG_THE_YEAR = re.compile(r"^N([~>])(\d{1,3})$")
_FROM_TODAY = re.compile(r"^T([+-]\d+)$")
_YEAR_IN_TEXT = re.compile(r"\{N([+-]\d+)?\}")
_A_DAY = re.compile(r"^(?:N(?:[+-]\d+)?(?:-\d{2}){0,2}|N[~>]\d{1,3}|T[+-]\d+)$")

SATURDAY = 5


def read_day(text: str, *, today: date) -> PartialDate:
    """Return the day that a file's notation stands for.

    Args:
        text: as README.md says: ``N-1-05-14``, ``N~40``, ``N>40``, ``T-32``, a plain
            date, or an empty text for unknown.
        today: the day of loading; N is its year.

    Raises:
        ValueError: the text has none of these shapes, or names no day that exists.

    >>> str(read_day("N-1-05-14", today=date(2026, 3, 2)))
    '2025-05-14'
    >>> str(read_day("N-05-14", today=date(2026, 3, 2)))
    '2026-05-14'
    >>> str(read_day("N-5", today=date(2026, 3, 2)))
    '2021'
    >>> str(read_day("T-32", today=date(2026, 3, 2)))
    '2026-01-29'
    """
    text = text.strip()
    if along := _ALONG_THE_YEAR.match(text):
        return PartialDate.of(_along_the_year(along[1], int(along[2]), today))
    if from_today := _FROM_TODAY.match(text):
        return PartialDate.of(today + timedelta(days=int(from_today[1])))
    if relative := _RELATIVE_DAY.match(text) or _RELATIVE_YEAR.match(text):
        year = today.year + int(relative[1] or 0)
        month, day = (int(part) if part else None for part in relative.group(2, 3))
        return PartialDate(year, month, day)
    return PartialDate.parse(text)


def _along_the_year(direction: str, percent: int, today: date) -> date:
    """Return a day on the way to today, or on the way from it, on a working day."""
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    if percent > 100:
        raise ValueError(f"Write a share of the way from 0 to 100, not {percent}.")
    if direction == "~":
        day = first + timedelta(days=round((today - first).days * percent / 100))
        while day.weekday() >= SATURDAY and day > first:
            day -= timedelta(days=1)
        return day
    day = today + timedelta(days=round((last - today).days * percent / 100))
    while day.weekday() >= SATURDAY and day < last:
        day += timedelta(days=1)
    return day


def fill_years(text: str, *, today: date) -> str:
    """Return a running text with ``{N}``, ``{N-1}`` … as years.

    >>> fill_years("Planen för {N} följer {N-1}.", today=date(2026, 3, 2))
    'Planen för 2026 följer 2025.'
    """
    return _YEAR_IN_TEXT.sub(lambda found: str(today.year + int(found[1] or 0)), text)


def settle(value: Any, *, today: date) -> Any:
    """Return a value read from a file with every day and year made real.

    A text that is one day in the notation becomes that day as ``2026-05-14`` (or
    ``2026-05``, ``2026``); other texts have their years filled in.
    """
    if isinstance(value, dict):
        return {key: settle(inner, today=today) for key, inner in value.items()}
    if isinstance(value, list):
        return [settle(inner, today=today) for inner in value]
    if isinstance(value, str):
        if _A_DAY.match(value):
            return str(read_day(value, today=today))
        return fill_years(value, today=today)
    return value


def read_text(name: str, *, today: date) -> str:
    """Return a Markdown file, ``strandland/compact-1.sv.md``, with its years."""
    return fill_years(_raw(name), today=today)


def read_toml(name: str, *, today: date) -> dict[str, Any]:
    """Return a TOML file, ``strandland/people.toml``, with its days made real."""
    settled: dict[str, Any] = settle(tomllib.loads(_raw(name)), today=today)
    return settled


def read_csv(name: str, *, today: date) -> list[dict[str, str]]:
    """Return a sheet's rows by heading, with their days made real."""
    rows = csv.DictReader(_raw(name).splitlines(), delimiter=";")
    return [settle(row, today=today) for row in rows]


def _raw(name: str) -> str:
    source = files("overens.config.demonstration").joinpath(*name.split("/"))
    return source.read_text(encoding="utf-8")
