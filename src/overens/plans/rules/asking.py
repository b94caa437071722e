"""When those responsible for a measure are asked how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from overens.common.dates import Period
from overens.errors import RuleBroken, gettext_noop
from overens.plans.rules.statuses import Status

# Three weeks: an association that meets monthly has time to talk it over.
ANSWER_WITHIN = timedelta(days=21)
# The link holds longer than the question, since late is better than never.
LINK_HOLDS = timedelta(days=60)
# Nobody is asked again within a month of having reported.
FRESH_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter: reports are asked for once in each."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """As it is stored: ``2026-Q4``."""
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        year, month = (
            (self.year + 1, 1) if self.number == 4 else (self.year, 3 * self.number + 1)
        )
        return date(year, month, 1) - timedelta(days=1)


def quarter_of(day: date) -> Quarter:
    """Return the quarter of a day.

    >>> quarter_of(date(2026, 11, 22)).key, str(quarter_of(date(2026, 11, 22)).last)
    ('2026-Q4', '2026-12-31')
    """
    return Quarter(day.year, (day.month + 2) // 3)


class AlreadyAsked(RuleBroken):
    """A question to that side waits for its answer."""

    sentence = gettext_noop(
        "They were asked on %(asked)s and have until %(due)s to answer. Ask again "
        "after that, or undo the mail if it has not left."
    )


def check_ask(waiting: tuple[date, date] | None) -> None:
    """Refuse to ask a side that has a question already (P14).

    Args:
        waiting: when a question that waits was asked, and the last day to answer it;
            None when none waits, or when that day has passed.

    Raises:
        AlreadyAsked: one waits.
    """
    if waiting is not None:
        asked, due = waiting
        raise AlreadyAsked(asked=asked, due=due)


class NotAsked(Enum):
    """Why a side is not asked today, in the order in which they are tried."""

    PLAN_NOT_RUNNING = gettext_noop("the plan does not run today")
    STATUS = gettext_noop("nothing is asked about a measure with this status")
    ASKED = gettext_noop("already asked this quarter")
    REPORTED = gettext_noop("reported this quarter or in the last thirty days")
    NOBODY = gettext_noop("nobody to ask: no one speaks for it and no address is known")
    ENOUGH_TODAY = gettext_noop("the same address has been asked something else today")


def why_not_asked(
    *,
    plan_days: Period,
    status: Status,
    asked_this_quarter: bool,
    last_report: date | None,
    has_address: bool,
    address_asked_today: bool,
    today: date,
) -> NotAsked | None:
    """Return why a side is not asked about a measure today; None when it is (P11).

    Args:
        plan_days: the days that the plan runs.
        status: the measure's status today.
        asked_this_quarter: whether a question has gone out this quarter.
        last_report: the day of the side's latest standing report.
        has_address: whether there is somebody to write to.
        address_asked_today: whether that address has got a question today; nobody
            gets more than one a day.
        today: by the space's own clock.
    """
    fresh = last_report is not None and (
        last_report >= quarter_of(today).first or today - last_report <= FRESH_FOR
    )
    tried = (
        (today not in plan_days, NotAsked.PLAN_NOT_RUNNING),
        (not status.is_asked, NotAsked.STATUS),
        (asked_this_quarter, NotAsked.ASKED),
        (fresh, NotAsked.REPORTED),
        (not has_address, NotAsked.NOBODY),
        (address_asked_today, NotAsked.ENOUGH_TODAY),
    )
    return next((why for stops, why in tried if stops), None)
