"""People and their roles in a space, and the spaces: for secretariat and admin."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from overens.accounts.actions import (
    change_space,
    create_space,
    end_role,
    let_in,
)
from overens.accounts.forms import (
    EndRoleForm,
    NewSpaceForm,
    RoleForm,
    SenderForm,
    SpaceForm,
)
from overens.accounts.models import RoleGrant, Space
from overens.accounts.queries import (
    Access,
    in_space,
    is_admin,
    people_of,
    person_of,
    spaces_managed_by,
    today_in_view,
)
from overens.accounts.rules import (
    ADMIN,
    EDIT_SPACE,
    MANAGE_PEOPLE,
    is_called_off,
)
from overens.common.form_pages import answer_form, form_page, posted
from overens.common.mail import sending_address
from overens.common.texts import LocalText
from overens.errors import NotYours


@require_safe
@login_required
def spaces(request: HttpRequest) -> HttpResponse:
    """List the spaces whose people one manages."""
    person, today = person_of(request), today_in_view(request)
    managed = spaces_managed_by(person, today)
    may_add = is_admin(person, today)
    if not managed and not may_add:
        raise NotYours()
    context = {"title": _("Spaces"), "spaces": managed, "may_add": may_add}
    return render(request, "accounts/spaces.html", context)


def _space_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return what the actions take, from the form's fields by language."""
    return {
        "name": LocalText(sv=given["name_sv"], en=given["name_en"]),
        "place": LocalText(sv=given["place_sv"], en=given["place_en"]),
        "secretariat_name": LocalText(
            sv=given["secretariat_sv"], en=given["secretariat_en"]
        ),
        "contact_email": given["contact_email"],
        "huvudman": given["huvudman"],
        "columns": list(given["columns"]),
    }


def _space_initial(space: Space) -> dict[str, Any]:
    return {
        "name_sv": space.name.get("sv", ""),
        "name_en": space.name.get("en", ""),
        "place_sv": space.place.get("sv", ""),
        "place_en": space.place.get("en", ""),
        "secretariat_sv": space.secretariat_name.get("sv", ""),
        "secretariat_en": space.secretariat_name.get("en", ""),
        "contact_email": space.contact_email,
        "huvudman": space.huvudman,
        "columns": space.columns,
    }


@form_page
@login_required
def space_add(request: HttpRequest) -> HttpResponse:
    """Make the room of a new compact."""
    person = person_of(request)
    if not is_admin(person, today_in_view(request)):
        raise NotYours()
    form = NewSpaceForm(posted(request), initial={"columns": ["organisations"]})

    def act(given: dict[str, Any]) -> str:
        space = create_space(
            slug=given["slug"], by=person.actor(ADMIN), **_space_fields(given)
        )
        messages.success(request, _("The space is made. Now let people in."))
        return reverse("accounts:people", args=[space.slug])

    context = {
        "title": _("New space"),
        "button": _("Make the space"),
        "back_url": reverse("accounts:spaces"),
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(EDIT_SPACE)
def space_change(request: HttpRequest, access: Access) -> HttpResponse:
    """Change what a space is called and shows."""
    space = access.space
    form = SpaceForm(posted(request), initial=_space_initial(space))
    back_url = reverse("accounts:people", args=[space.slug])

    def act(given: dict[str, Any]) -> str:
        change_space(space=space, by=access.actor, **_space_fields(given))
        messages.success(request, _("Saved."))
        return back_url

    context = {
        "title": _("Change the space"),
        "button": _("Save"),
        "back_url": back_url,
    }
    return answer_form(request, form, context, act)


@form_page
@in_space(EDIT_SPACE)
def sender(request: HttpRequest, access: Access) -> HttpResponse:
    """Choose who the mails are from, and where an answer to one goes."""
    space = access.space
    chosen = space.sender_name or space.secretariat_name
    initial = {
        "sender_name_sv": chosen.get("sv", ""),
        "sender_name_en": chosen.get("en", ""),
        "reply_to": space.reply_to or space.contact_email,
    }
    form = SenderForm(posted(request), initial=initial)
    back_url = reverse("accounts:people", args=[space.slug])

    def act(given: dict[str, Any]) -> str:
        name = LocalText(sv=given["sender_name_sv"], en=given["sender_name_en"])
        change_space(
            space=space,
            by=access.actor,
            sender_name=name,
            reply_to=given["reply_to"],
        )
        messages.success(request, _("Saved. Mails that are written now say this."))
        return back_url

    context = {
        "title": _("Choose the sender"),
        "lead": _(
            "This is what those who are asked see before they open the mail. The mail "
            "itself comes from %(address)s, which nobody reads."
        )
        % {"address": sending_address()},
        "button": _("Save"),
        "back_url": back_url,
    }
    return answer_form(request, form, context, act)


@require_safe
@in_space(MANAGE_PEOPLE)
def people(request: HttpRequest, access: Access) -> HttpResponse:
    """List who has and has had which role in a space."""
    rows = people_of(access.space, access.day)
    n = sum(row.holds for row in rows)
    said = ngettext("%(n)s role is held today.", "%(n)s roles are held today.", n)
    context = {
        "title": _("People and roles"),
        "rows": rows,
        "count_text": said % {"n": n},
        "breadcrumbs": [
            (_("Spaces"), reverse("accounts:spaces")),
            (str(access.space), ""),
        ],
    }
    return render(request, "accounts/people.html", context)


@form_page
@in_space(MANAGE_PEOPLE)
def role_grant(request: HttpRequest, access: Access) -> HttpResponse:
    """Let somebody in with a role."""
    form = RoleForm(posted(request), initial={"first_day": access.day})
    back_url = reverse("accounts:people", args=[access.space.slug])

    def act(given: dict[str, Any]) -> str:
        grant = let_in(space=access.space, by=access.actor, **given)
        said = _("%(person)s now has the role.") % {"person": grant.person}
        messages.success(request, said)
        return back_url

    context = {
        "title": _("Give somebody a role"),
        "button": _("Give the role"),
        "back_url": back_url,
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(MANAGE_PEOPLE)
def role_end(request: HttpRequest, access: Access, grant: uuid.UUID) -> HttpResponse:
    """End a role on a day; what was done in it stays as it was."""
    found = get_object_or_404(
        RoleGrant.objects.select_related("person", "space"),
        uuid=grant,
        space=access.space,
    )
    is_oneself = found.person_id == access.person.pk
    # Given by mistake today, it is over at once; else today is the last day.
    yesterday = access.day - timedelta(days=1)
    is_new = is_called_off(found.first_day, yesterday, today=access.day)
    form = EndRoleForm(
        posted(request),
        is_oneself=is_oneself,
        initial={"last_day": yesterday if is_new else access.day},
    )
    back_url = reverse("accounts:people", args=[access.space.slug])

    def act(given: dict[str, Any]) -> str:
        end_role(grant=found, last_day=given["last_day"], by=access.actor)
        messages.success(request, _("The role has an end."))
        return back_url

    context = {
        "title": _("End the role of %(person)s") % {"person": found.person},
        "lead": _("The role stays in the list with its dates. Nothing is deleted."),
        "button": _("End the role"),
        "back_url": back_url,
    }
    return answer_form(request, form, context, act)
