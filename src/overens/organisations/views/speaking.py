"""Who may speak for an organisation: the secretariat sees, gives and ends it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.actions import person_let_in
from overens.accounts.queries import Access
from overens.common.explain import explain
from overens.common.form_pages import form_page, posted
from overens.errors import RuleBroken
from overens.organisations.actions import (
    end_authority,
    give_authority,
    give_back_authority,
)
from overens.organisations.forms import AuthorityForm, EndForm
from overens.organisations.models import Authority, AuthorityQuestion, Organisation
from overens.organisations.queries import authorities_in
from overens.organisations.views.editing import answer, of_register

# Two may be ill or away; one alone leaves an organisation without a voice.
RECOMMENDED = 2


@require_safe
@of_register
def authorities(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """List who may, and who could, speak for an organisation."""
    rows = authorities_in(organisation)
    questions = AuthorityQuestion.objects.latest_about(row.pk for row in rows)
    held = {row.person_id for row in rows if row.holds_on(access.day)}
    context = {
        "title": _("Who speaks for %(name)s") % {"name": organisation.name},
        "organisation": organisation,
        "rows": [
            (row, row.holds_on(access.day), questions.get(row.pk)) for row in rows
        ],
        "too_few": len(held) < RECOMMENDED,
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (organisation.name, organisation.get_absolute_url()),
            (_("Who speaks for it"), ""),
        ],
    }
    return render(request, "organisations/authorities.html", context)


def _back(organisation: Organisation) -> str:
    return reverse("organisations:authorities", args=[organisation.slug])


@form_page
@of_register
def authority_give(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Give somebody the right to speak for an organisation."""
    form = AuthorityForm(
        posted(request), body=organisation, initial={"first_day": access.day}
    )

    def done() -> str:
        given = form.cleaned_data
        person = person_let_in(
            email=given["email"], name=given["name"], by=access.actor
        )
        give_authority(
            person=person,
            organisation=organisation,
            unit=given.get("unit"),
            post=given["post"],
            evidence=given["evidence"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            by=access.actor,
        )
        return _back(organisation)

    context = {
        "title": _("Let somebody speak for %(name)s") % {"name": organisation.name},
        "button": _("Give the right"),
        "back_url": _back(organisation),
    }
    return answer(
        request, form=form, context=context, done=done, said=_("Saved."), adds=True
    )


@form_page
@of_register
def authority_end(
    request: HttpRequest,
    organisation: Organisation,
    access: Access,
    authority: uuid.UUID,
) -> HttpResponse:
    """End somebody's right to speak; what they did in it stays."""
    found = get_object_or_404(
        Authority.objects.select_related("person"),
        uuid=authority,
        organisation=organisation,
    )
    yesterday = access.day - timedelta(days=1)
    form = EndForm(posted(request), initial={"last_day": yesterday})

    def done() -> str:
        end_authority(
            authority=found,
            last_day=form.cleaned_data["last_day"],
            today=access.day,
            by=access.actor,
        )
        return _back(organisation)

    context = {
        "title": _("%(person)s no longer speaks for %(name)s")
        % {"person": found.person, "name": organisation.name},
        "lead": _("The right stays in the list with its dates. Nothing is deleted."),
        "button": _("Save"),
        "back_url": _back(organisation),
    }
    return answer(request, form=form, context=context, done=done, said=_("Saved."))


@require_POST
@of_register
def authority_give_back(
    request: HttpRequest,
    organisation: Organisation,
    access: Access,
    authority: uuid.UUID,
) -> HttpResponse:
    """Give back a right that ended with the question whether somebody still speaks."""
    found = get_object_or_404(Authority, uuid=authority, organisation=organisation)
    try:
        given = give_back_authority(authority=found, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        said = _("%(person)s speaks for %(name)s again.")
        facts = {"person": given.person, "name": organisation.name}
        messages.success(request, said % facts)
    return redirect(_back(organisation))
