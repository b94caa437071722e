"""A request for answers one by one: what is asked for, a yes or a no, and the rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from overens.accounts.models import Person
from overens.accounts.queries import Access, person_of
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.errors import RuleBroken
from overens.surveys.actions.access import (
    decide_on_rows,
    end_rows,
    fetch_rows,
    read_no,
)
from overens.surveys.forms.access import DecideOnRowsForm
from overens.surveys.models import AnswersRequest, Survey
from overens.surveys.queries import ANSWER_FILES, answers_file, every_part
from overens.surveys.queries.access import guarded_rows, rows_of
from overens.surveys.queries.answer_files import ANSWER_FILE_KINDS
from overens.surveys.rules.access import ASKED, REFUSED
from overens.surveys.views.answers import (
    answers_url,
    sent_file,
    survey_to_hand_out,
    why_not,
)

PAGE = "surveys/rows_request.html"


def request_url(asked: AnswersRequest) -> str:
    """Return the address of a request."""
    return reverse("surveys:rows_decide", args=[asked.survey.slug, asked.uuid])


@never_cache
@form_page
@login_required
def rows_decide(request: HttpRequest, slug: str, asked: uuid.UUID) -> HttpResponse:
    """Show what somebody asks for; agree to it, or refuse it with a reason."""
    survey, access, found = _request(request, slug, asked)
    person = person_of(request)
    is_mine = found.asked_by_id == person.pk

    def act(given: dict[str, Any]) -> str:
        agrees = given["decision"] == DecideOnRowsForm.AGREE
        decide_on_rows(
            found, agrees=agrees, said=given["said"], person=person, by=access.actor
        )
        told = {"name": found.asked_by}
        messages.success(
            request,
            _("You have agreed. %(name)s can fetch the rows for 24 hours.") % told
            if agrees
            else _("You have refused. %(name)s sees why.") % told,
        )
        return request_url(found)

    waits = found.state == ASKED
    context = {
        "title": _("May %(name)s have the answers one by one?")
        % {"name": found.asked_by},
        "lead": str(survey),
        "button": _("Save the decision"),
        "back_url": answers_url(survey),
        "survey": survey,
        "page_origin": survey.origin,
        "asked": found,
        "of": rows_of(survey),
        "questions": len(every_part(survey, "sv")),
        "why_not": why_not(survey) if waits else "",
        "kinds": ANSWER_FILE_KINDS.items(),
        "waits": waits,
        "is_mine": is_mine,
        "may_decide": waits and not is_mine,
        "has_news": is_mine and found.state == REFUSED and not found.no_is_read,
    }
    form = DecideOnRowsForm(posted(request))
    return answer_form(request, form, context, act, template=PAGE)


@require_POST
@login_required
def rows_end(request: HttpRequest, slug: str, asked: uuid.UUID) -> HttpResponse:
    """Take a request back, or end what was agreed."""
    return _press(request, slug, asked, lambda found, _who, by: end_rows(found, by=by))


@require_POST
@login_required
def rows_read(request: HttpRequest, slug: str, asked: uuid.UUID) -> HttpResponse:
    """Note that whoever asked has read why it was refused."""
    return _press(
        request, slug, asked, lambda found, who, by: read_no(found, person=who, by=by)
    )


@require_POST
@login_required
def rows_fetch(
    request: HttpRequest, slug: str, asked: uuid.UUID
) -> HttpResponse | StreamingHttpResponse:
    """Give whoever asked the rows that somebody else agreed to; each time is noted."""
    survey, access, found = _request(request, slug, asked)
    ending = request.POST.get("form", "")
    if ending not in ANSWER_FILES:
        raise Http404
    try:
        fetch_rows(found, ending=ending, person=person_of(request), by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
        return redirect(request_url(found))
    return sent_file(survey, ending, answers_file(survey, ending, guarded_rows(survey)))


def _press(
    request: HttpRequest,
    slug: str,
    asked: uuid.UUID,
    act: Callable[[AnswersRequest, Person, Any], object],
) -> HttpResponse:
    _survey, access, found = _request(request, slug, asked)
    try:
        act(found, person_of(request), access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    return redirect(request_url(found))


def _request(
    request: HttpRequest, slug: str, asked: uuid.UUID
) -> tuple[Survey, Access, AnswersRequest]:
    survey, access = survey_to_hand_out(request, slug)
    rows = AnswersRequest.objects.select_related("survey", "asked_by", "decided_by")
    return survey, access, get_object_or_404(rows, survey=survey, uuid=asked)
