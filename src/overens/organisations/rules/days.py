"""Days, months and years in the register, and what to do when they are wrong. Pure."""

from __future__ import annotations

from datetime import date

from overens.errors import RuleBroken, gettext_noop


class MonthOutOfRange(RuleBroken):
    """A year has twelve months."""

    sentence = gettext_noop("Write the month as a number from 1 to 12.")
    field = "annual_meeting_month"


class YearOutOfRange(RuleBroken):
    """A year that an organisation can have been active in."""

    sentence = gettext_noop("Write the year with four figures, such as 2026.")
    field = "last_active_year"


class DayNotRead(RuleBroken):
    """A day is written with its year first."""

    sentence = gettext_noop(
        "Write a day as 2026-12-15, a month as 2026-12 or a year as 2026."
    )


class DaysOutOfOrder(RuleBroken):
    """A last day cannot come before the first."""

    sentence = gettext_noop("The last day comes before the first. Change one of them.")
    field = "last_day"


class AlreadyEnded(RuleBroken):
    """What has ended is not ended again."""

    sentence = gettext_noop("This has already ended.")
    field = "last_day"


def check_month(month: int | None) -> int | None:
    """Return a month, 1 to 12, or None where it is unknown.

    Raises:
        MonthOutOfRange: there is no such month.
    """
    if month is not None and not 1 <= month <= 12:
        raise MonthOutOfRange()
    return month


def check_year(year: int | None) -> int | None:
    """Return a year, 1800 to 2100, or None where it is unknown.

    Raises:
        YearOutOfRange: it is none that an organisation was active in.
    """
    if year is not None and not 1800 <= year <= 2100:
        raise YearOutOfRange()
    return year


def check_days(first: date | None, last: date | None) -> None:
    """Refuse a last day before the first.

    Raises:
        DaysOutOfOrder: so it is.
    """
    if first and last and last < first:
        raise DaysOutOfOrder()


def days_overlap(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> bool:
    """Tell whether two spans of days share one; None is an open end."""
    return (one[0] is None or other[1] is None or one[0] <= other[1]) and (
        one[1] is None or other[0] is None or other[0] <= one[1]
    )
