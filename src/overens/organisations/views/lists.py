"""Saved lists of organisations: kept with what was asked for, and why each is there."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.queries import Access, access_to, space_in_view
from overens.accounts.rules import EDIT_REGISTER
from overens.common.form_pages import form_page, posted
from overens.organisations.actions import save_list
from overens.organisations.forms import ListForm, SearchForm
from overens.organisations.models import OrganisationList
from overens.organisations.queries import (
    FURTHEST,
    all_ids,
    choices_in,
    lists_of,
    shown_rows,
)
from overens.organisations.views.editing import answer
from overens.organisations.views.finding import search_of

FILTERS = (
    "q",
    "municipality",
    "area",
    "kind",
    "form",
    "level",
    "confirmed",
    "signatory",
    "invited",
)


def _access(request: HttpRequest) -> Access:
    space = space_in_view(request)
    if space is None:
        raise Http404
    return access_to(request, EDIT_REGISTER, space)


def question_in(form: SearchForm) -> dict[str, Any]:
    """Return what is asked for as plain values, so that it can be asked again."""
    asked = {name: form.chosen(name) for name in FILTERS}
    return {name: value for name, value in asked.items() if value}


def asked_in_words(form: SearchForm) -> str:
    """Return what was asked for as one line: "Kommun: Sandhamra, Område: Kultur"."""
    said = []
    for name in FILTERS:
        value, field = form.chosen(name), form.fields.get(name)
        if not value or field is None:
            continue
        words = dict(getattr(field, "choices", ())).get(value, value)
        said.append(str(field.label) if value is True else f"{field.label}: {words}")
    return ", ".join(said)


@require_safe
@login_required
def lists(request: HttpRequest) -> HttpResponse:
    """List the saved lists of a space."""
    access = _access(request)
    context = {
        "title": _("Saved lists"),
        "lists": lists_of(access.space),
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("Saved lists"), ""),
        ],
    }
    return render(request, "organisations/lists.html", context)


@form_page
@login_required
def list_save(request: HttpRequest) -> HttpResponse:
    """Keep what a search finds as a list with a name."""
    access = _access(request)
    world, compact = access.space.origin, access.space.slug
    search_form = SearchForm(request.GET, choices=choices_in(world))
    search = search_of(search_form, world, compact, access.day)
    asked = asked_in_words(search_form)
    form = ListForm(posted(request))

    def done() -> str:
        rows = shown_rows(all_ids(search)[:FURTHEST], "")
        kept = save_list(
            space=access.space,
            name=form.cleaned_data["name"],
            organisations=[(organisation, asked) for organisation in rows],
            question=question_in(search_form),
            by=access.actor,
        )
        return reverse("organisations:list", args=[kept.uuid])

    parameters = request.GET.urlencode()
    context = {
        "title": _("Save as a list"),
        "lead": asked or _("All organisations"),
        "button": _("Save"),
        "back_url": f"{reverse('organisations:organisations')}?{parameters}",
    }
    return answer(
        request, form=form, context=context, done=done, said=_("Saved."), adds=True
    )


@require_safe
@login_required
def list_kept(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Show a saved list, each organisation with the reason why it is there."""
    found = get_object_or_404(
        OrganisationList.objects.select_related("space"), uuid=kept
    )
    access_to(request, EDIT_REGISTER, found.space)
    context = {
        "title": found.name,
        "list": found,
        "rows": found.rows.select_related("organisation"),
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("Saved lists"), reverse("organisations:lists")),
            (found.name, ""),
        ],
    }
    return render(request, "organisations/list.html", context)
