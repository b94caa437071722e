"""Pages where a follow-up is begun, worded, counted, published or removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overens.accounts.queries import (
    Access,
    in_space,
)
from overens.accounts.rules import EDIT_FOLLOWUP
from overens.common.form_pages import (
    answer_form,
    as_initial,
    form_page,
    posted,
    texts_in,
)
from overens.common.formats import language_or_active
from overens.common.forms import HouseForm
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
    missing_in,
    shown_report,
)
from overens.followups.rules import AlreadyFrozen


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
    report = shown_report(found, language_or_active())
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
