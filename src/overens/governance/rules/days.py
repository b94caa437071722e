"""Days with holes: what can be said of them all the same. Pure Python."""

from __future__ import annotations

import calendar
from datetime import date

from overens.common.dates import PartialDate
from overens.governance.rules.broken import DayInTheFuture, DaysOutOfOrder


def latest_day(when: PartialDate) -> date | None:
    """Return the last day that a partial date can be, None when unknown.

    >>> latest_day(PartialDate(2017, 1))
    datetime.date(2017, 1, 31)
    """
    if when.year is None:
        return None
    month = when.month or 12
    day = when.day or calendar.monthrange(when.year, month)[1]
    return date(when.year, month, day)


def check_day_has_been(when: PartialDate, *, today: date, field: str = "day") -> None:
    """Refuse a day of something that has happened, when all of it is still to come.

    Raises:
        DayInTheFuture: the earliest day that it can be is after ``today``.
    """
    earliest = when.earliest
    if earliest is not None and earliest > today:
        raise DayInTheFuture(field=field)


def check_order(
    earlier: PartialDate, later: PartialDate, *, field: str = "day"
) -> None:
    """Refuse two days that cannot be in this order, whatever their holes hide.

    Raises:
        DaysOutOfOrder: ``later`` is over before ``earlier`` can begin.
    """
    first, last = earlier.earliest, latest_day(later)
    if first is not None and last is not None and last < first:
        raise DaysOutOfOrder(field=field)
