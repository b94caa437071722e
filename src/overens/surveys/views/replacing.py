"""The secretariat changes whom an opened survey asks, one at a time."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from overens.accounts.queries import Access
from overens.common.form_pages import answer_form, form_page, posted
from overens.common.formats import language_or_active
from overens.surveys.actions.replacing import (
    replace_respondent,
    send_new_link,
    take_off,
)
from overens.surveys.forms.collecting import NewLinkForm, ReplaceForm, TakeOffForm
from overens.surveys.models import Invitation, Survey
from overens.surveys.views.drafts import survey_to_make
from overens.surveys.views.framing import frame_task, frame_url


def _found(
    request: HttpRequest, slug: str, respondent: uuids.UUID
) -> tuple[Survey, Access, Invitation]:
    survey, access = survey_to_make(request, slug)
    invitation = get_object_or_404(
        Invitation.objects.select_related("respondent__survey__space"),
        respondent__survey=survey,
        respondent__uuid=respondent,
        respondent__taken_off=False,
    )
    return survey, access, invitation


def _task(survey: Survey, title: str, button: str, lead: str) -> dict[str, Any]:
    context = frame_task(survey, title, button)
    context["lead"] = lead
    return context


def _leaves() -> str:
    """Say that a letter leaves: the same whether or not an answer is in (F7)."""
    return _(
        "The letter leaves in ten minutes: with a new link, or, if an answer is in, "
        "with word of that."
    )


@form_page
@login_required
def new_link(request: HttpRequest, slug: str, respondent: uuids.UUID) -> HttpResponse:
    """Send somebody another link, and take the old one back."""
    survey, access, invitation = _found(request, slug, respondent)
    form = NewLinkForm(posted(request), initial={"address": invitation.address})

    def act(given: dict[str, Any]) -> str:
        send_new_link(
            invitation,
            address=given["address"],
            by=access.actor,
            language=language_or_active(),
        )
        messages.success(request, _leaves())
        return frame_url(survey)

    context = _task(
        survey,
        _("A new link to %(name)s") % {"name": invitation.respondent},
        _("Send a new link"),
        _(
            "The old link stops working at once. If they have answered, the answer "
            "counts and the letter says so. Only they are told."
        ),
    )
    return answer_form(request, form, context, act, adds=True)


@form_page
@login_required
def replace(request: HttpRequest, slug: str, respondent: uuids.UUID) -> HttpResponse:
    """Let somebody else answer for the same."""
    survey, access, invitation = _found(request, slug, respondent)
    form = ReplaceForm(posted(request))

    def act(given: dict[str, Any]) -> str:
        replace_respondent(
            invitation, **given, by=access.actor, language=language_or_active()
        )
        messages.success(request, _leaves())
        return frame_url(survey)

    context = _task(
        survey,
        _("Somebody instead of %(name)s") % {"name": invitation.respondent},
        _("Ask this person instead"),
        _(
            "The old link stops working at once. If an answer is in, it counts and the "
            "letter to the new person says so. Only they are told."
        ),
    )
    return answer_form(request, form, context, act, adds=True)


@form_page
@login_required
def asked_off(request: HttpRequest, slug: str, respondent: uuids.UUID) -> HttpResponse:
    """Take somebody off the list of an opened survey."""
    survey, access, invitation = _found(request, slug, respondent)
    name = str(invitation.respondent)

    def act(_given: dict[str, Any]) -> str:
        take_off(invitation, by=access.actor)
        messages.success(request, _("%(name)s is off the list.") % {"name": name})
        return frame_url(survey)

    context = _task(
        survey,
        _("Take %(name)s off the list") % {"name": name},
        _("Take off the list"),
        _(
            "Their link stops working at once. They and what they answered for are "
            "still counted as asked. If they have answered, the answer counts."
        ),
    )
    return answer_form(request, TakeOffForm(posted(request)), context, act)
