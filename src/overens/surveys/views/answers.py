"""Answers one by one: had at once where they are open, else by two persons together."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.queries import person_of
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.errors import RuleBroken
from overens.surveys.actions.access import (
    ask_for_rows,
    decide_on_rows,
    end_rows,
    fetch_rows,
)
from overens.surveys.forms.access import AskForRowsForm
from overens.surveys.models import AnswersRequest, Survey
from overens.surveys.queries import ANSWER_FILES, answers_file
from overens.surveys.queries.access import (
    answers_are_in,
    guarded_rows,
    persons_answered,
    requests_for,
)
from overens.surveys.queries.answer_files import ANSWER_FILE_KINDS
from overens.surveys.rules import OPEN
from overens.surveys.rules.access import ASKED, check_may_ask
from overens.surveys.views.drafts import builder_url, survey_to_make, surveys_url

PAGE = "surveys/answers.html"
A_PAGE = 25
DECISIONS = {"agree": True, "refuse": False}


def answers_url(survey: Survey) -> str:
    """Return the address of a survey's answers one by one."""
    return reverse("surveys:answers", args=[survey.slug])


@never_cache
@form_page
@login_required
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the answers can be had one by one and who has had them; ask for them."""
    survey, access = survey_to_make(request, slug)
    person = person_of(request)
    why_not = _why_not(survey)
    found = Paginator(requests_for(survey), A_PAGE).get_page(request.GET.get("page"))

    def act(given: dict[str, Any]) -> str:
        ask_for_rows(survey, reason=given["reason"], person=person, by=access.actor)
        messages.success(request, _("Somebody else in the secretariat has to agree."))
        return answers_url(survey)

    context = {
        "title": _("Answers one by one"),
        "lead": str(survey),
        "button": _("Ask for the rows"),
        "back_url": builder_url(survey),
        "cancel_url": survey.get_absolute_url(),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), survey.get_absolute_url()),
            (_("Answers one by one"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "is_open": survey.mode == OPEN,
        "why_not": why_not,
        "kinds": ANSWER_FILE_KINDS.items(),
        "page": found,
        "asked": ASKED,
        "me": person,
        "downloads": _downloads(survey) if survey.mode == OPEN else [],
    }
    return answer_form(
        request, AskForRowsForm(posted(request)), context, act, template=PAGE, adds=True
    )


def _why_not(survey: Survey) -> str:
    """Return why nobody can ask for the rows; "" where somebody can."""
    try:
        check_may_ask(
            survey.mode,
            is_in=answers_are_in(survey),
            persons=persons_answered(survey),
            least=survey.least_persons,
        )
    except RuleBroken as broken:
        return explain(broken)
    return ""


def _downloads(survey: Survey) -> list[dict[str, str]]:
    return [
        {
            "label": str(label),
            "url": reverse("surveys:answers_file", args=[survey.slug, ending]),
            "format": ending,
        }
        for ending, (label, _type) in ANSWER_FILE_KINDS.items()
    ]


@require_safe
@never_cache
@login_required
def open_answers_file(
    request: HttpRequest, slug: str, ending: str
) -> StreamingHttpResponse:
    """Give the answers of an open survey as a file, piece by piece."""
    survey, _access = survey_to_make(request, slug)
    if ending not in ANSWER_FILES or survey.mode != OPEN:
        raise Http404
    return _sent(survey, ending, answers_file(survey, ending))


@require_POST
@login_required
def rows_decide(request: HttpRequest, slug: str, asked: uuid.UUID) -> HttpResponse:
    """Agree to a request, refuse it, or end what was agreed."""
    survey, access, found = _request(request, slug, asked)
    person, go = person_of(request), request.POST.get("go", "")
    try:
        if go in DECISIONS:
            decide_on_rows(found, agrees=DECISIONS[go], person=person, by=access.actor)
        else:
            end_rows(found, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    return redirect(answers_url(survey))


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
        return redirect(answers_url(survey))
    return _sent(survey, ending, answers_file(survey, ending, guarded_rows(survey)))


def _request(
    request: HttpRequest, slug: str, asked: uuid.UUID
) -> tuple[Survey, Any, AnswersRequest]:
    survey, access = survey_to_make(request, slug)
    found = get_object_or_404(AnswersRequest, survey=survey, uuid=asked)
    return survey, access, found


def _sent(
    survey: Survey, ending: str, pieces: Iterable[bytes] | Iterator[bytes]
) -> StreamingHttpResponse:
    _label, media_type = ANSWER_FILE_KINDS[ending]
    response = StreamingHttpResponse(pieces, content_type=media_type)
    name = f"{survey.slug}-{_('answers')}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
