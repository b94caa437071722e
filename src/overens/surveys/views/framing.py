"""The secretariat's pages of whom a survey in the making asks about what."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from overens.common import formats
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.errors import RuleBroken
from overens.surveys.actions.framing import (
    add_respondent,
    add_unit,
    change_respondent,
    change_unit,
    empty_frame,
    groups_of,
    name_groups,
    remove_respondent,
    remove_unit,
)
from overens.surveys.forms.framing import (
    EmptyFrameForm,
    GroupsForm,
    RespondentForm,
    UnitForm,
)
from overens.surveys.models import Collection, FrameRespondent, FrameUnit, Survey
from overens.surveys.queries.framing import (
    frame_count,
    frame_state,
    frame_words,
    framed_respondents,
    framed_units,
    group_name,
    small_groups_in_words,
)
from overens.surveys.rules import TAKEN_IN
from overens.surveys.views.drafts import (
    asked_already,
    builder_url,
    survey_to_make,
    surveys_url,
)

A_PAGE = 50


def frame_url(survey: Survey) -> str:
    """Return the address of the list of those who are asked."""
    return reverse("surveys:frame", args=[survey.slug])


def frame_task(survey: Survey, title: str, button: str) -> dict[str, Any]:
    """Return what a page with one form about the list needs besides the form."""
    back = frame_url(survey)
    return {"title": title, "button": button, "back_url": back, "cancel_url": back}


@require_safe
@login_required
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom the survey asks about what, and what is left to put right."""
    survey, _access = survey_to_make(request, slug)
    stands = asked_already(survey)
    state = frame_state(survey)
    words = frame_words(survey)
    taking = Collection.objects.filter(survey=survey, state=TAKEN_IN).first()
    context = {
        "title": _("Whom do we ask?"),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), builder_url(survey)),
            (_("Whom do we ask?"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "stands": stands,
        "is_asked": taking is not None,
        # Of those who are shown as having answered nothing can be changed any more.
        "shown": set(taking.shown_answered) if taking else set(),
        "words": words,
        "state": state,
        "count_text": frame_count(survey, state),
        "small": small_groups_in_words(survey, state),
        "people": Paginator(state.people, A_PAGE).get_page(request.GET.get("page")),
        "units": Paginator(state.units, A_PAGE).get_page(request.GET.get("units")),
        "has_groups": bool(survey.strata),
    }
    return render(request, "surveys/frame.html", context)


@form_page
@login_required
def respondent_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put somebody on the list."""
    survey, access = survey_to_make(request, slug)
    form = RespondentForm(posted(request), units=list(framed_units(survey)))

    def act(_given: dict[str, Any]) -> str:
        made = add_respondent(survey=survey, by=access.actor, **form.given())
        messages.success(request, _("%(name)s is on the list.") % {"name": made})
        return frame_url(survey)

    context = frame_task(survey, _("Somebody to ask"), _("Put on the list"))
    return answer_form(request, form, context, act, adds=True)


@form_page
@login_required
def respondent_change(
    request: HttpRequest, slug: str, respondent: uuids.UUID
) -> HttpResponse:
    """Change somebody's name, address and what they answer for."""
    survey, access = survey_to_make(request, slug)
    row = get_object_or_404(framed_respondents(survey), uuid=respondent)
    form = RespondentForm(
        posted(request), units=list(framed_units(survey)), respondent=row
    )

    def act(_given: dict[str, Any]) -> str:
        change_respondent(respondent=row, by=access.actor, **form.given())
        messages.success(request, _("Saved."))
        return frame_url(survey)

    return answer_form(request, form, frame_task(survey, str(row), _("Save")), act)


@require_POST
@login_required
def respondent_remove(
    request: HttpRequest, slug: str, respondent: uuids.UUID
) -> HttpResponse:
    """Take somebody off the list."""
    survey, access = survey_to_make(request, slug)
    row = FrameRespondent.objects.filter(survey=survey, uuid=respondent).first()
    if row is None:
        return _off(request, survey)
    try:
        remove_respondent(respondent=row, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
        return redirect(frame_url(survey))
    return _off(request, survey, row)


@form_page
@login_required
def unit_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put something to answer for on the list."""
    survey, access = survey_to_make(request, slug)
    form = _unit_form(request, survey)

    def act(_given: dict[str, Any]) -> str:
        made = add_unit(survey=survey, by=access.actor, **form.given())
        messages.success(request, _("%(name)s is on the list.") % {"name": made})
        return f"{frame_url(survey)}#units"

    context = frame_task(survey, _("Something to answer for"), _("Put on the list"))
    return answer_form(request, form, context, act, adds=True)


@form_page
@login_required
def unit_change(request: HttpRequest, slug: str, unit: uuids.UUID) -> HttpResponse:
    """Change what something is called, its group, and who answers for it."""
    survey, access = survey_to_make(request, slug)
    row = get_object_or_404(framed_units(survey), uuid=unit)
    form = _unit_form(request, survey, row)

    def act(_given: dict[str, Any]) -> str:
        change_unit(unit=row, by=access.actor, **form.given())
        messages.success(request, _("Saved."))
        return f"{frame_url(survey)}#units"

    return answer_form(request, form, frame_task(survey, str(row), _("Save")), act)


@require_POST
@login_required
def unit_remove(request: HttpRequest, slug: str, unit: uuids.UUID) -> HttpResponse:
    """Take something to answer for off the list."""
    survey, access = survey_to_make(request, slug)
    row = FrameUnit.objects.filter(survey=survey, uuid=unit).first()
    if row is None:
        return _off(request, survey)
    try:
        remove_unit(unit=row, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
        return redirect(frame_url(survey))
    return _off(request, survey, row)


def _unit_form(
    request: HttpRequest, survey: Survey, unit: FrameUnit | None = None
) -> UnitForm:
    return UnitForm(
        posted(request),
        respondents=list(survey.frame_respondents.order_by("place")),
        groups=[str(name) for name in groups_of(survey).values()],
        unit=unit,
        group=group_name(survey, unit.stratum) if unit else "",
    )


def _off(request: HttpRequest, survey: Survey, row: object = None) -> HttpResponse:
    """Say that a row is off the list, by this person or by somebody before."""
    said = _("%(name)s is off the list.") if row else _("It is off the list already.")
    messages.success(request, said % {"name": row})
    return redirect(frame_url(survey))


@form_page
@login_required
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the groups their names; two of the same name become one."""
    survey, access = survey_to_make(request, slug)
    form = GroupsForm(posted(request), groups=groups_of(survey))

    def act(_given: dict[str, Any]) -> str:
        name_groups(survey=survey, names=form.given(), by=access.actor)
        messages.success(request, _("Saved."))
        return f"{frame_url(survey)}#units"

    context = frame_task(survey, _("The groups"), _("Save"))
    context["lead"] = _("Give two groups the same name to join them.")
    return answer_form(request, form, context, act)


@form_page
@login_required
def frame_empty(request: HttpRequest, slug: str) -> HttpResponse:
    """Take everybody and everything off the list."""
    survey, access = survey_to_make(request, slug)
    form = EmptyFrameForm(posted(request))

    def act(_given: dict[str, Any]) -> str:
        empty_frame(survey=survey, by=access.actor)
        messages.success(request, _("The list is empty."))
        return frame_url(survey)

    context = frame_task(survey, _("Empty the list"), _("Empty it"))
    state = frame_state(survey)
    words = frame_words(survey)
    context["lead"] = ngettext(
        "%(n)s on the list is asked, about %(m)s %(units)s.",
        "%(n)s on the list are asked, about %(m)s %(units)s.",
        len(state.people),
    ) % {
        "n": formats.number(len(state.people)),
        "m": formats.number(len(state.units)),
        "units": words.units,
    }
    return answer_form(request, form, context, act)
