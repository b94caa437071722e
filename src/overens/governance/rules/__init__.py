"""Groups, decisions and assignments: what is true of them. Pure Python.

The rules are numbered G1 … in ``docs/rules/governance.md``.
"""

from __future__ import annotations

from overens.governance.rules.assignments import (
    AssignmentState,
    assignment_state,
)
from overens.governance.rules.broken import (
    LONGEST_TEXT,
    MOST_SEATS,
    AlreadyAnswered,
    AlreadyWithdrawn,
    AnswerBeforeDecision,
    AnswerUnknown,
    DayInTheFuture,
    DaysOutOfOrder,
    DecisionBodyMissing,
    DecisionTitleMissing,
    GroupNameMissing,
    NotAnswered,
    PreparesForItself,
    ReasonMissing,
    SeatAlreadyEnded,
    TermEndsBeforeItBegins,
    TextMissing,
    TextTooLong,
    TooManySeats,
    check_reason,
    check_text,
)
from overens.governance.rules.days import (
    check_day_has_been,
    check_order,
    latest_day,
)
from overens.governance.rules.groups import (
    GroupWarning,
    SeatFact,
    check_term,
    group_warnings,
    seats_by_party,
)
from overens.governance.rules.kinds import (
    ASSIGNMENT_STATES,
    DECISION_KINDS,
    GROUP_KINDS,
    ORDINARY_ROLES,
    REGIMES,
    SEAT_ROLES,
)
from overens.governance.rules.trail import (
    TrailFact,
    trail_order,
)

__all__ = [
    "PreparesForItself",
    "NotAnswered",
    "ASSIGNMENT_STATES",
    "AlreadyAnswered",
    "AlreadyWithdrawn",
    "AnswerBeforeDecision",
    "AnswerUnknown",
    "AssignmentState",
    "DECISION_KINDS",
    "DayInTheFuture",
    "DaysOutOfOrder",
    "DecisionBodyMissing",
    "DecisionTitleMissing",
    "GROUP_KINDS",
    "GroupNameMissing",
    "GroupWarning",
    "LONGEST_TEXT",
    "MOST_SEATS",
    "ORDINARY_ROLES",
    "REGIMES",
    "ReasonMissing",
    "SEAT_ROLES",
    "SeatAlreadyEnded",
    "SeatFact",
    "TermEndsBeforeItBegins",
    "TextMissing",
    "TextTooLong",
    "TooManySeats",
    "TrailFact",
    "assignment_state",
    "check_day_has_been",
    "check_order",
    "check_reason",
    "check_term",
    "check_text",
    "group_warnings",
    "latest_day",
    "seats_by_party",
    "trail_order",
]
