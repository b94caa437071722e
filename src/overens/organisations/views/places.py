"""Give an own register the municipalities of a county, with their outlines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.queries import access_in_world, space_in_view
from overens.accounts.rules import EDIT_REGISTER
from overens.common.form_pages import answer_form, form_page, posted
from overens.common.formats import number
from overens.common.models import OWN
from overens.organisations.actions import bring_in_sweden
from overens.organisations.forms import CountyForm
from overens.organisations.queries import counties
from overens.organisations.rules import SwedenMissing


def first_county() -> CountyForm | None:
    """Return the form for a register without municipalities; None without the list."""
    try:
        return CountyForm(counties=counties())
    except SwedenMissing:
        return None  # the list of organisations is shown all the same


@form_page
@login_required
def places_add(request: HttpRequest) -> HttpResponse:
    """Bring in the municipalities of a county of Sweden."""
    space = space_in_view(request)
    world = space.origin if space else OWN
    access = access_in_world(request, EDIT_REGISTER, world)
    if world != OWN:
        raise Http404
    form = CountyForm(posted(request), counties=counties())
    back = reverse("organisations:organisations")
    if space:
        back += f"?compact={space.slug}"

    def act(given: dict[str, Any]) -> str:
        made = bring_in_sweden(county=given["county"], by=access.actor)
        messages.success(request, _said(made.municipalities))
        return back

    context = {
        "title": _("Choose a county"),
        "lead": _("The register then knows its municipalities, with a map."),
        "button": _("Add the municipalities"),
        "back_url": back,
    }
    return answer_form(request, form, context, act)


def _said(count: int) -> str:
    if not count:
        return _("The register knew them all already. Nothing was changed.")
    return ngettext(
        "The register now knows %(n)s municipality more.",
        "The register now knows %(n)s municipalities more.",
        count,
    ) % {"n": number(count)}
