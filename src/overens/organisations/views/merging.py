"""Two rows of one organisation: one leads to the other, and they part again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from overens.accounts.queries import Access, access_in_world, show_world
from overens.accounts.rules import EDIT_REGISTER
from overens.common.form_pages import answer_form, form_page, posted
from overens.organisations.actions import merge_into, part_again
from overens.organisations.forms import MergeForm, PartForm
from overens.organisations.models import Organisation
from overens.organisations.queries import look_alikes
from overens.organisations.views.editing import of_register


@form_page
@of_register
def merge(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Let an organisation's page lead to another's, when they are the same."""
    others = [
        each
        for each in look_alikes(organisation.name, organisation.origin)
        if each.pk != organisation.pk
    ]
    form = MergeForm(
        posted(request),
        world=organisation.origin,
        initial={"into": others[0].name} if others else {},
    )
    form.initial_is_stored = False

    def act(given: dict[str, Any]) -> str:
        into = merge_into(
            organisation=organisation, into=given["into"], by=access.actor
        )
        messages.success(request, _("They are one. You can part them again there."))
        return into.get_absolute_url()

    context = {
        "title": _("%(name)s is the same as another") % {"name": organisation.name},
        "lead": _(
            "The page of %(name)s will lead to the other, which is found by both "
            "names. What has been recorded of %(name)s moves there, what the other "
            "lacks is filled, and nothing is deleted."
        )
        % {"name": organisation.name},
        "button": _("Merge them"),
        "back_url": organisation.get_absolute_url(),
    }
    return answer_form(request, form, context, act)


@form_page
@login_required
def part(request: HttpRequest, slug: str) -> HttpResponse:
    """Part two that were merged by mistake."""
    merged = get_object_or_404(
        Organisation.objects.exclude(merged_into=None).select_related("merged_into"),
        slug=slug,
    )
    access = access_in_world(request, EDIT_REGISTER, merged.origin)
    show_world(request, merged.origin)
    into = merged.merged_into
    assert into is not None

    def act(_given: dict[str, Any]) -> str:
        part_again(organisation=merged, by=access.actor)
        messages.success(request, _("They are two again."))
        return merged.get_absolute_url()

    context = {
        "title": _("Part %(name)s from %(into)s") % {"name": merged, "into": into},
        "button": _("Part them"),
        "back_url": into.get_absolute_url(),
    }
    return answer_form(request, PartForm(posted(request)), context, act)
