"""What status a measure has, and why: from facts and dates, never typed in.

``STATUSES`` is the list. The first row whose rule holds is the status, so the order
matters and is part of the rules. To add one, see docs/how-to/add-a-status.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from overens.errors import gettext_noop

DONE = "done"
ON_PLAN = "on plan"
LATE = "late"
NOT_BEGUN = "not begun"
PAUSED = "paused"
CARRIED_OVER = "carried over"


@dataclass(frozen=True)
class Said:
    """What one side last reported: its state, and the day it said so."""

    side: str
    state: str
    day: date


@dataclass(frozen=True)
class Facts:
    """All that a measure's status rests on.

    Args:
        starts: the first day of work; the plan's own when the measure has none.
        due: the day it is to be done, that day included.
        done_day: the day it was finished, as the secretariat has noted.
        paused_day: the first day of a pause.
        paused_until: the first day after the pause, where known.
        carried_over_day: the day it was moved to a later plan.
        sides: the sides that have somebody responsible.
        said: the latest standing report of each side, at most one a side.
    """

    starts: date | None = None
    due: date | None = None
    done_day: date | None = None
    paused_day: date | None = None
    paused_until: date | None = None
    carried_over_day: date | None = None
    sides: frozenset[str] = frozenset()
    said: tuple[Said, ...] = ()

    def saying(self, state: str) -> list[Said]:
        """Return the sides whose latest report gives this state, the latest first."""
        said = [one for one in self.said if one.state == state]
        return sorted(said, key=lambda one: one.day, reverse=True)


@dataclass(frozen=True)
class Reason:
    """Why a status holds: a sentence to translate, and what it names.

    ``facts`` may hold ``day`` (a date) and ``side`` (a key); the door words both.
    """

    sentence: str
    facts: dict[str, object] = field(default_factory=dict)


Holds = Callable[[Facts, date], Reason | None]


def _carried_over(facts: Facts, today: date) -> Reason | None:
    """P1: carried over from the day it was moved to a later plan."""
    if facts.carried_over_day and facts.carried_over_day <= today:
        return Reason(
            gettext_noop("It was carried over to a later plan on %(day)s."),
            {"day": facts.carried_over_day},
        )
    return None


def _done(facts: Facts, today: date) -> Reason | None:
    """P2: done when finished, or when every responsible side has reported it so."""
    if facts.done_day and facts.done_day <= today:
        return Reason(
            gettext_noop("It was finished on %(day)s."), {"day": facts.done_day}
        )
    said = facts.saying(DONE)
    if not facts.sides or not facts.sides <= {one.side for one in said}:
        return None
    if len(said) > 1:
        sentence = gettext_noop(
            "Both sides have reported that it is done, the latest on %(day)s."
        )
    else:
        sentence = gettext_noop("%(side)s reported on %(day)s that it is done.")
    return Reason(sentence, {"day": said[0].day, "side": said[0].side})


def _paused(facts: Facts, today: date) -> Reason | None:
    """P3: paused from the day it was paused until the day it is taken up again."""
    if not facts.paused_day or facts.paused_day > today:
        return None
    if facts.paused_until is None:
        return Reason(
            gettext_noop("It has been paused since %(day)s."),
            {"day": facts.paused_day},
        )
    if facts.paused_until <= today:
        return None
    return Reason(
        gettext_noop("It is paused and is to be taken up again on %(day)s."),
        {"day": facts.paused_until},
    )


def _late(facts: Facts, today: date) -> Reason | None:
    """P4: late once the due day has passed, or when a side's latest report says so."""
    if facts.due and facts.due < today:
        return Reason(gettext_noop("It was to be done by %(day)s."), {"day": facts.due})
    if said := facts.saying(LATE):
        return Reason(
            gettext_noop("%(side)s reported on %(day)s that it is late."),
            {"day": said[0].day, "side": said[0].side},
        )
    return None


def _not_begun(facts: Facts, today: date) -> Reason | None:
    """P5: not begun before its first day, or while every report says so."""
    begun = any(one.state != NOT_BEGUN for one in facts.said)
    if begun:
        return None
    if said := facts.saying(NOT_BEGUN):
        return Reason(
            gettext_noop("%(side)s reported on %(day)s that it has not begun."),
            {"day": said[0].day, "side": said[0].side},
        )
    if facts.starts and facts.starts > today:
        return Reason(gettext_noop("It begins on %(day)s."), {"day": facts.starts})
    return None


def _on_plan(facts: Facts, today: date) -> Reason:
    """P6: on plan when nothing else holds; the reason says what that rests on."""
    if said := facts.saying(DONE):
        return Reason(
            gettext_noop(
                "%(side)s reported on %(day)s that it is done; the other side has not."
            ),
            {"day": said[0].day, "side": said[0].side},
        )
    if said := facts.saying(ON_PLAN):
        return Reason(
            gettext_noop("%(side)s reported on %(day)s that it goes as planned."),
            {"day": said[0].day, "side": said[0].side},
        )
    return Reason(
        gettext_noop("It has begun and is not due yet. Nobody has reported on it.")
    )


@dataclass(frozen=True)
class Status:
    """One status.

    Args:
        key: as stored in reports and shown in addresses.
        label: the word, English, marked for translation.
        holds: the rule; gives the reason when it holds.
        tone: its own among the tones of charts (``common.charts.TONES``), so that
            no two statuses look alike in a bar; the tag takes its colour from it too.
        icon: the icon beside the word (common/icons.txt).
        place: its place among the statuses where they are shown together.
        reportable: whether a report may say it.
        closed: why a measure with this status takes no reports, as a sentence to
            translate; empty when it takes them.
        why_field: the measure's field with somebody's own words on why, if it has one.
        is_asked: whether those responsible are asked how it goes.
    """

    key: str
    label: str
    holds: Holds
    tone: str
    icon: str
    place: int
    reportable: bool = False
    closed: str = ""
    why_field: str = ""
    is_asked: bool = False

    @property
    def takes_reports(self) -> bool:
        """Whether a measure with this status takes reports."""
        return not self.closed

    @property
    def slug(self) -> str:
        """The key as it stands in an address: ``on-plan``."""
        return self.key.replace(" ", "-")


# In the order in which they are tried: the first that holds is the status.
STATUSES: dict[str, Status] = {
    status.key: status
    for status in (
        Status(
            CARRIED_OVER,
            gettext_noop("Carried over"),
            _carried_over,
            "moved",
            "arrow-forward-up",
            place=6,
            closed=gettext_noop(
                "This measure has been carried over to a later plan. "
                "Report on it there."
            ),
            why_field="carried_over_why",
        ),
        Status(
            DONE,
            gettext_noop("Done"),
            _done,
            "success",
            "circle-check",
            place=1,
            reportable=True,
        ),
        Status(
            PAUSED,
            gettext_noop("Paused"),
            _paused,
            "quiet",
            "player-pause",
            place=5,
            why_field="paused_why",
        ),
        Status(
            LATE,
            gettext_noop("Late"),
            _late,
            "warning",
            "clock-exclamation",
            place=3,
            reportable=True,
            is_asked=True,
        ),
        Status(
            NOT_BEGUN,
            gettext_noop("Not begun"),
            _not_begun,
            "neutral",
            "circle-dashed",
            place=4,
            reportable=True,
        ),
        Status(
            ON_PLAN,
            gettext_noop("On plan"),
            _on_plan,
            "info",
            "progress-check",
            place=2,
            reportable=True,
            is_asked=True,
        ),
    )
}


# What the secretariat may make of a measure by hand. "On plan" as a goal means that
# the pause, the finishing or the carrying over (to no plan yet) is taken back; the
# dates then say what the status is.
MOVES: dict[str, frozenset[str]] = {
    NOT_BEGUN: frozenset({PAUSED, DONE, CARRIED_OVER}),
    ON_PLAN: frozenset({PAUSED, DONE, CARRIED_OVER}),
    LATE: frozenset({PAUSED, DONE, CARRIED_OVER}),
    PAUSED: frozenset({ON_PLAN, DONE, CARRIED_OVER}),
    DONE: frozenset({ON_PLAN}),
    CARRIED_OVER: frozenset({ON_PLAN}),
}

REPORTABLE: tuple[str, ...] = tuple(
    status.key
    for status in sorted(STATUSES.values(), key=lambda status: status.place)
    if status.reportable
)


def status_of(key: str) -> Status:
    """Return the status of a key, ``on plan`` or ``on-plan``.

    Raises:
        KeyError: there is no such status.
    """
    for status in STATUSES.values():
        if key in (status.key, status.slug):
            return status
    raise KeyError(key)


def in_order() -> tuple[Status, ...]:
    """Return the statuses in the order in which they are shown."""
    return tuple(sorted(STATUSES.values(), key=lambda status: status.place))


def status_on(facts: Facts, today: date) -> tuple[Status, Reason]:
    """Return a measure's status on a day, and why.

    Args:
        facts: what is known of the measure.
        today: the day, by the space's own clock.

    Returns:
        The first status of ``STATUSES`` whose rule holds, with its reason.

    Source: rules P1 to P6, docs/rules/plans.md.
    """
    for status in STATUSES.values():
        reason = status.holds(facts, today)
        if reason is not None:
            return status, reason
    raise AssertionError("The last status holds when no other does.")


class Agreement(Enum):
    """How the two sides' latest reports stand to each other."""

    NONE = gettext_noop("No report has come in")
    ONE = gettext_noop("Only one side has reported")
    AGREE = gettext_noop("Both sides agree")
    DIFFER = gettext_noop("The sides see it differently")


def agreement(said: tuple[Said, ...]) -> Agreement:
    """Return whether the sides' latest reports say the same (P7).

    Args:
        said: the latest standing report of each side, at most one a side.
    """
    if not said:
        return Agreement.NONE
    if len(said) == 1:
        return Agreement.ONE
    same = len({one.state for one in said}) == 1
    return Agreement.AGREE if same else Agreement.DIFFER
