"""How organisations belong together: the tree, its ties, and the district rule."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.queries import Access, show_world, today_in_view
from overens.common.form_pages import form_page, posted
from overens.organisations.actions import (
    change_relation,
    end_relation,
    lift_override,
    override_district,
    relate,
    remove_relation,
)
from overens.organisations.forms import DistrictForm, EndForm, RelationForm
from overens.organisations.models import Organisation, Relation
from overens.organisations.queries import structure_of, the_one_named
from overens.organisations.views.editing import answer, of_register
from overens.organisations.views.finding import may_edit
from overens.organisations.views.profile import Moved, find_organisation


@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an organisation belongs to and what belongs to it, as a tree."""
    try:
        shown = find_organisation(slug)
    except Moved as moved:
        return redirect(
            "organisations:structure", moved.to.slug, permanent=moved.for_good
        )
    show_world(request, shown.origin)
    found = structure_of(shown, today_in_view(request), request.GET.get("page", 1))
    context = {
        "title": _("How %(name)s belongs together") % {"name": shown.name},
        "organisation": shown,
        "structure": found,
        "may_edit": may_edit(request, shown.origin),
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (shown.name, shown.get_absolute_url()),
            (_("Structure"), ""),
        ],
    }
    return render(request, "organisations/structure.html", context)


def _page(organisation: Organisation) -> str:
    return f"{organisation.get_absolute_url()}#belongs"


def _upper(form: RelationForm, organisation: Organisation) -> Organisation:
    written = form.cleaned_data["upper"]
    upper = the_one_named(written, organisation.origin, field="upper")
    assert isinstance(upper, Organisation)
    return upper


def _relation(organisation: Organisation, relation: uuid.UUID) -> Relation:
    rows = Relation.objects.select_related("lower", "upper")
    return get_object_or_404(rows, uuid=relation, lower=organisation)


@form_page
@of_register
def relation_add(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Say what an organisation belongs to."""
    form = RelationForm(posted(request), initial={"kind": "member"})

    def done() -> str:
        given = form.cleaned_data
        relate(
            lower=organisation,
            upper=_upper(form, organisation),
            kind=given["kind"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            by=access.actor,
        )
        return _page(organisation)

    context = {
        "title": _("What %(name)s belongs to") % {"name": organisation.name},
        "button": _("Save"),
        "back_url": _page(organisation),
    }
    said = _("Saved.")
    return answer(request, form=form, context=context, done=done, said=said, adds=True)


@form_page
@of_register
def relation_end(
    request: HttpRequest,
    organisation: Organisation,
    access: Access,
    relation: uuid.UUID,
) -> HttpResponse:
    """Say on which day an organisation stopped belonging to another."""
    found = _relation(organisation, relation)
    form = EndForm(posted(request), initial={"last_day": access.day})

    def done() -> str:
        end_relation(
            relation=found, last_day=form.cleaned_data["last_day"], by=access.actor
        )
        return _page(organisation)

    context = {
        "title": _("%(lower)s no longer belongs to %(upper)s")
        % {"lower": found.lower, "upper": found.upper},
        "lead": _("It stays on the page with its dates."),
        "button": _("Save"),
        "back_url": _page(organisation),
    }
    return answer(request, form=form, context=context, done=done, said=_("Saved."))


@form_page
@of_register
def relation_change(
    request: HttpRequest,
    organisation: Organisation,
    access: Access,
    relation: uuid.UUID,
) -> HttpResponse:
    """Correct what is said of how an organisation belongs to another."""
    found = _relation(organisation, relation)
    form = RelationForm(posted(request), initial=RelationForm.initial_of(found))

    def done() -> str:
        given = form.cleaned_data
        change_relation(
            relation=found,
            upper=_upper(form, organisation),
            kind=given["kind"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            by=access.actor,
        )
        return _page(organisation)

    context: dict[str, Any] = {
        "title": _("What %(name)s belongs to") % {"name": organisation.name},
        "button": _("Save"),
        "back_url": _page(organisation),
        "remove_url": reverse(
            "organisations:relation_remove", args=[organisation.slug, found.uuid]
        ),
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Saved."),
        template="organisations/relation_change.html",
    )


@require_POST
@of_register
def relation_remove(
    request: HttpRequest,
    organisation: Organisation,
    access: Access,
    relation: uuid.UUID,
) -> HttpResponse:
    """Take away what was put in by mistake."""
    remove_relation(relation=_relation(organisation, relation), by=access.actor)
    messages.success(request, _("Taken away. The log keeps what it said."))
    return redirect(_page(organisation))


@form_page
@of_register
def district(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Decide that an organisation counts, or not, whatever the rule says."""
    standing = organisation.overrides.filter(lifted_on=None).first()
    form = DistrictForm(posted(request), initial=DistrictForm.initial_of(standing))

    def done() -> str:
        override_district(
            organisation=organisation,
            is_district=form.cleaned_data["counts"] == "yes",
            note=form.cleaned_data["note"],
            day=access.day,
            by=access.actor,
        )
        return _page(organisation)

    context = {
        "title": _("Is %(name)s a district organisation?")
        % {"name": organisation.name},
        "lead": _(
            "The rule decides by itself. Decide otherwise only where it is wrong, and "
            "say why: your role, the day and the reason are shown on the page."
        ),
        "button": _("Decide"),
        "back_url": _page(organisation),
    }
    return answer(request, form=form, context=context, done=done, said=_("Saved."))


@require_POST
@of_register
def district_lift(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Let the rule hold again."""
    lift_override(organisation=organisation, day=access.day, by=access.actor)
    messages.success(request, _("The rule holds again."))
    return redirect(_page(organisation))
