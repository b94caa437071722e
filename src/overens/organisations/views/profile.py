"""An organisation's page; an address that it had leads to the one it has."""

from __future__ import annotations

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.models import Person
from overens.accounts.queries import (
    access_in_world,
    person_of,
    show_world,
    today_in_view,
)
from overens.accounts.rules import EDIT_REGISTER
from overens.common.models import Redirect
from overens.common.texts import LocalText
from overens.organisations.actions import confirm_organisation
from overens.organisations.actions.confirming import take_down
from overens.organisations.models import DistrictOverride, Organisation
from overens.organisations.queries import (
    authorities_of,
    narrowed_in_words,
    profile_of,
    reader_of,
    speaks_for,
    unit_tree,
)
from overens.organisations.queries.facts import said_of
from overens.organisations.rules import (
    FIELD_GROUPS,
    LANGUAGES,
    ROLES,
    TARGET_GROUPS,
)
from overens.organisations.views.finding import may_edit


class Moved(Exception):
    """The organisation is at another address; ``to`` is it, ``for_good`` or for now."""

    def __init__(self, to: Organisation, *, for_good: bool = True) -> None:
        self.to, self.for_good = to, for_good
        super().__init__(to.slug)


def find_organisation(slug: str) -> Organisation:
    """Return the organisation of an address.

    Raises:
        Http404: there is none.
        Moved: it has another address, or is merged into another organisation.
    """
    rows = Organisation.objects.select_related("merged_into", "based_in").annotate(
        has_merged=Exists(Organisation.objects.filter(merged_into=OuterRef("pk"))),
        is_overridden=Exists(
            DistrictOverride.objects.filter(organisation=OuterRef("pk"), lifted_on=None)
        ),
    )
    organisation = rows.filter(slug=slug).first()
    if organisation is None:
        kind = Organisation._meta.label
        moved = Redirect.objects.filter(kind=kind, old_slug=slug).first()
        there = rows.filter(uuid=moved.uuid).first() if moved else None
        if there is None:
            raise Http404
        raise Moved(there.merged_into or there)
    if organisation.merged_into is not None:
        raise Moved(organisation.merged_into, for_good=False)
    return organisation


def translated(keys: list[str], labels: dict[str, str]) -> list[str]:
    """Return the words of some keys, in the reader's language."""
    return [_(labels[key]) for key in keys if key in labels]


def language_names(keys: list[str]) -> list[str]:
    """Return languages by name; in Swedish they have small letters."""
    names = translated(keys, LANGUAGES)
    swedish = (get_language() or "sv").startswith("sv")
    return [name.lower() for name in names] if swedish else names


def may_confirm(request: HttpRequest, shown: Organisation) -> bool:
    """Tell whether the reader speaks for an organisation, and so can vouch for it."""
    reader = request.user
    return isinstance(reader, Person) and speaks_for(
        reader, shown, today_in_view(request)
    )


@require_POST
@login_required
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Take down that the facts are right: by who speaks for it, or the secretariat."""
    shown = get_object_or_404(Organisation.objects.listed(), slug=slug)
    person = person_of(request)
    show_world(request, shown.origin)
    day = today_in_view(request)
    if may_confirm(request, shown):
        held = authorities_of(person, day).filter(organisation=shown).first()
        take_down(
            organisation=shown,
            day=day,
            by=person.actor("spokesperson", organisation=shown),
            by_role=LocalText(held.post if held else ""),
            by_person=person,
            once_key=f"page:{uuids.uuid4()}",
        )
    else:
        access = access_in_world(request, EDIT_REGISTER, shown.origin)
        confirm_organisation(
            organisation=shown, day=day, source="secretariat", by=access.actor
        )
    messages.success(request, _("Thank you. The facts are confirmed as of today."))
    return redirect(shown)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an organisation is, does and belongs to, and how we know."""
    try:
        whole = find_organisation(slug)
    except Moved as moved:
        # A merge can be taken back, so no browser is to know it by heart.
        return redirect(moved.to, permanent=moved.for_good)
    show_world(request, whole.origin)
    day = today_in_view(request)
    shown = whole.shown_to(reader_of(request.user, whole, day))
    profile = profile_of(shown, day)
    context = {
        "title": shown.name,
        "organisation": shown,
        "profile": profile,
        "as_of": day,
        "roles": translated(shown.roles, ROLES),
        "languages": language_names(shown.languages),
        "target_groups": translated(shown.target_groups, TARGET_GROUPS),
        "sources": {group: said_of(shown, group, day) for group in FIELD_GROUPS},
        "narrowed": narrowed_in_words(shown),
        "units": unit_tree(shown) if shown.is_public else [],
        "may_edit": may_edit(request, shown.origin),
        "may_confirm": may_confirm(request, shown),
        "description": str(shown.about),
        "breadcrumbs": [
            (_("Organisations"), _list_url(request, shown)),
            (shown.name, ""),
        ],
    }
    return render(request, "organisations/organisation.html", context)


def _list_url(request: HttpRequest, shown: Organisation) -> str:
    url = reverse("organisations:organisations")
    compact = request.GET.get("compact", "")
    return f"{url}?compact={compact}" if compact.isascii() and compact else url
