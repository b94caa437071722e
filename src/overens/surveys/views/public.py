"""Pages of surveys: the list, the results of one, and the same as files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import (
    day_in,
    has_right,
    is_secretariat,
    person_of,
    space_of_list,
    today_in_view,
    with_column,
)
from overens.accounts.rules import AGREE_TO_ROWS, EDIT_SURVEYS, SECRETARIAT
from overens.common.charts import table_markup, to_page_svg
from overens.common.explain import explain
from overens.common.formats import language_or_active
from overens.common.origins import is_from_source
from overens.errors import NotYours
from overens.surveys.actions import release_results, release_table
from overens.surveys.models import ReportEdition, Survey
from overens.surveys.queries import (
    RESULT_FILES,
    ShownSurvey,
    drafts_of,
    matrix_charts,
    opened_in,
    outcome_chart,
    question_chart,
    question_notes,
    question_table,
    questions_to_cross,
    result_file,
    shown_cross,
    shown_groups,
    shown_survey,
    surveys_to_compare,
)
from overens.surveys.queries.reports import editions_of, report_of
from overens.surveys.rules import CONFIDENTIAL, OPEN, ResultsWithheld

SURVEYS_A_PAGE = 20


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """List a compact's surveys, newest first."""
    space = space_of_list(request, "surveys")
    makes = may_make(request, space)
    found = Survey.objects.published().filter(space=space)
    page = Paginator(found, SURVEYS_A_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "title": _("Surveys"),
        "lead": _("What has been asked, of whom, and what the answers come to."),
        "page": page,
        "open_mode": OPEN,
        "may_make": makes,
        "drafts": list(drafts_of(space)) if makes else [],
        "opened": list(opened_in(space)) if makes else [],
        "add_url": reverse("surveys:survey_add", args=[space.slug]),
        "count_text": ngettext("%(count)s survey", "%(count)s surveys", count)
        % {"count": count},
    }
    return render(request, "surveys/surveys.html", context)


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a survey's answers come to, or why nothing is shown."""
    survey = survey_in_view(request, slug)
    try:
        shown = shown_survey(survey, language_or_active())
    except ResultsWithheld as withheld:
        return withheld_page(request, survey, withheld, status=200)
    makes = may_make(request, survey.space)
    context = {
        "title": shown.text("finding") or shown.text("title"),
        "named": shown.text("title"),
        "breadcrumbs": breadcrumbs_of(survey, shown.text("title")),
        "survey": survey,
        "page_origin": survey.origin,
        "is_from_source": is_from_source(survey.origin),
        "shown": shown,
        "outcomes": outcome_chart(shown),
        "groups": _groups(shown),
        "parts": _parts(shown),
        "downloads": _downloads(survey),
        "cross": _cross(request, shown),
        "waves": surveys_to_compare(survey),
        "may_make": makes,
        "may_release": survey.mode != OPEN and makes,
        "may_agree": may_agree(request, survey),
        **_report(request, survey),
    }
    return render(request, "surveys/results.html", context)


def _groups(shown: ShownSurvey) -> dict[str, Any] | None:
    """Return who answered by group, with drawing and table; None without groups."""
    found = shown_groups(shown)
    if found is None:
        return None
    return {
        "found": found,
        "svg": to_page_svg(found.chart, key="groups"),
        "table": table_markup(found.table),
    }


def _report(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    """Return what the page says of the report: read it, or write it."""
    # Most surveys have no report, and then there is nothing to look for.
    editions = editions_of(survey) if getattr(survey, "has_editions", True) else []
    makes = may_make(request, survey.space)
    return {
        "editions": editions,
        "may_write": makes,
        "is_begun": makes and report_of(survey) is not None,
    }


def _cross(request: HttpRequest, shown: ShownSurvey) -> dict[str, Any] | None:
    """Return the two questions that are crossed, as the address says; None if none can.

    Of a question that nobody knows, or the same twice, the page says so.
    """
    items = questions_to_cross(shown)
    if len(items) < 2:
        return None
    by_key = {item.key: item for item in items}
    asked = [request.GET.get(side, "") for side in ("rows", "columns")]
    cross: dict[str, Any] = {
        "items": items,
        "rows": asked[0] or items[0].key,
        "columns": asked[1] or items[1].key,
        "is_asked": any(asked),
    }
    pair = [by_key.get(key) for key in asked]
    if not any(asked):
        return cross
    rows, columns = pair
    if rows is None or columns is None or rows == columns:
        return cross | {"is_wrong": True}
    found = shown_cross(shown, rows, columns)
    if found is None:
        return cross | {"is_held": True}
    return cross | {
        "found": found,
        "svg": to_page_svg(found.chart, key="cross"),
        "table": table_markup(found.table),
    }


@require_POST
@login_required
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Give figures out of a guarded survey: all questions, or two of them crossed."""
    survey = survey_in_view(request, slug)
    person = person_of(request)
    if not is_secretariat(person, survey.space, today_in_view(request)):
        raise NotYours()
    by = person.actor(SECRETARIAT)
    rows, columns = request.POST.get("rows", ""), request.POST.get("columns", "")
    address = survey.get_absolute_url()
    if rows or columns:
        release_table(survey, rows=rows, columns=columns, by=by)
        asked = urlencode({"rows": rows, "columns": columns})
        return redirect(f"{address}?{asked}#cross")
    release_results(survey, by=by)
    return redirect(address)


@require_safe
def results_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give the results as a file, in one of the forms of ``RESULT_FILES``."""
    survey = survey_in_view(request, slug)
    if ending not in RESULT_FILES:
        raise Http404
    try:
        shown = shown_survey(survey, language_or_active())
    except ResultsWithheld as withheld:
        return withheld_page(request, survey, withheld, status=403)
    form = RESULT_FILES[ending]
    response = HttpResponse(result_file(shown, ending), content_type=form.media_type)
    name = f"{survey.slug}-{shown.language}.{form.saved_as or ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def survey_in_view(request: HttpRequest, slug: str) -> Survey:
    """Return the survey; one that is not published exists for its secretariat only."""
    surveys = Survey.objects.select_related("space").annotate(
        has_editions=Exists(ReportEdition.objects.filter(report__survey=OuterRef("pk")))
    )
    survey = get_object_or_404(surveys, slug=slug, withdrawn_at=None)
    if not survey.published and not may_make(request, survey.space):
        raise Http404
    with_column(request, survey.space, "surveys")
    return survey


def may_make(request: HttpRequest, space: Space) -> bool:
    """Say whether whoever reads may make surveys in a space."""
    return isinstance(request.user, Person) and has_right(
        request.user, EDIT_SURVEYS, space, day_in(space)
    )


def may_agree(request: HttpRequest, survey: Survey) -> bool:
    """Say whether whoever reads may agree that a survey's rows are taken out."""
    return (
        survey.mode == CONFIDENTIAL
        and isinstance(request.user, Person)
        and has_right(request.user, AGREE_TO_ROWS, survey.space, day_in(survey.space))
    )


def breadcrumbs_of(survey: Survey, title: str) -> list[tuple[str, str]]:
    """Return the way from the list of surveys to a page of one."""
    surveys_url = f"{reverse('surveys:surveys')}?compact={survey.space.slug}"
    return [(_("Surveys"), surveys_url), (title, "")]


def _parts(shown: ShownSurvey) -> list[dict[str, Any]]:
    """Return the questions; before the first row of a matrix stand all its rows."""
    together = matrix_charts(shown)
    return [
        {**_part(shown, question), "together": together.get(question.result.key)}
        for question in shown.with_coded()
    ]


def _part(shown: ShownSurvey, question: Any) -> dict[str, Any]:
    """Return a question with its drawing and its table."""
    chart = question_chart(shown, question)
    table = question_table(shown, question)
    return {
        "question": question,
        "result": question.result,
        "id": f"q-{question.result.key}",
        "svg": "" if chart is None else to_page_svg(chart, key=question.result.key),
        "table": "" if table is None else table_markup(table),
        "note": question_notes(shown, question),
        "outside": [(each, table_markup(each.table)) for each in question.outside],
        "meanings": [
            (option.label, question.meanings[option.key])
            for option in question.result.options
            if option.key in question.meanings
        ],
    }


def _downloads(survey: Survey) -> list[dict[str, str]]:
    return [
        {
            "label": str(file.label),
            "url": reverse("surveys:results_file", args=[survey.slug, ending]),
            "format": ending,
        }
        for ending, file in RESULT_FILES.items()
        if file.is_offered
    ]


def withheld_page(
    request: HttpRequest, survey: Survey, withheld: ResultsWithheld, *, status: int
) -> HttpResponse:
    """Say why nothing is shown; not a figure, not even how many answered."""
    context = {
        "title": str(survey.title),
        "breadcrumbs": breadcrumbs_of(survey, str(survey.title)),
        "survey": survey,
        "sentence": explain(withheld),
        "may_release": may_make(request, survey.space),
        "may_agree": may_agree(request, survey),
    }
    return render(request, "surveys/withheld.html", context, status=status)
