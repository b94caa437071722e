"""Two surveys side by side: the same asked in two years, or of both sides."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.common.charts import table_markup, to_page_svg
from overens.common.formats import language_or_active
from overens.surveys.models import Survey
from overens.surveys.queries import (
    ShownChange,
    ShownSurvey,
    shown_changes,
    shown_survey,
    surveys_to_compare,
    wave_name,
)
from overens.surveys.queries.comparison_files import (
    COMPARISON_FILES,
    Compared,
    comparison_file,
    grade_of,
)
from overens.surveys.queries.sides import BothSides, ShownGap, held_together
from overens.surveys.rules import ResultsWithheld
from overens.surveys.rules.sides import PUBLIC
from overens.surveys.views.public import (
    breadcrumbs_of,
    survey_in_view,
    withheld_page,
)


@require_safe
def compare(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """Show the questions that two surveys share, the earlier beside the later."""
    first, second = _pair(request, slug, other)
    if (first.slug, second.slug) != (other, slug):
        return redirect("surveys:compare", second.slug, first.slug)
    try:
        before, after = _shown(first, second)
    except ResultsWithheld as withheld:
        return withheld_page(request, second, withheld, status=200)
    if _are_sides(first, second):
        return _sides(request, held_together(before, after))
    return _waves(request, before, after)


@require_safe
def compare_file(
    request: HttpRequest, slug: str, other: str, ending: str
) -> HttpResponse:
    """Give two surveys side by side as a file: CSV or JSON."""
    if ending not in COMPARISON_FILES:
        raise Http404
    first, second = _pair(request, slug, other)
    try:
        before, after = _shown(first, second)
    except ResultsWithheld as withheld:
        return withheld_page(request, second, withheld, status=403)
    response = HttpResponse(
        comparison_file(_compared(before, after), ending),
        content_type=COMPARISON_FILES[ending].media_type,
    )
    name = f"{second.slug}-{first.slug}-{after.language}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pair(request: HttpRequest, slug: str, other: str) -> tuple[Survey, Survey]:
    """Return two surveys that may be held together, the one shown first first.

    The earlier year before the later; of both sides civil society, and the public
    sector after it.
    """
    one, beside = survey_in_view(request, slug), survey_in_view(request, other)
    if beside.pk not in {survey.pk for survey in surveys_to_compare(one)}:
        raise Http404
    if _are_sides(one, beside):
        return (beside, one) if one.side == PUBLIC else (one, beside)
    is_later = (one.year or 0) >= (beside.year or 0)
    return (beside, one) if is_later else (one, beside)


def _are_sides(one: Survey, other: Survey) -> bool:
    return one.other_side_id == other.pk


def _shown(first: Survey, second: Survey) -> tuple[ShownSurvey, ShownSurvey]:
    language = language_or_active()
    return (
        shown_survey(first, language, only_figures=True),
        shown_survey(second, language, only_figures=True),
    )


def _compared(before: ShownSurvey, after: ShownSurvey) -> Compared:
    if _are_sides(before.survey, after.survey):
        gaps = [each.gap for each in held_together(before, after).gaps]
        return Compared(
            before,
            after,
            [
                (grade_of(gap.is_same), gap.civil, gap.public, gap.options, gap.verdict)
                for gap in gaps
            ],
        )
    changes = [each.change for each in shown_changes(before, after)]
    return Compared(
        before,
        after,
        [
            (each.grade, each.before, each.after, each.options, each.verdict)
            for each in changes
        ],
    )


def _waves(
    request: HttpRequest, before: ShownSurvey, after: ShownSurvey
) -> HttpResponse:
    later = after.survey
    context = {
        "title": _("%(title)s, beside %(before)s")
        % {"title": after.text("title"), "before": wave_name(before)},
        "breadcrumbs": [
            *breadcrumbs_of(later, "")[:1],
            (after.text("title"), later.get_absolute_url()),
            (_("Beside %(before)s") % {"before": wave_name(before)}, ""),
        ],
        "page_origin": later.origin,
        "survey": later,
        "before": before,
        "after": after,
        "parts": [
            _part(each, each.change.after.key) for each in shown_changes(before, after)
        ],
        "downloads": _downloads(before.survey, later),
    }
    return render(request, "surveys/compare.html", context)


def _sides(request: HttpRequest, both: BothSides) -> HttpResponse:
    public = both.public
    context = {
        "title": both.finding or _("Both sides of the same questions"),
        "breadcrumbs": [
            *breadcrumbs_of(public.survey, "")[:1],
            (public.text("title"), public.survey.get_absolute_url()),
            (_("Both sides"), ""),
        ],
        "page_origin": public.survey.origin,
        "both": both,
        "parts": [_part(each, each.gap.public.key) for each in both.gaps],
        "downloads": _downloads(both.civil.survey, public.survey),
    }
    return render(request, "surveys/sides.html", context)


def _part(shown: ShownChange | ShownGap, key: str) -> dict[str, Any]:
    """Return a question with its drawing and its table."""
    return {
        "shown": shown,
        "id": f"q-{key}",
        "svg": to_page_svg(shown.chart, key=key) if shown.chart else "",
        "table": table_markup(shown.table) if shown.table else "",
    }


def _downloads(before: Survey, after: Survey) -> list[dict[str, str]]:
    return [
        {
            "label": str(file.label),
            "url": reverse(
                "surveys:compare_file", args=[after.slug, before.slug, ending]
            ),
            "format": ending,
        }
        for ending, file in COMPARISON_FILES.items()
    ]
