"""The only code that writes groups, seats, meetings, decisions and assignments."""

from __future__ import annotations

from overens.governance.actions.correcting import (
    change_meeting,
    change_seat,
    correct_answer,
    correct_assignment,
    correct_memorandum,
    take_back_answer,
    withdraw_assignment,
    withdraw_meeting,
    withdraw_memorandum,
    withdraw_seat,
)
from overens.governance.actions.decisions import (
    answer_assignment,
    correct_decision,
    note_assignment,
    record_assignment,
    record_decision,
    record_memorandum,
    withdraw_decision,
)
from overens.governance.actions.groups import (
    add_group,
    add_meeting,
    add_seat,
    change_group,
    end_seat,
)

__all__ = [
    "withdraw_seat",
    "withdraw_memorandum",
    "withdraw_meeting",
    "withdraw_assignment",
    "take_back_answer",
    "correct_memorandum",
    "correct_assignment",
    "correct_answer",
    "change_seat",
    "change_meeting",
    "add_group",
    "add_meeting",
    "add_seat",
    "answer_assignment",
    "change_group",
    "correct_decision",
    "end_seat",
    "note_assignment",
    "record_assignment",
    "record_decision",
    "record_memorandum",
    "withdraw_decision",
]
