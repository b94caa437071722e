"""Write in the register: for the secretariat of any space of the same world."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.queries import (
    Access,
    access_in_world,
    show_world,
    space_in_view,
)
from overens.accounts.rules import EDIT_REGISTER
from overens.common.form_pages import TASK, answer_form, form_page, posted
from overens.common.forms import HouseForm
from overens.common.models import OWN
from overens.organisations.actions import (
    add_organisation,
    add_other_name,
    add_unit,
    change_organisation,
    change_unit,
    set_contact_roles,
)
from overens.organisations.forms import (
    NameForm,
    OrganisationForm,
    UnitForm,
)
from overens.organisations.forms.visibility import say_who_sees
from overens.organisations.models import Organisation, Unit
from overens.organisations.queries import choices_in, look_alikes
from overens.organisations.rules import AlikeThere

View = Callable[..., HttpResponse]


def of_register(view: View) -> View:
    """Let in whoever may write in the register that an organisation belongs to.

    The address has ``<slug:slug>``; the view gets the organisation and an ``Access``.
    """

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **named: Any) -> HttpResponse:
        organisation = get_object_or_404(Organisation.objects.listed(), slug=slug)
        access = access_in_world(request, EDIT_REGISTER, organisation.origin)
        show_world(request, organisation.origin)
        return view(request, organisation, access, **named)

    return guarded


def answer(
    request: HttpRequest,
    *,
    form: HouseForm,
    context: dict[str, Any],
    done: Callable[[], str],
    said: str,
    template: str = TASK,
    adds: bool = False,
) -> HttpResponse:
    """Show a form; when it was sent, do it, or say what is to be put right.

    Args:
        done: does it, and returns the address to go to.
        said: what is then shown.
        template, adds: as ``answer_form``.
    """

    def act(_given: dict[str, Any]) -> str:
        url = done()
        messages.success(request, said)
        return url

    return answer_form(request, form, context, act, template=template, adds=adds)


@form_page
@login_required
def organisation_add(request: HttpRequest) -> HttpResponse:
    """Add an organisation to the register of the world in view."""
    space = space_in_view(request)
    world = space.origin if space else OWN
    access = access_in_world(request, EDIT_REGISTER, world)
    form = OrganisationForm(
        posted(request),
        choices=choices_in(world),
        initial={"kind": "civil", "status": "active", "source": "secretariat"},
    )

    def done() -> str:
        alike = look_alikes(form.cleaned_data["name"], world)
        if alike and not form.cleaned_data["is_another"]:
            form.ask_if_another(alike)
            raise AlikeThere(names=", ".join(each.name for each in alike))
        made = add_organisation(
            kind=form.cleaned_data["kind"],
            origin=world,
            source=form.cleaned_data["source"],
            last_confirmed=access.day,
            by=access.actor,
            **form.fields_written(),
        )
        contacts = form.contacts_written()
        if contacts:
            set_contact_roles(organisation=made, contacts=contacts, by=access.actor)
        return made.get_absolute_url()

    context = {
        "title": _("Add an organisation"),
        "button": _("Add the organisation"),
        "back_url": reverse("organisations:organisations"),
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("The organisation is in the register."),
        template="organisations/organisation_form.html",
        adds=True,
    )


@form_page
@of_register
def organisation_change(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Change what the register says of an organisation."""
    form = OrganisationForm(
        posted(request),
        choices=choices_in(organisation.origin),
        initial=OrganisationForm.initial_of(organisation),
    )
    del form.fields["kind"], form.fields["is_another"]
    say_who_sees(form, organisation)

    def done() -> str:
        changed = change_organisation(
            organisation=organisation,
            source=form.cleaned_data["source"],
            day=access.day,
            by=access.actor,
            **form.fields_written(),
        )
        others = [
            {"role": row.role, "email": row.email, "public": row.public}
            for row in organisation.contacts.order_by("id")[1:]
        ]
        set_contact_roles(
            organisation=changed,
            contacts=[*form.contacts_written(), *others],
            by=access.actor,
        )
        return changed.get_absolute_url()

    context = {
        "title": _("Change %(name)s") % {"name": organisation.name},
        "button": _("Save"),
        "back_url": organisation.get_absolute_url(),
    }
    return answer(request, form=form, context=context, done=done, said=_("Saved."))


@form_page
@of_register
def name_add(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Add a name by which an organisation is found."""
    form = NameForm(posted(request), initial={"kind": "former"})

    def done() -> str:
        given = form.cleaned_data
        add_other_name(
            organisation=organisation,
            name=given["name"],
            kind=given["kind"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            by=access.actor,
        )
        return organisation.get_absolute_url()

    context = {
        "title": _("Another name of %(name)s") % {"name": organisation.name},
        "button": _("Save"),
        "back_url": organisation.get_absolute_url(),
    }
    return answer(
        request, form=form, context=context, done=done, said=_("Saved."), adds=True
    )


@form_page
@of_register
def unit_add(
    request: HttpRequest, organisation: Organisation, access: Access
) -> HttpResponse:
    """Add a unit to a public body."""
    form = UnitForm(posted(request), body=organisation)

    def done() -> str:
        unit = add_unit(body=organisation, by=access.actor, **form.fields_written())
        return f"{organisation.get_absolute_url()}#{unit.slug}"

    context = {
        "title": _("Add a unit to %(name)s") % {"name": organisation.name},
        "button": _("Add the unit"),
        "back_url": organisation.get_absolute_url(),
    }
    said = _("The unit is in the register.")
    return answer(request, form=form, context=context, done=done, said=said, adds=True)


@form_page
@of_register
def unit_change(
    request: HttpRequest, organisation: Organisation, access: Access, unit: str
) -> HttpResponse:
    """Change a unit of a public body."""
    found = get_object_or_404(
        Unit.objects.select_related("body"), body=organisation, slug=unit
    )
    form = UnitForm(
        posted(request),
        body=organisation,
        besides=found,
        initial=UnitForm.initial_of(found),
    )

    def done() -> str:
        changed = change_unit(unit=found, by=access.actor, **form.fields_written())
        return f"{organisation.get_absolute_url()}#{changed.slug}"

    context = {
        "title": _("Change %(name)s") % {"name": found},
        "button": _("Save"),
        "back_url": organisation.get_absolute_url(),
    }
    return answer(request, form=form, context=context, done=done, said=_("Saved."))
