"""The secretariat writes a guide, notes interviews by it, and shows what they say."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from overens.common.documents import MEDIA_TYPES, write
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.common.formats import language_or_active
from overens.errors import RuleBroken
from overens.surveys.actions.interviews import (
    hide_interviews,
    keep_interview,
    keep_theme,
    move_theme,
    remove_theme,
    set_guide,
    show_interviews,
    take_back_interview,
    word_theme,
)
from overens.surveys.forms.interviews import (
    FindingForm,
    GuideForm,
    InterviewForm,
    TakeBackInterviewForm,
    ThemeForm,
)
from overens.surveys.models import Interview, InterviewTheme, Survey
from overens.surveys.queries.interview_guide import guide_document
from overens.surveys.queries.interviews import (
    guide_of,
    interviews_of,
    promise_of,
    takes_no_more,
)
from overens.surveys.queries.own_words import (
    counted_of,
    passages_of,
    themes_of,
    themes_quotable,
)
from overens.surveys.rules.interviews import InterviewsShown, passages_in
from overens.surveys.views.drafts import builder_url, surveys_url
from overens.surveys.views.own_words import read_text, survey_to_read

UP = "up"
A_PAGE = 25


def interviews_url(survey: Survey) -> str:
    """Return the address of a survey's interviews."""
    return reverse("surveys:interviews", args=[survey.slug])


@require_safe
@never_cache
@login_required
def interviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Show guide and interviews, how far the reading has come, and what is shown."""
    survey, _access = survey_to_read(request, slug)
    themes = themes_of(survey)
    page = Paginator(interviews_of(survey), A_PAGE).get_page(request.GET.get("page"))
    progress = {
        key: counted_of(texts) for key, texts in passages_of(survey, themes).items()
    }
    quotable = themes_quotable(survey, themes)
    context = {
        "title": _("Interviews"),
        "lead": _(
            "A second method beside the questions: what there is and why, in the words "
            "of a few."
        ),
        "breadcrumbs": _crumbs(survey),
        "survey": survey,
        "page_origin": survey.origin,
        "guide": guide_of(survey),
        "themes": [
            {
                "theme": theme,
                "progress": progress[theme.key],
                "text": read_text(progress[theme.key]),
                "is_few": bool(progress[theme.key].texts) and theme.key not in quotable,
            }
            for theme in themes
        ],
        "interviews": [
            {
                "interview": each,
                "passages": sum(len(passages_in(said)) for said in each.notes.values()),
            }
            for each in page.object_list
        ],
        "page": page,
        "is_full": takes_no_more(survey),
    }
    return render(request, "surveys/interviews.html", context)


@form_page
@login_required
def interview_guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how interviews begin, and with whom they are."""
    survey, access = survey_to_read(request, slug)
    form = GuideForm(posted(request), guide=guide_of(survey))

    def act(_given: dict[str, Any]) -> str:
        set_guide(survey, by=access.actor, **form.given())
        messages.success(request, _("Saved."))
        return interviews_url(survey)

    context = _task(survey, _("How the interviews are done"), _("Save"))
    return answer_form(request, form, context, act)


@require_safe
@never_cache
@login_required
def interview_guide_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give the guide as a file to print or take along: PDF, Word or one HTML file."""
    survey, access = survey_to_read(request, slug)
    if ending not in MEDIA_TYPES:
        raise Http404
    document = guide_document(
        survey, guide_of(survey), made=access.day, language=language_or_active()
    )
    response = HttpResponse(
        write(document, ending),  # type: ignore[arg-type]
        content_type=MEDIA_TYPES[ending],  # type: ignore[index]
    )
    name = f"{document.slug}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@form_page
@login_required
def theme_keep(request: HttpRequest, slug: str, key: str = "") -> HttpResponse:
    """Add a theme to the guide, or change its wording."""
    survey, access = survey_to_read(request, slug)
    theme = _theme(survey, key) if key else None
    form = ThemeForm(posted(request), theme=theme)

    def act(_given: dict[str, Any]) -> str:
        keep_theme(survey, theme=theme, by=access.actor, **form.given())
        messages.success(request, _("Saved."))
        return interviews_url(survey)

    title = _("Change the theme") if theme else _("Add a theme")
    context = _task(survey, title, _("Save"))
    return answer_form(request, form, context, act, adds=theme is None)


@form_page
@login_required
def theme_finding(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write what the interviews say on a theme."""
    survey, access = survey_to_read(request, slug)
    theme = _theme(survey, key)
    form = FindingForm(posted(request), theme=theme)

    def act(_given: dict[str, Any]) -> str:
        word_theme(theme, finding=form.given(), by=access.actor)
        messages.success(request, _("Saved."))
        return interviews_url(survey)

    context = _task(survey, str(theme.title), _("Save"))
    return answer_form(request, form, context, act)


@require_POST
@login_required
def theme_move(request: HttpRequest, slug: str, key: str, way: str) -> HttpResponse:
    """Let a theme change places with its neighbour."""
    survey, access = survey_to_read(request, slug)
    move_theme(_theme(survey, key), up=way == UP, by=access.actor)
    return redirect(interviews_url(survey))


@require_POST
@login_required
def theme_remove(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take a theme that nothing is noted on out of the guide."""
    survey, access = survey_to_read(request, slug)
    theme = _theme(survey, key)
    try:
        remove_theme(theme, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        messages.success(request, _("%(name)s is taken out.") % {"name": theme.title})
    return redirect(interviews_url(survey))


@never_cache
@form_page
@login_required
def interview_keep(
    request: HttpRequest, slug: str, interview: uuid.UUID | None = None
) -> HttpResponse:
    """Note what somebody says, theme by theme, or change what was noted."""
    survey, access = survey_to_read(request, slug)
    themes = themes_of(survey)
    if not themes:
        messages.info(request, _("Write the guide first: at least one theme."))
        return redirect("surveys:theme_add", survey.slug)
    row = _interview(survey, interview) if interview else None
    if row is None and takes_no_more(survey):
        messages.info(request, explain(InterviewsShown()))
        return redirect(interviews_url(survey))
    form = InterviewForm(
        posted(request),
        themes=themes,
        promise=promise_of(survey, language_or_active()),
        interview=row,
        **({} if row else {"initial": {"day": access.day}}),
    )

    def act(_given: dict[str, Any]) -> str:
        keep_interview(survey, interview=row, by=access.actor, **form.given())
        messages.success(request, _("The notes are saved."))
        return interviews_url(survey)

    title = str(row.role) if row else _("Note an interview")
    context = _task(survey, title, _("Save the notes"))
    context["lead"] = _(
        "Write as it was said. A blank line begins a new passage; each is read, coded "
        "and released by itself."
    )
    return answer_form(request, form, context, act, adds=row is None)


@never_cache
@form_page
@login_required
def interview_take_back(
    request: HttpRequest, slug: str, interview: uuid.UUID
) -> HttpResponse:
    """Let go of all that somebody said, since they take it back."""
    survey, access = survey_to_read(request, slug)
    row = _interview(survey, interview)
    form = TakeBackInterviewForm(posted(request), is_published=survey.published)

    def act(given: dict[str, Any]) -> str:
        take_back_interview(row, why=given.get("why", ""), by=access.actor)
        messages.success(
            request, _("Notes and quotations are taken away. Count the codes anew.")
        )
        return interviews_url(survey)

    context = _task(survey, _("Take back an interview?"), _("Take it back"))
    context["lead"] = _(
        "All notes of %(role)s are taken away, and what is quoted of them. It cannot "
        "be undone."
    ) % {"role": row.role}
    return answer_form(request, form, context, act)


@require_POST
@login_required
def interviews_show(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the interviews stand in the results, or not."""
    survey, access = survey_to_read(request, slug)
    try:
        if request.POST.get("go") == "hide":
            hide_interviews(survey, by=access.actor)
            messages.success(request, _("The interviews do not stand in the results."))
        else:
            show_interviews(survey, by=access.actor)
            messages.success(request, _("The interviews stand in the results."))
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    return redirect(interviews_url(survey))


def _theme(survey: Survey, key: str) -> InterviewTheme:
    return get_object_or_404(InterviewTheme, survey=survey, key=key)


def _interview(survey: Survey, its: uuid.UUID) -> Interview:
    return get_object_or_404(Interview, survey=survey, uuid=its)


def _crumbs(survey: Survey) -> list[tuple[str, str]]:
    return [
        (_("Surveys"), surveys_url(survey.space)),
        (str(survey), builder_url(survey)),
        (_("Interviews"), ""),
    ]


def _task(survey: Survey, title: str, button: str) -> dict[str, Any]:
    back = interviews_url(survey)
    return {
        "title": title,
        "button": button,
        "back_url": back,
        "cancel_url": back,
        "survey": survey,
        "page_origin": survey.origin,
    }
