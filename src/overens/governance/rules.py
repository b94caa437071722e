"""Groups, decisions and assignments: what there is, and what can be said of them.

Pure Python. The rules are numbered G1 … in ``docs/rules/governance.md``.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from overens.common.dates import PartialDate
from overens.errors import RuleBroken, gettext_noop

GROUP_KINDS = {
    "steering": gettext_noop("steering group"),
    "presidium": gettext_noop("presidium that prepares"),
    "preparatory": gettext_noop("preparatory group"),
    "working": gettext_noop("working committee"),
    "reference": gettext_noop("reference group"),
}
SEAT_ROLES = {
    "chair": gettext_noop("chair"),
    "vice chair": gettext_noop("vice chair"),
    "member": gettext_noop("member"),
    "substitute": gettext_noop("substitute"),
    "co-opted": gettext_noop("co-opted"),
}
# Rule G1: who is counted when a group's size and balance are judged.
ORDINARY_ROLES = ("chair", "vice chair", "member")
REGIMES = {
    "notes": gettext_noop("notes"),
    "association": gettext_noop("minutes as in an association"),
    "kommunallagen": gettext_noop("minutes under the Local Government Act"),
}
DECISION_KINDS = {
    "approve": gettext_noop("approve"),
    "stand behind": gettext_noop("stand behind"),
    "note": gettext_noop("note"),
    "assign": gettext_noop("assign"),
    "remit": gettext_noop("send back"),
    "table": gettext_noop("table"),
    "reject": gettext_noop("reject"),
    "proposed": gettext_noop("proposed, outcome unknown"),
}
ASSIGNMENT_STATES = {
    "in time": gettext_noop("answered in time"),
    "late": gettext_noop("answered late"),
    "answered": gettext_noop("answered"),
    "waiting": gettext_noop("awaits an answer"),
    "overdue": gettext_noop("answer overdue"),
}

LONGEST_TITLE = 300  # characters; a matter's name as minutes give it
LONGEST_TEXT = 20_000  # characters; the longest § of the sources has about 2 000
MOST_SEATS = 60  # what the chart of a group can draw


class GroupNameMissing(RuleBroken):
    """A group has to be called something."""

    sentence = gettext_noop("Write what the group is called.")
    field = "name"


class DecisionTitleMissing(RuleBroken):
    """A decision has to be about something."""

    sentence = gettext_noop("Write which matter the decision is about.")
    field = "title"


class DecisionBodyMissing(RuleBroken):
    """Somebody made the decision."""

    sentence = gettext_noop("Write which body made the decision.")
    field = "body_name"


class TextMissing(RuleBroken):
    """Nothing but blank space was written."""

    sentence = gettext_noop("Write a text here.")
    field = "text"


class TextTooLong(RuleBroken):
    """More was written than is kept."""

    sentence = gettext_noop(
        "The text has %(length)s characters. Write at most %(longest)s."
    )
    field = "text"


class DayInTheFuture(RuleBroken):
    """What has happened cannot have happened tomorrow."""

    sentence = gettext_noop("The day has not come yet. Write a day that has been.")
    field = "day"


class DaysOutOfOrder(RuleBroken):
    """One thing cannot happen before the other."""

    sentence = gettext_noop("The later day comes before the earlier. Check the days.")
    field = "day"


class TermEndsBeforeItBegins(RuleBroken):
    """A term has its first day first."""

    sentence = gettext_noop("The last day of the term comes before the first.")
    field = "last_day"


class SeatAlreadyEnded(RuleBroken):
    """A seat is left once."""

    sentence = gettext_noop("This seat has already been left.")


class TooManySeats(RuleBroken):
    """A group is small enough to draw and to talk in."""

    sentence = gettext_noop("A group can have at most %(most)s seats.")


class ReasonMissing(RuleBroken):
    """What is taken back is taken back for a reason, which is shown."""

    sentence = gettext_noop("Write why. The reason is kept and shown.")
    field = "why"


class AlreadyWithdrawn(RuleBroken):
    """A decision is withdrawn once."""

    sentence = gettext_noop("This decision has already been withdrawn.")


class AlreadyAnswered(RuleBroken):
    """An assignment is answered once; a correction says so itself."""

    sentence = gettext_noop("This assignment has already been answered.")


class AnswerBeforeDecision(RuleBroken):
    """An answer cannot come before what asked for it."""

    sentence = gettext_noop(
        "The answer comes before the decision that asked for it. Check the day."
    )
    field = "answered_day"


# --- days with holes -----------------------------------------------------------


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


# --- groups ---------------------------------------------------------------------


@dataclass(frozen=True)
class SeatFact:
    """What a rule has to know about a seat.

    Attributes:
        party: the side's name as it is to be shown.
        role: a key of ``SEAT_ROLES``.
        first_day: first day of the term, None when not stated.
        last_day: last day of the term, None when not stated.
        ended_day: the day it was left, None while it is held.
    """

    party: str
    role: str
    first_day: date | None = None
    last_day: date | None = None
    ended_day: date | None = None

    def is_on(self, day: date) -> bool:
        """Whether the seat stands on a day; an expired term still does (rule G4)."""
        return (self.first_day is None or self.first_day <= day) and (
            self.ended_day is None or day < self.ended_day
        )


@dataclass(frozen=True)
class GroupWarning:
    """Something about a group that somebody should see to.

    ``sentence`` is English with ``%(name)s``, filled from ``facts`` at the door after
    translation; ``key`` tells the kinds apart.
    """

    key: str
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)


def seats_by_party(seats: Sequence[SeatFact], *, today: date) -> dict[str, int]:
    """Return ordinary seats that stand today, by side, in the order met (rule G1)."""
    counts: dict[str, int] = {}
    for seat in seats:
        counts.setdefault(seat.party, 0)
        if seat.role in ORDINARY_ROLES and seat.is_on(today):
            counts[seat.party] += 1
    return counts


def group_warnings(
    seats: Sequence[SeatFact],
    *,
    parity: bool,
    most_seats: int | None,
    exact_seats: int | None,
    today: date,
) -> tuple[GroupWarning, ...]:
    """Return what breaks the group's own rules, as data (rules G2, G3, G4).

    Args:
        seats: every seat recorded, left ones too; none at all gives no warning,
            since then nothing is known of who sits there.
        parity: the group is to have as many from each side.
        most_seats: at most so many ordinary seats.
        exact_seats: exactly so many ordinary seats.
        today: the day that it is judged on.
    """
    if not seats:
        return ()
    counts = seats_by_party(seats, today=today)
    total = sum(counts.values())
    found = []
    if parity and len(set(counts.values())) > 1:
        found.append(
            GroupWarning(
                "parity",
                gettext_noop("The sides do not have as many seats: %(counts)s."),
                {"counts": ", ".join(f"{name} {n}" for name, n in counts.items())},
            )
        )
    if most_seats is not None and total > most_seats:
        found.append(
            GroupWarning(
                "too many",
                gettext_noop(
                    "The group has %(total)s seats, and may have at most %(most)s."
                ),
                {"total": total, "most": most_seats},
            )
        )
    if exact_seats is not None and total != exact_seats:
        found.append(
            GroupWarning(
                "size",
                gettext_noop(
                    "The group has %(total)s seats, and is to have %(exact)s."
                ),
                {"total": total, "exact": exact_seats},
            )
        )
    expired = [s for s in seats if s.is_on(today) and s.last_day and s.last_day < today]
    if expired:
        found.append(
            GroupWarning(
                "expired",
                gettext_noop("%(expired)s of the terms have run out."),
                {"expired": len(expired)},
            )
        )
    return tuple(found)


def check_term(first_day: date | None, last_day: date | None) -> None:
    """Refuse a term that ends before it begins.

    Raises:
        TermEndsBeforeItBegins: both are known, and out of order.
    """
    if first_day and last_day and last_day < first_day:
        raise TermEndsBeforeItBegins()


def check_reason(why: str) -> str:
    """Return the reason as it is kept.

    Raises:
        ReasonMissing: nothing but blank space was written.
    """
    kept = " ".join(why.split())[:400]
    if not kept:
        raise ReasonMissing()
    return kept


# --- assignments ----------------------------------------------------------------


@dataclass(frozen=True)
class AssignmentState:
    """How it stands with an assignment.

    Attributes:
        key: a key of ``ASSIGNMENT_STATES``.
        days: days late or overdue, when they can be counted; None otherwise.
        exact: whether ``days`` is exact, or the least that it can be.
    """

    key: str
    days: int | None = None
    exact: bool = True


def assignment_state(
    *, due: PartialDate, answered: PartialDate, is_answered: bool, today: date
) -> AssignmentState:
    """Return whether an assignment was answered in time (rule G6).

    A due date of a month or a year runs to its last day ("during January" = 31
    January). Where holes leave it open whether the answer was late, the answer is
    "answered" and nothing more. Lateness with a hole in the day of the answer is the
    least that it can be.

    Args:
        due: when the answer was due; may be partial or unknown.
        answered: when it came; may be partial or unknown.
        is_answered: whether an answer is recorded at all, its day known or not.
        today: the day that it is judged on.
    """
    last = latest_day(due)
    if is_answered:
        first_answer, last_answer = answered.earliest, latest_day(answered)
        if last is None or first_answer is None or last_answer is None:
            return AssignmentState("answered")
        if last_answer <= last:
            return AssignmentState("in time")
        if first_answer > last:
            return AssignmentState(
                "late", (first_answer - last).days, exact=answered.is_whole
            )
        return AssignmentState("answered")
    if last is not None and today > last:
        return AssignmentState("overdue", (today - last).days)
    return AssignmentState("waiting")


# --- the trail ------------------------------------------------------------------


@dataclass(frozen=True)
class TrailFact:
    """What the order of the trail needs to know about a decision.

    Attributes:
        key: the decision's own.
        day: the day of the decision; may be a hole.
        near: other known days close to it (approved, public notice, memoranda).
        follows: key of the decision that it follows, None when it follows none.
        place: the order that the recorder gave, which settles what is left.
    """

    key: int
    day: PartialDate
    near: tuple[PartialDate, ...] = ()
    follows: int | None = None
    place: int = 0


def trail_order(facts: Sequence[TrailFact]) -> list[int]:
    """Return the keys in the order that the decisions were made (rule G5).

    A decision never stands before the one that it follows. Its day settles the rest;
    where the day is a hole, the latest known day near it does; where nothing is
    known it stands directly after what it follows, or last. A ring of "follows" (a
    slip of the pen) is broken at the one with the earliest day.
    """
    by_key = {fact.key: fact for fact in facts}

    def sort_day(fact: TrailFact, seen: frozenset[int] = frozenset()) -> PartialDate:
        if fact.day:
            return fact.day
        known = [day for day in fact.near if day]
        if known:
            return max(known)
        before = by_key.get(fact.follows) if fact.follows is not None else None
        if before is None or before.key in seen:
            return PartialDate()
        return sort_day(before, seen | {fact.key})

    order = {
        fact.key: (sort_day(fact), fact.place, fact.key)
        for fact in facts
    }
    left, placed = dict(by_key), []
    while left:
        free = [f for f in left.values() if f.follows not in left] or list(left.values())
        chosen = min(free, key=lambda fact: order[fact.key])
        placed.append(chosen.key)
        del left[chosen.key]
    return placed
