"""A day, as it is written in Swedish and in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.questions.base import Group, QuestionType, only, plain
from overens.surveys.rules.questions.numbers import LimitsUpsideDown
from overens.surveys.rules.questions.shapes import Given, Item, Limits

# Where a question sets no limits: no survey asks of days beyond them.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
# Two years by the month, forty by the year, a longer time by ten years.
MOST_MONTHS, MOST_YEARS = 24, 40

# 2026-03-12, 2026/3/12, 20260312; and 12.3.2026 or 12/3/2026, the day first.
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_IN_WORDS = re.compile(r"(\d{1,2})\.? ([a-z]{3})[a-z]*\.? (\d{4})")


class NotADate(RuleBroken):
    """A text where a day is wanted."""

    sentence = gettext_noop(
        "“%(given)s” is not a day. Write year, month and day, for example 2026-12-15."
    )


class DayOrMonthFirst(RuleBroken):
    """A day that is one in Sweden and another in America."""

    sentence = gettext_noop(
        "“%(given)s” can be read as two different days. Write year, month and day: "
        "%(one)s or %(other)s."
    )


class DateTooEarly(RuleBroken):
    """Before what the question takes."""

    sentence = gettext_noop("Write a day that is %(least)s or later.")


class DateTooLate(RuleBroken):
    """After what the question takes."""

    sentence = gettext_noop("Write a day that is %(most)s or earlier.")


class Date(QuestionType):
    """A day, stored as 2026-12-15."""

    key = "date"
    label = gettext_noop("a day")
    template = "surveys/_result_date.html"
    settings = ("least", "most")
    measured = "day"

    def read_answer(self, item: Item, raw: object) -> object:
        """Read a day: 2026-12-15, 15 december 2026, 15.12.2026."""
        raw = only(raw)
        if isinstance(raw, datetime):
            raw = raw.date()
        said = raw.isoformat() if isinstance(raw, date) else plain(raw)
        if not said:
            return None
        day = read_date(said)
        least, most = ends_of(item.limits)
        if day < least:
            raise DateTooEarly(least=least.isoformat())
        if day > most:
            raise DateTooLate(most=most.isoformat())
        return day.isoformat()

    def check_limits(self, limits: Limits) -> None:
        """Refuse a last day before the first."""
        least, most = ends_of(limits)
        if least >= most:
            raise LimitsUpsideDown()

    def groups(self, limits: Limits) -> tuple[Group, ...]:
        """Return the months between two limits, or the years, or the decades."""
        return _groups(limits)

    def chosen(self, item: Item, given: Given) -> Sequence[str]:
        """Return the month, the year or the decade that the day falls in."""
        if not isinstance(given.value, str):
            return ()
        groups = _groups(item.limits)
        month = given.value[: len(groups[0].low)]
        return next((it.key,) for it in groups if it.low <= month <= it.high)


def read_date(said: str) -> date:
    """Return a day as somebody wrote it.

    Raises:
        NotADate: it is none.
        DayOrMonthFirst: the day and the month could change places.
    """
    given, said = said[:80], " ".join(said.casefold().split())
    if found := _YEAR_FIRST.fullmatch(said) or _PLAIN.fullmatch(said):
        return _day(given, *found.groups())
    if (found := _IN_WORDS.fullmatch(said)) and found[2] in _MONTHS:
        return _day(given, found[3], str(_MONTHS[found[2]]), found[1])
    if found := _DAY_FIRST.fullmatch(said):
        day = _day(given, found[3], found[2], found[1])
        if "/" in said and day.day <= 12 and day.day != day.month:
            other = date(day.year, day.day, day.month)
            raise DayOrMonthFirst(
                given=given, one=day.isoformat(), other=other.isoformat()
            )
        return day
    raise NotADate(given=given)


def ends_of(limits: Limits) -> tuple[date, date]:
    """Return the first and the last day that a question takes."""
    return (
        date.fromisoformat(limits.least) if limits.least else EARLIEST,
        date.fromisoformat(limits.most) if limits.most else LATEST,
    )


def _day(given: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as fault:
        raise NotADate(given=given) from fault


# Asked for every answer, of a handful of questions.
@lru_cache(maxsize=256)
def _groups(limits: Limits) -> tuple[Group, ...]:
    least, most = ends_of(limits)
    first, last = (day.year * 12 + day.month - 1 for day in (least, most))
    if last - first < MOST_MONTHS:
        names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
        return tuple(Group(name, name, name) for name in names)
    years = range(least.year, most.year + 1)
    if len(years) <= MOST_YEARS:
        return tuple(Group(str(year), str(year), str(year)) for year in years)
    return tuple(
        Group(f"{start}s", str(start), str(start + 9))
        for start in range(least.year // 10 * 10, most.year + 1, 10)
    )
