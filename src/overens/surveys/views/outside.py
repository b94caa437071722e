"""The secretariat's pages on what others found: their surveys, beside our questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from overens.common.form_pages import answer_form, form_page, posted
from overens.common.formats import language_or_active
from overens.surveys.actions.outside import (
    add_outside_survey,
    change_outside_survey,
    remove_outside_question,
    remove_outside_survey,
    set_outside_question,
)
from overens.surveys.forms.outside import OutsideQuestionForm, OutsideSurveyForm
from overens.surveys.models import OutsideQuestion, OutsideSurvey, Survey
from overens.surveys.queries import every_part
from overens.surveys.queries.outside import outside_of, outside_surveys_of
from overens.surveys.rules import Item
from overens.surveys.views.drafts import survey_to_make, surveys_url


@require_safe
@login_required
def outside(request: HttpRequest, slug: str) -> HttpResponse:
    """List the compact's outside surveys, and what of them stands beside this one."""
    survey, _access = survey_to_make(request, slug)
    titles = {item.key: item.title for item in _items(survey)}
    beside = [row for rows in outside_of(survey).values() for row in rows]
    context = {
        "title": _("What others found"),
        "lead": _(
            "Other people’s surveys, quoted beside ours. Their figures stay as they "
            "are printed."
        ),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), survey.get_absolute_url()),
            (_("What others found"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "surveys": [
            {
                "outside": each,
                "questions": [
                    (row, titles.get(row.question_key, row.question_key))
                    for row in beside
                    if row.outside_id == each.pk
                ],
            }
            for each in outside_surveys_of(survey)
        ],
    }
    return render(request, "surveys/outside.html", context)


@form_page
@login_required
def outside_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a survey that others did."""
    survey, access = survey_to_make(request, slug)
    form = OutsideSurveyForm(posted(request))

    def act(_given: dict[str, Any]) -> str:
        made = add_outside_survey(space=survey.space, by=access.actor, **form.given())
        messages.success(request, _("Now choose which of its questions to quote."))
        return reverse("surveys:outside_question_add", args=[survey.slug, made.uuid])

    context = _context(survey, _("Enter a survey that others did"), _("Go on"))
    return answer_form(request, form, context, act, adds=True)


@form_page
@login_required
def outside_change(request: HttpRequest, slug: str, outside: str) -> HttpResponse:
    """Change what is said of an outside survey."""
    survey, access = survey_to_make(request, slug)
    found = _outside(survey, outside)
    form = OutsideSurveyForm(posted(request), outside=found)

    def act(_given: dict[str, Any]) -> str:
        change_outside_survey(outside=found, by=access.actor, **form.given())
        messages.success(request, _("Saved."))
        return _list_url(survey)

    return answer_form(
        request, form, _context(survey, str(found.title), _("Save")), act
    )


@require_POST
@login_required
def outside_remove(request: HttpRequest, slug: str, outside: str) -> HttpResponse:
    """Take away an outside survey that stands beside nothing."""
    survey, access = survey_to_make(request, slug)
    remove_outside_survey(outside=_outside(survey, outside), by=access.actor)
    messages.success(request, _("It is taken away."))
    return redirect(_list_url(survey))


@form_page
@login_required
def outside_question_add(request: HttpRequest, slug: str, outside: str) -> HttpResponse:
    """Set one of their questions beside one of ours."""
    survey, access = survey_to_make(request, slug)
    found = _outside(survey, outside)
    form = OutsideQuestionForm(posted(request), items=_items(survey))

    def act(_given: dict[str, Any]) -> str:
        set_outside_question(
            outside=found, survey=survey, by=access.actor, **form.given()
        )
        messages.success(request, _("It stands beside ours on the results page."))
        return _list_url(survey)

    context = _context(survey, _("Quote a question"), _("Set it beside ours"))
    context["lead"] = str(found.title)
    return answer_form(request, form, context, act, adds=True)


@form_page
@login_required
def outside_question_change(
    request: HttpRequest, slug: str, question: str
) -> HttpResponse:
    """Change how one of their questions is quoted."""
    survey, access = survey_to_make(request, slug)
    row = _question(survey, question)
    form = OutsideQuestionForm(posted(request), items=_items(survey), row=row)

    def act(_given: dict[str, Any]) -> str:
        set_outside_question(
            outside=row.outside,
            survey=survey,
            by=access.actor,
            instead_of=row,
            **form.given(),
        )
        messages.success(request, _("Saved."))
        return _list_url(survey)

    context = _context(survey, _("Change the quoted question"), _("Save"))
    context["lead"] = str(row.outside.title)
    return answer_form(request, form, context, act)


@require_POST
@login_required
def outside_question_remove(
    request: HttpRequest, slug: str, question: str
) -> HttpResponse:
    """Take one of their questions away from beside ours."""
    survey, access = survey_to_make(request, slug)
    remove_outside_question(question=_question(survey, question), by=access.actor)
    messages.success(request, _("It does not stand beside ours any more."))
    return redirect(_list_url(survey))


def _items(survey: Survey) -> list[Item]:
    """Return the questions that something can stand beside: those with options."""
    parts = every_part(survey, language_or_active())
    return [item for item in parts if item.options]


def _outside(survey: Survey, uuid: str) -> OutsideSurvey:
    return get_object_or_404(
        OutsideSurvey.objects.select_related("space"), uuid=uuid, space=survey.space
    )


def _question(survey: Survey, uuid: str) -> OutsideQuestion:
    return get_object_or_404(
        OutsideQuestion.objects.select_related("outside", "survey__space"),
        uuid=uuid,
        survey=survey,
    )


def _list_url(survey: Survey) -> str:
    return reverse("surveys:outside", args=[survey.slug])


def _context(survey: Survey, title: str, button: str) -> dict[str, Any]:
    back = _list_url(survey)
    return {"title": title, "button": button, "back_url": back, "cancel_url": back}
