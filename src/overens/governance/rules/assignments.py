"""Whether an assignment was answered in time (rule G6). Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overens.common.dates import PartialDate
from overens.governance.rules.days import latest_day


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
