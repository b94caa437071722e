"""Pages of follow-ups that are read: the list, one year, the same as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import (
    day_in,
    has_right,
    roles_of,
    space_of_list,
    with_column,
)
from overens.accounts.rules import EDIT_FOLLOWUP, EVERYWHERE
from overens.common.charts import table_markup
from overens.common.formats import language_or_active
from overens.common.origins import is_from_source
from overens.followups.models import FollowUp
from overens.followups.queries import (
    Report,
    corrected_report,
    origin_of,
    report_file,
    told_apart,
    value_of,
)


def _may_edit(request: HttpRequest, space: Space) -> bool:
    return request.user.is_authenticated and has_right(
        request.user, EDIT_FOLLOWUP, space, day_in(space)
    )


def _may_read_drafts(request: HttpRequest, space: Space) -> bool:
    """Tell whether the reader has a part in the compact's own work (F10)."""
    return isinstance(request.user, Person) and bool(
        roles_of(request.user, space, day_in(space)) - EVERYWHERE
    )


@require_safe
def followups(request: HttpRequest) -> HttpResponse:
    """List a compact's follow-ups, the latest year first."""
    space = space_of_list(request, "followups")
    found = FollowUp.objects.of(space).defer("report")
    if not _may_read_drafts(request, space):
        found = found.published()
    context = {
        "title": _("Follow-up"),
        "followups": found,
        "may_edit": _may_edit(request, space),
        "space_asked": space,
        "is_from_source": is_from_source(space.origin),
    }
    return render(request, "followups/followups.html", context)


def _reported(request: HttpRequest, slug: str, year: int) -> tuple[FollowUp, Report]:
    followup = get_object_or_404(
        FollowUp.objects.select_related("space", "approved_by__space"),
        space__slug=slug,
        year=year,
    )
    with_column(request, followup.space, "followups")
    if followup.status != "published" and not _may_read_drafts(request, followup.space):
        raise Http404
    report = corrected_report(followup, language_or_active())
    if report is None:
        raise Http404
    return followup, report


@require_safe
def followup(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show one year's follow-up as it was last counted."""
    found, report = _reported(request, slug, year)
    base = [found.space.slug, found.year]
    downloads = [
        {
            "label": label,
            "url": reverse("followups:followup_file", args=[*base, ending]),
            "format": ending,
        }
        for ending, label in _files()
    ]
    context = {
        "title": f"{report.title}: {report.compact_name}",
        "breadcrumbs": [
            (_("Follow-up"), f"{reverse('followups:followups')}?compact={slug}"),
            (str(year), ""),
        ],
        "followup": found,
        "report": report,
        "page_origin": report.origin,
        "is_from_source": is_from_source(report.origin),
        "sections": [
            {
                "section": section,
                "origin": origin_of(section)
                if is_from_source(section.origin) and not section.sources
                else "",
                "figures": [(each, value_of(each)) for each in section.figures],
                "tables": [
                    (each.caption, table_markup(each))
                    for each in section.tables
                    if each.rows
                ],
                "told": told_apart(section.differences, report.language),
            }
            for section in report.sections
        ],
        "downloads": downloads,
        "may_edit": (may_edit := _may_edit(request, found.space)),
        **_corrections(found, may_edit=may_edit),
    }
    return render(request, "followups/followup.html", context)


def _corrections(followup: FollowUp, *, may_edit: bool) -> dict[str, Any]:
    """Return what stands beside a published follow-up, and to whom mends it the rest.

    The corrections of the page are the report's; only who may take one back needs its
    row, and only they may know of one that was.
    """
    if not may_edit or followup.status != "published":
        return {"standing": [], "withdrawn": []}
    rows = list(followup.corrections.order_by("day", "id"))
    return {
        "standing": [row for row in rows if row.withdrawn_at is None],
        "withdrawn": [row for row in rows if row.withdrawn_at is not None],
    }


def _files() -> list[tuple[str, str]]:
    return [
        ("pdf", _("PDF, for print and archive")),
        ("docx", _("Word, to work on")),
        ("json", _("The figures as JSON")),
    ]


@require_safe
def followup_file(
    request: HttpRequest, slug: str, year: int, ending: str
) -> HttpResponse:
    """Give a follow-up as PDF, Word, HTML or JSON."""
    _found, report = _reported(request, slug, year)
    data, media_type = report_file(report, ending)
    response = HttpResponse(data, content_type=media_type)
    name = f"{slug}-{year}-{report.language}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
