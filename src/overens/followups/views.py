"""Pages of follow-ups: the list, one year, the same as files, and the drafting."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import (
    Access,
    day_in,
    has_right,
    in_space,
    roles_of,
    space_of_list,
    with_column,
)
from overens.accounts.rules import EDIT_FOLLOWUP, EVERYWHERE
from overens.common.charts import table_markup
from overens.common.form_pages import (
    answer_form,
    as_initial,
    form_page,
    posted,
    texts_in,
)
from overens.common.forms import HouseForm
from overens.common.origins import is_from_source
from overens.followups.actions import (
    begin_followup,
    count_followup,
    publish_followup,
    remove_draft,
    word_followup,
)
from overens.followups.forms import PublishForm, WordsForm, YearForm
from overens.followups.models import FollowUp
from overens.followups.queries import (
    Report,
    missing_in,
    origin_of,
    report_file,
    shown_report,
    told_apart,
    value_of,
)
from overens.followups.rules import AlreadyFrozen


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


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
    report = shown_report(followup, _language())
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
                "origin": origin_of(section) if is_from_source(section.origin) else "",
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
        "may_edit": _may_edit(request, found.space),
    }
    return render(request, "followups/followup.html", context)


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


@form_page
@in_space(EDIT_FOLLOWUP)
def followup_new(request: HttpRequest, access: Access) -> HttpResponse:
    """Begin a year's follow-up."""

    def act(given: dict[str, Any]) -> str:
        made = begin_followup(
            space=access.space,
            year=given["year"],
            by=access.actor,
            origin=access.space.origin,
        )
        messages.success(request, _("The follow-up is counted."))
        return made.get_absolute_url()

    form = YearForm(request.POST or None, initial={"year": access.day.year})
    context = {
        "title": _("Which year do you want to follow up?"),
        "button": _("Count"),
        "back_url": f"{reverse('followups:followups')}?compact={access.space.slug}",
    }
    return answer_form(request, form, context, act)


def _of(access: Access, year: int) -> FollowUp:
    return get_object_or_404(
        FollowUp.objects.select_related("space"), space=access.space, year=year
    )


def _draft_of(access: Access, year: int) -> FollowUp:
    """Return a draft.

    Raises:
        AlreadyFrozen: it is published.
    """
    found = _of(access, year)
    if found.status == "published":
        raise AlreadyFrozen(year=year)
    return found


@form_page
@in_space(EDIT_FOLLOWUP)
def followup_words(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Write the introduction and the conclusions."""
    found = _of(access, year)

    def act(given: dict[str, Any]) -> str:
        word_followup(
            followup=found,
            introduction=texts_in(given, "introduction"),
            conclusions=texts_in(given, "conclusions"),
            by=access.actor,
        )
        messages.success(request, _("Your words are saved."))
        return found.get_absolute_url()

    initial = as_initial("introduction", found.introduction) | as_initial(
        "conclusions", found.conclusions
    )
    form = WordsForm(request.POST or None, initial=initial)
    context = {
        "title": _("Your own words in the follow-up"),
        "button": _("Save"),
        "back_url": found.get_absolute_url(),
    }
    return answer_form(request, form, context, act)


@require_POST
@in_space(EDIT_FOLLOWUP)
def followup_count(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Count a draft anew."""
    found = count_followup(followup=_of(access, year), by=access.actor)
    messages.success(request, _("The follow-up is counted anew."))
    return redirect(found)


@in_space(EDIT_FOLLOWUP)
def followup_publish(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Say what is missing, ask who approved it, and freeze the figures."""
    found = _draft_of(access, year)
    report = shown_report(found, _language())
    if report is None:
        raise Http404

    def act(given: dict[str, Any]) -> str:
        publish_followup(
            followup=found, approved_by=given["approved_by"], by=access.actor
        )
        messages.success(
            request, _("The follow-up is published. Its figures now stand.")
        )
        return found.get_absolute_url()

    form = PublishForm(posted(request), space=access.space)
    context = {
        "title": _("Publish the follow-up of %(year)s?") % {"year": year},
        "button": _("Publish and freeze the figures"),
        "back_url": found.get_absolute_url(),
        "followup": found,
        "missing": missing_in(found, report, access.day),
    }
    return answer_form(
        request, form, context, act, template="followups/followup_publish.html"
    )


@in_space(EDIT_FOLLOWUP)
def followup_remove(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Take away a draft that was begun by mistake."""
    found = _draft_of(access, year)
    list_url = f"{reverse('followups:followups')}?compact={access.space.slug}"
    if request.method == "POST":
        remove_draft(followup=found, by=access.actor)
        messages.success(request, _("The draft is removed."))
        return redirect(list_url)
    context = {
        "title": _("Remove the draft of %(year)s?") % {"year": year},
        "button": _("Remove the draft"),
        "back_url": found.get_absolute_url(),
        "followup": found,
        "form": HouseForm(),
    }
    return render(request, "followups/followup_remove.html", context)
