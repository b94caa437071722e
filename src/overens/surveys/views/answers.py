"""Answers one by one: had at once where they are open, else by two persons together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overens.accounts.models import Space
from overens.accounts.queries import Access, has_right
from overens.accounts.rules import AGREE_TO_ROWS, EDIT_SURVEYS
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.errors import NotYours, RuleBroken
from overens.surveys.actions.access import ask_for_rows
from overens.surveys.forms.access import AskForRowsForm
from overens.surveys.models import Survey
from overens.surveys.queries import ANSWER_FILES, answers_file
from overens.surveys.queries.access import (
    answers_are_in,
    requests_for,
    rows_of,
)
from overens.surveys.queries.answer_files import ANSWER_FILE_KINDS
from overens.surveys.rules import CONFIDENTIAL, OPEN
from overens.surveys.rules.access import ASKED, check_may_ask
from overens.surveys.views.drafts import (
    builder_url,
    survey_for,
    survey_to_make,
    surveys_url,
)

PAGE = "surveys/answers.html"
A_PAGE = 25


def answers_url(survey: Survey) -> str:
    """Return the address of a survey's answers one by one."""
    return reverse("surveys:answers", args=[survey.slug])


def to_do_url(space: Space) -> str:
    """Return where it stands what waits for a person in a space."""
    return f"{reverse(settings.WORK_URL)}?compact={space.slug}"


def survey_to_hand_out(request: HttpRequest, slug: str) -> tuple[Survey, Access]:
    """Return a survey, and the access of whoever asks for its rows, or agrees.

    Open answers need nobody's consent, so there is nothing to agree to.

    Raises:
        Http404, NotYours: as ``survey_to_make``.
    """
    return survey_for(
        request,
        slug,
        lambda survey: EDIT_SURVEYS if survey.mode == OPEN else AGREE_TO_ROWS,
    )


@never_cache
@form_page
@login_required
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the answers can be had one by one and who has had them; ask for them."""
    survey, access = survey_to_hand_out(request, slug)
    person = access.person
    may_ask = has_right(person, EDIT_SURVEYS, survey.space, access.day)
    if request.method == "POST" and not may_ask:
        raise NotYours()
    cannot = why_not(survey)
    found = Paginator(requests_for(survey), A_PAGE).get_page(request.GET.get("page"))

    # Who only agrees cannot open what is not published.
    is_seen = may_ask or survey.published
    known = [(str(survey), survey.get_absolute_url())] if is_seen else []

    def act(given: dict[str, Any]) -> str:
        ask_for_rows(survey, reason=given["reason"], person=person, by=access.actor)
        messages.success(
            request,
            _("Now somebody else has to agree. It waits among what they have to do."),
        )
        return answers_url(survey)

    context = {
        "title": _("Answers one by one"),
        "lead": str(survey),
        "button": _("Ask for the rows"),
        "back_url": builder_url(survey) if may_ask else to_do_url(survey.space),
        "cancel_url": survey.get_absolute_url(),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            *known,
            (_("Answers one by one"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "is_open": survey.mode == OPEN,
        "is_had": survey.mode == CONFIDENTIAL,
        "why_not": cannot,
        "may_ask": may_ask,
        "page": found,
        "asked": ASKED,
        "me": person,
        "downloads": _downloads(survey) if survey.mode == OPEN else [],
    }
    return answer_form(
        request, AskForRowsForm(posted(request)), context, act, template=PAGE, adds=True
    )


def why_not(survey: Survey) -> str:
    """Return why nobody can ask for the rows; "" where somebody can."""
    try:
        check_may_ask(
            survey.mode,
            is_in=answers_are_in(survey),
            persons=rows_of(survey).persons,
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
    return sent_file(survey, ending, answers_file(survey, ending))


def sent_file(
    survey: Survey, ending: str, pieces: Iterable[bytes]
) -> StreamingHttpResponse:
    """Return a file of answers, sent piece by piece."""
    _label, media_type = ANSWER_FILE_KINDS[ending]
    response = StreamingHttpResponse(pieces, content_type=media_type)
    name = f"{survey.slug}-{_('answers')}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
