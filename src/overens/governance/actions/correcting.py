"""Correct what was recorded by mistake, or take it back with a reason (rule G9).

What stood before is kept in the audit line; nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.changing import save_changed, set_changed
from overens.common.imports import stored_values
from overens.governance.actions.decisions import UNKNOWN, check_answer
from overens.governance.actions.groups import text_of
from overens.governance.models import Assignment, Meeting, Memorandum, Seat
from overens.governance.rules import (
    AlreadyWithdrawn,
    DecisionTitleMissing,
    NotAnswered,
    TextMissing,
    check_day_has_been,
    check_order,
    check_reason,
    check_term,
)

SEAT_FIELDS = frozenset(
    {
        *("party_key", "party_name", "sector", "role"),
        *("organisation", "unit", "person", "first_day", "last_day"),
    }
)
MEETING_FIELDS = frozenset({"day", "title", "notes"})
MEMORANDUM_FIELDS = frozenset({"title", "day", "case_number", "from_name", "addressee"})
ASSIGNMENT_FIELDS = frozenset({"text", "owner_name", "owner", "due", "due_text"})
_TEXTS = frozenset(
    {
        *("party_name", "title", "notes", "from_name", "addressee"),
        *("text", "owner_name", "due_text"),
    }
)


def _locked(row: Any) -> Any:
    """Return the row as it is now, held; refuse one that has been taken back."""
    found = type(row).every.select_for_update(of=("self",)).get(pk=row.pk)
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn()
    return found


def _correct(
    row: Any,
    changes: Mapping[str, Any],
    *,
    known: frozenset[str],
    check: Callable[[Any], None],
    action: str,
    space: str,
    by: Actor,
) -> Any:
    found = _locked(row)
    new = {
        name: text_of(value) if name in _TEXTS else value
        for name, value in changes.items()
    }
    before = set_changed(found, new, known)
    if not before:
        return found
    check(found)
    save_changed(found, before, action, by=by, space=space)
    return found


def _withdraw(row: Any, why: str, *, action: str, space: str, by: Actor) -> Any:
    found = _locked(row)
    found.withdrawn_why = check_reason(why)
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at", "withdrawn_why"])
    write_line(action, by=by, about=found, space=space)
    return found


@transaction.atomic
def change_seat(*, seat: Seat, by: Actor, **changes: Any) -> Seat:
    """Correct a seat, or say who holds one that was vacant.

    Args:
        **changes: new values of fields in ``SEAT_FIELDS``.

    Raises:
        TermEndsBeforeItBegins: the term would be the wrong way round.
        AlreadyWithdrawn: it has been taken back.
    """
    changed: Seat = _correct(
        seat,
        changes,
        known=SEAT_FIELDS,
        check=lambda row: check_term(row.first_day, row.last_day),
        action="governance.change_seat",
        space=seat.group.space.slug,
        by=by,
    )
    return changed


@transaction.atomic
def withdraw_seat(*, seat: Seat, why: str, by: Actor) -> Seat:
    """Take back a seat that was entered by mistake; it was never held.

    Raises:
        AlreadyWithdrawn, ReasonMissing: as ``withdraw_decision``.
    """
    space = seat.group.space.slug
    taken: Seat = _withdraw(
        seat, why, action="governance.withdraw_seat", space=space, by=by
    )
    return taken


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Actor, **changes: Any) -> Meeting:
    """Correct a meeting: its day, what it was about, its notes.

    Args:
        **changes: new values of fields in ``MEETING_FIELDS``.

    Raises:
        DayInTheFuture: there would be notes of a meeting that has not been.
        AlreadyWithdrawn: it has been taken back.
    """
    space = meeting.group.space

    def check(row: Meeting) -> None:
        if row.notes:
            check_day_has_been(row.day, today=day_in(space))

    changed: Meeting = _correct(
        meeting,
        changes,
        known=MEETING_FIELDS,
        check=check,
        action="governance.change_meeting",
        space=space.slug,
        by=by,
    )
    return changed


@transaction.atomic
def withdraw_meeting(*, meeting: Meeting, why: str, by: Actor) -> Meeting:
    """Take back a meeting that was recorded by mistake.

    Raises:
        AlreadyWithdrawn, ReasonMissing: as ``withdraw_decision``.
    """
    space = meeting.group.space.slug
    taken: Meeting = _withdraw(
        meeting, why, action="governance.withdraw_meeting", space=space, by=by
    )
    return taken


@transaction.atomic
def correct_memorandum(
    *, memorandum: Memorandum, by: Actor, **changes: Any
) -> Memorandum:
    """Correct a memorandum as recorded.

    Args:
        **changes: new values of fields in ``MEMORANDUM_FIELDS``.

    Raises:
        DecisionTitleMissing, DayInTheFuture: as ``record_memorandum``.
        AlreadyWithdrawn: it has been taken back.
    """
    space = memorandum.decision.space
    if "case_number" in changes:
        changes["case_number"] = " ".join(changes["case_number"].split())[:40]

    def check(row: Memorandum) -> None:
        if not row.title:
            raise DecisionTitleMissing()
        check_day_has_been(row.day, today=day_in(space))

    corrected: Memorandum = _correct(
        memorandum,
        changes,
        known=MEMORANDUM_FIELDS,
        check=check,
        action="governance.correct_memorandum",
        space=space.slug,
        by=by,
    )
    return corrected


@transaction.atomic
def withdraw_memorandum(*, memorandum: Memorandum, why: str, by: Actor) -> Memorandum:
    """Take back a memorandum that was recorded by mistake.

    Raises:
        AlreadyWithdrawn, ReasonMissing: as ``withdraw_decision``.
    """
    space = memorandum.decision.space.slug
    taken: Memorandum = _withdraw(
        memorandum, why, action="governance.withdraw_memorandum", space=space, by=by
    )
    return taken


@transaction.atomic
def correct_assignment(
    *, assignment: Assignment, by: Actor, **changes: Any
) -> Assignment:
    """Correct an assignment as recorded: its text, whose it is, when it is due.

    Args:
        **changes: new values of fields in ``ASSIGNMENT_FIELDS``.

    Raises:
        TextMissing, DaysOutOfOrder: as ``record_assignment``.
        AlreadyWithdrawn: it has been taken back.
    """
    decision = assignment.decision

    def check(row: Assignment) -> None:
        if not row.text:
            raise TextMissing()
        check_order(decision.day, row.due, field="due")

    corrected: Assignment = _correct(
        assignment,
        changes,
        known=ASSIGNMENT_FIELDS,
        check=check,
        action="governance.correct_assignment",
        space=decision.space.slug,
        by=by,
    )
    return corrected


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment, why: str, by: Actor) -> Assignment:
    """Take back an assignment that was recorded by mistake.

    Raises:
        AlreadyWithdrawn, ReasonMissing: as ``withdraw_decision``.
    """
    space = assignment.decision.space.slug
    taken: Assignment = _withdraw(
        assignment, why, action="governance.withdraw_assignment", space=space, by=by
    )
    return taken


@transaction.atomic
def correct_answer(*, assignment: Assignment, by: Actor, **changes: Any) -> Assignment:
    """Correct an answer that was recorded: its day, its decision, how.

    Args:
        **changes: new values of ``answered_day``, ``answered_by``, ``answer_note``.

    Raises:
        NotAnswered: there is no answer.
        AnswerUnknown, DayInTheFuture, AnswerBeforeDecision: as ``answer_assignment``.
    """
    if not assignment.is_answered:
        raise NotAnswered()
    if "answer_note" in changes:
        changes["answer_note"] = text_of(changes["answer_note"])

    def check(row: Assignment) -> None:
        check_answer(assignment.decision, row.answered_day, row.answered_by)

    corrected: Assignment = _correct(
        assignment,
        changes,
        known=frozenset({"answered_day", "answered_by", "answer_note"}),
        check=check,
        action="governance.correct_answer",
        space=assignment.decision.space.slug,
        by=by,
    )
    return corrected


@transaction.atomic
def take_back_answer(*, assignment: Assignment, why: str, by: Actor) -> Assignment:
    """Take back an answer that was recorded by mistake: the assignment waits again.

    Raises:
        NotAnswered: there is no answer.
        ReasonMissing: no reason was given.
    """
    found: Assignment = _locked(assignment)
    if not found.is_answered:
        raise NotAnswered()
    reason = check_reason(why)
    fields = ("answered_day", "answered_by", "answer_note")
    before = stored_values(found, *fields)
    found.answered_day, found.answered_by, found.answer_note = (
        UNKNOWN,
        None,
        text_of(""),
    )
    found.save(update_fields=fields)
    write_line(
        "governance.take_back_answer",
        by=by,
        about=found,
        space=assignment.decision.space.slug,
        facts={"before": before, "why": reason},
    )
    return found
