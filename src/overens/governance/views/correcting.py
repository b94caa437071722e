"""Correct what was recorded by mistake, or take it back with a reason."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from overens.accounts.queries import Access, in_space
from overens.accounts.rules import EDIT_GROUPS
from overens.common.form_pages import (
    answer_form,
    as_initial,
    form_page,
    posted,
    texts_in,
)
from overens.common.forms import HouseForm
from overens.governance import actions
from overens.governance.forms import (
    AnswerForm,
    AssignmentForm,
    MeetingForm,
    MemorandumForm,
    SeatForm,
    WithdrawForm,
)
from overens.governance.models import Assignment, Meeting, Memorandum, Seat


def _seat(access: Access, slug: str, key: uuid.UUID) -> Seat:
    found: Seat = get_object_or_404(
        Seat.objects.select_related(
            "group__space", "organisation", "unit__body", "person"
        ),
        group__space=access.space,
        group__slug=slug,
        uuid=key,
    )
    return found


def _meeting(access: Access, slug: str, key: uuid.UUID) -> Meeting:
    found: Meeting = get_object_or_404(
        Meeting.objects.select_related("group__space"),
        group__space=access.space,
        group__slug=slug,
        uuid=key,
    )
    return found


def _memorandum(access: Access, key: uuid.UUID) -> Memorandum:
    found: Memorandum = get_object_or_404(
        Memorandum.objects.select_related("decision__space"),
        decision__space=access.space,
        decision__withdrawn_at=None,
        uuid=key,
    )
    return found


def _assignment(access: Access, key: uuid.UUID) -> Assignment:
    found: Assignment = get_object_or_404(
        Assignment.objects.select_related("decision__space", "owner__body"),
        decision__space=access.space,
        decision__withdrawn_at=None,
        uuid=key,
    )
    return found


def _correct(
    request: HttpRequest,
    form: HouseForm,
    correct: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    lead: str,
    back_url: str,
) -> HttpResponse:
    def act(given: dict[str, Any]) -> str:
        correct(given)
        messages.success(request, _("The record is corrected."))
        return back_url

    context = {
        "title": title,
        "lead": lead,
        "button": _("Save"),
        "back_url": back_url,
    }
    return answer_form(request, form, context, act)


def _take_back(
    request: HttpRequest,
    take_back: Callable[[str], Any],
    *,
    title: str,
    lead: str,
    back_url: str,
) -> HttpResponse:
    def act(given: dict[str, Any]) -> str:
        take_back(given["why"])
        messages.success(request, _("It is taken back. Who did it and why is kept."))
        return back_url

    context = {
        "title": title,
        "lead": lead,
        "button": _("Withdraw"),
        "back_url": back_url,
    }
    return answer_form(request, WithdrawForm(posted(request)), context, act)


def _seat_words(seat: Seat) -> str:
    parts = (seat.group, seat.party_name, seat.get_role_display(), seat.holder)
    return " · ".join(str(part) for part in parts if part)


@form_page
@in_space(EDIT_GROUPS)
def seat_change(
    request: HttpRequest, access: Access, slug: str, seat: uuid.UUID
) -> HttpResponse:
    """Correct a seat, or say who holds one that was vacant."""
    found = _seat(access, slug, seat)
    form = SeatForm(
        posted(request), space=access.space, initial=SeatForm.initial_of(found)
    )
    return _correct(
        request,
        form,
        lambda _given: actions.change_seat(
            seat=found, by=access.actor, **form.fields_given()
        ),
        title=_("Change the seat"),
        lead=_seat_words(found),
        back_url=found.group.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def seat_withdraw(
    request: HttpRequest, access: Access, slug: str, seat: uuid.UUID
) -> HttpResponse:
    """Take back a seat that was entered by mistake."""
    found = _seat(access, slug, seat)
    return _take_back(
        request,
        lambda why: actions.withdraw_seat(seat=found, why=why, by=access.actor),
        title=_("Take back a seat that was entered by mistake"),
        lead=_seat_words(found),
        back_url=found.group.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def meeting_change(
    request: HttpRequest, access: Access, slug: str, meeting: uuid.UUID
) -> HttpResponse:
    """Correct a meeting, or write its notes when it has been."""
    found = _meeting(access, slug, meeting)
    initial = {
        "day": found.day,
        **as_initial("title", found.title),
        **as_initial("notes", found.notes),
    }
    return _correct(
        request,
        MeetingForm(posted(request), initial=initial),
        lambda given: actions.change_meeting(
            meeting=found,
            day=given["day"],
            title=texts_in(given, "title"),
            notes=texts_in(given, "notes"),
            by=access.actor,
        ),
        title=_("Change the meeting"),
        lead=str(found.group),
        back_url=found.group.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def meeting_withdraw(
    request: HttpRequest, access: Access, slug: str, meeting: uuid.UUID
) -> HttpResponse:
    """Take back a meeting that was recorded by mistake."""
    found = _meeting(access, slug, meeting)
    return _take_back(
        request,
        lambda why: actions.withdraw_meeting(meeting=found, why=why, by=access.actor),
        title=_("Take back a meeting"),
        lead=str(found.title or found.group),
        back_url=found.group.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def memorandum_change(
    request: HttpRequest, access: Access, memorandum: uuid.UUID
) -> HttpResponse:
    """Correct a memorandum as recorded."""
    found = _memorandum(access, memorandum)
    form = MemorandumForm(posted(request), initial=MemorandumForm.initial_of(found))
    return _correct(
        request,
        form,
        lambda _given: actions.correct_memorandum(
            memorandum=found, by=access.actor, **form.fields_given()
        ),
        title=_("Correct the memorandum"),
        lead=str(found.decision.title),
        back_url=found.decision.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def memorandum_withdraw(
    request: HttpRequest, access: Access, memorandum: uuid.UUID
) -> HttpResponse:
    """Take back a memorandum that was recorded by mistake."""
    found = _memorandum(access, memorandum)
    return _take_back(
        request,
        lambda why: actions.withdraw_memorandum(
            memorandum=found, why=why, by=access.actor
        ),
        title=_("Take back the memorandum"),
        lead=str(found.title),
        back_url=found.decision.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def assignment_change(
    request: HttpRequest, access: Access, assignment: uuid.UUID
) -> HttpResponse:
    """Correct an assignment: its text, whose it is, when it is due."""
    found = _assignment(access, assignment)
    form = AssignmentForm(
        posted(request), space=access.space, initial=AssignmentForm.initial_of(found)
    )
    return _correct(
        request,
        form,
        lambda _given: actions.correct_assignment(
            assignment=found, by=access.actor, **form.fields_given()
        ),
        title=_("Correct the assignment"),
        lead=str(found.decision.title),
        back_url=found.decision.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def assignment_withdraw(
    request: HttpRequest, access: Access, assignment: uuid.UUID
) -> HttpResponse:
    """Take back an assignment that was recorded by mistake."""
    found = _assignment(access, assignment)
    return _take_back(
        request,
        lambda why: actions.withdraw_assignment(
            assignment=found, why=why, by=access.actor
        ),
        title=_("Take back the assignment"),
        lead=str(found.text),
        back_url=found.decision.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def answer_change(
    request: HttpRequest, access: Access, assignment: uuid.UUID
) -> HttpResponse:
    """Correct an answer that was recorded."""
    found = _assignment(access, assignment)
    form = AnswerForm(
        posted(request),
        space=access.space,
        is_given=True,
        initial={
            "answered_day": found.answered_day,
            "answered_by": found.answered_by_id,
            **as_initial("answer_note", found.answer_note),
        },
    )
    return _correct(
        request,
        form,
        lambda given: actions.correct_answer(
            assignment=found,
            answered_day=given["answered_day"],
            answered_by=given["answered_by"],
            answer_note=texts_in(given, "answer_note"),
            by=access.actor,
        ),
        title=_("Correct the answer"),
        lead=str(found.text),
        back_url=found.decision.get_absolute_url(),
    )


@form_page
@in_space(EDIT_GROUPS)
def answer_withdraw(
    request: HttpRequest, access: Access, assignment: uuid.UUID
) -> HttpResponse:
    """Take back an answer: the assignment waits again."""
    found = _assignment(access, assignment)
    return _take_back(
        request,
        lambda why: actions.take_back_answer(
            assignment=found, why=why, by=access.actor
        ),
        title=_("Take back the answer"),
        lead=str(found.text),
        back_url=found.decision.get_absolute_url(),
    )
