"""The secretariat's pages for recording: one thing a page, holes allowed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
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
from overens.governance import actions
from overens.governance.forms import (
    PARITY,
    AnswerForm,
    AssignmentForm,
    DecisionForm,
    EndSeatForm,
    GroupForm,
    MeetingForm,
    MemorandumForm,
    SeatForm,
    WithdrawForm,
)
from overens.governance.models import Assignment, Decision, Group, Seat
from overens.organisations.queries import label_of


def _group_of(access: Access, slug: str) -> Group:
    return get_object_or_404(
        Group.objects.select_related("space"), space=access.space, slug=slug
    )


def _decision_of(access: Access, slug: str) -> Decision:
    return get_object_or_404(Decision.objects.of(access.space), slug=slug)


def _group_fields(given: dict[str, Any]) -> dict[str, Any]:
    names = ("kind", "regime", "most_seats", "exact_seats", "prepares_for")
    chosen = {words: parity for parity, words in PARITY.items()}
    return {
        "parity": chosen.get(given["parity"], False),
        "name": texts_in(given, "name"),
        "does": texts_in(given, "does"),
        **{name: given[name] for name in names},
    }


@form_page
@in_space(EDIT_GROUPS)
def group_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a group to the compact."""
    form = GroupForm(posted(request), space=access.space)

    def act(given: dict[str, Any]) -> str:
        group = actions.add_group(
            space=access.space, by=access.actor, **_group_fields(given)
        )
        messages.success(request, _("The group is there. Now add its seats."))
        return group.get_absolute_url()

    context = {
        "title": _("New group"),
        "button": _("Add the group"),
        "back_url": f"{reverse('governance:groups')}?compact={access.space.slug}",
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(EDIT_GROUPS)
def group_change(request: HttpRequest, access: Access, slug: str) -> HttpResponse:
    """Change what a group is called, does or is to look like."""
    group = _group_of(access, slug)
    names = ("kind", "regime", "most_seats", "exact_seats", "prepares_for")
    form = GroupForm(
        posted(request),
        space=access.space,
        besides=group,
        initial={
            "parity": PARITY[group.parity],
            **as_initial("name", group.name),
            **as_initial("does", group.does),
            **{name: getattr(group, name) for name in names},
        },
    )

    def act(given: dict[str, Any]) -> str:
        actions.change_group(group=group, by=access.actor, **_group_fields(given))
        messages.success(request, _("The group is changed."))
        return group.get_absolute_url()

    context = {
        "title": _("Change the group"),
        "button": _("Save"),
        "back_url": group.get_absolute_url(),
    }
    return answer_form(request, form, context, act)


@form_page
@in_space(EDIT_GROUPS)
def seat_add(request: HttpRequest, access: Access, slug: str) -> HttpResponse:
    """Add a seat to a group."""
    group = _group_of(access, slug)
    form = SeatForm(posted(request), space=access.space)

    def act(_given: dict[str, Any]) -> str:
        actions.add_seat(group=group, by=access.actor, **form.fields_given())
        messages.success(request, _("The seat is there."))
        return group.get_absolute_url()

    context = {
        "title": _("New seat"),
        "lead": str(group.name),
        "button": _("Add the seat"),
        "back_url": group.get_absolute_url(),
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(EDIT_GROUPS)
def seat_end(
    request: HttpRequest, access: Access, slug: str, seat: uuid.UUID
) -> HttpResponse:
    """Record that a seat has been left."""
    group = _group_of(access, slug)
    found = get_object_or_404(
        Seat.objects.select_related("organisation", "unit"), group=group, uuid=seat
    )
    form = EndSeatForm(posted(request), initial={"day": access.day})

    def act(given: dict[str, Any]) -> str:
        actions.end_seat(seat=found, by=access.actor, **given)
        messages.success(request, _("It is recorded that the seat was left."))
        return group.get_absolute_url()

    context = {
        "title": _("The seat was left"),
        "lead": " · ".join(
            str(part)
            for part in (found.party_name, found.get_role_display(), found.holder)
            if part
        ),
        "button": _("Record it"),
        "back_url": group.get_absolute_url(),
    }
    return answer_form(request, form, context, act)


@form_page
@in_space(EDIT_GROUPS)
def meeting_add(request: HttpRequest, access: Access, slug: str) -> HttpResponse:
    """Record a meeting and its notes."""
    group = _group_of(access, slug)
    form = MeetingForm(posted(request))

    def act(given: dict[str, Any]) -> str:
        actions.add_meeting(
            group=group,
            day=given["day"],
            title=texts_in(given, "title"),
            notes=texts_in(given, "notes"),
            by=access.actor,
        )
        messages.success(request, _("The meeting is recorded."))
        return group.get_absolute_url()

    context = {
        "title": _("New meeting"),
        "lead": str(group.name),
        "button": _("Record the meeting"),
        "back_url": group.get_absolute_url(),
    }
    return answer_form(request, form, context, act, adds=True)


_PLAIN = (
    *("kind", "day", "paragraph", "case_number", "approved_day", "noticed_day"),
    *("follows", "link"),
)
_TEXTS = ("title", "body_name", "text", "source_note")


def _decision_fields(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "unit": given["unit"],
        **{name: given[name] for name in _PLAIN},
        **{name: texts_in(given, name) for name in _TEXTS},
    }


@form_page
@in_space(EDIT_GROUPS)
def decision_record(request: HttpRequest, access: Access) -> HttpResponse:
    """Record a decision that a public body has made."""
    form = DecisionForm(posted(request), space=access.space)

    def act(given: dict[str, Any]) -> str:
        decision = actions.record_decision(
            space=access.space, by=access.actor, **_decision_fields(given)
        )
        messages.success(request, _("The decision is recorded."))
        return decision.get_absolute_url()

    context = {
        "title": _("Record a decision"),
        "lead": _("Leave empty what the minutes do not say. It is shown as a hole."),
        "button": _("Record the decision"),
        "back_url": reverse("governance:trail", args=[access.space.slug]),
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(EDIT_GROUPS)
def decision_change(request: HttpRequest, access: Access, slug: str) -> HttpResponse:
    """Correct a decision as recorded: fill a hole, mend a slip."""
    decision = _decision_of(access, slug)
    initial: dict[str, Any] = {name: getattr(decision, name) for name in _PLAIN}
    initial["unit"] = label_of(decision.unit) if decision.unit else ""
    for name in _TEXTS:
        initial |= as_initial(name, getattr(decision, name))
    form = DecisionForm(
        posted(request), space=access.space, besides=decision, initial=initial
    )

    def act(given: dict[str, Any]) -> str:
        actions.correct_decision(
            decision=decision, by=access.actor, **_decision_fields(given)
        )
        messages.success(request, _("The record is corrected."))
        return decision.get_absolute_url()

    context = {
        "title": _("Correct the record"),
        "button": _("Save"),
        "back_url": decision.get_absolute_url(),
    }
    return answer_form(request, form, context, act)


@form_page
@in_space(EDIT_GROUPS)
def decision_withdraw(request: HttpRequest, access: Access, slug: str) -> HttpResponse:
    """Take back a decision that was recorded by mistake."""
    decision = _decision_of(access, slug)
    form = WithdrawForm(posted(request))

    def act(given: dict[str, Any]) -> str:
        actions.withdraw_decision(decision=decision, why=given["why"], by=access.actor)
        messages.success(request, _("The decision is withdrawn from the trail."))
        return reverse("governance:trail", args=[access.space.slug])

    context = {
        "title": _("Withdraw the decision from the trail"),
        "lead": str(decision.title),
        "button": _("Withdraw it"),
        "back_url": decision.get_absolute_url(),
    }
    return answer_form(request, form, context, act)


@form_page
@in_space(EDIT_GROUPS)
def memorandum_record(request: HttpRequest, access: Access, slug: str) -> HttpResponse:
    """Record a memorandum that a decision was based on."""
    decision = _decision_of(access, slug)
    form = MemorandumForm(posted(request))

    def act(_given: dict[str, Any]) -> str:
        actions.record_memorandum(
            decision=decision, by=access.actor, **form.fields_given()
        )
        messages.success(request, _("The memorandum is recorded."))
        return decision.get_absolute_url()

    context = {
        "title": _("Record a memorandum"),
        "lead": str(decision.title),
        "button": _("Record the memorandum"),
        "back_url": decision.get_absolute_url(),
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(EDIT_GROUPS)
def assignment_record(request: HttpRequest, access: Access, slug: str) -> HttpResponse:
    """Record what a decision asks somebody to do."""
    decision = _decision_of(access, slug)
    form = AssignmentForm(posted(request), space=access.space)

    def act(_given: dict[str, Any]) -> str:
        actions.record_assignment(
            decision=decision, by=access.actor, **form.fields_given()
        )
        messages.success(request, _("The assignment is recorded."))
        return decision.get_absolute_url()

    context = {
        "title": _("Record an assignment"),
        "lead": str(decision.title),
        "button": _("Record the assignment"),
        "back_url": decision.get_absolute_url(),
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(EDIT_GROUPS)
def assignment_answer(
    request: HttpRequest, access: Access, assignment: uuid.UUID
) -> HttpResponse:
    """Record how an assignment was answered, or how it goes with it."""
    found = get_object_or_404(
        Assignment.objects.select_related("decision__space"),
        decision__space=access.space,
        uuid=assignment,
    )
    form = AnswerForm(
        posted(request),
        space=access.space,
        initial=as_initial("answer_note", found.answer_note),
    )

    def act(given: dict[str, Any]) -> str:
        note = texts_in(given, "answer_note")
        if given["is_note_only"]:
            actions.note_assignment(assignment=found, note=note, by=access.actor)
            messages.success(request, _("The note is kept."))
        else:
            actions.answer_assignment(
                assignment=found,
                day=given["answered_day"],
                answered_by=given["answered_by"],
                note=note,
                by=access.actor,
            )
            messages.success(request, _("The answer is recorded."))
        return found.decision.get_absolute_url()

    context = {
        "title": _("How was the assignment answered?"),
        "lead": str(found.text),
        "button": _("Record it"),
        "back_url": found.decision.get_absolute_url(),
    }
    return answer_form(request, form, context, act)
