"""The only code that writes plans, measures, reports and questions."""

from __future__ import annotations

from overens.plans.actions.asking import ask_again, ask_for_reports, ask_silent
from overens.plans.actions.measures import (
    MeasureFields,
    add_measure,
    change_measure,
    withdraw_measure,
)
from overens.plans.actions.moves import (
    carry_over,
    finish_measure,
    pause_measure,
    reopen_measure,
    resume_measure,
    take_back_carry_over,
)
from overens.plans.actions.plans import (
    PlanFields,
    change_plan,
    make_plan,
    withdraw_plan,
)
from overens.plans.actions.reports import (
    LinkAnswer,
    LinkUnknown,
    find_request,
    report_by_link,
    report_progress,
    undo_by_link,
    undo_report,
)
from overens.plans.actions.trying import send_test

__all__ = [
    "LinkAnswer",
    "LinkUnknown",
    "MeasureFields",
    "PlanFields",
    "add_measure",
    "ask_again",
    "ask_for_reports",
    "ask_silent",
    "carry_over",
    "change_measure",
    "change_plan",
    "find_request",
    "finish_measure",
    "make_plan",
    "pause_measure",
    "reopen_measure",
    "report_by_link",
    "report_progress",
    "resume_measure",
    "send_test",
    "take_back_carry_over",
    "undo_by_link",
    "undo_report",
    "withdraw_measure",
    "withdraw_plan",
]
